"""The law of the fold for the qmail-smtpd pass, on generated lines and on whatever else a log may hold."""

from __future__ import annotations

import pickle
import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.passes.qmail_smtpd.bounded import CAP, Accounts, Addresses, Bounded, Causes, Names

from .smtpd_sim import EVER, SMTPD, joined, multilog, plain, said, scan, syslog, treed

IPS = (b"192.0.2.1", b"192.0.2.2", b"203.0.113.9", b"2001:db8::1", b"::ffff:192.0.2.1", b"999.1.1.1", b"")
NAMES = (b"bob@example.org", b"BOB@example.org", b"bob", b"bob@", b"", b"p@ss.word x", b"root")
WHY = (b"not existing recipient", b"client not allowed to relay", b"another reason 7", b"")
WORDS = (b"DENIED_RDNS_MISSING", b"DENIED_RBL_MATCH", b"DENIED_OTHER", b"ALLOWED", b"FAILED_AUTH", b"TIMEOUT")
STATES = (b"CLEAN (1.0/5.0)", b"SPAM REJECT (9.0/5.0)", b"VIRUS", b"ATTACH", b"PASSTHRU (6.0/5.0)")
LISTED = (b"451 http://www.zen.example/?x", b"553 no", b"greetdelay: 5", b"[RBL info] x")
CHECKS = (b"password fail", b"password fail (pass: 'x y')", b"(PLAIN) login success", b"vpopmail user not found")


def _one(draw: st.DrawFn) -> bytes:
    ip, name = draw(st.sampled_from(IPS)), draw(st.sampled_from(NAMES))
    pick = draw(st.integers(0, 11))
    number = b"%d" % draw(st.integers(0, 60))
    why, word, state = (draw(st.sampled_from(words)) for words in (WHY, WORDS, STATES))
    return (
        b"tcpserver: status: " + number + b"/" + draw(st.sampled_from((b"40", b"10", b"0"))),
        b"tcpserver: pid " + number + b" from " + ip,
        b"tcpserver: ok " + number + b" mx1:198.51.100.1:25 :" + ip + b"::4000",
        b"tcpserver: deny " + number + b" mx1:198.51.100.1:25 :" + ip + b"::4000",
        b"rblsmtpd: " + ip + b" pid 1: " + draw(st.sampled_from(LISTED)),
        b"CHKUSER rejected rcpt: from <" + name + b"::> remote <h:u:" + ip + b"> rcpt <x@y.example> : " + why,
        b"CHKUSER accepted rcpt: from <" + name + b"::> remote <h:u:" + ip + b"> rcpt <x@y.example> : found",
        b"spamdyke[1]: " + word + b" from: a to: b origin_ip: " + ip + b" origin_rdns: x auth: " + name + b" reason: r",
        b"simscan:[1]:" + state + b":0.5s:Eicar.Test:" + ip + b":a@b.example:c@d.example",
        b"vchkpw-smtp: " + draw(st.sampled_from(CHECKS)) + b" " + name + b":" + ip,
        b"qmail-smtpd: pid 1 Reject::AUTH::plain P:ESMTPA S:" + ip + b":unknown H:x ?~ '" + name + b"'",
        draw(st.binary(max_size=30)).replace(b"\n", b" "),
    )[pick]


LINES = st.lists(st.composite(_one)(), max_size=60)
CUTS = st.lists(st.integers(0, 400), max_size=8)


def _pieces(log: bytes, cuts: list[int]) -> list[bytes]:
    lines = log.splitlines(keepends=True) if b"\r" not in log else [line + b"\n" for line in log.split(b"\n")[:-1]]
    places = sorted({0, len(lines), *(cut % (len(lines) + 1) for cut in cuts)})
    return [b"".join(lines[a:b]) for a, b in pairwise(places)] or [b""]


@given(LINES, CUTS)
@settings(max_examples=200, deadline=None)
def test_every_way_of_cutting_says_the_same(texts: list[bytes], cuts: list[int]) -> None:
    texts = [b" ".join(text.split()) for text in texts]  # no line ends within a text but our own
    for form, log in (("multilog", multilog(texts)), ("syslog", syslog(texts, hosts=(b"mx1", b"mx2", b"mx1")))):
        once = said(scan(log, form))
        pieces = _pieces(log, cuts)
        assert said(joined(pieces, form)) == once
        assert said(treed(pieces, form)) == once


@given(LINES, LINES)
@settings(max_examples=60, deadline=None)
def test_totals_add_up_in_any_order(some: list[bytes], others: list[bytes]) -> None:
    totals = [SMTPD.settle(scan(multilog(texts), "multilog"), None)[0]["mx1"] for texts in (some, others)]
    there = SMTPD.add(totals[0].copy(), totals[1].copy())
    back = SMTPD.add(totals[1].copy(), totals[0].copy())
    assert plain(there) == plain(back)


