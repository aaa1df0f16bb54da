"""Mails to users about their own logins: the real job over days of Dovecot's and sshd's lines, mails parsed back."""

from __future__ import annotations

import datetime as dt
import os
import re
import struct
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from qmailreport.day import SECOND, local
from qmailreport.job import Outcome
from qmailreport.loginstore import LoginStore
from qmailreport.store import Store
from tests.house import UTC, Host, at, body, morning, parsed, write

DIGEST = "  - {name: daily, to: [postmaster@example.org], passes: [logins: {source: maillog}]}\n"
MAILS = "  - {{name: mine, kind: logins, to: [admin@example.org], passes: [logins: {{source: maillog}}], {more}}}"
HOME, OFFICE, AWAY = "203.0.113.5", "192.0.2.77", "198.51.100.77"
FIRST = dt.date(2026, 11, 2)  # a Monday


@dataclass
class Mailhost(Host):
    """A host with Dovecot's log, which grows day by day."""

    sources: str = "  maillog: {format: syslog, path: mail.log}"
    options: str = "learn: 0d"
    lines: list[tuple[int, str]] = field(default_factory=list)
    reports: str = ""

    def __post_init__(self) -> None:
        self.reports = DIGEST + MAILS.format(more=self.options)

    def login(self, user: str, address: str, when: str, service: str = "imap", method: str = "PLAIN") -> Mailhost:
        """A login; `when` as '2026-11-18 03:19:44'."""
        text = f"{service}-login: Login: user=<{user}>, method={method}, rip={address}, lip=192.0.2.1, mpid=1, TLS"
        self.lines.append((at(when), f"dovecot: {text}"))
        return self

    def failed(self, user: str, address: str, when: str, times: int = 1) -> Mailhost:
        """Failed attempts, five seconds apart."""
        for number in range(times):
            text = f"imap-login: Aborted login (auth failed, 1 attempts in 2 secs): user=<{user}>, method=PLAIN, rip={address}, lip=192.0.2.1, TLS"  # noqa: E501 - Dovecot's
            self.lines.append((at(when) + 5 * SECOND * number, f"dovecot: {text}"))
        return self

    def daily(self, user: str, address: str, first: dt.date, days: int) -> Mailhost:
        """A login at noon of each day."""
        for number in range(days):
            self.login(user, address, f"{first + dt.timedelta(days=number)} 12:00:00")
        return self

    def log_file(self) -> None:
        said = []
        for when, text in sorted(self.lines):
            there = local(when, UTC)
            said.append(f"{there:%Y-%m-%dT%H:%M:%S}+00:00 mx1 {text}\n")
        last = max(when for when, _ in self.lines)
        write(self.root / "mail.log", "".join(said).encode("utf-8", "surrogateescape"), last)

    def day(self, date: dt.date, **order: Any) -> Outcome:
        """Cron's run of the morning after `date`."""
        self.log_file()
        return self.run(morning(date), **order)

    def days(self, first: dt.date, count: int) -> None:
        for number in range(count):
            self.day(first + dt.timedelta(days=number))

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to an address, oldest first."""
        found = [mail for mail in self.mails() if mail["To"] == address]
        return sorted(found, key=lambda mail: (str(mail["Message-ID"].split(".")[2]), mail["Date"].datetime))

    def digest(self, date: dt.date) -> EmailMessage:
        """The operators' mail of a day; the last revision."""
        found = [mail for mail in self.to("postmaster@example.org") if f".{date}." in mail["Message-ID"]]
        return found[-1]


def flat(mail: EmailMessage) -> str:
    """The text part, as if it were one line."""
    return " ".join(body(mail).split())


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


@pytest.fixture
def host(tmp_path: Path) -> Mailhost:
    return Mailhost(tmp_path)


