"""What a place is, and when it is a new one."""

from __future__ import annotations

import datetime as dt
import ipaddress

import pytest

from qmailreport.logins import Access, UserDay
from qmailreport.whereabouts import (
    Hasher,
    Judged,
    Rules,
    domain,
    hashes_of,
    inside,
    judged,
    merged,
    network,
    quarter,
    stretch,
)

KEY = Hasher(bytes(range(32)), "mine")
MINUTE = 60 * 10**9


def access(address: str, first: int = 100, times: int = 1, service: str = "IMAP", name: str = "") -> Access:
    return Access("alice", service, address, times, first * MINUTE, (first + times - 1) * MINUTE, "PLAIN", name)


def day(*good: Access, bad: tuple[Access, ...] = ()) -> UserDay:
    return UserDay("alice", good, bad, ())


def places(*addresses: str, name: str = "") -> set[bytes]:
    return {each for address in addresses for each in judge(day(access(address, name=name))).places}


def judge(each: UserDay, known: set[bytes] | None = None, learning: bool = False, **rules: object) -> Judged:
    return judged(each, KEY, known or set(), Rules(**rules), learning)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("203.0.113.777", None),
        ("dip0.t-ipconnect.de", None),
        ("", None),
        ("203.0.113.7\n", None),
    ],
)
def test_the_network_of_an_address(address: str, place: str | None) -> None:
    found = network(address)
    assert (found and str(found)) == place


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("p5B0A.dip0.t-ipconnect.de.", "t-ipconnect.de"),
        ("a.b.example.co.uk", "example.co.uk"),
        ("KD1.ppp-bb.DION.ne.jp", "dion.ne.jp"),
        ("example.org", "example.org"),
        ("localhost", ""),
        ("203.0.113.7", ""),
        ("unknown", ""),
        ("a..b.de", ""),
        ("x.de\nBcc: y", ""),
        ("é.example.de", ""),
        ("a." * 200 + "de", ""),
    ],
)
def test_the_domain_of_a_name(name: str, found: str) -> None:
    assert domain(name) == found


def test_what_is_inside() -> None:
    for address in ("10.0.0.1", "172.31.9.9", "192.168.1.1", "127.0.0.1", "100.64.7.7", "fd12::1", "fe80::1", "::1"):
        place = network(address)
        assert place is not None and inside(place), address
    place = network("172.32.0.1")
    assert place is not None and not inside(place) and inside(place, [ipaddress.ip_network("172.32.0.0/28")])


def test_a_place_is_new_once_and_its_hash_is_the_user_s_own() -> None:
    first = judge(day(access("203.0.113.5"), access("203.0.113.9", service="SMTP")))
    assert [line.state for line in first.lines] == ["new", "new"] and first.new == 1
    assert [line.place for line in first.lines] == ["203.0.113.5", "203.0.113.9"]
    again = judge(day(access("203.0.113.77", times=3)), set(first.places))
    assert [(line.state, line.place, line.times) for line in again.lines] == [("known", "203.0.113.0/24", 3)]
    assert KEY("alice", "net x") != KEY("bob", "net x") != Hasher(KEY.key, "other")("bob", "net x")
    assert judge(day(access("203.0.113.5")), learning=True).new == 0


def test_a_new_network_in_a_known_domain_is_a_note() -> None:
    known = places("203.0.113.5", name="a.dip0.t-ipconnect.de")
    near = judge(day(access("198.51.100.7", name="b.dip1.t-ipconnect.de")), known)
    assert [(line.state, line.place, line.name) for line in near.lines] == [
        ("near", "198.51.100.0/24", "t-ipconnect.de")
    ]
    assert near.new == 0
    by_domain = judge(day(access("198.51.100.7", name="b.dip1.t-ipconnect.de")), known, by_domain=True)
    assert [line.state for line in by_domain.lines] == ["known"]
    other = judge(day(access("198.51.100.7", name="b.evil.example")), known, by_domain=True)
    assert [line.state for line in other.lines] == ["new"]


def test_failures_before_a_login_from_a_new_place_are_suspicious() -> None:
    tried = access("203.0.113.9", first=50, times=12)
    found = judge(day(access("203.0.113.5", first=100), bad=(tried,)))
    assert found.suspected == "failures"
    assert (found.lines[0].failed_before, found.lines[0].failed_since) == (12, 50 * MINUTE)
    behind = access("203.0.113.9", first=200, times=12)
    elsewhere = access("198.51.100.9", first=50, times=12)
    for bad in (behind, elsewhere, access("203.0.113.9", first=50, times=9)):
        assert judge(day(access("203.0.113.5", first=100), bad=(bad,))).suspected == ""
    known = places("203.0.113.5")
    assert judge(day(access("203.0.113.5", first=100), bad=(tried,)), known).suspected == ""
    near = places("192.0.2.1", name="x.isp.example")
    note = judge(day(access("203.0.113.5", first=100, name="y.isp.example"), bad=(tried,)), near)
    assert (note.lines[0].state, note.suspected) == ("near", "failures")  # a name in the DNS is no alibi


