"""qmail-send's lines sorted into transactions: message numbers are inodes and come again at once.  Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from .records import Record, Transaction

INSTANCE = b"qmail"
_N = rb"[0-9]{1,20}"
SAID = re.compile(
    rb"(?:(?P<verb>new|info|end|bounce) msg (?P<msg>%b)\b"
    rb"|starting delivery (?P<starts>%b(?:\.%b)?): msg (?P<of>%b) to (?P<channel>local|remote) (?P<to>\S+)"
    rb"|delivery (?P<done>%b(?:\.%b)?): (?P<result>success|failure|deferral|report mangled)(?:, will defer)?(?:: )?"
    rb"(?P<why>.*)"
    rb"|(?:double|triple) bounce: discarding bounce/(?P<discarded>%b))[^\n]*?(?: (?P<queue>queue[0-9]{1,9}))?[\r\n]?"
    % (_N, _N, _N, _N, _N, _N, _N),
    re.S,
)
INFO = re.compile(
    rb"info msg [0-9]+: bytes (?P<size>[0-9]{1,18}) from <(?P<sender>[^>\s]*)> qp (?P<qp>[0-9]+) uid (?P<uid>[0-9]+)"
)
Number = tuple[bytes, bytes]  # host, message or delivery (with indimail's queue)


class Messages:
    """As Collation: `feed` the records in their order, then take what is left from `rest`."""

    def __init__(self) -> None:
        self._messages: dict[Number, Transaction] = {}
        self._deliveries: dict[Number, Transaction] = {}
        self._numbers = itertools.count(1)

    def feed(self, records: Iterable[Record]) -> Iterator[Transaction]:
        """The transactions that are over."""
        for record in records:
            match = SAID.fullmatch(record.text)
            if match is None:
                continue
            if match["done"]:
                message = self._deliveries.pop((record.host, match["done"]), None)
                if message is not None:
                    message.records.append(record)
                continue
            word = match["msg"] or match["of"] or match["discarded"]
            key = (record.host, word + (b"." + match["queue"] if match["queue"] else b""))
            if match["verb"] in (b"new", b"info") and (old := self._stale(key, match["verb"] == b"new")):
                yield old
            message = self._message(key, match["verb"] in (b"new", b"info"))
            message.records.append(record)
            if match["starts"]:
                self._deliveries[record.host, match["starts"]] = message
            if match["verb"] == b"end":
                message.ended = "removed"
                yield self._messages.pop(key)

    def rest(self) -> Iterator[Transaction]:
        """The unfinished."""
        yield from self._messages.values()

    def _stale(self, key: Number, new: bool) -> Transaction | None:
        """What bore the number before, where this is the word of another message."""
        old = self._messages.get(key)
        if old is None or not (new or any(record.text.startswith(b"info") for record in old.records)):
            return None
        old.ended = "replaced"
        return self._messages.pop(key)

    def _message(self, key: Number, begun: bool) -> Transaction:
        message = self._messages.get(key)
        if message is None:
            message = self._messages[key] = Transaction(key[0], INSTANCE, key[1], next(self._numbers), begun=begun)
        return message