def test_a_login_from_a_new_place_is_told_to_its_user_and_nobody_else(host: Mailhost) -> None:
    host.options = "learn: 0d, admin: extension 4040"
    host.__post_init__()
    host.daily("alice@example.org", HOME, day(0), 4).daily("bob@example.org", OFFICE, day(0), 4)
    host.days(day(0), 3)
    first = len(host.to("alice@example.org"))
    assert "was not used" not in body(host.to("alice@example.org")[0])  # nothing is known of the days before
    host.login("alice@example.org", AWAY, f"{day(3)} 03:19:44")
    host.day(day(3))
    assert first == 1  # without learning, the first place is new as well
    told, mail = host.to("alice@example.org")
    assert "203.0.113.5" in body(told)
    text = body(mail)
    assert text.startswith(f"Logins from 1 new place, {day(3).day} Nov\n")
    assert "03:19:44 · IMAP (reading) · 198.51.100.77" in text
    assert re.search(r"IMAP \(reading\) +203\.0\.113\.0/24 +1 +12:00", text)
    assert f"Last earlier login: {day(2).day} Nov 12:00 · IMAP (reading) · 203.0.113.0/24" in text
    assert "This network was not used by the account in the last 3 days." in text
    assert "extension 4040" in text and "Nobody will ask you for your password" in text
    assert "bob" not in mail.as_string() and "192.0.2" not in mail.as_string()
    assert len(host.to("bob@example.org")) == 1
    assert "href" not in body(mail, "html") and "http" not in text


def test_the_mail_is_one_that_servers_and_programs_understand(host: Mailhost) -> None:
    host.login("alice@example.org", HOME, f"{day(0)} 08:00:00")
    host.day(day(0))
    (mail,) = host.to("alice@example.org")
    assert mail["Subject"] == "Your logins on mx1.example.org, 2 Nov"
    assert mail["From"] == "qmailreport@mx1.example.org" and mail["Reply-To"] is None
    assert re.fullmatch(r"<qmailreport\.mine\.2026-11-02\.r1\.[0-9a-f]{12}@mx1\.example\.org>", mail["Message-ID"])
    assert mail["List-Id"] == "<mine.qmailreport.mx1.example.org>"
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_known_places_are_not_told_and_are_forgotten_after_a_while(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options="learn: 0d, forget: 10d")
    host.daily("alice@example.org", HOME, day(0), 3).login("alice@example.org", "203.0.113.99", f"{day(3)} 09:00:00")
    host.login("alice@example.org", HOME, f"{day(20)} 09:00:00")
    host.days(day(0), 4)
    assert len(host.to("alice@example.org")) == 1
    host.days(day(4), 17)
    assert [mail["Subject"].rpartition(", ")[2] for mail in host.to("alice@example.org")] == ["2 Nov", "22 Nov"]


def test_a_new_account_is_learned_in_silence(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options="learn: 3d")
    for number, address in enumerate((HOME, OFFICE, AWAY, "198.51.101.1", HOME)):
        host.login("alice@example.org", address, f"{day(number)} 12:00:00")
    host.login("ALICE@EXAMPLE.org", "198.18.7.7", f"{day(4)} 13:00:00")  # no new account, though the case differs
    host.days(day(0), 3)
    assert host.to("alice@example.org") == []
    host.days(day(3), 2)
    fourth, fifth = host.to("alice@example.org")
    assert "198.51.101.1" in body(fourth) and "198.18.7.7" in body(fifth)


def test_private_and_listed_networks_are_nothing_new_and_v6_goes_by_its_64(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options='learn: 0d, networks: ["192.0.2.0/24", "2001:db8:aa::/48"]')
    user = "alice@example.org"
    inside = ("10.1.2.3", "::ffff:192.168.7.8", "fd00::1", "127.0.0.1", OFFICE, "2001:db8:aa:1::5")
    for number, address in enumerate(inside):
        host.login(user, address, f"{day(0)} {number + 1:02}:00:00")
    host.login(user, "2001:db8:1:1::a", f"{day(1)} 08:00:00").login(user, "2001:db8:1:1:ffff::b", f"{day(2)} 08:00:00")
    host.login(user, "2001:db8:1:2::a", f"{day(3)} 08:00:00").login(user, "::ffff:203.0.113.7", f"{day(4)} 08:00:00")
    host.login(user, HOME, f"{day(5)} 08:00:00")
    host.days(day(0), 6)
    found = [re.search(r"IMAP \(reading\) · (\S+)", body(mail)) for mail in host.to(user)]
    assert [each and each[1] for each in found] == ["2001:db8:1:1::a", "2001:db8:1:2::a", "203.0.113.7"]


