"""The law of the fold, on legal histories and on whatever else a log may hold."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.passes.qmail import Qmail

from .folding import joined, said, scan, treed
from .qmail_sim import history

QMAIL = Qmail(source=("send",), own=("user3@example.org",))
CHOICES = st.lists(st.integers(0, 10**6), max_size=120)


def text(lines: Sequence[str]) -> bytes:
    """Lines as a chunk."""
    return "".join(line + "\n" for line in lines).encode()


def oracle(lines: Sequence[str]) -> dict[str, int]:
    """matchup and zoverall in a few lines: one host, from the log's beginning."""
    messages: dict[str, list[int]] = {}
    deliveries: dict[str, str] = {}
    out = dict.fromkeys(("messages", "recipients", "tries", "size", "rbytes", "success", "failure", "deferral"), 0)
    for line in lines:
        word = line.split()[1:]
        if word[0] == "new":
            messages.pop(word[2], None)
        elif word[0] == "info":
            messages[word[2][:-1]] = [int(word[4]), 0, 0, 0]
        elif word[0] == "starting":
            deliveries[word[2][:-1]] = word[4]
        elif word[0] == "delivery" and word[1][:-1] in deliveries:
            result = ("success:", "failure:", "deferral:").index(word[2] if word[2] != "report" else "deferral:")
            out[("success", "failure", "deferral")[result]] += 1
            if known := messages.get(deliveries.pop(word[1][:-1])):
                known[1 + result] += 1
        elif word[0] == "end" and word[2] in messages:
            size, k, d, z = messages.pop(word[2])
            ended = {"messages": 1, "recipients": k + d, "tries": k + d + z, "size": size, "rbytes": size * k}
            for name, value in ended.items():
                out[name] += value
    return out


@given(CHOICES)
@settings(max_examples=150, deadline=None)
def test_a_history_in_one_piece_equals_the_oracle(choices: list[int]) -> None:
    lines = history(choices)
    totals, _ = QMAIL.settle(scan(QMAIL, text(lines)), None)
    for total in totals.values():
        success, failure, deferral = total.results
        got = {
            "messages": total.messages,
            "recipients": total.recipients,
            "tries": total.message_tries,
            "size": total.size,
            "rbytes": total.rbytes,
            "success": success,
            "failure": failure,
            "deferral": deferral,
        }
        assert got == oracle(lines)
    assert totals or not any(oracle(lines).values())


@given(CHOICES, st.lists(st.integers(0, 400), max_size=8))
@settings(max_examples=300, deadline=None)
def test_every_way_of_cutting_a_legal_history_says_the_same(choices: list[int], cuts: list[int]) -> None:
    lines = history(choices)
    places = sorted({0, len(lines), *(cut % (len(lines) + 1) for cut in cuts)})
    pieces = [text(lines[a:b]) for a, b in pairwise(places)] or [b""]
    once = said(QMAIL, scan(QMAIL, text(lines)))
    assert said(QMAIL, joined(QMAIL, pieces)) == once
    assert said(QMAIL, treed(QMAIL, pieces)) == once


@given(CHOICES, st.integers(0, 400))
@settings(max_examples=150, deadline=None)
def test_two_days_with_a_carry_say_what_one_stretch_says(choices: list[int], cut: int) -> None:
    lines = history(choices)
    place = cut % (len(lines) + 1)
    whole, pending = said(QMAIL, scan(QMAIL, text(lines)))
    first, carry = said(QMAIL, scan(QMAIL, text(lines[:place])))
    second, after = said(QMAIL, scan(QMAIL, text(lines[place:])), carry)
    assert after == pending
    for name in ("messages", "size", "rbytes", "ddelay", "xdelay", "received", "unknown", "waiting", "recipients"):
        parts = [day["mx1"][name] for day in (first, second) if "mx1" in day]
        if not parts:
            continue
        expected = whole["mx1"][name]
        assert (parts[-1] if name == "waiting" else sum(parts)) == expected, name


WORDS = [
    "new msg 1",
    "new msg 2",
    "info msg 1: bytes 5 from <a@b> qp 1 uid 0",
    "info msg 1: bytes 7 from <c@d> qp 1 uid 0",
    "info msg 2: bytes 11 from <user3@example.org> qp 1 uid 2",
    "starting delivery 1: msg 1 to local x@y",
    "starting delivery 1: msg 2 to remote z@y",
    "starting delivery 2: msg 1 to remote q@r",
    "starting delivery 7: msg 2 to local w",
    "delivery 1: success: did/",
    "delivery 2: deferral: later/",
    "delivery 1: failure: no/",
    "delivery 7: success: x/",
    "delivery 2: success: x/",
    "end msg 1",
    "end msg 2",
    "running",
    "exiting",
    "info msg 1",
    "delivery 1: strange: x",
    "delivery",
    "starting delivery 2: msg 1",
    "status: local 1/1 remote 0/5",
    "status: local 0/1 remote 5/5",
    "status: exiting",
    "noise",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.lists(st.integers(0, 60), max_size=6))
@settings(max_examples=1500, deadline=None)
def test_even_an_impossible_history_may_be_cut_anywhere(words: list[str], cuts: list[int]) -> None:
    lines = [f"@400000004bdf95{n:02x}{n * 1000:08x} {word}" for n, word in enumerate(words)]
    places = sorted({0, len(lines), *(cut % (len(lines) + 1) for cut in cuts)})
    pieces = [text(lines[a:b]) for a, b in pairwise(places)] or [b""]
    once = said(QMAIL, scan(QMAIL, text(lines)))
    assert said(QMAIL, joined(QMAIL, pieces)) == once
    assert said(QMAIL, treed(QMAIL, pieces)) == once
