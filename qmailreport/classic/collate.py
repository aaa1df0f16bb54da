"""Postfix's log sorted into groups, one a message, byte for byte as collate.pl prints them.

Lines are bytes that end in a newline; blanks are ASCII's six, words `[A-Za-z0-9_]`. A line counts if the fifth of its
words between blanks is `INSTANCE/…/COMMAND[PID]:`. What smtpd and smtp say is kept by process until a queue id comes;
a group is finished by qmgr's `removed`, in version 3.12 also by smtpd's `disconnect`. Its faults are the peer's and
stay: a message whose start was not read loses its lines, further messages of a session repeat what came before them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

VERSIONS: Final = ("article", "3.12")

_STAMP: Final = re.compile(rb"(?:\S+\s+){3}\S+\s*").fullmatch  # three words, host; but for the last blank
_HOST: Final = re.compile(rb"(?:\S+\s+){4}").match
_INSTANCE: Final = re.compile(rb"(postfix(?:-[^/\s]+)?)(?:/\S+)?/").match
_COMMAND: Final = re.compile(rb"(\S+)\[(\d+)\]:\s+").match
_BLANK: Final = re.compile(rb"\s").search
_WORD: Final = re.compile(rb"\w+").fullmatch
_NOTIFIED: Final = re.compile(rb"(\w+): .*? notification: (\w+)$").match
_VERDICTS: Final = tuple(
    prefix + verdict + b": "
    for prefix in (b"", b"milter-", b"milter-header-", b"milter-body-")
    for verdict in (b"reject", b"discard", b"hold")
)
_TAGS: Final = 20_000  # remembered; a log's real ones are the processes alive, forged ones have no end
_BLOCK: Final = 500  # lines written at a time, some 64 KB: small writes cost a third more

Group = list[bytes]


@dataclass(slots=True)
class _Instance:
    """One Postfix instance's messages by queue id."""

    groups: dict[bytes, Group] = field(default_factory=dict)
    numbers: dict[bytes, int] = field(default_factory=dict)  # by first start; outlive the groups, as ids come again
    judged: set[bytes] = field(default_factory=set)  # rejected, discarded or held by cleanup; until smtpd hangs up


@dataclass(slots=True)
class _Session:
    """What an smtpd process said since its client connected, and the message it is at."""

    log: Group = field(default_factory=list)
    queue_id: bytes | None = None
    instance: _Instance = field(default_factory=_Instance)


_Take = Callable[[bytes, _Instance, bytes, bytes], Group | None]
_Taker = tuple[_Take, bytes, _Instance] | tuple[()]  # who takes the lines of a tag; nobody


