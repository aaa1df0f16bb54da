"""One number format; widths on a terminal."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmailreport.day import HOUR, SECOND, Window
from qmailreport.delivery import units

MINUTE = 60 * SECOND
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("ns", "said"),
    [
        (0, "0 s"),
        (1, "1 ms"),
        (12_400_000, "12 ms"),
        (99_999_999, "100 ms"),
        (900_000_000, "0.9 s"),
        (1_400_000_000, "1.4 s"),
        (6 * SECOND, "6 s"),
        (9_960_000_000, "10 s"),
        (11 * SECOND, "11 s"),
        (59_600_000_000, "1 min"),
        (90 * SECOND, "1.5 min"),
        (9 * MINUTE, "9 min"),
        (59 * MINUTE + 40 * SECOND, "1 h"),
        (162 * MINUTE, "2.7 h"),
        (14 * HOUR, "14 h"),
        (23 * HOUR + 45 * MINUTE, "1 d"),
        (98 * HOUR, "4 d 2 h"),
        (24_000 * HOUR, "1,000 d"),
        (-3 * SECOND, "−3 s"),
    ],
)
def test_durations(ns: int, said: str) -> None:
    assert units.duration(ns) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1234, "count", "1,234"),
        (-4, "count", "−4"),
        (1.5, "count", "1.5"),
        (0, "bytes", "0 B"),
        (999, "bytes", "999 B"),
        (999_600, "bytes", "1 MB"),
        (1200, "bytes", "1.2 kB"),
        (412_400_000, "bytes", "412 MB"),
        (9_800_000_000, "bytes", "9.8 GB"),
        (12.5, "percent", "12.5 %"),
        (100.0, "percent", "100 %"),
        (0.015, "percent", "0.015 %"),
        (0, "percent", "0 %"),
        (1.0293, "ratio", "1.03"),
        (None, "count", "–"),
        (None, "ns", "–"),
        (None, "text", ""),
        (None, "code", ""),
        ("4.7.1", "code", "4.7.1"),
        (2 * SECOND, "ns", "2 s"),
        (1_794_980_000 * SECOND, "instant", "18 Nov 06:33:20"),
    ],
)
def test_values_by_unit(value: int | float | str | None, unit: str, said: str) -> None:
    assert units.unit(value, unit, BERLIN) == said


def test_instants_stand_on_the_days_wall_clock() -> None:
    window = Window(1_794_956_400 * SECOND, 1_795_042_800 * SECOND)
    assert units.moment(window.start + 26_000 * SECOND, BERLIN, window) == "07:13:20"
    assert units.clock(window.end, BERLIN, window) == "24:00"
    assert units.date_words(window.start, BERLIN, back=18) == "31 Oct"


def test_defang_escapes_and_leaves_nothing_to_link() -> None:
    assert units.defang("<a@b.de> 10.0.0.1 http://x.y") == (
        "&lt;a<span>@</span>b<span>.</span>de&gt; 10.0.0.1 http<span>://</span>x<span>.</span>y"
    )
    assert (
        units.unlink("see HTTPS://x.de, www.x.de and mailto:a@b") == "see HTTPS[:]//x.de, www[.]x.de and mailto[:]a@b"
    )


def test_a_name_breaks_behind_dots_and_only_long_words_within() -> None:
    said = str(units.place("a@mx.example.org"))
    assert said == "a<span>@</span><wbr>mx<span>.</span><wbr>example<span>.</span><wbr>org"
    assert units.place("x" * 30 + "<b>") == f"{'x' * 14}<wbr>{'x' * 14}<wbr>xx&lt;b&gt;"


@pytest.mark.parametrize(
    ("value", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (1022, "1,022nd"), (113, "113th")]
)
def test_ordinals(value: int, said: str) -> None:
    assert units.ordinal(value) == said


def test_cols_counts_wide_characters_and_cuts() -> None:
    assert units.cols(["全角文字", 12], [-6, 5]) == "全角…     12"
    assert units.width(units.cols(["全" * 50, "x"], [-20, 10])) == 31


@given(st.text(), st.integers(4, 100))
def test_wrap_never_overflows_and_loses_nothing_but_spaces(text: str, columns: int) -> None:
    lines = units.wrap(text, "", "", columns)
    assert max(units.width(line) for line in lines.split("\n")) <= columns + 1 + lines.count("、") * 2
    assert "".join(lines.split()) == "".join(units.unlink(text).split())


@given(st.text(), st.integers(2, 60))
def test_cut_fits(text: str, columns: int) -> None:
    assert units.width(units.cut(text, columns)) <= max(columns, 3)


def test_spark_tells_zero_from_unknown() -> None:
    assert units.spark([None, 0, 1, 8]) == "._▁█"
    assert units.spark([0, 0]) == "__"
    assert units.spark([]) == ""


def test_bars_show_what_is_not_zero() -> None:
    assert [units.hbar(v, 100, 5) for v in (0, 1, 30, 100)] == ["", "▏", "█▌", "█████"]
    assert [units.share(v, 1000) for v in (0, 1, 500, 2000)] == [0, 1, 50, 100]
