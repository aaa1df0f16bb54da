"""Numbers, their text and their order, as gawk and sort have them."""

from __future__ import annotations

import math

import pytest

from qmailreport.classic import awk
from tests.classic.cases import tool


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"12", 12), (b"12abc", 12), (b"0x10", 0), (b"1e5x", 1e5), (b"1e", 1), (b"1e+", 1), (b".5", 0.5), (b"5.", 5),
        (b".", 0), (b"", 0), (b"+.5e1", 5), (b" 12 ", 12), (b"1_0", 1), (b"1.2.3", 1.2), (b"inf", 0), (b"nan", 0),
        (b"infinity", 0), (b"+inf", math.inf), (b"-INF", -math.inf), (b"+infx", 0), (b"++1", 0), (b"011", 11),
        (b"1e400", math.inf), (b"955436538.813320", 955436538.81332), (b"@4000000038f2d2b4307a24d4", 0),
        (b"\xb2", 0), (b"1" * 5000, math.inf),
    ],
)  # fmt: skip
def test_numbers(text: bytes, value: float) -> None:
    assert awk.number(text) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, b"0.1"), (1e6, b"1000000"), (1234567.5, b"1.23457e+06"), (1e-5, b"1e-05"), (-5, b"-5"), (-0.0, b"0"),
        (2.0**53, b"9007199254740992"), (1e30, b"1000000000000000019884624838656"), (math.inf, b"+inf"),
        (-math.inf, b"-inf"), (math.nan, b"+nan"), (14e9, b"14000000000"), (5.9604644775390625e-06, b"5.96046e-06"),
    ],
)  # fmt: skip
def test_print(value: float, text: bytes) -> None:
    assert awk.plain(value) == text


def test_fixed() -> None:
    values = [awk.fixed(value, 2) for value in (0.125, 2.675, -0.001, 955436543, math.inf, -math.inf)]
    assert values == [b"0.12", b"2.67", b"-0.00", b"955436543.00", b"+inf", b"-inf"]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (b"9", b"10", True),
        (b"9x", b"10", False),
        (b"@400", b"1", False),
        (b"1e3", b"999", False),
        (b"", b"1", True),
        (b"inf", b"2", False),
    ],
)
def test_comparison_is_by_value_only_between_numbers(left: bytes, right: bytes, expected: bool) -> None:
    assert awk.less(left, right) is expected


def test_equality() -> None:
    assert awk.equal(b"2", b"2.0")
    assert awk.equal(b"02", b" 2 ")
    assert not awk.equal(b"2x", b"2")
    assert not awk.equal(b"0", b"")


def test_words_are_split_at_blanks_and_tabs_only() -> None:
    assert awk.fields(b" a\t\tb  c\r\n") == [b"a", b"b", b"c\r"]
    assert awk.fields(b"a\x0bb\0c\n") == [b"a\x0bb\0c"]
    assert awk.fields(b"\n") == []


def test_escapes_of_an_argument() -> None:
    assert awk.unescape(rb"a\tb\\c\/d\061\x31\q" + b"\\") == b"a\tb\\c/d11q\\"


def test_sort_n_knows_signs_and_fractions_but_no_exponents() -> None:
    texts = [b"-10", b"-9.5", b"-.55", b"-0.5", b"-0", b"", b"+7", b"x", b"0.05", b".5", b"1.2e+06", b"9.2", b"10.50"]
    assert sorted(texts, key=awk.sort_number) == texts
    assert awk.sort_number(b"010.50") == awk.sort_number(b"10.5")
    assert awk.sort_number(b"5.96046e-06") == awk.sort_number(b"5.96046")


def test_columnt() -> None:
    status, out, _ = tool("columnt", stdin=b"a bb\tc\n  100 2 text\n1\n\nlonger 1 x")
    assert (status, out) == (0, b"     a  bb  c\n   100   2  text\n     1  \n\nlonger   1  x\n")
    assert tool("columnt")[1] == b""


def test_an_unfinished_last_line_counts() -> None:
    line = b"d k 1 2 4 100 <a@b> remote.c@d 5 6 ok/"
    assert (
        tool("zsendmail", stdin=line)[1]
        == b"4 qp 5: to=remote.c@d, uid=6, ddelay=3.000000, xdelay=2.000000, stat=Sent (ok/)\n"
    )
    assert tool("xqp", "5", stdin=line)[1] == line + b"\n"


def test_arguments_may_begin_with_a_dash() -> None:
    line = b"m 1 2 3 1 0 0 <-x@y> -5 6\n"
    assert tool("xsender", "-x@y", stdin=line)[1] == tool("xqp", "-5", stdin=line)[1] == line
