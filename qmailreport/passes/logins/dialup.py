"""Calls by modem against wtmp: a login on a modem's line needs a call, a call that became a login a record.  Pure.

A line counts as a modem's where mgetty's log tells of it, and only between the first and the last it tells of it: who
logs in on a serial console, or while that log was not written, is no oddity.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ...day import Day
from ...fold import Lines
from ...redact import clean
from .. import many
from ..mgetty.calls import KEPT, Call, Calls, answered
from ..mgetty.calls import scan as heard
from .oddity import SERIOUS, WARNING, Oddity
from .pairs import LOGIN
from .state import Stretch
from .table import MINUTE, USER

if TYPE_CHECKING:
    from .totals import Totals

NEAR = 2 * MINUTE  # from a call to its login
SLOW = 10 * MINUTE  # likewise, where the process is the same
OVER = 3 * MINUTE  # what is kept of a day's end: the next one's first logins belong to calls before midnight
SILENCE = 7 * 86_400 * 10**9  # a wtmp without a record for so long is not written
FAILED = ("dial-up", "console")  # services of a failed login on a line


class Touch(NamedTuple):
    """A record of wtmp on a line that may be a modem's."""

    at: int
    line: str
    kind: int
    pid: int  # 0: not known
    user: str


def scan(stretch: Stretch, chunk: Lines) -> None:
    """A chunk of mgetty's log."""
    heard(stretch.calls, chunk)
    reading = chunk.reading
    if reading.in_day and reading.first is not None and reading.last is not None:
        stretch.heard("mgetty", reading.in_day, reading.first, reading.last)


def touches(records: Mapping[str, Iterable[Any]]) -> set[Touch]:
    """The records of wtmp, or of wtmpdb, on lines that may be modems': no tty1, no pts/0.  The first KEPT of them."""
    found = {
        Touch(at, line, kind, pid, user)
        for at, kind, pid, line, _, user, *_ in (each for each in records.get("wtmp", ()) if each[3][:3] == "tty")
        if not line[3:4].isdigit()
    }
    for login, _, kind, user, line, *_ in records.get("wtmpdb", ()):
        if kind == LOGIN and line[:3] == "tty" and not line[3:4].isdigit():
            found.add(Touch(login, line, USER, 0, user))
    return first(found)


def first(found: set[Touch]) -> set[Touch]:
    """The first KEPT."""
    return found if len(found) <= KEPT else set(sorted(found)[:KEPT])


def told(calls: Calls) -> Calls:
    """What of mgetty's log the checks need."""
    return Calls(connects=list(calls.connects), calls=list(calls.calls), heard=calls.copy().heard)


def packed(calls: Calls, found: set[Touch], until: int) -> dict[str, Any]:
    """The end of a window that is over at `until`, as plain data; empty where no modem is known."""
    since = until - OVER
    kept: dict[str, Any] = {
        "connects": [list(one) for one in calls.connects if one[0] >= since],
        "calls": [list(one) for one in calls.calls if one.at >= since],
        "heard": {device: list(span) for device, span in sorted(calls.heard.items())},
        "touches": [list(one) for one in sorted(found) if one.at >= since],
    }
    return {"dialup": kept} if any(kept.values()) else {}


def unpacked(kept: Mapping[str, Any] | None) -> tuple[Calls, set[Touch]]:
    """What `packed` gave."""
    if not kept:
        return Calls(), set()
    calls = Calls(
        connects=[(at, line) for at, line in kept["connects"]],
        calls=[Call(*one) for one in kept["calls"]],
        heard={device: list(span) for device, span in kept["heard"].items()},
    )
    return calls, {Touch(*one) for one in kept["touches"]}


