"""A small Drain: masked keys that are alike become one template with <*> where they differ.  Pure.

Keys come in their own order, never in that of the log.  Those that a known template fits go there, so that days
compare; only the rest is clustered, known templates among it: what yesterday had one value for, and has another one
today, is no new statement.  Everything is bounded: what is too much shares a template of masks alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from ...redact import clean
from .history import Known
from .hits import Hits
from .templates import MASK, Line, Template, Words, fits, shown

CHILDREN = 100  # of a node; of clusters in a leaf
CLUSTERS = 2000  # new ones of a day
CANDIDATES = 100  # known templates of equal opening that a key is compared with
ALIKE = (2, 5)  # 0.4: the share of a key's words that must be its cluster's
KIN = (3, 5)  # 0.6: that must be a known template's, which the key does not fit
OTHER = "(other)"  # the program of what is too much


def grouped(hits: Hits, known: Sequence[Known], rank: Callable[[str], int]) -> list[Template]:
    """All keys of `hits` as templates; `rank` of an entry is smaller where it is worse."""
    lines = [shown(key, row, hits.level) for key, row in hits]
    lines.sort(key=lambda line: (rank(line.key[1][0]), line.key))
    book, tree = _Book(known), _Tree(known)
    for line in lines:
        program = clean(line.key[0], 60)
        if not book.place(program, line):
            tree.place(program, line)
    made = tree.templates()
    grown = {each.id for template in made for each in template.before}
    for name, template in book.templates.items():
        if name not in grown:
            made.append(template)
    for template in made:
        for each in template.before:
            if each.id in book.templates and book.templates[each.id] is not template:
                template.lines += book.templates.pop(each.id).lines
    return _unified(made)


def _unified(found: Iterable[Template]) -> list[Template]:
    """Templates of equal text are one, whichever way they came to be."""
    by_id: dict[str, Template] = {}
    for template in found:
        mine = by_id.setdefault(template.id, template)
        if mine is not template:
            mine.lines += template.lines
            mine.before += [each for each in template.before if each not in mine.before]
    return sorted(by_id.values(), key=lambda each: (each.program, each.text))


class _Book:
    """The templates known before."""

    def __init__(self, known: Sequence[Known]) -> None:
        self.templates: dict[str, Template] = {}
        self._pages: dict[tuple[str, int, str], list[tuple[int, str, Known, list[str]]]] = {}
        for each in known:
            words = each.template.split()
            page = self._pages.setdefault((each.program, len(words), words[0] if words else ""), [])
            page.append((-sum(MASK not in word for word in words), each.id, each, words))
        for page in self._pages.values():
            page.sort(key=lambda entry: entry[2].last, reverse=True)
            del page[CANDIDATES:]
            page.sort(key=lambda entry: entry[:2])

    def place(self, program: str, line: Line) -> bool:
        """Into the known template that fits with the most words of its own."""
        size = len(line.words)
        for first in (line.words[0], MASK):
            for _, name, each, words in self._pages.get((program, size, first), ()):
                if all(map(fits, words, line.words)):
                    template = self.templates.setdefault(name, Template(each.program, list(words), [], [each]))
                    template.lines.append(line)
                    return True
        return False


_SIGN = re.compile(r".*[^\w<>]")  # up to the last sign
Leaf = dict[tuple[str, str], list[Template]]


class _Tree:
    """By program and number of words, then by the first two words, then by likeness."""

    def __init__(self, known: Sequence[Known]) -> None:
        self._leaves: dict[tuple[str, int], Leaf] = {}
        self._rest: dict[str, Template] = {}
        self._count = 0
        for each in sorted(known, key=lambda each: (-each.last.toordinal(), each.id)):
            words = tuple(each.template.split()) or (MASK,)
            leaf = self._leaves.setdefault((each.program, len(words)), {})
            clusters = leaf.setdefault(self._branch(leaf, words), [])
            if len(clusters) < CHILDREN // 2:
                clusters.append(Template(each.program, list(words), [], [each]))

    def place(self, program: str, line: Line) -> None:
        """Into the cluster that it is most alike, or a new one."""
        leaf = self._leaves.setdefault((program, len(line.words)), {})
        clusters = leaf.setdefault(self._branch(leaf, line.words), [])
        able = [each for each in clusters if _may(each, line)]
        best = max(able, key=lambda each: _likeness(each.words, line.words), default=None)
        if best is None:
            if self._count >= CLUSTERS:
                self._other(line)
                return
            if len(clusters) < CHILDREN:
                best = Template(program, list(line.words))
                clusters.append(best)
                self._count += 1
            else:
                best = next(each for each in reversed(clusters) if each.lines or not each.before)
        best.words = [_general(mine, theirs) for mine, theirs in zip(best.words, line.words, strict=True)]
        best.lines.append(line)

    def _branch(self, leaf: Leaf, words: Words) -> tuple[str, str]:
        first, second = (MASK if MASK in word else word for word in (*words, "")[:2])
        if (first, second) not in leaf and len(leaf) >= CHILDREN:
            second = MASK
            if (first, second) not in leaf:
                first = MASK
        return first, second

    def _other(self, line: Line) -> None:
        entry = line.key[1][0] if line.key[1] else ""
        self._rest.setdefault(entry, Template(OTHER, [f"{entry}:", MASK])).lines.append(line)

    def templates(self) -> list[Template]:
        """What came of it."""
        made = [template for leaf in self._leaves.values() for clusters in leaf.values() for template in clusters]
        return [*(template for template in made if template.lines), *self._rest.values()]


def _likeness(mine: Sequence[str], theirs: Sequence[str]) -> int:
    """Equal words count twice, equal masks once."""
    return sum((1 if MASK in a else 2) for a, b in zip(mine, theirs, strict=True) if a == b)


def _may(cluster: Template, line: Line) -> bool:
    """Is the cluster alike enough?  One of earlier days must be more so, and found by the same entry."""
    known = cluster.before and not cluster.lines
    if known and cluster.before[0].entry != line.key[1][0]:
        return False
    part, of = KIN if known else ALIKE
    whole = sum(1 if MASK in word else 2 for word in line.words)
    return of * _likeness(cluster.words, line.words) >= part * whole


def _general(mine: str, theirs: str) -> str:
    """What stands for both words: <*>, with what they share around it up to a sign, as user=<*> or <*>.service."""
    if mine == theirs:
        return mine
    first = _SIGN.match(_common(mine.partition("<")[0], theirs.partition("<")[0]))
    last = _SIGN.match(_common(mine.rpartition(">")[2][::-1], theirs.rpartition(">")[2][::-1]))
    return f"{first[0] if first else ''}{MASK}{last[0][::-1] if last else ''}"


def _common(one: str, two: str) -> str:
    """What both begin with."""
    same = (place for place, (a, b) in enumerate(zip(one, two, strict=False)) if a != b)
    return one[: next(same, min(len(one), len(two)))]