@given(LINES)
@settings(max_examples=60, deadline=None)
def test_the_empty_state_is_the_identity(texts: list[bytes]) -> None:
    log = multilog(texts)
    once = said(scan(log, "multilog"))
    assert said(SMTPD.merge(SMTPD.start(), scan(log, "multilog"))) == once
    assert said(SMTPD.merge(scan(log, "multilog"), SMTPD.start())) == once
    assert said(pickle.loads(pickle.dumps(scan(log, "multilog")))) == once


HEADS = (
    b"tcpserver: ok 1 ",
    b"tcpserver: pid 1 from ",
    b"CHKUSER rejected rcpt: from <",
    b"CHKUSER ",
    b"spamdyke[1]: DENIED_X from: ",
    b"rblsmtpd: 192.0.2.1 pid 1: ",
    b"vchkpw-smtp: ",
    b"vchkpw-pop3: password fail ",
    b"simscan:[1]:VIRUS:",
    b"simscan: virus: ",
    b"qmail-smtpd: pid 1 Reject::DATA::",
    b"qmail-smtpd: badmailfrom: ",
    b"qmail-smtpd: pid 1 from ",
    b"tcpserver: fatal: ",
    b"",
)


@given(st.lists(st.tuples(st.sampled_from(HEADS), st.binary(max_size=80)), max_size=12))
@settings(max_examples=300, deadline=None)
def test_whatever_a_line_holds_nothing_raises(parts: list[tuple[bytes, bytes]]) -> None:
    texts = [head + tail for head, tail in parts]
    for form, log in (("multilog", multilog(texts)), ("syslog", syslog(texts))):
        result = said(scan(log, form))
        assert all(total["unknown"] >= 0 for total in result["totals"].values())


@given(st.binary(max_size=600))
@settings(max_examples=150, deadline=None)
def test_arbitrary_bytes_are_no_lines_and_do_not_raise(log: bytes) -> None:
    assert said(scan(log, "multilog", window=EVER))["carry"] == {"version": 1}


def _filled(kind: type[Bounded], keys: list[object], cut: int) -> Bounded:
    """The keys counted in two parts, then added."""
    parts = kind(), kind()
    for place, key in enumerate(keys):
        parts[place >= cut].put(key, [1, 5, b"line"] if kind is Causes else [1, 2])
    parts[0].add(parts[1])
    return parts[0]


def test_too_many_keys_are_named_more_coarsely_in_any_order() -> None:
    rng = random.Random(7)
    near = [b"10.%d.%d.%d" % (n >> 16 & 255, n >> 8 & 255, n & 255) for n in range(CAP + 9)]
    far = [b"%d.%d.%d.9" % (n % 100 + 1, n // 100 % 256, n % 251) for n in range(2 * CAP)]
    sixes = [b"2001:db8:%x:%x::1" % (n >> 12, n & 4095) for n in range(CAP + 9)]
    names = [b"user%d@example%d.org" % (n, n % 7) for n in range(CAP + 9)]
    viruses = [b"Win.Trojan.%d" % n for n in range(CAP + 9)]
    causes = [("rbl", f"listed by l{n}.example", "451") for n in range(CAP + 9)]
    expected = {0: 1, 1: 2, 2: 1, 3: 1, 4: 1, 5: 1}
    kinds: list[tuple[type[Bounded], list[object]]] = [
        (Addresses, [*near]),
        (Addresses, [*far]),
        (Addresses, [*sixes]),
        (Accounts, [*names]),
        (Names, [*viruses]),
        (Causes, [*causes]),
    ]
    for number, (kind, keys) in enumerate(kinds):
        once = _filled(kind, keys, 0)
        assert once.level == expected[number], number
        assert len(once.rows) <= CAP and sum(row[0] for row in once.rows.values()) == len(keys)
        shuffled = keys[:]
        rng.shuffle(shuffled)
        again = _filled(kind, shuffled, len(keys) // 3)
        assert (again.level, again.rows) == (once.level, once.rows)


def test_beyond_all_networks_only_the_family_is_told() -> None:
    keys: list[object] = [b"%x:%x::1" % (0x2001 + (n >> 12), n & 4095) for n in range(CAP + 9)]
    once = _filled(Addresses, keys, 20_000)
    assert (once.level, once.rows) == (3, {b"IPv6": [CAP + 9, 2 * (CAP + 9)]})
    later = Addresses()
    later.put(b"192.0.2.1", [1, 2])
    once.add(later)
    assert once.rows[b"IPv4"] == [1, 2] and once.rows[b"IPv6"][0] == CAP + 9
