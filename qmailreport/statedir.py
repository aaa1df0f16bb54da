"""The state directory: private, and one run at a time."""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from .errors import Error


class Locked(Error):
    """Another run holds the lock (exit status 3)."""


def prepare(directory: Path) -> Path:
    """Makes `directory` (0700) where there is none; an Error says why it cannot be trusted or used."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = directory.lstat()
    except FileExistsError:
        what = "is a symbolic link to nothing" if directory.is_symlink() else "is no directory"
        raise Error(f"{directory}: {what}; `state` needs a directory of its own") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Error(f"{directory}: cannot be created: {reason}; create it (mode 0700), or set `state`") from None
    if stat.S_ISLNK(found.st_mode):
        raise Error(f"{directory}: is a symbolic link; set `state` to the directory it leads to")
    if found.st_mode & 0o022:
        mode = f"{stat.S_IMODE(found.st_mode):04o}"
        raise Error(f"{directory}: others may write to it (mode {mode}); `chmod 700 {directory}`")
    if not os.access(directory, os.R_OK | os.W_OK | os.X_OK):
        raise Error(f"{directory}: belongs to user id {found.st_uid} and is closed to {os.geteuid()}; run as its owner")
    return directory


def create(path: Path) -> int:
    """The file opened for reading and writing, made (0600) where there is none; a descriptor, to be closed.

    What root makes by hand belongs to the directory's owner, who runs the job on other days.
    """
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Error(f"{path}: cannot be opened: {(error.strerror or str(error)).lower()}") from None
    if os.geteuid() == 0:
        owner = path.parent.stat()
        if os.fstat(number).st_uid != owner.st_uid:
            os.fchown(number, owner.st_uid, owner.st_gid)
    return number


@contextlib.contextmanager
def lock(directory: Path) -> Iterator[None]:
    """Holds the lock of a state directory; Locked names the process that has it.

    The kernel lets go of it when the process ends, however it ends; the file stays.
    """
    path = prepare(directory) / "lock"
    number = create(path)
    try:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = os.pread(number, 20, 0).decode("ascii", "replace").strip()
            who = f"process {pid}" if pid.isdigit() else "another run"
            raise Locked(f"{who} is at work (it holds {path}); try again when it has ended") from None
        except OSError as error:
            raise Error(f"{path}: cannot be locked: {(error.strerror or str(error)).lower()}") from None
        os.ftruncate(number, 0)
        os.pwrite(number, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(number)
