"""Templates: what is one statement is one row, on every day the same, without secrets, whatever was logged."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.day import Day
from qmailreport.passes.keywords import Keywords
from qmailreport.passes.keywords.catalogue import builtin
from qmailreport.passes.keywords.grouping import CLUSTERS, grouped
from qmailreport.passes.keywords.history import Known, Mute, State, gone, muted, state
from qmailreport.passes.keywords.hits import Hits
from qmailreport.passes.keywords.kinds import Kind, Past, kinds, told_values
from qmailreport.passes.keywords.sections import sections
from qmailreport.passes.keywords.templates import identity
from qmailreport.passes.keywords.totals import Totals
from qmailreport.report import Section, Table

DAY = Day.of(dt.date(2026, 11, 18), ZoneInfo("Europe/Berlin"))
NOON = DAY.window.start + 12 * 3600 * 10**9
Line = tuple[str, bytes, bytes]


def counted(lines: list[Line]) -> Hits:
    """Hits of (entry, program, text), a second apart."""
    hits = Hits()
    for number, (entry, program, text) in enumerate(lines):
        hits.count((entry,), program, text, NOON + number * 10**9, 1)
    return hits


def found(lines: list[Line], past: Past | None = None) -> list[Kind]:
    """The day's templates."""
    return kinds(counted(lines), builtin(), DAY, past or Past())


def guesses(count: int) -> list[Line]:
    """Guesses at passwords, all different."""
    names = ("root", "admin", "anna", "oracle", "test")
    text = "Failed password for invalid user {} from 192.0.2.{} port {} ssh2"
    lines = (text.format(names[n % 5], n % 250, 40000 + n).encode() for n in range(count))
    return [("ss.invalid", b"sshd", line) for line in lines]


def test_thousands_of_lines_are_one_row() -> None:
    (kind,) = found(guesses(3000))
    assert kind.title == "sshd: Failed password for invalid user <*> from <*> port <*> ssh2"
    assert (kind.lines, kind.times, kind.first, kind.last) == (3000, 3000, NOON, NOON + 2999 * 10**9)
    assert kind.hours == (*[0] * 12, 3000, *[0] * 11)
    assert told_values(kind.template) == (
        "1: admin ×600, anna ×600, oracle ×600 and 2 more · "
        "2: 192.0.2.0 ×12, 192.0.2.1 ×12, 192.0.2.10 ×12 and 247 more · 3: many values"
    )
    assert len(kind.samples) == 3
    assert kind.samples[0] == "Failed password for invalid user root from 192.0.2.0 port 40000 ssh2"
    assert kind.id == identity("sshd", kind.template.text)


WORDS = [b"alpha", b"beta", b"10.0.0.1", b"77", b"<a@b.example>", b"fail", b"user=x", b"user=y", b"(a)"]
LINES = st.lists(
    st.tuples(
        st.sampled_from(["sy.disk", "gen.error", "om.err"]),
        st.sampled_from([b"sshd", b"kernel"]),
        st.lists(st.sampled_from(WORDS), max_size=6).map(b" ".join),
    ),
    max_size=30,
)


@settings(max_examples=200, deadline=None)
@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_the_log_does_not_matter(lines: list[Line], chance: random.Random) -> None:
    def said(hits: Hits) -> list[tuple[str, str, int, int]]:
        return [(each.id, each.title, each.lines, each.times) for each in kinds(hits, builtin(), DAY, Past())]

    parts = [counted(lines[at : at + 4]) for at in range(0, len(lines), 4)]
    chance.shuffle(parts)
    mixed = Hits()
    for part in parts:
        mixed.add(part)
    whole = said(counted(lines))
    assert said(mixed) == whole
    assert sum(lines for _, _, lines, _ in whole) == len(lines)


@settings(max_examples=200, deadline=None)
@given(LINES, LINES)
def test_what_was_known_yesterday_is_known_today(one: list[Line], two: list[Line]) -> None:
    yesterday = DAY.before().date
    first = [each.seen() for each in found(one)]
    known = tuple(
        Known(each.id, each.program, each.template, each.severity, each.category, each.entry, yesterday, yesterday,
              ((yesterday, each.lines),))
        for each in first
    )  # fmt: skip
    again = found(one, Past(known, (), (yesterday,)))
    assert {each.state.word for each in again} <= {"known", "rising"}
    both = found([*one, *two], Past(known, (), (yesterday,)))
    assert sum(each.lines for each in both) == len(one) + len(two)


