"""Fields, numbers and their text as gawk has them: the z* reports are awk programs, and their figures follow its rules.

An awk number is an IEEE double. Text becomes a number by its longest decimal prefix (`12abc` is 12, `0x10` is 0,
`1e5x` is 100000; of the words only `+inf`, `-inf`, `+nan`, `-nan` count, and only whole). A bare `print` shows
whole numbers in full and all others with six significant digits.
"""

from __future__ import annotations

import math
import re

_PREFIX = re.compile(rb"[ \t\n\f\v\r]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)")
_WORD = re.compile(rb"[+-](?:inf|nan)", re.IGNORECASE)
_BLANKS = b" \t\n\f\v\r"
_PLAIN = b"0123456789."
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.)|\Z)", re.DOTALL)
_ESCAPED = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v", b"\n": b""}


def number(text: bytes) -> float:
    """The value of `text` where awk needs a number; 0 where it does not begin like one."""
    if not text.translate(None, _PLAIN):
        try:
            return float(text)
        except ValueError:
            pass  # empty, a lone dot or several dots: the prefix rule decides
    found = _PREFIX.match(text)
    if found:
        return float(found[1])
    return float(text) if _WORD.fullmatch(text) else 0.0


def looks_numeric(text: bytes) -> bool:
    """Whether awk compares input `text` as a number: all of it must be one, blanks around it aside."""
    bare = text.strip(_BLANKS)
    found = _PREFIX.fullmatch(bare)
    return found is not None or _WORD.fullmatch(bare) is not None


def less(left: bytes, right: bytes) -> bool:
    """`left < right` between two input fields: by value if both look numeric, else byte by byte."""
    if not (left + right).translate(None, _PLAIN):
        try:
            return float(left) < float(right)
        except ValueError:
            pass  # one is empty or has too many dots
    if looks_numeric(left) and looks_numeric(right):
        return number(left) < number(right)
    return left < right


def equal(left: bytes, right: bytes) -> bool:
    """`left == right` between two input fields: by value if both look numeric, else byte by byte."""
    if left == right:
        return True
    return looks_numeric(left) and looks_numeric(right) and number(left) == number(right)


def _odd(value: float) -> bytes:
    """An infinity or a NaN, always with its sign."""
    sign = b"-" if math.copysign(1.0, value) < 0 else b"+"
    return sign + (b"nan" if math.isnan(value) else b"inf")


def plain(value: float) -> bytes:
    """`print value`: whole numbers in full, others as %.6g."""
    if not math.isfinite(value):
        return _odd(value)
    return b"%d" % value if value == int(value) else b"%.6g" % value


def fixed(value: float, places: int) -> bytes:
    """`printf "%.<places>f"`."""
    if not math.isfinite(value):
        return _odd(value)
    return b"%.*f" % (places, value)


def fields(line: bytes) -> list[bytes]:
    """The words of a record, split at runs of blanks and tabs only."""
    words = line.rstrip(b"\n").split(b" ")
    if b"\t" in line or b"" in words:
        words = [word for word in line.rstrip(b"\n").replace(b"\t", b" ").split(b" ") if word]
    return words


def unescape(text: bytes) -> bytes:
    """What awk makes of a `name=text` argument: backslash escapes are processed."""

    def one(found: re.Match[bytes]) -> bytes:
        octal, digits, letter = found.groups()
        if octal:
            return bytes([int(octal, 8) & 255])
        if digits:
            return bytes([int(digits, 16)])
        return b"\\" if letter is None else _ESCAPED.get(letter, letter)

    return _ESCAPE.sub(one, text)


def sort_number(text: bytes) -> tuple[int, bytes, bytes]:
    """A key that orders `text` as `sort -n` does: a sign, digits and a fraction; exponents are not understood."""
    found = _SORTED.match(text)
    whole, part = (found[2].lstrip(b"0"), (found[3] or b"").rstrip(b"0")) if found else (b"", b"")
    if not found or not (whole or part):
        return 0, b"", b""
    if found[1]:
        return -len(whole) - 1, whole.translate(_COMPLEMENT), part.translate(_COMPLEMENT) + b"\xff"
    return len(whole) + 1, whole, part


_SORTED = re.compile(rb"[ \t]*(-?)([0-9]*)(?:\.([0-9]*))?")
_COMPLEMENT = bytes(255 - byte for byte in range(256))
