"""What the operators' digest says of the mails to users: answers first, then stolen passwords, then counts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from .logins import Letter
from .redact import clean
from .report import Column, Digest, Figure, Problem, Section, Table
from .whereabouts import Judged

ROWS = 20
KEPT = 1000  # suspicions of a day that are kept
ANSWERED = {"ok": "OK", "not me": "NOT ME", "unclear": "neither OK nor NOT ME"}


@dataclass
class Told:
    """What is kept of one report's mails of one day, for the digest of that day; plain."""

    sent: int = 0  # mails to users
    new: int = 0  # users with logins from new places
    nowhere: int = 0  # users without an address
    suspected: list[list[str]] = field(default_factory=list)  # user, why
    answers: list[list[str]] = field(default_factory=list)  # user, answer, day of the mail, sender
    unanswered: list[str] = field(default_factory=list)  # users who have not answered this quarter
    asked: int | None = None  # users who were asked this quarter; None: nobody is asked
    unmatched: int = 0  # mails that answer none of ours
    problems: list[list[str]] = field(default_factory=list)  # what, kind
    refused: list[int] = field(default_factory=list)  # outbox ids of mails that were refused, and told of

    def plain(self) -> dict[str, Any]:
        """For the store."""
        return asdict(self)


def with_told(digest: Digest, told: Iterable[tuple[str, Told]]) -> Digest:
    """The digest with what the mails to users came to, report by report."""
    said = [
        str(row[0]) for section in digest.sections if section.urgent for table in section.tables for row in table.rows
    ]
    urgent: list[Section] = []
    calm: list[Section] = []
    problems: list[Problem] = []
    for name, each in told:
        urgent += [section for section in (_not_me(name, each), _unclear(name, each)) if section.tables]
        urgent += [section for section in (_suspected(name, each, said),) if section.tables]
        if each.sent or each.new or each.nowhere or each.asked or each.answers:
            calm.append(_section(name, each))
        problems += [Problem(name, what, kind) for what, kind in each.problems]  # type: ignore[arg-type]  # as stored
    sections = (*urgent, *digest.sections, *calm)
    return replace(digest, sections=sections, problems=(*digest.problems, *problems))


def _said(answer: Sequence[str]) -> str:
    user, said, day, _ = answer
    date = dt.date.fromisoformat(day)
    return f"{clean(user, 60)} says: {ANSWERED[said]}, about the mail of {date.day} {date:%b}"


def _cards(name: str, id: str, title: str, note: str, severity: str, rows: Sequence[tuple[str, str]]) -> Section:
    table = Table(
        id,
        title,
        (Column("what", "What", "text"), Column("severity", "Severity", "code")),
        tuple((what, severity) for what, _ in rows[:ROWS]),
        more=max(len(rows) - ROWS, 0),
        samples=tuple(sample for _, sample in rows[:ROWS]),
    )
    return Section(f"usermails.{name}.{id}", title, note, tables=(table,) if rows else (), urgent=True)


def _not_me(name: str, told: Told) -> Section:
    rows = [(_said(each), f"answered from {clean(each[3], 100)}") for each in told.answers if each[1] == "not me"]
    note = "Somebody else has used the account: change its password, end its sessions, look at what it has sent."
    return _cards(name, "not_me", "Answers to login mails", note, "serious", rows)


def _unclear(name: str, told: Told) -> Section:
    rows = [(_said(each), f"answered from {clean(each[3], 100)}") for each in told.answers if each[1] == "unclear"]
    return _cards(name, "unclear", "Unclear answers to login mails", "Read the answer.", "warning", rows)


def _suspected(name: str, told: Told, said: Sequence[str]) -> Section:
    """What looks like a stolen password, and of which the digest's own cards do not tell anyway."""
    why = {"failures": "a login from a new place after many failed attempts", "places": "many new places in one day"}
    rows = []
    for user, reason in told.suspected:
        shown = clean(user, 60)
        known = re.compile(rf"(?<!\S){re.escape(shown)}(?!\S)")
        if reason != "failures" or not any(map(known.search, said)):
            rows.append((f"{shown}: {why.get(reason, reason)}", ""))
    note = "A mail with the details has gone to the admins and, where one is known, to the user's alternate address."
    return _cards(name, "suspected", "Passwords that may be stolen", note, "serious", rows)


def _section(name: str, told: Told) -> Section:
    figures = [
        Figure(f"usermails.{name}.mails", "Mails to users", told.sent),
        Figure(f"usermails.{name}.new_places", "Users at new places", told.new),
        Figure(f"usermails.{name}.nowhere", "Users without an address", told.nowhere),
    ]
    tables = []
    note = "Mails to users about their own logins."
    if told.asked is not None:
        figures.append(Figure(f"usermails.{name}.asked", "Asked this quarter", told.asked, noun="users"))
        figures.append(Figure(f"usermails.{name}.unanswered", "Have not answered", len(told.unanswered), noun="users"))
        figures.append(Figure(f"usermails.{name}.unmatched", "Mails that answer none", told.unmatched))
        note += " An answer is a note, and closes nothing: whoever holds a mailbox can send one."
    fine = [each for each in told.answers if each[1] == "ok"]
    if fine:
        rows = tuple((clean(user, 60), day, clean(sender, 100)) for user, _, day, sender in fine[:ROWS])
        columns = (Column("user", "User", "text"), Column("day", "Mail of", "text"), Column("sender", "From", "text"))
        tables.append(Table("ok", "Answered OK", columns, rows, more=max(len(fine) - ROWS, 0)))
    if told.unanswered:
        names = tuple((clean(user, 60),) for user in told.unanswered[:ROWS])
        more = max(len(told.unanswered) - ROWS, 0)
        tables.append(
            Table("silent", "Have not answered this quarter", (Column("user", "User", "text"),), names, more=more)
        )
    return Section(f"usermails.{name}.mails", f"Mails to users ({name})", note, tuple(figures), tuple(tables))


def counted(told: Told, letters: Iterable[Letter], judgements: Mapping[str, Judged], nowhere: int) -> None:
    """Adds what went out, and what each account's day was judged to be."""
    told.sent += sum(letter.reader != "admin" for letter in letters)
    told.suspected += [[user, each.suspected] for user, each in sorted(judgements.items()) if each.suspected][:KEPT]
    told.new, told.nowhere = sum(bool(each.new) for each in judgements.values()), nowhere
