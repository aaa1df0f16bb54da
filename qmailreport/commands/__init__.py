"""Commands that answer a question: each module has `add(parser)` and `call(arguments, now) -> Said`; cli prints it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Said(NamedTuple):
    """What a command answers."""

    lines: Iterable[str] = ()  # for stdout, without their newlines
    status: int = 0
    complaints: Iterable[str] = ()  # for stderr; looked at behind the lines


COMMANDS: dict[str, str] = {}
"""Word → the line that `--help` shows; the module of a command bears its word."""
