"""What is kept for the mails to users: places as keyed hashes, accounts, what each day had, and who has answered."""

from __future__ import annotations

import datetime as dt
import json
import os
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .database import Database

DAYS = 35  # for which a user's days are kept: a month and a few
ASKED = 190  # for which it is known who was asked: two quarters and a few


@dataclass(frozen=True, slots=True)
class Asked:
    """A mail that asked for an answer."""

    message_id: str
    user: str
    address: str
    day: dt.date
    answer: str = ""


class LoginStore(Database):
    """The part of the store that mails to users need; every table is by report."""

    def secret(self, name: str = "places") -> bytes:
        """The key of the hashes, made at random where there is none; zeros where nothing may be written."""
        for (value,) in self.rows("SELECT value FROM secret WHERE name = ?", (name,)):
            return bytes(value)
        if self._readonly:
            return bytes(32)
        value = os.urandom(32)
        with self.transaction():
            self.write("INSERT INTO secret VALUES (?, ?)", [(name, value)])
        return value

    def places(self, report: str, before: dt.date, since: dt.date) -> set[bytes]:
        """The hashes of places that were known when `before` began and have been used since `since`."""
        statement = "SELECT hash FROM place WHERE report = ? AND first < ? AND last >= ?"
        return {bytes(value) for (value,) in self.rows(statement, (report, before.isoformat(), since.isoformat()))}

    def use(self, report: str, hashes: Iterable[bytes], day: dt.date, since: dt.date) -> None:
        """Notes that places were used on `day`; one that was forgotten (not used since `since`) begins anew."""
        rows = [(report, each, day.isoformat(), day.isoformat(), since.isoformat()) for each in hashes]
        statement = """INSERT INTO place (report, hash, first, last) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET
            first = CASE WHEN last < ?5 THEN excluded.first ELSE min(first, excluded.first) END,
            last = max(last, excluded.last)"""
        with self.transaction():
            self.write(statement, rows)

    def unlearn(self, report: str, hashes: Iterable[bytes], day: dt.date) -> None:
        """Forgets places that were new on `day`."""
        with self.transaction():
            statement = "DELETE FROM place WHERE report = ? AND hash = ? AND first = ?"
            self.write(statement, [(report, each, day.isoformat()) for each in hashes])

    def forget(self, report: str, since: dt.date) -> None:
        """Drops places that have not been used since `since`."""
        with self.transaction():
            self.write("DELETE FROM place WHERE report = ? AND last < ?", [(report, since.isoformat())])

    def accounts(self, report: str) -> dict[str, tuple[dt.date, dt.date]]:
        """The accounts that have ever logged in, with the first and the last day on which they did."""
        found = self.rows("SELECT user, first, last FROM account WHERE report = ?", (report,))
        return {user: (dt.date.fromisoformat(first), dt.date.fromisoformat(last)) for user, first, last in found}

    def logged_in(self, report: str, users: Iterable[str], day: dt.date) -> None:
        """Notes that accounts logged in on `day`."""
        statement = """INSERT INTO account VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET
            first = min(first, excluded.first), last = max(last, excluded.last)"""
        with self.transaction():
            self.write(statement, [(report, user, day.isoformat(), day.isoformat()) for user in users])

    def put_userdays(self, report: str, day: dt.date, contents: Mapping[str, Any]) -> None:
        """Keeps what each user's day had (plain), in place of what was kept of it; '' is what all of them share."""
        rows = [
            (report, user, day.isoformat(), zlib.compress(json.dumps(content, separators=(",", ":")).encode()))
            for user, content in contents.items()
        ]
        with self.transaction():
            self.write("DELETE FROM userday WHERE report = ? AND day = ?", [(report, day.isoformat())])
            self.write("INSERT INTO userday VALUES (?, ?, ?, ?)", rows)

    def userdays(self, report: str, user: str, first: dt.date, last: dt.date) -> dict[dt.date, Any]:
        """What is kept of a user's days from `first` to `last`, both included, in their order."""
        statement = (
            "SELECT day, content FROM userday WHERE report = ? AND user = ? AND day BETWEEN ? AND ? ORDER BY day"
        )
        rows = self.rows(statement, (report, user, first.isoformat(), last.isoformat()))
        return {dt.date.fromisoformat(day): json.loads(zlib.decompress(content)) for day, content in rows}

    def refused(self, report: str, since: dt.date) -> list[tuple[int, str, str]]:
        """Mails of days from `since` on that somebody has not got, and will not: id, recipients, why."""
        statement = """SELECT id, recipients, last_error FROM outbox
            WHERE report = ? AND day >= ? AND state <> 'queued' AND last_error <> '' ORDER BY id"""
        rows = self.rows(statement, (report, since.isoformat()))
        return [(number, ", ".join(json.loads(to)), error) for number, to, error in rows]

    def ask(self, report: str, mails: Sequence[Asked]) -> None:
        """Notes mails that ask for an answer."""
        rows = [(each.message_id, report, each.user, each.address, each.day.isoformat()) for each in mails]
        statement = "INSERT OR IGNORE INTO asked (message_id, report, user, address, day) VALUES (?, ?, ?, ?, ?)"
        with self.transaction():
            self.write(statement, rows)

    def asked(self, report: str, since: dt.date) -> list[Asked]:
        """The mails that have asked for an answer, of days from `since` on."""
        statement = "SELECT message_id, user, address, day, answer FROM asked WHERE report = ? AND day >= ?"
        rows = self.rows(f"{statement} ORDER BY day, user, message_id", (report, since.isoformat()))
        return [Asked(name, user, to, dt.date.fromisoformat(day), answer) for name, user, to, day, answer in rows]

    def answered(self, message_id: str, answer: str) -> None:
        """Notes an answer; the latest holds."""
        with self.transaction():
            self.write("UPDATE asked SET answer = ? WHERE message_id = ?", [(answer, message_id)])

    def answers_read(self, report: str) -> set[str]:
        """The files of answers that have been read."""
        return {name for (name,) in self.rows("SELECT name FROM answer WHERE report = ?", (report,))}

    def put_answers_read(self, report: str, names: Iterable[str]) -> None:
        """Which of the files that are there have been read, in place of what was noted."""
        with self.transaction():
            self.write("DELETE FROM answer WHERE report = ?", [(report,)])
            self.write("INSERT OR IGNORE INTO answer VALUES (?, ?)", [(report, name) for name in names])

    def put_told(self, report: str, day: dt.date, content: Mapping[str, Any]) -> None:
        """Keeps what the operators' digest of `day` says of the mails to users."""
        with self.transaction():
            self.write("INSERT OR REPLACE INTO told VALUES (?, ?, ?)", [(report, day.isoformat(), json.dumps(content))])

    def told(self, report: str, day: dt.date) -> dict[str, Any] | None:
        """What was kept of that day; None where its mails have not been made."""
        for (content,) in self.rows("SELECT content FROM told WHERE report = ? AND day = ?", (report, day.isoformat())):
            found: dict[str, Any] = json.loads(content)
            return found
        return None

    def prune_logins(self, day: dt.date) -> None:
        """Drops what is older than it needs to be."""
        with self.transaction():
            self.write("DELETE FROM userday WHERE day < ?", [((day - dt.timedelta(days=DAYS)).isoformat(),)])
            self.write("DELETE FROM asked WHERE day < ?", [((day - dt.timedelta(days=ASKED)).isoformat(),)])
