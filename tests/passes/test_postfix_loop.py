"""The regex of one host's own names says of every log what the regex of all names says."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.fold import Lines
from qmailreport.formats import FORMATS
from qmailreport.passes.postfix import Postfix
from qmailreport.passes.postfix.rejects import (
    USUAL,
    ends,
    head,
    judged,
    kind,
    listed,
    recipient,
    usual,
    without,
)

from .postfix_logs import ALWAYS, CLOCK, FULL, POSTFIX, generated, joined, said, scan
from .test_postfix_law import TEXTS

CASES = Path(__file__).resolve().parents[1] / "cases" / "postfix"


@dataclass(frozen=True)
class Own(Postfix):
    """Looks at every chunk as if it were a large one."""

    large: ClassVar[int] = 0


OWN = Own(source=("maillog",))
OWN_FULL = Own(**{each.name: getattr(FULL, each.name) for each in fields(FULL)})
STAMP = b"Nov 16 10:00:%02d "
HEADS = (
    *(b"mx1 postfix/", b"mx1 postfix/", b"mx1 postfix/", b"mx1 postfix/", b"mx1 postfix-out/", b"mx2 postfix/"),
    *(
        b"mx1 mail-out/",
        b"mx1 dovecot: ",
        b"mx2 dovecot: ",
        b"mx1 postfix: ",
        b"mx1 postfix/: ",
        b"<mail.info> mx1 postfix/",
    ),
    *(b"mx1.example.org postfix/", b"mx1 postfix/submission/", b"<mail.info> mx1 postfix/"),
)


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_golden_cases(case: str) -> None:
    text = (CASES / case / "input.log").read_bytes()
    assert said(scan(text, by=OWN), by=OWN) == said(scan(text))
    assert said(scan(text, by=OWN_FULL), by=OWN_FULL) == said(scan(text, by=FULL), by=FULL)


@pytest.mark.parametrize("form", ["bsd", "rfc3339"])
@pytest.mark.parametrize("profile", ["mx", "out", "multi", "zimbra"])
def test_logs_of_every_profile_with_lines_of_others_among_them(profile: str, form: str) -> None:
    options = ("--lines", "3000", "--days", "1", "--seed", "9", "--reuse", "0.05", "--format", form)
    text, _ = generated(*options, "--profile", profile)
    lines = text.splitlines(keepends=True)
    host = re.match(rb"(?:\S+ +\d+ )?\S+ (\S+) ", lines[0])
    assert host is not None
    for number in range(7, len(lines), 13):
        lines[number] += lines[number].replace(b" " + host[1] + b" ", b" other ").replace(b"postfix/", b"postfix-x/")
        lines[number] += b"no stamp\n" + lines[number - 1].replace(b"postfix/", b"dovecot/")
    text = b"".join(lines)
    whole = Lines(text, FORMATS["syslog"], CLOCK, ALWAYS, "mx1")
    assert whole.whole
    assert said(scan(text, by=OWN), by=OWN) == said(scan(text))
    pieces = [b"".join(lines[at : at + 500]) for at in range(0, len(lines), 500)]
    assert said(joined(pieces, by=OWN), by=OWN) == said(scan(text))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(HEADS), st.sampled_from(TEXTS)), max_size=30))
def test_any_history_of_hosts_and_instances(history: list[tuple[bytes, str]]) -> None:
    text = b"".join(STAMP % at + head + words.encode() + b"\n" for at, (head, words) in enumerate(history))
    assert said(scan(text, by=OWN), by=OWN) == said(scan(text))
    assert said(scan(text, by=OWN_FULL), by=OWN_FULL) == said(scan(text, by=FULL), by=FULL)


STAMPS = (
    *(STAMP, STAMP, STAMP, STAMP, STAMP),
    *(b"Nov 17 10:00:%02d ", b"Nov  6 10:00:%02d ", b"Nov 16 10:00:%02d.25 ", b"Nov 16 10:00:%02d 2026 "),
    *(
        b"2026-11-16T10:00:%02d+02:00 ",
        b"2026-11-16T10:00:%02d.123456Z ",
        b"2026-11-16T10:00:%02d ",
        b"Nov 16 25:00:%02d ",
    ),
)
MARKS = (b": ",) * 6 + (
    b":",
    b":  ",
    b": \xef\xbb\xbf",
    b": [ID 7 mail.info] ",
    b": message repeated 3 times: [ ",
    b": 955436538.813320 ",
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(STAMPS), st.sampled_from(HEADS), st.sampled_from(MARKS), st.sampled_from(TEXTS)))
)
def test_any_stamps_and_marks(history: list[tuple[bytes, bytes, bytes, str]]) -> None:
    text = b"".join(
        stamp % at + head + words.encode().replace(b": ", mark, 1) + b"\n"
        for at, (stamp, head, mark, words) in enumerate(history[:60])
    )
    assert said(scan(text, by=OWN), by=OWN) == said(scan(text))
    usual = b"".join(STAMP % 1 + b"mx1 postfix/qmgr[2]: A1: removed\n" for _ in range(500))
    assert said(scan(usual + text, by=OWN), by=OWN) == said(scan(usual + text))
    dated = b"".join(b"2026-11-16T10:00:01+02:00 mx1 postfix/qmgr[2]: A1: removed\n" for _ in range(500))
    assert said(scan(dated + text, by=OWN), by=OWN) == said(scan(dated + text))


VERDICTS = (
    "RCPT from a.test[192.0.2.1]: 550 5.1.1 <r@h>: Recipient address rejected: User unknown; from=<Q@i> to=<r@h>",
    "RCPT from a.test[192.0.2.1]: 550 5.1.1 <r@h>: Recipient address rejected: User unknown; from=<Q@i>",
    "RCPT from unknown[2001:db8::1]: 554 5.7.1 Service unavailable; Client host [2001:db8::1] blocked using x.test; "
    "https://x.test/?2001:db8::1; from=<> to=<r@h> proto=SMTP helo=<[192.0.2.1]>",
    "RCPT from [192.0.2.1]:2525: 550 5.7.1 Service unavailable; client [192.0.2.1] blocked using x.test; from=<q@i>",
    "CONNECT from a.test[192.0.2.1]: 450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]; proto=X",
    "RCPT from a.test[192.0.2.1]: 450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]; from=<q@i>",
    "RCPT from a.test[192.0.2.1]: 554 <r@h>: Relay access denied; from=<q@i> to=<r@h> proto=SMTP helo=<a>",
    "RCPT from a.test[192.0.2.1]: 450 <r: x@h>: no; from=<q@i>",
    "DATA from a.test[192.0.2.1]: 503 5.5.0 <DATA>: Data command rejected: Improper use of pipelining; from=<q@i>",
    "RCPT from x y[192.0.2.1]: 550 5.1.1 <r@h>: User unknown; from=<q@i>",
    "RCPT from a.test[192.0.2.1: 550 5.1.1 <r@h>: User unknown; from=<q@i>",
    "header Subject: x from a[192.0.2.1]; from=<q@i> to=<r@h> proto=SMTP helo=<a>: 5.7.1 no",
    "RCPT from a.test[192.0.2.1]: 554 5.7.1 <x; from=<ceo@partner.test>: Relay access denied; from=<q@i> to=<x",
    "EHLO from a.test[192.0.2.1]: 504 5.5.2 <x; from=<ceo@partner.test>: Helo command rejected: no; proto=SMTP helo=<x",
    "MAIL from a.test[192.0.2.1]: 552 5.3.4 Message size exceeds fixed limit; proto=ESMTP helo=<x; from=<a@b>>",
    "RCPT from a.test[192.0.2.1]: ; from=<q@i>",
    "",
)


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(VERDICTS), st.integers(0, 10**6))
def test_one_regex_takes_a_usual_verdict_apart_as_the_slow_way_does(verdict: str, seed: int) -> None:
    rng, text = random.Random(seed), verdict.encode()
    for _ in range(seed % 4):
        at = rng.randrange(len(text) + 1)
        more = rng.choice(
            (b" ", b":", b": ", b"<", b" <", b">: ", b";", b"; from=<", b"; proto=", b"[", b"]", b"4", b"")
        )
        text = text[:at] + more + text[at + rng.randrange(2) :]
    found = USUAL.match(text)
    if found:
        stage, client, code, words, sender = found.groups(b"")
        assert usual(text) == ((stage, code, without(client, words)), client, sender)


def test_a_reject_of_no_message_ends_none_wherever_the_log_is_cut() -> None:
    records = [
        b"Nov 16 10:00:00 mx1 postfix/cleanup[4]: NOQUEUE: reject: header Subject: x from a[192.0.2.1]; from=<x@y>\n",
        b"Nov 16 10:01:00 mx1 postfix/qmgr[5]: NOQUEUE: from=<x@y>, size=10, nrcpt=1 (queue active)\n",
    ]
    assert said(joined(records)) == said(scan(b"".join(records)))


def test_stamps_within_are_seen_among_lines_of_the_commonest_shape() -> None:
    usual = b"".join(STAMP % 1 + b"mx1 postfix/qmgr[2]: A1: removed\n" for _ in range(500))
    within = b"".join(STAMP % 2 + b"mx1 qmail: 1794823202.%06d new msg 1\n" % n for n in range(40))
    forged = STAMP % 3 + b"mx1 postfix/qmgr: 1794823203.000001 A2: removed\n"
    for text in (usual + within + forged + usual, usual + forged, within + forged + usual):
        assert said(scan(text, by=OWN), by=OWN) == said(scan(text))


def test_usual_verdicts_are_taken_apart_by_the_regex() -> None:
    assert sum(USUAL.match(verdict.encode()) is not None for verdict in VERDICTS) >= 7


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_of_the_usual_shape_means_what_the_slow_way_says(verdict: str) -> None:
    text = verdict.encode()
    words, rest = ends(text)
    sender = None if rest is None else rest.partition(b">")[0].lower()
    stage, code, client = head(text)
    (name, known_stage, known_code, lister), known_client, known_sender = judged(text)
    assert (name, known_stage, known_code, lister) == (kind(words), stage, code, listed(words))
    assert (known_client, known_sender) == (client, sender)


@pytest.mark.parametrize(
    ("verdict", "name", "sender", "rcpt"),
    [
        (
            "RCPT from h[1.2.3.4]: 554 5.7.1 <x; from=<ceo@partner.test>: Relay access denied; from=<real@s.test> "
            "to=<x; from=<ceo@partner.test> proto=SMTP helo=<a>",
            *("relay denied", b"real@s.test", b"x; from=<ceo@partner.test"),
        ),
        (
            "EHLO from h[1.2.3.4]: 504 5.5.2 <x; from=<ceo@partner.test>: Helo command rejected: need fully-qualified "
            "hostname; proto=SMTP helo=<x; from=<ceo@partner.test>",
            *("helo", None, b""),
        ),
        (
            "RCPT from h[1.2.3.4]: 554 5.7.1 <r@else.test>: Relay access denied; from=<q@i.test> to=<r@else.test> "
            "proto=ESMTP helo=<a to=<x@example.com>>",
            *("relay denied", b"q@i.test", b"r@else.test"),
        ),
        (
            "MAIL from h[1.2.3.4]: 552 5.3.4 Message size exceeds fixed limit; proto=ESMTP helo=<x; from=<a@b>>",
            *("size", None, b""),
        ),
        (
            "RCPT from [1.2.3.4]:99: 550 5.7.1 Service unavailable; client [1.2.3.4] blocked using x.test; "
            "from=<q@i>, to=<r@h>, proto=ESMTP, helo=<a>",
            *("rbl", b"q@i", b"r@h"),
        ),
    ],
)
def test_what_a_client_says_is_no_mark_of_a_reject(verdict: str, name: str, sender: bytes, rcpt: bytes) -> None:
    (known, _, _, _), _, found = judged(verdict.encode())
    assert (known, found) == (name, sender)
    assert recipient(verdict.encode()) == rcpt.partition(b">")[0]


def test_an_instance_may_have_any_name_and_a_host_may_be_called_like_a_year() -> None:
    lines = [STAMP % n + b"mx1 postfix-%OTHER%/smtpd[8]: connect from a[192.0.2.1]\n" for n in range(4)]
    lines.append(
        STAMP % 5 + b"mx1 postfix-/smtpd[8]: Anonymous TLS connection established from a: TLSv1.3 with cipher X\n"
    )
    assert said(scan(b"".join(lines), by=OWN), by=OWN) == said(scan(b"".join(lines)))
    lines = [
        b"Nov 16 10:00:%02d 2026 postfix/smtp[7]: NOQUEUE: sender non-delivery notification: DDDD4\n" % n
        for n in range(9)
    ]
    lines[2:2] = [b"Nov 16 10:00:02 2026 x: y\n"] * 3
    assert said(scan(b"".join(lines), by=OWN), by=OWN) == said(scan(b"".join(lines)))


def test_lines_without_a_process_are_a_day_like_any_other() -> None:
    text = STAMP % 1 + b"mx1 postfix/smtpd: connect from x[192.0.2.9]\n"
    totals, carry = said(scan(text))
    assert totals["mx1"]["counts"]["smtpd_sessions"] == 1
    _, after = said(scan(STAMP % 2 + b"mx1 postfix/smtpd: disconnect from x[192.0.2.9]\n"), carry)
    assert carry["queues"][0][3] == [["", 1]] and after["queues"] == []


def test_a_large_log_of_one_host_says_the_same_in_one_piece() -> None:
    text, _ = generated("--lines", "16000", "--days", "1", "--seed", "5", "--profile", "mx")
    assert len(text) >= POSTFIX.large
    lines = text.splitlines(keepends=True)
    assert said(scan(text)) == said(joined([b"".join(lines[n : n + 2000]) for n in range(0, len(lines), 2000)]))
