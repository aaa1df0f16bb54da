"""What `logins` tells of a period: sessions, logins, failed ones, boots, connect time; and what it was read from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from ..day import Day, Window, local
from ..logins import Access
from ..passes import many
from ..passes.logins.checks import oddities
from ..passes.logins.connect import boots_of, connect, counted, told, window_of
from ..passes.logins.names import account, network
from ..passes.logins.oddity import Oddity
from ..passes.logins.table import Stay
from ..passes.logins.totals import Totals
from ..passes.logins.views import failures, known, successes
from ..redact import clean
from ..report import Problem, Reading

if TYPE_CHECKING:
    from ..collect import Collected

LONG = 255  # characters of a name
RECORDS = {"wtmp", "btmp", "wtmpdb", "lastlog"}


class Event(NamedTuple):
    """What befell a host: boot, crash (a boot without a shutdown before it), shutdown, clock set, clock back."""

    at: int
    host: str
    what: str
    before: int | None = None  # the last record before a crash; what the clock showed
    kernel: str = ""


class Connect(NamedTuple):
    """A user's sessions in the period: how many, their sum and the time with at least one (ns)."""

    user: str
    sessions: int
    sum: int
    wall: int


@dataclass(frozen=True)
class History:
    """A period of all users, or of one; the newest first.  Strings are as the logs have them."""

    zone: ZoneInfo
    first: dt.date
    last: dt.date  # both included
    window: Window  # up to now
    user: str  # '': all
    addresses: bool  # may they be shown?
    stays: Sequence[tuple[str, Stay]]  # (host, session)
    logins: Sequence[Access]
    failures: Sequence[Access]
    events: Sequence[Event]
    connect: Sequence[Connect]
    odd: Sequence[Oddity]  # what does not fit together
    left_out: int  # sessions that were too many to be listed
    readings: Sequence[Reading]
    problems: Sequence[Problem]

    @property
    def complete(self) -> bool:
        """Could everything be read?"""
        return not any(each.kind == "coverage" for each in self.problems)

    def length(self, stay: Stay) -> int | None:
        """How long a session lasted, in or out of the period (ns); None: that is not known."""
        if stay.how == "lost":
            return None
        return max(0, (self.window.end if stay.until is None else stay.until) - stay.began)

    def place(self, each: Access | Stay) -> str:
        """Where somebody came from, as it may be shown: the host's name where that is what the log has."""
        if not self.addresses:
            return ""
        return clean((each.host if isinstance(each, Stay) else each.name) or each.address, LONG)

    def plain(self) -> dict[str, Any]:
        """What `--json` prints: instants and times in ns, None where nothing is known."""
        return {
            "zone": self.zone.key,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "from": self.window.start,
            "to": self.window.end,
            "user": clean(self.user, LONG) or None,
            "sessions": [self._session(host, stay) for host, stay in self.stays],
            "sessions_left_out": self.left_out,
            "logins": [self._access(each) for each in self.logins],
            "failures": [self._access(each) for each in self.failures],
            "events": [
                {**each._asdict(), "host": clean(each.host, LONG), "kernel": clean(each.kernel, LONG)}
                for each in self.events
            ],
            "warnings": [each._asdict() for each in self.odd],
            "connect": [{**each._asdict(), "user": clean(each.user, LONG)} for each in self.connect],
            "sources": [_source(each) for each in self.readings],
            "problems": [{"where": clean(each.where, LONG), "what": clean(each.what, 2000)} for each in self.problems],
            "complete": self.complete,
        }

    def _session(self, host: str, stay: Stay) -> dict[str, Any]:
        return {
            "user": clean(stay.user, LONG),
            "service": stay.service,
            "on": clean(host, LONG),
            "line": clean(stay.line, LONG),
            "host": clean(stay.host, LONG) if self.addresses else None,
            "address": (stay.address or None) if self.addresses else None,
            "login": stay.login,
            "logout": stay.end,
            "how": stay.how,
            "length": self.length(stay),
            "source": stay.source,
        }

    def _access(self, each: Access) -> dict[str, Any]:
        return {
            "user": clean(each.user, LONG),
            "service": each.service,
            "address": (each.address or None) if self.addresses else None,
            "network": (network(each.address) or None) if self.addresses else None,
            "name": clean(each.name, LONG) if self.addresses else None,
            "times": each.times,
            "first": each.first,
            "last": each.last,
            "methods": clean(each.method, LONG),
        }


