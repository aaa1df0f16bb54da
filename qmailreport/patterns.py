"""Regexes that people write: what is wrong with one, which texts it needs, and a cheaper one that ignores case.  Pure.

All of it looks at the tree that `re` makes of a pattern.  A pattern is bytes as UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from re import _constants as c  # type: ignore[attr-defined]  # re has no public tree
from re import _parser as parser  # type: ignore[attr-defined]  # the same
from typing import Any

LONG = 1000  # characters of a pattern
MANY = 64  # a repeat of more than this counts as unbounded
WAYS = 4096  # in which bounded repeats may share one text
SHORT = 2  # bytes that a needed text has at least
CHOICES = 32  # texts that one pattern is written out as
ALL = frozenset(range(256))
REPEATS = (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT)
LOOKS = (c.ASSERT, c.ASSERT_NOT)
BACK = (c.GROUPREF, c.GROUPREF_EXISTS)
CLASSES = {
    c.CATEGORY_DIGIT: frozenset(b"0123456789"),
    c.CATEGORY_SPACE: frozenset(b" \t\n\r\f\v"),
    c.CATEGORY_WORD: frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"),
}
OPPOSITE = {
    c.CATEGORY_NOT_DIGIT: c.CATEGORY_DIGIT,
    c.CATEGORY_NOT_SPACE: c.CATEGORY_SPACE,
    c.CATEGORY_NOT_WORD: c.CATEGORY_WORD,
}
Node = tuple[Any, Any]
Bytes = frozenset[int]
Texts = frozenset[bytes]
EMPTY: Texts = frozenset((b"",))
Open = tuple[Bytes, int, int]  # the bytes that a repeat takes, in how many ways (0: unbounded), and which one it is


class _Slow(ValueError):
    """A pattern that may take long."""


def complaint(pattern: str) -> str | None:
    """What is wrong with a pattern, with the remedy; None: it is fine, and no line can make it slow.

    A search takes time in proportion to a line's length, but for a leading unbounded repeat; callers bound the line.
    """
    if len(pattern) > LONG:
        return f"is longer than {LONG:,} characters"
    try:
        compiled = re.compile(pattern.encode())
        tree = parser.parse(pattern.encode())
    except (re.error, OverflowError, RecursionError, UnicodeEncodeError) as error:
        at = getattr(error, "pos", None)
        return f"is no regular expression: {error}" if at is not None else f"is no regular expression ({error})"
    try:
        if tree.state.flags & (re.LOCALE | re.DOTALL):
            return "sets the flag L or s, which no pattern needs here: a line is ASCII, and one line"
        _walk(list(tree), [])
        if compiled.search(b"") or tree.getwidth()[0] == 0:
            return "matches an empty text, and so every line; say what must be there"
    except _Slow as error:
        return str(error)
    except RecursionError:
        return "is nested too deeply"
    return None


def _walk(nodes: list[Node], shared: list[Open]) -> list[Open]:
    """Refuses what may be slow.  `shared`: the repeats before `nodes` that could go on into them; those behind."""
    for op, value in nodes:
        if op in REPEATS:
            shared = _repeat(value, shared)
        elif op is c.SUBPATTERN:
            shared = _walk(list(value[3]), shared)
        elif op is c.ATOMIC_GROUP:
            shared = _walk(list(value), shared)
        elif op is c.BRANCH:
            shared = _unique(each for branch in value[1] for each in _walk(list(branch), shared))
        elif op in LOOKS:
            _walk(list(value[1]), [])
        elif op in BACK:
            raise _Slow("refers back to a group, which may take very long; write the text out")
        elif op is not c.AT:
            taken = taken_by(op, value)
            shared = [each for each in shared if each[0] & taken]
    return shared


def _unique(each: Iterable[Open]) -> list[Open]:
    return list(dict.fromkeys(each))


def _repeat(value: Any, shared: list[Open]) -> list[Open]:
    low, high, inner = value
    body = list(inner)
    least, most = inner.getwidth()
    if high > 1 and (least != most or _branches(body)):
        raise _Slow("repeats what varies itself, as in (a+)+, which may take very long; repeat only one of the two")
    if high == low:
        for _ in range(min(low, 2)):
            shared = _walk(body, shared)
        return shared
    _walk(body, [])
    taken = frozenset().union(*(taken_by(op, each) for op, each in flat(body)))
    if high <= 1:  # an optional text: what is open before it may also go on behind it
        return _unique([*shared, *_walk(body, shared)])
    ways = 0 if high == c.MAXREPEAT or high - low > MANY else high - low + 1
    open_ = [each for each in shared if each[0] & taken]
    if (any(not each[1] for each in open_) and not ways) or _ways([*open_, (taken, ways, 0)]) > WAYS:
        raise _Slow(
            "has two repeats that can take the same text, as in .*.*, which may take very long; bound them, as .{0,20}"
        )
    kept = shared if low == 0 else open_
    return _unique([*kept, (taken, ways, id(value))])


def _ways(shared: Iterable[Open]) -> int:
    product = 1
    for _, ways, _ in shared:
        product *= ways or MANY
    return product


def _branches(nodes: Iterable[Node]) -> bool:
    return any(op is c.BRANCH for op, _ in flat(nodes))


def flat(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes with those within groups, repeats and branches."""
    for op, value in nodes:
        yield op, value
        if op is c.SUBPATTERN:
            yield from flat(value[3])
        elif op is c.ATOMIC_GROUP:
            yield from flat(value)
        elif op in REPEATS:
            yield from flat(value[2])
        elif op is c.BRANCH:
            for branch in value[1]:
                yield from flat(branch)


