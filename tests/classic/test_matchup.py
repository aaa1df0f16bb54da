"""matchup's fast and slow ways agree, any bytes go, and blocks do not matter."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.classic.convert import FORMATS, Inputs
from qmailreport.classic.labels import decimals, relabel
from qmailreport.classic.main import TOOLS
from qmailreport.classic.matchup import Matchup
from tests.classic.cases import tool


class Dripping(io.BytesIO):
    """A stream that gives at most `step` bytes at a time."""

    def __init__(self, content: bytes, step: int) -> None:
        super().__init__(content)
        self.step = step

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(self.step if size is None or size < 0 else min(size, self.step))


def matchup(log: bytes, *, form: str = "auto", step: int = 1 << 20) -> tuple[bytes, bytes]:
    table = Matchup(labels=form != "raw")
    inputs = Inputs([Dripping(log, step)], form=form)
    out = b"".join([table.feed(block) for block in inputs])
    return out, b"".join(table.pending(inputs.rest))


just = st.just
number = st.sampled_from(
    [b"0", b"1", b"2", b"3", b"007", b"18446744073709551617", b"9999999999999999999", b"x", b"1.5"]
)
stamp = st.sampled_from([b"955436538.813320", b"955436539", b"odd", b"@4000000038f2d2b4307a24d4"])
address = st.sampled_from([b"a@b", b"<X@Y.org>", b"<>", b"\xc3\x84@Z", b"root"])
channel = st.sampled_from([b"local", b"remote", b"ODD"])
result = st.sampled_from([b"success:", b"failure:", b"deferral:", b"report", b"odd:"])
reason = st.sampled_from([b"ok/", b"mangled, will defer", b"a_b/\r"])
shape = st.one_of(
    st.tuples(just(b"new msg"), number),
    st.tuples(just(b"info msg"), number, just(b"bytes"), number, just(b"from"), address, just(b"qp"), number,
              just(b"uid"), number),
    st.tuples(just(b"starting delivery"), number, just(b"msg"), number, just(b"to"), channel, address),
    st.tuples(just(b"delivery"), number, result, reason),
    st.tuples(just(b"end msg"), number),
    st.tuples(just(b"extra"), number, number, number, number),
    st.sampled_from([(b"status: local 1/10",), (b"running",), (b"exiting",), (b"number of",), (b"bounce msg 1 qp 2",)]),
)  # fmt: skip
lines = st.lists(st.tuples(stamp, shape).map(lambda line: b" ".join((line[0], *line[1])) + b"\n"), max_size=60)


@given(lines)
def test_runs_of_blanks_change_nothing_but_copied_lines(log: list[bytes]) -> None:
    """Two blanks between words take the slow way through every line."""
    fast_out, fast_pending = matchup(b"".join(log), form="raw")
    slow_out, slow_pending = matchup(b"".join(log).replace(b" ", b"  "), form="raw")
    assert slow_pending == fast_pending
    assert [line.replace(b"  ", b" ") for line in slow_out.split(b"\n")[:-1] if line.startswith(b"? ")] == [
        line for line in fast_out.split(b"\n")[:-1] if line.startswith(b"? ")
    ]
    assert [line for line in slow_out.split(b"\n") if line[:1] in b"dm"] == [
        line for line in fast_out.split(b"\n") if line[:1] in b"dm"
    ]


@given(lines)
def test_labels_are_converted_as_a_filter_in_front_would(log: list[bytes]) -> None:
    whole = b"".join(log)
    assert matchup(whole, form="tai64n") == matchup(relabel(whole, decimals()), form="raw")


@given(st.lists(st.one_of(lines.map(b"".join), st.binary(max_size=40)), max_size=8), st.sampled_from(FORMATS),
       st.integers(1, 300))  # fmt: skip
@settings(max_examples=300)
def test_blocks_do_not_matter(parts: list[bytes], form: str, step: int) -> None:
    log = b"".join(parts)
    assert matchup(log, form=form, step=step) == matchup(log, form=form)


FILTERS = sorted(set(TOOLS) - {"last", "ac", "lastlog"})  # those read files


@given(st.binary(max_size=300), st.sampled_from(FILTERS))
@settings(max_examples=400)
def test_any_bytes_end_in_a_status(content: bytes, name: str) -> None:
    arguments = ["1"] if name.startswith("x") else []
    arguments += ["--pending-out", "/dev/null"] if name == "matchup" else []
    status, _, err = tool(name, *arguments, stdin=content)
    assert status == 0 or (name == "zoverall" and status == 2 and err.count("\n") == 1)


figures = st.lists(st.sampled_from([b"1", b"1e400", b"-1e400", b"+nan", b"-inf", b"x", b"0", b".5", b"@"]), max_size=12)
matched = st.lists(st.tuples(st.sampled_from([b"d k", b"d d", b"d z", b"m", b"d", b"? x"]), figures), max_size=20)


@given(matched, st.sampled_from(sorted(set(FILTERS) - {"matchup"})))
@settings(max_examples=400)
def test_any_numbers_end_in_a_status(records: list[tuple[bytes, list[bytes]]], name: str) -> None:
    content = b"".join(b" ".join((kind, *words)) + b"\n" for kind, words in records)
    status, out, _ = tool(name, *(["1"] if name.startswith("x") else []), stdin=content)
    assert status == 0 or (name == "zoverall" and status == 2)
    assert not out or out.endswith(b"\n")


def test_many_digits() -> None:
    """More digits than Python turns into a number; 10^64 is a multiple of 2^64, so only the last 64 tell."""
    _, pending = matchup(b"1 info msg %b5: bytes %b from a qp 1 uid 1\n" % (b"0" * 5000, b"1" * 5000))
    assert pending == b"1 info msg 5: bytes %d from a qp 1 uid 1\n1 extra 5 0 0 0\n" % (int("1" * 64) % 2**64)


def test_a_queue_of_many_messages_keeps_the_peers_order() -> None:
    log = b"".join(b"1.5 info msg %d: bytes 1 from <a> qp 1 uid 1\n" % place for place in range(127_000))
    log += b"2.5 end msg 3\n2.5 new msg 0\n"
    out, pending = matchup(log)
    assert out == b"m 1.5 2.5 1 0 0 0 <a> 1 1\n"
    numbers = [line.split()[3] for line in pending.split(b"\n")[:-1:2]]
    assert numbers[:5] == [b"126998:", b"1:", b"2:", b"126999:", b"4:"]
    assert len(numbers) == 126_998
