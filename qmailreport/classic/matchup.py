"""matchup: qmail-send's log lines put together into one line a delivery and one a finished message.

Behaves as qmailanalog's matchup byte for byte: stamps are copied as text, numbers are taken modulo 2^64, and what is
still open at the end comes out in table order. Both tables are hashed; a list beside each keeps the peer's order
(the last entry moves into the place of a removed one).

Common lines are recognised by one regular expression over a whole block; all others go the slow, exact way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, Generic, TypeVar

from qmailreport.classic.labels import LABEL, decimals, relabel

_NUMBER: Final = rb"(0|[1-9][0-9]{0,18})"
_WORD: Final = rb"([^\0\t\n ]+)"
_STARTING, _DELIVERY, _NEW, _INFO, _END = 5, 8, 9, 14, 15  # the last group of each shape; 16 is any other line
_BLANKS: Final = bytes.maketrans(b"\0\t", b"  ")
_DIGITS: Final = re.compile(rb"[0-9]*")
_FIELDS: Final = 20
_WRAP: Final = (1 << 64) - 1
_RESULTS: Final = {
    b"success": (b"d k ", 0),
    b"failure": (b"d d ", 1),
    b"deferral": (b"d z ", 2),
}


def _grammar(stamp: bytes, halves: bytes) -> re.Pattern[bytes]:
    """One match a line, which swallows the status lines before it; `halves` is the stamp as two groups."""
    shapes = (
        rb"starting delivery NUMBER: msg NUMBER to ([a-z]+ [^\0\t\n ]+)",
        rb"delivery NUMBER: (success|deferral|failure): WORD",
        rb"new msg NUMBER",
        rb"info msg NUMBER: bytes NUMBER from WORD qp NUMBER uid NUMBER",
        rb"end msg NUMBER",
    )
    shape = rb"|".join(shapes).replace(b"NUMBER", _NUMBER).replace(b"WORD", _WORD)
    skipped = rb"(?:" + stamp + rb" status: [^\n]*\n)*"
    return re.compile(skipped + rb"(?:" + halves + rb" (?:" + shape + rb")\n|([^\n]*)\n)")


_RAW: Final = _grammar(rb" *[^\0\t\n ]+", rb" *([^\0\t\n ]+)()")  # splogger's lines begin with blanks
_LABELLED: Final = _grammar(rb"@[0-9a-f]{24}", LABEL)


class Delivery:
    """An open delivery: its number, the number of its message, its start and `CHANNEL RECIPIENT`."""

    __slots__ = ("message", "number", "place", "start", "to")

    def __init__(self, number: bytes, message: bytes, start: bytes, to: bytes) -> None:
        self.number = number
        self.message = message
        self.start = start
        self.to = to
        self.place = 0


class Message:
    """A message in the queue: birth, bytes, `<SENDER>`, `QP UID`, and the counts of successes, failures, deferrals."""

    __slots__ = ("birth", "counters", "number", "owner", "place", "sender", "size")

    def __init__(self, number: bytes, birth: bytes, size: bytes, sender: bytes, owner: bytes) -> None:
        self.number = number
        self.birth = birth
        self.size = size
        self.sender = sender
        self.owner = owner
        self.place = 0
        self.counters = [0, 0, 0]


Entry = TypeVar("Entry", Delivery, Message)


class Table(Generic[Entry]):
    """Entries by number, and in the peer's order: of creation, but the last one fills the place of a removed one."""

    __slots__ = ("entries", "order")

    def __init__(self) -> None:
        self.entries: dict[bytes, Entry] = {}
        self.order: list[Entry] = []

    def put(self, entry: Entry) -> None:
        """Add `entry`, or overwrite the one of the same number in its place."""
        old = self.entries.get(entry.number)
        self.entries[entry.number] = entry
        if old is None:
            entry.place = len(self.order)
            self.order.append(entry)
        else:
            entry.place = old.place
            self.order[entry.place] = entry

    def take(self, number: bytes) -> Entry | None:
        """Remove the entry of this number; None where there is none."""
        entry = self.entries.pop(number, None)
        if entry is not None:
            last = self.order.pop()
            if last is not entry:
                self.order[entry.place] = last
                last.place = entry.place
        return entry

    def clear(self) -> None:
        """Forget all."""
        self.entries.clear()
        self.order.clear()


def _as_text(stamp: bytes, _: bytes) -> bytes:
    return stamp


def _number(text: bytes) -> bytes:
    """The leading digits modulo 2^64, without leading zeros; 0 where there are none."""
    found = _DIGITS.match(text)
    digits = found[0][-64:] if found else b""  # 10^64 is a multiple of 2^64: digits further left change nothing
    return b"%d" % (int(digits or b"0") & _WRAP)


def _result(text: bytes) -> tuple[bytes, int | None]:
    """The letter of a result and the counter it adds to, by the beginning of its word."""
    if text.startswith(b"succ"):
        return _RESULTS[b"success"]
    if text.startswith(b"fail"):
        return _RESULTS[b"failure"]
    return _RESULTS[b"deferral"] if text.startswith((b"defer", b"report")) else (b"?", None)


def _orphan(letter: bytes, delivery: Delivery, done: bytes, reason: bytes) -> bytes:
    """The line of a delivery whose message is unknown: it was born when the delivery started."""
    to = delivery.to.replace(b" ", b".", 1)
    return letter + b" ".join((delivery.start, delivery.start, done, b"0 ?", to, b"? ?", reason))


