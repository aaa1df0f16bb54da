"""Session tables of every case, checked by hand, against the truth of generated ones, and beside what ac counts."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from qmailreport.day import Day, Window
from qmailreport.formats.utmp import Utmp, layout_of
from qmailreport.passes.logins.connect import by_day, connect, union
from qmailreport.passes.logins.pairs import stays as paired
from qmailreport.passes.logins.table import Stay, Table, sessions

from .logins_sim import CASES, EVER, records

SHARED = (
    Path(os.environ.get("QMAILREPORT_SHARED") or Path(__file__).resolve().parents[3] / "shared") / "corpus" / "login"
)
EXPECTED = CASES.parent / "expected"
NOW = int(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC).timestamp()) * 10**9  # ac's clock
MINUTE = 60 * 10**9


def table(*names: str) -> Table:
    """The cases one behind the other."""
    found = Table()
    found.feed(dict.fromkeys(each for name in names for each in records(name)))
    return found


def every(made: Table, live: bool = True) -> list[Stay]:
    return [*made.done, *made.still(live)]


def shown(stay: Stay) -> tuple[str, str, str, str, float | None]:
    """user, line, login and end in UTC, how, and the minutes that count."""
    login, end = (
        "-" if at is None else f"{dt.datetime.fromtimestamp(at // 10**9, dt.UTC):%m-%d %H:%M}"
        for at in (stay.login, stay.end)
    )
    minutes = None if stay.until is None else (stay.until - stay.began) / MINUTE
    return (stay.user, stay.line, f"{login} {end}", stay.how, minutes)


CHECKED = {
    "badtypes.wtmp": [
        ("alice", "pts/0", "03-02 08:00 03-02 08:10", "logout", 10),
        ("bob", "pts/1", "03-02 08:20 03-02 08:30", "logout", 10),
    ],
    "clock_back.wtmp": [("alice", "pts/0", "03-02 08:00 03-02 07:30", "logout", 90)],
    "clock_fwd.wtmp": [("alice", "pts/0", "03-02 08:00 03-02 11:00", "logout", 120)],
    "crash.wtmp": [
        ("alice", "pts/0", "03-02 08:00 -", "crash", 0),  # at least to the last record, which is the login
        ("bob", "pts/0", "03-02 10:00 03-02 11:00", "logout", 60),
    ],
    "crash_then_shutdown.wtmp": [
        ("alice", "pts/0", "03-02 08:00 -", "crash", 0),
        ("bob", "pts/0", "03-02 10:00 03-02 11:00", "shutdown", 60),
    ],
    "exactmidnight.wtmp": [
        ("alice", "pts/0", "03-02 22:00 03-03 00:00", "logout", 120),
        ("bob", "pts/0", "03-03 00:00 03-03 01:00", "logout", 60),
    ],
    "gap_year.wtmp": [
        ("alice", "pts/0", "06-01 08:00 07-06 10:00", "logout", 9602 * 60),
        ("bob", "pts/1", "07-06 09:00 07-06 11:00", "logout", 120),
    ],
    "id_vs_line.wtmp": [("alice", "pts/0", "03-02 08:00 03-02 10:00", "logout", 120)],
    "midnight1.wtmp": [("alice", "pts/0", "03-02 23:00 03-03 01:30", "logout", 150)],
    "midnight3.wtmp": [("alice", "pts/0", "03-02 10:00 03-05 12:00", "logout", 74 * 60)],
    "negative_big.wtmp": [
        ("alice", "pts/0", "03-02 08:00 03-02 06:00", "logout", 0),
        ("bob", "pts/1", "03-02 09:00 03-02 09:30", "logout", 30),
    ],
    "negative_small.wtmp": [
        ("alice", "pts/0", "03-02 08:00 03-02 07:59", "logout", 0),
        ("bob", "pts/1", "03-02 09:00 03-02 09:30", "logout", 30),
    ],
    "normal.wtmp": [
        ("alice", "pts/0", "03-02 08:00 03-02 09:15", "logout", 75.5),
        ("bob", "pts/1", "03-02 08:30 03-02 10:00", "logout", 90),
    ],
    "one_record.wtmp": [("alice", "pts/0", "03-02 08:00 -", "open", None)],
    "open_at_eof.wtmp": [
        ("alice", "pts/0", "03-02 08:00 -", "open", None),
        ("bob", "tty1", "03-03 08:00 -", "open", None),
    ],
    "orphan_logout.wtmp": [("bob", "pts/0", "03-02 09:00 03-02 10:00", "logout", 60)],
    "partial_tail.wtmp": [("alice", "pts/0", "03-02 08:00 03-02 09:00", "logout", 60)],
    "rtc1970.wtmp": [("pi", "pts/0", "03-02 08:00 03-02 08:10", "logout", 10)],
    "runlevel6.wtmp": [("alice", "tty1", "03-02 08:00 03-02 09:00", "shutdown", 60)],
    "samesecond.wtmp": [
        ("alice", "pts/0", "03-02 08:00 03-02 08:00", "logout", 0),
        ("bob", "pts/0", "03-02 08:00 03-02 08:00", "logout", 0.75),
    ],
    "shutdown_open.wtmp": [("alice", "pts/0", "03-02 08:00 03-02 09:00", "shutdown", 60)],
    "supplant.wtmp": [
        ("alice", "pts/0", "03-02 08:00 03-02 09:00", "supplanted", 60),
        ("bob", "pts/0", "03-02 09:00 03-02 10:00", "logout", 60),
    ],
    "systemd_tty.wtmp": [("root", "tty1", "03-02 07:00 03-02 07:30", "logout", 30)],
    "warp_back.wtmp": [
        ("alice", "pts/0", "03-02 08:00 03-02 09:00", "logout", 60),
        ("bob", "pts/1", "03-02 07:00 03-02 09:30", "logout", 150),
    ],
    "y2038.wtmp": [("alice", "pts/0", "01-19 02:14 01-19 04:14", "logout", 120)],
    "empty.wtmp": [],
    "reboots_only.wtmp": [],
}


@pytest.mark.parametrize("name", CHECKED)
def test_the_sessions_of_a_case_are_those_that_its_records_tell(name: str) -> None:
    assert [shown(stay) for stay in every(table(name))] == CHECKED[name]


def test_a_session_cut_by_rotation_is_one_where_both_files_are_read() -> None:
    both = [shown(stay) for stay in every(table("seam.wtmp.1", "seam.wtmp"))]
    assert [(user, how, minutes) for user, _, _, how, minutes in both] == [
        ("alice", "logout", 180),
        ("carol", "logout", 30),
        ("bob", "logout", 240),
    ]
    first = every(table("seam.wtmp.1"), live=False)
    assert {(stay.user, stay.how, stay.until) for stay in first} >= {("alice", "lost", first[0].login)}
    assert table("seam.wtmp").orphans == 2


def test_boots_shutdowns_and_clocks() -> None:
    assert [boot.before is not None for boot in table("reboots_only.wtmp").boots] == [False, True, True, True]
    made = table("crash_then_shutdown.wtmp")
    assert [boot.before is not None for boot in made.boots] == [False, True, False] and len(made.downs) == 1
    assert len(table("runlevel6.wtmp").downs) == 1 and len(table("shutdown_open.wtmp").downs) == 1
    assert [step.told for step in table("clock_back.wtmp").steps] == [True]
    for name in ("warp_back.wtmp", "negative_big.wtmp"):
        assert [step.told for step in table(name).steps] == [False]
    assert table("negative_small.wtmp").steps == [] and table("gap_year.wtmp").steps == []


def test_where_people_came_from_tells_the_service() -> None:
    found = {stay.host[:12]: stay.service for stay in every(table("hosts.wtmp")) if stay.user == "alice"}
    assert found == {
        "192.0.2.10": "ssh",
        "2001:db8:123": "ssh",
        "::ffff:192.0": "ssh",
        "fe80::1%eth0": "ssh",
        "a-very-long-": "ssh",
        "tmux(4242).%": "screen",
        ":pts/9:S.0": "screen",
        ":0": "console",
        "": "console",
    }
    assert [stay.service for stay in every(table("ftp.wtmp"))] == ["FTP", "FTP", "UUCP", "dial-up"]


def test_failed_logins_are_no_sessions_even_where_btmp_is_taken_for_wtmp() -> None:
    assert all(stay.user == "UNKNOWN" and stay.line == "tty1" for stay in every(table("btmp.wtmp")))


# Where ac counts otherwise, and why.
OTHERWISE = {
    "supplant.wtmp": {"alice": "1.00"},  # ac throws away a session whose line the next login takes
    "gap_year.wtmp": {"alice": "9602.00"},  # ac closes its books over a silence of a year
    "warp_back.wtmp": {"alice": "1.00"},  # ac drops who is on when the clock goes back
    "negative_small.wtmp": {"bob": "0.50"},  # ac gives up
    "btmp.wtmp": {"UNKNOWN": "6315.00"},  # ac does not take a LOGIN_PROCESS for a login, as last does
}


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.glob("*.wtmp")))
def test_connect_time_is_acs_where_the_rules_agree(name: str) -> None:
    on = connect(every(table(name)), Window(0, NOW))
    ours = {user: f"{ns / 3.6e12:.2f}" for user, (_, ns, _) in on.items() if ns >= 18 * 10**9}
    theirs = dict(re.findall(r"^\t(.+?) +([0-9.]+)$", (EXPECTED / name / "ac-p.txt").read_text("utf-8"), re.M))
    theirs.pop("total", None)
    assert ours == theirs | OTHERWISE.get(name, {})


@pytest.mark.parametrize(
    ("name", "golden", "zone"),
    [
        ("midnight1.wtmp", "midnight1.wtmp", "UTC"),
        ("midnight3.wtmp", "midnight3.wtmp", "UTC"),
        ("exactmidnight.wtmp", "exactmidnight.wtmp", "UTC"),
        ("dst_autumn.wtmp", "dst_autumn.wtmp-London", "Europe/London"),
        ("dst_spring.wtmp", "dst_spring.wtmp-New_York", "America/New_York"),
    ],
)
def test_days_begin_at_local_midnights_as_with_ac_a(name: str, golden: str, zone: str) -> None:
    """ac without -a puts a quiet day's hours on the next day that has a record; with it days are right, as ours are."""
    folder = EXPECTED / golden if (EXPECTED / golden / "ac-dayp.txt").exists() else SHARED / "golden" / "cases" / golden
    if not (folder / "ac-dayp.txt").exists():
        pytest.skip("the golden is not here")
    first = dt.date(2026, 3, 1) if "autumn" not in name else dt.date(2026, 10, 20)
    days = [Day.of(first + dt.timedelta(days=n), ZoneInfo(zone)) for n in range(15)]
    ours: dict[str, dict[str, str]] = {}
    for day, on in zip(days, by_day(every(table(name)), [day.window for day in days]), strict=True):
        if on:
            ours[f"{day.date:%b} {day.date.day:2d}"] = {user: f"{ns / 3.6e12:.2f}" for user, (_, ns, _) in on.items()}
    theirs: dict[str, dict[str, str]] = {}
    users: dict[str, str] = {}
    for line in (folder / "ac-dayp.txt").read_text("utf-8").splitlines():
        if match := re.match(r"\t\t(.+?) +([0-9.]+)$", line):
            users[match[1]] = match[2]
        elif match := re.match(r"(\w{3} [ \d]\d) \d{4}\ttotal", line):
            theirs[match[1]], users = users, {}
    assert ours == theirs


