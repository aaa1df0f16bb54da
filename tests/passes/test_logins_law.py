"""The law of the fold for the logins pass: records and lines cut everywhere, generated histories, whatever else."""

from __future__ import annotations

import json
import pickle
import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.fold import Rows, Window
from qmailreport.passes.logins import ledger as ledgers
from qmailreport.passes.logins import state as states
from qmailreport.passes.logins.ledger import Key, Ledger, row
from qmailreport.passes.logins.names import hidden
from qmailreport.passes.logins.state import Few, State
from qmailreport.passes.logins.table import sessions

from .logins_sim import CASES, DAY, EVER, LOGINS, SECOND, plain, record, records, rows, said, scan, syslog

FILES = sorted(path.name for path in CASES.iterdir())


def joined(parts: list[State]) -> State:
    state = LOGINS.start()
    for part in parts:
        state = LOGINS.merge(state, part)
    return state


def treed(parts: list[State]) -> State:
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return LOGINS.merge(treed(parts[:middle]), treed(parts[middle:]))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", ["wtmp", "btmp"])
def test_every_case_says_the_same_wherever_it_is_cut(name: str, kind: str) -> None:
    every = records(name)
    once = said(rows(every, kind))
    for cut in range(len(every) + 1):
        assert said(LOGINS.merge(rows(every[:cut], kind), rows(every[cut:], kind))) == once
    if every:
        assert said(treed([rows([one], kind) for one in every])) == once


@pytest.mark.parametrize("name", FILES)
def test_a_day_behind_a_day_says_what_both_say_in_one(name: str) -> None:
    """Cut at any record, the second part behind the carry of the first has the same sessions and remembers the same."""
    every = records(name)
    whole, after = LOGINS.settle(rows(every), None)
    for cut in range(1, len(every)):
        _, carry = LOGINS.settle(rows(every[:cut]), None)
        later, end = LOGINS.settle(rows(every[cut:]), json.loads(json.dumps(carry)))
        assert (
            json.loads(json.dumps(end))["hosts"]["mx1"]["wtmp"] == json.loads(json.dumps(after))["hosts"]["mx1"]["wtmp"]
        )
        stays = set(whole["mx1"].stays.values())
        assert set(later["mx1"].stays.values()) <= stays


LINES = ("pts/0", "pts/1", "tty1", "ftpd9", "", "pts/0")
USERS = ("alice", "bob", "x" * 32, "", "../a", "LOGIN")
HOSTS = ("192.0.2.1", "2001:db8::1", "h.example", ":0", "")
EVENT = st.tuples(
    st.integers(0, 5000),
    st.sampled_from((0, 1, 2, 3, 4, 5, 6, 7, 7, 7, 8, 8, 8, 9, 10)),
    st.sampled_from(LINES),
    st.sampled_from(USERS),
    st.sampled_from(HOSTS),
    st.sampled_from((0, 48, 54, 53)),
)
TEXTS = (
    ("sshd[9]", b"Accepted password for bob from 192.0.2.9 port 1 ssh2"),
    ("sshd[9]", b"Accepted publickey for alice from 192.0.2.8 port 1 ssh2: RSA SHA256:x"),
    ("sshd[9]", b"pam_unix(sshd:session): session closed for user bob"),
    ("sshd[8]", b"Failed password for invalid user hunter2 from 192.0.2.66 port 1 ssh2"),
    ("sshd[8]", b"Failed password for root from 192.0.2.66 port 1 ssh2"),
    ("systemd-logind[1]", b"New session 3 of user carol."),
    ("systemd-logind[1]", b"Removed session 3."),
    ("systemd-logind[1]", b"System is rebooting."),
    ("kernel", b"Linux version 6.1.0 (x)"),
    ("dovecot", b"imap-login: Login: user=<bob@A.example>, method=PLAIN, rip=192.0.2.9, lip=::1"),
    (
        "dovecot",
        b"imap-login: Aborted login (auth failed, 2 attempts in 2 secs): user=<dave>, method=PLAIN, rip=::9, lip=::1",
    ),
    ("dovecot", b"auth: sql(dave,::9): Password mismatch"),
    ("vpopmail[1]", b"vchkpw-smtp: password fail eve@a.example:192.0.2.66"),
    ("postfix/smtpd[1]", b"9AB: client=x[192.0.2.9], sasl_method=PLAIN, sasl_username=bob@a.example"),
    ("cron[1]", b"nothing"),
)
CUTS = st.lists(st.integers(0, 400), max_size=6)


def cut(every: list[Any], cuts: list[int]) -> list[list[Any]]:
    places = sorted({0, len(every), *(one % (len(every) + 1) for one in cuts)})
    return [every[a:b] for a, b in pairwise(places)] or [[]]


