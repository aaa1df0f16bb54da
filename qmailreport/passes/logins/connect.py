"""Connect time: what of each session lies in a window, as the sum of sessions and as time with at least one.  Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ...day import Window
from .table import Stay
from .totals import Totals

NEAR = 10 * 10**9  # between two daemons' tellings of one login
USER: Final = 0  # places in a Stay: an index is quicker than a name, and there may be many
BEGAN: Final = 9
UNTIL: Final = 10


def counted(stay: Stay, window: Window) -> tuple[int, int] | None:
    """What of a session lies in `window`, in ns; open ones last to its end; None: nothing."""
    until = window.end if stay.until is None else stay.until
    began, until = max(stay.began, window.start), min(until, window.end)
    return (began, until) if began < until else None


def union(spans: Iterable[tuple[int, int]]) -> int:
    """How long at least one of `spans` lasted (ns)."""
    total, reached = 0, None
    for began, until in sorted(spans):
        if reached is None or began > reached:
            total += until - began
            reached = until
        elif until > reached:
            total += until - reached
            reached = until
    return total


def connect(stays: Iterable[Stay], window: Window) -> dict[str, tuple[int, int, int]]:
    """By user: sessions that overlap the window or begin in it, their sum, and their union (ns)."""
    return by_day(stays, (window,))[0]


def by_day(stays: Iterable[Stay], days: Sequence[Window]) -> list[dict[str, tuple[int, int, int]]]:
    """`connect` of each of several days, one behind the other; open sessions last to the end of the last one."""
    starts, ends = [day.start for day in days], [day.end for day in days]
    found: list[dict[str, list[tuple[int, int]]]] = [{} for _ in days]
    for stay in stays:
        began, until = stay[BEGAN], stay[UNTIL]
        if until is None:
            until = ends[-1]
        place = bisect_right(ends, began)
        while place < len(starts) and (starts[place] < until or starts[place] <= began):
            start, end = starts[place], ends[place]
            span = (began if began > start else start, until if until < end else end)
            by_user = found[place]
            if stay[USER] in by_user:
                by_user[stay[USER]].append(span)
            else:
                by_user[stay[USER]] = [span]
            place += 1
    return [{user: _sums(spans) for user, spans in sorted(by_user.items())} for by_user in found]


def _sums(spans: list[tuple[int, int]]) -> tuple[int, int, int]:
    if len(spans) == 1:
        length = max(0, spans[0][1] - spans[0][0])
        return 1, length, length
    return len(spans), sum(max(0, until - began) for began, until in spans), union(spans)


def told(total: Totals) -> list[Stay]:
    """The sessions of a host, each once, in the order of their logins.

    What wtmp or wtmpdb tells of goes before what daemons log; where both of them are read, the one with more
    sessions counts.  logind tells of sshd's and login's sessions again.
    """
    parts: dict[str, list[Stay]] = {}
    for stay in total.stays.values():
        parts.setdefault(stay.source, []).append(stay)
    records = max(("wtmpdb", "wtmp"), key=lambda source: len(parts.get(source, ())))
    if parts.get(records):
        chosen = parts[records]
    else:
        chosen = [stay for source, each in parts.items() if source != "logind" for stay in each]
        chosen += _apart(parts.get("logind", ()), chosen)
    return sorted(chosen, key=lambda stay: (stay.login, stay.line, stay.user))


def _apart(stays: Iterable[Stay], others: Iterable[Stay]) -> list[Stay]:
    """Those of `stays` that none of `others` tells of."""
    logins: dict[str, list[int]] = {}
    for other in others:
        logins.setdefault(other.user, []).append(other.login)
    for each in logins.values():
        each.sort()
    return [stay for stay in stays if not _near(logins.get(stay.user, []), stay.login)]


def _near(instants: list[int], at: int) -> bool:
    """Is one of `instants`, in their order, near?"""
    place = bisect_left(instants, at - NEAR)
    return place < len(instants) and instants[place] <= at + NEAR


def window_of(day: Window, now: int) -> Window:
    """The part of a day that is over."""
    return Window(day.start, max(day.start, min(day.end, now)))


def boots_of(totals: Mapping[str, Totals]) -> list[tuple[str, str, int, str, int | None]]:
    """(host, source, instant, kernel, before) of each boot; of one that several sources tell of, the first's."""
    found = []
    for host, total in sorted(totals.items()):
        near: list[int] = []
        for (source, at), boot in sorted(total.boots.items(), key=lambda each: (each[0][0] == "text", each[0])):
            if all(abs(at - other) > 300 * 10**9 for other in near) or source == "wtmp":
                near.append(at)
                found.append((host, source, at, boot.kernel, boot.before))
    return found