def tampered(totals: Mapping[str, Totals], day: Day, now: int) -> list[Oddity]:
    """Logins without a call, and calls that became logins of which wtmp knows nothing."""
    without: list[str] = []
    unrecorded: list[str] = []
    for host, records, calls in _paired(totals):
        name = clean(host, 60)
        without += [f"{name}: {text}" for text in _unanswered(records, calls, day)]
        failed = [row for total in totals.values() for key, row in total.failures if key.service in FAILED]
        tried = [(row.first, row.last) for row in failed]
        unrecorded += [f"{name}: {text}" for text in _unrecorded(records, calls, day, now, tried)]
    found = []
    if without:
        meaning = (
            "A dial-up user was logged in while no call was taken: wtmp or the modem’s log may have been tampered with."
        )
        found.append(Oddity("Dial-up logins without a call", SERIOUS, len(without), meaning, without[0]))
    if unrecorded:
        meaning = (
            "The modem’s log tells of a login, wtmp of none: its records may have been removed; or no login followed."
        )
        found.append(Oddity("Calls without a login in wtmp", WARNING, len(unrecorded), meaning, unrecorded[0]))
    return found


def _paired(totals: Mapping[str, Totals]) -> Iterator[tuple[str, Totals, Calls]]:
    """(host, where its wtmp is, its calls).  A log a line may have given each its own name: where one host alone has a
    wtmp, the calls are its own.
    """
    records = {
        host: each for host, each in totals.items() if {"wtmp", "wtmpdb"} & (each.spans.keys() | each.ends.keys())
    }
    modems = {host: each.calls for host, each in totals.items() if each.calls.heard}
    if len(records) == 1 and modems:
        ((host, total),) = records.items()
        yield host, total, many.together(modems.values(), Calls)
        return
    for host in sorted(records.keys() & modems.keys()):
        yield host, records[host], modems[host]


def _unanswered(records: Totals, calls: Calls, day: Day) -> Iterator[str]:
    limit = calls.connects[-1][0] if len(calls.connects) >= KEPT else day.window.end  # more calls than are kept
    for touch in sorted(records.touches):
        at, line = touch.at, touch.line
        span = calls.heard.get(line[-3:])
        if touch.kind != USER or at not in day.window or at > limit or span is None or not span[0] <= at <= span[1]:
            continue
        if not answered(line, at, (calls,), NEAR) and not any(_same(touch, call) for call in calls.calls):
            who = f"{clean(touch.user, 80)} on {clean(line, 40)}"
            yield f"{who} at {day.local(at):%H:%M:%S}; {_last(calls, touch, day)}"


def _same(touch: Touch, call: Call) -> bool:
    """Is that the login of the call: by its process, or shortly behind it on its line?"""
    if call.line != touch.line:
        return False
    between = touch.at - call.at
    return -MINUTE <= between <= (SLOW if touch.pid and call.pid == str(touch.pid) else NEAR)


def _last(calls: Calls, touch: Touch, day: Day) -> str:
    """The last call before a login."""
    mine = [at for at, device in calls.connects if device == touch.line[-3:]]
    place = bisect_right(mine, touch.at)
    return (
        f"the last call on it was taken at {day.local(mine[place - 1]):%d %b %H:%M:%S}" if place else "no call before"
    )


def _unrecorded(records: Totals, calls: Calls, day: Day, now: int, tried: list[tuple[int, int]]) -> Iterator[str]:
    """Calls of the two minutes before midnight are the next day's to tell of."""
    if records.counts.get("left_out"):
        return  # not all of its records were looked at
    start, end = day.window.start - NEAR, min(day.window.end, now) - NEAR
    if len(records.touches) >= KEPT:
        end = min(end, max(records.touches).at - NEAR)
    written = records.ends.get("wtmp", records.ends.get("wtmpdb", 0))
    by_line: dict[str, list[int]] = {}
    for touch in sorted(records.touches):
        by_line.setdefault(touch.line, []).append(touch.at)
    for call in dict.fromkeys(calls.calls):
        if not start <= call.at < end or call.command.rpartition("/")[2] != "login" or call.at - written > SILENCE:
            continue
        if any(first - NEAR <= call.at <= last + MINUTE for first, last in tried):
            continue  # passwords that were wrong
        near = by_line.get(call.line, ())
        if not any(-MINUTE <= at - call.at <= NEAR for at in near):
            line = f"{clean(call.user, 80)} on {clean(call.line, 40)} at {day.local(call.at):%d %b %H:%M:%S}"
            yield f"{line}, process {clean(call.pid, 20)}"