def test_the_worst_entry_leads_and_severities_come_in_order() -> None:
    kinds_ = found(
        [
            *guesses(2),
            ("ap.error", b"app", b"error: something"),
            ("om.fail", b"app", b"failover done"),
            ("pf.fatal", b"postfix/smtpd", b"fatal: no such table"),
            ("sy.disk", b"kernel", b"No space left on device"),
        ]
    )
    assert [each.name for each in kinds_] == ["pf.fatal", "sy.disk", "ap.error", "ss.invalid", "om.fail"]
    assert [each.manual for each in kinds_] == [False, False, False, False, True]


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (b"vchkpw-pop3: password fail (pass: 'hunter%d') bob@example.org:192.0.2.1", b"hunter"),
        (b"login failed user=bob password=hunter%d from 192.0.2.1", b"hunter"),
        (b'failed: {"password":"hunter%d"} from 192.0.2.1', b"hunter"),
        (b"failed for bob: AUTH PLAIN aHVudGVyMg%d==", b"aHVudGVy"),
        (b"failed GET https://h.example/?password=hunter%d", b"hunter"),
        (b"failed: {'user password': 'hunter%d', 'n': 12}", b"hunter"),
        (b'failed: {\\"password\\":\\"hunter%d\\"} from 192.0.2.1', b"hunter"),
        (b"failed x12passwd=hunter%d 12", b"hunter"),
        (b"delivery %d: failure: Remote_host_said:_535_5.7.8_AUTH_PLAIN_aHVudGVyMg==_rejected/", b"aHVudGVy"),
        (b"delivery %d: failure: Remote_host_said:_535_(auth=oauthbearer:abcdEF_hunter)_rejected/", b"hunter"),
        (b"delivery %d: failure: said:_550_vpopmail_user_not_found_hunter/", b"hunter"),
        (b"failed Qv0q Qvv1q password=hunter%d 12 13", b"hunter"),
    ],
)
def test_secrets_are_neither_in_templates_nor_values_nor_samples(text: bytes, secret: bytes) -> None:
    lines: list[Line] = [("vp.fail", b"vchkpw", text % n) for n in (1, 22, 333)]
    (*_, section) = [each for each in told(lines) if each.id == "keywords.strict"]
    assert secret.decode() not in repr(section)
    assert all(secret.decode() not in repr(each) for each in told(lines))
    for kind in found(lines):
        assert secret.decode() not in repr(kind.seen())


def told(lines: list[Line], past: Past | None = None, top: int = 10) -> tuple[Section, ...]:
    """The sections."""
    hits = counted(lines)
    counts: dict[str, tuple[int, int]] = {}
    for entry, _, _ in lines:
        counts[entry] = (counts.get(entry, (0, 0))[0] + 1, 0)
    return sections(hits, counts, builtin(), {}, DAY, past or Past(), top)


def table(made: tuple[Section, ...], name: str) -> Table:
    """One of them by its id."""
    (one,) = [each for section in made for each in section.tables if each.id == name]
    return one


def test_what_is_cut_is_counted() -> None:
    openings = ("one", "two", "three", "four", "five", "six", "seven")
    lines: list[Line] = [("ap.error", b"app", f"{word} error {word}".encode()) for word in openings]
    lines += [("pf.tls", b"postfix/smtp", b"Cannot start TLS")]
    warning = table(told(lines, top=3), "keywords.warning")
    assert len(warning.rows) == 4
    assert warning.note == "Web-error: and 4 more templates, 4 lines."


def test_hidden_sections_are_left_out_but_for_what_is_urgent() -> None:
    hits = counted([("pf.fatal", b"postfix/smtpd", b"fatal: no table"), ("om.fail", b"app", b"failover")])
    made = sections(hits, {"om.fail": (1, 1)}, builtin(), {}, DAY, Past(), 10, ("strict", "manual", "gone", "urgent"))
    assert [each.id for each in made] == ["keywords.urgent", "keywords.found"]
    assert [figure.value for figure in made[-1].figures] == [2, 0]


def test_a_bomb_of_templates_is_bounded_and_counted() -> None:
    chance = random.Random(5)
    lines: list[Line] = []
    for _ in range(6000):
        words = (bytes(chance.choices(b"abcdefghijklmnopqrstuvwxyz", k=9)) for _ in range(chance.randrange(2, 12)))
        lines.append(("gen.error", bytes(chance.choices(b"abcdefgh", k=3)), b" ".join(words)))
    lines.append(("sy.disk", b"kernel", b"No space left on device"))
    hits = counted(lines)
    made = grouped(hits, (), lambda name: 0 if name == "sy.disk" else 2)
    assert len(made) <= CLUSTERS + 1
    assert sum(line.row.lines for each in made for line in each.lines) == 6001
    assert ("kernel", "No space left on device") in {(each.program, each.text) for each in made}


def known(*days: tuple[int, int]) -> Known:
    """A template with lines on days that lie so many days back."""
    dates = tuple(sorted((DAY.date - dt.timedelta(days=back), lines) for back, lines in days))
    return Known("0a1b2c3d", "p", "t", "notice", "c", "e", dates[0][0], dates[-1][0], dates)


def backward(*days: int) -> list[dt.date]:
    """Days of which there is history."""
    return sorted(DAY.date - dt.timedelta(days=back) for back in days)


WEEK = [backward(*range(1, count)) for count in (2, 8, 15, 40)]


