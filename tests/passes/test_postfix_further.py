"""Delays, providers, relays, direction, labels, clients, wanted mail, other names and filters, in sections."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence

import pytest

from qmailreport.config import parse
from qmailreport.errors import ConfigError
from qmailreport.passes.histogram import Spread, percentile, rounded
from qmailreport.passes.postfix import Postfix
from qmailreport.passes.postfix.bounded import ADDRESSES, LARGE, ROWS, Addresses, Flows, Tally, least
from qmailreport.passes.postfix.codes import meaning
from qmailreport.passes.postfix.labels import Label
from qmailreport.passes.postfix.relays import behind, network, provider, way
from qmailreport.patterns import complaint
from qmailreport.report import Section, Table

from .postfix_logs import POSTFIX, UTC, days, generated, joined, said, scan
from .test_postfix_sections import column, sections, table

SECOND = 10**9
SUBMITTED = """\
Nov 16 10:00:00 mx postfix/submission/smtpd[1]: AAAA1: client=pc[192.0.2.7], sasl_method=PLAIN, sasl_username=joe
Nov 16 10:00:00 mx postfix/qmgr[2]: AAAA1: from=<joe@example.org>, size=1000, nrcpt=2 (queue active)
Nov 16 10:00:01 mx postfix/smtp[3]: AAAA1: to=<ann@shop.test>, relay=mx.shop.test[198.51.100.9]:25, delay=1.2, \
delays=0.1/0/0.5/0.6, dsn=2.0.0, status=sent (250 ok)
Nov 16 10:00:03 mx postfix/smtp[3]: AAAA1: to=<bob@gmail.com>, relay=gmail-smtp-in.l.google.com[192.0.2.26]:25, \
delay=3, delays=0.1/0.1/1/1.8, dsn=2.0.0, status=sent (250 2.0.0 OK gsmtp)
"""
REFUSED = """\
Nov 16 11:00:00 mx postfix/smtpd[5]: NOQUEUE: reject: RCPT from a[198.51.100.7]: 554 5.7.1 Service unavailable; Client \
host [198.51.100.7] blocked using zen.test; from=<Ann@shop.test> to=<joe@example.org> proto=ESMTP helo=<a>
Nov 16 11:00:01 mx postfix/smtpd[5]: NOQUEUE: reject: RCPT from a[198.51.100.7]: 554 5.7.1 Service unavailable; Client \
host [198.51.100.7] blocked using zen.test; from=<other@shop.test> to=<joe@example.org> proto=ESMTP helo=<a>
Nov 16 11:00:02 mx postfix/smtpd[5]: NOQUEUE: reject: RCPT from a[198.51.100.8]: 554 5.7.1 Service unavailable; Client \
host [198.51.100.8] blocked using zen.test; from=<spam@gmail.com> to=<joe@example.org> proto=ESMTP helo=<a>
Nov 16 11:00:03 mx postfix/smtpd[5]: NOQUEUE: reject: RCPT from a[198.51.100.7]: 450 4.2.0 <joe@example.org>: \
Recipient address rejected: Greylisted; from=<ann@shop.test> to=<joe@example.org> proto=ESMTP helo=<a>
"""


def pass_of(**options: object) -> Postfix:
    return Postfix(source=("maillog",), **options)  # type: ignore[arg-type]


def made_by(options: Postfix, text: str) -> dict[str, Section]:
    day = days(1, UTC)[0]
    totals, _ = options.settle(scan(text.encode(), day.window, by=options), None)
    return {section.id: section for section in options.finish(totals, day)}


def rows(shown: Table) -> list[tuple[object, ...]]:
    return list(shown.rows)


def test_the_stages_of_the_delay_are_told_apart() -> None:
    made = sections(SUBMITTED.encode())
    found = {str(row[0]): row[1:] for row in table(made, "postfix.delays").rows}
    assert [column.id for column in table(made, "postfix.delays").columns[1:]] == [
        "average",
        "p50",
        "p90",
        "p99",
        "max",
    ]
    assert found["Connecting"] == (0.75 * SECOND, rounded(SECOND // 2), *[rounded(SECOND)] * 2, SECOND)
    assert found["In all"][0] == 2.1 * SECOND and found["In all"][-1] == 3 * SECOND
    figures = {figure.id: figure.value for figure in made["postfix.hours"].figures}
    assert figures["postfix.delay.average"] == 2.1 * SECOND and figures["postfix.delay.max"] == 3 * SECOND


def test_mail_elsewhere_is_told_by_provider_and_by_relay() -> None:
    made = sections(SUBMITTED.encode())
    assert [row[:2] for row in table(made, "postfix.providers").rows] == [("google.com", 1), ("shop.test", 1)]
    assert [row[0] for row in table(made, "postfix.relays").rows] == ["gmail-smtp-in.l.google.com", "mx.shop.test"]
    assert table(made, "postfix.senders").rows == (("joe@example.org", 1, 1000, 0, 2.1 * SECOND, 3 * SECOND),)


def test_providers_relays_and_recipients_sum_to_the_figures() -> None:
    text, _ = generated("--lines", "4000", "--days", "2", "--seed", "8", "--profile", "out")
    made = sections(text, options=pass_of(top=100_000))
    figures = {figure.id: figure.value for section in made.values() for figure in section.figures}
    for id, name, figure in (
        ("postfix.relays", "delivered", "postfix.deliveries_final"),
        ("postfix.relays", "deferred", "postfix.deferrals"),
        ("postfix.relays", "bytes", "postfix.bytes_delivered_final"),
        ("postfix.rhosts", "bytes", "postfix.bytes_delivered_final"),
        ("postfix.refusals", "deferred", "postfix.deferrals"),
        ("postfix.refusals", "failed", "postfix.bounced_recipients"),
        ("postfix.refusals", "expired", "postfix.expired"),
        ("postfix.clients", "count", "postfix.rejected"),
    ):
        assert sum(column(table(made, id), name)) == figures[figure], (id, name)  # type: ignore[arg-type]


def test_a_message_that_expires_does_so_for_its_latest_reason() -> None:
    text = (
        "Nov 16 10:00:00 mx postfix/smtp[3]: BBBB1: to=<a@far.test>, relay=none, delay=90, delays=89/0/1/0, dsn=4.4.1, "
        "status=deferred (connect to mx1.far.outlook.com[192.0.2.1]:25: Connection timed out)\n"
        "Nov 16 10:00:01 mx postfix/qmgr[2]: BBBB1: from=<x@example.org>, status=expired, returned to sender\n"
    )
    made = sections(text.encode())
    assert rows(table(made, "postfix.lapsed")) == [("no connection to their server", "4.4.1", 1)]
    assert rows(table(made, "postfix.refusals")) == [("outlook.com: no connection to their server", "4.4.1", 1, 0, 1)]
    assert rows(table(made, "postfix.refusals", 1)) == [("4.4.1: no answer from the host, for now", 2)]


def test_direction_is_told_where_domains_are_configured() -> None:
    options = pass_of(domains=("example.org",))
    text = (
        SUBMITTED
        + REFUSED
        + (
            "Nov 16 12:00:00 mx postfix/smtpd[1]: CCCC1: client=a[192.0.2.7]\n"
            "Nov 16 12:00:00 mx postfix/qmgr[2]: CCCC1: from=<ann@shop.test>, size=70, nrcpt=2 (queue active)\n"
            "Nov 16 12:00:01 mx postfix/local[3]: CCCC1: to=<joe@example.org>, relay=virtual, delay=1, status=sent ()\n"
            "Nov 16 12:00:01 mx postfix/local[3]: CCCC1: to=<eva@example.org>, relay=virtual, delay=1, status=sent ()\n"
        )
    )
    made = made_by(options, text)
    assert rows(table(made, "postfix.direction")) == [("In", 1, 2, 140, 4), ("Out", 1, 2, 2000, 0)]
    assert rows(table(made, "postfix.direction", 1)) == [("example.org", 1, 1000, 2, 140, 0, 0)]
    assert "postfix.direction" not in sections(text.encode())


def test_wanted_mail_is_told_for_ninety_days_and_not_for_large_providers() -> None:
    first, *later = days(120, UTC)
    options = pass_of(domains=("example.org",))
    _, carry = options.settle(scan(SUBMITTED.encode(), first.window, by=options), None)
    found = []
    for day in (first, *later):
        stamp = f"{day.date:%b} {day.date.day:2d}"
        text = REFUSED.replace("Nov 16", stamp).encode()
        totals, carry = options.settle(scan(text, day.window, by=options), json.loads(json.dumps(carry)))
        made = {section.id: section for section in options.finish(totals, day)}
        found.append("postfix.wanted" in made)
        if day is first:
            assert rows(table(made, "postfix.wanted")) == [
                ("@shop.test: client is on a blocklist", 1),
                ("ann@shop.test: client is on a blocklist", 1),
            ]
    assert found == [True] * 90 + [False] * 30


def test_rejects_bear_the_sites_own_labels() -> None:
    labels = (Label("BLOCKED using zen", "the list"), Label("554", "all others"), Label("nothing", "never"))
    made = made_by(pass_of(labels=labels), REFUSED)
    assert rows(table(made, "postfix.labels")) == [("the list", "5.7.1", 3)]
    assert rows(table(made, "postfix.clients"))[0] == ("198.51.100.7: client is on a blocklist", 2)
    assert rows(table(made, "postfix.clients", 1)) == [("198.51.100.0/24", 4)]


CONFIG = """\
site: a.test
sources: {log: {format: syslog, path: x}}
reports: [{name: d, to: [a@a.test], from: b@a.test, passes: [postfix: {source: log, %s}]}]
delivery: {files: y}
"""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("labels: [{match: '(a+)+b', label: x}]", "repeats what varies itself"),
        ("labels: [{match: 'a.*.*b', label: x}]", "two repeats that can take the same text"),
        ("labels: [{match: 'a(bb|c)*d', label: x}]", "repeats what varies itself"),
        ("labels: [{match: '(a', label: x}]", "is no regular expression"),
        ("labels: [{match: '.*', label: x}]", "matches an empty text"),
        ("labels: [{match: 'a', label: ' '}]", "is empty"),
        ("syslog_names: ['a/b']", "a syslog_name is"),
        ("filters: ['pipe:a b']", "a filter is"),
        ("domains: ['@example.org']", "a domain is expected"),
    ],
)
def test_an_option_that_cannot_be_is_refused_where_it_stands(options: str, said: str) -> None:
    with pytest.raises(ConfigError, match=r"c\.yaml:3:[0-9]+: .*postfix\.") as caught:
        parse(CONFIG % options, "c.yaml")
    assert said in str(caught.value)


@pytest.mark.parametrize("pattern", ["User unknown", "^5[0-9][0-9] .*blocked using (a|b)", r"\d+\.\d+", "x{2,5}y?"])
def test_a_harmless_pattern_is_taken(pattern: str) -> None:
    assert complaint(pattern) is None


@pytest.mark.parametrize("pattern", ["(x*)*", "(?:a|a)+$", r"(\w+\s?)+y", r"a+(b)?a+", "(a)\\1+", "a" * 1001])
def test_a_pattern_that_may_run_away_is_not(pattern: str) -> None:
    assert complaint(pattern)


def test_other_syslog_names_are_read_where_they_are_named() -> None:
    text = SUBMITTED.replace("postfix/", "mail-out/")
    assert "postfix.overall" not in sections(text.encode())
    made = made_by(pass_of(syslog_names=("mail-out", "relay.out")), text)
    assert table(made, "postfix.senders").rows[0][:2] == ("joe@example.org", 1)


def test_a_filter_on_another_host_does_not_make_two_mails_of_one() -> None:
    text = (
        "Nov 16 10:00:00 mx postfix/smtpd[1]: connect from a[192.0.2.7]\n"
        "Nov 16 10:00:00 mx postfix/smtpd[1]: AAAA1: client=a[192.0.2.7]\n"
        "Nov 16 10:00:00 mx postfix/qmgr[2]: AAAA1: from=<a@b.test>, size=100, nrcpt=1 (queue active)\n"
        "Nov 16 10:00:01 mx postfix/smtpd[9]: connect from filter.test[10.0.0.5]\n"
        "Nov 16 10:00:01 mx postfix/smtpd[9]: AAAA2: client=filter.test[10.0.0.5]\n"
        "Nov 16 10:00:01 mx postfix/qmgr[2]: AAAA2: from=<a@b.test>, size=120, nrcpt=1 (queue active)\n"
        "Nov 16 10:00:01 mx postfix/smtp[3]: AAAA1: to=<joe@example.org>, relay=10.0.0.5[10.0.0.5]:10024, delay=1, "
        "status=sent (250 ok)\n"
        "Nov 16 10:00:02 mx postfix/pipe[4]: AAAA2: to=<joe@example.org>, relay=scan, delay=1, status=sent (ok)\n"
        "Nov 16 10:00:03 mx postfix/pickup[5]: AAAA3: uid=77 from=<a@b.test>\n"
        "Nov 16 10:00:03 mx postfix/qmgr[2]: AAAA3: from=<a@b.test>, size=130, nrcpt=1 (queue active)\n"
        "Nov 16 10:00:03 mx postfix/virtual[6]: AAAA3: to=<joe@example.org>, relay=virtual, delay=1, status=sent (ok)\n"
    )
    made = made_by(pass_of(filters=("10.0.0.5", "pipe:scan", "uid:77")), text)
    figures = {figure.id: figure.value for section in made.values() for figure in section.figures}
    names = ("accepted", "bytes_accepted", "deliveries_to_filter", "reinjected", "deliveries_final", "smtpd_sessions")
    assert [figures[f"postfix.{name}"] for name in names] == [1, 100, 2, 2, 1, 1]
    named = made_by(pass_of(filters=("filter.test", "pipe:scan", "uid:77")), text)
    figures = {figure.id: figure.value for section in named.values() for figure in section.figures}
    assert (figures["postfix.accepted"], figures["postfix.reinjected"]) == (1, 2)


def test_what_master_says_is_shown_and_not_urgent() -> None:
    text = (
        "Nov 16 10:00:00 mx postfix/postfix-script[1]: starting the Postfix mail system\n"
        "Nov 16 10:00:00 mx postfix/master[2]: daemon started -- version 3.7.11, configuration /etc/postfix\n"
        "Nov 16 10:00:01 mx postfix/master[2]: a word that no Postfix has said so far\n"
        "Nov 16 10:00:02 mx postfix/smtpd[3]: fatal: out of memory\n"
    )
    made = sections(text.encode())
    assert len(table(made, "postfix.master").rows) == 3 and not made["postfix.master"].urgent
    assert next(iter(made)) == "postfix.warnings" and len(table(made, "postfix.warnings").rows) == 1


@pytest.mark.parametrize(
    ("relay", "name", "run"),
    [
        (b"aspmx.l.google.com[142.250.1.26]:25", b"aspmx.l.google.com", b"google.com"),
        (b"x.mail.protection.outlook.com[104.47.1.1]:25", b"x.mail.protection.outlook.com", b"outlook.com"),
        (b"mta5.am0.yahoodns.net[67.195.1.1]:25", b"mta5.am0.yahoodns.net", b"yahoo.com"),
        (b"mx.example.co.uk[192.0.2.1]:25", b"mx.example.co.uk", b"example.co.uk"),
        (b"192.0.2.1[192.0.2.1]:25", b"192.0.2.1", b"rcpt.test"),
        (b"smart[10.1.2.3]:25", b"smart", b"rcpt.test"),
        (b"127.0.0.1[127.0.0.1]:10024", b"127.0.0.1", b"rcpt.test"),
        (b"store.test[192.0.2.9]:7025", b"store.test", b"rcpt.test"),
        (b"mx[private/dovecot-lmtp]", b"mx", b"rcpt.test"),
        (b"virtual", b"virtual", b"rcpt.test"),
        (b"", b"", b"rcpt.test"),
    ],
)
def test_who_is_behind_a_relay(relay: bytes, name: bytes, run: bytes) -> None:
    assert way(relay).rpartition(b" ")[0] == name
    assert behind(way(relay), b"rcpt.test") == run


def test_names_and_codes() -> None:
    assert (provider(b"localhost"), provider(b"192.0.2.1"), provider(b"mx.GMX.de.")) == (b"", b"", b"gmx.net")
    assert network(b"192.0.2.77") == b"192.0.2.0/24" and network(b"2001:db8:1:2::3") == b"2001:db8:1::/48"
    assert meaning("5.1.1") == "no such mailbox, for good" and meaning("4.7.650").startswith("Microsoft limits")
    assert meaning("4.7.999") == "refused by policy, for now" and meaning("550") == "for good" and meaning("") == ""


def test_tables_are_bounded_whatever_the_order() -> None:
    keys = [("rbl", b"10.%d.%d.%d" % (n >> 16, n >> 8 & 255, n & 255)) for n in range(ROWS + 500)]
    there, back, half, rest = (Tally("client") for _ in range(4))
    for key in keys:
        there.count(key, 1)
    for key in reversed(keys):
        back.count(key, 1)
    for key in keys[::2]:
        half.count(key, 1)
    for key in keys[1::2]:
        rest.count(key, 1)
    half.add(rest)
    assert there == back == half and len(there.rows) < 200 and sum(there.rows.values()) == len(keys)
    flows, others = Flows(), Flows()
    for n in range(ROWS + 10):
        flows.row((b"mx%d.test test" % n, b"x.test"))[0] += 1
        others.row((b"mx.test test", b"x%d.test" % n))[0] += 1
    assert list(flows.rows) == [(b" test", b"x.test")] and flows.level == 1
    assert others.level == 3 and len(others.rows) == 1
    flows.add(others)
    assert sum(row[0] for row in flows.rows.values()) == 2 * (ROWS + 10)
    names = [b"%d@x" % n for n in range(LARGE + 50)]
    assert least(names) == least([*least(names[:200]), *least(names[100:])]) and len(least(names)) == LARGE


@pytest.mark.parametrize(("many", "rows"), [("user%d@h.test", 3), ("u@h%d.test", 2)])
def test_addresses_are_bounded_whatever_the_order(many: str, rows: int) -> None:
    names = [b"", b"root", *((many % n).encode() for n in range(ADDRESSES))]

    def counted(mine: Sequence[bytes]) -> Addresses:
        table = Addresses(3)
        for name in mine:
            row = table.row(name)
            row[0] += 1
            row[2] = max(row[2], len(name))
        return table

    whole, back, half, rest = (counted(mine) for mine in (names, names[::-1], names[:70_000], names[70_000:]))
    half.add(rest)
    again = counted(names[:9])
    again.add(whole.copy())
    again.add(counted(names[9:20]))
    assert whole == back == half and whole.level == half.level == again.level and len(whole) == rows
    assert sum(row[0] for row in whole.values()) == len(names) and whole[b""] == [1, 0, 0]
    assert sum(row[0] for row in again.values()) == len(names) + 20
    assert max(row[2] for row in whole.values()) == max(map(len, names))
    back.row(b"nothing")
    back.tidy()
    assert back == whole and pickle.loads(pickle.dumps(whole)).level == whole.level


def test_what_is_taken_back_tells_no_table_to_be_coarse() -> None:
    """100,000 senders, and one whose message was a bounce: it has a row of nothing, wherever the log was cut."""
    begin = "Nov 16 10:00:00 mx1 postfix/smtpd[1]: {0}: client=a[192.0.2.1]\n"
    active = "Nov 16 10:00:00 mx1 postfix/qmgr[2]: {0}: from=<{1}>, size=5, nrcpt=1 (queue active)\n"
    gone = "Nov 16 10:00:00 mx1 postfix/qmgr[2]: {0}: removed\n"
    ids = [f"{n:X}A" for n in range(0x10000, 0x10000 + ADDRESSES)]
    left = [line.format(qid, f"u{qid}@d.test") for qid in ids for line in (begin, active, gone)]
    left.append(begin.format("FACEA"))
    right = [active.format("FACEA", "v@e.test")]
    right.append("Nov 16 10:00:01 mx1 postfix/bounce[3]: C1: sender non-delivery notification: FACEA\n")
    one, two = ("".join(each).encode() for each in (left, right))
    whole = said(scan(one + two))
    assert whole == said(joined([one, two]))
    level, rows = whole[0]["mx1"]["senders"]
    assert (level, rows[b"@d.test"][0], len(rows)) == (1, ADDRESSES, 1)
    total = POSTFIX.settle(scan(one + two), None)[0]["mx1"]
    notes = [table.note for section in POSTFIX.finish({"mx1": total}, days(1, UTC)[0]) for table in section.tables]
    assert any("they stand together by domain" in note for note in notes)


def test_a_message_to_more_recipients_than_are_kept_one_by_one() -> None:
    sent = "Nov 16 10:00:01 mx1 postfix/smtp[4]: 4A1AA: to=<r{0}@{1}.test>, relay=h, delay=1, status=sent (ok)\n"
    lines = [
        "Nov 16 10:00:00 mx1 postfix/smtpd[1]: 4A1AA: client=a[192.0.2.1]\n",
        "Nov 16 10:00:00 mx1 postfix/qmgr[2]: 4A1AA: from=<a@b.test>, size=10, nrcpt=1 (queue active)\n",
        *(sent.format(n, n % 7) for n in range(ADDRESSES + 20)),
        *(sent.format(n, n % 7) for n in range(0, 9000, 100)),
        "Nov 16 10:00:02 mx1 postfix/qmgr[2]: 4A1AA: removed\n",
    ]
    text = "".join(lines).encode()
    once, cut = said(scan(text)), len("".join(lines[:50_000]))
    assert said(joined([text[:cut], text[cut:]])) == once
    (total,) = POSTFIX.settle(scan(text), None)[0].values()
    assert sorted(total.rcpts) == [b"@%d.test" % n for n in range(7)]
    assert sum(row[0] for row in total.rcpts.values()) == total.get("deliveries_final") == ADDRESSES + 20 + 90
    assert total.get("bytes_delivered_final") == 10 * (ADDRESSES + 110)


def test_histograms_keep_sum_and_maximum() -> None:
    spread = Spread()
    for value in (1, 1000, 123_456_789):
        spread.count(value)
    twin = spread.copy()
    twin.add(spread)
    assert (twin.total, twin.most, twin.number) == (2 * 123_457_790, 123_456_789, 6)
    assert spread.percentile(100) == rounded(123_456_789) and spread.average() == 123_457_790 // 3
    assert percentile({}, 50) == 0 and Spread().average() == 0
