"""The catalogue as something to look for: texts that a scanner finds, and rules that then judge the line.  Pure.

Whatever an entry's pattern matches holds one of a few plain texts (in lower case: patterns.needed).  A scanner says
which lines hold which of the `texts`; the rules that need one of these are tried on that line alone, and only for the
programs that they are meant for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ...patterns import Texts, caseless, literals, needed
from .catalogue import SEVERITIES, Entry, catalogue
from .learned import Learned
from .scope import FAMILIES, applies

REACH = 2048  # bytes of a line that a regex is tried on, so that no line is slow; texts are looked for in all of it
PROGRAMS = 4096  # remembered
SHORTEST = 3  # bytes of a text that few lines hold
LEAST = 4  # letters of a text that few lines hold

if TYPE_CHECKING:
    from .options import Keyword

Search = Callable[..., Any]  # as re.Pattern.search
Trial = tuple[int, bytes, "Rule"]  # its bit, and the one text that decides it, where one does


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry, compiled."""

    id: str
    entry: Entry
    texts: tuple[bytes, ...]  # one of which the line holds, in lower case; none: see `search`
    search: Search
    lowered: bool  # it looks at the line in lower case
    behind: bool  # it is tied to a begin: that of the line, or that of what stands behind the tag
    excludes: tuple[Search, ...]  # likewise, in lower case
    spared: tuple[tuple[bytes, ...], ...]  # texts of which the line holds one if that one of `excludes` finds anything
    first: tuple[bytes, ...]  # the same for `search`

    @property
    def alone(self) -> bytes:
        """The text that decides it alone; empty: none does."""
        return self.texts[0] if len(self.texts) == 1 and not self.excludes else b""

    def holds(self, line: bytes, low: bytes, at: int) -> bool:
        """For a line, the same in lower case, and where its text begins."""
        for text in self.first:
            if text in low:
                break
        else:
            if self.first:
                return False
        if not self.texts:
            subject = low if self.lowered else line
            if not self.search(subject, 0, REACH) and not (self.behind and self.search(subject[at : at + REACH])):
                return False
        return not any(excluded(low, 0, REACH) for excluded in self.excludes)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything compiled; rules are bits of an integer in the order of the catalogue."""

    rules: tuple[Rule, ...]
    texts: tuple[bytes, ...]  # in lower case; none holds another one of the manual's
    needs: tuple[int, ...]  # of each text: the rules that are tried where it is
    always: int  # rules that need no text: they are tried on every line of their programs
    order: tuple[int, ...]  # the places of the rules, the worst first and the manual's last
    _places: dict[bytes, int] = field(compare=False)  # of the texts
    learned: Learned = field(default_factory=Learned, compare=False)
    _scopes: dict[bytes, int] = field(default_factory=dict, compare=False)
    _tried: dict[tuple[int, bytes], tuple[Trial, ...]] = field(default_factory=dict, compare=False)
    _names: dict[int, tuple[str, ...]] = field(default_factory=dict, compare=False)

    def scope(self, program: bytes) -> int:
        """The rules that hold for a program; empty: none is known."""
        found = self._scopes.get(program)
        if found is None:
            if len(self._scopes) >= PROGRAMS:
                self._scopes.clear()
            found = 0
            for place, rule in enumerate(self.rules):
                words = ("all",) if rule.entry.view == "manual" else rule.entry.applies_to
                found |= applies(program, words) << place
            self._scopes[program] = found
        return found

    def wanted(self, scope: int) -> int:
        """The texts, as bits, that rules of a scope need."""
        return sum(1 << place for place, rules in enumerate(self.needs) if rules & scope)

    def judged(self, texts: int, line: bytes, at: int, program: bytes) -> tuple[str, ...]:
        """The ids of the entries that a line (without its newline) matches, the worst first.

        `texts` are those that it may hold, `at` is where its own text begins.
        """
        low = line.lower()
        hit = 0
        for bit, text, rule in self.trials(texts, program):
            if (text in low) if text else rule.holds(line, low, at):
                hit |= bit
        return self.names(hit)

    def names(self, rules: int) -> tuple[str, ...]:
        """The ids of some rules (as bits), the worst first."""
        names = self._names.get(rules)
        if names is None:
            if len(self._names) >= PROGRAMS:
                self._names.clear()
            names = self._names[rules] = tuple(self.rules[place].id for place in self.order if rules >> place & 1)
        return names

    def certain(self, text: bytes, texts: int) -> bool | None:
        """Is a text in a line that holds exactly `texts`?  None: that does not tell."""
        place = self._places.get(text)
        return None if place is None else bool(texts >> place & 1)

    def trials(self, texts: int, program: bytes) -> tuple[Trial, ...]:
        """What is to be tried on a line of a program that may hold `texts`."""
        tried = self._tried.get((texts, program))
        return self._trial(texts, program) if tried is None else tried

    def _trial(self, texts: int, program: bytes) -> tuple[Trial, ...]:
        if len(self._tried) >= PROGRAMS:
            self._tried.clear()
        rules = self.always
        for place, needing in enumerate(self.needs):
            if texts >> place & 1:
                rules |= needing
        rules &= self.scope(program)
        found = tuple((1 << place, rule.alone, rule) for place, rule in enumerate(self.rules) if rules >> place & 1)
        self._tried[texts, program] = found
        return found


@lru_cache(maxsize=8)
def planned(changes: tuple[Keyword, ...]) -> Plan:
    """The plan of the catalogue with some changes."""
    return plan(catalogue(changes))


def plan(entries: Mapping[str, Entry]) -> Plan:
    """The plan of a catalogue."""
    rules = tuple(_rule(entry) for entry in entries.values())
    manual = [text for rule in rules if rule.entry.view == "manual" for text in rule.texts]
    base = _least(manual, manual)
    chosen = _chosen(rules, base)
    every = [*base, *(text for each in chosen for text in sorted(each))]
    texts = tuple(_least(every, base))
    needs = tuple(
        sum(1 << place for place, each in enumerate(chosen) if any(_stands(text, one, texts, base) for one in each))
        for text in texts
    )
    always = sum(1 << place for place, each in enumerate(chosen) if not each)
    order = sorted(range(len(rules)), key=lambda place: _rank(rules[place], place))
    return Plan(rules, texts, needs, always, tuple(order), {text: place for place, text in enumerate(texts)})


def _rank(rule: Rule, place: int) -> tuple[int, int, int]:
    """The worst first; behind them the manual's own, and what stands in for them."""
    view = 0 if rule.entry.view == "strict" else 1 if rule.texts else 2
    return view, SEVERITIES.index(rule.entry.severity), place


