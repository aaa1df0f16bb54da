"""The SQLite file of the state directory: its tables, version by version, and its transactions.

Every sqlite3 error leaves as an Error, a sentence for the user.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from .errors import Error
from .statedir import create, prepare

FILE = "qmailreport.sqlite"

# A version, once released, is never edited: the next one changes it.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # What a day's end left to the next day, by pass, what the pass's options make of it, source and stream.
        """CREATE TABLE carry (
            pass TEXT NOT NULL, version TEXT NOT NULL, source TEXT NOT NULL, host TEXT NOT NULL, day TEXT NOT NULL,
            content BLOB NOT NULL, stale INTEGER NOT NULL DEFAULT 0, made INTEGER NOT NULL,
            PRIMARY KEY (pass, version, source, host, day)
        ) WITHOUT ROWID""",
        "CREATE INDEX carry_day ON carry (day)",
        # `value` has no affinity: 64 bits as INTEGER, more as TEXT, ratios as REAL.
        """CREATE TABLE figure (
            report TEXT NOT NULL, id TEXT NOT NULL, host TEXT NOT NULL, day TEXT NOT NULL, value NOT NULL,
            PRIMARY KEY (report, id, host, day)
        ) WITHOUT ROWID""",
        "CREATE INDEX figure_day ON figure (report, day)",
        """CREATE TABLE reading (
            report TEXT NOT NULL, day TEXT NOT NULL, number INTEGER NOT NULL,
            source TEXT NOT NULL, host TEXT NOT NULL, content TEXT NOT NULL,
            PRIMARY KEY (report, day, number)
        ) WITHOUT ROWID""",
        """CREATE TABLE run (
            report TEXT NOT NULL, day TEXT NOT NULL, revision INTEGER NOT NULL, hash TEXT NOT NULL,
            made INTEGER NOT NULL, status TEXT NOT NULL, message_id TEXT NOT NULL,
            PRIMARY KEY (report, day, revision)
        ) WITHOUT ROWID""",
        """CREATE TABLE outbox (
            id INTEGER PRIMARY KEY, report TEXT NOT NULL, day TEXT NOT NULL, message_id TEXT NOT NULL,
            sender TEXT NOT NULL, recipients TEXT NOT NULL, raw BLOB NOT NULL, state TEXT NOT NULL,
            tries INTEGER NOT NULL, made INTEGER NOT NULL, next_try INTEGER NOT NULL, last_error TEXT NOT NULL
        )""",
        "CREATE INDEX outbox_due ON outbox (state, next_try)",
    ),
    (
        # The templates of the keyword scan, their lines by day, and what need not be told for a while.
        """CREATE TABLE template (
            report TEXT NOT NULL, id TEXT NOT NULL, program TEXT NOT NULL, template TEXT NOT NULL,
            severity TEXT NOT NULL, category TEXT NOT NULL, entry TEXT NOT NULL,
            first_day TEXT NOT NULL, last_day TEXT NOT NULL, samples TEXT NOT NULL,
            PRIMARY KEY (report, id)
        ) WITHOUT ROWID""",
        "CREATE INDEX template_id ON template (id)",
        """CREATE TABLE template_day (
            report TEXT NOT NULL, id TEXT NOT NULL, day TEXT NOT NULL, lines INTEGER NOT NULL, times INTEGER NOT NULL,
            PRIMARY KEY (report, id, day)
        ) WITHOUT ROWID""",
        "CREATE INDEX template_day_day ON template_day (report, day)",
        "CREATE TABLE mute (id TEXT PRIMARY KEY, until TEXT NOT NULL, why TEXT NOT NULL, made INTEGER NOT NULL)",
    ),
    (
        # What mails to users about their logins need.  `place.hash` is keyed with the secret.
        "CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
        """CREATE TABLE place (
            report TEXT NOT NULL, hash BLOB NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
            PRIMARY KEY (report, hash)
        ) WITHOUT ROWID""",
        """CREATE TABLE account (
            report TEXT NOT NULL, user TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
            PRIMARY KEY (report, user)
        ) WITHOUT ROWID""",
        """CREATE TABLE userday (
            report TEXT NOT NULL, user TEXT NOT NULL, day TEXT NOT NULL, content BLOB NOT NULL,
            PRIMARY KEY (report, user, day)
        ) WITHOUT ROWID""",
        "CREATE INDEX userday_day ON userday (report, day)",
        """CREATE TABLE asked (
            message_id TEXT PRIMARY KEY, report TEXT NOT NULL, user TEXT NOT NULL, address TEXT NOT NULL,
            day TEXT NOT NULL, answer TEXT NOT NULL DEFAULT ''
        ) WITHOUT ROWID""",
        "CREATE INDEX asked_day ON asked (report, day)",
        """CREATE TABLE answer (report TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (report, name)) WITHOUT ROWID""",
        """CREATE TABLE told (
            report TEXT NOT NULL, day TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (report, day)
        ) WITHOUT ROWID""",
    ),
)


class Database:
    """The state directory's database, opened and brought up to date; a context manager."""

    def __init__(self, directory: Path, *, readonly: bool = False, patience: float = 10.0) -> None:
        """`patience`: seconds to wait for another process that writes."""
        self.path = directory / FILE
        self._readonly = readonly
        self._patience = patience
        if not readonly:
            prepare(directory)

    def __enter__(self) -> Self:
        with self.sentences():
            self._connection = self._opened()
            try:
                self._migrate()
            except BaseException:
                self._connection.close()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def _opened(self) -> sqlite3.Connection:
        if self._readonly and not self.path.exists():
            return self._tuned(sqlite3.connect(":memory:", isolation_level=None))
        if not self._readonly:
            os.close(create(self.path))
        mode = "ro" if self._readonly else "rw"
        address = f"{self.path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(address, timeout=self._patience, isolation_level=None, uri=True)
        try:
            return self._tuned(connection)
        except sqlite3.Error:
            connection.close()
            raise

    def _tuned(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        connection.execute("PRAGMA foreign_keys = ON")
        if not self._readonly:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")  # a queued mail survives a power cut
        return connection

    def _migrate(self) -> None:
        version = self._version()
        if version > len(MIGRATIONS):
            known = len(MIGRATIONS)
            raise Error(
                f"{self.path}: made by a newer qmailreport (schema {version}; this one knows {known}); "
                "install that version again, or set another `state`"
            )
        if version < len(MIGRATIONS):
            if self._readonly:  # brought up to date in memory, for this run only
                copy = sqlite3.connect(":memory:", isolation_level=None)
                self._connection.backup(copy)
                self._connection.close()
                self._connection = copy
            with self.transaction():
                for number, statements in enumerate(MIGRATIONS[self._version() :], self._version() + 1):
                    for statement in statements:
                        self._connection.execute(statement)
                    self._connection.execute(f"PRAGMA user_version = {number}")
        if self._readonly:
            self._connection.execute("PRAGMA query_only = ON")

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    @contextlib.contextmanager
    def sentences(self) -> Iterator[None]:
        """sqlite3's errors as Errors."""
        try:
            yield
        except sqlite3.Error as error:
            text = str(error)
            if "locked" in text or "busy" in text:
                remedy = "another process writes to it; try again when it has ended"
            elif "readonly" in text:
                remedy = "it may only be read; run as its owner"
            elif "full" in text:
                remedy = "make room on that disk; nothing of this run was stored"
            elif isinstance(error, sqlite3.OperationalError):
                remedy = "see that the directory is on a local disk and is yours"
            else:
                remedy = "move the file away and the next run starts a new one, without history; or restore a backup"
            raise Error(f"{self.path}: {text}; {remedy}") from error

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes within are stored together at its end, or not at all; inner ones join the outer one."""
        if self._connection.in_transaction:
            yield
            return
        with self.sentences():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # a full disk has rolled back by itself
                    self._connection.execute("ROLLBACK")
                raise

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self.sentences():
            return self._connection.execute(statement, values).fetchall()

    def write(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """One statement for each row of values; within a transaction."""
        with self.sentences():
            self._connection.executemany(statement, rows)
