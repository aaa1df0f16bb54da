"""zoverall and zddist: figures about all messages and deliveries together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from qmailreport.classic import texts
from qmailreport.classic.awk import fields, fixed, less, number, plain, sort_number
from qmailreport.classic.columnt import columnt


@dataclass(slots=True)
class _Sums:
    """What zoverall adds up, in the order of the lines."""

    messages: int = 0
    recipients: float = 0.0
    tries: float = 0.0
    size: float = 0.0
    weighted: float = 0.0
    qtime: float = 0.0
    deliveries: int = 0
    success: int = 0
    failure: int = 0
    ddelay: float = 0.0
    xdelay: float = 0.0
    span: list[bytes] = field(default_factory=list)  # the first and the last stamp, once there are any

    def message(self, words: list[bytes]) -> None:
        words += [b""] * (7 - len(words))
        succeeded, failed = number(words[4]), number(words[5])
        self.messages += 1
        self.size += number(words[3])
        self.weighted += number(words[3]) * succeeded
        self.qtime += number(words[2]) - number(words[1])
        self.recipients += succeeded + failed
        self.tries += succeeded + failed + number(words[6])
        self.between(words[1], words[2])

    def delivery(self, line: bytes, words: list[bytes]) -> None:
        words += [b""] * (5 - len(words))
        end = number(words[4])
        if line.startswith(b"d k"):
            self.success += 1
            self.ddelay += end - number(words[2])
        elif line.startswith(b"d d"):
            self.failure += 1
        self.deliveries += 1
        self.xdelay += end - number(words[3])
        self.between(words[2], words[4])

    def between(self, birth: bytes, end: bytes) -> None:
        if not self.span:
            self.span = [birth, end]
            return
        if less(birth, self.span[0]):
            self.span[0] = birth
        if less(self.span[1], end):
            self.span[1] = end

    def lines(self) -> Iterator[bytes]:
        yield b"Completed messages: %d" % self.messages
        if self.messages:
            yield b"Recipients for completed messages: " + plain(self.recipients)
            yield b"Total delivery attempts for completed messages: " + plain(self.tries)
            yield b"Average delivery attempts per completed message: " + plain(self.tries / self.messages)
            yield b"Bytes in completed messages: " + plain(self.size)
            yield b"Bytes weighted by success: " + plain(self.weighted)
            yield b"Average message qtime (s): " + plain(self.qtime / self.messages)
        yield b""
        yield b"Total delivery attempts: %d" % self.deliveries
        if self.deliveries:
            yield from self.attempts()

    def attempts(self) -> Iterator[bytes]:
        yield b"  success: %d" % self.success
        yield b"  failure: %d" % self.failure
        yield b"  deferral: %d" % (self.deliveries - self.success - self.failure)
        yield b"Total ddelay (s): " + fixed(self.ddelay, 6)
        if self.success:
            yield b"Average ddelay per success (s): " + fixed(self.ddelay / self.success, 6)
        yield b"Total xdelay (s): " + fixed(self.xdelay, 6)
        yield b"Average xdelay per delivery attempt (s): " + fixed(self.xdelay / self.deliveries, 6)
        if less(*self.span):
            seconds = number(self.span[1]) - number(self.span[0])
            yield b"Time span (days): " + plain(seconds / 86400)
            yield b"Average concurrency: " + plain(self.xdelay / seconds)


def zoverall(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Basic statistics, a few lines of text.

    Raises ZeroDivisionError after the last line that awk prints, too, where the stamps are no numbers.
    """
    sums = _Sums()
    for line in lines:
        if line.startswith(b"d"):
            sums.delivery(line, fields(line))
        elif line.startswith(b"m"):
            sums.message(fields(line))
    yield texts.OVERALL
    for text in sums.lines():
        yield text + b"\n"


def _ranked(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Every distinct printed delay of a success with its percentage: how many are not above it, as `sort -n` ranks."""
    counts: Counter[bytes] = Counter()
    for line in lines:
        if line.startswith(b"d k"):
            words = fields(line)
            words += [b""] * (5 - len(words))
            counts[plain(number(words[4]) - number(words[2]))] += 1
    rank, total = 0, counts.total()
    for delay in sorted(counts, key=lambda text: (sort_number(text), text)):
        rank += counts[delay]
        yield int(rank * 100 / total), delay


def zddist(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The distribution of ddelays: rows for 10 to 100 per cent.

    Delays were printed with six digits before they are ranked, and ranked as if they had no exponents.
    """
    shares: dict[int, list[float]] = {}
    for percent, delay in _ranked(lines):
        shares.setdefault(percent, []).append(number(delay))
    rows: list[tuple[bytes, ...]] = [(b"doneby", b"avg", b"pct")]
    total, distinct = 0.0, 0
    for percent, delays in sorted(shares.items()):
        total += sum(delays)
        distinct += len(delays)
        smallest = min(delays)
        if percent >= 10 and smallest >= 0:
            rows.append((fixed(smallest, 2), fixed(total / distinct, 2), b"%d" % percent))
    yield texts.DDIST
    yield columnt(rows)
