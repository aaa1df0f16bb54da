"""Commands that answer a question: each module has `add(parser)` and `call(arguments, now) -> Said`; cli prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

COLUMNS = 80


def wrap(text: str, first: str, rest: str) -> str:
    """Lines of at most COLUMNS characters behind the prefix `first`, then `rest`."""
    import textwrap

    return textwrap.fill(
        text, COLUMNS, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, drop_whitespace=True
    )


class Said(NamedTuple):
    """What a command answers."""

    lines: Iterable[str | bytes] = ()  # for stdout: text without its newline, bytes as they are
    status: int | Callable[[], int] = 0  # called behind the lines
    complaints: Iterable[str] = ()  # for stderr; looked at behind the lines


COMMANDS: dict[str, str] = {
    "logins": "who was on, from where, until when, and who tried",
    "explain": "what a row of the keyword scan means, what to do, and its days",
    "mute": "do not tell a row of the keyword scan for a while",
    "unmute": "tell it again",
    "keywords": "the catalogue of the keyword scan",
    "trace": "what happened to a message: its story over hops, hosts and days",
    "collate": "Postfix's lines by message (collate.pl, repaired)",
}
"""Word → the line that `--help` shows; the module of a command bears its word."""
