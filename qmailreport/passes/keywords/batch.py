"""The hit lines of one chunk, put together before they are added to what is known: many lines of one key
cost little.  Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import nsmallest

from .hits import BITS, LIMITS, MOST, PLACES, QUARTER, SAMPLES, VALUE, Hits, Row, Sample, Slot
from .masks import CLIP, Key, masks, shape, values
from .totals import Totals

Names = tuple[str, ...]
Group = tuple[list[bytes], list[int]]  # texts, instants
Seen = Callable[[bytes], Totals]


class Batch:
    """Lines by host, program, entries, mask, and how often each one happened."""

    def __init__(self) -> None:
        self.groups: dict[tuple[bytes, bytes, Names, bytes, int], Group] = {}
        self.rows: list[tuple[bytes, Key, Row]] = []

    def add(self, host: bytes, program: bytes, names: Names, text: bytes, at: int, times: int) -> None:
        """One line (at: ns) that matched the entries `names`, the worst of them first; `text` stands behind its tag."""
        self.extend(host, program, names, [text], [at], times)

    def extend(
        self, host: bytes, program: bytes, names: Names, texts: Sequence[bytes], instants: Iterable[int], times: int = 1
    ) -> None:
        """Several such lines."""
        texts = [text[:CLIP] for text in texts]
        if len(texts) == 1:
            group = self.groups.setdefault((host, program, names, shape(texts[0])[0], times), ([], []))
            group[0].extend(texts)
            group[1].extend(instants)
            return
        found: dict[bytes, Group] = {}
        for mask, text, at in zip(masks(texts), texts, instants, strict=True):
            try:
                group = found[mask]
            except KeyError:
                key = host, program, names, mask, times
                group = found[mask] = self.groups.setdefault(key, ([], []))
            group[0].append(text)
            group[1].append(at)

    def give(self, totals: Seen) -> None:
        """Adds everything to the totals of the hosts."""
        hits: dict[bytes, Hits] = {}
        for host, key, row in self.rows:
            totals(host).count(key[1], row.lines, row.times)
            hits.setdefault(host, Hits()).put(key, row)
        for (host, program, names, mask, times), (texts, instants) in self.groups.items():
            mine, key = totals(host), (program, names, mask)
            known = None if mine.hits.level else mine.hits.rows.get(key)
            row = _row(mask, texts, instants, times, known)
            mine.count(names, row.lines, row.times)
            hits.setdefault(host, Hits()).put(key, row)
        for host, each in hits.items():
            totals(host).hits.add(each)


def _row(mask: bytes, texts: list[bytes], instants: list[int], times: int, known: Row | None) -> Row:
    """What lines come to; what `known` has no room for is left out."""
    if len(texts) == 1 and known is None:
        at, text = instants[0], texts[0]
        masked = [{text[begin:end][:VALUE]: times} for begin, end in shape(text)[1]]
        return Row(1, times, at, at, min(times, MOST) << at // QUARTER % PLACES * BITS, [(at, text)], list(masked))
    slots = _slots(mask, texts, times, known.slots if known else ())
    return summed(instants, times, known, slots, lambda place: texts[place])


def summed(
    instants: Sequence[int], times: int, known: Row | None, slots: list[Slot], text: Callable[[int], bytes]
) -> Row:
    """The row of lines, each of which happened `times` times; the samples that `known` has room for are by `text` of
    the lines' places.
    """
    count = min(times, MOST)
    first, last = min(instants), max(instants)
    if first // QUARTER == last // QUARTER:
        quarters = count * len(instants) << first // QUARTER % PLACES * BITS
    else:
        found = Counter([at // QUARTER for at in instants])
        quarters = sum(count * lines << quarter % PLACES * BITS for quarter, lines in found.items())
    samples: list[Sample] = []
    if known is None or len(known.samples) < SAMPLES or first <= known.samples[-1][0]:
        samples = _samples(instants, text)
    return Row(len(instants), times * len(instants), first, last, quarters, samples, slots)


def _samples(instants: Sequence[int], text: Callable[[int], bytes]) -> list[Sample]:
    """The earliest."""
    latest = nsmallest(SAMPLES, set(instants))[-1]
    return nsmallest(SAMPLES, {(at, text(place)) for place, at in enumerate(instants) if at <= latest})


def _slots(mask: bytes, texts: list[bytes], times: int, known: Sequence[Slot]) -> list[Slot]:
    """The masked values by place, with their occurrences; None where there are too many, or have been."""
    slots: list[Slot] = []
    closed = {place for place, slot in enumerate(known) if slot is None}
    for column in values(mask, texts, closed):
        if column is None:
            slots.append(None)
            continue
        slots.append(slot(column, times))
    return slots


def slot(column: Mapping[bytes, int], times: int = 1) -> Slot:
    """Values with their occurrences, from those with their lines; None: there are too many."""
    found: dict[bytes, int] = {}
    for value, lines in column.items():
        value = value[:VALUE]
        found[value] = found.get(value, 0) + lines * times
    return found if len(found) <= LIMITS[0] else None
