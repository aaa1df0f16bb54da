"""The letters of a day: which user gets one, why, and of which days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .config import Config
from .day import Day, midnight
from .logins import Access, Letter, Line, Reason, UserDay
from .recipients import Recipients
from .reports import UserMails
from .store import Store
from .whereabouts import Hasher, Judged, merged, spot, stretch

DAY = 86400 * 10**9
BACK = 35  # days in which an earlier login is looked for
ADMINS = 20  # mails to the admins in one run
ROWS = 200  # rows of a user's day that are kept
ORDER = ("suspected", "new", "always", "daily", "weekly", "monthly")
Written = tuple[Letter, tuple[str, ...]]  # and where it goes


@dataclass(frozen=True)
class Days:
    """What is known of the users of one report on one day."""

    config: Config
    report: UserMails
    day: Day
    people: Recipients
    days: Mapping[str, UserDay]
    judgements: Mapping[str, Judged]
    accounts: Collection[str]  # who has logged in before
    learning: Mapping[str, dt.date]  # by folded name: when its places may be new
    missing: tuple[str, ...]  # sources that were not there
    now: int
    store: Store | None

    def plain(self) -> dict[str, Any]:
        """What is kept of the day: each user's lines, and under '' that there was a day, and what of it was missing."""
        kept: dict[str, Any] = {"": {"missing": list(self.missing)}}
        for user, each in self.judgements.items():
            if user:
                kept[user] = {"logins": [*each.lines[:ROWS]], "failures": [*each.failures[:ROWS]]}
        return kept


def letters(plan: Days, hasher: Hasher) -> tuple[list[Written], int]:
    """The letters that are due, the urgent first, and how many users' are above the cap."""
    due = sorted(_due(plan), key=lambda each: (ORDER.index(each[1]), each[0]))
    plan.people.reserve(user for user, _ in due)
    written: list[Written] = []
    sent = told = left = 0
    for user, why in due:
        for letter, to in _letters(plan, hasher, user, why):
            admin = letter.reader == "admin"
            if admin and told >= ADMINS:
                continue  # the digest names them
            if not admin and sent >= plan.report.cap:
                left += 1
                continue
            told, sent = told + admin, sent + (not admin)
            written.append((letter, to))
    return written, left


def _due(plan: Days) -> Iterator[tuple[str, str]]:
    """Who is due for what: only who has ever logged in, or is named, so that a guessed name gets no mail."""
    people, date = plan.people, plan.day.date
    for user in sorted({*plan.days, *plan.accounts}):
        day, judgement = plan.days.get(user), plan.judgements.get(user, Judged())
        there = user in plan.accounts or (day is not None and (day.accesses or day.sessions))
        if not user or not (there or people.named(user)):
            continue
        if judgement.suspected:
            yield user, "suspected"
            if people.when(user) in ("daily", "always"):
                continue  # that letter says it all
        if not people.wanted(user):
            continue
        when = people.when(user)
        if when == "new_place":
            if judgement.new and not judgement.suspected:
                yield user, "new"
            when = "monthly"
        if when == "always" or (stretch(when, date) and _heard(plan, user, when)):
            yield user, when


def _heard(plan: Days, user: str, when: str) -> bool:
    """Is there anything to tell of the stretch?"""
    days = stretch(when, plan.day.date)
    if days is None:
        return False
    judgement = plan.judgements.get(user, Judged())
    if judgement.lines or judgement.failures:
        return True
    return any(each["logins"] or each["failures"] for each in _kept(plan, user, *days).values())


def _kept(plan: Days, user: str, first: dt.date, last: dt.date) -> dict[dt.date, Any]:
    """What is kept of a user's days before this one."""
    last = min(last, plan.day.date - dt.timedelta(days=1))
    return plan.store.userdays(plan.report.name, user, first, last) if plan.store is not None and first <= last else {}


