"""xqp, xsender, xrecipient: the lines of matchup's output about one message, sender or recipient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qmailreport.classic.awk import equal, fields, unescape


def _words(line: bytes) -> list[bytes]:
    words = fields(line)
    return words + [b""] * (11 - len(words))


def _whole(line: bytes) -> bytes:
    return line if line.endswith(b"\n") else line + b"\n"


def xqp(lines: Iterable[bytes], wanted: bytes) -> Iterator[bytes]:
    """Lines whose qp equals `wanted`, compared as numbers where both are."""
    wanted = unescape(wanted)
    return (_whole(line) for line in lines if line.startswith((b"d", b"m")) and equal(_words(line)[8], wanted))


def xsender(lines: Iterable[bytes], wanted: bytes) -> Iterator[bytes]:
    """Lines whose sender is `<wanted>`; senders are in lower case."""
    sender = b"<" + unescape(wanted) + b">"
    return (
        _whole(line)
        for line in lines
        if (line.startswith(b"d") and _words(line)[6] == sender)
        or (line.startswith(b"m") and _words(line)[7] == sender)
    )


def xrecipient(lines: Iterable[bytes], wanted: bytes) -> Iterator[bytes]:
    """Deliveries to `wanted`, which includes the channel: `remote.joe@example.org`."""
    wanted = unescape(wanted)
    return (_whole(line) for line in lines if line.startswith(b"d") and equal(_words(line)[7], wanted))
