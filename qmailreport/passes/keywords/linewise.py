"""Regexes for many lines at once, joined by newlines.  Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from re import _constants as c  # type: ignore[attr-defined]  # re has no public tree
from re import _parser as parser  # type: ignore[attr-defined]  # the same

from ...patterns import LOOKS, Node, flat, taken_by

PLAIN = (c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN, c.SUBPATTERN, c.BRANCH, c.MAX_REPEAT, c.MIN_REPEAT)
WORDS = (c.AT_BOUNDARY, c.AT_NON_BOUNDARY)


@lru_cache(maxsize=1024)
def linewise(pattern: re.Pattern[bytes]) -> re.Pattern[bytes] | None:
    """What finds the same in lines joined by newlines, and goes on to the line's end; None where that is not plain.

    Where it finds nothing, `pattern` is found in none of the lines; where it finds something in as many places as
    there are lines, and no newline, `pattern` is found in each.
    """
    tree = parser.parse(pattern.pattern)
    if pattern.groups or pattern.flags & ~re.IGNORECASE or not _within(list(tree), False):
        return None
    if pattern.pattern.startswith(b"(?i)") or not tree.getwidth()[0]:  # nothing may be found twice in a line
        return None
    return re.compile(b"(?:" + pattern.pattern + rb")[^\n]*", pattern.flags | re.MULTILINE)


def _within(nodes: list[Node], looking: bool) -> bool:
    """Does a line mean the same to nodes among others as alone?  `looking`: they are an assertion."""
    for op, value in flat(nodes):
        if op is c.AT:
            if value not in WORDS and (looking or value is not c.AT_BEGINNING):
                return False
        elif op in LOOKS:
            if looking or not _within(list(value[1]), True):
                return False
        elif op not in PLAIN or (looking and 10 in taken_by(op, value)):
            return False
    return True


@lru_cache(maxsize=1024)
def at_begins(pattern: re.Pattern[bytes]) -> re.Pattern[bytes] | None:
    """As `linewise`, for lines that each have a newline before them: where a pattern is tied to a line's begin, that
    is looked for, which is much faster.
    """
    found = linewise(pattern)
    source = pattern.pattern
    if found is None or not source.startswith(b"^") or any(mark in _outer(source[1:]) for mark in (b"|", b"^")):
        return found
    return re.compile(rb"\n((?:" + source[1:] + rb")[^\n]*)", found.flags)


def _outer(source: bytes) -> bytes:
    """What of a pattern stands outside of groups and sets."""
    source = re.sub(rb"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", b"", source)
    while (inner := re.sub(rb"\([^()]*\)", b"", source)) != source:
        source = inner
    return source
