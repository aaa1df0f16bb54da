"""How a log is opened: regular files only, and what they are by their magic.

A file is opened once with O_NOFOLLOW and O_NONBLOCK and looked at by fstat, so that nothing swapped in
between is read, and no FIFO makes the run wait.
"""

from __future__ import annotations

import errno
import grp
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from ..errors import SourceError

MAGICS = {b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ\0": "xz", b"\x28\xb5\x2f\xfd": "zst"}
REFUSED = {
    b"PK\x03\x04": "a zip archive; unpack it",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive; unpack it",
    b"Rar!": "a rar archive; unpack it",
    b"\x1f\x9d": "compressed by compress (.Z); unpack it, or let logrotate use gzip",
    b"\x1f\xa0": "compressed by compress (.Z); unpack it, or let logrotate use gzip",
    b"\x04\x22\x4d\x18": "compressed by lz4; unpack it, or let logrotate use zstd",
    b"LZIP": "compressed by lzip; unpack it, or let logrotate use xz",
    b"\x89LZO": "compressed by lzop; unpack it, or let logrotate use gzip",
    b"\x7fELF": "a program, not a log",
    b"LPKSHHRH": "a systemd journal; use format: journald",
    b"SQLite format 3": "an SQLite database, not a text log",
}


class Rotated(SourceError):
    """A file is not what it was when it was chosen: rotation ran.  Ask the source for its streams again, once."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open log: `fd` belongs to who called `opened`."""

    fd: int
    path: str
    inode: tuple[int, int]
    size: int
    mtime: int  # ns
    mode: int


def opened(path: str, inode: tuple[int, int] | None = None) -> Opened:
    """Opens a regular file; SourceError says what else it is, Rotated that it is not `inode` any more."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise _unopened(path, error) from None
    status = os.fstat(fd)
    kind = _irregular(status.st_mode)
    if kind:
        os.close(fd)
        raise SourceError(f"{path}: is {kind}, not a regular file; only regular files are read")
    if inode and inode != (status.st_dev, status.st_ino):
        os.close(fd)
        raise Rotated(f"{path}: was replaced while it was being read")
    return Opened(fd, path, (status.st_dev, status.st_ino), status.st_size, status.st_mtime_ns, status.st_mode)


def reopened(path: str, inode: tuple[int, int]) -> Opened:
    """The file that was chosen as `path`, also where it has been renamed within its directory since."""
    try:
        return opened(path, inode)
    except SourceError as error:
        refused = error
    try:
        with os.scandir(Path(path).parent) as entries:
            names = [entry.path for entry in entries if entry.inode() == inode[1]]
    except OSError:
        names = []
    for name in names:
        try:
            return opened(name, inode)
        except SourceError:
            continue
    raise refused


def _irregular(mode: int) -> str:
    if stat.S_ISREG(mode):
        return ""
    kinds = {stat.S_IFDIR: "a directory", stat.S_IFIFO: "a FIFO", stat.S_IFSOCK: "a socket"}
    return kinds.get(stat.S_IFMT(mode), "a device")


def _unopened(path: str, error: OSError) -> SourceError:
    if error.errno == errno.ELOOP:
        return SourceError(f"{path}: is a symbolic link; name the file itself")
    if error.errno == errno.ENXIO:
        return SourceError(f"{path}: is a FIFO or socket, not a regular file; only regular files are read")
    if error.errno in (errno.EACCES, errno.EPERM):
        return SourceError(f"{path}: permission denied; {permission(path)}")
    if error.errno == errno.ENOENT:
        return Rotated(f"{path}: was removed while it was being read")
    return SourceError(f"{path}: cannot be opened ({error.strerror})")


def mode_of(path: str | Path, *, follow: bool = True) -> int:
    """The file's mode; 0 where nothing is there or may be seen (pathlib raises for what may not be seen)."""
    try:
        return Path(path).stat(follow_symlinks=follow).st_mode
    except (OSError, ValueError):
        return 0


def is_directory(path: str | Path) -> bool:
    """Is it a directory (or a link to one)?"""
    return stat.S_ISDIR(mode_of(path))


def permission(path: str) -> str:
    """What would let this user read `path`."""
    try:
        status = Path(path).stat()
    except OSError:
        return f"this user may not enter a directory above it ({Path(path).parent})"
    if not status.st_mode & (stat.S_IXGRP if stat.S_ISDIR(status.st_mode) else stat.S_IRGRP):
        return "its group may not read it either: have it created with group read permission (logrotate: create 0640)"
    try:
        group = grp.getgrgid(status.st_gid).gr_name
    except KeyError:
        group = str(status.st_gid)
    return f"add the user that runs qmailreport to the group {group}"


def kind_of(head: bytes) -> str:
    """'plain', 'gz', 'bz2', 'xz' or 'zst' by the first bytes; SourceError (without the path) for what is no log."""
    for magic, what in REFUSED.items():
        if head.startswith(magic):
            raise SourceError(f"is {what}")
    return next((kind for magic, kind in MAGICS.items() if head.startswith(magic)), "plain")


def text_like(head: bytes) -> None:
    """Refuses, by what it is, unpacked content that is no text log; NUL bytes alone are what a crash leaves."""
    if head[257:262] == b"ustar":
        raise SourceError("is a tar archive; unpack it")
    rest = head[:4096].replace(b"\0", b"")
    odd = sum(rest.count(bytes((code,))) for code in range(32) if code not in (8, 9, 10, 12, 13, 27))
    if rest and (odd * 20 > len(rest) or (b"\0" in head[:4096] and b"\n" not in head[:4096] and odd)):
        raise SourceError("is a binary file, not a text log")
