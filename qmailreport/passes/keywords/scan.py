"""One chunk of a log: the lines that the catalogue has a word for, counted and given to Hits.  Pure.

A line is of the day if the record that it belongs to is: its own, or for a line without a stamp (a stack trace,
syslogd's `last message repeated`) the one before it.  Lines before the first record belong to none and are not counted,
nor are those of a record whose stamp is no time.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ...fold import Lines, begins
from .batch import Batch, Names
from .fast import INSTALLED, fast
from .found import Found, gathered, scattered
from .heads import Heads, repeated_before
from .learned import OFTEN
from .masks import CLIP
from .plain import plain
from .plan import Plan
from .scope import program_of
from .spoken import Spoken
from .totals import Totals
from .verdicts import Alike

REPEATED = b"message repeated "
Match = re.Match[bytes]
Add = Callable[[bytes, bytes, tuple[str, ...], bytes, int, int], None]
Seen = Callable[[bytes], Totals]


class Scanner:
    """Reads the hit lines of one chunk in their order."""

    def __init__(self, lines: Lines, plan: Plan, seen: Seen) -> None:
        self.lines = lines
        self.plan = plan
        self.seen = seen
        self.begin = begins(lines.envelope)
        self.timer = lines.envelope.timer(self.begin, lines.clock)
        groups = self.begin.groupindex
        self.host, self.program = groups.get("host", 0), groups.get("program", 0)
        self.tagged = {"host", "program", "inner", "times"} <= groups.keys()  # as syslog is
        self.without = program_of(type(lines.envelope).__name__)  # a format without a tag
        self.looked = 0  # up to where records are known
        self.last: tuple[Match, int] | None = None  # the last record up to there, and its time; None: none of the day

    def scan(self, how: str) -> None:
        """`how`: plain, hyperscan or auto."""
        content, plan = self.lines.content, self.plan
        quick = INSTALLED if how == "auto" else how == "hyperscan"
        found = fast(content, plan) if quick else plain(content, plan, bool(self.program), self.without)
        if plan.always:
            found = gathered(content, self._every(scattered(found)))
        repeated = self._repeated(found)
        batch = Batch()
        alone = repeated_before(content) if repeated and self.tagged else set()
        if self.tagged and self.lines.whole:
            left = self._by_statement(found, batch, alone, certain=quick)
        else:
            left = scattered(found)
        starts = list(left)
        if self.tagged:
            starts = self._by_head(starts, left, batch, alone, certain=quick)
        self._read(starts, left, batch.add, repeated)
        batch.give(self.seen)

    def _by_statement(self, found: Found, batch: Batch, alone: set[int], certain: bool) -> dict[int, int]:
        """All lines of statements that are known, but for those that are to be looked at alone; gives the others, with
        their texts.
        """
        self.plan.learned.turn()
        spoken = Spoken(self.lines, self.plan, batch, self.seen)
        left: list[tuple[int, int]] = []
        for texts, (starts, lines) in found.items():
            if not alone:
                left += [(start, texts) for start in spoken.read(texts, starts, lines, certain)]
                continue
            left += [(start, texts) for start in starts if start in alone]
            pairs = [(start, line) for start, line in zip(starts, lines, strict=True) if start not in alone]
            others = spoken.read(texts, [start for start, _ in pairs], [line for _, line in pairs], certain)
            left += [(start, texts) for start in others]
        return dict(sorted(left))

    def _by_head(
        self, starts: list[int], found: dict[int, int], batch: Batch, alone: set[int], certain: bool
    ) -> list[int]:
        """All lines of the commonest shape, those of a program that hold the same texts at once; gives the others."""
        heads = Heads(self.lines, starts)
        left: list[int] = []
        groups: dict[tuple[bytes, int, bool], list[int]] = {}
        for place, (start, head) in enumerate(zip(starts, heads.heads, strict=True)):
            if not head[0] or start in alone:
                left.append(start)
                continue
            key = head[1], found[start], not head[2]
            try:
                groups[key].append(place)
            except KeyError:
                groups[key] = [place]
        if groups:
            lines, lows = heads.block.split(b"\n")[1:], heads.block.lower().split(b"\n")[1:]
        for (program, texts, _), places in groups.items():
            trials = self.plan.trials(texts, program)
            if len(places) >= OFTEN and self.lines.whole:
                self._learn(heads, lines, program, texts, places, bool(trials))
            if trials:
                alike = Alike(lines, lows, places, lambda place: len(lines[place]) - len(heads.heads[place][3]))
                names = alike.judged(trials, self.plan, texts if certain else 0)
                self._give(heads, program, places, names, batch)
        return left

    def _learn(
        self, heads: Heads, lines: list[bytes], program: bytes, texts: int, places: list[int], wanted: bool
    ) -> None:
        """What is said so often is read at once in the next chunks."""
        learned, (said, _, inner, _) = self.plan.learned, heads.heads[places[0]]
        if not learned.wants(texts, program, bool(inner)):
            return
        if not wanted:
            learned.ignore(texts, program, said, bool(inner))
            return
        short = (place for place in places if len(lines[place]) < CLIP)
        pairs = ((b"\n" + lines[place], heads.heads[place][3]) for place in short)
        learned.learn(texts, program, said, pairs, bool(inner))

    def _give(self, heads: Heads, program: bytes, places: list[int], names: Names | list[Names], batch: Batch) -> None:
        """Gives lines of one program to the batch, by what they matched."""
        by_names: dict[Names, list[int]] = {}
        if isinstance(names, tuple):
            by_names[names] = places
        else:
            for each, place in zip(names, places, strict=True):
                by_names.setdefault(each, []).append(place)
        by_names.pop((), None)
        for each, mine in by_names.items():
            for host, (texts, instants) in heads.by_host(mine).items():
                batch.extend(host, program, each, texts, instants)

    def _read(self, starts: list[int], found: dict[int, int], add: Add, repeated: bool) -> None:
        """Line by line, in the order of the log."""
        content, judged, times_of = self.lines.content, self.plan.judged, self.lines.times
        begin, find, dated = self.begin.match, content.find, self._dated
        named = bool(self.program)
        host, program = b"", self.without
        for at in starts:
            match = begin(content, at)
            record = dated(match) if match is not None else self._before(at)
            self.looked, self.last = at, record
            if record is None:
                continue
            end = find(b"\n", at + 1)
            line = content[at + 1 : end] if end >= 0 else content[at + 1 :]
            if named:
                host, program = record[0].group(self.host, self.program)
            start = match.end() - at - 1 if match is not None else 0
            names = judged(found[at], line, start, program or b"")
            if names:
                times = times_of(match) if repeated and match is not None else 1
                add(host, program or b"", names, line[start:], record[1], times)

    def _repeated(self, found: Found) -> bool:
        """Does syslogd say of any line that it was repeated?"""
        texts = self.plan.texts
        if REPEATED not in texts:
            return REPEATED in self.lines.content
        bit = 1 << texts.index(REPEATED)
        return any(texts & bit for texts in found)

    def _every(self, found: dict[int, int]) -> dict[int, int]:
        """All lines, where a rule wants to see every one."""
        at, content = 0, self.lines.content
        while 0 <= at < len(content) - 1:
            found.setdefault(at, 0)
            at = content.find(b"\n", at + 1)
        return found

    def _dated(self, match: Match) -> tuple[Match, int] | None:
        """A record with its time; None: it is none of the day."""
        try:
            when = self.timer(match)
        except ValueError:
            return None
        window = self.lines.window
        return (match, when) if self.lines.whole or window.start <= when < window.end else None

    def _before(self, at: int) -> tuple[Match, int] | None:
        """The record that a line without a stamp belongs to; what has been looked at is not looked at again."""
        content = self.lines.content
        while at > self.looked:
            at = content.rfind(b"\n", self.looked, at)
            if at <= self.looked:
                break
            match = self.begin.match(content, at)
            if match is not None:
                return self._dated(match)
        if not self.looked:  # the content's first line
            match = self.begin.match(content, 0)
            return self._dated(match) if match is not None else None
        return self.last
