"""What an answer says."""

from __future__ import annotations

import pytest

from qmailreport.replies import answer_of


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("OK", "ok"),
        ("ok.\n-- \nAlice", "ok"),
        ("Okay, thanks", "ok"),
        ("That was me", "ok"),
        ("NOT ME", "not me"),
        ("not  me!!", "not me"),
        ("Hello,\n\nthis was not me.\n", "not me"),
        ("It wasn’t me", "not me"),
        ("本人です", "ok"),
        ("本人ではありません", "not me"),
        ("是我", "ok"),
        ("不是我", "not me"),
        ("Это я", "ok"),
        ("Это не я", "not me"),
        ("да", "ok"),
        ("OK, the first; NOT ME the second", "not me"),
        ("", "unclear"),
        ("Bookings are okayed", "unclear"),
        ("Who are you?", "unclear"),
        ("> write OK if all of these logins were yours, NOT ME if not", "unclear"),
        ("OK\n\nOn Tue, x wrote:\n> NOT ME if not", "ok"),
        ("> NOT ME if not\n> more\n\nOK", "ok"),
        ("OK\n-----Original Message-----\nNOT ME if not", "ok"),
        ("________________________________\nFrom: x\nSent: y", "unclear"),
        ("OK" + "\n\n" * 4000 + "NOT ME", "not me"),
        ("x" * 100_000, "unclear"),
    ],
)
def test_answers(text: str, said: str) -> None:
    assert answer_of(text) == said