def test_a_suspected_takeover_goes_to_the_admins_and_elsewhere_and_asks_for_no_reply(tmp_path: Path) -> None:
    options = (
        "learn: 0d, confirm: {maildir: answers, address: answers@example.org}, "
        "users: {alice@example.org: {address: alice@example.org, alternate: alice@home.example, language: ja}}"
    )
    host = Mailhost(tmp_path, options=options)
    for part in ("new", "cur"):
        (tmp_path / "answers" / part).mkdir(parents=True)
    host.daily("alice@example.org", HOME, day(0), 2)
    host.days(day(0), 1)
    host.failed("alice@example.org", AWAY, f"{day(1)} 03:12:00", 15)
    host.login("alice@example.org", AWAY, f"{day(1)} 03:19:44")
    host.day(day(1))
    (admin,) = host.to("admin@example.org")
    (elsewhere,) = host.to("alice@home.example")
    first, own = host.to("alice@example.org")
    assert first["Reply-To"] == "answers@example.org" and "NOT ME" in body(first)
    assert "Somebody may have the password of alice@example.org" in body(admin)
    assert "198.51.100.77" in body(admin) and "15 failed attempts" in body(admin)
    for mail in (own, elsewhere):
        assert mail["Reply-To"] is None and "NOT ME" not in body(mail)
        assert "パスワードが他人に知られている可能性があります" in body(mail)
    assert len({mail["Message-ID"] for mail in (admin, elsewhere, own)}) == 3
    digest = host.digest(day(1))
    assert "alice@example.org: a login from a new place after many failed attempts" in flat(digest)
    assert "one thing needs you" in digest["Subject"]


def test_what_failed_before_a_login_is_only_counted_where_it_is_known(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options="learn: 0d, failures: 4")
    host.failed("alice@example.org", AWAY, f"{day(0)} 07:50:00", 2).login(
        "alice@example.org", AWAY, f"{day(0)} 08:00:00"
    )
    host.failed("alice@example.org", AWAY, f"{day(0)} 20:00:00", 30)
    host.failed("bob@example.org", OFFICE, f"{day(0)} 07:50:00", 2).login(
        "bob@example.org", OFFICE, f"{day(0)} 08:00:00"
    )
    host.day(day(0))
    (alice,), (bob,) = host.to("alice@example.org"), host.to("bob@example.org")
    said = "This login worked after failed attempts from the same network since 07:50; others failed later."
    assert said in flat(alice) and host.to("admin@example.org") == []
    assert "This login worked after 2 failed attempts from the same network since 07:50." in flat(bob)


def test_places_are_networks_and_an_admin_is_not_the_user(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options="learn: 0d, failures: 3")
    host.daily("alice@example.org", HOME, day(0), 2).failed("alice@example.org", HOME, f"{day(1)} 11:00:00", 2)
    host.day(day(0))
    host.login("alice@example.org", AWAY, f"{day(1)} 04:00:00").login(
        "alice@example.org", AWAY[:-1], f"{day(1)} 05:00:00"
    )
    host.login("alice@example.org", OFFICE, f"{day(1)} 06:00:00").failed(
        "alice@example.org", OFFICE, f"{day(1)} 05:00:00", 9
    )
    host.day(day(1))
    (admin,) = host.to("admin@example.org")
    _, mail = host.to("alice@example.org")
    assert "Attempts from a network that you use yourself" in flat(mail)
    assert "you use yourself" not in flat(admin)
    assert "None of these networks was used by the account in the last 1 day." in flat(mail)
    host.login("alice@example.org", "198.18.7.1", f"{day(2)} 04:00:00")
    host.login("alice@example.org", "198.18.7.9", f"{day(2)} 05:00:00", "pop3")
    host.day(day(2))
    assert body(host.to("alice@example.org")[2]).startswith("Logins from 1 new place, 4 Nov\n")


def test_a_card_of_the_digest_is_not_said_twice(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options="learn: 0d")
    host.failed("alice@example.org", AWAY, f"{day(0)} 03:12:00", 30)
    host.login("alice@example.org", AWAY, f"{day(0)} 03:19:44")
    host.day(day(0))
    assert len(host.to("admin@example.org")) == 1
    text = flat(host.digest(day(0)))
    assert "Many failed logins, then one that worked: alice@example.org" in text
    assert "one thing needs you" in host.digest(day(0))["Subject"]
    assert "a login from a new place after" not in text


def test_many_new_places_in_one_day_are_suspicious_too(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options="learn: 0d, many: 3, opt_out: [Alice@Example.ORG]")
    for number, address in enumerate(("198.18.0.9", "198.19.0.9", "203.0.113.9")):
        host.login("alice@example.org", address, f"{day(0)} 0{number}:00:00")
        host.login("bob@example.org", f"198.51.{100 + number}.9", f"{day(0)} 0{number}:00:00")  # a telephone's
        host.login("carol@example.org", f"2001:db8:1:{number}::9", f"{day(0)} 0{number}:00:00")
    host.day(day(0))
    for user in ("bob@example.org", "carol@example.org"):
        (mail,) = host.to(user)
        assert body(mail).startswith("Logins from 3 new places, 2 Nov\n")
    (admin,) = host.to("admin@example.org")
    assert "Logins came from 3 new places in one day" in body(admin)
    assert host.to("alice@example.org") == []  # who opted out gets none; the admin knows


