"""Lines: what a chunk holds does not depend on whether it is read whole or record by record, nor on its cuts."""

from __future__ import annotations

import datetime as dt
import pickle
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.day import SECOND, Day, Window
from qmailreport.engines import Processes, Serial
from qmailreport.fold import LONGEST, RANGES, Chunk, Clock, Grammar, Lines, Task, _tasks, begins, fold, work
from qmailreport.formats import FORMATS, Syslog
from qmailreport.formats.multilog import label
from qmailreport.report import SAMPLES, SLOT, Reading
from qmailreport.survey import EDGE, SLACK, Met

from .house import DATE, HOUR, MINUTE, UTC, at

DAY = Day.of(DATE, UTC).window
CLOCK = Clock(UTC, DAY.end + 40 * 24 * HOUR)
WORDS = Grammar(rb"[^\s\[\]:]+", rb"(?P<word>n(?P<number>[0-9]+))")
EVER = Window(0, 1 << 62)


def bsd(when: int, text: str) -> bytes:
    there = dt.datetime.fromtimestamp(when // SECOND, UTC)
    return f"{there:%b} {there.day:2d} {there:%H:%M:%S} mx1 a: {text}\n".encode()


def tai(when: int, text: str) -> bytes:
    return f"{label(when)} {text}\n".encode()


def rfc(when: int, text: str) -> bytes:
    return f"{dt.datetime.fromtimestamp(when // SECOND, UTC).isoformat()} mx1 a: {text}\n".encode()


def inner(when: int, text: str) -> bytes:
    return bsd(when + 3 * SECOND, f"{when // SECOND}.{when % SECOND // 1000:06d} {text}")


WRITERS = {"multilog": tai, "syslog": bsd, "rfc": rfc, "splogger": inner}


def opened(content: bytes, form: str, window: Window = DAY) -> Lines:
    return Lines(content, FORMATS["multilog" if form == "multilog" else "syslog"], CLOCK, window, "mx1")


def numbers(lines: Lines) -> list[int]:
    return [int(match["number"]) for match in lines.find(WORDS)]


@pytest.mark.parametrize("form", WRITERS)
def test_a_chunk_that_lies_in_the_window_is_whole_and_says_what_it_held(form: str) -> None:
    moments = [DAY.start + 7 * HOUR + n * 90 * SECOND for n in range(500)]
    lines = opened(b"".join(WRITERS[form](when, f"n{n}") for n, when in enumerate(moments)), form)
    reading = lines.reading
    assert lines.whole and numbers(lines) == list(range(500))
    assert (reading.lines, reading.in_day, reading.unstamped) == (500, 500, 0)
    assert (reading.first, reading.last) == (moments[0], moments[-1])


@pytest.mark.parametrize("form", WRITERS)
def test_only_records_of_the_window_are_found_and_counted(form: str) -> None:
    around = [
        DAY.start - 2 * SECOND,
        DAY.start - SECOND,
        DAY.start,
        DAY.start + SECOND,
        DAY.end - SECOND,
        DAY.end,
        DAY.end + SECOND,
    ]
    lines = opened(b"".join(WRITERS[form](when, f"n{n}") for n, when in enumerate(around)), form)
    assert not lines.whole and numbers(lines) == [2, 3, 4]
    reading = lines.reading
    assert (reading.lines, reading.in_day, reading.first, reading.last) == (7, 3, DAY.start, DAY.end - SECOND)


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"\n\n\n", b"no newline", b"\0\0\0", b"@", b"@4000", b"\xff" * 50, b"x\n" * 5000]
)
@pytest.mark.parametrize("form", ["multilog", "syslog"])
def test_what_bears_no_stamp_is_counted_and_no_record(content: bytes, form: str) -> None:
    reading = opened(content, form).reading
    assert (reading.in_day, reading.first, reading.last, reading.slots) == (0, None, None, set())
    assert reading.lines == reading.unstamped == content.count(b"\n") + (not content.endswith(b"\n") and content != b"")
    assert len(reading.samples) <= SAMPLES


def test_stamps_that_are_no_time_are_lines_without_one() -> None:
    content = bsd(DAY.start + HOUR, "n2") + b"Feb 30 07:00:00 mx1 a: n1\n" + b"Nov 18 07:61:00 mx1 a: n3\n"
    lines = opened(content, "syslog")
    assert numbers(lines) == [2]
    assert (lines.reading.in_day, lines.reading.unstamped) == (1, 2)
    assert lines.reading.samples[0].startswith("Feb 30")


