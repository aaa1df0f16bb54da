"""What entries many lines match that hold the same texts: each rule is tried on all of them at once.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from .heads import text_at, texts_of
from .linewise import at_begins, linewise
from .plan import REACH, Plan, Rule, Trial

FEW = 3  # lines for which it is not worth while
Names = tuple[str, ...]
Verdict = list[bool] | bool  # of each line, or of them all
Search = Callable[..., Any]


class Alike:
    """Some `places` of a chunk's lines (without their newlines) that hold the same texts; `lows`: in lower case;
    `begins`: where what a line says begins.
    """

    def __init__(
        self, lines: Sequence[bytes], lows: Sequence[bytes], places: Sequence[int], begins: Callable[[int], int]
    ) -> None:
        self._lines, self._lows, self._begins, self._places = lines, lows, begins, places
        self.literal = b""  # what they all hold, in lower case

    @cached_property
    def lines(self) -> list[bytes]:
        """As they are."""
        return [self._lines[place] for place in self._places]

    @cached_property
    def lows(self) -> list[bytes]:
        """In lower case."""
        return [self._lows[place] for place in self._places]

    @cached_property
    def begins(self) -> list[int]:
        """Where what they say begins."""
        return [self._begins(place) for place in self._places]

    @cached_property
    def block(self) -> bytes:
        """Them all."""
        return b"\n".join(self.lines)

    @cached_property
    def low(self) -> bytes:
        """Them all in lower case."""
        return b"\n".join(self.lows)

    @cached_property
    def behind(self) -> bytes:
        """What they all say."""
        return b"\n".join([line[at:] for line, at in zip(self.lines, self.begins, strict=True)])

    @cached_property
    def count(self) -> int:
        """How many they are."""
        return len(self._places)

    @cached_property
    def few(self) -> bool:
        """Is looking at each of them cheaper, or needed?"""
        return self.count <= FEW or max(map(len, self.lows)) > REACH

    def judged(self, trials: Sequence[Trial], plan: Plan, certain: int) -> Names | list[Names]:
        """The entries that they match, or those of each one; `certain`: what they hold beyond doubt, as bits."""
        everywhere, mixed = 0, list[tuple[int, list[bool]]]()
        for bit, text, rule in trials:
            verdict: Verdict | None = plan.certain(text, certain) if text and certain else None
            if verdict is None:
                verdict = self._any((text,)) if text else self._holds(rule)
            if verdict is True or (verdict and all(verdict)):
                everywhere |= bit
            elif verdict and any(verdict):
                mixed.append((bit, verdict))
        if not mixed:
            return plan.names(everywhere)
        hits = [everywhere] * self.count
        for bit, verdicts in mixed:
            hits = [hit | bit if verdict else hit for hit, verdict in zip(hits, verdicts, strict=True)]
        return [plan.names(hit) for hit in hits]

    def _holds(self, rule: Rule) -> Verdict:
        if rule.texts and not rule.excludes:
            return self._any(rule.texts)
        found = None if self.few or rule.texts else self._found(rule)
        if found is False:
            return False
        if found is None or any(map(self._somewhere, rule.excludes, rule.spared)):
            return list(map(rule.holds, self.lines, self.lows, self.begins))
        return True

    def _any(self, texts: Sequence[bytes]) -> Verdict:
        """Do they hold one of some texts?"""
        verdict: list[bool] = []
        if any(text in self.literal for text in texts):
            return True
        for text in texts:
            if text in self.low:
                more = [text in low for low in self.lows]
                verdict = [one or two for one, two in zip(verdict, more, strict=True)] if verdict else more
                if all(verdict):
                    return True
        return verdict or False

    def _found(self, rule: Rule) -> bool | None:
        """Is it found in all of the lines, or in none?  None: neither."""
        if rule.first and not any(text in self.low for text in rule.first):
            return False
        pattern = at_begins(rule.search.__self__)  # type: ignore[attr-defined]  # the pattern that it is a method of
        if pattern is None:
            return None
        found = pattern.findall(b"\n" + (self.low if rule.lowered else self.block))
        if not found and rule.behind:
            found = pattern.findall(b"\n" + (self.behind.lower() if rule.lowered else self.behind))
        return None if found and (len(found) != self.count or b"\n" in b"".join(found)) else bool(found)

    def _somewhere(self, excluded: Search, texts: Sequence[bytes]) -> bool:
        """May it be found in any line?  `texts`: it needs one of these; empty: it needs none."""
        if texts and not any(text in self.low for text in texts):
            return False
        pattern = linewise(excluded.__self__)  # type: ignore[attr-defined]  # as above
        return pattern is None or pattern.search(self.low) is not None


class Block(Alike):
    """The same of lines of the commonest shape that stand one behind the other and are shorter than REACH; `literal`:
    what they all hold, in lower case.
    """

    def __init__(self, block: Callable[[], bytes], count: int, literal: bytes) -> None:
        self._block, self.count, self.literal = block, count, literal
        self.few = count <= FEW

    @cached_property
    def block(self) -> bytes:
        """Them all."""
        return self._block()

    @cached_property
    def lines(self) -> list[bytes]:
        """As they are."""
        return self.block.split(b"\n")

    @cached_property
    def low(self) -> bytes:
        """Them all in lower case."""
        return self.block.lower()

    @cached_property
    def lows(self) -> list[bytes]:
        """In lower case."""
        return self.low.split(b"\n")

    @cached_property
    def begins(self) -> list[int]:
        """Where what they say begins."""
        return list(map(text_at, self.lines))

    @cached_property
    def behind(self) -> bytes:
        """What they all say."""
        return texts_of(self.block)