def test_who_gets_a_mail_and_where(tmp_path: Path) -> None:
    options = (
        'learn: 0d, pattern: "{user}@example.org", opt_out: [carol], exclude: ["test*"], '
        "users: {dave: d@elsewhere.example, root: root@example.org, erin: {when: never}}"
    )
    host = Mailhost(tmp_path, options=options)
    for user in ("alice", "carol", "testing", "dave", "root", "daemon", "erin", "bob@example.net"):
        host.login(user, HOME, f"{day(0)} 08:00:00")
    host.day(day(0))
    got = {mail["To"] for mail in host.mails()} - {"postmaster@example.org"}
    assert got == {"alice@example.org", "d@elsewhere.example", "root@example.org", "bob@example.net"}


def test_nobody_gets_a_mail_because_somebody_tried_his_address(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options="learn: 0d, when: always")
    host.login("alice@example.org", HOME, f"{day(0)} 08:00:00")
    host.failed("victim@elsewhere.example", AWAY, f"{day(0)} 09:00:00", 40)
    host.failed("alice@example.org", AWAY, f"{day(1)} 09:00:00", 3)
    host.days(day(0), 3)
    assert {mail["To"] for mail in host.mails()} == {"postmaster@example.org", "alice@example.org"}
    _, tried, quiet = host.to("alice@example.org")
    assert re.search(r"IMAP \(reading\) +198\.51\.100\.77 +3", body(tried))
    assert "None that the logs tell of." in body(quiet)


def test_weekly_and_monthly_mails_sum_the_days(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options="learn: 0d, users: {bob@example.org: {address: bob@example.org, when: weekly}}")
    host.daily("bob@example.org", HOME, day(0), 7).daily("alice@example.org", HOME, day(0), 29)
    host.failed("bob@example.org", AWAY, f"{day(2)} 01:00:00", 5)
    host.days(day(0), 29)
    (week,) = host.to("bob@example.org")
    assert "Mon 2 Nov 2026–Sun 8 Nov 2026" in body(week)
    assert re.search(r"IMAP \(reading\) +198\.51\.100\.77 +5", body(week))
    assert re.search(r"203\.0\.113\.0/24 +6 +3 Nov–8 Nov\n", body(week))  # the first was a new place
    new, month = host.to("alice@example.org")
    assert new["Subject"].endswith(", 2 Nov") and month["Subject"].endswith(", 1 Nov–30 Nov")
    assert re.search(r"203\.0\.113\.0/24 +28 +3 Nov–30 Nov\n", body(month))
    assert "nothing was recorded on 1 day of this stretch" in flat(month)


def test_a_day_goes_out_once_and_again_only_when_asked_for(host: Mailhost) -> None:
    host.daily("alice@example.org", HOME, day(0), 2)
    host.day(day(0))
    host.run(morning(day(0)))
    host.run(morning(day(0)) + SECOND, date=str(day(0)), resend=True)
    assert len(host.to("alice@example.org")) == 1
    host.run(morning(day(0)) + 2 * SECOND, date=str(day(0)), resend_users=True)
    first, second = host.to("alice@example.org")
    assert ".r1." in first["Message-ID"] and ".r2." in second["Message-ID"]
    assert body(first) == body(second)


def test_a_day_that_was_only_made_by_its_date_is_learned_and_not_sent(host: Mailhost) -> None:
    host.daily("alice@example.org", HOME, day(0), 2)
    host.log_file()
    host.run(morning(day(0)), date=str(day(0)))
    assert host.to("alice@example.org") == []
    host.day(day(1))
    assert host.to("alice@example.org") == []  # known since yesterday


def test_the_cap_holds_and_the_operator_knows(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options="learn: 0d, cap: 2")
    for number in range(5):
        host.login(f"user{number}@example.org", HOME, f"{day(0)} 08:00:0{number}")
    outcome = host.day(day(0))
    said = "3 mails to users were not sent: more than `cap` (2) were due in one run"
    assert len(host.mails()) == 3 and said in [problem.what for problem in outcome.problems]
    assert said in flat(host.digest(day(0)))