def taken_by(op: Any, value: Any) -> Bytes:
    """The bytes that a node of one byte may be, whatever the case; none for others."""
    if op is c.LITERAL:
        return _cased({value})
    if op is c.NOT_LITERAL:
        return ALL - {value}
    if op is c.ANY:
        return ALL
    if op is not c.IN:
        return frozenset()
    found: set[int] = set()
    negated = False
    for kind, each in value:
        if kind is c.NEGATE:
            negated = True
        elif kind is c.LITERAL:
            found.add(each)
        elif kind is c.RANGE:
            found.update(range(each[0], each[1] + 1))
        elif kind is c.CATEGORY:
            found |= CLASSES[each] if each in CLASSES else ALL - CLASSES[OPPOSITE[each]]
    return ALL - found if negated else _cased(found)


def _cased(found: Iterable[int]) -> Bytes:
    raw = bytes(found)
    return frozenset(raw + raw.lower() + raw.upper())


def needed(pattern: str, common: Container[bytes] = ()) -> list[Texts]:
    """Sets of texts in lower case: whatever the pattern matches holds, lowered, at least one of each set.

    Of several choices none is made that has a text of `common`, if there is another.
    """
    return _needed(list(parser.parse(pattern.encode())), common)


def _needed(nodes: list[Node], common: Container[bytes]) -> list[Texts]:
    sets: list[Texts] = []
    run: Texts = EMPTY

    def worth(texts: Texts) -> tuple[bool, int, int]:
        return not any(text in common for text in texts), min(map(len, texts)), -len(texts)

    for place, (op, value) in enumerate([*nodes, (c.FAILURE, None)]):
        more = _expanded(op, value)
        longer = frozenset(one + two for one in run for two in more) if more else None
        if longer and len(longer) <= CHOICES:
            run = longer
            continue
        if min(map(len, run)) >= SHORT:
            sets.append(run)
        if op in REPEATS and value[:2] == (0, 1) and not more:
            sets += _either(run, list(value[2]), nodes[place + 1 :])
        run = more if more and len(more) <= CHOICES else EMPTY
        if more:
            continue
        if op is c.SUBPATTERN:
            sets += _needed(list(value[3]), common)
        elif op is c.ATOMIC_GROUP:
            sets += _needed(list(value), common)
        elif op in REPEATS and value[0]:
            sets += _needed(list(value[2]), common)
        elif op is c.BRANCH:
            best = [max(_needed(list(branch), common), key=worth, default=None) for branch in value[1]]
            if all(best):
                sets.append(frozenset().union(*(each for each in best if each)))
    return sets


def _either(run: Texts, body: list[Node], behind: list[Node]) -> list[Texts]:
    """What stands behind some texts where a node may be left out: what that begins with, or what follows it."""
    choices = [_opening(body), _opening(behind)]
    if not all(min(map(len, texts)) for texts in choices):
        return []
    found = frozenset(one + two for one in run for texts in choices for two in texts)
    return [found] if len(found) <= CHOICES and min(map(len, found)) >= SHORT else []


def _opening(nodes: list[Node]) -> Texts:
    """The texts that some nodes begin with."""
    run = EMPTY
    for place, (op, value) in enumerate(nodes):
        more = _expanded(op, value)
        if more is None and op is c.SUBPATTERN and run == EMPTY:
            return _opening([*value[3], *nodes[place + 1 :]])
        if more is None or len(run) * len(more) > CHOICES:
            break
        run = frozenset(one + two for one in run for two in more)
    return run


def _expanded(op: Any, value: Any) -> Texts | None:
    """All texts in lower case that a node may be, where they are few and the case alone is left open."""
    if op in (c.LITERAL, c.IN):
        lowered = {bytes((each,)).lower() for each in taken_by(op, value)}
        return frozenset(lowered) if len(lowered) == 1 else None
    if op is c.SUBPATTERN:
        return _sequence(value[3])
    if op in REPEATS and value[1] == 1:
        inner = _sequence(value[2])
        return inner and (inner | EMPTY if value[0] == 0 else inner)
    if op is c.BRANCH:
        found = [_sequence(branch) for branch in value[1]]
        return frozenset().union(*(each for each in found if each)) if all(found) else None
    return None


def _sequence(nodes: Iterable[Node]) -> Texts | None:
    run = EMPTY
    for op, value in nodes:
        more = _expanded(op, value)
        if more is None or len(run) * len(more) > CHOICES:
            return None
        run = frozenset(one + two for one in run for two in more)
    return run


def literals(pattern: str) -> Texts | None:
    """The texts that a pattern is an alternation of, in lower case; None where it is more than that."""
    tree = parser.parse(pattern.encode())
    return _sequence(tree)


_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_RANGE = re.compile(r"(.)-(.)")


def caseless(pattern: str) -> re.Pattern[bytes] | None:
    """The pattern for texts in lower case, which searches much faster than one that ignores case; None where
    that is not plainly the same.
    """
    if "(?" in pattern.replace("(?:", "") or re.search(r"\\[xuUN0-9]", pattern):
        return None
    parts = []
    for token in _TOKEN.findall(pattern):
        if token.startswith("[") and any(
            not (one + two).isalnum() or one.isdigit() != two.isdigit() for one, two in _RANGE.findall(token[1:-1])
        ):
            return None
        parts.append(re.sub(r"(?<!\\)[A-Z]", lambda match: match[0].lower(), token))
    return re.compile("".join(parts).encode())
