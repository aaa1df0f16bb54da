"""Columns of text, right-aligned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def columnt(rows: Iterable[Sequence[bytes]]) -> bytes:
    """Lines of `rows`: each column right-aligned to its widest entry and followed by two blanks.

    The last column of the longest row is not aligned; a row that is shorter ends in two blanks.
    """
    table = [list(row) for row in rows]
    columns = max(map(len, table), default=0)
    widths = [0] * columns
    for row in table:
        for place, text in enumerate(row):
            widths[place] = max(widths[place], len(text))
    lines = []
    for row in table:
        bare = row.pop() if len(row) == columns and row else b""
        lines.append(b"".join([text.rjust(width) + b"  " for text, width in zip(row, widths, strict=False)]) + bare)
    lines.append(b"")
    return b"\n".join(lines)
