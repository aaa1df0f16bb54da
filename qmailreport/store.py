"""What is kept from day to day, in SQLite: carries, daily figures and readings, runs, the outbox.

Writes join the transaction they are made in (`with store.transaction():`), so that a run that dies
leaves nothing half-stored.  What goes wrong leaves as an Error, a sentence for the user.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from .day import SECOND
from .loginstore import LoginStore
from .report import Problem, Reading
from .statedir import Locked, lock

__all__ = ["Locked", "Queued", "Run", "Store", "lock", "retry_after"]

Carry = dict[str, Any]
State = Literal["queued", "sent", "failed"]
Number = int | float

BIG = 2**63  # what SQLite's INTEGER cannot hold any more


@dataclass(frozen=True, slots=True)
class Run:
    """One revision of one report's day."""

    revision: int
    content_hash: str
    made: int  # ns
    status: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Queued:
    """One mail of the outbox, to those recipients that have not got it yet."""

    id: int
    report: str
    day: dt.date
    message_id: str
    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    state: State
    tries: int
    made: int  # ns
    next_try: int  # ns
    last_error: str


def retry_after(tries: int) -> int:
    """How long to wait (ns) after that many failed tries: 5 minutes, doubling up to 3 hours."""
    return min(300 << max(0, min(tries, 20) - 1), 3 * 3600) * SECOND


