"""What is found in a log: words that are no part of longer ones, addresses in either case, many words as one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmailreport.transactions.needles import FEW, Question, mentions, same, spots, widened
from qmailreport.transactions.records import Record, queue_id

WORDS = st.lists(
    st.text("AB1<>@.", min_size=1, max_size=4).filter(lambda word: word[0] in "AB1<"), min_size=1, max_size=20
)


@given(WORDS, st.text("AB1<>@. :=\n", max_size=60))
def test_many_words_are_found_where_each_alone_is(words: list[str], text: str) -> None:
    content = b"\n" + text.encode()
    wanted = [word.encode() for word in words]
    found = {at for at, _ in spots(content, wanted)}
    alone = {at for word in wanted for at, _ in spots(content, [word])}
    assert found <= alone
    for at, word in spots(content, wanted):
        assert content[at:].startswith(word) and word in wanted
        assert not content[at - 1 : at].isalnum() and not content[at + len(word) : at + len(word) + 1].isalnum()
    if all(word.isalnum() for word in words):
        naive = {m.start() for w in wanted for m in re.finditer(rb"(?<![0-9A-Za-z])%b(?![0-9A-Za-z])" % w, content)}
        assert found == naive


def test_more_words_than_are_looked_for_one_by_one_are_found_as_well() -> None:
    words = [f"{n:X}F{n:03d}".encode() for n in range(10 * FEW)]
    content = b"\n" + b"".join(b"x %b: queued as %b)\n" % (word, word) for word in words)
    assert [word for _, word in spots(content, words)] == [word for word in words for _ in range(2)]
    assert list(spots(content, [])) == []


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("bob@example.org", "to=<Bob@Example.ORG>, x", True),
        ("bob@example.org", "to=<jimbob@example.org>, x", False),
        ("bob@example.org", "to=<jim-bob@example.org>, x", False),
        ("bob@example.org", "to=<bob@example.org.uk>, x", False),
        ("bob@example.org", "sasl_username=bob@example.org", True),
        ("bob@example.org", "said: bob@example.org.", True),
        ("@example.org", "to=<bob@example.org>", True),
        ("@example.org", "to=<bob@mail.example.org>", False),
        ("bob@example.org", "msg 1 to local example.org-bob@example.org", True),
        ("4ytz8b3kxyz12", "queued as 4YtZ8b3Kxyz12)", True),
        ("abcde1", "abcde12: x", False),
    ],
)
def test_an_address_is_found_whole(text: str, line: str, found: bool) -> None:
    assert bool(list(mentions(b"\n" + line.encode() + b"\n", text.encode()))) == found


def test_addresses_compare_as_people_mean_them() -> None:
    assert same(b"Bob@Example.org", b"bob@example.org")
    assert same(b"example.org-bob@example.org", b"bob@example.org")
    assert same(b"bob@example.org", b"@example.org")
    assert not same(b"bob@notexample.org", b"@example.org")
    assert not same(b"jimbob@example.org", b"bob@example.org")


def test_words_are_looked_for_again_only_in_longer_stretches() -> None:
    known = {b"A": (5, 10), b"B": (0, 99)}
    assert widened(known, {b"A": (6, 9), b"B": (1, 2)}) == {}
    assert widened(known, {b"A": (1, 7), b"C": (3, 4)}) == {b"A": (1, 10), b"C": (3, 4)}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (b"4F9D195432C: client=x", b"4F9D195432C"),
        (b"4YtZ8b3Kxyz12: removed", b"4YtZ8b3Kxyz12"),
        (b"BCDFGHJKLMNz: removed", b"BCDFGHJKLMNz"),
        (b"NOQUEUE: reject: x", b""),
        (b"warning: x", b""),
        (b"statistics: x", b""),
        (b"Deleted: 1 message", b""),
        (b"connect from x", b""),
    ],
)
def test_what_is_a_queue_id(text: bytes, word: bytes) -> None:
    assert queue_id(text)[0] == word


def test_a_sender_and_a_recipient_must_be_of_one_message() -> None:
    def record(said: str, at: int) -> Record:
        return Record(b"", b"mx", b"postfix/qmgr", b"1", said.encode(), at)

    question = Question(sender=b"a@x.example", rcpt=b"b@y.example")
    question.take(record("AAAA1: from=<a@x.example>, size=1, nrcpt=1 (queue active)", 1))
    question.take(record("BBBB2: to=<b@y.example>, relay=none, delay=1, status=deferred (x)", 2))
    assert question.seeds() == []
    question.take(record("AAAA1: to=<B@y.example>, relay=none, delay=1, status=deferred (x)", 3))
    assert [one.at for one in question.seeds()] == [1, 3]