def test_a_line_of_ten_megabytes_is_one_line() -> None:
    content = tai(DAY.start, "n1") + b"z" * 10_000_000 + b"\n" + tai(DAY.start + SECOND, "n2")
    lines = opened(content, "multilog")
    assert numbers(lines) == [1, 2] and lines.reading.unstamped == 1 and len(lines.reading.samples[0]) <= 160


LINE = st.tuples(
    st.sampled_from(
        ["stamped", "stamped", "stamped", "early", "late", "stray", "blank", "odd", "repeat", "piece", "alike"]
    ),
    st.integers(0, 23 * 60 * 6),  # ten seconds
)
RECORDS = {"stamped", "early", "late", "alike"}


def text(kinds: Sequence[tuple[str, int]], form: str) -> list[bytes]:
    made = []
    for n, (kind, tens) in enumerate(kinds):
        when = {"early": DAY.start - HOUR, "late": DAY.end}.get(kind, DAY.start) + tens * 10 * SECOND % HOUR * (
            1 if kind in ("early", "late") else 24
        )
        line = WRITERS[form](when, f"n{n}")
        made.append(
            {
                "stray": f"stray {n}\n".encode(),
                "blank": b"\n",
                "odd": b"@40 x\n" if form == "multilog" else b"Feb 30 07:00:00 mx1 a: n1\n",
                "repeat": line[:20] + b"last message repeated 3 times\n" if form == "syslog" else b"stray\n",
                "piece": bsd(when, f"{when // SECOND}.123456+n{n}") if form != "multilog" else b"stray\n",
                "alike": WRITERS[form](when, f"n{n} last message repeated 7 times 1795000000.123456+x"),
            }.get(kind, line)
        )
    return made


def merged(pieces: Iterable[bytes], form: str, window: Window = DAY) -> tuple[list[int], Reading]:
    reading, found = Reading(""), []
    for piece in pieces:
        lines = opened(piece, form, window)
        found += numbers(lines)
        reading.merge(lines.reading)
    return found, reading


@given(st.lists(LINE, max_size=60), st.lists(st.integers(0, 60), max_size=6), st.sampled_from(sorted(WRITERS)))
@settings(max_examples=400, deadline=None)
def test_records_and_reading_do_not_depend_on_the_cuts(
    kinds: list[tuple[str, int]], cuts: list[int], form: str
) -> None:
    lines = text(kinds, form)
    records = [n for n, (kind, _) in enumerate(kinds) if kind in RECORDS]  # which is where logs are cut
    places = sorted({0, len(lines), *(records[cut % len(records)] for cut in cuts if records)})
    pieces = [b"".join(lines[a:b]) for a, b in pairwise(places)]
    assert merged(pieces, form) == merged([b"".join(lines)], form)


@given(st.lists(LINE, max_size=60), st.sampled_from(sorted(WRITERS)))
@settings(max_examples=200, deadline=None)
def test_a_whole_chunk_says_what_a_mixed_one_says_of_the_same_lines(kinds: list[tuple[str, int]], form: str) -> None:
    inside = [one for one in text([("stamped", 60), *kinds], form) if not _outside(one, form)]
    found, reading = merged([b"".join(inside)], form)
    mixed, other = merged([b"".join([*inside, WRITERS[form](DAY.end, "n999")])], form)
    assert mixed == found
    assert other.lines == reading.lines + 1
    other.lines -= 1
    assert other == reading


def _outside(line: bytes, form: str) -> bool:
    lines = opened(line, form, EVER)
    return bool(lines.reading.in_day and not opened(line, form).reading.in_day)


@pytest.mark.parametrize("late", [False, True])
def test_lines_that_belong_to_a_record_before_them_are_neither_records_nor_without_a_time(late: bool) -> None:
    noon = DAY.start + 12 * HOUR
    content = inner(noon, "n1") + bsd(noon, f"{noon // SECOND}.000000+and more") + bsd(noon + SECOND, "n2")
    content += b"Nov 18 12:00:09 mx1 last message repeated 3 times\n"
    lines = opened(content + inner(DAY.end, "n3") * late, "syslog")
    assert lines.whole is not late and numbers(lines) == [1, 2]
    reading = lines.reading
    assert (reading.in_day, reading.unstamped, reading.samples, reading.lines) == (2, 0, [], 4 + late)


