"""The frozen base of every configured thing: its fields are its YAML keys.  Pure.

A configured class is a frozen dataclass whose fields are made with `option`; `config` reads the
annotations (str, int, float, bool, tuple[str, ...], dict[str, T], X | None, another Model, and the
types below) to check and convert what the YAML holds, and `config generate` reads the texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field
from typing import Any, NewType

Duration = NewType("Duration", int)  # ns; '14d', '12h', '90s', '30m'
Size = NewType("Size", int)  # bytes; '8M', '2G', '500k', '1234'

_DURATION = {"ms": 10**6, "s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9, "d": 86400 * 10**9}
_SIZE = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


def option(default: Any = MISSING, *, text: str = "", check: Callable[[Any], str | None] | None = None) -> Any:
    """A field that is a YAML key: `text` says what it does, `check` answers what is wrong with a value, or None."""
    metadata = {"text": text, "check": check}
    if isinstance(default, (dict, list)):
        return field(default_factory=lambda: type(default)(default), metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class Model:
    """The base of everything configured."""


def duration(text: str) -> Duration:
    """'14d', '12h', '30m', '90s', '500ms' as ns; a ValueError says what is accepted."""
    match = re.fullmatch(r"([0-9]{1,9})\s*(ms|s|m|h|d)", text.strip(), re.ASCII)
    if not match:
        raise ValueError("a duration is a number with ms, s, m, h or d, as in 12h")
    return Duration(int(match[1]) * _DURATION[match[2]])


def size(text: str) -> Size:
    """'8M', '2G', '500k', '1234' as bytes (powers of ten); a ValueError says what is accepted."""
    match = re.fullmatch(r"([0-9]{1,15})\s*([kmgt]?)b?", text.strip().lower(), re.ASCII)
    if not match:
        raise ValueError("a size is a number of bytes, or with k, M, G or T, as in 500M")
    return Size(int(match[1]) * _SIZE[match[2]])


def at_least(low: int) -> Callable[[Any], str | None]:
    """A check that a number is `low` or more."""
    return lambda value: None if value >= low else f"must be {low} or more"


def one_of(*words: str) -> Callable[[Any], str | None]:
    """A check that a word is one of `words`."""
    return lambda value: None if value in words else f"must be one of {', '.join(words)}"


def words_of(*words: str) -> Callable[[Any], str | None]:
    """A check that each of several words is one of `words`."""

    def check(values: Any) -> str | None:
        strange = [value for value in values if value not in words]
        return f"{', '.join(map(repr, strange))}: must be of {', '.join(words)}" if strange else None

    return check
