"""What leaves the house: the sections of a generated day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from qmailreport.day import Day, Window
from qmailreport.fold import Lines
from qmailreport.formats import FORMATS
from qmailreport.passes.postfix import Postfix
from qmailreport.passes.postfix.overall import ARRIVALS, DELIVERIES, SESSIONS, VERDICTS
from qmailreport.passes.postfix.sections import figured
from qmailreport.passes.postfix.totals import Totals
from qmailreport.redact import LIMIT
from qmailreport.report import Section, Table

from .postfix_logs import CLOCK, POSTFIX, UTC, days, generated, scan

GROUPS = (ARRIVALS, DELIVERIES, SESSIONS, VERDICTS)
DAY = Day.of(dt.date(2026, 11, 16), UTC)


def sections(text: bytes, day: Day = DAY, options: Postfix = POSTFIX) -> dict[str, Section]:
    totals, _ = options.settle(scan(text, day.window), None)
    made = options.finish(totals, day)
    assert len({section.id for section in made}) == len(made)
    return {section.id: section for section in made}


def table(made: dict[str, Section], id: str, place: int = 0) -> Table:
    return made[id].tables[place]


def column(shown: Table, name: str) -> Sequence[object]:
    place = [each.id for each in shown.columns].index(name)
    return [row[place] for row in shown.rows]


@pytest.fixture(scope="module")
def made() -> dict[str, Section]:
    text, _ = generated("--lines", "4000", "--days", "2", "--seed", "8", "--profile", "mx")
    return sections(text)


def test_tables_agree_with_the_figures(made: dict[str, Section]) -> None:
    figures = {figure.id: figure.value for section in made.values() for figure in section.figures}
    hours = table(made, "postfix.hours")
    assert sum(map(int, column(hours, "delivered"))) == figures["postfix.deliveries_final"]  # type: ignore[call-overload]
    assert sum(map(int, column(hours, "deferred"))) == figures["postfix.deferrals"]  # type: ignore[call-overload]
    everything = sections(generated("--lines", "4000", "--days", "2", "--seed", "8", "--profile", "mx")[0], DAY, WIDE)
    for id, name, figure in (
        ("postfix.rhosts", "delivered", "postfix.deliveries_final"),
        ("postfix.recipients", "messages", "postfix.deliveries_final"),
        ("postfix.senders", "messages", "postfix.accepted"),
        ("postfix.failures", "count", "postfix.bounced_recipients"),
        ("postfix.deferrals", "count", "postfix.deferrals"),
        ("postfix.rejects", "count", "postfix.rejected"),
        ("postfix.sasl", "count", "postfix.sasl_failures"),
        ("postfix.by_host", "delivered", "postfix.deliveries_final"),
    ):
        assert sum(column(table(everything, id), name)) == figures[figure], id  # type: ignore[arg-type]


WIDE = Postfix(source=("maillog",), top=100_000)


def test_every_figure_is_defined_in_the_note_of_its_section(made: dict[str, Section]) -> None:
    everything = Totals({name: 1 for group in GROUPS for name, _, _ in group})
    for section in (*made.values(), *figured(everything, DAY)):
        assert len(section.note) <= LIMIT
        for figure in section.figures:
            if section.id != "postfix.hours" and ".per_day." not in figure.id:
                assert figure.label.partition(" in /")[0].split(": ")[0].split(" by ")[0][:7] in section.note, figure


def test_what_failed_stands_first_and_worst() -> None:
    text = (
        b"Nov 16 10:00:00 mx postfix/smtpd[1]: warning: dict_lookup: x.db is unavailable\n"
        b"Nov 16 10:00:01 mx postfix/smtpd[1]: fatal: no SASL authentication mechanisms\n"
        b"Nov 16 10:00:02 mx postfix/qmgr[2]: panic: qmgr_active_done: unexpected status\n"
        b"Nov 16 10:00:03 mx postfix/smtpd[1]: message repeated 3 times: [ fatal: no SASL authentication mechanisms]\n"
    )
    made = sections(text)
    first = next(iter(made.values()))
    assert first.urgent
    assert [row[1:] for row in first.tables[0].rows] == [("fatal", 1), ("fatal", 4), ("warning", 1)]
    assert first.tables[0].rows[0][0] == "qmgr: qmgr_active_done: unexpected status"


def test_what_waits_is_shown_with_its_age() -> None:
    text = (
        b"Nov 16 10:00:00 mx postfix/pickup[1]: ABCDE1: uid=0 from=<root>\n"
        b"Nov 16 10:00:00 mx postfix/qmgr[2]: ABCDE1: from=<root@mx>, size=5, nrcpt=1 (queue active)\n"
        b"Nov 16 10:00:01 mx postfix/smtp[3]: ABCDE1: to=<joe@web.test>, relay=none, delay=1, delays=0/0/1/0, "
        b"dsn=4.4.1, status=deferred (connect to web.test[192.0.2.1]:25: Connection timed out)\n"
    )
    made = sections(text)
    assert table(made, "postfix.queue").rows == (("web.test", 1, 14 * 3600 * 10**9),)
    waiting = next(figure for figure in made["postfix.overall"].figures if figure.id == "postfix.waiting")
    assert (waiting.value, waiting.detail) == (1, "oldest 14 h, web.test")
    assert table(made, "postfix.deferrals").rows == (("no connection to their server", "4.4.1", 1),)


def test_hidden_sections_are_absent_and_the_figures_stay() -> None:
    text, _ = generated("--lines", "4000", "--days", "2", "--seed", "8", "--profile", "mx")
    made = sections(text, DAY, Postfix(source=("maillog",), hide=("senders", "tls")))
    assert "postfix.overall" in made and not {"postfix.senders", "postfix.tls"} & made.keys()


def test_no_log_says_nothing() -> None:
    assert POSTFIX.finish({}, DAY) == ()
    totals, _ = POSTFIX.settle(scan(b"Nov 16 10:00:00 mx dovecot: imap-login: Login: user=<x>\n", DAY.window), None)
    assert totals == {}


def test_a_week_without_log_forgets_what_waited() -> None:
    text = b"Nov 16 10:00:00 mx postfix/qmgr[2]: ABCDE1: from=<root@mx>, size=5, nrcpt=1 (queue active)\n"
    carry = None
    waiting = []
    for day in days(12, UTC):
        totals, carry = POSTFIX.settle(scan(text, day.window), carry)
        waiting.append(sum(count for total in totals.values() for count, _ in total.waiting.values()))
    assert waiting == [1] * 10 + [0, 0]


def test_lines_that_nobody_knows_are_counted_and_shown() -> None:
    text = (
        b"Nov 16 10:00:00 mx postfix/smtpd[1]: connect from a[192.0.2.1]\n"
        b"Nov 16 10:00:01 mx postfix/smtpd[1]: what is this\n"
        b"Nov 16 10:00:02 mx postfix/qmgr[2]: ABCDE1: nor this\n"
        b"Nov 16 10:00:03 mx postfix/smtpd[1]: NOQUEUE: milter-reject_warning: RCPT from a[192.0.2.1]: 550 5.7.1 no\n"
        b"Nov 16 10:00:04 mx postfix/smtp[1]: ABCDE1: to=<a@b>, relay=c, delay=1, status=strange (what)\n"
    )
    totals, _ = POSTFIX.settle(scan(text, DAY.window), None)
    count, samples = POSTFIX.unread(totals["mx"])
    assert (count, len(samples)) == (3, 3) and "what is this" in samples[0]
    assert POSTFIX.stirred(totals["mx"])


def test_a_log_without_tags_says_nothing_of_postfix() -> None:
    lines = Lines(b"@400000004bdf950000000000 new msg 1\n", FORMATS["multilog"], CLOCK, Window(0, 2**62), "mx1")
    assert POSTFIX.settle(POSTFIX.scan(POSTFIX.start(), lines), None)[0] == {}


def test_secrets_and_controls_of_the_log_do_not_reach_a_section() -> None:
    text = (
        b"Nov 16 10:00:00 mx postfix/smtpd[1]: warning: lookup failed: password=hunter2 \x1b[31m\n"
        b"Nov 16 10:00:01 mx postfix/smtp[3]: ABCDE1: to=<\xe2\x80\xaejoe@web.test>, relay=none, delay=1, "
        b"dsn=5.1.1, status=bounced (password=hunter2)\n"
    )
    said = repr(sections(text))
    assert "hunter2" not in said and "\\x1b" not in said and "\u202e" not in said