def _rule(entry: Entry) -> Rule:
    texts = literals(entry.pattern) if entry.case == "ci" else None
    search, lowered = _search(entry.pattern, entry.case == "ci")
    excludes = tuple(_excluding(each) for each in entry.excludes)
    plain = tuple(sorted(_shortest(texts or ())))
    spared = tuple(map(_needed, entry.excludes))
    first = plain or _needed(entry.pattern)
    return Rule(entry.id, entry, plain, search, lowered, entry.pattern.startswith("^"), excludes, spared, first)


def _needed(pattern: str) -> tuple[bytes, ...]:
    """Texts of one of which a line must hold one, that the pattern be found; empty: there are none."""
    sets = [_shortest(each) for each in needed(pattern, COMMON)]
    return tuple(sorted(max(sets, key=lambda each: min(map(len, each)), default=())))


def _search(pattern: str, ignoring: bool) -> tuple[Search, bool]:
    """What searches, and whether it does so in lower case."""
    if not ignoring:
        return re.compile(pattern.encode()).search, False
    if pattern in QUICK:
        return re.compile(QUICK[pattern].encode()).search, True
    quick = caseless(pattern)
    if quick is not None:
        return quick.search, True
    return re.compile(pattern.encode(), re.IGNORECASE).search, False


def _excluding(pattern: str) -> Search:
    quick = caseless(pattern)
    return quick.search if quick is not None else re.compile(pattern.encode(), re.IGNORECASE).search