class Store(LoginStore):
    """The state directory's database; a context manager.  `readonly` (for a dry run) makes and changes nothing."""

    def __init__(self, directory: Path, *, readonly: bool = False, patience: float = 10.0) -> None:
        """`patience`: seconds to wait for another process that writes."""
        super().__init__(directory, readonly=readonly, patience=patience)
        self.problems: list[Problem] = []  # what was found damaged, and done without

    # Carries: `key` says what a carry depends on (the pass's version and scan options, the zone of the days).

    def carry(self, pass_name: str, key: str, source: str, day: dt.date, host: str = "") -> tuple[Carry, bool] | None:
        """What the end of `day` left, and whether an earlier day has been made anew since; None where none is kept."""
        statement = "SELECT content, stale FROM carry WHERE (pass, version, source, host, day) = (?, ?, ?, ?, ?)"
        for content, stale in self.rows(statement, (pass_name, key, source, host, day.isoformat())):
            try:
                return json.loads(zlib.decompress(content)), bool(stale)
            except (zlib.error, ValueError, TypeError) as error:
                what = f"what {pass_name} kept of {day} is damaged ({error}); `run --date {day}` makes it again"
                self.problems.append(Problem(source, what))
        return None

    def put_carry(
        self, pass_name: str, key: str, source: str, day: dt.date, content: Carry, *, made: int, host: str = ""
    ) -> bool:
        """Keeps what the end of `day` left; true if another one was kept, whose later days are then marked stale.

        `content` is plain: dicts with str keys, lists, str, int, float, bool, None.
        """
        text = json.dumps(content, separators=(",", ":"), allow_nan=False).encode()
        place = (pass_name, key, source, host)
        with self.transaction():
            where = "WHERE (pass, version, source, host) = (?, ?, ?, ?) AND day"
            kept = self.rows(f"SELECT content FROM carry {where} = ?", (*place, day.isoformat()))  # noqa: S608 - a constant
            changed = bool(kept) and _unpacked(kept[0][0]) != text
            if changed:
                stale = f"UPDATE carry SET stale = 1 {where} > ?"  # noqa: S608 - a constant
                self.write(stale, [(*place, day.isoformat())])
            self.write(
                "INSERT OR REPLACE INTO carry (pass, version, source, host, day, content, made) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(*place, day.isoformat(), zlib.compress(text, 6), made)],
            )
        return changed

    def prune(self, day: dt.date, keep_days: int = 35) -> None:
        """Drops carries, and mails that have gone out, that are more than `keep_days` older than `day`."""
        oldest = (day - dt.timedelta(days=keep_days)).isoformat()
        with self.transaction():
            self.write("DELETE FROM carry WHERE day < ?", [(oldest,)])
            self.write("DELETE FROM outbox WHERE day < ? AND state <> 'queued'", [(oldest,)])
            self.prune_logins(day)

    # Figures and readings: history, kept for good.

    def put_figures(self, report: str, day: dt.date, figures: Mapping[str, Mapping[str, Number]]) -> None:
        """Stores a day's figures as {host: {id: value}} ('' = all hosts) in place of what was there; NaN is none."""
        rows = [
            (report, each, host, day.isoformat(), _stored(value))
            for host, values in figures.items()
            for each, value in values.items()
            if not math.isnan(value)
        ]
        with self.transaction():
            self.write("DELETE FROM figure WHERE report = ? AND day = ?", [(report, day.isoformat())])
            self.write("INSERT INTO figure (report, id, host, day, value) VALUES (?, ?, ?, ?, ?)", rows)

    def figures(self, report: str, day: dt.date) -> dict[str, dict[str, Number]]:
        """A day's figures as they were stored, exact; {} where there are none."""
        statement = "SELECT host, id, value FROM figure WHERE report = ? AND day = ? ORDER BY host, id"
        found: dict[str, dict[str, Number]] = {}
        for host, name, value in self.rows(statement, (report, day.isoformat())):
            found.setdefault(host, {})[name] = _loaded(value)
        return found

    def history(self, report: str, figure: str, first: dt.date, last: dt.date, host: str = "") -> dict[dt.date, Number]:
        """One figure over the days from `first` to `last`, both included, in their order; only days that have it."""
        statement = "SELECT day, value FROM figure WHERE (report, id, host) = (?, ?, ?) AND day BETWEEN ? AND ?"
        rows = self.rows(f"{statement} ORDER BY day", (report, figure, host, first.isoformat(), last.isoformat()))
        return {dt.date.fromisoformat(day): _loaded(value) for day, value in rows}

    def put_readings(self, report: str, day: dt.date, readings: Sequence[Reading]) -> None:
        """Stores what was read for a day, in place of what was there."""
        rows = [
            (report, day.isoformat(), number, each.source, each.host, _packed_reading(each))
            for number, each in enumerate(readings)
        ]
        with self.transaction():
            self.write("DELETE FROM reading WHERE report = ? AND day = ?", [(report, day.isoformat())])
            self.write("INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?)", rows)

    def readings(self, report: str, day: dt.date) -> list[Reading]:
        """What was read for a day, in the order it was stored."""
        statement = "SELECT content FROM reading WHERE report = ? AND day = ? ORDER BY number"
        return [_unpacked_reading(text) for (text,) in self.rows(statement, (report, day.isoformat()))]

    # Runs: which days a report has had, and in which revision.

    def latest(self, report: str, day: dt.date) -> Run | None:
        """The last revision of a report's day; None where it has not been made."""
        statement = "SELECT revision, hash, made, status, message_id FROM run WHERE report = ? AND day = ?"
        rows = self.rows(f"{statement} ORDER BY revision DESC LIMIT 1", (report, day.isoformat()))
        return Run(*rows[0]) if rows else None

    def revision(self, report: str, day: dt.date, content_hash: str) -> tuple[int, bool]:
        """The number that a mail of that content bears, and whether it says anything new: (1, True) at first."""
        last = self.latest(report, day)
        if last is None:
            return 1, True
        changed = last.content_hash != content_hash
        return last.revision + changed, changed

    def put_run(self, report: str, day: dt.date, run: Run) -> None:
        """Stores a revision, or its new status."""
        row = (report, day.isoformat(), run.revision, run.content_hash, run.made, run.status, run.message_id)
        with self.transaction():
            self.write("INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?, ?, ?, ?)", [row])

    def days(self, report: str, until: dt.date) -> int:
        """How many days up to `until` the report has had, `until` counted whether it has been stored or not."""
        statement = "SELECT count(DISTINCT day) FROM run WHERE report = ? AND day < ?"
        return int(self.rows(statement, (report, until.isoformat()))[0][0]) + 1

    # The outbox: a mail is in it before the first try and until it was accepted.

    def queue(
        self, report: str, day: dt.date, message_id: str, sender: str, recipients: Sequence[str], raw: bytes, now: int
    ) -> int:
        """Puts a mail into the outbox, due at once (`now`, ns); gives its id."""
        row = (report, day.isoformat(), message_id, sender, json.dumps(list(recipients)), raw, now, now)
        with self.transaction():
            self.write(
                "INSERT INTO outbox (report, day, message_id, sender, recipients, raw, state, tries, made, next_try, "
                "last_error) VALUES (?, ?, ?, ?, ?, ?, 'queued', 0, ?, ?, '')",
                [row],
            )
            return int(self.rows("SELECT last_insert_rowid()")[0][0])

    def due(self, now: int | None = None) -> list[Queued]:
        """The queued mails whose next try is due at `now` (ns), or all that are queued; the oldest first."""
        statement = (
            "SELECT id, report, day, message_id, sender, recipients, raw, state, tries, made, next_try, last_error "
            "FROM outbox WHERE state = 'queued' AND next_try <= ? ORDER BY id"
        )
        return [_queued(row) for row in self.rows(statement, (BIG - 1 if now is None else now,))]

    def mark(
        self,
        number: int,
        state: State,
        *,
        next_try: int = 0,
        error: str = "",
        recipients: Sequence[str] | None = None,
    ) -> None:
        """What a try has brought; `recipients`: those that still wait, where some have got it.  Counts the try."""
        left = None if recipients is None else json.dumps(list(recipients))
        statement = (
            "UPDATE outbox SET state = ?, tries = tries + 1, next_try = ?, last_error = ?, "
            "recipients = coalesce(?, recipients) WHERE id = ?"
        )
        with self.transaction():
            self.write(statement, [(state, next_try, error, left, number)])


def _stored(value: Number) -> Number | str:
    return str(value) if isinstance(value, int) and not -BIG <= value < BIG else value


def _loaded(value: Number | str) -> Number:
    return int(value) if isinstance(value, str) else value


def _unpacked(content: bytes) -> bytes | None:
    try:
        return zlib.decompress(content)
    except zlib.error:
        return None


def _packed_reading(reading: Reading) -> str:
    return json.dumps(asdict(reading) | {"slots": sorted(reading.slots)}, separators=(",", ":"))


def _unpacked_reading(text: str) -> Reading:
    values = json.loads(text)
    for name in ("hosts", "kinds", "paths"):
        values[name] = tuple(values[name])
    return Reading(**values | {"slots": set(values["slots"])})


def _queued(row: tuple[Any, ...]) -> Queued:
    number, report, day, message_id, sender, recipients, *rest = row
    found = tuple(json.loads(recipients))
    return Queued(number, report, dt.date.fromisoformat(day), message_id, sender, found, *rest)
