"""Dovecot: logins, failed logins, deliveries to mailboxes, sessions and its own messages: the view of volume.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from ...day import Day
from ...fold import Grammar
from ...model import at_least, option
from ...report import Figure, Section
from ..counting import Counting, Spoken, Tally
from . import scan
from .grammar import DOVECOT, SPOKEN
from .sections import figures, sections

VERSION = 1


@dataclass(frozen=True)
class Dovecot(Counting):
    """Logins and deliveries of Dovecot (IMAP, POP3, LMTP, managesieve, submission)."""

    name: ClassVar[str] = "dovecot"
    kind: ClassVar[str] = "Dovecot"
    reads: ClassVar[tuple[str, ...]] = ()  # besides
    GRAMMAR: ClassVar[Grammar] = DOVECOT
    SPOKEN: ClassVar[Spoken] = SPOKEN
    SCANNER: ClassVar[type[scan.Reader]] = scan.Reader
    SECTIONS: ClassVar[tuple[str, ...]] = (
        "problems",
        "overall",
        "hours",
        "logins",
        "accounts",
        "failures",
        "refusals",
        "deliveries",
        "sessions",
        "warnings",
        "hosts",
    )

    source: tuple[str, ...] = option(text="the sources that hold Dovecot's log")
    top: int = option(10, text="rows of each ranking", check=at_least(1))
    hide: tuple[str, ...] = option(
        (), text="sections to leave out, as hours, accounts, failures, refusals, deliveries, sessions, warnings"
    )

    @staticmethod
    def empty() -> Tally:
        """No line at all."""
        return scan.empty()

    def scan_key(self) -> str:
        """Passes of equal key scan once."""
        return f"dovecot/{VERSION}"

    def finish(self, totals: Mapping[str, Tally], day: Day) -> Sequence[Section]:
        """What the totals say."""
        return sections(totals, day, self.top, frozenset(self.hide))

    def figures(self, total: Tally, day: Day) -> tuple[Figure, ...]:
        """The figures of one host, for the history."""
        return figures(total)
