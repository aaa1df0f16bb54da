"""Two stretches of one host's log, left before right, into one: the right one's head is replayed.  Pure."""

from __future__ import annotations

from .state import BORN, FIRST, ROW, SENDER, Early, End, Message, Queue


def merge(left: Queue, right: Queue) -> Queue:
    """`left` followed by `right`; both are used up."""
    epochs = _resolve(left, right)
    _early(left, right)
    _decide(left, right, epochs)
    _deliveries(left, right)
    _status(left, right)
    left.totals.add(right.totals)
    for known in right.messages.values():
        known[ROW] = left.totals.senders[known[SENDER]]
    for buried in right.dead.values():
        for known, _, _ in buried:
            known[ROW] = left.totals.senders[known[SENDER]]
    left.messages.update(right.messages)
    if left.whole:
        left.gone.clear()
        left.dead.clear()
    return left


def _resolve(left: Queue, right: Queue) -> list[int]:
    """Ends whose start is known on the left; gives the new epoch of each of the right one's epochs."""
    epochs = [len(left.ends)]
    for place, end in enumerate(right.ends):
        opened = left.deliveries.pop(end.number, None)
        if opened is not None:
            _finish(left, right, place, opened, end)
        elif not (left.whole or end.number in left.ended or end.number in left.started):
            left.ends.append(end)
            left.ended.add(end.number)
        epochs.append(len(left.ends))
    return epochs


def _finish(left: Queue, right: Queue, place: int, opened: tuple[bytes, int, bytes], end: End) -> None:
    """An end whose message, by number, may be the left one's or already the right one's."""
    message = opened[0]
    first = right.first(message)
    if first is None or first > place:
        left.finished(opened, end.result, end.done, end.why)
        return
    known = right.messages.get(message)
    if known is not None and known[BORN] <= place:
        right.finished(opened, end.result, end.done, end.why)
        return
    for buried, until, completed in right.dead.get(message, ()):
        if buried[BORN] <= place < until:
            _exhume(right, message, buried, completed, opened, end)
            return
    # No message bears the number at that moment.
    _without(right, opened, end)


def _exhume(
    right: Queue, message: bytes, buried: Message, completed: bool, opened: tuple[bytes, int, bytes], end: End
) -> None:
    living = right.messages.get(message)
    right.messages[message] = buried
    right.finished(opened, end.result, end.done, end.why)
    if completed:
        right.late(buried, end.result)
    if living is None:
        del right.messages[message]
    else:
        right.messages[message] = living


def _without(right: Queue, opened: tuple[bytes, int, bytes], end: End) -> None:
    living = right.messages.pop(opened[0], None)
    held = right.gone.setdefault(opened[0], 0)
    right.finished(opened, end.result, end.done, end.why)
    if living is not None:
        right.messages[opened[0]] = living
        del right.gone[opened[0]]
    else:
        right.gone[opened[0]] = held


def _early(left: Queue, right: Queue) -> None:
    """Deliveries of messages that were queued to the left."""
    for message, early in right.early.items():
        for result, start, done, rcpt, why in early.tries:
            left.finished((message, start, rcpt), result, done, why)


def _decide(left: Queue, right: Queue, epochs: list[int]) -> None:
    """What the right one says of messages by number: ended, forgotten or overwritten."""
    firsts = list(right.gone.items())
    firsts.extend((message, living[FIRST]) for message, living in right.messages.items())
    for message, first in firsts:
        known = left.messages.pop(message, None)
        early = right.early.get(message)
        end = early.end if early is not None else None
        if known is not None:
            _close(left, message, known, end, epochs[first])
        elif message not in left.gone:
            left.gone[message] = epochs[first]
            if end is not None and not left.whole:
                left.early.setdefault(message, Early()).end = end
    for message, living in right.messages.items():
        living[FIRST] = left.gone.pop(message)
        living[BORN] = epochs[living[BORN]]
    for message, buried in right.dead.items():
        for known, until, completed in buried:
            known[BORN] = epochs[known[BORN]]
            if known[BORN] < epochs[until]:
                left.dead.setdefault(message, []).append((known, epochs[until], completed))


def _close(left: Queue, message: bytes, known: Message, end: int | None, epoch: int) -> None:
    """The left one's message meets the right one's first word on its number."""
    if end is not None:
        left.complete(known, end)
    left.gone[message] = known[FIRST]
    if known[BORN] < epoch:
        left.dead.setdefault(message, []).append((known, epoch, end is not None))


def _deliveries(left: Queue, right: Queue) -> None:
    """Deliveries still open on the left stay so unless the right one knows their numbers."""
    if right.started.every:
        left.deliveries.clear()
        left.started.every = True
    else:
        for number in [n for n in left.deliveries if n in right.started or n in right.ended]:
            del left.deliveries[number]
    left.deliveries.update(right.deliveries)
    left.started.runs.extend(right.started.runs)
    left.started.tidy_up()


def _status(left: Queue, right: Queue) -> None:
    """The right one's first status line is a change, unless it shows what the left one's last did."""
    if right.status_at is None:
        return
    if left.status_at is None:
        left.status_at, left.status_first = right.status_at, right.status_first
    elif left.status_now == right.status_now == right.status_first and right.status_since == right.status_at:
        return
    else:
        left.account(right.status_at)
    left.status_since, left.status_now = right.status_since, right.status_now
