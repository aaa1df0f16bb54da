"""Of one chunk's hit lines those of known statements: each statement's lines are read at once, by column.  Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import compress, repeat
from typing import Any

from ...day import SECOND
from ...fold import Lines, begins
from .batch import Batch, Names, slot, summed
from .heads import text_at
from .hits import Row, Slot
from .learned import Known
from .masks import CLIP, MASK, Key, Spans, masks_of, secretive, spans_of
from .plan import Plan
from .statements import FREE, SAME
from .totals import Totals
from .verdicts import Block

_SECONDS = re.compile(rb"[A-Z].{12}([0-5][0-9]) ")
Columns = list[list[bytes]]
Places = Sequence[int] | None
Bucket = tuple[Any, ...]  # host, entries, and the masks of what is looked up
Seen = Callable[[bytes], Totals]


class Moments(dict[bytes, int]):
    """Instants (ns) by stamp and host; KeyError where the format reads something else."""

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self.hosts: dict[bytes, bytes] = {}  # of stamp and host
        self.named: set[bytes] = set()
        self._minutes: dict[bytes, tuple[int, bytes]] = {}  # of a stamp without its seconds, and host
        self._begin = begins(lines.envelope)
        self._timer = lines.envelope.timer(self._begin, lines.clock)

    def __missing__(self, said: bytes) -> int:
        """A BSD stamp's seconds are added to its minute, as the format does."""
        second = _SECONDS.match(said)
        minute = said[:13] + said[15:]
        known = self._minutes.get(minute) if second else None
        if known is None:
            known = self._read(said)
            if second:
                known = self._minutes[minute] = known[0] - int(second[1]) * SECOND, known[1]
        at, self.hosts[said] = known
        if second:
            at += int(second[1]) * SECOND
        self[said] = at
        return at

    def _read(self, said: bytes) -> tuple[int, bytes]:
        match = self._begin.match(b"\n" + said + b" x: x")
        if match is None or match["at"] + b" " + match["host"] != said:
            raise KeyError(said)
        self.named.add(match["host"])
        try:
            return self._timer(match), match["host"]
        except ValueError:
            raise KeyError(said) from None


class Spoken:
    """Gives lines of a chunk whose stamps all lie in the window to a batch."""

    def __init__(self, lines: Lines, plan: Plan, batch: Batch, seen: Seen) -> None:
        self.plan, self.batch, self.seen = plan, batch, seen
        self.moments = Moments(lines)

    def read(self, texts: int, starts: Sequence[int], lines: Sequence[bytes], certain: bool) -> Sequence[int]:
        """Reads lines (with the newlines before them) that hold the same texts; gives the starts of those of no
        statement.
        """
        statements = self.plan.learned.of(texts) if lines else []
        if not statements:
            return starts
        short = max(map(len, lines)) <= CLIP
        block = b"".join(lines if short else [line for line in lines if len(line) <= CLIP])
        left = self._left(statements, texts, block, certain)
        if short and len(left) == len(block):
            return starts
        if short and not left:
            return ()
        kept = set(left.split(b"\n"))
        return [at for at, line in zip(starts, lines, strict=True) if line[1:] in kept or len(line) > CLIP]

    def _left(self, statements: Sequence[Known], texts: int, block: bytes, certain: bool) -> bytes:
        """Reads the lines of a block, and gives those of no statement."""
        for known in statements:
            rest = self._read(known, texts, block, certain)
            if rest is not None:
                block = rest
                if not block:
                    break
        return block

    def _read(self, known: Known, texts: int, block: bytes, certain: bool) -> bytes | None:
        """Reads the lines of one statement, and gives the others; None: there are none of it."""
        parts = known.regex.split(block)
        width = known.regex.groups + 1
        if len(parts) == 1:
            known.lines = 0
            return None
        rest = b"".join(parts[::width])
        try:
            matched = Matched(self, known, [parts[place::width] for place in range(1, width)])
            rest += matched.give(texts, certain, partial(_without, block, rest))
        except KeyError:  # stamps that the format reads in another way
            return None
        except Wanted:
            known.needless = frozenset()
            return self._read(known, texts, block, certain)
        if len(rest) < len(block):  # else all of them were bounced
            known.lines, known.used = len(parts) // width, self.plan.learned.chunks
        return rest


def _without(block: bytes, rest: bytes) -> bytes:
    """A block without the lines of another one."""
    if not rest:
        return block[1:]
    gone = set(rest.split(b"\n"))
    return b"\n".join([line for line in block[1:].split(b"\n") if line not in gone])


class Wanted(Exception):
    """There is room again for what was thought needless."""