class Matchup:
    """The two tables. `feed` takes whole lines and returns what they print; `pending` is what is left at the end.

    With `labels`, a TAI64N label at the start of a line counts as seconds and nine decimals.
    """

    def __init__(self, *, labels: bool = False) -> None:
        self._labels = labels
        self._decimal = decimals()
        self._deliveries: Table[Delivery] = Table()
        self._messages: Table[Message] = Table()
        self._out: list[bytes] = []

    def feed(self, block: bytes) -> bytes:
        """The d, m, `? `, warning and alert lines of a block of whole lines."""
        self._out = out = []
        if self._labels and (block.startswith(b"@") or b"\n@" in block):
            self._scan(block, _LABELLED, self._decimal)
        else:
            self._scan(block, _RAW, _as_text)
        out.append(b"")
        return b"\n".join(out)

    def _scan(self, block: bytes, grammar: re.Pattern[bytes], stamp: Callable[[bytes, bytes], bytes]) -> None:
        start, end = self._deliveries.put, self._deliveries.take
        known, say = self._messages.entries, self._out.append
        for found in grammar.finditer(block):
            kind = found.lastindex
            if kind == _STARTING:  # only stamps that are kept or printed are converted
                left, right, number, owner, to = found.group(1, 2, 3, 4, 5)
                start(Delivery(number, owner, stamp(left, right), to.lower()))
            elif kind == _DELIVERY:
                left, right, number, result, reason = found.group(1, 2, 6, 7, 8)
                delivery = end(number)
                if delivery is None:
                    continue
                message = known.get(delivery.message)
                letter, counter = _RESULTS[result]
                if message is None:
                    say(_orphan(letter, delivery, stamp(left, right), reason))
                else:
                    message.counters[counter] += 1
                    to = delivery.to.replace(b" ", b".", 1)
                    words = (
                        message.birth, delivery.start, stamp(left, right), message.size, message.sender, to,
                        message.owner, reason,
                    )  # fmt: skip
                    say(letter + b" ".join(words))
            elif kind == _NEW:
                if found[9] in known:
                    self._messages.take(found[9])
            elif kind == _INFO:
                left, right, number, size, sender, qp, uid = found.group(1, 2, 10, 11, 12, 13, 14)
                self._messages.put(Message(number, stamp(left, right), size, sender.lower(), qp + b" " + uid))
            elif kind == _END:
                left, right, number = found.group(1, 2, 15)
                self._finish(stamp(left, right), number)
            else:
                line = found[16]
                self._line(relabel(line, self._decimal) if self._labels else line)

    def _delivered(self, delivery: Delivery, done: bytes, result: bytes, reason: bytes) -> None:
        """Print a d line, or the peer's odd `?` line for an unknown result; credit the message."""
        letter, counter = _result(result)
        if counter is None:
            reason = b""
        elif result.startswith(b"report"):
            reason = b"report_mangled"
        message = self._messages.entries.get(delivery.message)
        if message is None:
            self._out.append(_orphan(letter, delivery, done, reason))
            return
        to = delivery.to.replace(b" ", b".", 1)
        self._out.append(
            letter
            + b" ".join((message.birth, delivery.start, done, message.size, message.sender, to, message.owner, reason))
        )
        if counter is not None:
            message.counters[counter] += 1

    def _finish(self, done: bytes, number: bytes) -> None:
        """Print the m line of a message and forget it."""
        message = self._messages.take(number)
        if message is not None:
            k, d, z = message.counters
            self._out.append(
                b"m %b %b %b %d %d %d %b %b"
                % (message.birth, done, message.size, k & _WRAP, d & _WRAP, z & _WRAP, message.sender, message.owner)
            )

    def _line(self, line: bytes) -> None:
        """Any line at all, by the letter of the specification."""
        words = [word for word in line.translate(_BLANKS).split(b" ") if word][:_FIELDS]
        words += [b""] * (_FIELDS - len(words))
        match words[1]:
            case b"starting":
                start = Delivery(_number(words[3]), _number(words[5]), words[0], words[7] + b" " + words[8].lower())
                self._deliveries.put(start)
            case b"delivery":
                delivery = self._deliveries.take(_number(words[2]))
                if delivery is not None:
                    self._delivered(delivery, words[0], words[3], words[4])
            case b"new":
                self._messages.take(_number(words[3]))
            case b"info":
                owner = _number(words[9]) + b" " + _number(words[11])
                message = Message(_number(words[3]), words[0], _number(words[5]), words[7].lower(), owner)
                self._messages.put(message)
            case b"end":
                self._finish(words[0], _number(words[3]))
            case b"extra":
                known = self._messages.entries.get(_number(words[2]))
                if known:
                    known.counters = [int(_number(words[place])) for place in (3, 5, 4)]
            case b"running" | b"exiting":
                self._deliveries.clear()
            case b"status:" | b"number" | b"local" | b"remote":
                pass
            case b"warning:" | b"alert:":
                self._out.append(line)
            case _:
                self._out.append(b"? " + line)

    def pending(self, rest: bytes = b"") -> Iterator[bytes]:
        """The open messages (two lines each), the open deliveries, and the unterminated last line `rest`."""
        for message in self._messages.order:
            qp, uid = message.owner.split(b" ")
            k, d, z = message.counters
            yield b"%b info msg %b: bytes %b from %b qp %b uid %b\n%b extra %b %d %d %d\n" % (
                message.birth, message.number, message.size, message.sender, qp, uid,
                message.birth, message.number, k & _WRAP, z & _WRAP, d & _WRAP,
            )  # fmt: skip
        for start in self._deliveries.order:
            yield b"%b starting delivery %b: msg %b to %b\n" % (start.start, start.number, start.message, start.to)
        yield relabel(rest, self._decimal) if self._labels else rest