def _source(reading: Reading) -> dict[str, Any]:
    return {
        "source": clean(reading.source, LONG),
        "host": clean(reading.host, LONG),
        "paths": [clean(path, 1000) for path in reading.paths],
        "records": reading.lines,
        "in_period": reading.in_day,
        "first": reading.first,
        "last": reading.last,
    }


def history(collected: Collected, passes: Sequence[Any], day: Day, user: str, live: bool, now: int) -> History:
    """`day` is the whole period, of one or more days; `user`: only that account's, '' all of them; `live`: who has no
    logout is still on.
    """
    hosts = _hosts(collected, passes)
    whole = many.together(hosts.values(), Totals)
    wanted = account(user)
    names = known(hosts.values(), (*(name for name, _, _ in passes[0].shells), *((user,) if user else ())))
    window = window_of(day.window, now)
    stays = [(host, stay) for host, stay in _stays(hosts, day.window, live) if wanted in ("", stay.user)]
    good, bad = successes(whole.accesses), failures(whole.failures, names)
    return History(
        day.zone,
        day.date,
        local(day.window.end - 1, day.zone).date(),
        window,
        user,
        all(each.addresses for each in passes),
        stays,
        [each for each in good if wanted in ("", each.user)],
        [each for each in bad if wanted in ("", each.user)],
        [] if user else _events(hosts, day.window),
        _connect((stay for _, stay in stays), window),
        [] if user else oddities(hosts, good, bad, day, passes[0]),
        sum(number for name, (number, _) in whole.rest.items() if wanted in ("", name)),
        collected.readings,
        list(dict.fromkeys(collected.problems)),
    )


def _hosts(collected: Collected, passes: Sequence[Any]) -> dict[str, Totals]:
    """Totals by host; the records of one host and the lines of one, which may be named in two ways, are one's."""
    hosts: dict[str, Totals] = {}
    for each in passes:
        for host, total in sorted(collected.totals.get(each.scan_key(), {}).items()):
            hosts.setdefault(host, Totals()).add(total)
    records = [host for host, total in hosts.items() if total.spans.keys() <= RECORDS]
    lines = [host for host in hosts if host not in records]
    if len(records) == len(lines) == 1:
        hosts[lines[0]].add(hosts.pop(records[0]))
    return many.limited(hosts, lambda total: len(total.stays), Totals)


def _stays(hosts: Mapping[str, Totals], window: Window, live: bool) -> list[tuple[str, Stay]]:
    """The sessions that overlap the window, the newest first."""
    found = []
    for host, total in hosts.items():
        for stay in told(total):
            if stay.login in window or counted(stay, window) is not None:
                if stay.how == "open" and not live:
                    stay = stay._replace(how="lost", until=stay.began)
                found.append((host, stay))
    return sorted(found, key=lambda each: (-each[1].login, each[0], each[1].line, each[1].user))


def _connect(stays: Iterable[Stay], window: Window) -> list[Connect]:
    """The longest on first."""
    rows = [Connect(user, *sums) for user, sums in connect(stays, window).items()]
    return sorted(rows, key=lambda each: (-each.sum, each.user))


def _events(hosts: dict[str, Totals], window: Window) -> list[Event]:
    found = [
        Event(at, host, "boot" if before is None else "crash", before, kernel)
        for host, _, at, kernel, before in boots_of(hosts)
    ]
    for host, total in hosts.items():
        found += [Event(at, host, "shutdown") for at in {at for _, at in total.downs}]
        found += [
            Event(step.after, host, "clock set" if step.told else "clock back", step.before) for step in total.steps
        ]
    return sorted((each for each in found if each.at in window), key=lambda each: (-each.at, each.host, each.what))


__all__ = ["Connect", "Event", "History", "history"]