@pytest.mark.parametrize("name", ["wtmp-1k", "wtmp-1k.mess"])
def test_generated_histories_come_out_as_they_were_made(name: str) -> None:
    path = SHARED / "utmp" / "made" / name
    if not path.exists():
        pytest.skip("the shared corpus is not here")
    raw = path.read_bytes()
    got = sessions(Utmp().rows(raw, layout_of(raw[:76_800]).word, EVER).records)
    truth = [json.loads(line) for line in path.with_name(name + ".truth.jsonl").read_text("utf-8").splitlines()]
    made = {
        (each["user"], each["line"], each["login"], None if each["end"] == "crash" else each["logout"], each["end"])
        for each in truth
        if "user" in each
    }
    ends = {
        (one.user, one.line, one.login // 10**9, None if one.end is None else one.end // 10**9, one.how) for one in got
    }
    assert ends == made


def hour(clock: int) -> int:
    return clock * 3600 * 10**9


def test_a_row_of_wtmpdb_without_a_logout_was_ended_by_what_came_next() -> None:
    boot, login = 1, 3
    rows = [
        (hour(6), None, boot, "reboot", "~", "6.1", ""),
        (hour(8), None, login, "alice", "pts/0", "192.0.2.1", "sshd"),
        (hour(9), hour(11), boot, "reboot", "~", "6.1", ""),
        (hour(10), None, login, "bob", "pts/0", "192.0.2.2", "sshd"),
        (hour(12), None, boot, "reboot", "~", "6.1", ""),
        (hour(13), None, login, "carol", "pts/1", "", "login"),
        (hour(14), hour(15), login, "dave", "pts/1", "192.0.2.4", "sshd"),
        (hour(16), None, login, "erin", "ssh", "192.0.2.5", "sshd"),
        (hour(17), None, login, "frank", "ssh", "192.0.2.5", "sshd"),
        (hour(18), hour(17), login, "grace", "pts/2", "", ""),
        (hour(16), None, login, "erin", "ssh", "192.0.2.5", "sshd"),
    ]
    stays, boots, downs = paired(rows)
    assert [(stay.user, stay.how, stay.end, stay.until and stay.until - stay.began) for stay in stays] == [
        ("alice", "crash", None, 0),
        ("bob", "shutdown", hour(11), hour(1)),
        ("carol", "supplanted", hour(14), hour(1)),
        ("dave", "logout", hour(15), hour(1)),
        ("erin", "open", None, None),
        ("frank", "open", None, None),
        ("grace", "logout", hour(17), 0),
    ]
    assert [boot.before for boot in boots] == [None, hour(8), None] and downs == [hour(11)]
    assert [stay.how for stay in paired(rows, live=False)[0]][4:6] == ["lost", "lost"]


def test_wall_clock_counts_once_what_sessions_share() -> None:
    assert union([]) == 0
    assert union([(0, 10), (5, 20), (30, 40), (31, 32)]) == 30
    assert union([(30, 40), (0, 10), (10, 11)]) == 21
