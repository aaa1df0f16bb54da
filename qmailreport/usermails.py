"""Mails to users about their own logins: who gets one for a day, what is kept of it, and the way into the outbox."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from .collect import Collected
from .config import Config, UserMails
from .day import Day, local, midnight
from .delivery import Rendered, compose_letter, letter_id, render_letter
from .digests import less
from .errors import DeliveryError
from .logins import Letter, UserDay
from .loginstore import Asked
from .orders import Order
from .recipients import Recipients
from .redact import clean
from .report import Problem
from .sources import accounts
from .store import Run, Store
from .useranswers import remember
from .userletters import Days, letters
from .usertexts import Told, counted
from .whereabouts import Hasher, Judged, Rules, judged

DAY = 86400 * 10**9
NAMED = 5  # accounts that a problem names


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter, rendered, and where it goes."""

    letter: Letter
    to: tuple[str, ...]
    rendered: Rendered


@dataclass(slots=True)
class Outcome:
    """What the mails of one report came to."""

    mails: list[Mail] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    told: Told = field(default_factory=Told)


def due(config: Config, order: Order, now: int, store: Store | None, notes: list[str]) -> list[UserMails]:
    """The reports whose day is to be looked at: from cron, once; to somebody else only where they are named."""
    found = []
    for report in config.user_mails:
        if (order.reports or order.to) and report.name not in order.reports:
            continue
        zone = config.zone_of(report)
        yesterday = local(now, zone).date() - dt.timedelta(days=1)
        last = store.latest(report.name, yesterday) if store is not None and order.send and not order.files else None
        again = order.date or order.to or order.resend_users
        if again or last is None or last.made < midnight(yesterday + dt.timedelta(days=1), zone):
            found.append(report)
        else:
            notes.append(f"{report.name}: users have had their mails of {yesterday}; `--resend-users` sends them again")
    return found


def mailing(order: Order) -> bool:
    """Do users' mails leave the house?  A named date is for the operators, unless it is said otherwise."""
    return order.date is None or order.resend_users or bool(order.to) or order.files is not None or not order.send