def test_a_flood_of_suspicions_is_no_flood_of_mails(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options="learn: 0d, many: 2, cap: 5")
    for number in range(30):
        for place in (18, 19):
            host.login(f"user{number:02}@example.org", f"198.{place}.0.9", f"{day(0)} 08:{number:02}:00")
    host.day(day(0))
    assert len(host.to("admin@example.org")) == 20 and len(host.mails()) == 20 + 5 + 1
    assert "Passwords that may be stolen" in flat(host.digest(day(0)))


def test_a_dry_run_prints_them_and_output_writes_them(host: Mailhost) -> None:
    host.login("alice@example.org", HOME, f"{day(0)} 08:00:00")
    host.log_file()
    said = host.job("--dry-run", "--report", "mine", date=str(day(0)))
    assert said.status == 0 and "To: alice@example.org\nSubject: Your logins on mx1.example.org, 2 Nov\n" in said.out
    assert "203.0.113.5" in said.out and not host.state.exists()
    said = host.job("--report", "mine", "--output", "out", date=str(day(0)))
    assert said.status == 0, said.err
    (eml,) = (host.root / "out").glob("*.eml")
    assert eml.name.startswith("qmailreport.mine.2026-11-02.r1.") or eml.name.startswith("mine-2026-11-02")
    assert parsed(eml.read_bytes())["To"] == "alice@example.org"
    said = host.job("--report", "mine", "--to", "me@example.org", date=str(day(0)))
    assert said.status == 0 and [mail["To"] for mail in host.mails()] == ["me@example.org"]
    said = host.job("--to", "me@example.org", date=str(day(0)))
    assert [mail["To"] for mail in host.mails() if "mine" in mail["List-Id"]] == ["me@example.org"]


