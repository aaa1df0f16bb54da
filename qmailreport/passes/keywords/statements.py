"""A statement of a program as one regex: what it matches has one mask, but for a few words that tell theirs.  Pure.

A text is masked word by word, but for what is within quotes.  What is masked in a word is taken for one of the values
below only where whatever its regex matches is masked in the same way: what leads to it and what ends it are none of
the characters over which a mask reaches.  Other words are taken as they are, or (FREE) looked up in each line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .heads import BSD, PID, RFC3339, SPLOGGER
from .masks import MASK, REPORT, is_report, masked, quoted, shape, spaced, spans_of

LONGEST, WORDS = 300, 60  # bytes and words of a text that is made a regex
NUMBER = rb"[+-]?[0-9][0-9./-]*+(?<=[0-9])"
WORD = rb"[^ \n\"']++"
END = rb"(?=\n|\Z)"
# What nothing that is masked goes over but what begins with it, and an address with `://`.
_APART = re.compile(rb"(<[^<>\s\"']*>|\"[^\"'\n]*\"|'[^\"'\n]*'|[\[\]();])")
_WHOLE = {b"<": rb"<[^<>\s\"']*+>", b'"': rb"\"[^\"'\n]*+\"", b"'": rb"'[^\"'\n]*+'"}
# What may stand between, and the regex for all such values; the last one's own mask tells more.
_VALUES = {
    "date": rb"[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9]{2}:[0-9]{2}:[0-9]{2}",
    "time": rb"[0-9]{2}:[0-9]{2}:[0-9]{2}",
    "number": NUMBER,
    "path": rb"~?/[^\s\"'<>()\[\],;:=]++(?<=[\w/])",
    "mail": rb"[\w.+=%-]++@[\w.-]*+(?<=\w)",
    "name": rb"[\w.-]++",
}
_PIECE = re.compile(
    rb"(?P<lead>(?>[A-Za-z_]{1,40}=|)#?)(?:(?P<date>%b)|(?P<time>%b)(?:,(?P<fraction>[0-9]+))?|"
    rb"(?P<number>[+-]?[0-9](?:[0-9./-]*[0-9])?)|(?P<path>%b)|(?P<name>[\w.-]+))(?P<tail>,?:?)"
    % tuple(_VALUES[name] for name in ("date", "time", "path"))
)
_PORT = re.compile(rb":?[0-9.:]{1,8}")
_MAIL = re.compile(rb"(?P<mail>[\w.+=%-]+@[\w.-]*\w)(?P<tail>,?:?)")
_ID = re.compile(rb"([0-9A-F]{8,}):")
ID, DIGITS = rb"[0-9A-F]{8,}+", rb"[0-9]++"
REPORTED = (ID, DIGITS, NUMBER, _VALUES["time"])  # what cannot tell whether a text is a report, nor holds a _
# What may stand right before and behind what is masked as a whole, so that it is; but for the word's ends.
BEFORE, BEHIND = b"=([,;:>", b")],;:"
# Texts that begin like these are read in another way.
OTHERS = (b"\xef\xbb\xbf", b"[ID ", b"message repeated ", REPORT)
_QUOTED = re.compile(rb"((?:\"[^\"'\n]*\"|'[^\"'\n]*'|[^ \"'\n])*)(?: |\Z)")
ONE, FREE, SAME = range(3)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Field:
    """What is masked in a word: ONE value; what its own mask tells of (FREE); the SAME value in all lines."""

    kind: int
    value: bytes  # of the line that it was learned from
    regex: bytes = b""
    guarded: bool = False  # it may hold a secret's name, which is not masked
    whole: bool = False  # its ends are brackets or quotes

    @property
    def closes(self) -> bool:
        """Need it not be looked at where its values are no longer counted?"""
        return self.kind == ONE and not self.guarded


Part = bytes | Field  # of a word: text, or what is masked


@dataclass(frozen=True, slots=True)
class Statement:
    """Lines of one program.  A regex that finds them has the groups stamp and host, the stamp of splogger (`inner`) and
    the `open` fields: those that are not the SAME.
    """

    bits: tuple[bytes, ...]  # of the regex; the open fields are the ones in (), besides those of the first
    inner: bool
    fields: tuple[Field, ...]
    mask: tuple[bytes, ...]  # what stands before, between and behind the FREE fields, masked
    literal: bytes = b""  # what is so in all lines, in lower case, with newlines where it is not
    silent: bool = False  # nothing of it is looked at

    @property
    def open(self) -> tuple[Field, ...]:
        """The fields that have groups."""
        return tuple(field for field in self.fields if field.kind != SAME)

    def regex(self, needless: frozenset[int] = frozenset()) -> re.Pattern[bytes]:
        """What finds its lines; without the groups of some open fields, which costs less."""
        found, group = [self.bits[0]], 0
        for bit in self.bits[1:]:
            is_open = bit[:1] == b"(" and bit != END
            found.append(b"(?:" + bit[1:] if is_open and group in needless else bit)
            group += is_open
        return re.compile(b"".join(found))


def silent(program: bytes, stamp: bytes) -> Statement:
    """All lines of a program (with a stamp like that one), of which nothing is wanted."""
    regex = _head(program, stamp) + _unlike(SPLOGGER + rb"\+") + rb"[^\n]*+"
    return Statement((regex,), False, (), (b"",), silent=True)


def statement(program: bytes, stamp: bytes, text: bytes, inner: bool) -> Statement | None:
    """What finds lines like one of `text`; `stamp` leads to it, and splogger's where it is `inner`.  None: there is
    no such regex.
    """
    report = is_report(text)
    words = _words(spaced(text))
    if not 0 < len(words) <= WORDS or len(text) > LONGEST or MASK in text or (not report and text.startswith(REPORT)):
        return None
    parsed = [_parts(word, report) for word in words]
    fields = tuple(part for parts in parsed for part in parts if isinstance(part, Field))
    mask, spans = shape(text)
    if _astray(parsed) or _meant(parsed) != (mask, [spaced(text)[begin:end] for begin, end in spans]):
        return None
    if report and any(field.regex not in REPORTED for field in fields if field.kind != SAME):
        return None
    bits = list(_regexes(parsed, text))
    head = _head(program, stamp) + (rb"(" + SPLOGGER + rb") " if inner else b"")
    if not report and not _telling(bits[0][1] if bits else b""):
        head += _unlike(b"(?!)" if inner else SPLOGGER + rb"[ +]", *OTHERS)
    literal = b"".join(said for _, said in bits).lower()
    return Statement((head, *(bit for bit, _ in bits), END), inner, fields, _mask(parsed), literal)


def _unlike(stamp: bytes, *words: bytes) -> bytes:
    """No such text is what follows."""
    return b"(?!" + b"|".join([stamp, *(re.escape(word) for word in words or OTHERS[:3])]) + b")"


def _telling(begin: bytes) -> bool:
    """Does what a text begins with tell that it is none of OTHERS, and no stamp?"""
    letters = begin.rstrip(b"\n")
    alike = (letters.startswith(word[: len(letters)]) or word.startswith(letters) for word in OTHERS)
    return bool(letters) and not letters[:1].isdigit() and not any(alike)


def _astray(words: Sequence[Sequence[Part]]) -> bool:
    """Is there a quote that is none of a field's ends, or may a field be masked in another way beside what it is?"""
    for parts in words:
        kept = [part for part in parts if part]
        for place, part in enumerate(kept):
            if isinstance(part, bytes) or not part.guarded:
                if quoted(part if isinstance(part, bytes) else part.value):
                    return True
            elif part.whole and not _apart(kept, place):
                return True
    return False


