"""The lines of a chunk's few frequent programs, and those of the many rare ones: the latter are short, and only there
need be looked for what only the rare ones say.  Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from .plan import Plan

PLACES = 16  # at which a chunk is looked at
SAMPLE = 8192  # bytes at each
WORTH = 125  # texts to look for everywhere rather than to set all lines apart
MOST = 24  # programs
ENOUGH = 2  # one in so many lines must be of them
TIME = rb"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
OFFSET = rb"(?:[.,][0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
DATE = rb"(?:[A-Z][a-z]{2} (?:[0-3][0-9]| [1-9])|[0-9]{4}-[0-9]{2}-[0-9]{2})"
HOST = rb"[A-Za-z][^ \n]*+ "
TAG = rb"(?>\[[^ \]\n]++\]|):(?! [0-9]{9,10}\.[0-9]{6}\+)"  # no piece of a splogger record
_LINE = re.compile(
    rb"\n(?P<date>"
    + DATE
    + rb")(?: |T)"
    + TIME
    + rb"(?:"
    + OFFSET
    + rb")? "
    + HOST
    + rb"(?P<program>[^\s\[\]:]+)"
    + TAG
)


@dataclass(frozen=True, slots=True)
class Parts:
    """What finds the lines of all but the frequent programs (and a few of theirs), and the texts that are looked for
    in all lines, as bits.
    """

    texts: int
    others: re.Pattern[bytes]


def parts(content: bytes, plan: Plan) -> Parts | None:
    """How a chunk of syslog can be parted, or None where it is not worth while."""
    if len(content) < PLACES * SAMPLE:
        return None
    programs: Counter[bytes] = Counter()
    dates: Counter[bytes] = Counter()
    count = 0
    for place in range(PLACES):
        start = len(content) * place // PLACES
        count += content.count(b"\n", start, start + SAMPLE)
        for match in _LINE.finditer(content, start, start + SAMPLE):
            programs[match["program"]] += 1
            dates[match["date"]] += 1
    texts, frequent, known = plan.wanted(plan.scope(b"")), [], 0
    for name, met in programs.most_common(MOST):
        more = plan.wanted(plan.scope(name)) & ~texts
        if more.bit_count() * count <= met * WORTH:
            texts |= more
            frequent.append(name)
            known += met
    if known * ENOUGH < count:
        return None
    return Parts(texts, _others(tuple(sorted(date for date, _ in dates.most_common(2))), tuple(sorted(frequent))))


@lru_cache(maxsize=64)
def _others(dates: tuple[bytes, ...], programs: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """Lines that are not records of these dates and programs, beyond doubt."""
    bsd = [re.escape(date) + b" " + TIME + b" " for date in dates if date[0] >= 58]
    rfc = [re.escape(date) + b"T" + TIME + OFFSET + b" " for date in dates if date[0] < 58]
    names = b"|".join(map(re.escape, programs))
    return re.compile(rb"\n(?!(?:" + b"|".join(bsd + rfc) + b")" + HOST + b"(?:" + names + b")" + TAG + rb")[^\n]*")