def test_a_record_of_another_day_that_speaks_like_syslogd_is_not_found() -> None:
    content = bsd(DAY.start, "n1") + bsd(DAY.end, "n2 last message repeated 3 times") + bsd(DAY.start, "n3")
    lines = opened(content, "syslog")
    assert numbers(lines) == [1, 3] and lines.reading.in_day == 2


def test_a_stretch_is_found_again_among_thousands_at_a_glance() -> None:
    looked = []

    class Place(tuple[int, int]):
        __slots__ = ()

        def __hash__(self) -> int:
            return super().__hash__()

        def __eq__(self, other: object) -> bool:
            looked.append(other)
            return super().__eq__(other)

    met = Met()
    assert all(met.add(Place((n, n + 1)), True) for n in range(2000))
    looked.clear()
    assert met.holds((1999, 2000)) and not met.holds((1999, 2001))
    assert len(looked) < 20


def test_samples_are_of_lines_among_those_of_the_day() -> None:
    content = (
        tai(DAY.start - HOUR, "n1") + b"early\n" + tai(DAY.start, "n2") + b"inside\n" + tai(DAY.end, "n3") + b"late\n"
    )
    reading = opened(content, "multilog").reading
    assert (reading.unstamped, reading.samples) == (3, ["inside"])
    assert merged(content.splitlines(True)[:2], "multilog")[1].in_day == 0


def test_more_stretches_and_strays_than_are_jumped_are_read_record_by_record_with_the_same_result() -> None:
    kinds = [("stray", 0), ("stamped", 5)] * 3000
    lines = text(kinds, "multilog")
    many = b"".join(lines)
    assert not opened(many, "multilog").whole
    assert merged([many], "multilog") == merged([b"".join(lines[n : n + 100]) for n in range(0, 6000, 100)], "multilog")


