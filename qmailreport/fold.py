"""Every analysis is a mergeable fold over the chunks of a log: the nouns, the law and `fold` itself.  Pure.

The law: fold(xs + ys) == merge(fold(xs), fold(ys)) for every cut at a record; `start()` is the
identity of `merge`; `merge` is associative and not commutative.  `add`, on settled totals, is both.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from .day import Window
from .lines import Chunk, Clock, Envelope, Grammar, Lines, begins, compiled
from .report import Reading
from .survey import Timer

if TYPE_CHECKING:
    from .day import Day
    from .report import Section

__all__ = [
    "Carry",
    "Chunk",
    "Clock",
    "Decoder",
    "Envelope",
    "Grammar",
    "Lines",
    "Mapper",
    "Pass",
    "Rows",
    "Task",
    "Timer",
    "Window",
    "begins",
    "compiled",
    "fold",
    "no",
    "takes",
    "uncollected",
    "work",
]

Host = str
Carry = dict[str, Any]  # plain data (JSON), with 'version'; the leftmost state of the next window
# A task of ranges, which are read by the worker, holds that many times the bytes of one that carries them; more of
# them at the begin of a large file, so that there are few states to merge, and fewer towards its end, so that no worker
# ends long before the others.
RANGES, LONGEST, SHARES = 9, 40, 2
S = TypeVar("S")
T = TypeVar("T")


def unnamed(regex: bytes) -> bytes:
    """`regex` without groups."""
    return re.sub(rb"\(\?P<[a-z]+>", b"(?:", regex)


def no(excluded: bytes) -> bytes:
    """A class of all bytes but those, said by what is in it: that is one look at a bitmap for each byte of the log."""
    ranges, start = b"", 0
    for end in [*sorted(excluded), 256]:
        if start < end:
            ranges += b"\\x%02x-\\x%02x" % (start, end - 1)
        start = end + 1
    return b"[" + ranges + b"]"


@dataclass(slots=True)
class Rows:
    """A binary or SQL chunk, opened: decoded records whose instants lie in the window, in the order of the file.

    `kind` says what they are (`wtmp`, `btmp`, `wtmpdb`, …), and so which tuples; passes that read rows name the kinds
    in `rows`, and get no other.
    """

    kind: str
    records: Sequence[tuple[Any, ...]]
    window: Window
    host: str = ""
    reading: Reading = field(default_factory=lambda: Reading(""))


class Decoder(Protocol):
    """What makes rows of a chunk: for binary and SQL sources what an envelope is for logs.  Instances pickle."""

    @property
    def kind(self) -> str:
        """Of its rows."""

    def rows(self, content: bytes, layout: str, window: Window, host: str = "") -> Rows:
        """The records in `content`, whole ones, that lie in the window; the reading counts all of them."""


class Pass(Protocol[S, T]):
    """One analysis; an instance is its options.  See the law above.

    A pass that reads rows names their kinds in `rows: ClassVar[tuple[str, ...]]`, and reads lines too unless it says
    `lines: ClassVar[bool] = False`.  What it is owed of the past where no carry is kept: `expire` of lines, `back` of
    rows (ns).
    """

    def start(self) -> S:
        """The identity of merge."""

    def scan(self, state: S, chunk: Any) -> S:  # Lines; Rows too, where the pass has `rows`
        """May change `state` and returns it."""

    def merge(self, left: S, right: S) -> S:
        """`left` precedes `right` in the log; may change both."""

    # needs(state) -> bool, where a pass has it: whether yesterday's carry, which may take a lead-in, says anything
    def settle(self, state: S, carry: Carry | None) -> tuple[Mapping[Host, T], Carry]:
        """The window has ended: yesterday's carry goes on the left; out come totals by host and what tomorrow needs."""

    def add(self, left: T, right: T) -> T:
        """Totals of two hosts, sources or days; commutative."""

    def finish(self, totals: Mapping[Host, T], day: Day) -> Sequence[Section]:
        """What the totals say, as data."""


