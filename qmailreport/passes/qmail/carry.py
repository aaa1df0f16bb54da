"""What tomorrow needs: matchup's pending messages and open deliveries, as plain data.  Pure."""

from __future__ import annotations

from typing import Any

from ...fold import Carry
from .state import BIRTH, BYTES, MINE, NOWHERE, SENDER, WAITS, WHOSE, D, K, Queue, Z

VERSION = 1


def _word(raw: bytes) -> str:
    return raw.decode("latin-1")


def pack(queues: dict[str, Queue]) -> Carry:
    """The pending part of each host's queue; JSON, bytes as Latin-1."""
    return {"version": VERSION, "hosts": {host: _pack(queue) for host, queue in sorted(queues.items())}}


def _pack(queue: Queue) -> dict[str, Any]:
    messages = [
        [
            _word(message),
            known[BIRTH],
            known[BYTES],
            _word(known[SENDER]),
            known[K],
            known[D],
            known[Z],
            known[WAITS][0],
            _word(known[WAITS][1]),
            known[WHOSE],
        ]
        for message, known in sorted(queue.messages.items())
    ]
    deliveries = [
        [number, _word(message), start, _word(rcpt)]
        for number, (message, start, rcpt) in sorted(queue.deliveries.items())
    ]
    return {"messages": messages, "deliveries": deliveries}


def unpack(carry: Carry | None, domain: bytes = b"") -> dict[str, Queue]:
    """The leftmost queues: they begin with the log, so what they do not know does not exist."""
    if not carry or carry.get("version") != VERSION:
        return {}
    return {host: _unpack(packed, domain) for host, packed in carry["hosts"].items()}


def _unpack(packed: dict[str, Any], domain: bytes) -> Queue:
    queue = Queue(whole=True, domain=domain)
    for message, birth, size, sender, k, d, z, waits_at, waits, whose in packed["messages"]:
        number = message.encode("latin-1")
        queue.born(number, birth, size, sender.encode("latin-1"), whose)
        known = queue.messages[number]
        known[K], known[D], known[Z] = k, d, z
        known[WAITS] = (waits_at, waits.encode("latin-1")) if waits_at else NOWHERE
    for number, message, start, rcpt in packed["deliveries"]:
        queue.deliveries[number] = (message.encode("latin-1"), start, rcpt.encode("latin-1"))
    return queue


def expire(queue: Queue, before: int) -> int:
    """Drops what is older than the instant `before`; gives how much that was."""
    messages = [message for message, known in queue.messages.items() if known[BIRTH] < before]
    deliveries = [number for number, (_, start, _) in queue.deliveries.items() if start < before]
    for message in messages:
        del queue.messages[message]
    for number in deliveries:
        del queue.deliveries[number]
    return len(messages) + len(deliveries)


def waiting(queue: Queue) -> dict[bytes, list[int]]:
    """Pending messages by the host of their latest deferral: count and earliest birth (ns)."""
    rows: dict[bytes, list[int]] = {}
    for known in queue.messages.values():
        if queue.domain and not (known[WHOSE] & MINE or known[WAITS][1].endswith(queue.domain)):
            continue
        host = known[WAITS][1].rpartition(b"@")[2]
        row = rows.setdefault(host, [0, known[BIRTH]])
        row[0] += 1
        row[1] = min(row[1], known[BIRTH])
    return rows
