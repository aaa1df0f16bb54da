"""The keyword scan: every line that the catalogue has a word for, counted, and told by what the lines have in common.

catalogue    what is looked for (catalogue.yaml)      scope    whose lines an entry is meant for
plan         the catalogue compiled                   scan     one chunk
plain, fast  which lines hold which texts             options  the configuration's keywords and mutes
found        lines by the texts that they hold        linewise regexes for many lines
statements   what a program says often, as a regex    learned  those of a log
spoken       a chunk's lines of these, by column
heads        many lines taken apart at once           verdicts the rules tried on many lines at once
batch        many lines of one key
hits, masks, templates, kinds, history, sections      what the lines come to
Pure, but for the catalogue, which is package data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import ClassVar

from ...day import Day
from ...fold import Carry, Lines
from ...model import Model, at_least, option
from ...report import Figure, Section
from ..many import together
from .catalogue import catalogue
from .fast import INSTALLED, MISSING
from .history import Known, Mute, Seen
from .kinds import Past, by_host, kinds
from .options import Keyword, Muted
from .plan import planned
from .scan import Scanner
from .sections import sections
from .totals import Totals

VERSION = 1
SCANNERS = ("auto", "plain", "hyperscan")


def _scanner_complaint(value: str) -> str | None:
    if value not in SCANNERS:
        return f"must be one of {', '.join(SCANNERS)}"
    return MISSING if value == "hyperscan" and not INSTALLED else None


@dataclass(slots=True)
class State:
    """Totals by the host that the lines name, and how many records of the day were read of which stream."""

    by_host: dict[str, Totals]
    read: int = 0
    host: str = ""


@dataclass(frozen=True)
class Keywords(Model):
    """The keyword scan of any log: a strict catalogue by severity, and the manual's keywords as grep counts them."""

    name: ClassVar[str] = "keywords"
    kind: ClassVar[str] = "keyword scan"
    reads: ClassVar[tuple[str, ...]] = ()  # besides
    carries: ClassVar[bool] = False  # counts need no yesterday
    any_log: ClassVar[bool] = True  # that it read one does not say that it is the right one for other passes
    SECTIONS: ClassVar[tuple[str, ...]] = ("strict", "gone", "manual")

    source: tuple[str, ...] = option(text="the sources whose lines are looked at")
    top: int = option(10, text="rows of each category", check=at_least(1))
    hide: tuple[str, ...] = option((), text="sections to leave out: strict, gone, manual")
    keywords: tuple[Keyword, ...] = option((), text="keywords of your own, and changes of the catalogue's")
    mute: tuple[Muted, ...] = option((), text="what need not be told until a day, and why")
    scanner: str = option(
        "auto", text="auto: hyperscan where it is installed; plain, hyperscan", check=_scanner_complaint
    )
    known: tuple[Known, ...] = ()  # templates of the days before
    mutes: tuple[Mute, ...] = ()  # those that the store has
    days: tuple[dt.date, ...] = ()  # of which templates are known

    def __post_init__(self) -> None:
        ids = [each.id for each in self.keywords]
        twice = sorted({each for each in ids if ids.count(each) > 1})
        if twice:
            raise ValueError(f"keywords: {', '.join(twice)} is there twice; keep one of the two")

    def scan_key(self) -> str:
        """What a carry depends on; passes of equal key scan once."""
        said = repr(self.keywords).encode()
        return f"keywords/{VERSION}/{blake2b(said, digest_size=8).hexdigest() if self.keywords else ''}"

    def start(self) -> State:
        """No stretch at all."""
        return State({})

    def scan(self, state: State, chunk: Lines) -> State:
        """One chunk behind what `state` holds."""
        state.read += chunk.reading.in_day
        state.host = state.host or chunk.host

        def seen(host: bytes) -> Totals:
            return state.by_host.setdefault(host.decode("latin-1") or chunk.host, Totals())

        Scanner(chunk, planned(self.keywords), seen).scan(self.scanner)
        return state

    def merge(self, left: State, right: State) -> State:
        """`left`, then `right`, host by host."""
        for host, totals in right.by_host.items():
            if host in left.by_host:
                left.by_host[host].add(totals)
            else:
                left.by_host[host] = totals
        left.read += right.read
        left.host = left.host or right.host
        return left

    def settle(self, state: State, carry: Carry | None) -> tuple[Mapping[str, Totals], Carry]:
        """The totals by host; a stream without a hit is its own host's quiet day."""
        totals = dict(sorted(state.by_host.items()))
        if state.read:
            first = next(iter(totals), state.host)
            totals.setdefault(first, Totals()).read = state.read
        return totals, {"version": VERSION}

    def add(self, left: Totals, right: Totals) -> Totals:
        """Totals of two hosts, sources or days."""
        left.add(right)
        return left

    def finish(self, totals: Mapping[str, Totals], day: Day) -> Sequence[Section]:
        """What the totals say."""
        whole = together(totals.values(), Totals)
        entries = catalogue(self.keywords)
        texts = {name: entry.pattern.replace("\\-", "-") for name, entry in entries.items()}
        words = {name: name if "(?" in text else text for name, text in texts.items()}
        counts = whole.by_entry()
        hosts = by_host({host: total.hits for host, total in totals.items()}, whole.hits.level)
        made = sections(whole.hits, counts, entries, words, day, self._past(), self.top, frozenset(self.hide), hosts)
        return (*made, Section("keywords.counts", "Keywords", figures=self.figures(whole, day), drawn=False))

    def figures(self, total: Totals, day: Day) -> tuple[Figure, ...]:
        """Lines and occurrences of every entry that was met and of all of the manual's, for the history."""
        counts = total.by_entry()
        found = []
        for name, entry in catalogue(self.keywords).items():
            lines, times = counts.get(name, (0, 0))
            if lines or entry.view == "manual":
                found.append(Figure(f"keywords.{name}.lines", f"Lines with {name}", lines))
                found.append(Figure(f"keywords.{name}.occurrences", f"Occurrences of {name}", times))
        return tuple(found)

    def seen(self, totals: Mapping[str, Totals], day: Day) -> list[Seen]:
        """The day's templates, the worst first, to be remembered."""
        whole = together(totals.values(), Totals)
        return [kind.seen() for kind in kinds(whole.hits, catalogue(self.keywords), day, self._past())]

    def _past(self) -> Past:
        said = [Mute(each.id, dt.date.fromisoformat(each.until), each.reason) for each in self.mute]
        return Past(self.known, (*said, *self.mutes), self.days)

    def stirred(self, total: Totals) -> bool:
        """Whether there were lines to look at: any log is understood."""
        return total.read > 0 or bool(total.counts)

    def unread(self, total: Totals) -> tuple[int, list[str]]:
        """None: a line without a keyword is no riddle."""
        return 0, []
