"""What passes say, in a language: whole texts, texts with values in them, texts of several sentences.  Pure.

Passes speak English.  Their finished texts are found again in the catalogue: as they stand, or by a msgid with
placeholders, as 'oldest {age}'; `{n}` is a number, and where there is one it chooses the plural.  What is not found
stays as it is: it came from a log.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from .words import MONTHS, catalogue

DIGITS = r"[−-]?\d[\d,]*(?:\.\d+)?"
FIELD = re.compile(r"\{([a-z]+\d*)\}")
OPEN = r"(?:(?!; |\. ).)*?"  # no further than the sentence goes
KINDS = {  # what a placeholder of that name may be; any other: OPEN
    "isodate": r"\d{4}-\d\d-\d\d",
    "kernel": r"\d[\w.+~-]*",
    "templates": rf"{DIGITS} (?:more )?templates?, {DIGITS} lines?",
    "values": ".*?",
    "why": ".*?",
    "daemon": r"ssh|console|terminal|dial-up|webmail|[A-Z0-9]{2,12}",
}
LETTERS = 6  # of a msgid whose placeholders may be anything; with fewer it would fit too much
LENGTH = 800  # characters; what is longer is no text of a pass
SENTENCES = 16
COUNTED = re.compile(rf"({DIGITS}) ([a-z-]+(?: [a-z-]+)?)")
AMOUNT = re.compile(rf"({DIGITS}) (ms|s|min|h|d|B|kB|MB|GB|TB|PB|%)")
AMOUNTS = re.compile(rf"{AMOUNT.pattern}(?: {AMOUNT.pattern})*")
NUMBER = re.compile(DIGITS)
_NAME = re.compile(
    r"[A-Z][\w-]*[A-Z0-9][\w-]*|p\d\d|Postfix|Dovecot|Zimbra|Courier|Rspamd|rspamd|amavis|postgrey"
    r"|\d{4}-\d\d-\d\d|[\d:]+|[0-9a-f]{8}"
)
DATE = re.compile(
    rf"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?(\d\d?) ({'|'.join(MONTHS)})(?: (\d{{4}}))?(?:,? (\d\d:\d\d.*))?"
)
_STOP = re.compile(r"(?<=[.”]) ")
GLUE = (" · ", "; ", ": ", ", ")


class Found(NamedTuple):
    """A text of the catalogue that a text is made of: its msgid, its plural or '', and the values."""

    one: str
    several: str
    values: Mapping[str, str]


class Pattern(NamedTuple):
    """A msgid with placeholders: a part that must occur, and what the whole looks like."""

    needle: str
    expression: re.Pattern[str]
    one: str
    several: str


class Phrases:
    """Texts as (msgid, plural or ''), to be found again."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self.exact: set[str] = set()
        patterns = []
        for one, several in texts:
            if _too_open(one):
                continue
            if FIELD.search(one):
                patterns += [_pattern(each, one, several) for each in dict.fromkeys((one, several)) if each]
            else:
                self.exact.add(one)
        self.patterns = sorted(patterns, key=lambda each: (-len(FIELD.sub("", each.one)), each.one))

    def find(self, text: str) -> Found | None:
        """The msgid of a whole text, with its values."""
        if text in self.exact:
            return Found(text, "", {})
        if len(text) > LENGTH:
            return None
        for needle, expression, one, several in self.patterns:
            if needle in text and (match := expression.fullmatch(text)):
                if text.endswith(".") and one.endswith("}"):
                    continue  # the full stop is the sentence's, not the value's
                return Found(one, several, match.groupdict())
        return None

    def runs(self, text: str) -> list[tuple[str, Found | None]]:
        """The sentences of a text, in the longest runs that are known."""
        whole = self.whole(text)
        sentences = _STOP.split(text)
        named = self.whole(head_of(text)) is not None
        if whole or named or len(sentences) > SENTENCES:
            return [(text, whole)]
        runs: list[tuple[str, Found | None]] = []
        at = 0
        while at < len(sentences):
            for end in range(len(sentences), at, -1):
                run = " ".join(sentences[at:end])
                found = self.whole(run)
                if found or end == at + 1:
                    runs.append((run, found))
                    at = end
                    break
        return runs

    def unknown(self, text: str) -> list[str]:
        """The parts of a text in prose that would stay English."""
        return [run for run, found in self.runs(text) if found is None and not self._glued(run.removesuffix("."))]

    def whole(self, text: str) -> Found | None:
        """A sentence's text: as it stands, without its full stop, and with a small letter at its head."""
        body = text.removesuffix(".")
        return self.find(text) or self.find(body) or self.find(body[:1].lower() + body[1:])

    def _glued(self, text: str) -> bool:
        if self.whole(text) or plain(text) or _NAME.fullmatch(text) or self.whole(head_of(text)):
            return True
        return any(self._glued(first) and self._glued(rest) for first, rest in _splits(text))


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """The two parts of a text that is put together, at each kind of glue."""
    for glue in GLUE:
        first, found, rest = text.partition(glue)
        if found:
            yield first, rest


def head_of(text: str) -> str:
    """What stands before the parentheses at the end of a text; empty where there are none."""
    return text.rpartition(" (")[0] if text.endswith(")") else ""


def plain(text: str) -> bool:
    """Is it a number, an amount or a date?"""
    return any(each.fullmatch(text) for each in (NUMBER, AMOUNTS, DATE, COUNTED))


def _kind(name: str) -> str:
    """What a placeholder of that name must look like; empty where it may be anything."""
    return DIGITS if re.fullmatch(r"n\d*", name) else KINDS.get(name, "")


def _too_open(text: str) -> bool:
    """Has a msgid so few letters of its own that it would be found in what is none of its texts?"""
    names = FIELD.findall(text)
    return bool(names) and not any(map(_kind, names)) and len(re.findall(r"\w", FIELD.sub("", text))) < LETTERS


def _pattern(text: str, one: str, several: str) -> Pattern:
    said, seen, at = "", set(), 0
    for field in FIELD.finditer(text):
        said += re.escape(text[at : field.start()])
        name = field[1]
        kind = _kind(name) or OPEN
        said += f"(?P={name})" if name in seen else f"(?P<{name}>{kind})"
        seen.add(name)
        at = field.end()
    needle = max(FIELD.sub("\0", text).split("\0"), key=len)
    return Pattern(needle, re.compile(said + re.escape(text[at:]), re.DOTALL), one, several)


@cache
def phrases(language: str) -> Phrases:
    """The texts of a language's catalogue that have a translation and no context."""
    return Phrases(_texts(catalogue(language)))


def _texts(content: bytes) -> Iterable[tuple[str, str]]:
    """(msgid, plural or '') of a compiled catalogue, which gettext's own class keeps only the first of."""
    order = "<" if content[:4] == b"\xde\x12\x04\x95" else ">"
    count, table = struct.unpack_from(f"{order}2I", content, 8)
    for place in range(count):
        length, begin = struct.unpack_from(f"{order}2I", content, table + 8 * place)
        one, _, several = content[begin : begin + length].decode().partition("\0")
        if one and "\4" not in one and "%(" not in one:
            yield one, several
