"""Patterns that people write: which are refused, and what of the others a scanner may rely on."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.passes.keywords.linewise import at_begins
from qmailreport.passes.keywords.plan import QUICK
from qmailreport.patterns import caseless, complaint, literals, needed

SLOW = (
    "(a+)+",
    "(a*)*",
    "(a|a)*",
    "(a|ab)*c",
    "(a|aa)+$",
    "(.*a){12}",
    "(?:a?){50}x",
    "([a-zA-Z]+)*",
    r"(\w+\s?)*$",
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
    r"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$",
    "(x+x+)+y",
    "(a{0,20}){0,20}",
    ".*.*x",
    ".*foo.*bar",
    "(.*)foo(.*)",
    r"\s*\s*$",
    r"\d+\d+",
    "a*b?a*",
    "(?:a*|b)a*c",
    ".{0,100}.{0,100}z",
    ".{0,20}.{0,20}.{0,20}x",
    "(?=.*.*x)a",
)
FINE = (
    "out of memory",
    "warning: .{0,20}?unable to open",
    r"\S+ \S+ \S+: error",
    "user=<[^>]*>, rip=[0-9.]+",
    r"\d+-\d+-\d+ FATAL",
    "(?:ab)*c",
    "(?:foo|bar) baz",
    "x{3}y{0,9}",
    "(?<!0 )errors",
    "[Cc]orrupted (?:index|dbox)",
    "größe überschritten",
    "^Caused by:",
    r"[^:]*: [^\n]*:",
)


@pytest.mark.parametrize("pattern", SLOW)
def test_what_may_take_very_long_is_refused(pattern: str) -> None:
    said = complaint(pattern)
    assert said is not None and "very long" in said


@pytest.mark.parametrize("pattern", FINE)
def test_what_takes_no_longer_than_the_line_is_fine(pattern: str) -> None:
    assert complaint(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(", "is no regular expression: missing ), unterminated subpattern at position 0"),
        ("[z-a]", "bad character range z-a"),
        ("", "matches an empty text"),
        ("x*", "matches an empty text"),
        ("x|", "matches an empty text"),
        (r"(a)\1", "refers back to a group"),
        ("(?s)a.b", "sets the flag"),
        ("a" * 1001, "longer than 1,000 characters"),
        ("(" * 400 + "a" + ")" * 400, ""),
    ],
)
def test_other_mistakes_are_told(pattern: str, said: str) -> None:
    assert said in (complaint(pattern) or "")


def test_the_texts_that_a_pattern_needs() -> None:
    assert needed("warning: .{0,20}?unable to open") == [{b"warning: "}, {b"unable to open"}]
    assert needed(r"auth failed, \d+ attempts|[Pp]assword mismatch") == [{b"auth failed, ", b"password mismatch"}]
    assert needed("(?:a|b)?.c") == []
    assert {b"su: ", b"su["} in needed(r"su(?:\[\d+\])?: ")
    assert literals("file ?system (?:is )?full") == {
        b"filesystem full",
        b"file system full",
        b"filesystem is full",
        b"file system is full",
    }
    assert literals(r"/test\-cgi") == {b"/test-cgi"}
    assert literals(r"\d") is None


PATTERNS = st.recursive(
    st.sampled_from(["a", "B", "err", "Fail", ".", r"\d", "[ab]", "[^c]", "x?", r"\b", "É"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: f"(?:{'|'.join(each)})"),
        inner.map(lambda each: f"(?:{each}){{0,2}}"),
        inner.map(lambda each: f"(?:{each})+"),
        inner.map(lambda each: f"er(?:{each})?"),
    ),
    max_leaves=8,
)
TEXTS = st.text("aAbBcxX1 erERfailFAIL_É", max_size=24).map(str.encode)


@given(PATTERNS, TEXTS)
@settings(max_examples=400, deadline=None)
def test_whatever_a_pattern_matches_holds_the_texts_that_it_needs(pattern: str, text: bytes) -> None:
    match = re.search(pattern.encode(), text, re.IGNORECASE)
    low = text.lower()
    if match:
        assert all(any(each in low for each in texts) for texts in needed(pattern))
    exact = literals(pattern)
    if exact is not None:
        assert bool(match) == any(each in low for each in exact)
    quick = caseless(pattern)
    if quick is not None:
        assert bool(match) == bool(quick.search(low))


@given(st.text("esyrono_ -.1x", max_size=16).map(str.encode))
@settings(max_examples=1000, deadline=None)
def test_the_quicker_ones_are_the_same(text: bytes) -> None:
    for pattern, quick in QUICK.items():
        assert bool(re.search(pattern.encode(), text)) == bool(re.search(quick.encode(), text))


@given(PATTERNS, st.booleans(), st.lists(TEXTS, min_size=1, max_size=4))
@settings(max_examples=400, deadline=None)
def test_many_lines_are_searched_as_each_alone(pattern: str, tied: bool, lines: list[bytes]) -> None:
    one = re.compile(b"^" * tied + pattern.encode())
    many = at_begins(one)
    if many is None:
        return
    found = many.findall(b"\n" + b"\n".join(lines))
    if not found:
        assert not any(map(one.search, lines))
    elif len(found) == len(lines) and b"\n" not in b"".join(found):
        assert all(map(one.search, lines))


def test_what_is_tied_to_a_begin_in_part_is_searched_as_well() -> None:
    for source in (rb"^ab|cd", rb"^(?:ab|cd)", rb"^a[|]b", rb"^a\|b", rb"^x|^ab"):
        many, one = at_begins(re.compile(source)), re.compile(source)
        assert many is not None
        for line in (b"ab", b"xcd", b"a|b", b"cd", b"xab", b"q"):
            assert bool(many.findall(b"\n" + line)) == bool(one.search(line)), (source, line)
