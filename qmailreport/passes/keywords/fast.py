"""The scanner with hyperscan, where it is installed: one pass for all texts.  Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from .plan import Plan

hyperscan: Any
try:
    import hyperscan
except ImportError:
    hyperscan = None

INSTALLED = hyperscan is not None
MISSING = "hyperscan is not installed; pip install 'qmailreport[fast]', or leave `scanner` out"


@lru_cache(maxsize=8)
def _database(texts: tuple[bytes, ...]) -> Any:
    found = hyperscan.Database()
    found.compile(
        expressions=list(texts),
        ids=list(range(len(texts))),
        elements=len(texts),
        flags=[hyperscan.HS_FLAG_CASELESS] * len(texts),
        literal=True,
    )
    return found


def fast(content: bytes, plan: Plan) -> dict[int, int]:
    """The lines (by their newlines before them) of a content that begins with one, and the texts in them, as bits."""
    ends: list[int] = []
    add = ends.append

    def met(text: int, start: int, end: int, flags: int, context: Any) -> None:
        add(end << 12 | text)

    _database(plan.texts).scan(content, match_event_handler=met)
    ends.sort()
    found: dict[int, int] = {}
    line, until, texts = -1, 0, 0
    rfind, find = content.rfind, content.find
    for each in ends:
        end = each >> 12
        if end > until:
            if line >= 0:
                found[line] = texts
            line, until, texts = rfind(b"\n", 0, end), find(b"\n", end), 0
            if until < 0:
                until = len(content)
        texts |= 1 << (each & 4095)
    if line >= 0:
        found[line] = texts
    return found