def test_many_places_in_one_day_are_suspicious() -> None:
    far = ("203.0.113.5", "198.51.100.5", "192.0.2.5", "2001:db8::5")
    four = [access(address, first=number + 1) for number, address in enumerate(far)]
    assert judge(day(*four)).suspected == "places" and judge(day(*four[:3])).suspected == ""
    assert judge(day(*four), many=5).suspected == ""


@pytest.mark.parametrize("pattern", ["198.51.{}.7", "2001:db8:7:{}::1"])
def test_a_telephone_is_no_thief_wherever_its_network_puts_it(pattern: str) -> None:
    found = judge(day(*(access(pattern.format(number), first=number) for number in range(1, 20))))
    assert (found.suspected, found.new) == ("", 19)


def test_attempts_behind_a_login_are_not_before_it() -> None:
    """Who mistypes once at eight, logs in, and whose telephone fails all evening, has not lost a password."""
    evening = access("203.0.113.9", first=99)._replace(times=25, last=1400 * MINUTE)
    found = judge(day(access("203.0.113.5", first=100), bad=(evening,)))
    assert (found.suspected, found.lines[0].failed_before, found.lines[0].failed_later) == ("", 1, True)
    attack = access("203.0.113.9", first=0)._replace(times=200, last=110 * MINUTE)
    found = judge(day(access("203.0.113.5", first=100), bad=(attack,)))
    assert (found.suspected, found.lines[0].failed_since) == ("failures", 0) and found.lines[0].failed_before < 200


def test_a_name_stands_for_the_address_that_was_not_logged() -> None:
    """Records of wtmp may have a host's name alone."""
    one = judge(day(access("", name="p5B0A.dip0.t-ipconnect.de")))
    assert [(line.place, line.state, line.network) for line in one.lines] == [
        ("p5b0a.dip0.t-ipconnect.de", "new", "t-ipconnect.de")
    ]
    again = judge(day(access("", name="p5C0B.dip0.t-ipconnect.de")), set(one.places))
    assert [(line.place, line.state) for line in again.lines] == [("t-ipconnect.de", "known")]
    assert hashes_of(KEY, "alice", one.lines[0]) == list(one.places)
    tried = access("", first=50, times=12, name="x.t-ipconnect.de")
    assert judge(day(access("", name="p5B0A.dip0.t-ipconnect.de"), bad=(tried,))).suspected == "failures"
    for name in ("localhost.localdomain", "pc7.lan", ":0", "evil\r\nBcc: x@y.example", "<b>.example"):
        assert [line.state for line in judge(day(access("", name=name))).lines] == ["known"]


def test_what_has_no_address_is_nothing_new() -> None:
    found = judge(day(access("", service="webmail"), access("not an address")))
    assert {line.state for line in found.lines} == {"known"} and not found.places


def test_days_add_up() -> None:
    one = judge(day(access("203.0.113.5", first=10), access("192.0.2.1", first=20, times=5)))
    two = judge(day(access("203.0.113.9", first=2000)), set(one.places))
    three = judge(day(access("203.0.113.9", first=4000, times=2)), set(one.places))
    total = merged([two.lines, one.lines, three.lines])
    assert [(line.state, line.times) for line in total] == [("new", 1), ("new", 5), ("known", 3)]
    assert (total[2].first, total[2].last) == (2000 * MINUTE, 4001 * MINUTE)
    assert merged([one.lines, three.lines, two.lines]) == total


@pytest.mark.parametrize(
    ("when", "date", "found"),
    [
        ("daily", "2026-11-18", ("2026-11-18", "2026-11-18")),
        ("always", "2026-11-18", ("2026-11-18", "2026-11-18")),
        ("weekly", "2026-11-18", None),
        ("weekly", "2026-11-22", ("2026-11-16", "2026-11-22")),
        ("monthly", "2026-11-29", None),
        ("monthly", "2026-11-30", ("2026-11-01", "2026-11-30")),
        ("monthly", "2028-02-29", ("2028-02-01", "2028-02-29")),
        ("monthly", "2026-12-31", ("2026-12-01", "2026-12-31")),
        ("never", "2026-11-30", None),
    ],
)
def test_the_days_of_a_mail(when: str, date: str, found: tuple[str, str] | None) -> None:
    days = stretch(when, dt.date.fromisoformat(date))
    assert (days and tuple(map(str, days))) == found


def test_quarters() -> None:
    assert [quarter(dt.date(2026, month, 17)).month for month in range(1, 13)] == [
        1,
        1,
        1,
        4,
        4,
        4,
        7,
        7,
        7,
        10,
        10,
        10,
    ]
