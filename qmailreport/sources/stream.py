"""One ordered run of records: what every source gives, and how a chunk's bytes are had."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, cast
from zoneinfo import ZoneInfo

from ..day import Window
from ..fold import Chunk, Decoder, takes
from ..formats import Format
from ..model import Model
from ..report import Problem
from .opened import Rotated, reopened

_NULS = re.compile(rb"\0+")


@dataclass
class Stream:
    """The records of one host (or of one multilog directory) in their order.

    `problems` is complete once `chunks()` has been exhausted; `size` is an estimate in bytes, for progress.
    """

    source: str
    host: str
    envelope: Format | Decoder
    paths: tuple[str, ...]
    files: int
    size: int
    parts: Callable[[list[Problem]], Iterator[Chunk]]
    found: tuple[Problem, ...] = ()  # what choosing the files has met
    problems: list[Problem] = field(default_factory=list)
    place: str = ""  # which of those that the source's path stands for

    def __post_init__(self) -> None:
        self.problems = list(self.found)

    @property
    def format(self) -> Format:
        """The envelope of a log of text."""
        return cast(Format, self.envelope)

    def chunks(self) -> Iterator[Chunk]:
        """The chunks, lazily; may be asked again.  Rotated where a file is gone."""
        self.problems[:] = self.found
        yield from self.parts(self.problems)


@dataclass(frozen=True)
class Source(Model):
    """Where logs are; its fields are its YAML keys."""

    kind: ClassVar[str] = ""  # of its rows; lines of text have none
    snapshot: ClassVar[bool] = False  # true when it is read, not of the day that is asked for

    def streams(self, name: str, window: Window, zone: ZoneInfo, now: int) -> tuple[list[Stream], list[Problem]]:
        """What can hold lines of `window`: `name` is the source's key in the configuration, `zone` the site's."""
        raise NotImplementedError

    def heavy(self, window: Window, size: int) -> Format | None:
        """The format, if at first sight `size` bytes or more hold lines of `window`; None: less, or it is not known."""
        return None

    @classmethod
    def read_by(cls, each: Any) -> bool:
        """Can that pass read it?"""
        return takes(each, cls.kind)


def load(chunk: Chunk) -> bytes:
    """The chunk's bytes; a text's with the newline before its first record in front.  A run of NUL bytes in a text, as
    crashes leave, reads as a line's end.

    Rotated where the file shrank, or is neither at its path nor elsewhere in its directory.
    """
    if chunk.layout:
        return raw(chunk)
    return b"\n" + printable(chunk.content) if chunk.content is not None else printable(_behind(chunk))


def raw(chunk: Chunk) -> bytes:
    """The chunk's bytes as they are in the file."""
    return _read(chunk, chunk.offset, chunk.length) if chunk.content is None else chunk.content


def _behind(chunk: Chunk) -> bytes:
    """A range with the newline before it: read with it, as large blocks are slow to copy."""
    if not chunk.offset:
        return b"\n" + raw(chunk)
    content = _read(chunk, chunk.offset - 1, chunk.length + 1)
    return content if content.startswith(b"\n") else b"\n" + content[1:]


def _read(chunk: Chunk, start: int, length: int) -> bytes:
    log = reopened(chunk.path, chunk.inode or (0, 0))
    try:
        content = os.pread(log.fd, length, start)
        while len(content) < length:
            more = os.pread(log.fd, length - len(content), start + len(content))
            if not more:
                raise Rotated(f"{chunk.path}: shrank while it was being read")
            content += more
    finally:
        os.close(log.fd)
    return content


def printable(content: bytes) -> bytes:
    """`content` with a newline in the place of NULs."""
    return _NULS.sub(b"\n", content) if b"\0" in content else content
