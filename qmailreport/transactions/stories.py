"""Transactions linked over hops and hosts into stories: one mail, one story.  Pure.

Links that lines name (`queued as`, `forwarded as`, `orig_queue_id=`, notifications, amavis' Queue-ID, qmail's qp) hold
where the two were alive at about the same time, because ids come again.  A message-id links hosts and instances, and
on one host what a filter handed back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from .collation import Collation
from .facts import facts_of
from .needles import EVER, Ranges
from .nouns import Facts
from .qmail import INSTANCE, SAID, Messages
from .records import Record, Transaction, tag

SLACK = 300 * 10**9  # clocks of two hosts, and the time between a reply and its log line
SESSION = 900 * 10**9  # an smtpd process's lines that far from a message's may be of its session
DELIVERY = 86400 * 10**9  # a delivery of qmail's that takes longer does not exist
SAME = 7 * 86400 * 10**9  # one message-id further apart means two mails
HOPS = 50
_TOKEN = re.compile(rb"(?<![0-9A-Za-z])[0-9A-Za-z]{5,24}(?![0-9A-Za-z])")
_ANGLED = re.compile(rb"<[^<>\s@]{1,250}@[^<>\s@]{1,250}>")
_QMAIL = (b"", b"qmail", b"qmail-send")


@dataclass(slots=True, eq=False)
class Hop:
    """One transaction of a story."""

    transaction: Transaction
    facts: Facts
    near: set[Hop] = field(default_factory=set)
    onward: dict[bytes, Hop] = field(default_factory=dict)  # by the id that this one's lines give

    @property
    def place(self) -> tuple[bytes, bytes]:
        """Host and instance."""
        return self.transaction.host, self.transaction.instance


@dataclass(slots=True, eq=False)
class Story:
    """What happened to one mail: its hops in the order of their first lines."""

    hops: list[Hop]
    hits: frozenset[int] = frozenset()  # id() of the records that were found
    cut: bool = False  # it has more hops

    @property
    def first(self) -> int:
        """The instant of its first line."""
        return min(hop.transaction.first for hop in self.hops)

    @property
    def last(self) -> int:
        """The instant of its last line."""
        return max(hop.transaction.last for hop in self.hops)


def transactions(records: Iterable[Record], found: frozenset[int]) -> list[Transaction]:
    """All transactions of these lines; a line among the `found` (by id()) that is of none stands alone."""
    postfix, qmail, others = [], [], []
    for record in records:
        if tag(record.program)[0]:
            postfix.append(record)
        elif record.program in _QMAIL and SAID.fullmatch(record.text):
            qmail.append(record)
        else:
            others.append(record)
    collation: Collation[Record] = Collation()
    messages = Messages()
    grouped = [*collation.feed(postfix), *collation.rest(), *messages.feed(qmail), *messages.rest()]
    _attach(grouped, others)
    taken = {id(record) for one in grouped for record in one.records}
    for record in (*postfix, *qmail, *others):
        if id(record) in found and id(record) not in taken:
            grouped.append(Transaction(record.host, tag(record.program)[0] or record.program, b"", records=[record]))
    return grouped


def _attach(grouped: list[Transaction], others: list[Record]) -> None:
    """Gives lines of other programs to the message whose id, or else Message-ID, they name first."""
    by_id: dict[bytes, list[Transaction]] = {}
    by_message: dict[bytes, list[Transaction]] = {}
    if not others:
        return
    for one in grouped:
        if one.queue_id:
            by_id.setdefault(one.queue_id, []).append(one)
            by_message.setdefault(facts_of(one).message_id, []).append(one)
    for record in others:
        words = [(by_id, word) for word in _TOKEN.findall(record.text)]
        words += [(by_message, word) for word in _ANGLED.findall(record.text)]
        for table, word in words:
            near = [one for one in table.get(word, ()) if alive(one, record.at)]
            here = [one for one in near if one.host == record.host]
            if near:
                (here or near)[-1].records.append(record)
                break


def alive(one: Transaction, at: int) -> bool:
    """Was the message there at that instant, as far as its lines show?"""
    return one.first - SLACK <= at <= one.last + SLACK


def linked(grouped: Iterable[Transaction]) -> list[Hop]:
    """The transactions as hops that know their neighbours."""
    hops = [Hop(one, facts_of(one)) for one in grouped if one.records]
    by_id: dict[bytes, list[Hop]] = {}
    by_message: dict[bytes, list[Hop]] = {}
    for hop in hops:
        for word in (hop.transaction.queue_id, hop.facts.qp):
            if word and not (word == hop.transaction.queue_id and hop.transaction.instance == INSTANCE):
                by_id.setdefault(word, []).append(hop)
        if b"@" in hop.facts.message_id:
            by_message.setdefault(hop.facts.message_id, []).append(hop)
    for hop in hops:
        for word, at in _named(hop):
            for other in by_id.get(word, ()):
                if other is not hop and alive(other.transaction, at):
                    hop.near.add(other)
                    other.near.add(hop)
                    hop.onward[word] = other
    for same in by_message.values():
        _by_message(same)
    return hops


def _named(hop: Hop) -> Iterator[tuple[bytes, int]]:
    """(id, instant) of what a hop's lines name as the same mail elsewhere, or as a notice about it."""
    facts = hop.facts
    yield from ((one.next_id, one.at) for one in facts.attempts if one.next_id)
    yield from ((word, at) for at, _, word in facts.notices)
    yield from ((word, facts.arrived) for word in (*facts.origins, *facts.onward))


