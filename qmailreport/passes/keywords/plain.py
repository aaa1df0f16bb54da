"""The scanner that needs no library: bytes.find over what is left of a content without digits and marks.  Pure.

Lines are reduced to letters in lower case, and without a, c and d, which texts hardly need to be told apart and queue
ids are full of: a third of a log's bytes, in which half of the lines or more are like others.  Each text is looked for
in the distinct ones, with the same bytes left out, so that every line that holds it is found, and a few that do not:
the rules look at the line itself.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate

from .found import Found, gathered
from .parts import Parts, parts
from .plan import Plan

MARKS = b"/;"
KEPT = b"\n{}" + MARKS
LOWER = bytes(range(256)).lower()
DELETED = bytes(each for each in range(128) if not chr(each).isalpha() and each not in KEPT) + b"acdACD"
HEX = b"bef"  # the other letters that ids are full of: of a long text enough is left without them
LONG = 3  # letters
# What is left of words that many lines hold: a text of which as little is left is told apart by its other letters, too.
USUAL = tuple(word.translate(None, HEX) for word in (b"port", b"ount", b"trust"))
BRACES = (b";}",)  # which few lines hold
LETTERS = 2  # bytes that must be left of a text, beside MARKS


Texts = tuple[tuple[int, bytes], ...]  # with their places in the plan


@lru_cache(maxsize=64)
def _shorter(texts: tuple[bytes, ...], wanted: int) -> tuple[Texts, Texts]:
    """Of the wanted ones what is looked for among the letters, and what has too few of them."""
    pairs = [(place, text.translate(None, DELETED)) for place, text in enumerate(texts) if wanted >> place & 1]
    left = tuple((place, short) for place, short in pairs if _tells(short))
    return left, tuple((place, texts[place]) for place, short in pairs if not _tells(short))


def _tells(short: bytes) -> bool:
    """Is enough left of a text?"""
    return len(short.strip(MARKS)) >= LETTERS or short in BRACES


def plain(content: bytes, plan: Plan, tagged: bool = False, program: bytes = b"") -> Found:
    """The lines of a content that begins with a newline, by the texts that they may hold.

    `tagged`: lines name their programs, as syslog's do; else all are of `program`.
    """
    parted = parts(content, plan) if tagged else None
    if parted is not None:
        wanted = parted.texts
    else:
        wanted = (1 << len(plan.texts)) - 1 if tagged else plan.wanted(plan.scope(program))
    short, whole = _shorter(plan.texts, wanted)
    found = _among_letters(content.translate(LOWER, DELETED), short, content)
    if whole:
        _join(found, _in_lines(content if all(text == text.upper() for _, text in whole) else content.lower(), whole))
    if parted is not None:
        rare = tuple((place, text) for place, text in enumerate(plan.texts) if not wanted >> place & 1)
        _join(found, _among_others(content, parted, rare))
    return gathered(content, found)


def _join(found: dict[int, int], more: dict[int, int]) -> None:
    for line, texts in more.items():
        found[line] = found.get(line, 0) | texts


def _in_lines(low: bytes, texts: Texts) -> dict[int, int]:
    """Where texts are in a content in lower case, by the newlines before the lines."""
    found: dict[int, int] = {}
    for place, text in texts:
        at = low.find(text)
        while at >= 0:
            line = low.rfind(b"\n", 0, at)
            found[line] = found.get(line, 0) | 1 << place
            end = low.find(b"\n", at)
            at = low.find(text, end) if end >= 0 else -1
    return found


def _among_others(content: bytes, parted: Parts, texts: Texts) -> dict[int, int]:
    """Where texts are in the lines of the rare programs."""
    spans = [match.span() for match in parted.others.finditer(content)]
    starts = [0, *accumulate(end - start for start, end in spans)]
    low = b"".join([content[start:end] for start, end in spans]).lower()
    return {spans[bisect_left(starts, line)][0]: each for line, each in _in_lines(low, texts).items()}


def _among_letters(letters: bytes, texts: Texts, content: bytes) -> dict[int, int]:
    """Where the texts are, by the offset in `content` of the newline before their line."""
    lines = letters.split(b"\n")
    distinct = list(dict.fromkeys(lines))
    near, far = _by_length(texts)
    block = b"\n".join(distinct)
    met = _met(block, near)
    fewer = block.translate(None, HEX).split(b"\n")
    distant = _met(b"\n".join(dict.fromkeys(fewer)), far)
    for line, each in zip(distinct, map(distant.get, fewer), strict=True):
        if each:
            met[line] = met.get(line, 0) | each
    hits = list(map(met.get, lines))
    if not any(hits):
        return {}
    # the bytes of all lines before one, and the newlines between them, lead to the one before it
    before = accumulate(map(len, content.split(b"\n")), initial=-1)
    return {length + place: each for place, (length, each) in enumerate(zip(before, hits, strict=False)) if each}


@lru_cache(maxsize=64)
def _by_length(texts: Texts) -> tuple[Texts, Texts]:
    """The short ones, and of the long ones what is left of them without HEX."""
    left = tuple((place, text.translate(None, HEX)) for place, text in texts)
    far = tuple((place, short) for place, short in left if _rare(short))
    return tuple(pair for pair in texts if pair[0] not in dict(far)), far


def _rare(short: bytes) -> bool:
    """Is enough left of a text that few lines hold it?"""
    return sum(map(str.isalpha, map(chr, short))) >= LONG and not any(short in word for word in USUAL)


def _met(block: bytes, texts: Texts) -> dict[bytes, int]:
    """Which of some lines hold which texts."""
    met: dict[bytes, int] = {}
    find, rfind = block.find, block.rfind
    for place, text in texts:
        bit = 1 << place
        at = find(text)
        while at >= 0:
            end = find(b"\n", at)
            if end < 0:
                end = len(block)
            line = block[rfind(b"\n", 0, at) + 1 : end]
            met[line] = met.get(line, 0) | bit
            at = find(text, end)
    return met
