"""The scanner with hyperscan, where it is installed: one pass for all texts.  Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from .found import Found
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


def fast(content: bytes, plan: Plan) -> Found:
    """The lines of a content that begins with a newline, by exactly the texts that they hold."""
    ends: list[int] = []
    add = ends.append

    def met(text: int, start: int, end: int, flags: int, context: Any) -> None:
        add(end << 12 | text)

    _database(plan.texts).scan(content, match_event_handler=met)
    ends.sort()
    if not ends:
        return {}
    found: Found = {}
    line, until, texts = -1, 0, 0
    rfind, find = content.rfind, content.find
    bits = [1 << text for text in range(len(plan.texts))]
    for each in (*ends, len(content) + 1 << 12):
        if (end := each >> 12) > until:
            if line >= 0:
                try:
                    group = found[texts]
                except KeyError:
                    group = found[texts] = [], []
                group[0].append(line)
                group[1].append(content[line:until])
            line, until, texts = rfind(b"\n", 0, end), find(b"\n", end), 0
            if until < 0:
                until = len(content)
        texts |= bits[each & 4095]
    return found
