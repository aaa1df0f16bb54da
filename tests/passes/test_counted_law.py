"""The law of the fold for the passes that count what programs say, on generated lines and on whatever else."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.passes.counting import Few, Said
from qmailreport.passes.filters.scan import Domains, Viruses
from qmailreport.passes.masks import masked
from qmailreport.passes.qmail_smtpd.bounded import Bounded
from qmailreport.passes.zimbra.scan import Acts, Disks

from .counted import ALL, CASES, cut, joined, plain, said, scan, syslog, treed

HEADS = sorted(
    {
        line.split(b" ", 4)[4].rstrip(b"\n")
        for each in ALL
        for line in (CASES / each.name / "input.log").read_bytes().splitlines()
    }
)
HOSTS = (b"mx1", b"mx2", b"mx1")
TAGS = (
    *(
        b"dovecot: imap-login: ",
        b"dovecot: auth: sql(",
        b"dovecot: lmtp(bob)<1><2>: sieve: msgid=<",
        b"dovecot: imap(bob): ",
    ),
    *(
        b"dovecot: ",
        b"dovecot: imap-login: Login: user=<",
        b"dovecot: imap-login: Disconnected (auth failed, 1 attempts): user=<",
    ),
    *(
        b"opendkim[1]: A1: ",
        b"opendmarc[1]: A1: ",
        b"rspamd[1]: <a>; proxy; rspamd_task_write_log: id: <",
        b"clamd[1]: ",
    ),
    *(
        b"amavis[1]: (1-1) Blocked SPAM {X}, ",
        b"amavis[1]: (1-1) Blocked INFECTED (",
        b"freshclam[1]: WARNING: ",
        b"spamd[1]: ",
    ),
    *(b"policyd-spf[1]: prepend Received-SPF: ", b"postgrey[1]: action=", b"clamav-milter[1]: Message from "),
    *(
        b"zimbramon[1]: 1:info: 2026-11-18 07:00:00, STATUS: h: ",
        b"zimbramon[1]: 1:err: Disk warning: ",
        b"zmconfigd[1]: ",
    ),
)


def _line(draw: st.DrawFn) -> bytes:
    """A line of a case, sometimes with its middle replaced or cut off."""
    line: bytes = draw(st.sampled_from(HEADS))
    if draw(st.integers(0, 3)):
        return line
    place = draw(st.integers(0, len(line)))
    return (
        line[:place]
        + draw(st.binary(max_size=20)).replace(b"\n", b" ").replace(b"\r", b" ")
        + line[place:][: place % 50]
    )


LINES = st.lists(st.composite(_line)(), max_size=40)
CUTS = st.lists(st.integers(0, 400), max_size=8)


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
@given(texts=LINES, cuts=CUTS)
@settings(max_examples=120, deadline=None)
def test_every_way_of_cutting_says_the_same(each: Any, texts: list[bytes], cuts: list[int]) -> None:
    log = syslog([b" ".join(text.split()) for text in texts], HOSTS)
    once = said(each, scan(each, log))
    pieces = cut(log, cuts)
    assert said(each, joined(each, pieces)) == once
    assert said(each, treed(each, pieces)) == once
    assert said(each, each.merge(scan(each, log), each.start())) == once
    assert said(each, pickle.loads(pickle.dumps(scan(each, log)))) == once


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
@given(some=LINES, others=LINES)
@settings(max_examples=40, deadline=None)
def test_totals_add_up_in_any_order(each: Any, some: list[bytes], others: list[bytes]) -> None:
    settled = [each.settle(scan(each, syslog(texts)), None)[0].get("mx1") for texts in (some, others)]
    if None in settled:
        return
    there = each.add(settled[0].copy(), settled[1].copy())
    back = each.add(settled[1].copy(), settled[0].copy())
    assert plain(there) == plain(back)


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
@given(parts=st.lists(st.tuples(st.sampled_from(TAGS), st.binary(max_size=120)), max_size=12))
@settings(max_examples=150, deadline=None)
def test_whatever_a_line_holds_nothing_raises(each: Any, parts: list[tuple[bytes, bytes]]) -> None:
    found = said(each, scan(each, syslog([tag + text.replace(b"\n", b"") for tag, text in parts])))
    for section in found["sections"]:
        for table in section["tables"]:
            for row in (*table["rows"], table["samples"]):
                assert all(text.isprintable() and len(text) <= 400 for text in row if isinstance(text, str))


@pytest.mark.parametrize(
    "filler", [b"a", b"a(", b"<", b" ", b": ", b", rip=", b"msgid=<", b"1.", b"/x", b"FOUND ", b"@", b"'"]
)
@pytest.mark.parametrize("tag", TAGS)
def test_a_megabyte_of_anything_in_a_line_is_read_once(tag: bytes, filler: bytes) -> None:
    line = tag + filler * (1_000_000 // len(filler))
    for each in ALL:
        assert len(said(each, scan(each, syslog([line])))["totals"]) <= 1


def _filled(kind: type[Bounded], rows: list[tuple[Any, list[Any]]], at: int) -> Bounded:
    parts = kind(), kind()
    for place, (key, row) in enumerate(rows):
        parts[place >= at].put(key, list(row))
    parts[0].add(parts[1])
    return parts[0]


@pytest.mark.parametrize(
    ("kind", "keys", "row"),
    [
        (Few, [("rspamd", f"w{n}") for n in range(2100)], [1]),
        (Few, [(f"p{n}", "w") for n in range(2100)], [1]),
        (Said, [("warning", f"p{n % 7}", f"w{n}") for n in range(1100)], [1, 5, b"x"]),
        (Said, [("warning", f"p{n}", "w") for n in range(1100)], [1, 5, b"x"]),
        (Domains, [b"a%d.example%d.org" % (n, n % 9) for n in range(20_050)], [1]),
        (Domains, [b"example%d.org" % n for n in range(20_050)], [1]),
        (Viruses, [(b"v%d" % n, "clamd") for n in range(5010)], [1]),
        (Disks, [(b"h%d" % n, b"/") for n in range(1010)], [1, 90, 5, 90, b"x"]),
        (Acts, [(b"w%d" % n,) for n in range(1010)], [1, 5]),
    ],
)
def test_too_many_keys_are_named_more_coarsely_in_any_order(
    kind: type[Bounded], keys: list[Any], row: list[Any]
) -> None:
    rows = [(key, row) for key in keys]
    once = _filled(kind, rows, 0)
    assert len(once.rows) <= kind.LIMIT
    assert sum(each[0] for each in once.rows.values()) == len(keys)
    for turned in (rows[::-1], rows[7:] + rows[:7]):
        again = _filled(kind, turned, len(rows) // 3)
        assert (again.level, again.rows) == (once.level, once.rows)


def test_what_varies_in_a_message_is_masked() -> None:
    text = (
        b"open(/var/vmail/bob/dovecot.index) failed for bob@example.org from 192.0.2.1 session <abc> pid 4711 a1b2c3d4"
    )
    assert masked(text) == "open(‹path›) failed for ‹address› from ‹host› session ‹…› pid # ‹id›"