class Mapper(Protocol):
    """Keeps order, bounds what is in flight, resubmits a lost worker's tasks once, then goes on serially."""

    @property
    def span(self) -> int:
        """Bytes of log that one task should hold; 0: all of it."""

    @property
    def width(self) -> int:
        """How many tasks it works on at a time."""

    def __call__(self, fn: Callable[[Any], Any], items: Iterable[Any], /) -> Iterator[Any]:
        """fn(x) for each x of `items`, in order."""

    def prepare(self, fn: Callable[[Any], Any], task: Any) -> None:
        """Much is about to come: workers may start, with a task of nothing."""


@dataclass(frozen=True, slots=True)
class Task:
    """A stretch of one stream, for one worker."""

    passes: tuple[Pass[Any, Any], ...]
    envelope: Envelope | Decoder
    window: Window
    host: str
    load: Callable[[Chunk], bytes]  # of a text with the newline before it
    chunks: Iterable[Chunk] = field(compare=False)


def work(task: Task) -> tuple[list[Any], Reading]:
    """Opens each chunk once, for all passes; gives the passes' states and what was read."""
    states = [each.start() for each in task.passes]
    reading = Reading("")
    with uncollected():
        for chunk in task.chunks:
            states = _opened(task, chunk, states, reading)
    return states, reading


def takes(each: Any, kind: str) -> bool:
    """Does a pass read chunks of that kind?  '' is lines of text."""
    return kind in getattr(each, "rows", ()) if kind else bool(getattr(each, "lines", True))


def _opened(task: Task, chunk: Chunk, states: list[Any], reading: Reading) -> list[Any]:
    content = task.load(chunk) if chunk.content is None else chunk.content
    opened: Lines | Rows
    if chunk.layout:
        opened = cast(Decoder, task.envelope).rows(content, chunk.layout, task.window, task.host)
    else:
        led = chunk.content is None
        opened = Lines(content, cast(Envelope, task.envelope), chunk.clock, task.window, task.host, led=led)
    kind = opened.kind if isinstance(opened, Rows) else ""
    if opened.reading.in_day:
        states = [
            each.scan(state, opened) if takes(each, kind) else state
            for each, state in zip(task.passes, states, strict=True)
        ]
    reading.merge(opened.reading)
    return states


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the cyclic collector: states are large, hold no cycles, and walking them costs a tenth of the time.

    What is alive in the end is not walked later either: the states and what becomes of them live as long as the run.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.freeze()
            gc.enable()


def _tasks(task: Task, span: int, width: int) -> Iterator[Task]:
    """`task` in parts of `span` bytes; of ranges, which are read by one of `width` workers, in longer ones."""
    if not span:
        yield task
        return
    batch: list[Chunk] = []
    held = room = 0
    for chunk in task.chunks:
        if batch and held + chunk.length > (span if chunk.content is not None else room):
            yield _part(task, batch)
            batch, held = [], 0
        if not batch:
            share = (chunk.length + chunk.behind) // (SHARES * width)
            room = max(span * RANGES, min(span * LONGEST, share))
        batch.append(chunk)
        held += chunk.length
    if batch:
        yield _part(task, batch)


def _part(task: Task, chunks: list[Chunk]) -> Task:
    return Task(task.passes, task.envelope, task.window, task.host, task.load, tuple(chunks))


def fold(task: Task, mapper: Mapper) -> tuple[list[Any], Reading]:
    """The whole stream of `task`, by `mapper`: the passes' states, merged in order, and the reading."""
    states = [each.start() for each in task.passes]
    reading = Reading("")
    with uncollected():
        for right, read in mapper(work, _tasks(task, mapper.span, mapper.width)):
            states = [each.merge(a, b) for each, a, b in zip(task.passes, states, right, strict=True)]
            reading.merge(read)
    return states, reading