class _Common:
    """Texts that many lines hold: names of programs, and what has hardly a letter."""

    def __contains__(self, text: object) -> bool:
        assert isinstance(text, bytes)
        letters = bytes(each for each in text if chr(each).isalnum())
        return len(letters) < LEAST or letters.decode("latin-1") in NAMES


# The same in other words, which `re` searches for ten times faster: they begin with a text.
QUICK = {
    r"(?:\b|_)(?:sys)?err(?:or|no)?s?(?:\b|_)": (
        r"err(?:(?<![a-z0-9]err)|(?<=syserr)(?<![a-z0-9]syserr))(?:or|no)?s?(?![a-z0-9])"
    )
}
# Texts that few lines hold: they are looked for in the place of longer ones that hold them.
STEMS = (
    *(b"fatal", b"panic", b"alert", b"crit", b"emerg", b"certificate ", b"system full", b"system is full"),
    *(b"[imap", b"[pop3", b"security - cmd=", b":;}", b"/bin/", b"clock s", b"corrupt", b"throttl"),
    *(b"warn", b"message repeated ", b"bounce: discarding", b"unc at lba"),
)
WORDS = {"system", "server", "file", "start"}  # of many lines
NAMES = {"".join(filter(str.isalnum, name)) for names in FAMILIES.values() for name in names} | WORDS
COMMON = _Common()


def _choices(rule: Rule) -> list[Texts]:
    """The sets of texts of one of which a line must hold one, that the rule be tried on it."""
    sets = [frozenset(rule.texts)] if rule.texts else needed(rule.entry.pattern, COMMON)
    return [_shortest(_stem(text) for text in texts) for texts in sets]


def _stem(text: bytes) -> bytes:
    return next((stem for stem in STEMS if stem in text), text)


def _shortest(texts: Iterable[bytes]) -> Texts:
    """`texts` without those that hold another one."""
    found = frozenset(texts)
    return frozenset(text for text in found if not any(other in text for other in found if other != text))


def _chosen(rules: Sequence[Rule], base: Sequence[bytes]) -> list[Texts]:
    """Of the sets of texts that each rule needs, the one that costs the scanner least: what is looked for anyway is
    free, so that the rules with the least choice choose first.
    """
    free = list(base)

    def cost(texts: Texts) -> tuple[bool, bool, bool, int, int]:
        more = [text for text in texts if not any(each in text for each in free)]
        letters = min(sum(chr(each).isalnum() for each in text) for text in texts)
        least = min(map(len, more or texts))
        return any(text in COMMON for text in more), not letters, bool(more) and least < SHORTEST, len(more), -least

    choices = [sorted(_choices(rule), key=sorted) for rule in rules]
    chosen: list[Texts] = [frozenset()] * len(rules)
    for place in sorted(range(len(rules)), key=lambda place: (len(choices[place]), place)):
        chosen[place] = min(choices[place], key=cost, default=frozenset())
        free += sorted(text for text in chosen[place] if text not in COMMON)
    return chosen


def _stands(text: bytes, one: bytes, texts: Sequence[bytes], kept: Sequence[bytes]) -> bool:
    """Is `text` looked for in the place of `one`?"""
    return text == one or (one not in texts and text in one and (text in kept or _rare(text)))


def _least(texts: Iterable[bytes], kept: Sequence[bytes] = ()) -> list[bytes]:
    """`texts` without those that hold another one: one of `kept`, or one that few lines hold."""
    found = list(dict.fromkeys(texts))

    def needless(text: bytes) -> bool:
        return any(each in text and (each in kept or _rare(each)) for each in found if each != text)

    return [text for text in found if not needless(text)]


def _rare(text: bytes) -> bool:
    return text not in COMMON and sum(chr(each).isalpha() for each in text) > LEAST