def _apart(parts: Sequence[Part], place: int) -> bool:
    """Do such bytes stand on either side of a field of a word that it is masked as a whole?"""
    own, before, behind = parts[place], parts[:place], parts[place + 1 :]
    if before and not _beside(own, before[-1], BEFORE, -1):
        return False
    return not behind or _beside(own, behind[0], BEHIND, 0) or list(behind) == [b"."]


def _beside(own: Part, other: Part, fine: bytes, end: int) -> bool:
    """Brackets stand beside brackets, too."""
    if isinstance(other, Field):
        return isinstance(own, Field) and own.regex == other.regex == _WHOLE[b"<"]
    return other[end] in fine


def _meant(words: Sequence[Sequence[Part]]) -> tuple[bytes, list[bytes]]:
    """The mask and the values of the text, by its fields."""
    masks: list[bytes] = []
    values: list[bytes] = []
    for place, parts in enumerate(words):
        for part in [b" ", *parts] if place else parts:
            if isinstance(part, bytes):
                masks.append(part)
                continue
            spans = spans_of(part.value) if part.kind == FREE else ((0, len(part.value)),)
            masks.append(masked(part.value) if part.kind == FREE else MASK)
            values += [part.value[begin:end] for begin, end in spans]
    return b"".join(masks), values


