"""The reports with one row per reason, recipient, host, sender or uid; and the sendmail-like log.

All read matchup's output: d lines (result, birth, start, end, bytes, sender, channel.recipient, qp, uid, reason)
and m lines (birth, end, bytes, successes, failures, deferrals, sender, qp, uid). Delays are summed in the order
of the lines; rows are ordered as the peer's `sort` orders them (C locale, ascending).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from qmailreport.classic import texts
from qmailreport.classic.awk import fields, fixed, number, plain, sort_number
from qmailreport.classic.columnt import columnt

_Key = tuple[object, ...]


def _delivery(line: bytes) -> list[bytes]:
    words = fields(line)
    if len(words) < 11:
        words += [b""] * (11 - len(words))
    return words


def _by_text(column: int) -> Callable[[bytes], _Key]:
    """`sort -k COLUMN`: the rest of the line from the blank before that column, as text."""

    def key(row: bytes) -> _Key:
        return b" ".join(row.split(b" ")[column - 1 :]), row

    return key


def _by_number(column: int) -> Callable[[bytes], _Key]:
    """`sort -n -k COLUMN`."""

    def key(row: bytes) -> _Key:
        return sort_number(row.split(b" ", column)[column - 1]), row

    return key


def _table(text: bytes, heading: bytes, rows: Iterable[bytes]) -> Iterator[bytes]:
    yield text
    yield columnt([heading.split(), *(fields(row) for row in rows)])


def _reasons(lines: Iterable[bytes], result: bytes) -> Iterator[bytes]:
    counts: dict[bytes, int] = {}
    delays: dict[bytes, float] = {}
    for line in lines:
        if line.startswith(result):
            words = _delivery(line)
            reason = words[10]
            counts[reason] = counts.get(reason, 0) + 1
            delays[reason] = delays.get(reason, 0.0) + (number(words[4]) - number(words[3]))
    rows = [b"%d %b %b" % (count, fixed(delays[reason], 2), reason) for reason, count in counts.items()]
    rows.sort(key=_by_text(2))
    return (text.replace(b"_", b" ") for text in _table(b"", b"del xdelay reason", rows))


def zdeferrals(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Deferrals by reason."""
    yield texts.DEFERRALS
    yield from _reasons(lines, b"d z")


def zfailures(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Failures by reason."""
    yield texts.FAILURES
    yield from _reasons(lines, b"d d")


def zsuccesses(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Successes by reason."""
    yield texts.SUCCESSES
    yield from _reasons(lines, b"d k")


def _targets(lines: Iterable[bytes], name: Callable[[bytes], bytes]) -> list[bytes]:
    """Rows of bytes, messages, tries, xdelay and name."""
    sums: dict[bytes, list[float]] = {}
    for line in lines:
        if not line.startswith(b"d"):
            continue
        words = _delivery(line)
        key = name(words[7])
        row = sums.get(key)
        if row is None:
            row = sums[key] = [0.0, 0, 0, 0.0]
        if line.startswith(b"d k"):
            row[0] += number(words[5])
            row[1] += 1
        elif line.startswith(b"d d"):
            row[1] += 1
        row[2] += 1
        row[3] += number(words[4]) - number(words[3])
    rows = [
        b"%b %d %d %b %b" % (plain(size), messages, tries, fixed(delay, 2), key)
        for key, (size, messages, tries, delay) in sums.items()
    ]
    rows.sort(key=_by_text(4))
    return rows


def _host(target: bytes) -> bytes:
    return target.rpartition(b"@")[2]


def zrecipients(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Deliveries by recipient, the channel in front."""
    return _table(texts.RECIPIENTS, b"sbytes mess tries xdelay recipient", _targets(lines, bytes))


def zrhosts(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Deliveries by recipient host; without an `@` the whole recipient is its host."""
    return _table(texts.RHOSTS, b"sbytes mess tries xdelay host", _targets(lines, _host))


def zrxdelay(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Recipients by average xdelay, taken from the rounded total."""
    rows = []
    for row in _targets(lines, bytes):
        _, _, tries, delay, recipient = row.split(b" ")
        rows.append(b"%b %b %b" % (fixed(number(delay) / number(tries), 2), tries, recipient))
    rows.sort(key=_by_number(1))
    return _table(texts.RXDELAY, b"avg tries recipient", rows)


def _origins(lines: Iterable[bytes], name: Callable[[bytes, bytes], bytes]) -> list[bytes]:
    """Rows of messages, bytes, bytes received, bytes by recipients, recipients, tries, xdelay and name(uid, sender)."""
    sums: dict[bytes, list[float]] = {}
    delays: dict[bytes, float] = {}
    for line in lines:
        if line.startswith(b"d"):
            words = _delivery(line)
            key = name(words[9], words[6])
            delays[key] = delays.get(key, 0.0) + (number(words[4]) - number(words[3]))
        elif line.startswith(b"m"):
            words = _delivery(line)
            size, succeeded, failed, deferred = map(number, words[3:7])
            key = name(words[9], words[7])
            add = (1, size, size * succeeded, size * (succeeded + failed), succeeded, failed, deferred)
            row = sums.get(key)
            sums[key] = list(add) if row is None else [a + b for a, b in zip(row, add, strict=True)]
    rows = []
    for key, (*sizes, succeeded, failed, deferred) in sums.items():
        figures = [*sizes, succeeded + failed, succeeded + failed + deferred]
        rows.append(b" ".join([*map(plain, figures), fixed(delays.get(key, 0.0), 6), key]))
    rows.sort(key=_by_number(7))
    return rows


_ORIGIN = b"mess bytes sbytes rbytes recips tries xdelay "


def zsenders(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Messages by uid/<sender>."""
    return _table(texts.SENDERS, _ORIGIN + b"sender", _origins(lines, lambda uid, sender: uid + b"/" + sender))


def zsuids(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Messages by uid."""
    return _table(texts.SUIDS, _ORIGIN + b"uid", _origins(lines, lambda uid, sender: uid))


_RESULTS = {b"k": b"Sent", b"d": b"Failed"}


def zsendmail(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines in the manner of sendmail's log, in their order; others pass unchanged."""
    for line in lines:
        if line.startswith(b"d"):
            _, result, birth, start, end, _, _, target, qp, uid, reason, *_ = _delivery(line)
            yield b"%b qp %b: to=%b, uid=%b, ddelay=%b, xdelay=%b, stat=%b (%b)\n" % (
                end, qp, target, uid, fixed(number(end) - number(birth), 6), fixed(number(end) - number(start), 6),
                _RESULTS.get(result, b"Deferred"), reason,
            )  # fmt: skip
        elif line.startswith(b"m"):
            _, birth, end, size, succeeded, failed, deferred, sender, qp, uid, *_ = _delivery(line)
            yield b"%b qp %b: from=%b, uid=%b, size=%b, nrcpts=%b, deferrals=%b, qtime=%b\n" % (
                end, qp, sender, uid, size, plain(number(succeeded) + number(failed)), deferred,
                fixed(number(end) - number(birth), 6),
            )  # fmt: skip
        else:
            yield line if line.endswith(b"\n") else line + b"\n"