@pytest.mark.parametrize(
    ("before", "lines", "days", "said"),
    [
        (None, 5, [], State("", "")),
        (None, 5, WEEK[0], State("new", "new")),
        (known((1, 5)), 5, WEEK[0], State("known", "known since 2026-11-17")),
        (known((1, 5)), 5000, WEEK[0], State("known", "known since 2026-11-17")),  # no Wednesday to compare with
        (known((7, 5)), 15, WEEK[1], State("back", "back after 7 days")),
        (known((7, 5)), 15, backward(7), State("known", "known since 2026-11-11")),  # no day between was looked at
        (known((1, 1), (7, 5)), 15, WEEK[1], State("known", "known since 2026-11-11")),
        (known((1, 1), (7, 5)), 16, WEEK[1], State("rising", "rising: 5 is usual on a Wednesday")),
        (known((1, 1), (7, 1)), 9, WEEK[1], State("known", "known since 2026-11-11")),  # too few to matter
        (known((1, 1), (14, 9)), 10, WEEK[2], State("rising", "rising: 0 is usual on a Wednesday")),
    ],
)
def test_states(before: Known | None, lines: int, days: list[dt.date], said: State) -> None:
    assert state(before, lines, None, days, DAY.date) == said


def test_a_mute_holds_up_to_its_day_and_the_longest_one_counts() -> None:
    mutes = [Mute("a", DAY.date, "one"), Mute("b", DAY.date + dt.timedelta(days=1), "two")]
    assert muted(mutes, ["a"], DAY.date) == mutes[0]
    assert muted(mutes, ["a"], DAY.date + dt.timedelta(days=1)) is None
    assert muted(mutes, ["a", "b"], DAY.date) == mutes[1]
    assert state(None, 1, mutes[0], WEEK[0], DAY.date) == State("muted", "muted until 2026-11-18: one")


def test_what_is_gone_was_usual_and_is_told_once() -> None:
    usual = known(*((back, 4) for back in range(1, 8)))
    assert gone([usual], set(), WEEK[1]) == [(usual, 4)]
    assert gone([usual], {usual.id}, WEEK[1]) == []
    assert gone([usual], set(), WEEK[1][1:]) == []  # too young a history to say what is usual
    assert gone([known(*((back, 4) for back in range(2, 8)))], set(), WEEK[1]) == []  # told yesterday
    assert gone([known((1, 4), (2, 4), (3, 4), (4, 4))], set(), WEEK[1]) == []  # on four days of seven


DEFERRED = b"delivery %d: deferral: Connected_to_198.51.%d.%d_but_connection_died._(#4.4.2)/"
REFUSED = b"delivery %d: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550_<u%d@h%d.example>_unknown/"


def test_what_qmail_logs_without_blanks_is_read_word_by_word() -> None:
    """Whatever addresses it names, and with the values at their places."""
    lines = [("qm.deferral", b"qmail", DEFERRED % (n, n % 200, n % 250)) for n in range(2000)]
    lines += [("qm.failure", b"qmail", REFUSED % (n, n, n % 9)) for n in range(500)]
    one, two = sorted(found(lines), key=lambda kind: kind.lines, reverse=True)
    assert one.title == "qmail: delivery <*>: deferral: Connected to <*> but connection died. (#<*>)/"
    values = told_values(one.template)
    assert values.startswith("1: many values · 2: 198.51.0.0 ×2, ") and values.endswith(" · 3: 4.4.2")
    assert two.title.startswith("qmail: delivery <*>: failure: <*> does not like recipient./Remote host said: <*> <*>")
    assert (one.lines, two.lines) == (2000, 500)
    assert one.samples[0] == (DEFERRED % (0, 0, 0)).decode()


def test_where_a_password_may_be_nothing_is_read_word_by_word() -> None:
    text = b"delivery 7: failure: Remote_host_said:_535_bad_password=hunter_two_was_sent/"
    (kind,) = found([("qm.failure", b"qmail", text)])
    assert "hunter" not in kind.title and "two" not in kind.title
    assert not any("hunter" in sample or "two" in sample for sample in kind.samples)


@pytest.mark.parametrize("level", [0, 1, 3])
def test_rows_name_their_hosts_where_there_are_several(level: int) -> None:
    disk = [("sy.disk", b"kernel", b"end_request: I/O error, dev sda, sector 7")]
    totals = {name: Totals(hits=counted(disk)) for name in ("db1.example.org", "mx1", "mx2")}
    totals["quiet"] = Totals(read=7)
    totals["mx2"].hits.coarsen(level)
    keywords = Keywords(source=("log",))

    def titles(hosts: Sequence[str]) -> set[str]:
        made = keywords.finish({host: totals[host] for host in hosts}, DAY)
        (card,) = table(made, "keywords.urgent").rows
        (row,) = table(made, f"keywords.{card[1]}").rows
        assert str(card[0]).endswith(f"({str(row[0]).partition(':')[0]})")
        return {str(row[0]).partition(":")[0]}

    assert titles(["mx1"]) == {"kernel"}
    assert titles(["mx1", "quiet"]) == {"mx1 kernel"}
    assert titles(["mx1", "mx2"]) == {"mx1 +1 kernel"}
    assert titles(["db1.example.org", "mx1", "mx2"]) == {"db1.example.org +2 kernel"}
