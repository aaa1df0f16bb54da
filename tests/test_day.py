"""Civil days of zones that make them long, short, late or skip them; and what a date may look like."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.day import HOUR, Day, Window, instant, local, midnight, parse_date
from qmailreport.errors import UsageError

TODAY = dt.date(2026, 11, 19)
ODD = ("America/Sao_Paulo", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "Africa/Cairo")


def day(date: str, zone: str) -> Day:
    return Day.of(dt.date.fromisoformat(date), ZoneInfo(zone))


@pytest.mark.parametrize(
    ("date", "zone", "hours"),
    [
        ("2026-11-18", "UTC", 24),
        ("2026-03-29", "Europe/Berlin", 23),
        ("2026-10-25", "Europe/Berlin", 25),
        ("2018-11-04", "America/Sao_Paulo", 23),  # begins at 01:00
        ("2018-02-17", "America/Sao_Paulo", 25),  # 23:00 comes twice
        ("2026-04-05", "Australia/Lord_Howe", 24.5),
        ("2026-10-04", "Australia/Lord_Howe", 23.5),
        ("2010-10-10", "America/Asuncion", 24),
    ],
)
def test_a_day_is_as_long_as_its_zone_has_it(date: str, zone: str, hours: float) -> None:
    window = day(date, zone).window
    assert window.end - window.start == hours * HOUR


def test_a_midnight_that_does_not_exist_is_the_first_moment_of_the_day() -> None:
    assert str(local(day("2018-11-04", "America/Sao_Paulo").window.start, ZoneInfo("America/Sao_Paulo"))) == (
        "2018-11-04 01:00:00-02:00"
    )


def test_a_skipped_day_is_refused_and_the_day_before_is_the_one_before_it() -> None:
    with pytest.raises(UsageError, match=r"2011-12-30 did not exist in Pacific/Apia"):
        day("2011-12-30", "Pacific/Apia")
    after = day("2011-12-31", "Pacific/Apia")
    assert after.before().date == dt.date(2011, 12, 29)
    assert after.before().window.end == after.window.start


def test_hours_are_elapsed_ones_under_the_labels_of_the_clock() -> None:
    short = [label for _, label in day("2026-03-29", "Europe/Berlin").hours()]
    assert short[:4] == ["00", "01", "03", "04"] and len(short) == 23
    long = [label for _, label in day("2026-10-25", "Europe/Berlin").hours()]
    assert long[:5] == ["00", "01", "02", "02", "03"] and len(long) == 25
    half = day("2026-10-04", "Australia/Lord_Howe").hours()
    assert [label for _, label in half][1:4] == ["01", "02:30", "03:30"]
    assert half[-1][0].end - half[-1][0].start == HOUR // 2


@given(st.dates(dt.date(1972, 1, 1), dt.date(2037, 12, 30)), st.sampled_from(ODD))
@settings(max_examples=300, deadline=None)
def test_days_follow_each_other_without_gap_or_overlap(date: dt.date, name: str) -> None:
    zone = ZoneInfo(name)
    start, end = midnight(date, zone), midnight(date + dt.timedelta(days=1), zone)
    assert start <= end
    if start < end:  # the zone has that day
        it = Day.of(date, zone)
        assert local(start, zone).date() == local(end - 1000, zone).date() == date
        assert local(start - 1000, zone).date() < date
        assert [window.start for window, _ in it.hours()][1:] == [window.end for window, _ in it.hours()][:-1]
        assert it.hours()[-1][0].end == end
        assert it.before().window.end == start


@given(st.integers(0, 2**61))
def test_an_instant_survives_the_calendar_to_the_microsecond(at: int) -> None:
    assert instant(local(at, ZoneInfo("UTC"))) == at // 1000 * 1000


def test_a_window_holds_its_start_and_not_its_end() -> None:
    assert 5 in Window(5, 7) and 6 in Window(5, 7) and 7 not in Window(5, 7) and "6" not in Window(5, 7)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("yesterday", "2026-11-18"),
        ("-1", "2026-11-18"),
        ("-3", "2026-11-16"),
        ("-0", "2026-11-19"),
        ("2026-11-18", "2026-11-18"),
        ("2026-11-19", "2026-11-19"),
        ("2024-02-29", "2024-02-29"),
        ("1970-01-01", "1970-01-01"),
    ],
)
def test_accepted_dates(text: str, date: str) -> None:
    assert parse_date(text, TODAY) == dt.date.fromisoformat(date)


@pytest.mark.parametrize(
    "text",
    [
        *("", "today", "Yesterday", "tomorrow", "10/11/12", "20261118", "2026-W47-3", "2026-11-18T00:00"),
        *("2026-11-31", "2025-02-29", "2026-11-20", "0001-01-01", "1969-12-31", "9999-12-31"),
        *("+3", "3", "--3", "-99999", "--", " 2026-11-18", "2026-11-18\n", "-٣", "２０２６-11-18"),
    ],
)
def test_other_dates_are_refused_with_the_accepted_forms(text: str) -> None:
    with pytest.raises(UsageError, match=r"yesterday, -N \(N days ago, as in -3\) or YYYY-MM-DD"):
        parse_date(text, TODAY)
