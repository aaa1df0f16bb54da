"""What entries many lines match that hold the same texts: each rule is tried on all of them at once.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from ...patterns import linewise
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
        self._lines, self._begins, self._places = lines, begins, places
        self.lows = [lows[place] for place in places]
        self.few = len(places) <= FEW or max(map(len, self.lows)) > REACH

    @cached_property
    def lines(self) -> list[bytes]:
        """As they are."""
        return [self._lines[place] for place in self._places]

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

    def judged(self, trials: Sequence[Trial], plan: Plan, certain: int) -> Names | list[Names]:
        """The entries that they match, or those of each one; `certain`: what they hold beyond doubt, as bits."""
        everywhere, mixed = 0, list[tuple[int, list[bool]]]()
        for bit, text, rule in trials:
            verdict: Verdict | None = plan.certain(text, certain) if text and certain else None
            if verdict is None:
                verdict = [text in low for low in self.lows] if text else self._holds(rule)
            if verdict is True or (verdict and all(verdict)):
                everywhere |= bit
            elif verdict and any(verdict):
                mixed.append((bit, verdict))
        if not mixed:
            return plan.names(everywhere)
        hits = [everywhere] * len(self.lows)
        for bit, verdicts in mixed:
            hits = [hit | bit if verdict else hit for hit, verdict in zip(hits, verdicts, strict=True)]
        return [plan.names(hit) for hit in hits]

    def _holds(self, rule: Rule) -> Verdict:
        if rule.texts and not rule.excludes:
            return self._any(rule.texts)
        found = None if self.few or rule.texts else self._found(rule)
        if found is False:
            return False
        if found is None or any(self._somewhere(excluded) for excluded in rule.excludes):
            return list(map(rule.holds, self.lines, self.lows, self.begins))
        return True

    def _any(self, texts: Sequence[bytes]) -> Verdict:
        """Do they hold one of some texts?"""
        verdict: list[bool] = []
        for text in texts:
            if text in self.low:
                more = [text in low for low in self.lows]
                verdict = [one or two for one, two in zip(verdict, more, strict=True)] if verdict else more
                if all(verdict):
                    return True
        return verdict or False

    def _found(self, rule: Rule) -> bool | None:
        """Is it found in all of the lines, or in none?  None: neither."""
        if len(rule.first) == 1 and rule.first[0] not in self.low:
            return False
        pattern = linewise(rule.search.__self__)  # type: ignore[attr-defined]  # the pattern that it is a method of
        if pattern is None:
            return None
        found = pattern.findall(self.low if rule.lowered else self.block)
        if found and (len(found) != len(self.lows) or b"\n" in b"".join(found)):
            return None
        if found or not rule.behind:
            return bool(found)
        lines = self.lows if rule.lowered else self.lines
        behind = b"\n".join([line[at:] for line, at in zip(lines, self.begins, strict=True)])
        found = pattern.findall(behind)
        return None if found and (len(found) != len(self.lows) or b"\n" in b"".join(found)) else bool(found)

    def _somewhere(self, excluded: Search) -> bool:
        """May it be found in any line?"""
        pattern = linewise(excluded.__self__)  # type: ignore[attr-defined]  # as above
        return pattern is None or pattern.search(self.low) is not None
