"""Where matchup's open messages and deliveries go: a file, or descriptor 5 as the peer has it."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_WORDS: Final = {
    errno.EBADF: "file descriptor not open",
    errno.ENOSPC: "out of disk space",
    errno.EPIPE: "broken pipe",
    errno.EIO: "input/output error",
}


def words(error: OSError) -> str:
    """An error in qmail's words where it has some."""
    return _WORDS.get(error.errno or 0) or os.strerror(error.errno or 0).lower()


def inherited(descriptor: int) -> bool:
    """Whether the caller handed over this descriptor; those that Python opens itself are not inheritable."""
    try:
        return os.get_inheritable(descriptor)
    except OSError:
        return False


def to_descriptor(descriptor: int, texts: Iterable[bytes]) -> None:
    """Write to an open descriptor, which stays open. Raises OSError."""
    with os.fdopen(descriptor, "wb", closefd=False) as stream:
        stream.writelines(texts)


def to_file(path: Path, texts: Iterable[bytes]) -> None:
    """Replace the file in one step, once all is on the disk. A device or a pipe is written to. Raises OSError."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            stream.writelines(texts)
        return
    mask = os.umask(0)
    os.umask(mask)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~mask
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(texts)
            stream.flush()
            os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
