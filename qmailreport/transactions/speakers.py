"""Who speaks of messages, and what a text begins with, as far as it matters for which message a line is of.  Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from .records import Group, L, Voice

# What a text begins with, as far as it matters here: a word before a colon, and what stands behind it or instead.
SAID = (
    rb"(?:([0-9A-Za-z]{1,47}+): |)(client=|message-id=|connect from |disconnect from |uid=|requeued"
    rb"|removed(?: \((?:canceled|discarded)\))?\]?\r*(?=\n|\Z)|(?:milter-(?:header-|body-)?)?(?:reject|discard): "
    rb"|hostname |Unable to look up |numeric hostname|)"
)
_found = re.compile(SAID).match


def said(text: bytes) -> tuple[bytes, bytes]:
    """What SAID finds in a text."""
    match = _found(text)
    return (match[1] or b"", match[2]) if match else (b"", b"")


@dataclass(slots=True, eq=False)
class Speaker(Generic[L]):
    """A process, and the messages of its host and instance."""

    voice: Voice
    process: bytes
    messages: dict[bytes, Group[L]]  # by queue id
    qmgr: bool


class Session(Generic[L]):
    """What a client said to one smtpd process."""

    __slots__ = ("first", "last", "lines", "log", "number", "opening", "own", "spoken", "voice")

    def __init__(self, who: Voice, number: int) -> None:
        self.voice = who
        self.number = number
        self.log: list[L] = []  # of no message yet
        self.own = self.log  # where its own lines go: there, or to its first message
        self.opening: Sequence[L] = ()
        self.first: Group[L] | None = None
        self.last: Group[L] | None = None
        self.lines = 0
        self.spoken = False  # more than complaints of the client's name, which come in front of `connect`
