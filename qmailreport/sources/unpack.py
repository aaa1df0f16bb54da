"""What is in a compressed log: gz (isal where installed), bz2, xz and zst, in bounded pieces.

Files of several members are one; what is cut off or damaged gives what is readable, and then says so.
"""

from __future__ import annotations

import bz2
import importlib
import lzma
import os
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from ..errors import SourceError
from .opened import MAGICS

READ = 262_144  # bytes read at a time
STEP = 1_048_576  # bytes unpacked at a time
BITE = 512  # zstandard bounds no output: one bite gives at most a few blocks of 128 kB
Engine = Callable[[], Any]  # makes a decompressor for one member
ZSTD = ("compression.zstd", "backports.zstd", "zstandard")
CUT_OFF = "is cut off (it may be being compressed just now); what could be read was used"


def gz_engine(module: str = "isal.isal_zlib") -> Engine:
    """isal's inflate, more than twice as fast, where it is installed; else zlib."""
    try:
        tool: Any = importlib.import_module(module)
    except ImportError:
        tool = zlib
    return lambda: tool.decompressobj(wbits=31)


def zst_engine(names: tuple[str, ...] = ZSTD) -> Engine:
    """zstd from Python 3.14 or a package; SourceError (without the path) says what to install."""
    for name in names:
        try:
            module: Any = importlib.import_module(name)
        except ImportError:
            continue
        if name == "zstandard":
            return lambda: _Zstandard(module)
        return module.ZstdDecompressor  # type: ignore[no-any-return]
    raise SourceError("is compressed by zstd, which this Python cannot unpack; install the package zstandard")


def engine(kind: str) -> Engine:
    """What unpacks `kind`."""
    if kind == "gz":
        return gz_engine()
    if kind == "zst":
        return zst_engine()
    return bz2.BZ2Decompressor if kind == "bz2" else lzma.LZMADecompressor


class _Zstandard:
    """The `zstandard` package's decompressor with the face of zlib's."""

    def __init__(self, module: Any) -> None:
        self._tool = module.ZstdDecompressor(max_window_size=2**31).decompressobj()
        self.eof = False
        self.unused_data = b""
        self.unconsumed_tail = b""

    def decompress(self, content: bytes, bound: int) -> bytes:
        """At least `bound` bytes where there are as many, and not many more."""
        out, size, at = [], 0, 0
        while at < len(content) and size < bound and not self.eof:
            out.append(self._tool.decompress(content[at : at + BITE]))
            at += BITE
            size += len(out[-1])
            self.eof = self._tool.eof
        self.unconsumed_tail = b"" if self.eof else content[at:]
        self.unused_data = self._tool.unused_data + content[at:] if self.eof else b""
        return b"".join(out)


def unpacked(fd: int, kind: str, limit: int, make: Engine | None = None) -> Iterator[bytes]:
    """What the file holds, in pieces of about 1 MB.

    SourceError (without the path), after all that is readable was given: cut off, damaged, or beyond `limit`.
    """
    make = make or engine(kind)
    feed = _Feed(fd)
    tool, given = make(), 0
    while True:
        try:
            piece = _step(tool, feed)
        except SourceError:
            raise
        except Exception as error:  # each library has its own; none of them is ours
            raise SourceError(f"is damaged ({str(error)[:80]}); what could be read was used") from None
        if piece:
            given += len(piece)
            yield piece[: limit - given] if given > limit else piece
        if given > limit:
            raise SourceError(f"unpacks to more than the limit of {limit:,} bytes; set `limit` higher if it should")
        if tool.eof:
            if not feed.another(tool.unused_data, kind):
                return
            tool = make()


class _Feed:
    """The file's bytes, and what a decompressor has left of them."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._at = 0
        self.left = b""
        self.hungry = True

    def read(self) -> bytes:
        """The next bytes, or none at the end."""
        content = os.pread(self._fd, READ, self._at)
        self._at += len(content)
        return content

    def another(self, unused: bytes, kind: str) -> bool:
        """Is there another member behind the one that ended?  Padding with NULs is none."""
        self.hungry = True
        self.left = unused.lstrip(b"\0")
        while len(self.left) < 6 and (more := self.read()):
            self.left = (self.left + more).lstrip(b"\0")
        if not self.left:
            return False
        if any(self.left.startswith(magic) for magic, name in MAGICS.items() if name == kind):
            return True
        raise SourceError("has something else behind its compressed content; what could be read was used")


def _step(tool: Any, feed: _Feed) -> bytes:
    if feed.hungry and not feed.left:
        feed.left = feed.read()
        if not feed.left:
            raise SourceError(CUT_OFF)
    piece: bytes = tool.decompress(feed.left, STEP)
    if hasattr(tool, "needs_input"):  # bz2, lzma: they keep what they have not used
        feed.left, feed.hungry = b"", tool.needs_input
    else:
        feed.left = tool.unconsumed_tail
        feed.hungry = len(piece) < STEP
    return piece
