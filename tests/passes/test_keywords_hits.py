"""The counts of the keyword scan: the same in any cut and any order, masked, and bounded whatever the log holds."""

from __future__ import annotations

import random
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.passes.keywords import hits as bounds
from qmailreport.passes.keywords import masks
from qmailreport.passes.keywords.hits import Hits
from qmailreport.passes.keywords.masks import COARSER, masked

NOON = 1_795_000_000 * 10**9
Line = tuple[tuple[str, ...], bytes, bytes, int, int]

WORDS = [b"alpha", b"beta", b"gamma", b"10.0.0.1", b"10.0.0.2", b"77", b"<a@b.example>", b"fail", b"sda1", b"sda2"]
LINES = st.builds(
    lambda entries, program, words, at, times: (entries, program, b" ".join(words), NOON + at, times),
    st.sampled_from([("a.one",), ("a.one", "om.err"), ("b.two",)]),
    st.sampled_from([b"sshd", b"kernel", b"postfix/smtpd"]),
    st.lists(st.sampled_from(WORDS), max_size=5),
    st.integers(0, 30 * 10**9 * 3600),
    st.integers(1, 5),
)


def counted(lines: list[Line]) -> Hits:
    """In the order of the log."""
    hits = Hits()
    for line in lines:
        hits.count(*line)
    return hits


