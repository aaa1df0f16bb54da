"""journald: `journalctl -o json`, read as it comes; a default Debian writes no mail.log."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO, ClassVar
from zoneinfo import ZoneInfo

from ..day import SECOND, Window
from ..fold import Chunk, Clock
from ..formats import FORMATS, journald
from ..model import option
from ..redact import clean
from ..report import Problem
from .stream import Source, Stream

BLOCK = 4_000_000  # bytes of lines in one chunk
ENTRY = 8_000_000  # bytes of one entry, beyond which the rest of it is not read
PERMISSION = ("permission", "not seeing messages from other users", "insufficient")


@dataclass(frozen=True)
class Journald(Source):
    """What journalctl gives for the window, as RFC 3339 syslog lines."""

    format: ClassVar[str] = "journald"
    units: tuple[str, ...] = option((), text="only these units (globs), as journalctl -u")
    identifiers: tuple[str, ...] = option((), text="only these syslog identifiers, as journalctl -t")
    directory: str | None = option(None, text="a journal directory, as journalctl -D")
    files: tuple[str, ...] = option((), text="journal files, as journalctl --file")
    host: str | None = option(None, text="the host, where an entry names none")
    command: str = option("journalctl", text="the journalctl to run")

    def streams(self, name: str, window: Window, zone: ZoneInfo, now: int) -> tuple[list[Stream], list[Problem]]:
        """One stream; journalctl runs when its chunks are asked for."""
        parts = partial(self._chunks, name, window)
        where = self.directory or (" ".join(self.files) if self.files else "journald")
        return [Stream(name, self.host or "", FORMATS["syslog"], (where,), 1, 0, parts)], []

    def arguments(self, window: Window) -> list[str]:
        """The command; journalctl's --until includes its second, the window does not."""
        since, until = window.start // SECOND, -(-window.end // SECOND)
        found = [self.command, "-o", "json", "-q", "--no-pager", "--utc", "--all"]
        found += [f"--since=@{since}", f"--until=@{until}"]
        found += [f"--unit={unit}" for unit in self.units]
        found += [f"--identifier={one}" for one in self.identifiers]
        found += [f"--directory={self.directory}"] if self.directory else []
        return found + [f"--file={one}" for one in self.files]

    def _chunks(self, name: str, window: Window, problems: list[Problem]) -> Iterator[Chunk]:
        with tempfile.TemporaryFile() as errors:
            try:
                run = subprocess.Popen(
                    self.arguments(window), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
                )
            except OSError as error:
                problems.append(Problem(name, f"{self.command}: cannot be run ({error.strerror}); is systemd here?"))
                return
            done = False
            try:
                yield from _read(name, run.stdout or io.BytesIO(), Clock(ZoneInfo("UTC"), 1 << 62), problems)
                done = True
            finally:
                if not done:
                    run.kill()
                status = run.wait()
                if run.stdout:
                    run.stdout.close()
            errors.seek(0)
            said = errors.read(4096)
            if status or said.strip():
                problems.append(Problem(name, _complaint(status, said)))


def _read(name: str, output: IO[bytes], clock: Clock, problems: list[Problem]) -> Iterator[Chunk]:
    offset, bad, suppressed = 0, 0, 0
    lines: list[bytes] = []
    size = 0
    while entry := output.readline(ENTRY):
        while not entry.endswith(b"\n") and (rest := output.readline(ENTRY)):
            if rest.endswith(b"\n"):
                break  # an entry beyond ENTRY bytes: its rest is passed over
        line = journald.line(entry)
        if line is None:
            bad += 1
            continue
        if match := journald.SUPPRESSED.search(line):
            suppressed += int(match[1])
        lines.append(line)
        size += len(line)
        if size >= BLOCK:
            yield Chunk("journald", offset, size, clock, b"".join(lines))
            offset, size, lines = offset + size, 0, []
    if lines:
        yield Chunk("journald", offset, size, clock, b"".join(lines))
    if bad:
        problems.append(Problem(name, f"journald: {bad:,} entries could not be read (no JSON, or without a time)"))
    if suppressed:
        text = f"journald: its rate limit suppressed {suppressed:,} messages; raise RateLimitBurst= in journald.conf"
        problems.append(Problem(name, text))


def _complaint(status: int, said: bytes) -> str:
    text = clean(said, 200).rstrip(".")
    if any(word in text.lower() for word in PERMISSION):
        return f"journalctl: {text}; add the user that runs qmailreport to the group systemd-journal (or adm)"
    return f"journalctl: exit status {status}; {text}" if status else f"journalctl: {text}"
