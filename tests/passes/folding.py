"""Folds of a text in one piece, in many, and in any order of merging, for the tests of the law."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from qmailreport.day import Window
from qmailreport.fold import Carry, Clock, Lines
from qmailreport.formats import FORMATS
from qmailreport.passes.qmail import Qmail, State

ALWAYS = Window(1_272_000_000 * 10**9, 1_275_000_000 * 10**9)  # around the simulator's days
CLOCK = Clock(ZoneInfo("UTC"), 2**62)


def scan(
    qmail: Qmail, text: bytes, form: str = "multilog", window: Window = ALWAYS, state: State | None = None
) -> State:
    """One chunk into a state of its own, or behind `state`."""
    return qmail.scan(state or qmail.start(), Lines(text, FORMATS[form], CLOCK, window, "mx1"))


def said(qmail: Qmail, state: State, carry: Carry | None = None) -> tuple[Any, Carry]:
    """What a state comes to, as plain data that compares."""
    totals, after = qmail.settle(state, carry)
    return {host: asdict(total) for host, total in totals.items()}, json.loads(json.dumps(after))


def joined(qmail: Qmail, pieces: Sequence[bytes], form: str = "multilog", window: Window = ALWAYS) -> State:
    """The pieces scanned apart and merged from the left."""
    state = qmail.start()
    for piece in pieces:
        state = qmail.merge(state, scan(qmail, piece, form, window))
    return state


def treed(qmail: Qmail, pieces: Sequence[bytes], form: str = "multilog", window: Window = ALWAYS) -> State:
    """The pieces scanned apart and merged in pairs, as a tree."""
    if len(pieces) == 1:
        return scan(qmail, pieces[0], form, window)
    middle = len(pieces) // 2
    return qmail.merge(treed(qmail, pieces[:middle], form, window), treed(qmail, pieces[middle:], form, window))