HOSTILE = (
    "eve\r\nBcc: all@example.org",
    "eve@example.org\nBcc: all@example.org",
    "../../etc/passwd",
    "=?utf-8?q?a=0D=0ABcc:all=40example.org?=",
    "‮gro.elpmaxe@ecila",
    "x" * 300,
    "a,b@example.org",
    "alice@example.org,bob@example.org",
    "|/bin/sh",
    "-froot",
    "alice@evil.example@example.org",
    "{user}",
    "%(num)s%s",
    "{{ 7*7 }}",
    "<b>bold</b>",
    "",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_reach_nobody_and_break_nothing(tmp_path: Path, name: str) -> None:
    host = Mailhost(tmp_path, options='learn: 0d, when: daily, pattern: "{user}@example.org"')
    host.lines.append(
        (
            at(f"{day(0)} 08:00:00"),
            "dovecot: imap-login: Login: user=<good@example.org>, method=PLAIN, rip=203.0.113.5, lip=192.0.2.1, TLS",
        )
    )
    for part in name.splitlines() or [""]:
        host.login(part, AWAY, f"{day(0)} 09:00:00")
    host.day(day(0))
    good = [mail for mail in host.mails() if mail["To"] == "good@example.org"]
    assert len(good) == 1 and "198.51.100" not in good[0].as_string()
    for mail in host.mails():
        assert set(mail.keys()) <= {
            *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress", "List-Id"),
            *("MIME-Version", "Content-Type"),
        }
        assert len(mail["To"].addresses) == 1
        assert "49" not in mail["Subject"] and "\u202e" not in mail.as_string()
        assert "<b>bold" not in body(mail, "html")
    assert not (tmp_path.parent / "etc").exists()


def test_accounts_that_differ_in_case_never_share_a_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qmailreport.usermails.accounts", lambda: {1001: "alice", 1002: "Alice", 1003: "bob"})
    host = Mailhost(tmp_path, options='learn: 0d, pattern: "{user}@example.org"')
    host.login("alice", HOME, f"{day(0)} 08:00:00").login("Alice", AWAY, f"{day(0)} 08:00:00")
    host.login("BOB", OFFICE, f"{day(0)} 08:00:00").login("bob", OFFICE, f"{day(0)} 09:00:00")
    outcome = host.day(day(0))
    (alice,) = host.to("alice@example.org")
    assert "203.0.113.5" in body(alice) and "198.51" not in alice.as_string()
    assert host.to("Alice@example.org") == []
    assert any(
        "'Alice': would get its mail at Alice@example.org as alice does" in each.what for each in outcome.problems
    )


def test_a_mailbox_has_its_own_address_also_where_an_account_is_mailed_there(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options='learn: 0d, pattern: "{user}@example.org"')
    host.login("alice@example.org", HOME, f"{day(0)} 08:00:00").login("alice", AWAY, f"{day(0)} 09:00:00")
    outcome = host.day(day(0))
    mails = host.to("alice@example.org")
    assert sorted(body(mail).splitlines()[1].partition(" · ")[0] for mail in mails) == [
        "Account alice",
        "Mailbox alice@example.org",
    ]
    assert outcome.problems == []


def test_a_shared_mailbox_is_counted_for_its_owner_without_addresses(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options="learn: 0d, shared: {info@example.org: owner@example.org}")
    host.daily("info@example.org", HOME, day(0), 7).daily("info@example.org", AWAY, day(0), 7)
    host.failed("info@example.org", OFFICE, f"{day(3)} 01:00:00", 2)
    host.failed("info@example.org", OFFICE[:-1], f"{day(3)} 02:00:00", 3)
    host.days(day(0), 7)
    (mail,) = host.to("owner@example.org")
    assert host.to("info@example.org") == []
    assert re.search(r"IMAP \(reading\) +2 +14", body(mail))
    assert re.search(r"IMAP \(reading\) +1 +5 +5 Nov\n", body(mail))  # one network of two addresses
    for address in ("203.0.113", "198.51.100", "192.0.2."):
        assert address not in mail.as_string()


def test_what_is_kept_of_places_is_no_address(host: Mailhost) -> None:
    host.login("alice@example.org", HOME, f"{day(0)} 08:00:00")
    host.day(day(0))
    with Store(host.state) as store:
        assert isinstance(store, LoginStore)
        places = store.rows("SELECT hash FROM place")
    assert len(places) == 1 and len(places[0][0]) == 16
    assert (host.state / "qmailreport.sqlite").stat().st_mode & 0o077 == 0


def answer(
    host: Mailhost, name: str, to: EmailMessage, said: str, sender: str = "", part: str = "new", **headers: str
) -> None:
    more = "".join(f"{key.replace('_', '-')}: {value}\n" for key, value in headers.items())
    text = (
        f"From: {sender or to['To']}\nIn-Reply-To: {to['Message-ID']}\nSubject: Re: {to['Subject']}\n{more}\n{said}\n"
    )
    write(host.root / "answers" / part / name, text.encode())


def asking(tmp_path: Path, users: int = 3) -> Mailhost:
    host = Mailhost(tmp_path, options="learn: 0d, confirm: {maildir: answers, address: answers@example.org}")
    for part in ("new", "cur", "tmp"):
        (tmp_path / "answers" / part).mkdir(parents=True)
    for number in range(users):
        host.login(f"user{number}@example.org", HOME, f"{day(0)} 08:00:0{number}")
    host.login("user0@example.org", HOME, f"{day(1)} 08:00:00")
    host.day(day(0))
    return host


def test_answers_are_the_first_lines_of_the_next_digest(tmp_path: Path) -> None:
    host = asking(tmp_path)
    (zero,), (one,) = host.to("user0@example.org"), host.to("user1@example.org")
    assert zero["Reply-To"] == "answers@example.org"
    quoted = "".join(f"> {line}\n" for line in body(zero).splitlines())
    answer(host, "1.a.b:2,S", zero, f"That was NOT ME!\n\nOn Tue, someone wrote:\n{quoted}", part="cur")
    answer(host, "2.a.b", one, "OK\n\n-----Original Message-----\nwrite OK if ..., NOT ME if not")
    answer(host, "3.a.b", one, "NOT ME", sender="thief@evil.example")
    answer(host, "4.a.b", one, "I am away. NOT ME", Auto_Submitted="auto-replied")
    before = sorted((path, path.read_bytes()) for path in (tmp_path / "answers").rglob("*") if path.is_file())
    host.day(day(1))
    text = flat(host.digest(day(1)))
    assert "user0@example.org says: NOT ME, about the mail of 2 Nov" in text
    assert "user1@example.org says" not in text and "Answered OK" in text
    assert text.index("NOT ME") < text.index("Answered OK")
    assert "Act now" in text or "ACT NOW" in text
    assert "Have not answered" in text and "user2@example.org" in text
    assert "thief@evil.example" not in text
    assert before == sorted((path, path.read_bytes()) for path in (tmp_path / "answers").rglob("*") if path.is_file())
    again = host.run(morning(day(1)) + SECOND, date=str(day(1)), resend=True)  # a rerun says the same
    assert "NOT ME" in again.mails[0][1].text
    (tmp_path / "answers/cur/1.a.b:2,S").rename(tmp_path / "answers/cur/1.a.b:2,RS")
    host.login("user0@example.org", HOME, f"{day(2)} 08:00:00")
    host.day(day(2))
    assert "says: NOT ME" not in body(host.digest(day(2)))  # told once


def test_an_answer_that_comes_behind_the_digest_is_in_the_next_one(tmp_path: Path) -> None:
    host = asking(tmp_path)
    (mail,) = host.to("user0@example.org")
    answer(host, "1.a.b", mail, "NOT ME")
    host.login("user0@example.org", HOME, f"{day(2)} 08:00:00")
    for name in ("daily", "mine"):
        host.day(day(1), reports=(name,))
    assert "NOT ME" not in body(host.digest(day(1)))
    for name in ("daily", "mine"):
        host.day(day(2), reports=(name,))
    assert "user0@example.org says: NOT ME" in flat(host.digest(day(2)))


def test_where_a_thief_may_have_been_is_no_known_place(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options="learn: 0d")
    host.daily("alice@example.org", HOME, day(0), 4)
    host.failed("alice@example.org", AWAY, f"{day(1)} 03:00:00", 12)
    for number in (1, 2, 3):
        host.login("alice@example.org", AWAY, f"{day(number)} 04:00:00")
    host.days(day(0), 4)
    told = [mail for mail in host.to("alice@example.org") if "198.51.100.77" in body(mail)]
    assert [body(mail).splitlines()[0] for mail in told] == [
        "Somebody may have your password",
        "Logins from 1 new place, 4 Nov",
    ]


def test_who_logs_in_by_ssh_alone_gets_a_mail_too(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options='learn: 0d, pattern: "{user}@example.org", admin: "+49 30 1234"')
    text = "Accepted publickey for yanagi from 203.0.113.5 port 4022 ssh2: ED25519 SHA256:AbC"
    host.lines += [(at(f"{day(0)} 08:00:00"), f"sshd[77]: {text}")]
    host.lines += [
        (
            at(f"{day(0)} 08:00:00"),
            "sshd[77]: pam_unix(sshd:session): session opened for user yanagi(uid=1001) by (uid=0)",
        )
    ]
    host.day(day(0))
    (mail,) = host.to("yanagi@example.org")
    assert "08:00:00 · ssh (terminal) · 203.0.113.5" in body(mail) and "+49 30 1234" in body(mail)


def test_sessions_of_wtmp_are_told_to_their_user_with_what_is_still_open(tmp_path: Path) -> None:
    options = 'learn: 0d, min_uid: 0, pattern: "{user}@example.org"'
    host = Mailhost(tmp_path, options=options, sources="  maillog: {format: wtmp, path: wtmp}")
    records = []
    for clock, kind, user in (("08:00:00", 7, b"yanagi"), ("09:00:00", 8, b""), ("23:00:00", 7, b"yanagi")):
        texts = (b"pts/0", b"0", user, b"203.0.113.5")
        address = bytes((203, 0, 113, 5)) + bytes(12)
        seconds = at(f"{day(0)} {clock}") // SECOND
        records.append(struct.pack("<h2xi32s4s32s256s8xIi16s20x", kind, 100, *texts, seconds, 0, address))
    write(tmp_path / "wtmp", b"".join(records), at(f"{day(0)} 23:00:00"))
    host.run(morning(day(0)))
    (mail,) = host.to("yanagi@example.org")
    assert "08:00:00 · ssh (terminal) · 203.0.113.5 · 2 logins" in flat(mail)
    assert re.search(r"Still logged in\nService +From +Since\nssh \(terminal\) +203\.0\.113\.5 +23:00", body(mail))


def test_a_place_that_the_user_disowns_is_new_again(tmp_path: Path) -> None:
    host = asking(tmp_path, 2)
    (mine,), (other,) = host.to("user0@example.org"), host.to("user1@example.org")
    answer(host, "1", mine, "NOT ME")
    answer(host, "2", other, "OK")
    for number in (2, 3):
        host.daily("user0@example.org", HOME, day(number), 1).daily("user1@example.org", HOME, day(number), 1)
    host.days(day(1), 3)
    assert [len(host.to(f"user{number}@example.org")) for number in (0, 1)] == [2, 1]


def test_an_answer_in_html_alone_is_read_behind_whatever_styles_it_has(tmp_path: Path) -> None:
    host = asking(tmp_path, 1)
    (mail,) = host.to("user0@example.org")
    style = f"<head><style>{'p {color: red} ' * 2000}</style></head>"
    answer(host, "1", mail, f"{style}<p>NOT&nbsp;ME</p>", Content_Type="text/html; charset=utf-8")
    answer(host, "2", mail, "<style" * 9_000 + "<" * 5_000, Content_Type="text/html")
    host.day(day(1))
    assert "user0@example.org says: NOT ME" in flat(host.digest(day(1)))


def test_hostile_answers_are_nobody_s(tmp_path: Path) -> None:
    host = asking(tmp_path, 1)
    (mail,) = host.to("user0@example.org")
    root = tmp_path / "answers" / "new"
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(1500))
    write(root / "deep", b"From: user0@example.org\nIn-Reply-To: " + mail["Message-ID"].encode() + b"\n" + deep)
    write(root / "nul", b"\0" * 1000)
    write(root / "big", b"From: x\n\n" + b"a" * 10_000_000)
    write(root / "from", b"From: " + b"(" * 50_000 + b"\nIn-Reply-To: <x>\n\nOK\n")
    write(
        root / "charset",
        b"From: user0@example.org\nContent-Type: text/plain; charset==?x?=\nIn-Reply-To: "
        + mail["Message-ID"].encode()
        + b"\n\nnot me\n",
    )
    (root / "link").symlink_to("/etc/passwd")
    os.mkfifo(root / "pipe")
    outcome = host.day(day(1))
    assert outcome.queued == 0
    text = body(host.digest(day(1)))
    assert "says: NOT ME" in text and "root:" not in text


