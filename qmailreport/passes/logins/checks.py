"""What does not fit together: each a row with its evidence.  Pure.

Cautious on purpose: a check says nothing where a source that it needs is not there or does not cover the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ...day import Day
from ...logins import Access
from ...redact import clean
from .connect import boots_of, told
from .dialup import tampered
from .ledger import HALF
from .names import UNKNOWN, network
from .oddity import SERIOUS, WARNING, Oddity
from .table import MINUTE
from .totals import HOURS, Habit, Totals

if TYPE_CHECKING:
    from . import Logins

SPREAD = 3  # networks from which an account is tried before a login from one of them says something
NEARBY = 2  # hours to either side of a usual one that are usual too
KNOWN = 20  # logins that must be known before an hour is unusual
SLACK = 2  # minutes between wtmp's and sshd's telling of one login
COVER = 600 * 10**9  # sshd's log must reach that far to either side of what it is asked about
SILENCE = 7 * 86_400 * 10**9  # without a record in wtmp
MANY = 10  # logins by sshd in the meantime


def oddities(
    totals: Mapping[str, Totals], good: Iterable[Access], bad: Iterable[Access], day: Day, options: Logins
) -> list[Oddity]:
    """All of them, the worst first."""
    good, bad = list(good), list(bad)
    found = [
        *takeovers(totals, good, bad, day, options),
        *tampered(totals, day, options.now),
        *unheard(totals, day, options.addresses),
        *silent(totals, day),
        *crashes(totals, day),
        *clocks(totals, day),
        *root(good, options.addresses),
        *hours(totals, good, day, options.addresses),
        *rest(totals),
    ]
    return sorted(found, key=lambda odd: odd.severity != SERIOUS)


def _when(at: int, day: Day) -> str:
    return f"{day.local(at):%d %b %H:%M:%S}"


def _place(access: Access, addresses: bool) -> str:
    if not addresses:
        return "an address that is not shown"
    return clean(access.address or access.name or "no address", 60)


def _familiar(totals: Mapping[str, Totals], access: Access) -> bool:
    """Has that account logged in from that network before the window?"""
    where = network(access.address)
    for total in totals.values():
        habit = total.habits.get(access.user)
        if habit is not None and where in habit.places:
            return True
        if any(network(last[2]) == where for last in total.lasts.get(access.user, ())):
            return True
    return False


def takeovers(
    totals: Mapping[str, Totals], good: list[Access], bad: list[Access], day: Day, options: Logins
) -> list[Oddity]:
    """Many failed logins from an address, or for an account from several networks, and then one that works."""
    by_address: dict[str, list[Access]] = {}
    by_user: dict[str, list[Access]] = {}
    places: dict[str, set[str]] = {}
    for each in bad:
        if each.address:
            by_address.setdefault(each.address, []).append(each)
        if each.user != UNKNOWN:
            by_user.setdefault(each.user, []).append(each)
            places.setdefault(each.user, set()).add(network(each.address))
    found = []
    for access in good:
        if not access.address or _familiar(totals, access):
            continue
        before = _before(by_address.get(access.address, ()), access.first)
        if _times(before, access.first) < options.guesses and network(access.address) in places.get(access.user, ()):
            before = _spread(_before(by_user.get(access.user, ()), access.first), access)
        times = _times(before, access.first)
        if times >= options.guesses:
            found.append(_takeover(access, before, times, day, options.addresses))
    return found


def _before(bad: Iterable[Access], at: int) -> list[Access]:
    return [each for each in bad if each.first < at]


def _times(bad: Iterable[Access], at: int) -> int:
    return sum(each.before(at) for each in bad)


def _spread(bad: list[Access], access: Access) -> list[Access]:
    """The failures of an account, where they came from several networks and the login from one of these."""
    places = {network(each.address) for each in bad}
    return bad if len(places) >= SPREAD and network(access.address) in places else []


def _takeover(access: Access, before: list[Access], times: int, day: Day, addresses: bool) -> Oddity:
    first = day.local(min(each.first for each in before))
    about = "about " if any(each.last >= access.first for each in before) else ""
    evidence = (
        f"{about}{times:,} failed logins from {first:%d %b %H:%M} on, then {access.service} by "
        f"{clean(access.user, 80)} from {_place(access, addresses)} at {day.local(access.first):%H:%M:%S}"
    )
    meaning = (
        "The password may have been guessed: change it, end the sessions, and ask the user by another way than mail."
    )
    what = f"Many failed logins, then one that worked: {clean(access.user, 80)} ({access.service})"
    return Oddity(what, SERIOUS, times, meaning, evidence)


def unheard(totals: Mapping[str, Totals], day: Day, addresses: bool) -> list[Oddity]:
    """Sessions that came by ssh, says wtmp, and of which sshd's log knows nothing though it covers the time."""
    found = []
    for host, records, lines in _both(totals):
        span = lines.spans["sshd"]
        if lines.arrivals.full:
            continue
        minutes: dict[str, set[int]] = {}
        for user, _, minute in lines.arrivals.kept:
            minutes.setdefault(user, set()).add(minute)
        for stay in told(records):
            if stay.source not in ("wtmp", "wtmpdb") or stay.service != "ssh" or not stay.line.startswith("pts/"):
                continue
            if not span.first + COVER <= stay.login <= span.last - COVER or stay.login not in day.window:
                continue
            near = range(stay.login // MINUTE - SLACK, stay.login // MINUTE + SLACK + 1)
            if not minutes.get(stay.user, set()).intersection(near):
                where = clean(stay.host or stay.address, 60) if addresses else "an address that is not shown"
                at = day.local(stay.login)
                evidence = (
                    f"{clean(host, 60)}: {clean(stay.user, 80)} on {clean(stay.line, 40)} from {where} at {at:%H:%M:%S}"
                )
                found.append(evidence)
    if not found:
        return []
    meaning = "Telnet or another daemon may have let them in, or lines or records were tampered with."
    what = "Sessions in wtmp that sshd’s log knows nothing of"
    return [Oddity(what, WARNING, len(found), meaning, found[0])]


def _both(totals: Mapping[str, Totals]) -> list[tuple[str, Totals, Totals]]:
    """(host, where its wtmp is, where sshd's lines are); one host may be named in two ways, where there is but one."""
    records = [host for host, total in totals.items() if {"wtmp", "wtmpdb"} & (total.spans.keys() | total.ends.keys())]
    lines = [host for host, total in totals.items() if "sshd" in total.spans]
    both = [(host, totals[host], totals[host]) for host in sorted(set(records) & set(lines))]
    if not both and len(records) == len(lines) == 1:
        return [(lines[0], totals[records[0]], totals[lines[0]])]
    return both


def silent(totals: Mapping[str, Totals], day: Day) -> list[Oddity]:
    """A wtmp that nothing is written to any more, though people log in."""
    found = []
    for host, records, lines in _both(totals):
        last = records.ends.get("wtmp")
        if last is None or "wtmpdb" in records.spans or lines.spans["sshd"].last - last < SILENCE:
            continue
        logins = sum(row.times for key, row in lines.accesses if key.source == "sshd")
        if logins >= MANY:
            evidence = f"{clean(host, 60)}: last record {day.local(last):%Y-%m-%d %H:%M}"
            meaning = "Newer systems write wtmpdb or nothing at all: name that source; or somebody has cut the file."
            found.append(
                Oddity("wtmp has no record of a week, and sshd let people in", WARNING, logins, meaning, evidence)
            )
    return found


def crashes(totals: Mapping[str, Totals], day: Day) -> list[Oddity]:
    """Boots without a shutdown before them."""
    found = [
        (host, at, before) for host, _, at, _, before in boots_of(totals) if before is not None and at in day.window
    ]
    if not found:
        return []
    host, at, before = found[0]
    said = f"{clean(host, 60)}: up again at {day.local(at):%H:%M:%S}; last record before {_when(before, day)}"
    meaning = "Power, kernel or hardware failed, or the system does not record its shutdowns."
    return [Oddity("Boots without a shutdown before them", WARNING, len(found), meaning, said)]


def clocks(totals: Mapping[str, Totals], day: Day) -> list[Oddity]:
    """Records that go back in time, without a word of a clock that was set."""
    found = sorted((step, host) for host, total in totals.items() for step in total.steps if not step.told)
    negative = sum(total.counts.get("negative", 0) for total in totals.values())
    if not found and not negative:
        return []
    evidence = ""
    if found:
        step, host = found[0]
        evidence = f"{clean(host, 60)}: from {_when(step.before, day)} back to {_when(step.after, day)}"
    meaning = (
        "The clock was set back, or somebody has changed the file; such sessions count as nothing where they end early."
    )
    return [Oddity("Login records go back in time", WARNING, max(len(found), negative), meaning, evidence)]


def root(good: list[Access], addresses: bool) -> list[Oddity]:
    """root by password."""
    found = [each for each in good if each.user == "root" and each.service == "ssh" and "password" in each.method]
    if not found:
        return []
    times = sum(each.times for each in found)
    meaning = "A key cannot be guessed: PermitRootLogin prohibit-password in sshd_config."
    evidence = f"root from {_place(found[0], addresses)}: {clean(found[0].method, 120)}"
    return [Oddity("root logged in by ssh with a password", WARNING, times, meaning, evidence)]


def hours(totals: Mapping[str, Totals], good: list[Access], day: Day, addresses: bool) -> list[Oddity]:
    """Accounts that logged in at an hour at which they never do."""
    users = {each.user for each in good}
    found = []
    for user in sorted(users):
        habits = [total.habits[user] for total in totals.values() if user in total.habits]
        if sum(habit.logins for habit in habits) < KNOWN:
            continue
        usual = _usual(habits)
        odd = [each for each in good if each.user == user and each.first // HALF // 2 % HOURS not in usual]
        if odd:
            each = min(odd, key=lambda one: one.first)
            at = f"{day.local(each.first):%H:%M:%S}"
            found.append(f"{clean(user, 80)}: {each.service} from {_place(each, addresses)} at {at}")
    if not found:
        return []
    meaning = (
        "Each of these accounts has logged in twenty times or more, and never within two hours of that time of day."
    )
    return [Oddity("Logins at an unusual hour", WARNING, len(found), meaning, found[0])]


def _usual(habits: Iterable[Habit]) -> set[int]:
    found: set[int] = set()
    for habit in habits:
        for hour, days in enumerate(habit.hours):
            if days:
                found |= {(hour + off) % HOURS for off in range(-NEARBY, NEARBY + 1)}
    return found


def rest(totals: Mapping[str, Totals]) -> list[Oddity]:
    """Records that were too many to be looked at."""
    left = sum(total.counts.get("left_out", 0) for total in totals.values())
    if not left:
        return []
    meaning = "Their sessions are not in the figures."
    return [Oddity("More login records than one day can hold", WARNING, left, meaning, "")]