def tell(
    config: Config, order: Order, report: UserMails, day: Day, collected: Collected, now: int, store: Store | None
) -> Outcome:
    """One report's mails of one day, in the outbox or where the order says; what is known of places is kept."""
    people = Recipients(report, accounts())
    known = _Known.of(store, report, day)
    missing = _missing(report, collected)
    days = _days(report, collected, day, people, known, missing)
    learning = known.learning(day, report.learn // DAY)
    judgements = {user: _judged(each, report, day, people, known, learning) for user, each in days.items()}
    plan = Days(
        config, report, day, people, days, judgements, known.accounts, learning, tuple(sorted(missing)), now, store
    )
    outcome = Outcome()
    if mailing(order):
        _compose(config, order, plan, known, outcome)
    if store is None or not order.send or order.files is not None:
        _written(order, report, outcome)
        return outcome
    with store.transaction():
        if now >= day.window.end:
            _keep(store, report, day, collected, plan, known)
        if mailing(order):
            _post(store, order, report, day, now, outcome)
        if mailing(order) and not order.to:
            remember(config, store, order, report, day, known.hasher, outcome.told, outcome.problems)
    return outcome


@dataclass
class _Known:
    """What the store knows before the day."""

    hasher: Hasher
    places: set[bytes]
    accounts: dict[str, tuple[dt.date, dt.date]]
    since: dt.date  # a place that has not been used since then is forgotten
    revision: int = 1

    @classmethod
    def of(cls, store: Store | None, report: UserMails, day: Day) -> _Known:
        """Nothing where there is no store."""
        since = day.date - dt.timedelta(days=report.forget // DAY)
        if store is None:
            return cls(Hasher(bytes(32), report.name), set(), {}, since)
        last = store.latest(report.name, day.date)
        hasher = Hasher(store.secret(), report.name)
        places = store.places(report.name, day.date, since)
        return cls(hasher, places, store.accounts(report.name), since, last.revision + 1 if last else 1)

    def learning(self, day: Day, learn: int) -> dict[str, dt.date]:
        """By account, the day on which a place of its may first be new; a name in other case is no new account."""
        first: dict[str, dt.date] = {}
        for user, (since, _) in self.accounts.items():
            folded = user.casefold()
            first[folded] = min(first.get(folded, since), since)
        return {user: since + dt.timedelta(days=learn) for user, since in first.items()}


def _missing(report: UserMails, collected: Collected) -> set[str]:
    """The sources of which something could not be read; a quiet log is no missing one."""
    return set(report.passes[0].source) & {each.where for each in collected.problems if each.kind == "coverage"}


def _days(
    report: UserMails, collected: Collected, day: Day, people: Recipients, known: _Known, missing: set[str]
) -> dict[str, UserDay]:
    """Each account's day under its one name."""
    from .passes.logins.histories import histories

    totals = collected.totals.get(report.passes[0].scan_key(), {})
    found = histories(totals, day.window, {*known.accounts, *report.users}, sorted(missing))
    return merged_days(found.values(), people)


def merged_days(days: Iterable[UserDay], people: Recipients) -> dict[str, UserDay]:
    """The days of accounts; those of one account under several spellings are one."""
    found: dict[str, UserDay] = {}
    for each in days:
        user = people.canonical(each.user)
        old = found.get(user)
        if old is None:
            found[user] = each._replace(user=user)
            continue
        last = max(filter(None, (old.last_before, each.last_before)), key=lambda access: access.last, default=None)
        found[user] = UserDay(
            user,
            old.accesses + each.accesses,
            old.failures + each.failures,
            old.sessions + each.sessions,
            last,
            tuple(dict.fromkeys(old.missing + each.missing)),
        )
    return found


def _judged(
    each: UserDay, report: UserMails, day: Day, people: Recipients, known: _Known, learning: Mapping[str, dt.date]
) -> Judged:
    trusted = tuple(map(ipaddress.ip_network, report.networks))
    rules = Rules(report.place == "domain", trusted, report.failures, report.many)
    until = learning.get(each.user.casefold())
    silent = bool(report.learn) and (until is None or day.date < until)
    return judged(each, known.hasher, known.places, rules, silent or people.shared(each.user))


def _compose(config: Config, order: Order, plan: Days, known: _Known, outcome: Outcome) -> None:
    """Renders what is due, the urgent first; what is above the cap, and what has no good address, is counted."""
    report = plan.report
    written, left = letters(plan, known.hasher)
    if left:
        what = f"{left:,} mails to users were not sent: more than `cap` ({report.cap:,}) were due in one run"
        outcome.problems.append(Problem(report.name, what, "delivery"))
    for letter, to in written:
        letter = replace(letter, revision=known.revision)
        outcome.mails.append(Mail(letter, order.to or to, render_letter(letter, config.templates_dir)))
    refused = sorted(plan.people.refused.items())
    if refused:
        named = "; ".join(f"{clean(user, 60)!r}: {why}" for user, why in refused[:NAMED])
        more = f"; and {len(refused) - NAMED:,} more" if len(refused) > NAMED else ""
        what = f"users without a good address get no mail: {named}{more}; give them one under `users`"
        outcome.problems.append(Problem(report.name, what, "delivery"))
    counted(outcome.told, [mail.letter for mail in outcome.mails], plan.judgements, len(plan.people.nowhere))


def _written(order: Order, report: UserMails, outcome: Outcome) -> None:
    """The mails as files, where --output says so."""
    for mail in outcome.mails if order.files is not None else ():
        try:
            order.files.deliver(
                compose_letter(mail.letter, mail.rendered, report.from_, mail.to), report.from_, mail.to
            )
        except DeliveryError as error:
            outcome.problems.append(Problem(report.name, str(error), "delivery"))
    outcome.told.problems = [[each.what, each.kind] for each in outcome.problems]


def _keep(store: Store, report: UserMails, day: Day, collected: Collected, plan: Days, known: _Known) -> None:
    """What later mails need of the day; a rerun from logs that hold less than before leaves what there is."""
    names = set(report.passes[0].source)
    readings = [each for each in collected.readings if each.source in names]
    store.use(report.name, (each for one in plan.judgements.values() for each in one.places), day.date, known.since)
    store.logged_in(report.name, (user for user, each in plan.days.items() if each.accesses), day.date)
    store.forget(report.name, known.since)
    if not less(store.readings(report.name, day.date), readings, names):
        store.put_readings(report.name, day.date, readings)
        store.put_userdays(report.name, day.date, plan.plain())


def _post(store: Store, order: Order, report: UserMails, day: Day, now: int, outcome: Outcome) -> None:
    """The mails into the outbox; one that cannot be written is the operator's to know."""
    asked, queued = [], []
    for mail in outcome.mails:
        try:
            message = compose_letter(mail.letter, mail.rendered, report.from_, mail.to)
        except DeliveryError as error:
            outcome.problems.append(Problem(report.name, str(error), "delivery"))
            continue
        store.queue(report.name, day.date, letter_id(mail.letter), report.from_, mail.to, bytes(message), now)
        queued.append(mail)
        if mail.letter.reply_to and not order.to:
            asked.append(Asked(letter_id(mail.letter), mail.letter.user, mail.to[0], day.date))
    outcome.mails = queued
    if not order.to:
        store.ask(report.name, asked)
        revision = max((mail.letter.revision for mail in queued), default=1)
        store.put_run(report.name, day.date, Run(revision, "", now, "sent", ""))
