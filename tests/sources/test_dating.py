"""Years of stamps that lack them, hours that happen twice, and lines in any order."""

from __future__ import annotations

import bz2
import gzip
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from qmailreport.day import HOUR, SECOND, Window, local
from qmailreport.formats import FORMATS
from qmailreport.model import Size
from qmailreport.sources.choose import HEAD, Log
from qmailreport.sources.files import Fractional, Syslog, Tai64nlocal
from qmailreport.sources.seek import Plain
from qmailreport.sources.span import LARGE, SMALL, Span, one_year, spanned

from .making import BERLIN, UTC, at, bsd, day, quiet, read, texts, write

DAY = 24 * HOUR
PACKS = pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress])
EVER = Window(0, 1 << 62)


def hourly(start: int, end: int, zone: ZoneInfo = UTC, step: int = HOUR) -> list[tuple[int, str]]:
    return [(moment, str(moment // SECOND)) for moment in range(start, end, step)]


def logged(records: list[tuple[int, str]], zone: ZoneInfo = UTC) -> bytes:
    return b"".join(bsd(moment, text, zone) for moment, text in records)


@PACKS
@pytest.mark.parametrize("chunk", [500, 8_000_000])
def test_new_year(pack: Callable[[bytes], bytes], chunk: int, tmp_path: Path) -> None:
    records = hourly(at("2025-12-30 00:00:00"), at("2026-01-03 00:00:00"))
    path = write(tmp_path / "m", pack(logged(records)), at("2026-01-03 00:00:00"))
    source = Syslog(str(path), chunk=Size(chunk))
    assert quiet(read(source, EVER)) == records
    assert quiet(read(source, day("2025-12-31"))) == records[24:48]
    assert quiet(read(source, day("2026-01-01"))) == records[48:72]


@PACKS
def test_several_years(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """The same date of other years is not counted twice; Feb 29 needs the right year."""
    records = hourly(at("2023-11-01 00:00:00"), at("2026-11-20 00:00:00"), step=31 * HOUR)
    path = write(tmp_path / "m", pack(logged(records)), at("2026-11-20 00:00:00"))
    for chunk, big in ((8_000_000, 16_000_000), (5_000, 5_000)):
        source = Syslog(str(path), chunk=Size(chunk), big=Size(big))
        assert quiet(read(source, EVER)) == records
        for date in ("2023-11-19", "2024-11-19", "2025-11-19", "2026-11-19", "2024-02-29", "2025-01-01"):
            window = day(date)
            assert quiet(read(source, window)) == [one for one in records if one[0] in window]


def test_a_file_touched_years_later_keeps_its_order(tmp_path: Path) -> None:
    """mtime alone dates the last line; a copy made a month later changes nothing."""
    records = hourly(at("2025-12-25 00:00:00"), at("2026-01-05 00:00:00"))
    path = write(tmp_path / "m", logged(records), at("2026-02-05 00:00:00"))
    assert quiet(read(Syslog(str(path)), EVER)) == records


def test_late_lines_of_the_old_year(tmp_path: Path) -> None:
    turn = at("2026-01-01 00:00:00")
    records = [(turn + n * SECOND, str(n)) for n in (-3, -1, 1, -2, 2, 0, -1, 5)]
    path = write(tmp_path / "m", logged(records), at("2026-12-31 12:00:00"))
    later = hourly(turn + DAY, at("2026-12-31 12:00:00"), step=DAY)
    path.write_bytes(logged(records + later))
    write(path, path.read_bytes(), at("2026-12-31 12:00:00"))
    assert quiet(read(Syslog(str(path)), EVER)) == records + later


def test_a_repeat_over_new_year_stays_with_its_line(tmp_path: Path) -> None:
    content = (
        b"Dec 31 23:59:58 mx1 a: one\nJan  1 00:00:20 mx1 last message repeated 3 times\nJan  1 00:00:21 mx1 a: two\n"
    )
    path = write(tmp_path / "m", content, at("2026-01-01 01:00:00"))
    assert quiet(read(Syslog(str(path)), EVER)) == [
        (at("2025-12-31 23:59:58"), "one*4"),
        (at("2026-01-01 00:00:21"), "two"),
    ]


@pytest.mark.parametrize(("begin", "end"), [("2025-12-21", "2026-01-05"), ("2026-01-01", "2026-01-20")])
def test_a_file_that_spans_less_than_a_year_by_an_older_one(begin: str, end: str, tmp_path: Path) -> None:
    """Whether a New Year is in it, or only a late line of the old one."""
    records = hourly(at(f"{begin} 00:00:00"), at(f"{end} 00:00:00"))
    late = (at("2025-12-31 23:59:59"), "late")
    records.insert(records.index((at("2026-01-01 00:00:00"), str(at("2026-01-01 00:00:00") // SECOND))) + 1, late)
    write(
        tmp_path / "m.1",
        logged(hourly(at("2025-12-01 00:00:00"), at("2025-12-20 00:00:00"))),
        at("2025-12-20 00:00:00"),
    )
    write(tmp_path / "m", logged(records), at(f"{end} 00:00:00"))
    source = Syslog(str(tmp_path / "m"))
    assert [one for one in quiet(read(source, EVER)) if one[0] >= records[0][0] or one == late][
        -len(records) :
    ] == records
    for date in ("2025-12-31", "2026-01-01"):
        assert quiet(read(source, day(date))) == [one for one in records if one[0] in day(date)]


def test_a_late_line_of_the_old_year_ends_a_log_that_was_rotated_at_new_year(tmp_path: Path) -> None:
    turn = at("2026-01-01 00:00:00")
    records = [(turn + n * SECOND, str(n)) for n in (-14 * 3600, -2, 0, 1, -1)]
    write(tmp_path / "m.1", logged([(turn - 2 * DAY, "old")]), turn - 2 * DAY)
    write(tmp_path / "m", logged(records), turn + SECOND)
    assert texts(read(Syslog(str(tmp_path / "m")), day("2026-01-01"))) == ["0", "1"]
    assert texts(read(Syslog(str(tmp_path / "m")), day("2025-12-31"))) == [str(-14 * 3600), "-2", "-1"]


def test_a_clock_that_began_at_january_is_no_new_year_where_an_older_file_says_so(tmp_path: Path) -> None:
    one, two = at("2026-11-17 10:00:00"), at("2026-11-18 10:00:00")
    content = logged(hourly(one, one + 3 * HOUR)) + b"Jan  1 00:00:05 mx1 a: boot\n" + logged(hourly(two, two + HOUR))
    write(tmp_path / "m.1", logged([(one - DAY, "old")]), one - DAY)
    write(tmp_path / "m", content, two)
    assert len(texts(read(Syslog(str(tmp_path / "m")), day("2026-11-17")))) == 3
    assert len(texts(read(Syslog(str(tmp_path / "m")), day("2026-11-18")))) == 1


def years_of(path: Path, content: bytes, mtime: int, bounded: bool = True) -> tuple[Span, bool]:
    """Of a plain file, beside an older one or not, and whether it must be read through for them."""
    write(path, content, mtime)
    log = Log(str(path), (0, 0), len(content), mtime, "plain", content[:HEAD], None, bounded)
    envelope = FORMATS["syslog"]
    with path.open("rb") as file:
        through = one_year(Plain(file.fileno(), envelope), log, UTC) is None
        return spanned(file.fileno(), log, envelope, UTC, 1 << 40), through


@pytest.mark.parametrize("size", [100, 20_000_000])
def test_a_touched_older_file_does_not_hide_that_a_log_covers_two_years(size: int, tmp_path: Path) -> None:
    turn = at("2026-01-01 00:00:00")
    begin, end = at("2025-11-18 10:00:00"), at("2026-11-19 00:00:00")
    records = [*hourly(begin, begin + 3 * SECOND, step=SECOND), (turn - 14 * HOUR, "x"), (turn + 10 * DAY, "x")]
    last = [(end - 13 * HOUR, "this"), (end, "next")]
    many = size // 60
    records += [(turn + 10 * DAY + n * 300 * DAY // many, "x" * 35) for n in range(many)] + last
    write(tmp_path / "m.1", logged([(end - 18 * DAY, "old")]), end - 18 * DAY)
    write(tmp_path / "m", logged(records), end)
    assert texts(read(Syslog(str(tmp_path / "m")), day("2026-11-18"))) == ["this"]


@pytest.mark.parametrize(
    ("texts", "years", "through"),
    [
        ([b"Nov 17 23:59:59"], 2026, False),
        ([b"Nov 17 23:59:59", b"Nov 18 00:00:00", b"Nov 17 23:59:59"], 2026, False),  # late lines
        ([b"Dec 31 23:59:59", b"Jan  1 00:00:00"], 2025, True),
        ([b"Dec 31 23:59:59", b"Jan  1 00:00:00", b"Dec 31 23:59:59"], 2025, True),
        ([b"Nov 18 00:00:00", b"Jan 10 00:00:00", b"Nov 18 00:00:00"], 2025, True),
    ],
)
@pytest.mark.parametrize("share", [0.002, 0.4])
def test_a_large_log_is_read_through_for_its_years_where_a_new_year_may_be_in_it(
    texts: list[bytes], years: int, through: bool, share: float, tmp_path: Path
) -> None:
    """The first stamp is the bulk of it, the last ends it, alone or with much."""
    much = SMALL // 40 + 1
    line = b" mx1 a: a text of some length\n"
    ends = [(each + line) * int(much * share) for each in texts[1:-1]] + [(texts[-1] + line) * 2]
    content = (texts[0] + line) * much + b"".join(ends)
    mtime = at("2026-01-01 01:00:00") if texts[0].startswith(b"Dec") else at("2026-11-18 12:00:00")
    found, read_through = years_of(tmp_path / "m", content, mtime)
    assert (found.year, read_through) == (years, through)


@pytest.mark.parametrize(
    ("between", "turns", "through"),
    [
        ((), [], False),
        ((b"Dec 28 03:00:00", b"Jan  5 03:00:00", b"Jun  7 03:00:00"), [1], True),  # a year that few lines tell of
        ((b"Nov 18 11:30:00",), [], True),  # silence, in which anything might be
    ],
)
def test_a_very_large_log_that_nothing_bounds_is_looked_at_so_often_that_no_year_is_missed(
    between: tuple[bytes, ...], turns: list[int], through: bool, tmp_path: Path
) -> None:
    line = b" mx1 a: a text of some length\n"
    part = [(b"Nov 18 %02d:00:00" % hour + line) * (LARGE // 85) for hour in (10, 12 if through else 10)]
    content = part[0] + b"".join(each + line for each in between) + part[1]
    found, read_through = years_of(tmp_path / "m", content, at("2026-11-18 13:00:00"), bounded=False)
    assert (found.year, [since for _, since in found.turns]) == (2026 - len(turns), turns)
    assert read_through is through


AUTUMN = at("2026-10-25 01:00:00")  # 03:00 CEST becomes 02:00 CET
FOLDED = day("2026-10-25", BERLIN)


@PACKS
@pytest.mark.parametrize("chunk", [300, 8_000_000])
@pytest.mark.parametrize("kind", ["syslog", "tai64nlocal"])
def test_clocks_go_back(pack: Callable[[bytes], bytes], chunk: int, kind: str, tmp_path: Path) -> None:
    records = hourly(AUTUMN - 30 * HOUR, AUTUMN + 30 * HOUR, step=600 * SECOND)
    content = logged(records, BERLIN) if kind == "syslog" else local_log(records)
    path = write(tmp_path / "m", pack(content), records[-1][0])
    source = (Syslog if kind == "syslog" else Tai64nlocal)(str(path), chunk=Size(chunk))
    found = quiet(read(source, FOLDED, BERLIN))
    assert found == [one for one in records if one[0] in FOLDED]
    assert len(found) == 25 * 6


def local_log(records: list[tuple[int, str]]) -> bytes:
    stamps = ((f"{local(moment, BERLIN):%Y-%m-%d %H:%M:%S}", text) for moment, text in records)
    return b"".join(f"{stamp}.000000000 {text}\n".encode() for stamp, text in stamps)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_rotation_while_clocks_go_back(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    records = hourly(AUTUMN - 2 * HOUR, AUTUMN + 2 * HOUR, step=600 * SECOND)
    write(tmp_path / "m.1", pack(logged(records[:12], BERLIN)), AUTUMN)
    write(tmp_path / "m", logged(records[12:], BERLIN), AUTUMN + 2 * HOUR)
    assert quiet(read(Syslog(str(tmp_path / "m")), FOLDED, BERLIN)) == records


def test_seconds_of_disorder_in_the_hour_that_happens_twice(tmp_path: Path) -> None:
    moments = [AUTUMN - 1800 * SECOND + n * SECOND for n in (0, 20, 5, 21, 600, 590, 1700)]
    records = [(moment, str(n)) for n, moment in enumerate(moments)]
    records += [(moment + HOUR, str(n)) for n, moment in enumerate(moments)]
    path = write(tmp_path / "m", logged(records, BERLIN), AUTUMN + 2 * HOUR)
    assert quiet(read(Syslog(str(path)), FOLDED, BERLIN)) == records


def test_clocks_go_forward(tmp_path: Path) -> None:
    spring = at("2026-03-29 01:00:00")
    records = hourly(spring - 30 * HOUR, spring + 30 * HOUR, step=600 * SECOND)
    path = write(tmp_path / "m", logged(records, BERLIN), records[-1][0])
    window = day("2026-03-29", BERLIN)
    found = quiet(read(Syslog(str(path)), window, BERLIN))
    assert found == [one for one in records if one[0] in window]
    assert len(found) == 23 * 6


def test_a_midnight_that_does_not_exist(tmp_path: Path) -> None:
    zone = ZoneInfo("America/Sao_Paulo")
    window = day("2018-11-04", zone)
    records = hourly(window.start - 5 * HOUR, window.end + 5 * HOUR, step=300 * SECOND)
    path = write(tmp_path / "m", logged(records, zone), records[-1][0])
    assert quiet(read(Syslog(str(path)), window, zone)) == [one for one in records if one[0] in window]


def test_mixed_stamps_in_one_file(tmp_path: Path) -> None:
    content = (
        b"Nov 17 23:30:00 mx1 a: bsd\n2026-11-17T23:45:00Z mx1 a: utc\n"
        b"<30>1 2026-11-18T02:00:00+03:00 mx1 a - - - early\n"
        b"<22>Nov 18 01:30:00 mx1 a[7]: pri\n2026-11-18T00:40:00 mx1 a: local\nNov 18 00:50:00 2026 mx1 a: year\n"
        b"Nov 18 03:00:00 mx1 qmail: 1795000000.000000 inner\nNov 10 03:00:00 mx1 qmail: 1794963600.5 not splogger's\n"
    )
    path = write(tmp_path / "m", content, at("2026-11-18 20:00:00"))
    found = quiet(read(Syslog(str(path)), day("2026-11-18", BERLIN), BERLIN))
    assert [text for _, text in found] == ["utc", "early", "pri", "local", "year", "inner"]
    assert found[-1][0] == 1795000000 * SECOND


@PACKS
def test_lines_out_of_order(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """Lines up to an hour late are found, by halves too."""
    start = at("2026-11-16 00:00:00")
    moments = [start + n * 60 * SECOND + (n * 7919 % 3000) * SECOND for n in range(4 * 1440)]
    content = b"".join(b"%d.5 line\n" % (moment // SECOND) for moment in moments)
    path = write(tmp_path / "m", pack(content), moments[-1])
    window = day("2026-11-18")
    source = Fractional(str(path), chunk=Size(3000), big=Size(10_000))
    found = quiet(read(source, window))
    assert [moment for moment, _ in found] == [m + SECOND // 2 for m in moments if m + SECOND // 2 in window]


def test_files_put_together_in_the_wrong_order(tmp_path: Path) -> None:
    start = at("2026-11-16 00:00:00")
    minutes = [range(start + n * DAY, start + (n + 1) * DAY, 60 * SECOND) for n in range(3)]
    days = [b"".join(b"%d x\n" % (moment // SECOND) for moment in moments) for moments in minutes]
    path = write(tmp_path / "m", days[2] + days[0] + days[1], start + 3 * DAY)
    assert len(quiet(read(Fractional(str(path), big=Size(1000), all_files=True), day("2026-11-16")))) == 1440
    assert texts(read(Fractional(str(path), big=Size(1000)), day("2026-11-18"))) == ["x"] * 1440
