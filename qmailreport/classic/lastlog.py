"""shadow's `lastlog`: everybody's last login in passwd's order, byte for byte."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Final

from qmailreport.classic.wtmp import DAYS, MONTHS, moment
from qmailreport.errors import UsageError

SIZE: Final = 292
DAY: Final = 86_400
HEADER: Final = b"Username         Port     From                                       Latest\n"


@dataclass(frozen=True)
class Lastlog:
    """What is listed."""

    now: int
    zone: tzinfo | None = None
    newer: int | None = None  # -t: days
    older: int | None = None  # -b: days
    users: str = ""  # -u: a name, a uid or a range of uids

    def lines(self, passwd: str, path: str) -> Iterator[bytes]:
        """The listing; accounts from a passwd(5) file."""
        try:
            accounts = Path(passwd).read_bytes().splitlines()
        except (OSError, ValueError) as error:
            raise UsageError(f"lastlog: cannot read {passwd}: {_reason(error)}") from error
        try:
            log = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except (OSError, ValueError) as error:
            raise UsageError(f"lastlog: cannot open {path}: {_reason(error)}") from error
        try:
            yield from self._listed(accounts, log)
        finally:
            os.close(log)

    def _listed(self, accounts: list[bytes], log: int) -> Iterator[bytes]:
        head = HEADER
        for account in accounts:
            fields = account.split(b":")
            if len(fields) < 4 or not re.fullmatch(rb"[0-9]{1,10}", fields[2]):
                continue
            user, uid = fields[0], int(fields[2])
            if not self._wanted(user, uid):
                continue
            record = os.pread(log, SIZE, SIZE * uid).ljust(SIZE, b"\0")
            seconds = int.from_bytes(record[:4], "little")
            age = self.now - seconds
            if (self.newer is not None and age > self.newer * DAY) or (
                self.older is not None and age < self.older * DAY
            ):
                continue
            yield head + self._line(user, seconds, record)
            head = b""

    def _wanted(self, user: bytes, uid: int) -> bool:
        if not self.users:
            return True
        if match := re.fullmatch(r"([0-9]*)(-?)([0-9]*)", self.users):
            low, dash, high = match.groups()
            least = int(low or 0)
            return least <= uid <= (int(high) if high else 1 << 32 if dash else least)
        return os.fsencode(self.users) == user

    def _line(self, user: bytes, seconds: int, record: bytes) -> bytes:
        line, host = (part.partition(b"\0")[0] for part in (record[4:36], record[36:]))
        said = "**Never logged in**"
        if seconds:
            at = moment(seconds, self.zone)
            with suppress(ValueError):
                at = at if at.tzinfo else at.astimezone()
            day = f"{DAYS[at.weekday()]} {MONTHS[at.month - 1]} {at.day:2d}"
            said = f"{day} {at:%H:%M:%S} {at:%z} {at.year}"
        return b"%-16b %-8b %-42b%b\n" % (user, line[:8], host, said.encode("ascii"))


def _reason(error: Exception) -> str:
    return str(error.strerror if isinstance(error, OSError) else error)
