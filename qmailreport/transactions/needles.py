"""What is looked for in a log, at the speed of a search for bytes, and which lines and messages it means.  Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from .postfix import ENVELOPE, SENDER, recipient
from .qmail import INFO, SAID
from .records import Record, queue_id, tag

if TYPE_CHECKING:
    from .stories import Story

KEYS = 50_000  # messages that a question may meet; beyond, the older half is left out
SEEDS = 100  # of which the newest that many are followed
FEW = 8  # words that are looked for one by one
LINES = 3  # of a message that are kept as what was found
TOLD = 1000  # recipients of a message that are kept
AGAIN = 240 * 10**9  # a line so long after the last one that bears the id may be another message's; retries are rarer
_STARTS = (b"client=", b"uid=", b"new msg ", b"info msg ")
Ranges = dict[bytes, tuple[int, int]]  # a word and the instants between which it is meant
EVER = (0, 1 << 63)
_WORD = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_LOCAL = _WORD | frozenset(b"_.+%-")


def spots(content: bytes, words: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """(where, which) of `words` in `content` where they are no part of a longer word."""
    pattern = _any_of(tuple(sorted(set(words))))
    for match in pattern.finditer(content):
        start, end = match.span(1)
        if not (content[end : end + 1].isalnum() or content[start - 1 : start].isalnum()):
            yield start, match[1]


@lru_cache(maxsize=4)
def _any_of(words: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """The longest of the words; many as a tree behind what is no part of a word, which costs little more than few."""
    if len(words) > FEW:
        return re.compile(rb"[^0-9A-Za-z](%b)" % _tree(words, 0))
    return re.compile(b"(" + b"|".join(map(re.escape, reversed(words))) + b")" if words else rb"(?!)()")


def _tree(words: Sequence[bytes], at: int) -> bytes:
    """What the (sorted) words have behind their first `at` bytes, which are equal."""
    ends = len(words[0]) == at
    rest = words[1:] if ends else words
    if not rest:
        return b""
    if len(rest) == 1:
        text = re.escape(rest[0][at:])
        return b"(?:%b)?" % text if ends else text
    branches = [
        re.escape(first) + _tree(list(group), at + 1)
        for first, group in itertools.groupby(rest, lambda word: word[at : at + 1])
    ]
    text = branches[0] if len(branches) == 1 and not ends else b"(?:" + b"|".join(branches) + b")"
    return text + b"?" if ends else text


def mentions(content: bytes, text: bytes) -> Iterator[int]:
    """Where `text` (lower case) is in `content`, in either case: an address, a domain (`@example.org`), an id."""
    small, at = content.lower(), -1
    open_left = text.startswith((b"@", b"<"))
    while (at := small.find(text, at + 1)) >= 0:
        before, behind = small[at - 1 : at], small[at + len(text) : at + len(text) + 2]
        if not open_left and before and before[0] in _LOCAL and not _mailbox(small, at):
            continue
        if behind[:1].isalnum() or (behind[:1] in (b".", b"-", b"_") and behind[1:].isalnum() and b"@" in text):
            continue
        yield at


def _mailbox(content: bytes, at: int) -> bool:
    """qmail's local deliveries: `to local example.org-bob@example.org`."""
    start = content.rfind(b" ", 0, at)
    return content[at - 1 : at] == b"-" and content[start - 9 : start] == b" to local"


def same(address: bytes, wanted: bytes) -> bool:
    """Is `address` what was asked for: equal but for case, of the domain (`@example.org`), or qmail's local form?"""
    address, wanted = address.lower(), wanted.lower()
    if wanted.startswith(b"@"):
        return address.endswith(wanted)
    return address == wanted or address.endswith(b"-" + wanted)


@dataclass(slots=True)
class _Met:
    """What was found of one message, as far as a line shows whose it is: ids come again."""

    near: bool = False
    last: int = 0
    starts: set[bytes] = field(default_factory=set)  # beginnings of lines that are once in a message's life
    to: set[bytes] = field(default_factory=set)  # recipients of qmail's deliveries
    records: list[Record] = field(default_factory=list)

    def over(self, record: Record, start: bytes) -> bool:
        """Is the line that of a later message, or may it be?"""
        if start in self.starts or (start and start != b"info msg ") or record.at - self.last > AGAIN:
            return True
        said = SAID.fullmatch(record.text)
        return said is not None and said["to"] is not None and said["to"] in self.to

    def take(self, record: Record, start: bytes) -> None:
        self.last = max(self.last, record.at)
        if start:
            self.starts.add(start)
        if len(self.to) < TOLD and (said := SAID.fullmatch(record.text)) and said["to"]:
            self.to.add(said["to"])
        if len(self.records) < LINES:
            self.records.append(record)


SENDER_ROLE, RCPT_ROLE, ANY_ROLE = 1, 2, 4


