"""What is kept of a day's mails to users for the operators: the answers that came, who is silent, what was refused."""

from __future__ import annotations

import datetime as dt

from .config import Config, UserMails
from .day import Day
from .logins import Line
from .loginstore import ASKED, Asked
from .orders import Order
from .redact import clean
from .replies import take
from .report import Problem
from .reports import Confirm
from .store import Store
from .usertexts import Told
from .whereabouts import Hasher, hashes_of, quarter


def remember(
    config: Config,
    store: Store,
    order: Order,
    report: UserMails,
    day: Day,
    hasher: Hasher,
    told: Told,
    problems: list[Problem],
) -> None:
    """Keeps what the operators' digest of the day says, now and in a rerun: answers, refusals, counts.

    `told` and `problems` get what is found.
    """
    kept = store.told(report.name, day.date)
    if order.date is not None and kept is not None:
        return
    if report.confirm is not None:
        _answers(store, report, report.confirm, day, hasher, told, problems)
    before = [store.told(report.name, day.date - dt.timedelta(days=back)) or {} for back in range(1, 9)]
    known = {number for each in before for number in each.get("refused", ())}
    for number, to, error in store.refused(report.name, day.date - dt.timedelta(days=7)):
        told.refused.append(number)
        if number not in known:
            what = f"the mail to {clean(to, 100)}: {clean(error, 200)}"
            problems.append(Problem(report.name, what, "delivery"))
    told.problems = [[each.what, each.kind] for each in problems]
    digests = [each.name for each in config.reports if not each.domain]
    if told.answers and any(store.latest(name, day.date) for name in digests):
        # the day's digest was made before, and what users say must not be lost
        late, told.answers = told.answers, []
        store.put_told(report.name, day.date + dt.timedelta(days=1), Told(answers=late).plain())
    told.answers = [*(kept or {}).get("answers", ()), *told.answers]
    store.put_told(report.name, day.date, told.plain())


def _answers(
    store: Store,
    report: UserMails,
    confirm: Confirm,
    day: Day,
    hasher: Hasher,
    told: Told,
    problems: list[Problem],
) -> None:
    """The answers that have come since the last run, and who has not answered this quarter."""
    asked = {each.message_id: each for each in store.asked(report.name, day.date - dt.timedelta(days=ASKED))}
    taken = take(confirm.maildir, store.answers_read(report.name), asked)
    if taken.problem:
        problems.append(Problem(report.name, taken.problem, "config"))
    store.put_answers_read(report.name, taken.names)
    told.unmatched = taken.unmatched
    for each in taken.answers:
        store.answered(each.asked.message_id, each.said)
        if each.said == "not me":
            _unlearn(store, report, hasher, each.asked)
        told.answers.append([each.asked.user, each.said, each.asked.day.isoformat(), each.sender])
    of_quarter: dict[str, bool] = {}
    for mail in store.asked(report.name, quarter(day.date)):
        if mail.day < day.date:
            of_quarter[mail.user] = of_quarter.get(mail.user, False) or bool(mail.answer)
    told.asked = len(of_quarter)
    told.unanswered = sorted(user for user, answered in of_quarter.items() if not answered)


def _unlearn(store: Store, report: UserMails, hasher: Hasher, asked: Asked) -> None:
    """What was new on the day of the mail is new again next time: a thief's place is not to become a known one."""
    for kept in store.userdays(report.name, asked.user, asked.day, asked.day).values():
        lines = [Line(*row) for row in kept["logins"]]
        hashes = [each for line in lines if line.state == "new" for each in hashes_of(hasher, asked.user, line)]
        store.unlearn(report.name, hashes, asked.day)
