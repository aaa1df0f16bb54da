"""The templates of a day with everything that their rows say.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ...day import Day
from ...redact import clean
from .grouping import grouped
from .history import Known, Mute, Seen, State, muted, state, together
from .hits import LIMITS, Hits, within
from .masks import COARSER, Key
from .templates import MASK, Template, Values

Hosts = Mapping[Key, Collection[str]]
SEVERITIES = ("fatal", "serious", "warning", "notice", "info")
MANUAL = "manual"  # the view of what is counted and not told line by line
SAMPLES = 3
SAMPLE = 240  # characters of one
TOP = 3  # values of a slot
SLOTS = 5  # of a template, whose values are shown
STATES = ("new", "back", "rising", "", "known", "muted")


class Entry(Protocol):
    """What is needed of an entry of the catalogue."""

    @property
    def category(self) -> str:
        """As disk."""

    @property
    def severity(self) -> str:
        """One of SEVERITIES."""

    @property
    def meaning(self) -> str:
        """In plain words."""

    @property
    def todo(self) -> str:
        """What to do."""

    @property
    def view(self) -> str:
        """Strict, or manual."""


@dataclass(frozen=True, slots=True)
class Past:
    """What the store says of the days before: their templates, which days they are, and the mutes."""

    known: Sequence[Known] = ()
    mutes: Sequence[Mute] = ()
    days: Sequence[dt.date] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A template of the day."""

    id: str
    template: Template
    name: str  # the id of the worst entry that found it
    entry: Entry
    state: State
    lines: int
    times: int
    first: int  # ns
    last: int
    hours: tuple[int, ...]
    samples: tuple[str, ...]
    hosts: tuple[str, ...] = ()  # that it is of, where the day's lines are of several

    @property
    def manual(self) -> bool:
        """Did only the manual's keywords find it?"""
        return self.entry.view == MANUAL

    @property
    def who(self) -> str:
        """Whose lines they are, as a log says it: host and program; of several hosts the first, and how many more."""
        more = f" +{len(self.hosts) - 1:,}" if len(self.hosts) > 1 else ""
        return " ".join(filter(None, (*(f"{host}{more}" for host in self.hosts[:1]), self.template.program)))

    @property
    def title(self) -> str:
        """Host, program and template."""
        return f"{self.who}: {self.template.text}".removeprefix(": ")

    def seen(self) -> Seen:
        """As it is remembered."""
        return Seen(
            self.id,
            self.template.program,
            self.template.text,
            self.entry.severity,
            self.entry.category,
            self.name,
            self.lines,
            self.times,
            self.samples,
        )


def kinds(hits: Hits, catalogue: Mapping[str, Entry], day: Day, past: Past, hosts: Hosts | None = None) -> list[Kind]:
    """The day's templates: the strict ones before the manual's, then the worst, the new ones, the frequent ones."""
    held = Hits({key: row for key, row in hits.rows.items() if key[1] and key[1][0] in catalogue}, hits.level)
    templates = grouped(held, past.known, lambda name: _rank(name, catalogue))
    return sorted((_kind(each, catalogue, day, past, hosts or {}) for each in templates), key=_order)


def by_host(totals: Mapping[str, Hits], level: int) -> Hosts:
    """The hosts of each key of that level, where there are several; of one nothing need be said."""
    found: dict[Key, dict[str, None]] = {}
    for host, hits in totals.items() if len(totals) > 1 else ():
        name = clean(host, 60)
        for key in hits.rows:
            for mask in COARSER[hits.level : level]:
                key = mask(key)
            found.setdefault(key, {})[name] = None  # once, however many keys have become this one
    return {key: list(names) for key, names in found.items()}


def _rank(name: str, catalogue: Mapping[str, Entry]) -> int:
    entry = catalogue[name]
    return SEVERITIES.index(entry.severity) + len(SEVERITIES) * (entry.view == MANUAL)


def _order(kind: Kind) -> tuple[bool, int, int, int, str]:
    return kind.manual, SEVERITIES.index(kind.entry.severity), STATES.index(kind.state.word), -kind.lines, kind.id


def _kind(template: Template, catalogue: Mapping[str, Entry], day: Day, past: Past, hosts: Hosts) -> Kind:
    rows = [line.row for line in template.lines]
    names = sorted({name for line in template.lines for name in line.key[1] if name in catalogue})
    leads = {line.key[1][0] for line in template.lines}
    name = min(leads, key=lambda each: (_rank(each, catalogue), each))
    lines = sum(row.lines for row in rows)
    ids = (template.id, *(each.id for each in template.before))
    mute = muted(past.mutes, (*ids, *(each for each in names if catalogue[each].view != MANUAL)), day.date)
    samples = sorted({sample for row in rows for sample in row.samples})
    quarters = sum(row.quarters for row in rows)
    return Kind(
        template.id,
        template,
        name,
        catalogue[name],
        state(together(template.before), lines, mute, past.days, day.date),
        lines,
        sum(row.times for row in rows),
        min(row.first for row in rows),
        max(row.last for row in rows),
        tuple(within(quarters, window.start, window.end) for window, _ in day.hours()),
        _said(text for _, text in samples),
        tuple(sorted({host for line in template.lines for host in hosts.get(line.key, ())})),
    )


def _said(texts: Iterable[bytes]) -> tuple[str, ...]:
    """The first few that differ."""
    found: dict[str, None] = {}
    for text in texts:
        found[clean(text, SAMPLE)] = None
        if len(found) == SAMPLES:
            break
    return tuple(found)


def told_values(template: Template) -> str:
    """The most frequent values of each <*>, as '1: root 312, bob 3 · 2: over 1,000 values'."""
    found: list[Values] = []
    for line in template.lines:
        for place, slot in enumerate(_slots(template.words, line.words, line.values)):
            if place == len(found):
                found.append({})
            mine = found[place]
            found[place] = None if mine is None or slot is None else _sum(mine, slot, line.row.times)
    shown = [f"{place}: {_top(slot)}" for place, slot in enumerate(found[:SLOTS], 1)]
    if len(shown) == 1:
        return _top(found[0])
    return " · ".join(shown) if any(slot is not None for slot in found) else ""


def _sum(mine: dict[str, int], slot: dict[str, int], times: int) -> Values:
    for value, count in slot.items():
        if MASK not in value:  # a word that has places of its own says nothing here
            mine[value] = mine.get(value, 0) + (count or times)
    return mine if len(mine) <= LIMITS[0] else None


def _slots(words: Sequence[str], line: Sequence[str], values: Sequence[Values]) -> list[Values]:
    """The values of each <*> of a template's words, in one of its lines; a word that became a <*> counts as 0 times."""
    left, slots = list(values), list[Values]()
    for word, mine in zip(words, line, strict=True):
        here = [left.pop(0) if left else None for _ in range(mine.count(MASK))]
        places = word.count(MASK)
        if places == len(here):
            slots += here
        elif places:
            first, _, last = word.partition(MASK)
            whole = mine.removeprefix(first).removesuffix(last)
            slots += [{whole: 0}, *[None] * (places - 1)]
    return slots


def _top(slot: Values) -> str:
    if slot is None:
        return "many values"
    ranked = sorted(slot.items(), key=lambda each: (-each[1], each[0]))
    if len(ranked) == 1:
        return ranked[0][0]
    if len(ranked) > TOP and ranked[0][1] == 1:
        return f"{len(ranked):,} values, as {ranked[0][0]}"
    rest = f" and {len(ranked) - TOP:,} more" if len(ranked) > TOP else ""
    return ", ".join(f"{value} ×{count:,}" for value, count in ranked[:TOP]) + rest
