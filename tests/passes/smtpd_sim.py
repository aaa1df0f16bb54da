"""Lines of the daemons in front of qmail, and folds of them, for the tests of the qmail-smtpd pass."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from qmailreport.day import Day
from qmailreport.fold import Clock, Lines, Window
from qmailreport.formats import FORMATS
from qmailreport.formats.multilog import label
from qmailreport.passes.qmail_smtpd import QmailSmtpd, State
from qmailreport.passes.qmail_smtpd.bounded import Bounded
from qmailreport.passes.qmail_smtpd.totals import Totals

UTC = ZoneInfo("UTC")
DAY = Day.of(dt.date(2026, 11, 18), UTC)
CLOCK = Clock(UTC, DAY.window.end)
SMTPD = QmailSmtpd(source=("smtpd",), own=("qmailreport@mx1.example.org",), top=100)
EVER = Window(-(2**62), 2**62)


def multilog(texts: Sequence[bytes], start: int = DAY.window.start) -> bytes:
    """The texts, seven seconds apart, as multilog writes them."""
    return b"".join(label(start + n * 7 * 10**9).encode() + b" " + text + b"\n" for n, text in enumerate(texts))


def syslog(texts: Sequence[bytes], tag: bytes = b"smtpd", hosts: Sequence[bytes] = (b"mx1",)) -> bytes:
    """The texts, seven seconds apart, as syslogd writes them, by several hosts in turn."""
    said = []
    for n, text in enumerate(texts):
        clock = f"{dt.timedelta(seconds=n * 7 % 86400)}".rjust(8, "0").encode()
        said.append(b"Nov 18 " + clock + b" " + hosts[n % len(hosts)] + b" " + tag + b": " + text + b"\n")
    return b"".join(said)


def scan(text: bytes, form: str, each: QmailSmtpd = SMTPD, window: Window = DAY.window) -> State:
    """One chunk into a state of its own."""
    return each.scan(each.start(), Lines(text, FORMATS[form], CLOCK, window, "mx1"))


def joined(pieces: Sequence[bytes], form: str) -> State:
    """The pieces scanned apart and merged from the left."""
    state = SMTPD.start()
    for piece in pieces:
        state = SMTPD.merge(state, scan(piece, form))
    return state


def treed(pieces: Sequence[bytes], form: str) -> State:
    """The pieces scanned apart and merged in pairs, as a tree."""
    if len(pieces) == 1:
        return scan(pieces[0], form)
    middle = len(pieces) // 2
    return SMTPD.merge(treed(pieces[:middle], form), treed(pieces[middle:], form))


def plain(total: Totals) -> dict[str, Any]:
    """Totals as plain data that compares."""
    fields = {name: getattr(total, name) for name in total.__dataclass_fields__}
    return {name: (value.level, value.rows) if isinstance(value, Bounded) else value for name, value in fields.items()}


def said(state: State) -> dict[str, Any]:
    """What a state comes to, as plain data that compares, and as sections."""
    totals, carry = SMTPD.settle(state, None)
    stirred = {host: plain(total) for host, total in totals.items() if total.stirred or total.unknown}
    return {"totals": stirred, "carry": carry, "sections": [asdict(each) for each in SMTPD.finish(totals, DAY)]}


def told(state: State) -> dict[str, Any]:
    """Figures and rows by their ids, for the golden cases; of an hours table only hours with something in them."""
    totals, _ = SMTPD.settle(state, None)
    out: dict[str, Any] = {}
    for section in SMTPD.finish(totals, DAY):
        out.update({figure.id: figure.value for figure in section.figures})
        for table in section.tables:
            rows = [list(row) for row in table.rows if table.shape != "hours" or any(row[1:-1])]
            out[f"{table.id} rows"] = rows
    unread = [SMTPD.unread(total) for total in totals.values()]
    out["unread"] = sum(count for count, _ in unread)
    out["samples"] = [sample for _, samples in unread for sample in samples]
    return out
