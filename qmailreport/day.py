"""A civil day in a zone as [start, end) in nanoseconds since the epoch.  Pure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from .errors import UsageError

SECOND = 1_000_000_000
HOUR = 3600 * SECOND
UTC = dt.UTC
EPOCH = dt.datetime(1970, 1, 1, tzinfo=UTC)
ACCEPTED = "yesterday, -N (N days ago, as in -3) or YYYY-MM-DD (as in 2026-11-18)"


@dataclass(frozen=True, slots=True)
class Window:
    """Instants from `start` up to, not including, `end`; ns UTC."""

    start: int
    end: int

    def __contains__(self, at: object) -> bool:
        return isinstance(at, int) and self.start <= at < self.end


@dataclass(frozen=True, slots=True)
class Day:
    """One civil day of one zone: 23, 24 or 25 hours as the zone has it."""

    date: dt.date
    zone: ZoneInfo
    window: Window

    @classmethod
    def of(cls, date: dt.date, zone: ZoneInfo) -> Day:
        """The day `date` in `zone`; a day the zone skipped (Samoa, 2011-12-30) is a UsageError."""
        window = Window(midnight(date, zone), midnight(date + dt.timedelta(days=1), zone))
        if window.start >= window.end:
            raise UsageError(f"{date} did not exist in {zone.key}: the zone skipped that day")
        return cls(date, zone, window)

    def before(self) -> Day:
        """The day before; where the zone skipped it, the one before that."""
        for back in (1, 2):
            date = self.date - dt.timedelta(days=back)
            start = midnight(date, self.zone)
            if start < self.window.start:
                return Day(date, self.zone, Window(start, self.window.start))
        raise UsageError(f"no day before {self.date} in {self.zone.key}")  # pragma: no cover - no zone skips two

    def local(self, at: int) -> dt.datetime:
        """The instant `at` (ns) on this day's wall clock, to the microsecond."""
        return local(at, self.zone)

    def hours(self) -> list[tuple[Window, str]]:
        """The elapsed hours of the day with the wall-clock label of their start, as ('00', …, '23')."""
        spans = []
        at = self.window.start
        while at < self.window.end:
            until = min(at + HOUR, self.window.end)
            moment = self.local(at)
            spans.append((Window(at, until), f"{moment:%H}" if not moment.minute else f"{moment:%H:%M}"))
            at = until
        return spans


def local(at: int, zone: ZoneInfo) -> dt.datetime:
    """The instant `at` (ns) as an aware datetime in `zone`; floors to the microsecond."""
    return (EPOCH + dt.timedelta(microseconds=at // 1000)).astimezone(zone)


def instant(moment: dt.datetime) -> int:
    """An aware datetime as ns since the epoch, exact to its microsecond."""
    since = moment - EPOCH
    return ((since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds) * 1000


def midnight(date: dt.date, zone: ZoneInfo) -> int:
    """The first instant at which `zone` shows `date`, or a later date where it skips that one (ns).

    Midnight may not exist (Sao Paulo 2018-11-04 begins at 01:00), so the change is searched for
    where the naive answer does not hold.
    """
    naive = dt.datetime.combine(date, dt.time(), tzinfo=zone)
    guess = instant(naive.astimezone(UTC))
    if (
        local(guess, zone).replace(tzinfo=None) == naive.replace(tzinfo=None)
        and local(guess - 1000, zone).date() < date
    ):
        return guess
    low, high = guess // SECOND - 26 * 3600, guess // SECOND + 26 * 3600
    while low < high:
        middle = (low + high) // 2
        if local(middle * SECOND, zone).date() >= date:
            high = middle
        else:
            low = middle + 1
    return low * SECOND


def parse_date(text: str, today: dt.date) -> dt.date:
    """`yesterday`, `-3` or `2026-11-18` as a date before `today` or today; anything else is a UsageError."""
    if text == "yesterday":
        return today - dt.timedelta(days=1)
    if re.fullmatch(r"-[0-9]{1,4}", text, re.ASCII):
        return today - dt.timedelta(days=int(text[1:]))
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
        raise UsageError(f"no date in {text!r}; accepted are {ACCEPTED}")
    from dateutil.parser import isoparser  # 20 ms that only a named date needs

    try:
        date = isoparser().parse_isodate(text)
    except ValueError as error:
        raise UsageError(f"{text} is no date ({error}); accepted are {ACCEPTED}") from None
    if date.year < 1970:
        raise UsageError(f"{text} is before there were logs; accepted are {ACCEPTED}")
    if date > today:
        raise UsageError(f"{text} has not begun; accepted are {ACCEPTED}, up to today")
    return date