def test_the_first_and_last_instant_are_found_where_programs_write_past_each_other() -> None:
    shuffled = [DAY.start + 8 * HOUR + n * SECOND for n in (3, 2, 5, 4, 9, 8, 7)]
    reading = opened(b"".join(bsd(when, "n1") for when in shuffled), "syslog").reading
    assert (reading.first, reading.last) == (min(shuffled), max(shuffled))
    chosen = random.Random(7)
    moments = [DAY.start + chosen.randrange(20 * HOUR) // SECOND * SECOND for _ in range(3 * EDGE // 30)]
    reading = opened(b"".join(bsd(when, "n1") for when in moments), "syslog").reading
    assert (reading.first, reading.last) == (min(moments), max(moments))


def test_a_day_that_begins_and_ends_within_a_stretch_is_read_whole_with_the_same_result() -> None:
    moments = [
        *(DAY.start + n * 7 * SECOND for n in range(200)),
        *(DAY.end - n * 7 * SECOND for n in range(200, 0, -1)),
    ]
    content = b"".join(writer(when, "n1") for when in moments for writer in (inner, bsd))
    lines, slowly = opened(content, "splogger"), opened(content, "splogger")
    assert lines.whole
    slowly.reading = Reading("", lines=lines.reading.lines)
    slowly._record_by_record()
    assert lines.reading == slowly.reading
    for late in (inner(DAY.end, "n1"), inner(DAY.start - SECOND, "n1")):
        assert not opened(content + late, "splogger").whole


@pytest.mark.parametrize("away", [-5 * HOUR, 26 * HOUR])
def test_what_lies_outside_of_the_day_whole_is_not_read_record_by_record_with_the_same_result(away: int) -> None:
    moments = [DAY.start + away + n * 7 * SECOND for n in range(600)]
    content = b"".join(writer(when, "n1") for when in moments for writer in (inner, bsd))
    content += b"no stamp\nNov 31 10:00:00 mx1 qmail: no day\n" + bsd(moments[-1], "n2")
    content += bsd(moments[-1], "last message repeated 2 times").replace(b"qmail: ", b"")
    lines, slowly = opened(content, "splogger"), opened(content, "splogger")
    found = opened(content, "splogger")._jumped()
    assert found is not None and not found.inside
    slowly.reading = Reading("", lines=slowly.reading.lines)
    slowly._record_by_record()
    assert lines.reading == slowly.reading
    assert (lines.reading.in_day, lines.reading.unstamped, lines.reading.samples) == (0, 2, [])
    assert not list(lines.find(WORDS))


@pytest.mark.parametrize(("days", "most"), [((-6, 1), 0), ((0, 7), 0), ((-3, 3), 0), ((-7, 0), 40), ((1, 8), 40)])
def test_a_log_of_days_is_read_record_by_record_without_regexes_for_its_stretches(
    days: tuple[int, int], most: int
) -> None:
    made: list[bytes] = []

    class Counted(Syslog):
        def bucket(self, match: re.Match[bytes], clock: Clock) -> tuple[bytes, int, int]:
            found = FORMATS["syslog"].bucket(match, clock)
            made.append(found[0])
            return found

    seconds = range(days[0] * 86_400, days[1] * 86_400, 300)
    content = b"".join(bsd(DAY.start + n * SECOND, "n1") for n in seconds)
    content += b"no stamp\n"
    quickly = Lines(content, Counted(), CLOCK, DAY)
    inside = sum(0 <= n < 86_400 for n in seconds)
    assert (quickly.reading.in_day, quickly.reading.unstamped) == (inside, 1)
    assert len(made) <= most + 144 * bool(inside)


def test_lines_of_uncommon_shape_are_surveyed_as_well() -> None:
    content = b"".join(bsd(DAY.start + n * SECOND, "n1").replace(b"mx1", b"192.0.2.1") for n in range(SLACK * 2))
    content += b"no stamp\n" + bsd(DAY.start + 20 * HOUR, "n1")
    lines = opened(content, "syslog")
    assert lines.whole
    assert (lines.reading.in_day, lines.reading.unstamped) == (SLACK * 2 + 1, 1)
    assert len(lines.reading.slots) == -(-SLACK * 2 // 600) + 1


STRAYS = ("", "no stamp", "Nov 18 10:00:00 mx1 last message repeated 3 times", "Nov 18 10:00:00 2026 mx1 a: year", "\r")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(sorted(WRITERS)), st.integers(1, 500), st.booleans())
def test_every_line_is_counted_whatever_the_runs(seed: int, form: str, count: int, ended: bool) -> None:
    rng = random.Random(seed)
    often = rng.choice((0, 0.003, 0.05, 0.5))
    found = []
    for n in range(count):
        writer = WRITERS[form] if rng.random() >= often else rng.choice((bsd, rfc, inner))
        found.append(writer(DAY.start + n * 100 * SECOND, f"n{n}"))
        if rng.random() < often:
            found.append(rng.choice(STRAYS).encode() + b"\n")
    content = b"".join(found)
    content = content if ended else content.rstrip(b"\n")
    lines = opened(content, form)
    slowly = opened(content, form)
    slowly.reading = Reading("")
    slowly._record_by_record()
    assert lines.reading.lines == slowly.reading.lines == content.count(b"\n") + (not content.endswith(b"\n"))
    assert (lines.reading.in_day, lines.reading.unstamped) == (slowly.reading.in_day, slowly.reading.unstamped)


@pytest.mark.parametrize(
    "last", ["mx1 last message repeated 5 times", "mx1 a: message repeated 5 times: [ x]", "mx1 a"]
)
def test_a_last_line_without_an_end_is_counted_once(last: str) -> None:
    content = b"".join(bsd(DAY.start + n * SECOND, f"n{n}") for n in range(100)) + b"Nov 18 00:01:59 " + last.encode()
    reading = opened(content, "syslog").reading
    assert (reading.lines, reading.unstamped) == (101, 0)


def test_the_ends_are_found_behind_a_long_line_or_trace() -> None:
    many = b"".join(bsd(DAY.start + n * SECOND, "n1") for n in range(400))
    trace = b"\tat java.lang.Thread.run\n" * 2000
    long = bsd(DAY.start + HOUR, "n1 " + "x" * 50_000)
    for content, first, last in (
        (many + long, DAY.start, DAY.start + HOUR),
        (many + bsd(DAY.start + HOUR, "n1") + trace, DAY.start, DAY.start + HOUR),
        (trace + bsd(DAY.start + HOUR, "n1") + trace, DAY.start + HOUR, DAY.start + HOUR),
    ):
        reading = opened(content, "syslog").reading
        assert (reading.first, reading.last) == (first, last)


def test_what_is_said_of_a_repeat_stands_right_behind_the_stamp() -> None:
    line = b"Nov 18 10:00:00 foo a: Connection timed out\n"
    other = b"Nov 18 10:00:01 mx1 b: foo last message repeated 9 times\n"
    for more in (b"", b"Nov 18 10:00:02 mx1 last message repeated 4 times\n"):
        lines = opened(line + other + more, "syslog")
        assert [lines.times(match) for match in begins(lines.envelope).finditer(lines.content)] == [1, 5 if more else 1]
        assert lines.repeats is bool(more)


def test_slots_tell_a_quiet_hour_from_a_busy_one() -> None:
    moments = [DAY.start + n * MINUTE for n in (5, 15, 25, 200, 210)]
    for form, writer in WRITERS.items():
        slots = opened(b"".join(writer(when, "n1") for when in moments), form).reading.slots
        hours = {(slot * SLOT - DAY.start) // HOUR for slot in slots}
        assert hours == {0, 3}, form


@dataclass(frozen=True)
class Longest:
    """A pass as simple as the law allows: how many words, and their numbers in the order of the log."""

    def start(self) -> list[int]:
        return []

    def scan(self, state: list[int], chunk: Lines) -> list[int]:
        return state + numbers(chunk)

    def merge(self, left: list[int], right: list[int]) -> list[int]:
        return left + right


def raw(chunk: Chunk) -> bytes:
    raise AssertionError("a chunk that carries its bytes is not opened")


def chunks(content: bytes, size: int) -> Iterator[Chunk]:
    pattern, start = begins(FORMATS["multilog"]), 0
    while start < len(content):
        found = pattern.search(content, min(start + size, len(content)))
        end = found.start() + 1 if found else len(content)
        yield Chunk("a", start, end - start, CLOCK, content[start:end])
        start = end


@pytest.mark.parametrize("size", [1, 100, 5000, 10**9])
@pytest.mark.parametrize("engine", [Serial(), Processes(2, span=700), Processes(2, span=100_000)])
def test_fold_gives_the_same_for_every_engine_and_chunk_size(engine: Any, size: int) -> None:
    content = b"".join(tai(DAY.start - 40 * MINUTE + n * 7 * MINUTE, f"n{n}") for n in range(230))
    task = Task((Longest(), Longest()), FORMATS["multilog"], DAY, "mx1", raw, chunks(content, size))
    once = Task((Longest(), Longest()), FORMATS["multilog"], DAY, "mx1", raw, chunks(content, 10**9))
    assert fold(task, engine) == fold(once, Serial())
    assert fold(task, Serial())[1].lines == 0  # the chunks are drawn once


def test_no_chunk_at_all_is_the_identity() -> None:
    task = Task((Longest(),), FORMATS["multilog"], DAY, "mx1", raw, ())
    assert fold(task, Serial()) == ([[]], Reading("")) == fold(task, Processes(2))


def test_a_task_travels_and_a_chunk_outside_the_window_is_not_scanned() -> None:
    class Never(Longest):
        def scan(self, state: list[int], chunk: Lines) -> list[int]:
            raise AssertionError("nothing of it lies in the window")

    task = Task((Longest(),), FORMATS["syslog"], DAY, "mx1", raw, tuple(chunks(tai(DAY.start, "n1"), 9)))
    assert pickle.loads(pickle.dumps(task)) == task
    outside = tuple(chunks(tai(DAY.end, "n1"), 9))
    assert work(Task((Never(),), FORMATS["multilog"], DAY, "mx1", raw, outside))[1].lines == 1


@pytest.mark.parametrize("width", [1, 2, 4])
def test_tasks_of_a_large_file_grow_shorter_and_leave_nothing_out(width: int) -> None:
    size, step = 2000, 8
    clock = Clock(UTC, 0)
    ranges = [Chunk("log", at, step, clock, behind=size - at - step) for at in range(0, size, step)]
    carried = [Chunk("log.gz", at, 2, clock, b"x\n") for at in range(0, 40, 2)]
    task = Task((Longest(),), FORMATS["multilog"], DAY, "mx1", raw, (*carried, *ranges, *carried))
    parts = [tuple(part.chunks) for part in _tasks(task, 10, width)]
    assert [chunk for part in parts for chunk in part] == [*carried, *ranges, *carried]
    lengths = [sum(chunk.length for chunk in part) for part in parts if any(chunk.content is None for chunk in part)]
    whole = [length for length in lengths[1:] if length > 10 * RANGES]  # the first one begins with what was carried
    assert whole == sorted(whole, reverse=True) and max(lengths) <= 10 * LONGEST
    assert all(sum(chunk.length for chunk in part) <= 10 for part in parts if part[-1].content and part[0].content)
    assert len(lengths) >= width


def test_an_envelope_begins_with_the_newline() -> None:
    for envelope in FORMATS.values():
        assert begins(envelope).pattern.startswith((rb"\n", b"\n"))
        assert re.compile(begins(envelope).pattern).groupindex["at"]
    assert at("2026-11-18 00:00:00") == DAY.start
