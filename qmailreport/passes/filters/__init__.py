"""What looks at mail beside the MTA: OpenDKIM, OpenDMARC, rspamd, amavis, ClamAV, spamd, SPF, postgrey.  Pure."""

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
from .grammar import FILTERS, SPOKEN
from .sections import figures, sections

VERSION = 1


@dataclass(frozen=True)
class Filters(Counting):
    """Verdicts of spam and virus filters, DKIM, DMARC, SPF and greylisting."""

    name: ClassVar[str] = "filters"
    kind: ClassVar[str] = "mail filters"
    reads: ClassVar[tuple[str, ...]] = (  # besides
        "OpenDKIM/OpenDMARC",
        "Rspamd",
        "amavis",
        "ClamAV",
        "SpamAssassin",
        "policyd-spf",
        "postgrey",
    )
    GRAMMAR: ClassVar[Grammar] = FILTERS
    SPOKEN: ClassVar[Spoken] = SPOKEN
    SCANNER: ClassVar[type[scan.Reader]] = scan.Reader
    SECTIONS: ClassVar[tuple[str, ...]] = (
        "problems",
        "overall",
        "viruses",
        "rspamd",
        "amavis",
        "spamd",
        "clamav",
        "opendkim",
        "opendmarc",
        "spf",
        "postgrey",
    )

    source: tuple[str, ...] = option(text="the sources that hold the filters' log")
    top: int = option(10, text="rows of each ranking", check=at_least(1))
    hide: tuple[str, ...] = option(
        (), text="sections to leave out, as viruses, rspamd, amavis, spamd, clamav, opendkim, opendmarc, spf, postgrey"
    )

    @staticmethod
    def empty() -> Tally:
        """No line at all."""
        return scan.empty()

    def scan_key(self) -> str:
        """Passes of equal key scan once."""
        return f"filters/{VERSION}"

    def finish(self, totals: Mapping[str, Tally], day: Day) -> Sequence[Section]:
        """What the totals say."""
        return sections(totals, day, self.top, frozenset(self.hide))

    def figures(self, total: Tally, day: Day) -> tuple[Figure, ...]:
        """The figures of one host, for the history."""
        return figures(total)