class Matched:
    """The lines of one statement, by column."""

    def __init__(self, spoken: Spoken, known: Known, columns: Columns) -> None:
        self._spoken, self._known, self._statement = spoken, known, known.statement
        self._said = columns[0]  # of each one the format is asked, also where another stamp tells the time
        self._instants = list(map(spoken.moments.__getitem__, self._said))
        if known.statement.inner:
            self._instants = [int(inner.replace(b".", b"")) * 1000 for inner in columns[1]]
        more = iter(columns[1 + known.statement.inner :])
        fields = range(len(self._statement.open))
        self._columns = [[] if place in known.needless else next(more) for place in fields]
        self._needless = {place for place in fields if self._statement.open[place].closes}
        self._counted: dict[int, Counter[bytes]] = {}  # by the place of a column

    def give(self, texts: int, certain: bool, block: Callable[[], bytes]) -> bytes:
        """Adds them to the batch; gives those that may hold a secret's name, which have another mask.  `block`: the
        lines as they are, without the newline before the first.
        """
        if self._statement.silent:
            return b""
        plan = self._spoken.plan
        self._block = block
        bounced = self._bounced()
        trials = plan.trials(texts, self._known.program)
        if self._said and trials:
            lines = Block(self._block, len(self._said), self._statement.literal)
            names = lines.judged(trials, plan, texts if certain else 0)
            buckets = self._buckets(names).items() if names else ()
            self._spoken.batch.rows += [self._row(key, places, lines) for key, places in buckets if key[1]]
            if buckets and self._needless > self._known.needless:
                self._known.needless = frozenset(self._needless)
        return bounced

    def _bounced(self) -> bytes:
        """Sets them aside."""
        guarded = [column for field, column in zip(self._statement.open, self._columns, strict=True) if field.guarded]
        if not any(secretive(b"\n".join(column)) for column in guarded):
            return b""
        open_ = [not any(map(secretive, values)) for values in zip(*guarded, strict=True)]
        lines = self._block().split(b"\n")
        kept = b"\n".join(compress(lines, open_))
        self._block = lambda: kept
        self._said, self._instants = list(compress(self._said, open_)), list(compress(self._instants, open_))
        self._columns = [list(compress(column, open_)) if column else column for column in self._columns]
        return b"".join([b"\n" + line for line, is_open in zip(lines, open_, strict=True) if not is_open])

    def _buckets(self, names: Names | list[Names]) -> dict[Bucket, Places]:
        """Their places by what tells rows apart; None: all of them."""
        moments = self._spoken.moments
        one = next(iter(moments.named)) if len(moments.named) == 1 else None
        sides: list[Any] = [one or _alike(list(map(moments.hosts.__getitem__, self._said))), names]
        for place, field in enumerate(self._statement.open):
            if field.kind == FREE:
                sides.append(self._masks(place))
        if not any(isinstance(side, list) for side in sides):
            return {tuple(sides): None}
        found: dict[Bucket, list[int]] = {}
        columns = [side if isinstance(side, list) else repeat(side) for side in sides]
        for place, key in enumerate(zip(*columns, strict=False)):
            try:
                found[key].append(place)
            except KeyError:
                found[key] = [place]
        return dict(found)

    def _masks(self, place: int) -> bytes | list[bytes]:
        """Of each line's word; one for all where they have the same."""
        column = self._columns[place]
        counts = self._counted[place] = Counter(column)
        masks = dict(zip(counts, masks_of(list(counts)), strict=True))
        same = set(masks.values())
        return same.pop() if len(same) == 1 else [masks[word] for word in column]

    def _row(self, bucket: Bucket, places: Places, lines: Block) -> tuple[bytes, Key, Row]:
        """One row, with its host and key."""
        host, names, *masks = bucket
        pairs = zip(self._statement.mask, [*masks, b""], strict=True)
        key: Key = self._known.program, names, b"".join([text + mask for text, mask in pairs])
        total = self._spoken.seen(host)
        known = None if total.hits.level else total.hits.rows.get(key)
        instants = self._instants if places is None else [self._instants[place] for place in places]
        slots = list(self._slots(masks, places, known))

        def text(place: int) -> bytes:
            line = lines.lines[place if places is None else places[place]]
            return line[text_at(line) :][:CLIP]

        return host, key, summed(instants, 1, known, slots, text)

    def _slots(self, masks: Sequence[bytes], places: Places, known: Row | None) -> Iterator[Slot]:
        """What is masked in the lines at `places`; what `known` has no room for is left out."""
        closed = [slot is None for slot in known.slots] if known else []
        words, at, column = iter(masks), 0, -1
        for field in self._statement.fields:
            column += field.kind != SAME
            mask = next(words) if field.kind == FREE else MASK
            wanted = [not closed or not closed[place] for place in range(at, at + mask.count(MASK))]
            at += len(wanted)
            if not any(wanted):
                yield from [None] * len(wanted)
                continue
            if field.kind == SAME:
                yield slot({field.value: len(self._said) if places is None else len(places)})
                continue
            counts = self._counts(column, places)
            if mask == MASK:
                yield slot(counts)
            else:
                spans = {word: spans_of(word) for word in counts}
                for place, each in enumerate(wanted):
                    yield slot(_part(counts, spans, place)) if each else None

    def _counts(self, column: int, places: Places) -> Mapping[bytes, int]:
        self._needless.discard(column)
        if column in self._known.needless:
            raise Wanted
        if places is not None:
            return Counter([self._columns[column][place] for place in places])
        return self._counted.get(column) or Counter(self._columns[column])


def _alike(side: list[Any]) -> Any:
    """A list, or what all of it is."""
    return side[0] if side.count(side[0]) == len(side) else side


def _part(counts: Mapping[bytes, int], spans: Mapping[bytes, Spans], place: int) -> Mapping[bytes, int]:
    """The same of what is masked within words."""
    found: dict[bytes, int] = {}
    for word, count in counts.items():
        begin, end = spans[word][place]
        value = word[begin:end]
        found[value] = found.get(value, 0) + count
    return found
