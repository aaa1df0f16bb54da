"""What varies in a line is masked, so that lines of one statement of a program have one key.  Pure.

A key is (program, entries, mask).  The coarser levels are functions of the one before, so that the level that a set of
keys comes to does not depend on their order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence

CLIP = 400  # bytes of a text that are looked at
MASK = b"<*>"
LOOKALIKE = b"<.>"
CACHE = 20_000  # digit shapes remembered
WORDS = 3  # words that the second coarser mask leaves; the third leaves one

Key = tuple[bytes, tuple[str, ...], bytes]
Spans = tuple[tuple[int, int], ...]
Shape = tuple[bytes, Spans]

# Digits are all alike here, so that texts that differ only in digits have one mask, at the same places.  The name of a
# secret is never masked: by it `redact` knows what to hide.
_VARYING = re.compile(
    rb"""(?x) (?<![\w@.+-]) (?= [^\sA-Za-z_] | [A-Za-z_-]*+[\d@.:%+=] | [A-F]{8})      # not a word of letters alone
                            (?! ["'\\<]{0,3}+[\w.-]*(?:[pP][aA][sS][sS]|[pP][wW][dD])
                            | ["'][^"']*(?:[pP][aA][sS][sS]|[pP][wW][dD])[^"']*["']\s*[:=]) (?:
      "[^"]*" | <[^<>\s]*> | '[^']*'(?!\w)                        # quoted
    | [a-z]{2,8}://[^\s"'<>()]+                                   # URL
    | [\w.+=%-]+@[\w.-]*\w                                        # mail address
    | ~?/[^\s"'<>()\[\],;:=]*[\w/]                                # path
    | (?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:])         # IPv6, MAC, time of day
    | [+-]?\d(?:[\w.,:/%+-]*[\w%])?                               # number, IPv4, date, what begins with a digit
    | (?=[\w-]*\d[\w-]*\d)[\w-]{6,}                               # id
    | (?:(?=[a-fA-F]*\d)[0-9a-fA-F]{6,}|[A-F]{8,})(?!\w)          # hex
    | [\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?![\w-]|\.\w)                # host
    )"""
)
_ALIKE = bytes.maketrans(b"123456789", b"000000000")
_DIGIT = re.compile(rb"[0-9]")
_KEPT = b"\n"  # before the mask of a word, which digits are left in; no text holds it
_BREAK = b" \n "  # between texts
# What is masked as a whole, whatever it says; of which each word would else be one of its own.
_BRACKETED = re.compile(rb"<(?<![\w@.+-]<)(?![\w.-]*(?:[pP][aA][sS][sS]|[pP][wW][dD]))[\w.@+-]*>")
_ID = re.compile(rb"[0-9A-F]{8,}+:(?= )")
_IDS = re.compile(rb"\n" + _ID.pattern)
# What another server said, as qmail-send logs it: with _ for each blank (qmail-send.c).  A secret would end at a blank.
REPORT = b"delivery "
_REPORT = re.compile(rb"delivery [0-9]+: (?:success|failure|deferral): ")
_REPORTS = re.compile(rb"\n" + _REPORT.pattern)
_HANDED = re.compile(rb"auth[ =_]+(?:plain|login|cram-md5|xoauth2|oauthbearer)")
_NAMES = (b"pass", b"pwd", b"vpopmail", b"system_user", b"invalid_user/")  # what `redact` knows a secret by, besides
_shapes: dict[bytes, tuple[bytes | None, Spans]] = {}  # by the text with its digits alike; no mask where it has digits


class _Words(dict[bytes, tuple[bytes, Spans]]):
    """Words with their digits alike, with their masks and the places of what was masked."""

    def __missing__(self, word: bytes) -> tuple[bytes, Spans]:
        if len(self) >= CACHE:
            self.clear()
            _masks.clear()
        spans = _spans(word)
        mask = _cut(word, spans)
        _masks[word] = _KEPT + mask if _DIGIT.search(mask) else mask
        self[word] = mask, spans
        return mask, spans


class _Masks(dict[bytes, bytes]):
    """The masks alone."""

    def __missing__(self, word: bytes) -> bytes:
        _words.pop(word, None)
        assert _words[word]  # which fills in both
        return self[word]


class _Raw(dict[bytes, bytes]):
    """Words as they are, and their masks."""

    def __missing__(self, word: bytes) -> bytes:
        if len(self) >= CACHE:
            self.clear()
        mask = self[word] = _cut(word, _words[word.translate(_ALIKE)][1])
        return mask


_raw = _Raw()
_words = _Words()
_masks = _Masks()


def spaced(text: bytes) -> bytes:
    """A text of a line with the blanks that it was logged without; of the same length."""
    return text.replace(b"_", b" ") if b"_" in text and is_report(text) else text


def is_report(text: bytes) -> bool:
    """Is it what qmail-send says of a delivery, and no secret in it?"""
    return text.startswith(REPORT) and _REPORT.match(text) is not None and not _secret(text)


def secretive(block: bytes) -> bool:
    """May there be a word in it that is not masked for the secret's name in it?"""
    low = block.lower()
    return b"pass" in low or b"pwd" in low


def _secret(text: bytes) -> bool:
    """May `redact` find something to hide in it?"""
    low = text.lower()
    return any(name in low for name in _NAMES) or (b"auth" in low and _HANDED.search(low) is not None)


def _spaced(texts: Sequence[bytes]) -> Sequence[bytes]:
    """The same of several texts, all of them at once where they are alike."""
    if not any(text.startswith(REPORT) for text in texts):
        return texts
    block = b"\n" + b"\n".join(texts)
    if len(_REPORTS.findall(block)) == len(texts) and not _secret(block):
        return block[1:].replace(b"_", b" ").split(b"\n")
    return [spaced(text) for text in texts]


def shape(text: bytes) -> Shape:
    """The mask of a text of at most CLIP bytes, and the places [from, to) of what was masked."""
    text = spaced(text)
    alike = text.translate(_ALIKE)
    found = _shapes.get(alike)
    if found is None:
        if len(_shapes) >= CACHE:
            _shapes.clear()
        spans = _spans(text) if b'"' in text or b"'" in text else _by_word(alike)
        mask = _cut(text, spans)
        _shapes[alike] = None if _DIGIT.search(mask) else mask, spans
        return mask, spans
    known, spans = found
    return _cut(text, spans) if known is None else known, spans


def _spans(text: bytes) -> Spans:
    return tuple([match.span() for match in _VARYING.finditer(text)])


def _by_word(alike: bytes) -> Spans:
    """The same word by word, most of which have been met: where there are no quotes, nothing goes over a blank."""
    found, at = [], 0
    for word in alike.split(b" "):
        for begin, end in _words[word][1]:
            found.append((at + begin, at + end))
        at += len(word) + 1
    return tuple(found)


def _cut(text: bytes, spans: Spans) -> bytes:
    """What is not masked; where it looks like a mask, it is made to look different."""
    parts, at = [], 0
    for begin, end in spans:
        parts.append(text[at:begin])
        at = end
    parts.append(text[at:])
    if MASK in text:
        parts = [part.replace(MASK, LOOKALIKE) for part in parts]
    return MASK.join(parts)


def quoted(block: bytes) -> bool:
    """Are there quotes in it, within which a mask may go over a blank?"""
    return b'"' in block or b"'" in block


def masks(texts: Sequence[bytes]) -> list[bytes]:
    """The masks of several texts of at most CLIP bytes, word by word, for all of them at once."""
    if len(texts) == 1 or quoted(b"\n".join(texts)):
        return [shape(text)[0] for text in texts]
    texts = _spaced(texts)
    block = b"\n".join(texts)
    if _ID.match(texts[0]):
        block = _IDS.sub(b"\n00000000:", b"\n" + block)[1:]
    words = _BRACKETED.sub(b"<>", block).translate(_ALIKE).replace(b"\n", _BREAK).split(b" ")
    joined = b" ".join(map(_masks.__getitem__, words))
    found = joined.split(_BREAK)
    if joined.count(_KEPT) >= len(texts):  # more than the breaks
        kept = {mask: mask.split(b" ") for mask in set(found) if _KEPT in mask}
        return [
            _with_digits(kept[mask], text) if mask in kept else mask for mask, text in zip(found, texts, strict=True)
        ]
    return found


def spans_of(word: bytes) -> Spans:
    """The places of what is masked in a word of a text without quotes."""
    return _words[word.translate(_ALIKE)][1]


def masks_of(words: Sequence[bytes]) -> list[bytes]:
    """The masks of words of texts without quotes."""
    found = list(map(_masks.__getitem__, [word.translate(_ALIKE) for word in words]))
    return [_raw[word] if mask[:1] == _KEPT else mask for mask, word in zip(found, words, strict=True)]


def _with_digits(masks: list[bytes], text: bytes) -> bytes:
    """The mask with the digits that it keeps."""
    words = text.split(b" ")
    return b" ".join([_raw[words[at]] if mask[:1] == _KEPT else mask for at, mask in enumerate(masks)])


def values(mask: bytes, texts: Sequence[bytes], needless: Container[int]) -> list[Mapping[bytes, int] | None]:
    """How many of the texts of one mask have which value, for each place but the needless ones."""
    count = mask.count(MASK)
    if all(place in needless for place in range(count)):
        return [None] * count
    if len(texts) == 1 or quoted(b"\n".join(texts)):
        columns = zip(*([text[begin:end] for begin, end in shape(text)[1]] for text in texts), strict=True)
        return [None if place in needless else Counter(column) for place, column in enumerate(columns)]
    found: list[Mapping[bytes, int] | None] = []
    rows = [text.split(b" ") for text in _spaced(texts)]
    for at, word in enumerate(mask.split(b" ")):
        first = len(found)
        wanted = [place not in needless for place in range(first, first + word.count(MASK))]
        if not any(wanted):
            found += [None] * len(wanted)
        elif word == MASK:
            found.append(Counter([row[at] for row in rows]))
        else:
            words = [row[at] for row in rows]
            spans = [_words[each.translate(_ALIKE)][1] for each in words]
            found += [_part(words, spans, place) if each else None for place, each in enumerate(wanted)]
    return found


def _part(words: Sequence[bytes], spans: Sequence[Spans], place: int) -> Counter[bytes]:
    """The same of what is masked within words."""
    return Counter([word[each[place][0] : each[place][1]] for word, each in zip(words, spans, strict=True)])


def masked(text: bytes) -> bytes:
    """`text` (its first CLIP bytes) with everything that varies as <*>."""
    return shape(text[:CLIP])[0]


def _plain(key: Key) -> Key:
    """Words of letters alone; whatever else a word holds, it is masked, and masks in a row are one."""
    words = [word if word.isalpha() and len(word) < 20 else MASK for word in key[2].split()]
    kept = [word for at, word in enumerate(words) if word != MASK or not at or words[at - 1] != MASK]
    return key[0], key[1], b" ".join(kept)


def _opening(key: Key, count: int = WORDS) -> Key:
    """The first words alone."""
    words = key[2].split(b" ")
    return key[0], key[1], b" ".join([*words[:count], *([MASK] if len(words) > count else [])])


def _first(key: Key) -> Key:
    return _opening(key, 1)


def _by_program(key: Key) -> Key:
    return key[0], key[1][:1], MASK


def _by_entry(key: Key) -> Key:
    return b"", key[1][:1], MASK


COARSER = (_plain, _opening, _first, _by_program, _by_entry)
