"""Delivery as files: the mail and its two parts, to look at."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from ..errors import DeliveryError
from ..model import Model, option
from .maildir import file_name, write

_OURS = re.compile(r"qmailreport\.([a-z0-9-]+)\.([0-9]{4}-[0-9]{2}-[0-9]{2})\.r[0-9]+@.*")


def _complaint(mode: str) -> str | None:
    return None if re.fullmatch(r"0?6[046][04]", mode, re.ASCII) else "permissions are written as 0600, 0640 or 0644"


@dataclass(frozen=True)
class Files(Model):
    """Writes each mail as REPORT-DATE.eml, .html and .txt into a directory."""

    path: str = option(text="the directory for REPORT-DATE.eml, .html and .txt; created where there is none")
    mode: str = option("0600", text="who may read them: 0600, 0640 (the group), 0644 (a web server)", check=_complaint)

    def deliver(self, message: EmailMessage, sender: str, to: Sequence[str]) -> dict[str, str]:
        """Nothing is ever refused; a DeliveryError says why a file could not be written."""
        root = Path(self.path)
        name = base_name(message)
        contents = {".eml": message.as_bytes()}
        for kind, suffix in (("html", ".html"), ("plain", ".txt")):
            part = message.get_body((kind,))
            if part is not None:
                contents[suffix] = part.get_content().replace("\r\n", "\n").encode()
        try:
            if root.exists() and not root.is_dir():
                raise DeliveryError(f"files {root}: is no directory", permanent=True)
            mode = int(self.mode, 8)
            if not root.exists():
                root.mkdir(mode=0o700, parents=True)
                root.chmod(0o700 | mode | (mode & 0o044) >> 2)  # who may read the files may enter
            for suffix, content in contents.items():
                write(root / f".{name}{suffix}.{os.getpid()}", root / f"{name}{suffix}", content, mode)
        except OSError as error:
            raise DeliveryError(f"files {root}: {error.strerror or error}") from None
        return {}


def base_name(message: EmailMessage) -> str:
    """REPORT-DATE of a mail of ours; of any other one a name from its Message-ID."""
    name = file_name(message)
    match = _OURS.fullmatch(name)
    return f"{match[1]}-{match[2]}" if match else name
