"""A template, and the keys that it is made of as they may be shown.  Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import blake2b

from ...redact import clean
from .history import Known
from .hits import Row
from .masks import Key, masked, shape, spaced

MASK = "<*>"
HIDDEN = "[hidden]"
LENGTH = 400  # characters of a template

Values = dict[str, int] | None  # None: more than were kept
Words = tuple[str, ...]


@dataclass(slots=True)
class Line:
    """A key as it may be shown: its words without secrets, and the values of each <*> in them."""

    key: Key
    row: Row
    words: Words
    values: list[Values]


@dataclass(slots=True)
class Template:
    """Keys that are one."""

    program: str
    words: list[str]
    lines: list[Line] = field(default_factory=list)
    before: list[Known] = field(default_factory=list)  # what earlier days knew of it, under any id

    @property
    def text(self) -> str:
        """As it is shown."""
        return " ".join(self.words)

    @property
    def id(self) -> str:
        """Eight hexadecimal digits, the same on every day."""
        return identity(self.program, self.text)


def identity(program: str, text: str) -> str:
    """The id of a template."""
    return blake2b(f"{program}\0{text}".encode(), digest_size=4).hexdigest()


def shown(key: Key, row: Row, level: int) -> Line:
    """A key without secrets: what is hidden in its earliest line is hidden in all of them."""
    if level or not row.samples:
        return Line(key, row, _words(clean(key[2], 4 * LENGTH)), [])
    text = spaced(row.samples[0][1])
    spans = shape(text)[1]
    mark = b"Qv"
    while mark in text:
        mark += b"v"
    parts, at = [], 0
    for number, (begin, end) in enumerate(spans):
        first, last = text[begin : begin + 1], text[end - 1 : end]
        quotes = (first, last) if end - begin > 1 and first in b"\"'<" else (b"", b"")
        parts += [text[at:begin], quotes[0], mark, b"%dq" % number, quotes[1]]
        at = end
    said, whole = clean(b"".join([*parts, text[at:]]), 16 * LENGTH), clean(text, 16 * LENGTH)
    if said.count(HIDDEN) != whole.count(HIDDEN):  # what marks a secret was itself masked
        bare = masked(whole.encode()).decode()
        return Line(key, row, _words(bare), [None] * bare.count(MASK))
    pattern = re.compile(rf"[\"'<]?{mark.decode()}([0-9]+)q[\"'>]?")
    order = [int(number) for number in pattern.findall(said)]
    values = [_values(row.slots[number]) if number < len(row.slots) else None for number in order]
    return Line(key, row, _words(pattern.sub(MASK, said)), values)


def _values(slot: dict[bytes, int] | None) -> Values:
    if slot is None:
        return None
    found: dict[str, int] = {}
    for value, times in slot.items():
        word = clean(value, 80)
        found[word] = found.get(word, 0) + times
    return found


def _words(text: str) -> Words:
    return tuple(text[:LENGTH].split()) or (MASK,)


def fits(pattern: str, word: str) -> bool:
    """Does a template's word stand for `word`?"""
    if pattern in (word, MASK):
        return True
    if MASK not in pattern:
        return False
    first, _, rest = pattern.partition(MASK)
    last = rest.rpartition(MASK)[2]
    return len(word) >= len(first) + len(last) and word.startswith(first) and word.endswith(last)