def _letters(plan: Days, hasher: Hasher, user: str, why: str) -> Iterator[Written]:
    """One letter; of what looks like a stolen password, one for each reader."""
    people, report = plan.people, plan.report
    if why != "suspected":
        if to := people.address(user):
            yield _letter(plan, hasher, user, why, to), (to,)
        return
    yield _letter(plan, hasher, user, why, "", reader="admin", language=report.language), report.to
    places = [people.address(user)] if people.wanted(user) else []
    for to in dict.fromkeys((*places, people.spec(user).alternate)):
        if to:
            yield _letter(plan, hasher, user, why, to), (to,)


def _letter(plan: Days, hasher: Hasher, user: str, why: str, to: str, **more: Any) -> Letter:
    report, date, spec = plan.report, plan.day.date, plan.people.spec(user)
    shared = plan.people.shared(user)
    first, last = stretch("daily" if why in ("new", "suspected") else why, date) or (date, date)
    zone = plan.config.zone_of(report)
    reason: Reason = "daily" if why == "always" else why  # type: ignore[assignment]  # of ORDER
    judgement, day = plan.judgements.get(user, Judged()), plan.days.get(user)
    kept = list(_kept(plan, user, first, last).values())
    asks = report.confirm is not None and why != "suspected" and not shared
    learning = plan.learning.get(user.casefold(), None if user in plan.accounts else date + _days(report.learn))
    values: dict[str, Any] = {
        "report": report.name,
        "site": plan.config.site,
        "user": user,
        "language": spec.language or report.language,
        "zone": (more.get("reader") != "admin" and spec.timezone) or zone.key,
        "first": first,
        "last": last,
        "window": (midnight(first, zone), plan.day.window.end),
        "reason": reason,
        "token": hasher.token(user, str(date), why, more.get("reader", to)),
        "made": plan.now,
        "reader": "owner" if shared else "user",
        "logins": merged([judgement.lines, *(_lines(each["logins"]) for each in kept)]),
        "failures": merged([judgement.failures, *(_lines(each["failures"]) for each in kept)]),
        "open": tuple(each for each in day.sessions if each.how == "open") if day and first == last else (),
        "last_before": _before(plan, user) if first == last else None,
        "suspected": judgement.suspected if why == "suspected" else "",
        "learning": learning if learning and learning > date else None,
        "forget": _span_known(plan, user) if first == last else 0,
        "admin": report.admin,
        "reply_to": report.confirm.address if asks and report.confirm else "",
    }
    if not values["logins"]:
        values["reply_to"] = ""  # there is nothing to confirm
    return Letter(**{**values, **_holes(plan, first), **more})


def _days(span: int) -> dt.timedelta:
    return dt.timedelta(days=span // DAY)


def _span_known(plan: Days, user: str) -> int:
    """For how many days before this one it is known where the user has been: no mail says more than is known."""
    since = plan.learning.get(user.casefold())
    seen = (plan.day.date - since + _days(plan.report.learn)).days if since else 0
    return max(min(plan.report.forget // DAY, seen), 0)


def _lines(rows: list[list[Any]]) -> tuple[Line, ...]:
    return tuple(Line(*row) for row in rows)


def _holes(plan: Days, first: dt.date) -> dict[str, Any]:
    """Sources that were missing on any day of the stretch, and days of which nothing is kept."""
    recorded = _kept(plan, "", first, plan.day.date)
    missing = [name for each in recorded.values() for name in each["missing"]]
    before = (plan.day.date - first).days
    return {"missing": tuple(sorted({*plan.missing, *missing})), "unrecorded": before - len(recorded)}


def _before(plan: Days, user: str) -> Line | None:
    """The last login before the day, as the pass knows it, or as it is kept."""
    day = plan.days.get(user)
    if day is not None and day.last_before is not None:
        return _line(day.last_before)
    first = plan.day.date - dt.timedelta(days=BACK)
    lines = [line for each in _kept(plan, user, first, plan.day.date).values() for line in _lines(each["logins"])]
    return max(lines, key=lambda line: line.last, default=None)


def _line(access: Access) -> Line:
    return Line(access.service, str(spot(access)), access.times, access.first, access.last)
