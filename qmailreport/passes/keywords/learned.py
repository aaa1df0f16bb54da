"""The statements that have been learned: what a log says often is read by regexes of its own.  Pure, but for what it
has learned, which changes no result: a line comes to the same with a statement and without one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from .statements import Statement, silent, statement

MOST, EACH = 256, 24  # statements: altogether, and for lines that hold the same texts
OFTEN = 24  # lines of a chunk for which it is worth while
CHUNKS = 2  # the chunk in which a program's lines are learned from; few logs are of one
IDLE = 16  # chunks without a line of it, after which a statement is forgotten
ANEW = 64  # chunks, after which what was of no use is tried again
PLACES = 4096  # programs and texts that are remembered meanwhile
LONGEST = 100  # bytes of a program's name
VARIANTS = 8  # regexes of one statement
TRIES, FAILURES = 6, 8  # statements made of a chunk's lines of one program, and how many may have been of no use
EFFORT = 32  # statements made of one chunk, as each takes a millisecond or two
Place = tuple[int, bytes, bool]  # texts, program, with splogger's stamps


@dataclass(slots=True)
class Known:
    """A statement of a program."""

    program: bytes
    statement: Statement
    used: int  # the last chunk that had a line of it
    lines: int = 0  # in that chunk
    needless: frozenset[int] = frozenset()  # open fields of which nothing more is kept
    _regexes: dict[frozenset[int], re.Pattern[bytes]] = field(default_factory=dict)

    @property
    def regex(self) -> re.Pattern[bytes]:
        """What finds its lines."""
        found = self._regexes.get(self.needless)
        if found is None:
            if len(self._regexes) >= VARIANTS:
                self._regexes.clear()
            found = self._regexes[self.needless] = self.statement.regex(self.needless)
        return found


@dataclass(slots=True)
class Learned:
    """Statements by the texts that their lines hold."""

    by_texts: dict[int, list[Known]] = field(default_factory=dict)
    chunks: int = 0
    _effort: int = EFFORT
    _met: Counter[Place] = field(default_factory=Counter)
    _failed: Counter[Place] = field(default_factory=Counter)

    def turn(self) -> None:
        """Another chunk is read."""
        self.chunks += 1
        self._effort = EFFORT
        if self.chunks % ANEW == 0 or len(self._met) > PLACES:
            self._met.clear()
            self._failed.clear()
        if self.chunks % IDLE == 0:
            self._forget()

    def of(self, texts: int) -> list[Known]:
        """Those of lines that hold some texts, the most frequent first."""
        return sorted(self.by_texts.get(texts, ()), key=lambda each: -each.lines)

    def wants(self, texts: int, program: bytes, inner: bool) -> bool:
        """Is it worth while to learn from lines that no statement took?  Asked once a chunk."""
        place = texts, program, inner
        if len(program) > LONGEST or self._failed[place] >= FAILURES:
            return False
        self._met[place] += 1
        return self._met[place] >= CHUNKS and self._effort > 0 and self._room(texts)

    def learn(self, texts: int, program: bytes, said: bytes, lines: Iterator[tuple[bytes, bytes]], inner: bool) -> None:
        """From lines (with the newlines before them) and what they say.  `said` leads to one of them, and a stamp of
        splogger's where they are `inner`.
        """
        place, left = (texts, program, inner), list(lines)
        for _ in range(TRIES):
            if len(left) < OFTEN or self._effort <= 0:
                return
            self._effort -= 1
            made = statement(program, said, left[0][1], inner)
            regex = made and made.regex()
            rest = [each for each in left[1:] if not regex or not regex.match(each[0])]
            if not made or len(left) - len(rest) < OFTEN // 2 or not self._add(texts, program, made):
                self._failed[place] += 1
                rest = rest[len(rest) // 5 :]  # the next ones may be alike
            left = rest

    def ignore(self, texts: int, program: bytes, said: bytes, inner: bool) -> None:
        """Nothing is wanted of a program's lines that hold some texts."""
        self._effort -= 1
        if not self._add(texts, program, silent(program, said)):
            self._failed[texts, program, inner] = FAILURES

    def _add(self, texts: int, program: bytes, made: Statement) -> bool:
        """False: it is known, or there is no room."""
        known = self.by_texts.get(texts, [])
        if not self._room(texts) or any(each.statement.bits == made.bits for each in known):
            return False
        self.by_texts.setdefault(texts, []).append(Known(program, made, self.chunks))
        return True

    def _room(self, texts: int) -> bool:
        if sum(map(len, self.by_texts.values())) >= MOST:
            self._forget()
        return len(self.by_texts.get(texts, ())) < EACH and sum(map(len, self.by_texts.values())) < MOST

    def _forget(self) -> None:
        kept: dict[int, list[Known]] = {}
        for texts, known in self.by_texts.items():
            if fresh := [each for each in known if self.chunks - each.used < IDLE]:
                kept[texts] = fresh
        self.by_texts = kept
