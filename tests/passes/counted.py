"""Folds of the passes that count what programs say, for their tests: dovecot, filters, zimbra."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from qmailreport.day import Day
from qmailreport.fold import Carry, Clock, Lines, Window
from qmailreport.formats import FORMATS
from qmailreport.passes.dovecot import Dovecot
from qmailreport.passes.filters import Filters
from qmailreport.passes.qmail_smtpd.bounded import Bounded
from qmailreport.passes.zimbra import Zimbra

UTC = ZoneInfo("UTC")
DAY = Day.of(dt.date(2026, 11, 18), UTC)
CLOCK = Clock(UTC, DAY.window.end)
CASES = Path(__file__).resolve().parents[1] / "cases"
DOVECOT = Dovecot(source=("maillog",), top=100)
FILTERS = Filters(source=("maillog",), top=100)
ZIMBRA = Zimbra(source=("maillog",), top=100)
ALL: tuple[Any, ...] = (DOVECOT, FILTERS, ZIMBRA)


def syslog(texts: Sequence[bytes], hosts: Sequence[bytes] = (b"mx1",), day: bytes = b"Nov 18") -> bytes:
    """`tag: text`s, seven seconds apart, as syslogd writes them, by several hosts in turn."""
    said = []
    for n, text in enumerate(texts):
        clock = f"{dt.timedelta(seconds=n * 7 % 86400)}".rjust(8, "0").encode()
        said.append(day + b" " + clock + b" " + hosts[n % len(hosts)] + b" " + text + b"\n")
    return b"".join(said)


def scan(each: Any, text: bytes, form: str = "syslog", window: Window = DAY.window) -> Any:
    """One chunk into a state of its own."""
    return each.scan(each.start(), Lines(text, FORMATS[form], CLOCK, window, "mx0"))


def joined(each: Any, pieces: Sequence[bytes]) -> Any:
    """The pieces scanned apart and merged from the left."""
    state = each.start()
    for piece in pieces:
        state = each.merge(state, scan(each, piece))
    return state


def treed(each: Any, pieces: Sequence[bytes]) -> Any:
    """The pieces scanned apart and merged in pairs, as a tree."""
    if len(pieces) == 1:
        return scan(each, pieces[0])
    middle = len(pieces) // 2
    return each.merge(treed(each, pieces[:middle]), treed(each, pieces[middle:]))


def cut(log: bytes, cuts: Sequence[int]) -> list[bytes]:
    """The log in pieces of whole lines."""
    lines = log.splitlines(keepends=True) if b"\r" not in log else [line + b"\n" for line in log.split(b"\n")[:-1]]
    places = sorted({0, len(lines), *(each % (len(lines) + 1) for each in cuts)})
    return [b"".join(lines[a:b]) for a, b in pairwise(places)] or [b""]


def plain(value: Any) -> Any:
    """Totals as plain data that compares."""
    if isinstance(value, Bounded):
        return value.level, value.rows
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    names = getattr(value, "__dataclass_fields__", None)
    return {name: plain(getattr(value, name)) for name in names} if names else value


def said(each: Any, state: Any, carry: Carry | None = None) -> dict[str, Any]:
    """What a state comes to, as plain data that compares, and as sections."""
    totals, after = each.settle(state, carry)
    shown = [asdict(section) for section in each.finish(totals, DAY)]
    heard = {host: plain(total) for host, total in totals.items()}
    return {"totals": heard, "carry": json.loads(json.dumps(after)), "sections": shown}


def told(each: Any, state: Any, carry: Carry | None = None) -> dict[str, Any]:
    """Figures and rows by their ids; of an hours table only hours with something in them."""
    totals, _ = each.settle(state, carry)
    out: dict[str, Any] = {}
    for section in each.finish(totals, DAY):
        out.update({figure.id: figure.value for figure in section.figures})
        for table in section.tables:
            rows = [list(row) for row in table.rows if table.shape != "hours" or any(row[1:-1])]
            out[f"{table.id} rows"] = rows
    unread = [each.unread(total) for total in totals.values()]
    out["unread"] = sum(count for count, _ in unread)
    out["samples"] = sorted(sample for _, samples in unread for sample in samples)
    return out
