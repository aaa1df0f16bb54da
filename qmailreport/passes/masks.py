"""Messages without what varies in them, so that alike ones count together.  Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from ..redact import clean

_VARIES = (
    (re.compile(rb"<[^<>\n]*>"), "‹…›".encode()),
    (re.compile(rb"(?<![\w.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![\w.])"), "‹host›".encode()),
    (re.compile(rb"\b[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*"), "‹host›".encode()),
    (re.compile(rb"(?<![\w.])/[^\s:,;'\")(\]]+"), "‹path›".encode()),
)
_MASKS = (
    (re.compile(r"[^\s@=(]{1,200}@[^\s),:;]+"), "‹address›"),
    (re.compile(r"\b(?=[A-Za-z_]*\d)\w{6,}\b"), "‹id›"),
    (re.compile(r"\d+"), "#"),
)


def masked(text: bytes, limit: int = 120) -> str:
    """A message without what varies in it: addresses, paths, sessions, ids and numbers."""
    text = text[:400]
    for pattern, word in _VARIES:
        text = pattern.sub(word, text)
    return _masked(text.rstrip(b"] \r\n"), limit)


@lru_cache(maxsize=4096)
def _masked(text: bytes, limit: int) -> str:
    words = clean(text, 300)
    for mask, word in _MASKS:
        words = mask.sub(word, words)
    return clean(words, limit)
