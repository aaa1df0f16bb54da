"""What tomorrow needs: messages and sessions still open, as plain data; and a window's end.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...fold import Carry
from . import wanted
from .merge import merge
from .state import BORN, DEFERRED, FIRST, FROM, KIND, LEFT, PATHS, SENDER, SIZE, UNKNOWN, WAITS, Message, Queue, message
from .totals import Totals

VERSION = 2
IDS = 50_000  # queue ids of earlier days that are remembered for each host, to tell those used again


def settle(
    queues: Mapping[tuple[str, str], Queue], until: int, carry: Carry | None, expire: int
) -> tuple[dict[str, Totals], Carry]:
    """The window has ended: `carry` goes on the left; totals by host, and the new carry."""
    left = unpack(carry)
    ids: dict[str, set[bytes]] = {}
    for place, queue in queues.items():
        host, instance = place
        if instance:
            queue.totals.count("postfix_lines", queue.totals.get("lines"))
        known = left.get(place) or Queue(whole=True)
        idle = known.sessions.keys() - queue.session_heads.keys()  # nothing for a whole window: it is over
        known.own = queue.own
        left[place] = merge(known, queue)
        for pid in idle:
            del left[place].sessions[pid]
        today = ids.setdefault(host, queue.gone)  # which nothing else needs any more: no copy, as they may be many
        today.update(queue.gone, queue.told)
    totals = _totals(left, until, expire)
    earlier = _earlier(carry)
    written, kept = wanted.written(_known(carry, "written"), left.values(), totals.values(), until)
    for host, total in totals.items():
        total.count("reused_queue_ids", total.get("queue_ids") - _new(ids.get(host, set()), earlier.get(host, ())))
        wanted.turned_away(total, written)
        _tidy(total)
    heard = {host for host, instance in left if instance}
    return {host: total for host, total in totals.items() if host in heard}, {
        "version": VERSION,
        "queues": _pack(left),
        "written": kept,
        "ids": {
            host: _remembered(earlier.get(host, []), ids.get(host, set()), until, expire) for host in sorted(heard)
        },
    }


def _totals(left: Mapping[tuple[str, str], Queue], until: int, expire: int) -> dict[str, Totals]:
    """By host; the queues' own are used up."""
    totals: dict[str, Totals] = {}
    for (host, _), queue in sorted(left.items()):
        if until:
            queue.totals.count("forgotten", _expire(queue, until - expire))
        queue.totals.derive()
        queue.totals.waiting = _waiting(queue)
        if host in totals:
            totals[host].add(queue.totals)
        else:
            totals[host] = queue.totals
    return totals


Days = list[tuple[int, list[str]]]  # the window's end (ns), the ids given out in it


def _known(carry: Carry | None, name: str) -> Any:
    """A part of the carry; nothing where there is none of this version."""
    return carry[name] if carry and carry.get("version") == VERSION else {}


def _earlier(carry: Carry | None) -> dict[str, Days]:
    return {host: [(until, ids.split()) for until, ids in days] for host, days in _known(carry, "ids").items()}


def _new(today: set[bytes], earlier: Iterable[tuple[int, list[str]]]) -> int:
    """How many of today's ids no earlier message bore."""
    known = {qid.encode() for _, ids in earlier for qid in ids}
    return len(today) - len(known & today)


def _remembered(earlier: Days, today: set[bytes], until: int, expire: int) -> list[list[Any]]:
    """The ids of the latest days, as many whole days as IDS allows."""
    if len(today) > IDS:  # none are kept: a busy host's are many, and take long to sort
        return []
    days = [(until, sorted(qid.decode() for qid in today)), *(day for day in earlier if day[0] >= until - expire)]
    kept, count = [], 0
    for end, ids in days:
        count += len(ids)
        if count > IDS:
            break
        kept.append([end, " ".join(ids)])
    return kept


def _tidy(total: Totals) -> None:
    """What came to nothing leaves no trace."""
    total.counts = {name: n for name, n in total.counts.items() if n}
    total.senders.tidy()


def _expire(queue: Queue, before: int) -> int:
    old = [qid for qid, row in queue.messages.items() if row[BORN] is None or row[BORN] < before]
    return len([qid for qid in old if queue.messages.pop(qid)[SIZE] >= 0])


def _waiting(queue: Queue) -> dict[bytes, list[int]]:
    """Messages in the queue by the host of their latest deferral: count and earliest birth (ns)."""
    rows: dict[bytes, list[int]] = {}
    for row in queue.messages.values():
        if row[SIZE] >= 0 or row[DEFERRED]:
            known = rows.setdefault(row[WAITS][0] if row[WAITS] else b"", [0, row[BORN]])
            known[0] += 1
            known[1] = min(known[1], row[BORN])
    return rows


def _word(raw: bytes) -> str:
    return raw.decode("latin-1")


def _pack(queues: Mapping[tuple[str, str], Queue]) -> list[list[Any]]:
    packed = [
        [
            host,
            instance,
            _messages(queue),
            sorted([_word(pid or b""), bits] for pid, bits in queue.sessions.items() if bits),
        ]
        for (host, instance), queue in sorted(queues.items())
        if instance
    ]
    return [each for each in packed if each[2] or each[3]]


def _messages(queue: Queue) -> list[list[Any]]:
    return [
        [
            _word(qid),
            row[KIND],
            row[SIZE],
            row[FIRST],
            int(row[DEFERRED]),
            _word(row[SENDER]),
            row[BORN],
            [_word(row[WAITS][0]), *row[WAITS][1:]] if row[WAITS] else [],
            _word(row[FROM]) if row[FROM] != row[SENDER] else None,
            row[PATHS],
        ]
        for qid, row in sorted(queue.messages.items())
        if row[KIND] != UNKNOWN or row[SIZE] >= 0 or row[DEFERRED]  # else nothing is known of it
    ]


def unpack(carry: Carry | None) -> dict[tuple[str, str], Queue]:
    """The leftmost queues: they begin with the log, so what they do not know does not exist."""
    if not carry or carry.get("version") != VERSION:
        return {}
    queues = {}
    for host, instance, messages, sessions in carry["queues"]:
        queue = queues[host, instance] = Queue(whole=True)
        for qid, *values in messages:
            queue.messages[qid.encode("latin-1")] = _message(*values)
        queue.sessions = {pid.encode("latin-1") or None: bits for pid, bits in sessions}
    return queues


def _message(
    kind: int,
    size: int,
    first: int,
    deferred: int,
    sender: str,
    born: int,
    waits: list[str],
    latest: str | None,
    paths: int,
) -> Message:
    row = message(kind if kind != LEFT else UNKNOWN, born)
    row[SIZE], row[FIRST], row[DEFERRED] = size, first, bool(deferred)
    row[SENDER], row[PATHS] = sender.encode("latin-1"), paths
    row[FROM] = row[SENDER] if latest is None else latest.encode("latin-1")
    row[WAITS] = (waits[0].encode("latin-1"), *waits[1:]) if waits else None
    return row
