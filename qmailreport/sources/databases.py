"""wtmpdb and lastlog2: SQLite databases, opened to be read only, never waited for long."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

from ..day import SECOND, Window, local
from ..errors import SourceError
from ..fold import Chunk, Clock
from ..formats import ROWS, lastlog, wtmpdb
from ..model import option
from ..report import Problem
from .choose import resolved
from .opened import Rotated, opened
from .places import missing
from .stream import Source, Stream
from .wtmp import JITTER, booted

WAIT = 5.0  # seconds for a writer
BLOCK = 5_000  # rows of a chunk
CLOCK = Clock(ZoneInfo("UTC"), 1 << 62)
UPSTREAM = "/var/lib/wtmpdb/wtmp.db"
SESSIONS = "SELECT Login, Logout, Type, User, TTY, RemoteHost, Service FROM wtmp"
# A login without a logout ended with the boot that it was in, or lives.  ?1, ?2: the window's end and start, µs; ?3 the
# last boot before the window.
OVERLAP = (
    f"{SESSIONS} WHERE typeof(Login) = 'integer' AND Login < ?1"
    " AND (Login >= ?2 OR Logout >= ?2 OR Logout IS NULL AND Login >= ?3) ORDER BY Login, ID"
)
BOOT = "SELECT max(Login) FROM wtmp WHERE Type = 1 AND typeof(Login) = 'integer' AND Login < ?1"
NEWEST = "SELECT max(max(coalesce(Login, 0), coalesce(Logout, 0))) FROM wtmp"
LAST = "SELECT Name, Time, TTY, RemoteHost, Service FROM Lastlog2 WHERE Time > 0 ORDER BY Name"


def asked(path: str, query: str, *values: int) -> list[tuple[Any, ...]]:
    """The rows; SourceError says what is wrong with the file.  One without a byte or without the table has none."""
    import sqlite3  # 5 ms that few configurations need

    os.close(opened(path).fd)  # a regular file, which this user may read
    said = ""
    for more in ("", "&immutable=1"):  # one with a write-ahead log's mark is opened where its index cannot be written
        try:
            with closing(sqlite3.connect(f"file:{quote(path)}?mode=ro{more}", uri=True, timeout=WAIT)) as database:
                database.text_factory = _text
                return database.execute(query, values).fetchall()
        except sqlite3.Error as error:
            said = said or str(error)
            if "unable to open" not in said and "readonly" not in said:
                break
    if said.startswith("no such table"):
        return []
    raise _refused(path, said, sqlite3.sqlite_version)


def _refused(path: str, said: str, version: str) -> SourceError:
    """What SQLite's words mean for who runs the report."""
    if "malformed database schema" in said:
        what = f"its table cannot be read by SQLite {version} ({said}); a STRICT one takes 3.37 or later"
        return SourceError(f"{path}: {what}")
    if "not a database" in said:
        return SourceError(f"{path}: is no SQLite database")
    if "locked" in said or "busy" in said:
        return SourceError(f"{path}: is locked by another program for more than {WAIT:.0f} s; run the day again")
    return SourceError(f"{path}: cannot be read ({said})")


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "backslashreplace")


