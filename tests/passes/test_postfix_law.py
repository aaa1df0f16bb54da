"""The law of the fold: every way of cutting a log, and every day's end, says the same."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qmailreport.engines import Processes
from qmailreport.fold import Chunk, Task, fold

from .postfix_logs import ALWAYS, CLOCK, FORMATS, FULL, POSTFIX, generated, joined, said, scan, treed

PROFILES = ("mx", "out", "multi", "zimbra")


def content(chunk: Chunk) -> bytes:
    """What a chunk that carries its bytes holds."""
    return chunk.content or b""


@pytest.mark.parametrize("profile", PROFILES)
def test_a_cut_at_every_record_says_the_same(profile: str) -> None:
    text, _ = generated("--lines", "500", "--days", "0.3", "--seed", "3", "--reuse", "0.1", "--profile", profile)
    lines = text.splitlines(keepends=True)
    once = said(scan(text))
    for cut in range(0, len(lines) + 1, 1):
        pieces = [b"".join(lines[:cut]), b"".join(lines[cut:])]
        assert said(joined(pieces)) == once, cut
    assert said(joined(lines)) == once


@pytest.mark.parametrize("profile", PROFILES)
def test_many_seeded_cuts_say_the_same(profile: str) -> None:
    text, _ = generated("--lines", "3000", "--days", "1", "--seed", "4", "--reuse", "0.05", "--profile", profile)
    lines = text.splitlines(keepends=True)
    once = said(scan(text))
    full = said(scan(text, by=FULL), by=FULL)
    rnd = random.Random(profile)
    for _ in range(12):
        places = sorted({0, len(lines), *(rnd.randrange(len(lines)) for _ in range(rnd.randrange(1, 60)))})
        pieces = [b"".join(lines[a:b]) for a, b in pairwise(places)]
        assert said(joined(pieces)) == once
        assert said(treed(pieces)) == once
        assert said(treed(pieces, by=FULL), by=FULL) == full


def test_two_processes_say_the_same() -> None:
    text, _ = generated("--lines", "3000", "--days", "1", "--seed", "4", "--reuse", "0.05", "--profile", "mx")
    lines = text.splitlines(keepends=True)
    parts = [b"".join(lines[n : n + 500]) for n in range(0, len(lines), 500)]
    chunks = [Chunk("log", 0, len(part), CLOCK, part) for part in parts]
    task = Task((POSTFIX,), FORMATS["syslog"], ALWAYS, "mx1", content, chunks)
    states, _ = fold(task, Processes(processes=2, span=1))
    assert said(states[0]) == said(scan(text))


TEXTS = [
    *(
        text
        for qid in ("4A1AA", "4A2AB")
        for text in (
            f"smtpd[1]: {qid}: client=a[192.0.2.1]",
            f"submission/smtpd[2]: {qid}: client=a[192.0.2.1], sasl_method=PLAIN",
            f"smtpd[1]: {qid}: client=localhost[127.0.0.1], orig_queue_id=ABCDE",
            f"pickup[3]: {qid}: uid=0 from=<root>",
            f"cleanup[4]: {qid}: message-id=<x@y>",
            f"cleanup[4]: {qid}: milter-reject: END-OF-MESSAGE from a[192.0.2.1]: 5.7.1 no; from=<x@y>",
            f"cleanup[4]: {qid}: hold: header Subject: x from a[192.0.2.1]; from=<x@y>",
            f"cleanup[4]: {qid}: removed (canceled)",
            f"qmgr[5]: {qid}: from=<x@y>, size=10, nrcpt=1 (queue active)",
            f"qmgr[5]: {qid}: from=<>, size=7, nrcpt=1 (queue active)",
            f"qmgr[5]: {qid}: removed",
            f"smtp[6]: {qid}: to=<r@h>, relay=h[192.0.2.9]:25, delay=1, dsn=2.0.0, status=sent (250 ok)",
            f"smtp[6]: {qid}: to=<r@h>, relay=none, delay=1, dsn=4.4.1, status=deferred (connect to h[192.0.2.9]: no)",
            f"smtp[6]: {qid}: to=<q@i>, relay=none, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (unknown user)",
            f"bounce[7]: ABCDE: sender non-delivery notification: {qid}",
            f"qmgr[5]: {qid}: from=<z@h>, size=8, nrcpt=1 (queue active)",
            f"qmgr[5]: {qid}: from=<x@y>, status=expired, returned to sender",
            f"smtpd[1]: {qid}: client=a[192.0.2.1], sasl_method=PLAIN, sasl_username=z",
            f"smtpd[1]: {qid}: client=filter.test[192.0.2.67]",
            f"smtpd[1]: {qid}: reject: RCPT from a[192.0.2.1]: 550 5.1.1 User unknown; from=<r@h> to=<q@i> proto=SMTP",
            f"pickup[3]: {qid}: uid=77 from=<root>",
            f"pipe[6]: {qid}: to=<r@h>, relay=scan, delay=2, delays=1/0/0/1, dsn=2.0.0, status=sent (ok)",
            f"smtp[6]: {qid}: to=<q@i>, relay=mx.i[192.0.2.9]:25, delay=3, delays=1/0/1/1, dsn=2.0.0, status=sent (ok)",
            f"smtp[6]: {qid}: to=<q@i>, relay=filter.test[192.0.2.66]:25, delay=3, status=sent (250 ok)",
            f"local[8]: ABCDE: to=<f@h>, relay=local, delay=0, dsn=2.0.0, status=sent (forwarded as {qid})",
        )
    ),
    "smtpd[1]: connect from a[192.0.2.1]",
    "smtpd[1]: connect from localhost[127.0.0.1]",
    "smtpd[1]: disconnect from a[192.0.2.1]",
    "smtpd[2]: disconnect from a[192.0.2.1]",
    "smtpd[1]: 4A1AA: client=localhost[127.0.0.1]",
    "smtpd[1]: 4A2AB: client=localhost[127.0.0.1]",
    *(
        f"smtp[6]: {own}: to=<r@h>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, status=sent (250 Ok: queued as {qid})"
        for own, qid in (("4A1AA", "4A2AB"), ("4A2AB", "4A1AA"))
    ),
    "smtpd[1]: NOQUEUE: client=a[192.0.2.1]",
    "smtpd[1]: warning: a[192.0.2.1]: SASL LOGIN authentication failed: x, sasl_username=joe",
    "smtpd[1]: connect from b[192.0.2.66]",
    "smtpd[1]: NOQUEUE: reject: RCPT from a[192.0.2.1]: 554 5.7.1 blocked using x.test; from=<q@i> to=<r@h> proto=SMTP",
    "smtpd[1]: NOQUEUE: reject: RCPT from a[192.0.2.1]: 450 4.2.0 Greylisted; from=<q@i> to=<r@h> proto=SMTP",
    "master[9]: reload -- version 3.7.11, configuration /etc/postfix",
    "smtpd[1]: something that nobody wrote",
]

# An id whose message ended is told of again, and only then by a filter that it came back.
CLAIMED_LATE = [
    "smtpd[1]: 4A2AB: client=localhost[127.0.0.1]",
    "qmgr[5]: 4A2AB: removed",
    "qmgr[5]: 4A2AB: from=<x@y>, size=10, nrcpt=1 (queue active)",
    "smtp[6]: 4A1AA: to=<r@h>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, status=sent (250 Ok: queued as 4A2AB)",
]


@given(st.lists(st.sampled_from(TEXTS), max_size=40), st.lists(st.integers(0, 60), max_size=6))
@example(CLAIMED_LATE, [1])
@settings(max_examples=1500, deadline=None)
def test_even_an_impossible_history_may_be_cut_anywhere(texts: list[str], cuts: list[int]) -> None:
    lines = [f"Nov 19 10:{n:02d}:00 mx postfix/{text}\n".encode() for n, text in enumerate(texts)]
    places = sorted({0, len(lines), *(cut % (len(lines) + 1) for cut in cuts)})
    pieces = [b"".join(lines[a:b]) for a, b in pairwise(places)] or [b""]
    for by in (POSTFIX, FULL):
        once = said(scan(b"".join(lines), by=by), by=by)
        assert said(joined(pieces, by=by), by=by) == once
        assert said(treed(pieces, by=by), by=by) == once