def test_a_maildir_that_is_not_there_is_a_problem_and_no_end(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options="learn: 0d, confirm: {maildir: nowhere, address: answers@example.org}")
    host.login("alice@example.org", HOME, f"{day(0)} 08:00:00")
    outcome = host.day(day(0))
    assert any("nowhere: no such file or directory; answers are not read" in each.what for each in outcome.problems)
    assert len(host.to("alice@example.org")) == 1


def test_each_user_s_language_and_zone(tmp_path: Path) -> None:
    users = "{yanagi@example.org: {address: yanagi@example.org, language: ja, timezone: Asia/Tokyo}}"
    host = Mailhost(tmp_path, options=f"learn: 0d, language: ru, users: {users}")
    for user in ("yanagi@example.org", "ivan@example.org"):
        host.login(user, HOME, f"{day(0)} 20:00:00")
    host.day(day(0))
    (ja,), (ru,) = host.to("yanagi@example.org"), host.to("ivan@example.org")
    assert ja["Subject"] == "mx1.example.org のログイン履歴（11月2日）"
    assert "11月3日 05:00:00 · IMAP（受信）" in body(ja) and "Asia/Tokyo" in body(ja)
    assert '<html lang="ja"' in body(ja, "html")
    assert ru["Subject"] == "Ваши входы на mx1.example.org, 2 ноября" and "20:00:00 · IMAP (чтение)" in body(ru)