def _words(text: bytes) -> list[bytes]:
    """What stands between blanks, but for those within quotes; none where a quote is alone."""
    if not quoted(text):
        return text.split(b" ")
    found, at = [], 0
    while match := _QUOTED.match(text, at):
        found.append(match[1])
        at = match.end()
        if at == len(text):
            return [*found, b""] if text.endswith(b" ") else found
    return []


def _head(program: bytes, stamp: bytes) -> bytes:
    shape = RFC3339 if stamp[:1].isdigit() else BSD
    return rb"\n(" + shape + rb" [A-Za-z][^ \n]*+) " + re.escape(program) + PID + b": "


def _parts(word: bytes, report: bool) -> list[Part]:
    """Text and fields of a word in turn."""
    spans = spans_of(word)
    if not spans:
        return [word]
    if match := _ID.fullmatch(word):
        return [Field(ONE, match[1], ID), b":"]
    parts: list[Part] = []
    for piece in _APART.split(word):
        whole = _WHOLE.get(piece[:1]) if len(piece) > 1 else None
        if whole:
            parts.append(Field(ONE, piece, whole, guarded=True, whole=True))
        else:
            parts += _piece(piece, report) if spans_of(piece) else [piece]
    known = not (b"/" in word and b":" in word) or all(isinstance(part, bytes) or part.kind != FREE for part in parts)
    return parts if known and _spans(parts) == list(spans) else [Field(FREE, word, WORD)]


def _spans(parts: Iterable[Part]) -> list[Span]:
    """What is masked in a word, if it is what its parts say."""
    found, at = [], 0
    for part in parts:
        value = part if isinstance(part, bytes) else part.value
        if isinstance(part, Field):
            own = spans_of(value) if part.kind == FREE else [(0, len(value))]
            found += [(at + begin, at + end) for begin, end in own]
        at += len(value)
    return found


def _piece(piece: bytes, report: bool) -> list[Part]:
    """The same of a part of a word that nothing masked goes beyond."""
    if match := _MAIL.fullmatch(piece):
        return [Field(ONE, match["mail"], _VALUES["mail"], guarded=True), match["tail"]]
    match = _PIECE.fullmatch(piece)
    if match is None:
        return list(_same(piece)) if _PORT.fullmatch(piece) else [Field(FREE, piece, _any(piece))]
    name = next(name for name in _VALUES if name != "mail" and match[name] is not None)
    regex = _number(match[name], report) if name == "number" else _VALUES[name]
    parts: list[Part] = [match["lead"], Field(FREE if name == "name" else ONE, match[name], regex)]
    if match["fraction"]:
        parts += [b",", Field(ONE, match["fraction"], DIGITS)]
    return [*parts, match["tail"]]


def _any(piece: bytes) -> bytes:
    """What may stand in its place: no address with `://`, as that may go further."""
    return rb"[^ \n\"'<>\[\]();%b]++" % (b":" if b"/" in piece else b"/")


def _same(piece: bytes) -> Iterator[Part]:
    """What is so in all lines."""
    at = 0
    for begin, end in spans_of(piece):
        yield piece[at:begin]
        yield Field(SAME, piece[begin:end])
        at = end
    yield piece[at:]


def _number(value: bytes, digits: bool) -> bytes:
    """`digits`: of these alone; as in a report, which they tell to be one."""
    return DIGITS if digits and value.isdigit() else NUMBER


def _regexes(words: Sequence[Sequence[Part]], text: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Of the words and what stands between them (blanks, or what qmail-send writes for one); with what they are in all
    lines, or a newline.
    """
    at = 0
    for place, parts in enumerate(words):
        for part in [b" ", *parts] if place else parts:
            said = part if isinstance(part, bytes) else part.value
            said = text[at : at + len(said)]
            field = isinstance(part, Field) and part.regex
            yield (b"(" + field + b")", b"\n") if field else (re.escape(said), said)
            at += len(said)


def _mask(words: Sequence[Sequence[Part]]) -> tuple[bytes, ...]:
    """What the mask has before, between and behind the fields that are looked up."""
    found = [b""]
    for place, parts in enumerate(words):
        found[-1] += b" " if place else b""
        for part in parts:
            if isinstance(part, bytes):
                found[-1] += part
            elif part.kind in (ONE, SAME):
                found[-1] += MASK
            else:
                found.append(b"")
    return tuple(found)