@dataclass(frozen=True)
class Wtmpdb(Source):
    """wtmpdb's sessions, in its file and the rotated ones beside it."""

    format: ClassVar[str] = "wtmpdb"
    kind: ClassVar[str] = "wtmpdb"
    path: str = option("/var/log/wtmp.db", text="the database; rotated ones beside it are found")
    host: str | None = option(None, text="the host it is of, where not this one")
    files: tuple[str, ...] = option((), text="exactly these files, instead of path and the rotated ones")

    def streams(self, name: str, window: Window, zone: ZoneInfo, now: int) -> tuple[list[Stream], list[Problem]]:
        """One stream; the databases are asked when its chunks are."""
        paths = self._paths()
        if not paths:
            return [], [Problem(name, missing(self.path))]
        newest: int | None = None
        problems: list[Problem] = []
        for path in paths:
            try:
                found = asked(path, NEWEST)
            except Rotated:
                raise
            except SourceError as error:
                problems.append(Problem(name, str(error)))
                continue
            if found and isinstance(found[0][0], int) and found[0][0]:
                newest = max(found[0][0] * 1000, newest or 0)
        if newest is None:
            where = ", ".join(paths)
            empty = f"{where}: holds no session: nothing writes it here, which does not mean that nobody logged in"
            return [], problems or [Problem(name, empty)]
        boot = None if self.host or self.files else booted()
        if boot is not None and newest < boot - JITTER and boot < window.end:
            what = (
                f"{paths[-1]}: its newest session is of {local(newest, zone):%Y-%m-%d %H:%M}, before this host's last"
            )
            problems.append(Problem(name, f"{what} boot; nothing writes it any more"))
        size = sum(Path(path).stat().st_size for path in paths if Path(path).exists())
        parts = partial(self._chunks, name, tuple(paths), window)
        return [Stream(name, self.host or "", ROWS[self.format], tuple(paths), len(paths), size, parts)], problems

    def _paths(self) -> list[str]:
        """The files, the live one last: wtmp.db.4 … wtmp.db.1, wtmp_20261119.db, wtmp.db."""
        if self.files:
            return [resolved(one) for one in self.files]
        path = Path(self.path)
        if not path.exists() and self.path == "/var/log/wtmp.db" and Path(UPSTREAM).exists():
            path = Path(UPSTREAM)  # openSUSE's and upstream's place
        path = path.resolve()
        stem = re.escape(path.name.removesuffix(".db"))
        shape = re.compile(rf"{stem}(?:\.db)?\.[0-9]+|{stem}[_-][0-9]{{8}}\.db|{stem}\.db-[0-9]{{8,}}")
        try:
            names = sorted(os.listdir(path.parent), reverse=True)
        except OSError:
            names = []
        found = [str(path.parent / one) for one in names if shape.fullmatch(one)]
        return [*found, str(path)] if path.exists() else found

    def _chunks(self, name: str, paths: tuple[str, ...], window: Window, problems: list[Problem]) -> Iterator[Chunk]:
        rows: dict[tuple[Any, ...], None] = {}  # a copy's rows come once
        end, start, boot = -(-window.end // 1000), window.start // 1000, 0
        for path in paths:
            with suppress(SourceError):
                boot = max([boot, *(row[0] for row in asked(path, BOOT, start) if row[0])])
        for path in paths:
            try:
                found = asked(path, OVERLAP, end, start, boot)
            except Rotated:
                raise
            except SourceError as error:
                if not any(one.what == str(error) for one in problems):
                    problems.append(Problem(name, str(error)))
                continue
            rows.update(dict.fromkeys(row for one in found if (row := wtmpdb.entry(one)) is not None))
        yield from _packed(paths[-1], wtmpdb.packed, sorted(rows, key=lambda row: row[0]))


@dataclass(frozen=True)
class Lastlog2(Source):
    """Everybody's last login, as pam_lastlog2 keeps it by name."""

    format: ClassVar[str] = "lastlog2"
    kind: ClassVar[str] = "lastlog"
    snapshot: ClassVar[bool] = True
    path: str = option("/var/lib/lastlog/lastlog2.db", text="the database")
    host: str | None = option(None, text="the host it is of, where not this one")

    def streams(self, name: str, window: Window, zone: ZoneInfo, now: int) -> tuple[list[Stream], list[Problem]]:
        """One stream of all its rows."""
        if not Path(self.path).exists():
            return [], [Problem(name, missing(self.path))]
        rows = [
            (str(user or ""), -1, at * SECOND, str(tty or ""), str(host or ""), str(service or ""))
            for user, at, tty, host, service in asked(self.path, LAST)
            if isinstance(at, int)
        ]
        if not rows:
            empty = f"{self.path}: holds no login: nothing writes it here, which does not mean that nobody logged in"
            return [], [Problem(name, empty)]
        parts = partial(given, self.path, tuple(rows))
        return [Stream(name, self.host or "", ROWS[self.format], (self.path,), 1, 0, parts)], []


def given(path: str, rows: tuple[lastlog.Entry, ...], problems: list[Problem]) -> Iterator[Chunk]:
    """A snapshot as chunks."""
    return _packed(path, lastlog.packed, rows)


def _packed(path: str, pack: Any, rows: Iterable[Any]) -> Iterator[Chunk]:
    held, offset = list(rows), 0
    for at in range(0, len(held), BLOCK):
        content = pack(held[at : at + BLOCK])
        yield Chunk(path, offset, len(content), CLOCK, content, None, "rows")
        offset += len(content)