def plain(hits: Hits) -> dict[str, Any]:
    """As it compares: the order of the rows does not matter."""
    return asdict(hits)


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that a few lines reach."""
    monkeypatch.setattr(bounds, "KEYS", 6)
    monkeypatch.setattr(bounds, "VALUES", 12)
    monkeypatch.setattr(bounds, "LIMITS", (4, 2, 1, 0))


@settings(max_examples=400, deadline=None)
@given(st.lists(LINES, max_size=40), st.integers(0, 40), st.booleans())
def test_any_cut_gives_the_same(lines: list[Line], cut: int, tight: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if tight:
            patch.setattr(bounds, "KEYS", 6)
            patch.setattr(bounds, "VALUES", 12)
            patch.setattr(bounds, "LIMITS", (4, 2, 1, 0))
        left, right = counted(lines[:cut]), counted(lines[cut:])
        left.merge(right)
        assert plain(left) == plain(counted(lines))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(LINES, max_size=12), min_size=1, max_size=6), st.randoms(use_true_random=False), st.booleans())
def test_any_order_of_the_parts_gives_the_same(parts: list[list[Line]], chance: random.Random, tight: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if tight:
            patch.setattr(bounds, "KEYS", 5)
            patch.setattr(bounds, "VALUES", 8)
            patch.setattr(bounds, "LIMITS", (3, 1, 0))
        whole = counted([line for part in parts for line in part])
        chance.shuffle(parts)
        mixed = Hits()
        for part in parts:
            mixed.add(counted(part))
        assert plain(mixed) == plain(whole)
        from_right = Hits()
        for part in reversed(parts):
            right = counted(part)
            right.add(from_right)
            from_right = right
        assert plain(from_right) == plain(whole)


DIGITS = st.text("0123456789", min_size=10, max_size=10)
TEXTS = st.lists(
    st.sampled_from(
        [*WORDS, b"a1b2c3", b"x.example.com", b"/a/b.c", b"'q 1'", b"::1", b"\xff\xfe", b"=", b"x=1,", b"pass=9"]
    )
    | st.binary(max_size=6)
).map(b" ".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS, DIGITS)
def test_digits_are_all_alike_to_the_masks(text: bytes, digits: str) -> None:
    other = text.translate(bytes.maketrans(b"0123456789", digits.encode()))
    masks._shapes.clear()
    first, second = masks.shape(text), masks.shape(other)
    masks._shapes.clear()
    assert (second, first) == (masks.shape(other), masks.shape(text))
    assert first[1] == second[1]


def test_a_copy_may_be_used_up() -> None:
    hits = counted([(("a.one",), b"sshd", b"from 10.0.0.1", NOON, 1)])
    before = plain(hits.copy())
    twin = hits.copy()
    twin.add(counted([(("a.one",), b"sshd", b"from 10.0.0.2", NOON, 7)]))
    assert plain(hits) == before
    ((_, row),) = twin
    assert (row.lines, row.times, row.slots) == (2, 8, [{b"10.0.0.1": 1, b"10.0.0.2": 7}])


@pytest.mark.usefixtures("narrow")
def test_each_coarser_mask_counts_every_line() -> None:
    lines: list[Line] = [
        (
            ("a.one", f"b.{n % 3}"),
            b"prog%d" % (n % 40),
            b"w%s fail %s of %d" % (b"x" * (n % 7), b"y" * n, n),
            NOON + n,
            2,
        )
        for n in range(60)
    ]
    hits = counted(lines)
    assert hits.level == len(COARSER)
    ((key, row),) = hits
    assert key == (b"", ("a.one",), b"<*>")
    assert (row.lines, row.times, row.first, row.last) == (60, 120, NOON, NOON + 59)
    assert row.slots == []


def test_a_slot_over_a_thousand_values_keeps_only_that_fact() -> None:
    hits = counted([(("a.one",), b"sshd", b"from 10.0.%d.%d port 22" % divmod(n, 256), NOON, 1) for n in range(1000)])
    ((_, row),) = hits
    assert row.slots[0] is not None
    assert len(row.slots[0]) == 1000
    hits.count(("a.one",), b"sshd", b"from 10.9.9.9 port 22", NOON, 1)
    ((_, row),) = hits
    assert row.slots == [None, {b"22": 1001}]


def test_a_bomb_of_distinct_lines_stays_within_bounds() -> None:
    chance = random.Random(7)
    hits = Hits()
    for n in range(120_000):
        word = bytes(chance.choices(b"abcdefghijklmnopqrstuvwxyz", k=10))
        hits.count(("a.one",), b"sshd", b"fail %s and %s" % (word, word[::-1]), NOON + n, 1)
    assert len(hits.rows) <= bounds.KEYS
    assert hits.held <= bounds.VALUES
    assert sum(row.lines for _, row in hits) == 120_000


def test_a_long_line_of_anything_is_cut() -> None:
    hits = counted([(("a.one",), b"p" * 9, b"\x00\xff fail " + b"A" * 1_000_000, NOON, 1)])
    ((key, row),) = hits
    assert len(key[2]) <= 400
    assert len(row.samples[0][1]) == 400


def test_hours_add_up_in_any_zone() -> None:
    hour = 3600 * 10**9
    start = NOON - NOON % (900 * 10**9)
    hits = counted([(("a.one",), b"p", b"x", start + n * hour // 4, n + 1) for n in range(8)])
    ((_, row),) = hits
    assert [row.hours(start, start + hour), row.hours(start + hour, start + 2 * hour)] == [1 + 2 + 3 + 4, 5 + 6 + 7 + 8]
    assert row.hours(start + hour // 2, start + hour) == 3 + 4


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        (b"Failed password for root from 218.188.2.4 port 22 ssh2", b"Failed password for root from <*> port <*> ssh2"),
        (b"delivery 12: report mangled, will defer", b"delivery <*>: report mangled, will defer"),
        (b"NOQUEUE: reject: RCPT from a.b.example[1.2.3.4]: 554", b"NOQUEUE: reject: RCPT from <*>[<*>]: <*>"),
        (b"4F3B21C0D2: to=<bob@example.org>, delay=0.1", b"<*>: to=<*>, delay=<*>"),
        (b"3yqKBn4tqBzXYZ: removed", b"<*>: removed"),
        (b"open /var/spool/postfix/x: No such file", b"open <*>: No such file"),
        (b'cannot open "my file": it\'s gone', b"cannot open <*>: it's gone"),
        (b"java.lang.OutOfMemoryError: heap", b"java.lang.OutOfMemoryError: heap"),
        (b"peer 2001:db8::1 and fe80::1%eth0 at 12:34:56", b"peer <*> and <*>%eth0 at <*>"),
        (b"user bob@example.org and https://e.example/?a=b done", b"user <*> and <*> done"),
        (b"EXT4-fs error (device sda1)", b"EXT4-fs error (device sda1)"),
        (b"", b""),
    ],
)
def test_masks(text: bytes, mask: bytes) -> None:
    assert masked(text) == mask
    assert masks.shape(text.translate(bytes.maketrans(b"0123456789", b"9876543210")))[1] == masks.shape(text)[1]


def test_what_is_not_masked_keeps_its_digits() -> None:
    lines: list[Line] = [(("a.one",), b"kernel", b"error (device sda%d)" % n, NOON, 1) for n in (1, 2, 1)]
    assert {key[2]: row.lines for key, row in counted(lines)} == {b"error (device sda1)": 2, b"error (device sda2)": 1}
