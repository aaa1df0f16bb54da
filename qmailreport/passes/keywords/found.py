"""What a scanner finds in a chunk: lines by the texts that they hold, or may hold.  Pure."""

from __future__ import annotations

from collections.abc import Mapping

# Texts as bits; the lines by the newlines before them in the content, and as they are, with these.
Found = dict[int, tuple[list[int], list[bytes]]]


def gathered(content: bytes, texts: Mapping[int, int]) -> Found:
    """From the texts of each line."""
    found: Found = {}
    find = content.find
    for start, each in texts.items():
        end = find(b"\n", start + 1)
        group = found.get(each)
        if group is None:
            group = found[each] = [], []
        group[0].append(start)
        group[1].append(content[start:end] if end >= 0 else content[start:])
    return found


def scattered(found: Found) -> dict[int, int]:
    """The texts of each line, in the order of the content."""
    return dict(sorted((start, texts) for texts, (starts, _) in found.items() for start in starts))
