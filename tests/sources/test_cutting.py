"""Chunks: any size gives the same records, whatever lies at the seams."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qmailreport.day import SECOND, Window
from qmailreport.fold import Chunk, begins
from qmailreport.formats import FORMATS
from qmailreport.model import Size
from qmailreport.sources import Rotated, Source, load
from qmailreport.sources.files import Fractional, Syslog

from .making import UTC, at, bsd, day, quiet, read, tai, texts, write

EVER = Window(0, 1 << 62)
START = at("2026-11-18 07:00:00")
PACKS = pytest.mark.parametrize("pack", [bytes, gzip.compress])


def splogger(n: int, text: str, plus: str = " ") -> bytes:
    return b"Nov 18 07:%02d:%02d mx1 qmail: %d.%06d%b%b\n" % (
        n // 60 % 60,
        n % 60,
        START // SECOND + n,
        n,
        plus.encode(),
        text.encode(),
    )


def hard() -> bytes:
    """Pieces with other lines between, repeats, continuation lines, strays."""
    out = [b"a stray before everything\n"]
    for n in range(200):
        out.append(splogger(n, f"{n} " + "y" * (780 if n % 7 == 0 else 20)))
        if n % 7 == 0:
            out.append(bsd(START + n * SECOND, f"between {n}"))
            out += [splogger(n, f"one{n}", "+"), splogger(n, f"two{n}", "+")]
        if n % 5 == 0:
            out += [bsd(START + n * SECOND, f"thing {n}"), b"Nov 18 07:59:59 mx1 last message repeated 3 times\n"]
        if n % 11 == 0:
            out += [bsd(START + n * SECOND, f"trace {n}"), b"\tat Foo\n\tat Bar\n"]
    return b"".join(out)


def chunks(source: Source) -> list[Chunk]:
    streams, _ = source.streams("log", EVER, UTC, 1 << 61)
    return [chunk for stream in streams for chunk in stream.chunks()]


@PACKS
@pytest.mark.parametrize("size", [1, 50, 333, 1000, 5000, 20_000])
def test_any_chunk_size_gives_the_same_records(pack: Callable[[bytes], bytes], size: int, tmp_path: Path) -> None:
    path = write(tmp_path / "m", pack(hard()), at("2026-11-18 08:00:00"))
    whole = quiet(read(Syslog(str(path)), EVER))
    assert len(whole) == 200 + 29 + 40 + 19
    assert sum(text.endswith(f"yone{n}two{n}") for n in range(0, 200, 7) for _, text in whole) == 29
    assert quiet(read(Syslog(str(path), chunk=Size(size)), EVER)) == whole
    assert b"".join(load(chunk)[1:] for chunk in chunks(Syslog(str(path), chunk=Size(size)))) == hard()


@PACKS
def test_chunks_begin_with_records_and_have_a_size(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = write(tmp_path / "m", pack(hard() * 5), at("2026-11-18 08:00:00"))
    found = chunks(Syslog(str(path), chunk=Size(20_000)))
    assert all(begins(FORMATS["syslog"]).match(load(chunk)) for chunk in found[1:])
    assert all(chunk.length == len(load(chunk)) - 1 for chunk in found)
    assert max(chunk.length for chunk in found) < 20_000 + 131_072
    assert len(found) > 10


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cuts=st.lists(st.integers(0, len(hard())), min_size=1, max_size=5),
    size=st.integers(1, 30_000),
    zipped=st.booleans(),
)
def test_any_rotation_gives_the_same_records(cuts: list[int], size: int, zipped: bool, tmp_path: Path) -> None:
    """A file may end anywhere, also within a line; the rest continues in the next file."""
    content = hard()
    expected = sorted(texts(read(Syslog(str(write(tmp_path / "whole" / "m", content, START))), EVER)))
    edges = [0, *sorted(set(cuts) - {0, len(content)}), len(content)]
    files = []
    for number, (low, high) in enumerate(pairwise(edges)):
        part = gzip.compress(content[low:high]) if zipped and number % 2 else content[low:high]
        files.append(str(write(tmp_path / f"part{number}", part, START)))
    begin = begins(FORMATS["syslog"])
    stamps = [begin.search(b"\n" + content[low:high]) for low, high in pairwise(edges)]
    if not all(stamps):
        return  # a file without any record has no place of its own
    source = Syslog(files[0], files=tuple(files), chunk=Size(size))
    assert len(texts(read(source, EVER))) >= len(expected) - 2 * len(edges)
    firsts = [stamp.start() for stamp in stamps if stamp]
    if all(content[edge - 1 : edge] == b"\n" for edge in edges[1:]) and firsts:
        assert sum(map(len, texts(read(source, EVER)))) <= sum(map(len, expected)) + len(edges) * 800


def test_a_line_that_goes_on_in_the_next_file(tmp_path: Path) -> None:
    first = tai(START, "one") + tai(START + SECOND, "two, ")[:-1]
    second = b"continued\n" + tai(START + 2 * SECOND, "three")
    files = (str(write(tmp_path / "a", first, START)), str(write(tmp_path / "b", second, START + SECOND)))
    from qmailreport.sources.ring import Multilog

    found = quiet(read(Multilog(files[0], files=files), EVER))
    assert [text for _, text in found] == ["one", "two, continued", "three"]


@PACKS
def test_a_repeat_that_begins_the_next_file(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    write(tmp_path / "m.1", pack(bsd(START, "zero") + bsd(START + SECOND, "one")), START + SECOND)
    content = b"Nov 18 07:00:09 mx1 last message repeated 4 times\n" + bsd(START + 10 * SECOND, "two")
    write(tmp_path / "m", content, START + 10 * SECOND)
    assert texts(read(Syslog(str(tmp_path / "m")), EVER)) == ["zero", "one*5", "two"]


def test_only_the_days_part_of_a_big_file_is_read(tmp_path: Path) -> None:
    begin = at("2026-11-01 00:00:00") // SECOND
    content = b"".join(b"%d.25 line %d\n" % (begin + n * 60, n) for n in range(19 * 1440))
    path = write(tmp_path / "m", content, at("2026-11-20 00:00:00"))
    source = Fractional(str(path), big=Size(100_000))
    window = day("2026-11-12")
    streams, _ = source.streams("log", window, UTC, 1 << 61)
    assert sum(chunk.length for chunk in streams[0].chunks()) < len(content) // 3
    assert len(quiet(read(source, window))) == 1440


def test_a_live_file_ends_at_its_last_newline(tmp_path: Path) -> None:
    now = at("2026-11-18 08:00:00")
    path = write(tmp_path / "m", bsd(START, "one") + b"Nov 18 07:00:01 mx1 a: tw", now)
    assert texts(read(Syslog(str(path)), EVER, now=now + SECOND)) == ["one"]
    assert texts(read(Syslog(str(path)), EVER, now=now + 3600 * SECOND)) == ["one", "tw"]


def test_a_file_renamed_while_being_read_is_still_read(tmp_path: Path) -> None:
    path = write(tmp_path / "m", bsd(START, "one") * 100, START)
    streams, _ = Syslog(str(path), chunk=Size(1000)).streams("log", EVER, UTC, 1 << 61)
    found = list(streams[0].chunks())
    path.rename(tmp_path / "m.1")
    write(path, bsd(START, "new"), START)
    assert b"".join(load(chunk)[1:] for chunk in found) == bsd(START, "one") * 100


@pytest.mark.parametrize("what", ["removed", "truncated", "compressed"])
def test_rotation_while_reading(what: str, tmp_path: Path) -> None:
    content = bsd(START, "one") * 100
    path = write(tmp_path / "m", content, START)
    source = Syslog(str(path), chunk=Size(1000))
    streams, _ = source.streams("log", EVER, UTC, 1 << 61)
    found = list(streams[0].chunks())
    if what == "truncated":
        os.truncate(path, 10)
    else:
        path.unlink()
    if what == "compressed":
        write(tmp_path / "m.1.gz", gzip.compress(content), START)
    with pytest.raises(Rotated):
        load(found[-1])
    with pytest.raises(Rotated):
        list(streams[0].chunks())
    assert len(texts(read(source, EVER))) == {"compressed": 100, "removed": 0, "truncated": 0}[what]