def _by_message(hops: list[Hop]) -> None:
    hops.sort(key=lambda hop: hop.transaction.first)
    for before, hop in pairwise(hops):
        if hop.transaction.first - before.transaction.last > SAME:
            continue
        if hop.place != before.place or hop.facts.inside:
            before.near.add(hop)
            hop.near.add(before)


def stories(records: Iterable[Record], found: frozenset[int]) -> list[Story]:
    """The stories that hold a line among the `found`, in the order of their first lines."""
    met: set[Hop] = set()
    told = []
    for hop in linked(transactions(records, found)):
        if hop in met or not any(id(record) in found for record in hop.transaction.records):
            continue
        reached, cut = _reached(hop)
        met |= reached
        hops = sorted(reached, key=lambda one: (one.transaction.first, one.transaction.number))
        hits = frozenset(id(record) for one in hops for record in one.transaction.records if id(record) in found)
        told.append(Story(hops, hits, cut))
    return sorted(told, key=lambda story: story.first)


def _reached(hop: Hop) -> tuple[set[Hop], bool]:
    reached, queue = {hop}, [hop]
    while queue:
        for near in sorted(queue.pop(0).near - reached, key=lambda one: one.transaction.first):
            if len(reached) >= HOPS:
                return reached, True
            reached.add(near)
            queue.append(near)
    return reached, False


def wanted(told: Iterable[Story]) -> Ranges:
    """What else is to be looked for: ids, message-ids and processes that the stories' lines name, and when."""
    found: Ranges = {}
    for story in told:
        for hop in story.hops:
            for word, low, high in _words(hop):
                old = found.get(word, (low, high))
                found[word] = (min(low, old[0]), max(high, old[1]))
    return found


def _words(hop: Hop) -> Iterator[tuple[bytes, int, int]]:
    one, facts = hop.transaction, hop.facts
    if one.instance == INSTANCE:
        yield b"msg " + one.queue_id.partition(b".")[0], *EVER
        if facts.qp:
            yield facts.qp, *EVER
        for record in one.records:
            if (match := SAID.fullmatch(record.text)) and match["starts"]:
                yield b"delivery " + match["starts"] + b":", record.at, record.at + DELIVERY
    elif one.queue_id:
        yield one.queue_id, *EVER
    for word, _ in _named(hop):
        yield word, *EVER
    if b"@" in facts.message_id:
        yield facts.message_id, *EVER
    for record in one.records:
        daemon = tag(record.program)[1]
        if daemon == b"smtpd" or (daemon in (b"smtp", b"lmtp") and b" relay=127." not in record.text):
            yield record.program + b"[" + record.pid + b"]", record.at - SESSION, record.at + SESSION
