"""Where a login came from, and whether that is a new place for its user.  Pure.

A place is the IPv4 /24 or IPv6 /64 of an address, or the domain of the host name that the log has of it; nothing is
looked up.  Known places come as keyed hashes, so that what is kept tells nobody where users have been.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import ipaddress
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from .logins import Access, Line, State, UserDay

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_INSIDE = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"),
    *("::/127", "fc00::/7", "fe80::/10"),
)
INSIDE = tuple(map(ipaddress.ip_network, _INSIDE))  # what no outside router carries
NEARBY = (
    ".localdomain",
    ".local",
    ".lan",
    ".internal",
    ".localhost",
    ".home.arpa",
)  # names that mean nothing elsewhere
SECOND_LEVEL = {"ac", "co", "com", "edu", "gob", "gov", "go", "gr", "ltd", "mil", "ne", "net", "nom", "or", "org"}
_NAME = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}", re.ASCII)


def network(address: str) -> Network | None:
    """The /24 or /64 of an address; None where it is none.  A v4-mapped IPv6 address is the IPv4 one."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return ipaddress.ip_network((found, 24 if found.version == 4 else 64), strict=False)


def region(place: Network) -> Network:
    """The /16 or /32 around a network: a telephone has many networks in a day, most of them within one of these."""
    return place.supernet(new_prefix=16 if place.version == 4 else 32)


def inside(place: Network, more: Iterable[Network] = ()) -> bool:
    """Is the network private, or within one of `more`?"""
    return any(place.version == each.version and place.overlaps(each) for each in (*INSIDE, *more))


def spot(access: Access) -> Network | str:
    """Where somebody came from: a network; the domain of a name that stands for the address; '' where none is known."""
    place = network(access.address)
    return place if place is not None else domain(access.name)


def domain(name: str) -> str:
    """The domain that a host name was registered under, as its form tells: 'dip0.t-ipconnect.de' → t-ipconnect.de.

    Empty where it is no name.
    """
    plain = name.strip().rstrip(".").lower()
    if not _NAME.fullmatch(plain):
        return ""
    labels = plain.split(".")
    country = len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL
    return ".".join(labels[-3:] if country else labels[-2:])


@dataclass(frozen=True, slots=True)
class Hasher:
    """Makes of a user's place what is kept of it: HMAC-SHA256 under a key that never leaves the state directory."""

    key: bytes
    scope: str  # the report: two reports learn apart

    def __call__(self, user: str, place: str) -> bytes:
        """16 bytes; the same place of two users gives different ones."""
        said = "\0".join((self.scope, user, place)).encode("utf-8", "surrogatepass")
        return hmac.new(self.key, said, hashlib.sha256).digest()[:16]

    def token(self, *words: str) -> str:
        """Twelve hex digits that nobody outside can guess."""
        return self("", "\0".join(words)).hex()[:12]


@dataclass(frozen=True)
class Rules:
    """What a report takes for a place, and for a stolen password."""

    by_domain: bool = False  # a place is a domain, where the log has a name
    trusted: tuple[Network, ...] = ()  # never new
    failures: int = 10
    many: int = 4


@dataclass(frozen=True)
class Judged:
    """One user's day, place by place."""

    lines: tuple[Line, ...] = ()  # successful logins, grouped
    failures: tuple[Line, ...] = ()
    places: tuple[bytes, ...] = ()  # hashes of what is known from now on; where a thief may have been, nothing new
    suspected: str = ""  # why this looks like a stolen password: 'failures', 'places' or nothing
    new: int = 0  # networks that are new


@dataclass
class _Group:
    times: int = 0
    first: int = 0
    last: int = 0
    methods: set[str] = field(default_factory=set)
    name: str = ""


def hashes_of(hasher: Hasher, user: str, line: Line) -> list[bytes]:
    """What a new place's line is known by."""
    place = network(line.place)
    keys = [f"net {place}"] if place else []
    return [hasher(user, each) for each in (*keys, *([f"domain {line.name}"] if line.name else []))]