@dataclass
class Question:
    """Which mail is meant: any mention of `what`, or mail of a sender, to a recipient, or both."""

    what: bytes = b""
    sender: bytes = b""
    rcpt: bytes = b""
    near: Callable[[int], bool] | None = None  # whether an instant is near the time that was named
    left_out: int = 0
    _met: dict[tuple[bytes, ...], list[_Met]] = field(default_factory=dict)
    _roles_of: dict[tuple[bytes, ...], int] = field(default_factory=dict)
    _count: int = 0

    def places(self, content: bytes) -> list[int]:
        """Where in `content` something is that may answer."""
        texts = [text.lower() for text in (self.what, self.sender, self.rcpt) if text]
        return sorted({at for text in texts for at in mentions(content, text)})

    def take(self, record: Record) -> None:
        """A line in which something was found."""
        key = message_key(record)
        said = queue_id(record.text)[1]
        start = next((word for word in _STARTS if said.startswith(word)), b"")
        lives = self._met.setdefault(key, [])
        if not lives or lives[-1].over(record, start):
            lives.append(_Met())
            self._count += 1
        met = lives[-1]
        self._roles_of[key] = self._roles_of.get(key, 0) | self._roles(record)
        met.near = met.near or self.near is None or self.near(record.at)
        met.take(record, start)
        if self._count > KEYS:
            self._drop()

    def _drop(self) -> None:
        """Leaves the older half out."""
        middle = sorted(met.last for lives in self._met.values() for met in lives)[self._count // 2]
        for key, lives in list(self._met.items()):
            lives[:] = [met for met in lives if met.last > middle]
            if not lives:
                del self._met[key], self._roles_of[key]
        left = sum(len(lives) for lives in self._met.values())
        self.left_out += self._count - left
        self._count = left

    def forget(self) -> None:
        """What was met, to look again."""
        self._met.clear()
        self._roles_of.clear()
        self._count = 0
        self.left_out = 0

    def answers(self, story: Story) -> bool:
        """Is the mail, with all its hops, of that sender and to that recipient?"""
        facts = [hop.facts for hop in story.hops]
        senders = [one.sender for one in facts if one.sender is not None]
        rcpts = [rcpt for one in facts for each in one.attempts for rcpt in (each.to, each.orig)]
        for refusal in (refusal for one in facts for refusal in one.refusals):
            senders.append(refusal.sender)
            rcpts.append(refusal.to)
        from_them = not self.sender or any(same(one, self.sender) for one in senders)
        return from_them and (not self.rcpt or any(same(one, self.rcpt) for one in rcpts))

    def seeds(self) -> list[Record]:
        """The lines of the newest messages that are meant."""
        wanted = (ANY_ROLE if self.what else 0) | (SENDER_ROLE if self.sender else 0) | (RCPT_ROLE if self.rcpt else 0)
        known = [lives for key, lives in self._met.items() if self._roles_of[key] & wanted == wanted]
        meant = [met for lives in known for met in lives if met.near]
        meant.sort(key=lambda met: met.records[-1].at)
        self.left_out += max(0, len(meant) - SEEDS)
        return [record for met in meant[-SEEDS:] for record in met.records]

    def _roles(self, record: Record) -> int:
        senders, rcpts = parties(record)
        found = ANY_ROLE if self.what and any(True for _ in mentions(record.text, self.what.lower())) else 0
        if self.sender and any(same(one, self.sender) for one in senders):
            found |= SENDER_ROLE
        if self.rcpt and any(same(one, self.rcpt) for one in rcpts):
            found |= RCPT_ROLE
        return found


def parties(record: Record) -> tuple[list[bytes], list[bytes]]:
    """The senders and the recipients that a line names."""
    if queued := INFO.match(record.text):
        return [queued["sender"]], []
    if (said := SAID.fullmatch(record.text)) and said["to"]:
        return [], [said["to"]]
    if not tag(record.program)[0]:
        return [], []
    if envelope := ENVELOPE.search(record.text):
        return [envelope["sender"]], [envelope["to"] or b""]
    text = queue_id(record.text)[1]
    if text.startswith(b"to=<"):
        return [], recipient(text)
    sender = SENDER.match(text)
    return ([sender["sender"]] if sender else []), []


def message_key(record: Record) -> tuple[bytes, ...]:
    """What tells the lines of one message, as far as a line alone shows it."""
    instance = tag(record.program)[0]
    if instance:
        word, _ = queue_id(record.text)
        return (record.host, instance, word) if word else (record.host, record.program, record.pid, b"%d" % record.at)
    if said := SAID.fullmatch(record.text):
        word = said["msg"] or said["of"] or said["discarded"]
        return (record.host, b"msg", word) if word else (record.host, b"delivery", said["done"])
    return (record.host, record.program, record.pid, b"%d" % record.at)


def widened(known: Mapping[bytes, tuple[int, int]], more: Mapping[bytes, tuple[int, int]]) -> Ranges:
    """What of `more` is not looked for by `known` yet."""
    found: Ranges = {}
    for word, (low, high) in more.items():
        old = known.get(word)
        if old is None:
            found[word] = (low, high)
        elif low < old[0] or high > old[1]:
            found[word] = (min(low, old[0]), max(high, old[1]))
    return found