def test_a_missing_log_is_said_to_the_user(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options="learn: 0d")
    host.sources += "\n  auth: {format: syslog, path: auth.log}"
    host.reports = host.reports.replace(
        "kind: logins, to: [admin@example.org], passes: [logins: {source: maillog}]",
        "kind: logins, to: [admin@example.org], passes: [logins: {source: [maillog, auth]}]",
    )
    host.login("alice@example.org", HOME, f"{day(0)} 08:00:00")
    host.day(day(0))
    (mail,) = host.to("alice@example.org")
    assert "This list is not complete: the log auth was missing" in flat(mail)


def test_a_refused_mail_is_in_the_next_digest(tmp_path: Path) -> None:
    host = Mailhost(tmp_path, options="learn: 0d")
    host.login("alice@example.org", HOME, f"{day(0)} 08:00:00").login("alice@example.org", HOME, f"{day(1)} 08:00:00")
    host.day(day(0))
    with Store(host.state) as store, store.transaction():
        store.write(
            "UPDATE outbox SET last_error = ? WHERE report = 'mine'", [("alice@example.org was refused: 550 no",)]
        )
    outcome = host.day(day(1))
    assert any(
        "the mail to alice@example.org: alice@example.org was refused: 550 no" in each.what for each in outcome.problems
    )
    assert "550 no" in flat(host.digest(day(1)))