def judged(day: UserDay, hasher: Hasher, known: Collection[bytes], rules: Rules, learning: bool) -> Judged:
    """What a day's logins are: `known` are hashes of places that the user has used before the day.

    `learning`: no place counts as new yet.
    """
    used: dict[bytes, None] = {}
    grouped: dict[tuple[str, str, State], _Group] = {}
    failed = _failed(day.failures)
    suspected = ""
    new: set[Network | str] = set()
    for access in sorted(day.accesses, key=lambda each: (each.first, each.address, each.service)):
        place = spot(access)
        outside = _outside(access, place, rules)
        keys = _keys(access, place) if outside else []
        hashes = [hasher(day.user, each) for each in keys]
        used.update(dict.fromkeys(hashes))
        state = _state(hashes, known, rules, learning) if outside else "known"
        label = (access.address or access.name.strip().rstrip(".").lower()) if state == "new" else str(place)
        _add(grouped, (access.service, label, state), access, domain(access.name))
        if state in ("new", "near"):
            before = _before(failed, str(place), access.first)
            suspected = "failures" if before >= rules.failures else suspected
        if state == "new":
            new.add(place)
    lines = _lines(grouped, failed)
    if len({each if isinstance(each, str) else region(each) for each in new}) >= rules.many:
        suspected = suspected or "places"
    tried: dict[tuple[str, str, State], _Group] = {}
    for access in day.failures:
        _add(tried, (access.service, access.address or domain(access.name), "known"), access, domain(access.name))
    learned = tuple(each for each in used if each in known or not suspected)
    return Judged(lines, _lines(tried, {}), learned, suspected, len(new))


def _outside(access: Access, place: Network | str, rules: Rules) -> bool:
    """May that be a new place at all?"""
    if isinstance(place, str):
        return bool(place) and not access.name.strip().rstrip(".").lower().endswith(NEARBY)
    return not inside(place, rules.trusted)


def _keys(access: Access, place: Network | str) -> list[str]:
    """What a place is known by: its network, and its domain where the log has a name."""
    name = domain(access.name)
    return [*([] if isinstance(place, str) else [f"net {place}"]), *([f"domain {name}"] if name else [])]


def _state(hashes: list[bytes], known: Collection[bytes], rules: Rules, learning: bool) -> State:
    if learning or hashes[0] in known:
        return "known"
    if len(hashes) > 1 and hashes[1] in known:
        return "known" if rules.by_domain else "near"
    return "new"


def _failed(failures: Iterable[Access]) -> dict[str, list[Access]]:
    found: dict[str, list[Access]] = {}
    for each in failures:
        if place := spot(each):
            found.setdefault(str(place), []).append(each)
    return found


def _before(failed: Mapping[str, list[Access]], place: str, first: int) -> int:
    """How many attempts from a network failed before a login, as far as can be told."""
    return sum(each.before(first) for each in failed.get(place, ()))


def _add(grouped: dict[tuple[str, str, State], _Group], key: tuple[str, str, State], access: Access, name: str) -> None:
    group = grouped.setdefault(key, _Group(0, access.first, access.last))
    group.times += access.times
    group.first, group.last = min(group.first, access.first), max(group.last, access.last)
    group.methods.update(filter(None, access.method.split(",")))
    group.name = group.name or name


def _lines(grouped: Mapping[tuple[str, str, State], _Group], failed: Mapping[str, list[Access]]) -> tuple[Line, ...]:
    lines = []
    for (service, label, state), group in grouped.items():
        place = str(network(label) or domain(label)) if state == "new" else ""
        early = [each for each in failed.get(place, ()) if each.first < group.first]
        lines.append(
            Line(
                service=service,
                place=label,
                times=group.times,
                first=group.first,
                last=group.last,
                state=state,
                name=group.name,
                method=",".join(sorted(group.methods)),
                failed_before=sum(each.before(group.first) for each in early),
                failed_since=min((each.first for each in early), default=0),
                failed_later=any(each.last >= group.first for each in early),
            )
        )
    return tuple(sorted(lines, key=_order))


def _order(line: Line) -> tuple[bool, int, int, str, str]:
    """New places first, by time; then the busiest."""
    fresh = line.state == "new"
    return (not fresh, line.first if fresh else 0, -line.times, line.service, line.place)


def merged(days: Iterable[tuple[Line, ...]]) -> tuple[Line, ...]:
    """Lines of several days as those of one stretch."""
    found: dict[tuple[str, str, State], Line] = {}
    for line in (each for lines in days for each in lines):
        key = (line.service, line.place, line.state)
        if key not in found:
            found[key] = line
            continue
        old = found[key]
        early = old if old.first <= line.first else line
        found[key] = early._replace(times=old.times + line.times, last=max(old.last, line.last))
    return tuple(sorted(found.values(), key=_order))


def stretch(when: str, date: dt.date) -> tuple[dt.date, dt.date] | None:
    """The days, both included, that a mail of that kind made for `date` is of; None where none is due.

    Weeks end on Sundays, months on their last day.
    """
    match when:
        case "daily" | "always":
            return date, date
        case "weekly" if date.isoweekday() == 7:
            return date - dt.timedelta(days=6), date
        case "monthly" if (date + dt.timedelta(days=1)).day == 1:
            return date.replace(day=1), date
    return None


def quarter(date: dt.date) -> dt.date:
    """The first day of the date's quarter."""
    return date.replace(month=(date.month - 1) // 3 * 3 + 1, day=1)
