"""Lines and records of logins, and folds of them, for the tests of the logins pass."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from qmailreport.day import Day
from qmailreport.fold import Carry, Clock, Lines, Rows, Window
from qmailreport.formats import FORMATS
from qmailreport.formats.utmp import Utmp
from qmailreport.logins import Access
from qmailreport.passes.logins import Logins
from qmailreport.passes.logins.ledger import Ledger
from qmailreport.passes.logins.state import State
from qmailreport.passes.logins.totals import Totals
from qmailreport.passes.logins.views import failures, known, successes

CASES = Path(__file__).resolve().parents[1] / "cases" / "login" / "files"
UTC = ZoneInfo("UTC")
DAY = Day.of(dt.date(2026, 11, 18), UTC)
CLOCK = Clock(UTC, DAY.window.end)
EVER = Window(0, 1 << 62)
LOGINS = Logins(source=("auth", "wtmp"), top=100)
SHELLS = (
    ("root", 0, "/bin/bash"),
    ("alice", 1000, "/bin/bash"),
    ("bob", 1001, "/bin/zsh"),
    ("mail", 8, "/usr/sbin/nologin"),
)
SECOND = 10**9


def at(clock: str, day: Day = DAY) -> int:
    """'07:12:36' of the day as ns."""
    hours, minutes, seconds = (int(part) for part in clock.split(":"))
    return day.window.start + (hours * 3600 + minutes * 60 + seconds) * SECOND


def syslog(texts: Sequence[tuple[str, bytes]], host: bytes = b"mx1", start: str = "06:00:00", gap: int = 7) -> bytes:
    """(tag, text) of each, some seconds apart, as syslogd writes them."""
    said = []
    for number, (tag, text) in enumerate(texts):
        moment = DAY.local(at(start) + number * gap * SECOND)
        said.append(f"{moment:%b %d %H:%M:%S} ".encode() + host + b" " + tag.encode() + b": " + text + b"\n")
    return b"".join(said)


def scan(text: bytes, each: Logins = LOGINS, state: State | None = None, form: str = "syslog") -> State:
    """One chunk of text, behind what `state` holds."""
    return each.scan(state or each.start(), Lines(text, FORMATS[form], CLOCK, DAY.window, "mx1"))


def rows(records: Sequence[tuple[Any, ...]], kind: str = "wtmp", window: Window = EVER, each: Logins = LOGINS) -> State:
    """One chunk of records into a state of its own."""
    return each.scan(
        each.start(), Rows(kind, [one for one in records if kind != "wtmp" or one[0] in window], window, "mx1")
    )


def records(name: str) -> list[tuple[Any, ...]]:
    """The records of one of the cases."""
    raw = (CASES / name).read_bytes()
    return list(Utmp().rows(raw, "384le", EVER, "mx1").records) if raw else []


def record(clock: str, kind: int, line: str = "pts/0", user: str = "", host: str = "", **more: Any) -> tuple[Any, ...]:
    """A record of wtmp."""
    address = host if host[:1].isdigit() else ""
    when = more["when"] if "when" in more else at(clock)
    return (when, kind, more.get("pid", 1), line, "", user, host, address)


def total(state: State, carry: Carry | None = None, each: Logins = LOGINS) -> Totals:
    """What the one host came to."""
    totals, _ = each.settle(state, carry)
    assert len(totals) < 2
    return next(iter(totals.values()), Totals())


def plain(value: Any) -> Any:
    """Totals as data that compares."""
    if isinstance(value, Totals):
        return {name: plain(getattr(value, name)) for name in value.__slots__}
    if isinstance(value, Ledger):
        return value.level, dict(value.rows)
    return value


def said(state: State, carry: Carry | None = None, each: Logins = LOGINS) -> tuple[Any, Carry]:
    """What a state comes to, as plain data that compares."""
    totals, after = each.settle(state, carry)
    return {host: plain(one) for host, one in totals.items()}, json.loads(json.dumps(after))


def good(text: bytes, each: Logins = LOGINS) -> list[Access]:
    """The logins of some lines."""
    return successes(total(scan(text, each), each=each).accesses)


def bad(text: bytes, each: Logins = LOGINS, accounts: Sequence[str] = ()) -> list[Access]:
    """The failed ones."""
    one = total(scan(text, each), each=each)
    return failures(one.failures, known([one], accounts))


def everything(sections: Any) -> str:
    """All that sections say, as text to look for names in."""
    return json.dumps([asdict(one) for one in sections], ensure_ascii=False)
