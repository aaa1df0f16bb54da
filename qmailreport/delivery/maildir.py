"""Delivery into a Maildir: a retry of the same mail replaces it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from ..errors import DeliveryError
from ..model import Model, option

PARTS = ("tmp", "new", "cur")


@dataclass(frozen=True)
class Maildir(Model):
    """Puts mails into a Maildir, which is created where it does not exist (0700)."""

    path: str = option(text="the Maildir's directory; created with tmp, new and cur where there is none")

    def deliver(self, message: EmailMessage, sender: str, to: Sequence[str]) -> dict[str, str]:
        """Nothing is ever refused; a DeliveryError says why the mail could not be written.

        The file's name comes from the Message-ID. A mail that was already read and is the same stays as it is.
        """
        root = Path(self.path)
        content = message.as_bytes(policy=message.policy.clone(linesep="\n"))
        try:
            _prepare(root)
            name = file_name(message)
            if any(seen.read_bytes() == content for seen in (root / "cur").glob(f"{name}:2,*") if seen.is_file()):
                return {}
            write(root / "tmp" / f"{name}.{os.getpid()}", root / "new" / name, content)
        except OSError as error:
            raise DeliveryError(f"maildir {root}: {error.strerror or error}") from None
        return {}


def _prepare(root: Path) -> None:
    """Creates what is missing of a Maildir; a path that is something else is a permanent DeliveryError."""
    if root.exists() and not root.is_dir():
        raise DeliveryError(f"maildir {root}: is no directory", permanent=True)
    if root.is_dir() and any(root.iterdir()) and not all((root / part).is_dir() for part in ("new", "cur")):
        raise DeliveryError(f"maildir {root}: has other things in it and is no Maildir", permanent=True)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    for part in PARTS:
        (root / part).mkdir(mode=0o700, exist_ok=True)


def file_name(message: EmailMessage) -> str:
    """A file name from the Message-ID, without what a Maildir or a file system reads something into."""
    ident = str(message["Message-ID"] or "").strip().strip("<>")
    if re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9_.@-]{0,99}", ident):
        return ident
    return f"qmailreport-{hashlib.sha256(ident.encode('utf-8', 'replace') or message.as_bytes()).hexdigest()[:32]}"


def write(first: Path, final: Path, content: bytes, mode: int = 0o600) -> None:
    """Writes `content` to `first`, then renames it to `final`; both steps reach the disk. Nothing is left half."""
    first.unlink(missing_ok=True)
    try:
        descriptor = os.open(first, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with open(descriptor, "wb") as file:
            os.fchmod(descriptor, mode)  # whatever the umask
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        first.replace(final)
    except OSError:
        with contextlib.suppress(OSError):
            first.unlink()
        raise
    directory = os.open(final.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
