"""What earlier days knew, and what it makes of today's templates: new, back, rising, known, muted, gone.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median_low

BACK = 7  # days of silence after which a template is back
RISING = 3  # times the median of the same weekday
FEW = 10  # lines that a rising template has at least
WEEKS = 8  # same weekdays that the median is taken of
WEEK = 7  # kept days, of which a usual template has USUAL
USUAL = 5


@dataclass(frozen=True, slots=True)
class Known:
    """A template of earlier days."""

    id: str
    program: str
    template: str
    severity: str
    category: str
    entry: str  # the id of the catalogue's entry that it was found by
    first: dt.date
    last: dt.date
    days: tuple[tuple[dt.date, int], ...] = ()  # lines by day, the kept ones


@dataclass(frozen=True, slots=True)
class Mute:
    """What need not be told until a day, the day included; `id` is a template's or an entry's."""

    id: str
    until: dt.date
    why: str
    made: int = 0  # ns


@dataclass(frozen=True, slots=True)
class Seen:
    """A template of a day, to be remembered."""

    id: str
    program: str
    template: str
    severity: str
    category: str
    entry: str
    lines: int
    times: int
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A word, and what is said behind it."""

    word: str  # 'new', 'back', 'rising', 'known', 'muted'; empty where there is no history yet
    text: str  # as 'back after 12 days'

    @property
    def loud(self) -> bool:
        """Is it something that was not so before?"""
        return self.word in ("", "new", "back", "rising")


def together(known: Sequence[Known]) -> Known | None:
    """What several templates were that are one by now; None: there was none."""
    if not known:
        return None
    days: dict[dt.date, int] = {}
    for each in known:
        for day, lines in each.days:
            days[day] = days.get(day, 0) + lines
    first, last = min(each.first for each in known), max(each.last for each in known)
    return replace(known[0], first=first, last=last, days=tuple(sorted(days.items())))


def muted(mutes: Iterable[Mute], ids: Iterable[str], date: dt.date) -> Mute | None:
    """The mute that holds for any of `ids` on `date`, the longest one."""
    names = set(ids)
    holding = [mute for mute in mutes if mute.id in names and date <= mute.until]
    return max(holding, key=lambda mute: (mute.until, mute.id), default=None)


def state(known: Known | None, lines: int, mute: Mute | None, days: Sequence[dt.date], date: dt.date) -> State:
    """What a template's `lines` of `date` are, against the `days` of which there is history."""
    if mute is not None:
        return State("muted", f"muted until {mute.until}: {mute.why}")
    if not days:
        return State("", "")
    if known is None:
        return State("new", "new")
    silent = (date - known.last).days
    if silent >= BACK and any(known.last < day < date for day in days):
        return State("back", f"back after {silent} days")
    usual = weekly(known, days, date)
    if usual is not None and lines >= FEW and lines > RISING * usual:
        return State("rising", f"rising: {usual:,} is usual on a {date:%A}")
    return State("known", f"known since {known.first}")


def weekly(known: Known, days: Iterable[dt.date], date: dt.date) -> int | None:
    """The median of the lines on the last same weekdays of which there is history; None: there is none."""
    same = [day for day in days if day.weekday() == date.weekday() and 0 < (date - day).days <= 7 * WEEKS]
    counts = dict(known.days)
    return median_low([counts.get(day, 0) for day in same]) if same else None


def gone(known: Iterable[Known], today: Collection[str], days: Sequence[dt.date]) -> list[tuple[Known, int]]:
    """What was usual up to the last day and is silent now, with its median; told on the first silent day alone."""
    week = sorted(days)[-WEEK:]
    if len(week) < WEEK:
        return []
    found = []
    for each in known:
        counts = dict(each.days)
        of_week = [counts.get(day, 0) for day in week]
        if each.id not in today and of_week[-1] and sum(map(bool, of_week)) >= USUAL:
            found.append((each, median_low(of_week)))
    return sorted(found, key=lambda pair: (-pair[1], pair[0].id))