@given(st.lists(EVENT, max_size=60), CUTS, st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_history_of_records_may_be_cut_anywhere(events: list[Any], cuts: list[int], ordered: bool) -> None:
    """Also with clocks that go back and forth: the records are in the order of the file, whatever time they bear."""
    if ordered:
        events = sorted(events, key=lambda event: event[0])
    start = DAY.window.start
    every = [
        record("00:00:00", kind, line, user, host, when=start + at * 977 * SECOND, pid=pid)
        for at, kind, line, user, host, pid in events
    ]
    once = said(rows(every))
    parts = cut(every, cuts)
    assert said(joined([rows(part) for part in parts])) == once
    assert said(treed([rows(part) for part in parts])) == once
    assert said(pickle.loads(pickle.dumps(rows(every)))) == once
    for total in LOGINS.settle(rows(every), None)[0].values():
        assert all(stay.until is None or stay.until >= stay.began for stay in total.stays.values())


@given(st.lists(st.sampled_from(TEXTS), max_size=60), CUTS)
@settings(max_examples=150, deadline=None)
def test_any_history_of_lines_may_be_cut_anywhere(texts: list[tuple[str, bytes]], cuts: list[int]) -> None:
    lines = [line + b"\n" for line in syslog(texts).split(b"\n")[:-1]]
    once = said(scan(b"".join(lines)))
    parts = [scan(b"".join(part)) for part in cut(lines, cuts)]
    assert said(joined(parts)) == once
    again = [scan(b"".join(part)) for part in cut(lines, cuts)]
    assert said(treed(again)) == once


@given(st.lists(EVENT, max_size=30), st.lists(st.sampled_from(TEXTS), max_size=30), st.lists(EVENT, max_size=30))
@settings(max_examples=80, deadline=None)
def test_totals_add_up_in_any_order(one: list[Any], two: list[tuple[str, bytes]], three: list[Any]) -> None:
    def parts() -> list[Any]:
        made = [
            rows([record("", event[1], *event[2:5], when=DAY.window.start + event[0] * SECOND) for event in some])
            for some in (one, three)
        ]
        made.append(scan(syslog(two)))
        return [next(iter(LOGINS.settle(state, None)[0].values())) for state in made if state.hosts]

    orders = ((0, 1, 2), (2, 0, 1), (1, 2, 0), (2, 1, 0))
    found = []
    for order in orders:
        every = parts()
        whole = None
        for place in order:
            if place < len(every):
                whole = every[place] if whole is None else LOGINS.add(whole, every[place])
        found.append(json.dumps(plain(whole), default=str, sort_keys=True) if whole is None else _sorted(plain(whole)))
    assert all(one == found[0] for one in found)


def _sorted(totals: Any) -> Any:
    return {
        name: sorted(value.items(), key=str) if isinstance(value, dict) else value for name, value in totals.items()
    }


def test_the_empty_state_is_the_identity() -> None:
    every = records("normal.wtmp")
    once = said(rows(every))
    assert said(LOGINS.merge(LOGINS.start(), rows(every))) == once
    assert said(LOGINS.merge(rows(every), LOGINS.start())) == once


def test_records_beyond_the_bound_are_counted_and_the_last_ones_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "RECORDS", 10)
    every = [record("00:00:00", 7 + n % 2, "pts/0", "bob", when=DAY.window.start + n * SECOND) for n in range(57)]
    once = said(rows(every))
    for size in (1, 3, 10, 11, 40):
        assert said(joined([rows(every[at : at + size]) for at in range(0, 57, size)])) == once
    assert once[0]["mx1"]["counts"]["left_out"] == 47
    assert max(stay.login for stay in once[0]["mx1"]["stays"].values()) == every[56][0]


def test_too_many_keys_are_named_more_coarsely_in_any_order() -> None:
    keys = [Key(hidden(f"name {n}"), "ssh", f"192.0.{n % 3}.{n}", "sshd") for n in range(40)]
    keys += [Key("root", "ssh", f"10.0.{n}.9", "sshd") for n in range(30)]
    levels = set()
    for cap, level in ((100, 0), (45, 1), (31, 2), (4, 3)):
        found = []
        for seed in range(4):
            mixed = keys[:]
            random.Random(seed).shuffle(mixed)
            parts = Ledger(cap), Ledger(cap)
            for number, key in enumerate(mixed):
                parts[number < 17 * seed].put(key, row(number % 5, method=f"m{number % 12}"))
            parts[0].add(parts[1])
            found.append((parts[0].level, {key: one.times for key, one in parts[0]}))
        assert all(one == found[0] for one in found)
        assert found[0][0] >= level and sum(found[0][1].values()) == 70 and len(found[0][1]) <= cap
        levels.add(found[0][0])
    assert len(levels) > 2 and ledgers.CAP > 1000


def test_a_set_that_is_too_large_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "NAMES", 3)
    one, two = Few(), Few()
    for number in range(4):
        one.put(number)
    two.put(9)
    two.add(one)
    assert one.full and two.full and not two.kept


@given(
    st.binary(max_size=300),
    st.sampled_from([tag for tag, _ in TEXTS] + ["proftpd", "pure-ftpd", "login", "ftpd", "imapd"]),
)
@settings(max_examples=300, deadline=None)
def test_whatever_a_line_holds_nothing_raises(text: bytes, tag: str) -> None:
    starts = (b"", b"imap-login: Login: user=<", b"Accepted password for ", b"LOGIN, user=", b"(?@", b"FTP LOGIN FROM ")
    for begin in starts:
        said(scan(syslog([(tag, begin + text.replace(b"\n", b" "))])))


def test_no_record_at_all_and_empty_windows() -> None:
    assert said(rows([]))[0]["mx1"]["stays"] == {}
    assert LOGINS.settle(LOGINS.start(), None)[0] == {}
    assert sessions([]) == []
    state = LOGINS.scan(LOGINS.start(), Rows("btmp", [], Window(0, 1), "mx1"))
    assert said(state)[0]["mx1"]["failures"] == (0, {})
    assert said(LOGINS.scan(state, Rows("lastlog", [], EVER, "mx1")))[0]["mx1"]["snapshot"] == {}