class Collation:
    """The peer's state. Give `feed` the lines, then take what is left from `rest`; both yield whole groups of lines."""

    def __init__(self, version: str = "3.12") -> None:
        self._verdicts = version != "article"
        self._count = itertools.count(1)
        self._instances: dict[bytes, _Instance] = {}
        self._sessions: dict[bytes, _Session] = {}  # by pid alone, as the peer has it
        self._waiting: dict[bytes, Group] = {}  # smtp's and lmtp's lines until their first to=, by pid
        self._takers: dict[bytes, _Taker] = {}
        self._takes: dict[bytes, _Take] = {
            b"smtpd": self._smtpd,
            b"pickup": self._pickup,
            b"cleanup": self._cleanup,
            b"qmgr": self._qmgr,
            b"smtp": self._smtp,
            b"lmtp": self._smtp,
            b"bounce": self._bounce,
            **dict.fromkeys((b"discard", b"error", b"local", b"pipe", b"virtual"), self._agent),
        }

    def feed(self, lines: Iterable[bytes]) -> Iterator[Group]:
        """The groups finished by these lines, each when its last line is read."""
        takers, known = self._takers, b""
        for line in lines:
            head, _, text = line.partition(b"]: ")
            stamp, _, tag = head.rpartition(b" ")
            if stamp == known and text > b"!" and tag in takers:  # most lines: no blank in front of the text
                taker = takers[tag]
            elif text > b"!" and _STAMP(stamp) and not _BLANK(tag):
                known, taker = stamp, self._tagged(tag)
            else:
                taker, text = self._exact(line)
            if taker:
                take, pid, instance = taker
                group = take(pid, instance, text, line)
                if group is not None:
                    yield group

    def rest(self) -> Iterator[Group]:
        """The groups never finished, in the order of their first start."""
        left = [
            (instance.numbers[queue_id], group)
            for instance in self._instances.values()
            for queue_id, group in instance.groups.items()
        ]
        yield from (group for _, group in sorted(left, key=lambda row: row[0]))

    def _exact(self, line: bytes) -> tuple[_Taker, bytes]:
        host = _HOST(line)
        instance = _INSTANCE(line, host.end()) if host else None
        command = _COMMAND(line, instance.end()) if instance else None
        if instance is None or command is None:
            return (), b""
        return self._taker(instance[1], command[1], command[2]), line[command.end() :]

    def _tagged(self, tag: bytes) -> _Taker:
        if tag in self._takers:
            return self._takers[tag]
        instance = _INSTANCE(tag)
        command = _COMMAND(tag + b"]: ", instance.end()) if instance else None
        taker: _Taker = ()
        if instance and command:
            taker = self._taker(instance[1], command[1], command[2])
        if len(self._takers) >= _TAGS:
            self._takers.clear()
        self._takers[tag] = taker
        return taker

    def _taker(self, instance: bytes, command: bytes, pid: bytes) -> _Taker:
        take = self._takes.get(command)
        return (take, pid, self._instances.setdefault(instance, _Instance())) if take else ()

    def _start(self, instance: _Instance, queue_id: bytes, group: Group) -> None:
        instance.groups[queue_id] = group
        instance.numbers[queue_id] = next(self._count)

    def _smtpd(self, pid: bytes, instance: _Instance, text: bytes, line: bytes) -> Group | None:
        session = self._sessions.get(pid)
        if session is None:
            session = self._sessions[pid] = _Session()
        if text.startswith(b"connect from "):
            session.log = [line]  # but the message it was at, if its disconnect was lost, stays
            return None
        session.log.append(line)
        queue_id, _, said = text.partition(b": ")
        if said.startswith(b"client=") and _WORD(queue_id):
            session.queue_id, session.instance = queue_id, instance
            self._start(instance, queue_id, session.log.copy())
            return None
        if session.queue_id is not None and (group := session.instance.groups.get(session.queue_id)) is not None:
            group.append(line)
        return self._disconnected(pid, session) if text.startswith(b"disconnect from") else None

    def _disconnected(self, pid: bytes, session: _Session) -> Group | None:
        del self._sessions[pid]
        if not self._verdicts:
            return None
        if session.queue_id is None:
            return session.log
        if session.queue_id not in session.instance.judged:
            return None
        session.instance.judged.remove(session.queue_id)
        return session.instance.groups.pop(session.queue_id, [])

    def _pickup(self, pid: bytes, instance: _Instance, text: bytes, line: bytes) -> None:
        queue_id, _, said = text.partition(b": ")
        if said.startswith(b"uid=") and _WORD(queue_id):
            self._start(instance, queue_id, [line])

    def _cleanup(self, pid: bytes, instance: _Instance, text: bytes, line: bytes) -> None:
        queue_id, colon, said = text.partition(b": ")
        group = instance.groups.get(queue_id)
        if group is None:
            if not colon or not _WORD(queue_id):
                return
            group = instance.groups[queue_id] = []
            if queue_id not in instance.numbers:
                instance.numbers[queue_id] = next(self._count)
        elif not colon:
            return
        group.append(line)
        if self._verdicts and said.startswith(_VERDICTS):
            instance.judged.add(queue_id)

    def _qmgr(self, pid: bytes, instance: _Instance, text: bytes, line: bytes) -> Group | None:
        queue_id, colon, said = text.partition(b": ")
        group = instance.groups.get(queue_id)
        if group is None or not colon:
            return None
        group.append(line)
        return instance.groups.pop(queue_id) if said in (b"removed\n", b"removed") else None

    def _smtp(self, pid: bytes, instance: _Instance, text: bytes, line: bytes) -> None:
        queue_id, _, said = text.partition(b": ")
        if said.startswith(b"to=") and _WORD(queue_id):
            earlier = self._waiting.pop(pid, None)
            group = instance.groups.get(queue_id)
            if group is not None:
                if earlier:
                    group += earlier
                group.append(line)
        else:
            self._waiting.setdefault(pid, []).append(line)

    def _agent(self, pid: bytes, instance: _Instance, text: bytes, line: bytes) -> None:
        queue_id, _, said = text.partition(b": ")
        if said.startswith(b"to="):
            group = instance.groups.get(queue_id)
            if group is not None:
                group.append(line)

    def _bounce(self, pid: bytes, instance: _Instance, text: bytes, line: bytes) -> None:
        found = _NOTIFIED(text)
        if found is None:
            return
        queue_id, notification = found.groups()
        group = instance.groups.get(queue_id)
        if group is not None:
            group.append(line)
        instance.groups[notification] = [line, *instance.groups.get(notification, ())]
        if notification not in instance.numbers:
            instance.numbers[notification] = next(self._count)


def collate(lines: Iterable[bytes], version: str = "3.12", match: bytes = b"") -> Iterator[bytes]:
    """The peer's output in blocks of groups, an empty line after each; with `match`, of those that hold this text."""
    collation = Collation(version)
    block: list[bytes] = []
    for group in itertools.chain(collation.feed(lines), collation.rest()):
        if match and match not in b"".join(group):
            continue
        block += group
        block.append(b"\n")
        if len(block) >= _BLOCK:
            yield b"".join(block)
            block.clear()
    yield b"".join(block)
