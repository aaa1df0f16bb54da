"""Postfix's lines by message: golden groups, collate.pl's where it is right, and what holds for every log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.formats import FORMATS
from qmailreport.transactions import Collation, Record, Sorter, Transaction, grouped, read
from tests.passes.postfix_logs import CORPUS, generated

CASES = Path(__file__).resolve().parents[1] / "cases"
SYSLOG = FORMATS["syslog"]
GOLDEN = sorted((CASES / "collated").glob("*.out"))
# In these collate.pl 3.12 is right; the others show what it does not know or mend: see the groups in `collated`.
PLAIN = (
    *("edge-01-basic", "edge-03-reused-id-old-seqno", "edge-13-crlf", "edge-14-no-newline-at-end"),
    *("edge-17-cleanup-verdicts", "edge-19-long-ids", "edge-22-postfix-3.10-3.11"),
    *("edge-24-zimbra-amavis-double-pass", "edge-27-forwarded", "edge-28-days-without-year"),
    *("edge-29-deferred-arithmetic", "edge-31-service-names"),
)


def collated(*pieces: bytes) -> list[Transaction]:
    """All groups of a log that comes in pieces."""
    collation: Collation[Record] = Collation()
    found = [one for piece in pieces for one in collation.feed(read(piece, SYSLOG))]
    return [*found, *collation.rest()]


def groups(output: bytes) -> Counter[bytes]:
    """The paragraphs of a collation, in any order."""
    return Counter(one.strip(b"\n") for one in output.split(b"\n\n") if one.strip(b"\n"))


def text(transactions: Iterable[Transaction]) -> bytes:
    return b"".join(grouped(transactions))


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_the_groups_are_these(file: Path) -> None:
    log = (CASES / "postfix" / file.stem / "input.log").read_bytes()
    assert text(collated(log)) == file.read_bytes()


@pytest.mark.parametrize("name", PLAIN)
def test_the_groups_of_plain_logs_are_the_peers(name: str) -> None:
    case = CASES / "postfix" / name
    ours = text(collated((case / "input.log").read_bytes()))
    assert groups(ours) == groups((case / "expected" / "collate-3.12.out").read_bytes())


@pytest.mark.parametrize("name", ["edge-11-rfc3339"])
def test_other_stamps_make_the_same_groups(name: str) -> None:
    case = CORPUS / name
    if not case.is_dir():
        pytest.skip(f"no corpus at {CORPUS}")
    there, here = ((case / file).read_bytes().splitlines() for file in ("input.bsd.log", "input.log"))
    stamps = dict(zip(there, here, strict=True))
    peer = (case / "expected" / "bsd" / "collate-3.12.out").read_bytes()
    told = b"\n".join(stamps.get(line, line) for line in peer.split(b"\n"))
    assert groups(text(collated((case / "input.log").read_bytes()))) == groups(told)


def test_every_group_of_a_real_log_has_what_the_peers_has() -> None:
    """But for session lines, which the peer repeats, and bounces, which it copies."""
    if not CORPUS.is_dir():
        pytest.skip(f"no corpus at {CORPUS}")
    for case in sorted(CORPUS.glob("real-*")):
        log = (case / "input.log").read_bytes()
        ours = collated(log)
        held = Counter(line for one in ours for record in one.records for line in record.raw.splitlines())
        peer = (case / "expected" / "collate-3.12.out").read_bytes().splitlines()
        assert held <= Counter(log.splitlines()), case.name
        assert {line for line in peer if line} <= set(held), case.name


def line(host: str, tag: str, said: str) -> str:
    return f"Nov 19 10:00:00 {host} {tag}: {said}\n"


IDS = st.sampled_from(["AAAA1", "BBBB2", "4YtZ8b3Kxyz12"])
PROCESSES = st.sampled_from(["1", "2"])
SAYINGS = st.one_of(
    st.builds("postfix/smtpd[{}]|connect from c[192.0.2.1]".format, PROCESSES),
    st.builds("postfix/smtpd[{}]|disconnect from c[192.0.2.1]".format, PROCESSES),
    st.builds("postfix/smtpd[{}]|NOQUEUE: reject: RCPT from c[192.0.2.1]: 554 no".format, PROCESSES),
    st.builds("postfix/smtpd[{}]|{}: client=c[192.0.2.1]".format, PROCESSES, IDS),
    st.builds("postfix-out/smtpd[{}]|{}: client=c[192.0.2.1]".format, PROCESSES, IDS),
    st.builds("postfix/pickup[3]|{}: uid=0 from=<root>".format, IDS),
    st.builds("postfix/cleanup[4]|{}: message-id=<m@x>".format, IDS),
    st.builds("postfix/cleanup[4]|{}: milter-hold: END-OF-MESSAGE from c[192.0.2.1]: held; from=<a>".format, IDS),
    st.builds("postfix/cleanup[4]|{}: reject: header x".format, IDS),
    st.builds("postfix/cleanup[4]|{}: removed (canceled)".format, IDS),
    st.builds("postfix/qmgr[5]|{}: from=<s@x>, size=1, nrcpt=1 (queue active)".format, IDS),
    st.builds("postfix/qmgr[5]|{}: removed".format, IDS),
    st.builds("postfix/smtp[{}]|connect to mx[192.0.2.9]:25: Connection refused".format, PROCESSES),
    st.builds("postfix/smtp[{}]|{}: to=<r@x>, relay=none, status=deferred (x)".format, PROCESSES, IDS),
    st.builds("postfix/bounce[6]|{}: sender non-delivery notification: {}".format, IDS, IDS),
    st.builds("postfix/postsuper[7]|{}: released from hold".format, IDS),
    st.sampled_from(["postfix/cleanup[4]|warning: x", "postfix/qmgr[5]|warning: x", "sshd[9]|x"]),
)
LOGS = st.lists(st.tuples(st.sampled_from(["mx1", "mx2"]), SAYINGS), max_size=40)


@settings(max_examples=300, deadline=None)
@given(LOGS, st.data())
def test_a_line_is_in_one_group_and_cuts_do_not_show(said: list[tuple[str, str]], drawn: st.DataObject) -> None:
    # numbered, so that no two lines are equal
    lines = [line(host, *one.split("|")).replace("10:00:00", f"10:{n:02d}:00") for n, (host, one) in enumerate(said)]
    log = "".join(lines)
    whole = collated(log.encode())
    held = Counter(record.raw for one in whole for record in one.records)
    assert all(count == 1 for count in held.values())
    for one in whole:
        assert {record.host for record in one.records} == {one.host}
    named = [line for line in lines if "AAAA1:" in line or "BBBB2:" in line or "4YtZ8b3Kxyz12:" in line]
    assert {line.encode() for line in named} <= set(held)
    cut = drawn.draw(st.integers(0, len(lines)))
    parts = "".join(lines[:cut]).encode(), "".join(lines[cut:]).encode()
    assert text(collated(*parts)) == text(whole)
    assert text(collated(*(line.encode() for line in lines))) == text(whole)


@pytest.mark.parametrize("profile", ["mx", "zimbra", "multi", "out"])
def test_each_message_of_a_complete_log_is_a_group(profile: str) -> None:
    log, truth = generated("--lines", "6000", "--profile", profile, "--seed", "5", "--long-ids")
    found = collated(log)
    ids = Counter((one.instance, one.queue_id) for one in found if one.queue_id)
    assert len(ids) == truth["queue_ids"]
    assert set(ids.values()) == {1}
    assert all(one.begun for one in found)
    removed = sum(one.ended == "removed" for one in found if one.queue_id)
    assert removed == truth["removed"]


def test_memory_is_that_of_open_messages() -> None:
    sorter, given_away = Sorter(SYSLOG), 0
    for n in range(5000):
        name = f"{n:05d}A"
        log = line("mx", "postfix/pickup[1]", f"{name}: uid=0 from=<r>") + line(
            "mx", "postfix/qmgr[2]", f"{name}: removed"
        )
        given_away += len(list(sorter.sort(log.encode())))
        assert n - given_away < 1100
    assert given_away + len(list(sorter.rest())) == 5000


def stamped(*said: tuple[str, str]) -> bytes:
    return "".join(f"2026-11-18T10:00:00+00:00 mx postfix/{tag}: {text}\n" for tag, text in said).encode()


def test_two_processes_that_name_one_message_leave_each_line_in_one_group() -> None:
    log = stamped(
        ("qmqpd[90]", "AAAA1: client=q[192.0.2.5]"),
        ("smtpd[2]", "AAAA1: reject: RCPT from x[192.0.2.9]: 550 no"),
        ("smtpd[2]", "lost connection after RCPT from x[192.0.2.9]"),
        ("postsuper[5]", "AAAA1: removed"),
    )
    assert Counter(text(collated(log)).split(b"\n")) == Counter([*log.split(b"\n"), b"", b""])


def test_a_complaint_of_the_clients_name_is_of_the_session_that_it_opens() -> None:
    log = stamped(
        ("smtpd[2]", "warning: hostname c.example does not resolve to address 192.0.2.9"),
        ("smtpd[2]", "connect from unknown[192.0.2.9]"),
        ("smtpd[2]", "disconnect from unknown[192.0.2.9]"),
    )
    assert text(collated(log + log)) == log + b"\n" + log + b"\n"


def test_sessions_and_processes_without_an_end_do_not_pile_up() -> None:
    rejects = stamped(("smtpd[2]", "NOQUEUE: reject: RCPT from x[192.0.2.9]: 550 no")) * 45_000
    dialled = b"".join(stamped((f"smtp[{pid}]", "connect to x[192.0.2.1]:25: timed out")) for pid in range(25_000))
    collation: Collation[Record] = Collation()
    before = [one for piece in (rejects, dialled) for one in collation.feed(read(piece, SYSLOG))]
    assert [len(one.records) for one in before[:2]] == [20_000, 20_000]
    assert sum(len(one.records) for one in before) == 45_000
    assert sum(len(one.records) for one in collation.rest()) == 25_000
