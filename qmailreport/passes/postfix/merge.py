"""Two stretches of one instance's log, left before right, into one: the right one's head is replayed.  Pure."""

from __future__ import annotations

from .bounded import LARGE, least
from .direction import BITS
from .state import (
    ANNOUNCED,
    BORN,
    CLAIMED,
    DEFERRED,
    EARLIER,
    FIRST,
    FROM,
    KIND,
    LAPSED,
    LATER,
    LEFT,
    OWED,
    PATHS,
    SENDER,
    SIZE,
    UNKNOWN,
    WAITS,
    WROTE,
    Message,
    Queue,
    message,
)


def merge(left: Queue, right: Queue) -> Queue:
    """`left` followed by `right`; both are used up."""
    # first: what is resolved below needs the rows of both
    if left.totals.counts:
        left.totals.add(right.totals)
    else:  # nothing was counted yet, as in a carry: tables of many rows need not be copied
        left.totals = right.totals
    _heads(left, right)
    _overwritten(left, right)
    for qid, row in right.messages.items():
        if row[KIND] != LEFT:
            left.messages[qid] = row
        else:
            _continued(left, qid, row)
    left.told |= right.told
    left.written |= right.written
    if len(left.written) > 2 * LARGE:  # it takes long; when the window ends, it is done for good
        left.written = least(left.written)
    if not left.whole:
        left.gone |= right.gone
    _sessions(left, right)
    return left


def _absent(left: Queue, qid: bytes) -> bool:
    return left.whole or qid in left.gone or qid in left.heads


def _heads(left: Queue, right: Queue) -> None:
    """Messages of the left that ended on the right."""
    for qid, row in right.heads.items():
        if qid in left.messages or _absent(left, qid):
            _replay(left, qid, left.messages.get(qid) or message(UNKNOWN), row)
            left.end(qid)
        else:
            left.heads[qid] = row


def _overwritten(left: Queue, right: Queue) -> None:
    """Ids that the right one gave out anew: whatever the left one had under them is no more."""
    for qid in left.inside.keys() & right.gone:
        del left.inside[qid]
    left.inside.update(right.inside)
    for qid in left.messages.keys() & right.gone:
        known = left.messages.pop(qid)
        if known[KIND] == LEFT:
            left.heads[qid] = known


def _continued(left: Queue, qid: bytes, row: Message) -> None:
    """A message of the left that lives on."""
    known = left.messages.get(qid)
    if known is None and not _absent(left, qid):
        left.messages[qid] = row
        return
    if known is None:
        known = message(UNKNOWN)
        if row[BORN] is not None:
            left.messages[qid] = known
    _replay(left, qid, known, row)


def _replay(left: Queue, qid: bytes, known: Message, row: Message) -> None:
    """What a LEFT row tells, onto the row it belongs to."""
    _wrote(left, known, row)
    if row[CLAIMED] == EARLIER:
        left.claim(qid)
    if row[ANNOUNCED]:
        left.disown(known)
    if row[CLAIMED] == LATER:
        left.claim(qid)
    _owed(left, known, row)
    _paths(left, known, row)
    if row[FIRST] >= 0:
        if known[FIRST] < 0:
            known[FIRST], known[SENDER] = row[FIRST], row[SENDER]
            left.accepted(known[KIND], known[SENDER], known[FIRST])
        known[SIZE], known[FROM] = row[SIZE], row[FROM]
    if row[DEFERRED] and not known[DEFERRED]:
        left.deferred(known)
    if known[BORN] is None:
        known[BORN] = row[BORN]
    known[WAITS] = row[WAITS] or known[WAITS]


def _wrote(left: Queue, known: Message, row: Message) -> None:
    """Whom a message was written to: if a user wrote it, as it was before it was announced."""
    for entry in row[OWED] or ():
        if entry[0] == WROTE:
            left.wrote(known, entry[1])


def _owed(left: Queue, known: Message, row: Message) -> None:
    """Attempts whose message's sender and size were not known, and a message that was given up."""
    for entry in row[OWED] or ():
        if entry[0] == LAPSED:
            left.lapse(known, entry[1], entry[2])
        elif entry[0] != WROTE:
            if known[SIZE] >= 0:
                left.credit(known, entry)
            elif known[KIND] == LEFT:
                left.owe(known, entry)


def _paths(left: Queue, known: Message, row: Message) -> None:
    """Directions that both rows counted the message for."""
    for name, bit in BITS.items():
        if known[PATHS] & row[PATHS] & bit:
            left.totals.count(f"direction.{name}.messages", -1)
    known[PATHS] |= row[PATHS]


def _sessions(left: Queue, right: Queue) -> None:
    for pid, bits in right.session_heads.items():
        session = left.sessions.get(pid)
        if session is None:
            if not left.whole:
                left.session_heads[pid] = left.session_heads.get(pid, 0) | bits
        elif session:
            session |= bits
            if pid in right.sessions:
                left.close(session)
            else:
                left.sessions[pid] = session
    left.sessions.update(right.sessions)
