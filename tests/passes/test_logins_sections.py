"""What the digest says of logins: problems first, names that may be passwords never, places only to the operator."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from qmailreport.audience import tuned
from qmailreport.day import Day
from qmailreport.findings import attention
from qmailreport.fold import Carry, Lines, Rows
from qmailreport.formats import FORMATS
from qmailreport.passes.logins import Logins, histories, totals
from qmailreport.passes.logins.names import networks_only
from qmailreport.passes.logins.state import State
from qmailreport.report import Digest, Section
from qmailreport.sources import shells

from .logins_sim import CLOCK, DAY, LOGINS, SECOND, SHELLS, UTC, at, everything, record, scan, syslog

HOUR = 3600 * SECOND
PASS = replace(LOGINS, shells=SHELLS, guesses=5)
BEFORE = DAY.before()


def wtmp(records: Sequence[tuple[Any, ...]], day: Day = DAY, kind: str = "wtmp", host: str = "mx1") -> State:
    return PASS.scan(
        PASS.start(),
        Rows(kind, [one for one in records if kind == "lastlog" or one[0] in day.window], day.window, host),
    )


def settled(*states: State, each: Logins = PASS, carry: Carry | None = None) -> dict[str, Any]:
    """Totals of several sources, added up."""
    found: dict[str, Any] = {}
    for state in states:
        for host, total in each.settle(state, carry)[0].items():
            found[host] = each.add(found[host], total) if host in found else total
    return found


def sections(*states: State, each: Logins = PASS, carry: Carry | None = None) -> Sequence[Section]:
    return each.finish(settled(*states, each=each, carry=carry), DAY)


def table(found: Sequence[Section], id: str) -> list[tuple[Any, ...]]:
    return [row for section in found for one in section.tables if one.id == id for row in one.rows]


def figure(found: Sequence[Section], id: str) -> Any:
    return {one.id: one.value for section in found for one in section.figures}.get(id)


def imap(user: str, ip: str) -> tuple[str, bytes]:
    return ("dovecot", f"imap-login: Login: user=<{user}>, method=PLAIN, rip={ip}, lip=198.51.100.1".encode())


def wrong(user: str, ip: str, times: int = 1) -> tuple[str, bytes]:
    said = f"imap-login: Disconnected (auth failed, {times} attempts in 2 secs): "
    return ("dovecot", f"{said}user=<{user}>, method=PLAIN, rip={ip}, lip=::1".encode())


def test_who_was_on_with_both_times() -> None:
    found = sections(
        wtmp(
            [
                record("08:00:00", 7, "pts/0", "alice", "192.0.2.1"),
                record("08:30:00", 7, "pts/1", "alice", "192.0.2.1"),
                record("09:00:00", 8, "pts/0"),
                record("10:00:00", 8, "pts/1"),
                record("11:00:00", 7, "tty1", "bob"),
                record("22:00:00", 7, "pts/2", "alice", "2001:db8::1"),
            ]
        )
    )
    assert table(found, "logins.users") == [
        ("bob", 1, 1, 13 * HOUR, 13 * HOUR, "console", ""),
        ("alice", 3, 3, 4 * HOUR + HOUR // 2, 4 * HOUR, "ssh", "192.0.2.1, 2001:db8::1"),
    ]
    assert [(row[0], row[2]) for row in table(found, "logins.open")] == [("bob", "still on"), ("alice", "still on")]
    assert (figure(found, "logins.sessions"), figure(found, "logins.users"), figure(found, "logins.open")) == (4, 2, 2)
    assert figure(found, "logins.connect") == 17 * HOUR + HOUR // 2


def test_nobody_is_on_beyond_the_present() -> None:
    state = wtmp([record("08:00:00", 7, "pts/0", "alice", "192.0.2.1")])
    each = replace(PASS, now=at("09:00:00"))
    assert figure(sections(state, each=each), "logins.connect") == HOUR


def test_a_session_goes_on_over_days_and_is_closed_by_the_day_that_closes_it() -> None:
    _, carry = PASS.settle(
        wtmp([record("", 7, "pts/0", "alice", "192.0.2.1", when=BEFORE.window.end - HOUR)], BEFORE), None
    )
    carry = json.loads(json.dumps(carry))
    found = sections(PASS.start(), carry=carry)
    assert found == ()  # nothing was read of the day
    found = sections(wtmp([record("02:00:00", 8, "pts/0")]), carry=carry)
    assert table(found, "logins.users") == [("alice", 1, 0, 2 * HOUR, 2 * HOUR, "ssh", "192.0.2.1")]
    both = settled(wtmp([record("", 7, "pts/0", "alice", "192.0.2.1", when=BEFORE.window.end - HOUR)], BEFORE))
    week = PASS.add(both["mx1"], settled(wtmp([record("02:00:00", 8, "pts/0")]), carry=carry)["mx1"])
    assert [stay.end for stay in week.stays.values()] == [at("02:00:00")]


def test_an_open_session_is_given_up_after_its_time() -> None:
    _, carry = PASS.settle(wtmp([record("", 7, "pts/0", "alice", when=BEFORE.window.start)], BEFORE), None)
    each = replace(PASS, expire=HOUR)
    found = sections(wtmp([record("23:30:00", 7, "pts/1", "bob")]), carry=carry, each=each)
    assert figure(found, "logins.expired") == 1 and figure(found, "logins.lost") == 1
    assert [row[0] for row in table(found, "logins.users")] == ["bob"]
    assert table(found, "logins.open")[0][2] == "logout lost"


def test_a_name_that_is_nobodys_is_never_shown_nor_kept() -> None:
    secret = "hunter2secret"
    texts = [
        ("sshd[1]", f"Failed password for invalid user {secret} from 192.0.2.66 port 1 ssh2".encode()),
        ("sshd[1]", f"Invalid user {secret} from 192.0.2.66 port 1".encode()),
        wrong(secret, "192.0.2.66"),
        (
            "postfix/smtpd[1]",
            f"warning: h[192.0.2.66]: SASL LOGIN authentication failed: x, sasl_username={secret}".encode(),
        ),
        ("vpopmail[1]", f"vchkpw-pop3: vpopmail user not found {secret}:192.0.2.66".encode()),
        ("login[1]", f"FAILED LOGIN (1) on '/dev/tty1' FOR '{secret}', Authentication failure".encode()),
        ("vsftpd[1]", f'[{secret}] FAIL LOGIN: Client "192.0.2.66"'.encode()),
        wrong("alice", "192.0.2.66"),
        wrong("carol", "192.0.2.66"),
        imap("carol", "192.0.2.7"),
    ]
    lines, tries = scan(syslog(texts)), wtmp([record("01:00:00", 6, "ssh:notty", secret, "192.0.2.66")], kind="btmp")
    assert secret not in repr(lines) and secret not in repr(tries)  # it does not even leave the line
    totals = settled(lines, tries)
    found = PASS.finish(totals, DAY)
    assert secret not in everything(found) and secret not in json.dumps(PASS.settle(lines, None)[1])
    assert {row[0] for row in table(found, "logins.failures")} == {"(unknown name)", "alice", "carol"}
    told = histories(totals, DAY.window, ["alice"])
    assert secret not in repr(told) and set(told) == {"alice", "carol"}
    assert "\x00" not in everything(found)


def test_many_failures_and_then_a_login_is_told_first() -> None:
    texts = [*[wrong("bob@a.example", "203.0.113.9")] * 6, imap("bob@a.example", "203.0.113.9")]
    found = sections(scan(syslog(texts)))
    assert found[0].urgent and [row[1:] for row in table(found, "logins.warnings")] == [("serious", 6)]
    assert "203.0.113.9" in found[0].tables[0].samples[0]
    digest = Digest("daily", "mx1", DAY.date, "UTC", (DAY.window.start, DAY.window.end), tuple(found), (), ())
    assert attention(digest)[0].level == "act" and "change it" in attention(digest)[0].text
    hushed = everything(sections(scan(syslog(texts)), each=replace(PASS, addresses=False)))
    assert "203.0.113.9" not in hushed
    for quiet in (
        [imap("bob@a.example", "203.0.113.9"), *texts],  # the login was there before the failures
        texts[3:],  # too few
        [*texts[:6], imap("bob@a.example", "203.0.113.200")],  # from elsewhere
    ):
        assert table(sections(scan(syslog(quiet))), "logins.warnings") == []


def test_who_mistypes_at_a_known_place_is_no_intruder() -> None:
    before = replace_day(scan_on(BEFORE, syslog([imap("bob@a.example", "203.0.113.77")])))
    texts = [*[wrong("bob@a.example", "203.0.113.9")] * 6, imap("bob@a.example", "203.0.113.9")]
    assert table(sections(scan(syslog(texts)), carry=before), "logins.warnings") == []


def scan_on(day: Day, log: bytes) -> State:
    moved = log.replace(b"Nov 18", f"{day.date:%b %d}".encode())
    return PASS.scan(PASS.start(), Lines(moved, FORMATS["syslog"], CLOCK, day.window, "mx1"))


def replace_day(state: State, carry: Carry | None = None) -> Carry:
    """The carry that a day leaves, as the store gives it back."""
    return json.loads(json.dumps(PASS.settle(state, carry)[1]))


def test_guesses_from_many_networks_and_a_login_from_one_of_them() -> None:
    texts = [wrong("bob@a.example", f"203.0.{n}.9") for n in range(5)] + [imap("bob@a.example", "203.0.3.200")]
    assert [row[1:] for row in table(sections(scan(syslog(texts))), "logins.warnings")] == [("serious", 5)]


def test_a_machine_under_two_names_has_its_sessions_once() -> None:
    """wtmp is the site's, and syslog says the host's short name, or whatever the host calls itself."""
    lines = [
        ("sshd[1]", b"Accepted publickey for alice from 192.0.2.1 port 1 ssh2"),
        ("sshd[1]", b"pam_unix(sshd:session): session closed for user alice"),
        ("sshd[2]", b"Accepted publickey for alice from 192.0.2.1 port 1 ssh2"),
    ]
    stay = [record("06:00:01", 7, "pts/0", "alice", "192.0.2.1"), record("06:00:08", 8, "pts/0")]
    stay.append(record("06:00:15", 7, "pts/1", "alice", "192.0.2.1"))
    other = [record("07:00:00", 7, "pts/0", "bob", "192.0.2.7"), record("08:00:00", 8, "pts/0")]
    for name in ("mx1.example.org", "mail.example.net"):
        totals = settled(scan(syslog(lines)), wtmp(stay, host=name))
        found = PASS.finish(totals, DAY)
        assert [row[:3] for row in table(found, "logins.users")] == [("alice", 2, 2)]
        assert not table(found, "logins.hosts") and len(totals) == 2
        assert [len(one.sessions) for one in histories(totals, DAY.window).values()] == [2]
    apart = sections(scan(syslog(lines)), wtmp(stay, host="mx1.example.org"), wtmp(other, host="mx2.example.org"))
    assert [row[0] for row in table(apart, "logins.hosts")] == ["mx1", "mx2.example.org"]
    many = sections(scan(syslog(lines)), wtmp(stay, host="mx1.example.org"), wtmp(other, host="mx1.example.net"))
    assert len(table(many, "logins.hosts")) == 3  # either may be meant


def test_an_hour_is_unusual_only_where_enough_is_known() -> None:
    carry: Carry | None = None
    day = Day.of(DAY.date - dt.timedelta(days=25), UTC)
    for count in range(1, 25):
        texts = syslog([imap("bob@a.example", "192.0.2.7")], start="09:00:00")
        carry = replace_day(scan_on(day, texts), carry)
        day = Day.of(day.date + dt.timedelta(days=1), UTC)
        night = scan(syslog([imap("bob@a.example", "192.0.2.7")], start="03:00:00"))
        warned = [row[0] for row in table(sections(night, carry=carry), "logins.warnings")]
        assert warned == (["Logins at an unusual hour"] if count >= 20 else [])
    assert (
        table(
            sections(scan(syslog([imap("bob@a.example", "192.0.2.7")], start="11:00:00")), carry=carry),
            "logins.warnings",
        )
        == []
    )


def test_sessions_that_sshd_knows_nothing_of() -> None:
    lines = [
        ("sshd[1]", b"Accepted publickey for alice from 192.0.2.1 port 1 ssh2"),
        *[("sshd[2]", b"Failed password for root from 192.0.2.66 port 1 ssh2")] * 30,
    ]
    log = scan(syslog(lines, start="06:00:00", gap=600))

    def on(clock: str, user: str, host: str = "192.0.2.1", line: str = "pts/0") -> State:
        return wtmp([record(clock, 7, line, user, host)])

    assert table(sections(log, on("06:01:00", "alice")), "logins.warnings") == []
    for quiet in (
        on("03:00:00", "bob"),
        on("10:55:00", "bob"),
        on("08:00:00", "bob", ":0"),
        on("08:00:00", "bob", line="tty1"),
    ):
        assert table(sections(log, quiet), "logins.warnings") == []  # not covered by sshd's log, or not by ssh
    warned = table(sections(log, on("08:00:00", "bob")), "logins.warnings")
    assert warned == [("Sessions in wtmp that sshd’s log knows nothing of", "warning", 1)]
    assert table(sections(on("08:00:00", "bob")), "logins.warnings") == []  # without sshd's log nothing is known
    elsewhere = settled(log) | {"mx9": settled(wtmp([record("08:00:00", 7, "pts/0", "bob", "192.0.2.1")]))["mx1"]}
    assert len(table(PASS.finish(elsewhere, DAY), "logins.warnings")) == 1  # one host, named in two ways


def test_a_wtmp_that_nobody_writes_any_more() -> None:
    early = Day.of(DAY.date - dt.timedelta(days=9), UTC)
    old = record("", 7, "pts/0", "alice", when=early.window.start)
    _, carry = PASS.settle(PASS.scan(PASS.start(), Rows("wtmp", [old], early.window, "mx1")), None)
    lines = [("sshd[1]", b"Accepted publickey for alice from 192.0.2.1 port 1 ssh2")] * 12
    totals = settled(scan(syslog(lines)))
    PASS.add(totals["mx1"], settled(PASS.start(), carry=carry)["mx1"])
    assert [row[0] for row in table(PASS.finish(totals, DAY), "logins.warnings")] == [
        "wtmp has no record of a week, and sshd let people in"
    ]


def test_crashes_clocks_and_root() -> None:
    found = sections(
        wtmp(
            [
                record("06:00:00", 2, "~", "reboot", "6.1"),
                record("07:00:00", 7, "pts/0", "alice", "192.0.2.1"),
                record("08:00:00", 7, "pts/1", "bob", "192.0.2.1"),
                record("09:00:00", 2, "~", "reboot", "6.1"),
                record("08:30:00", 7, "pts/1", "bob", "192.0.2.1"),
                record("10:00:00", 10, "~", "shutdown", "6.1"),
            ]
        ),
        scan(syslog([("sshd[1]", b"Accepted password for root from 192.0.2.1 port 1 ssh2")])),
    )
    warned = {row[0]: row[2] for row in table(found, "logins.warnings")}
    assert warned == {
        "Boots without a shutdown before them": 1,
        "Login records go back in time": 1,
        "root logged in by ssh with a password": 1,
    }
    assert [row[0] for row in table(found, "logins.boots")] == [
        "boot 6.1",
        "records go back",
        "boot after a crash 6.1",
        "shutdown",
    ]
    assert [row[2:] for row in table(found, "logins.open")] == [
        ("crash; at least", at("07:00:00"), HOUR),
        ("crash; at least", at("08:00:00"), 0),
    ]
    assert figure(found, "logins.crashes") == 1 and figure(found, "logins.reboots") == 2


def test_accounts_that_nobody_uses() -> None:
    day = 86_400 * SECOND
    snapshot = [
        ("alice", 1000, DAY.window.start - 91 * day, "pts/0", "192.0.2.1", "sshd"),
        ("", 1001, DAY.window.start - 2 * day, "tty1", "", "login"),
    ]
    found = sections(wtmp(snapshot, kind="lastlog"))
    assert table(found, "logins.dormant") == [("alice", "ssh from 192.0.2.1", DAY.window.start - 91 * day)]
    assert table(found, "logins.never") == [("root", 0)]
    assert (
        table(sections(wtmp([record("07:00:00", 7, "pts/0", "bob")])), "logins.never") == []
    )  # nothing is known of before
    again, carry = PASS.settle(wtmp(snapshot, kind="lastlog"), None)
    later = PASS.settle(PASS.start(), json.loads(json.dumps(carry)))[0]
    assert later["mx1"].snapshot == again["mx1"].snapshot and later["mx1"].uids == again["mx1"].uids


def test_places_are_shown_to_the_operator_unless_told_not_to() -> None:
    states = (
        wtmp([record("08:00:00", 7, "pts/0", "alice", "192.0.2.1")]),
        scan(syslog([wrong("alice", "203.0.113.5"), imap("bob", "203.0.113.6")])),
    )
    shown, hushed = (everything(sections(*states, each=replace(PASS, addresses=on))) for on in (True, False))
    assert "192.0.2.1" in shown and "203.0.113.5" in shown
    assert not any(ip in hushed for ip in ("192.0.2.1", "203.0.113.5", "203.0.113.6"))


def test_hostile_names_in_records_come_out_clean() -> None:
    names = ["\u202eevil", "a\x1b[31mb", "x" * 300, "../../x", "a\nb"]
    found = sections(wtmp([record("08:00:00", 7, f"pts/{n}", name, "ev\x07il\u202e") for n, name in enumerate(names)]))
    text = everything(found)
    assert "\u202e" not in text and "\\u001b" not in text and "\\n" not in text and "\\u0007" not in text
    assert len(table(found, "logins.users")) == len(names)


def test_one_login_that_two_sources_tell_of_is_one() -> None:
    texts = [("sshd[1]", b"Accepted password for alice from 192.0.2.1 port 1 ssh2")] * 2
    totals = settled(
        scan(syslog(texts, start="08:00:00")),
        wtmp(
            [record("08:00:00", 7, "pts/0", "alice", "192.0.2.1"), record("08:00:07", 7, "pts/1", "alice", "h.example")]
        ),
        wtmp([record("01:00:00", 6, "ssh:notty", "alice", "203.0.113.5")] * 1, kind="btmp"),
        scan(syslog([("sshd[1]", b"Failed password for alice from 203.0.113.5 port 1 ssh2")])),
    )
    one = histories(totals, DAY.window)["alice"]
    assert [(each.service, each.address, each.times, each.method) for each in one.accesses] == [
        ("ssh", "192.0.2.1", 2, "password")
    ]
    assert [(each.address, each.times) for each in one.failures] == [("203.0.113.5", 1)]


def test_each_user_gets_their_own_history_and_nothing_else() -> None:
    before = replace_day(scan_on(BEFORE, syslog([imap("bob@A.example", "192.0.2.7")])))
    names = ["bob@a.example", "Bob@a.example", "bob", "bob\u202e", "../bob", "b" * 300]
    lines = scan(syslog([imap(name, f"203.0.113.{n}") for n, name in enumerate(names)]))
    totals = settled(lines, carry=before)
    told = histories(totals, DAY.window, (), ["btmp"])
    assert len(told) == len(names)
    for n, name in enumerate(names[:5]):
        assert [each.address for each in told[name].accesses] == [f"203.0.113.{n}"] and told[name].missing == ("btmp",)
    last = told["bob@a.example"].last_before
    assert last is not None and (last.address, last.service) == ("192.0.2.7", "IMAP") and last.last < DAY.window.start
    assert told["bob"].last_before is None


def test_sessions_are_in_a_users_history_where_they_overlap_the_day() -> None:
    _, carry = PASS.settle(
        wtmp([record("", 7, "pts/0", "alice", "192.0.2.1", when=BEFORE.window.end - HOUR)], BEFORE), None
    )
    totals = settled(wtmp([record("01:00:00", 8, "pts/0"), record("02:00:00", 7, "tty1", "bob")]), carry=carry)
    told = histories(totals, DAY.window)
    assert [(one.how, one.line) for one in told["alice"].sessions] == [("logout", "pts/0")]
    assert told["alice"].accesses == () and [one.how for one in told["bob"].sessions] == ["open"]


def test_figures_of_one_host_have_stable_ids() -> None:
    totals = settled(scan(syslog([imap("bob", "192.0.2.7"), wrong("bob", "192.0.2.8", 3)])))
    found = {one.id: one.value for one in PASS.figures(totals["mx1"], DAY)}
    assert found["logins.failures"] == 3 and found["logins.mailbox"] == 1 and found["logins.sessions"] == 0
    assert PASS.stirred(totals["mx1"]) and PASS.unread(totals["mx1"]) == (0, [])


def test_several_hosts_have_a_row_each() -> None:
    found = sections(
        wtmp([record("08:00:00", 7, "pts/0", "alice")]), wtmp([record("08:00:00", 7, "pts/0", "bob")], host="mx2")
    )
    assert {row[0] for row in table(found, "logins.hosts")} == {"mx1", "mx2"}


def test_a_daemons_session_without_an_end_is_given_up_after_a_week() -> None:
    opened = syslog([("sshd[9]", b"Accepted password for bob from 192.0.2.9 port 1 ssh2")])
    carry: Carry | None = None
    hours = []
    day = Day.of(DAY.date - dt.timedelta(days=9), UTC)
    for number in range(10):
        log = opened if not number else syslog([("sshd[3]", b"Failed password for root from 192.0.2.66 port 1 ssh2")])
        state = scan_on(day, log)
        totals = PASS.settle(state, carry)[0]
        found = PASS.finish(totals, day)
        hours.append(sum(row[3] for row in table(found, "logins.users")) // HOUR)
        carry = replace_day(scan_on(day, log), carry)
        day = Day.of(day.date + dt.timedelta(days=1), UTC)
    assert hours == [18, 24, 24, 24, 24, 24, 24, 0, 0, 0]


def test_what_was_watched_for_a_week_says_nothing_of_never() -> None:
    early = Day.of(DAY.date - dt.timedelta(days=200), UTC)
    long = replace_day(wtmp([record("", 7, "pts/0", "alice", when=early.window.start + HOUR)], early))
    state = wtmp([record("07:00:00", 7, "pts/0", "bob")])
    assert [row[0] for row in table(sections(state, carry=long), "logins.never")] == ["root"]
    late = replace_day(wtmp([record("", 7, "pts/0", "alice", when=BEFORE.window.start + HOUR)], BEFORE))
    assert table(sections(state, carry=late), "logins.never") == []


def test_a_log_of_a_day_without_logins_is_understood() -> None:
    quiet = syslog([("CRON[9]", b"pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)")])
    found = sections(scan(quiet))
    assert (figure(found, "logins.sessions"), figure(found, "logins.failures")) == (0, 0)
    assert all(PASS.stirred(total) for total in settled(scan(quiet)).values())
    assert settled(scan(syslog([("qmail", b"status: local 0/10 remote 0/20")]))) == {}
    loud = syslog(
        [("CRON[9]", b"pam_unix(cron:session): session closed for user root"), imap("bob", "192.0.2.7")], host=b"mx7"
    )
    assert list(settled(scan(loud))) == ["mx7"]


def test_what_is_no_network_is_refused() -> None:
    assert networks_only(("192.0.2.7", "2001:db8::/32", "192.0.2.0/24")) is None
    assert "no address or network" in (networks_only(("192.0.2.0/24", "mail.example")) or "")


def test_the_pass_is_told_of_the_hosts_accounts_and_of_the_present() -> None:
    one = tuned(LOGINS, "", (), {}, SHELLS, 17)
    assert (one.shells, one.now, one.scan_key()) == (SHELLS, 17, LOGINS.scan_key())
    assert {("root", 0)} <= {(name, uid) for name, uid, _ in shells()}


def test_a_row_of_wtmpdb_that_ended_later_was_open_on_its_day() -> None:
    rows = [
        (at("08:00:00"), DAY.window.end + HOUR, 3, "alice", "pts/0", "192.0.2.1", "sshd"),
        (at("09:00:00"), at("10:00:00"), 3, "bob", "pts/1", "192.0.2.2", "sshd"),
    ]
    found = sections(wtmp(rows, kind="wtmpdb"))
    assert [(row[0], row[2]) for row in table(found, "logins.open")] == [("alice", "still on")]
    assert {row[0]: row[3] // HOUR for row in table(found, "logins.users")} == {"alice": 16, "bob": 1}
    assert {row[0]: row[1] for row in table(found, "logins.accounts")} == {"alice": 1, "bob": 1}


def test_more_sessions_than_are_kept_are_summed_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(totals, "STAYS", 3)
    parts = [
        [record(f"0{hour}:00:00", 7, f"pts/{hour}", "alice"), record(f"0{hour}:30:00", 8, f"pts/{hour}")]
        for hour in range(8)
    ]
    for order in (range(8), range(7, -1, -1), (3, 1, 7, 0, 2, 5, 4, 6)):
        whole = settled(*(wtmp(parts[n]) for n in order))["mx1"]
        assert sorted(stay.login for stay in whole.stays.values()) == [parts[n][0][0] for n in range(3)]
        assert whole.rest == {"alice": [5, 5 * HOUR // 2]}
        (row,) = table(PASS.finish({"mx1": whole}, DAY), "logins.users")
        assert row[:2] == ("alice", 8) and row[3] == 4 * HOUR
