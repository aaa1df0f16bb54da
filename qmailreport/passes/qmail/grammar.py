"""The lines of qmail-send(8), as `qsutil.c` and `qmail-send.c` of qmail 1.01 to 1.03 and its heirs write them.  Pure.

A line is either one of the common shapes, captured by group, or `odd`: a known verb in a shape that
qmail-send does not write, which is read by position as matchup(1) reads it.
"""

from __future__ import annotations

import re

from ...fold import Grammar

# Numbers without leading zeros, so that their bytes serve as keys.
_N = rb"(?:0|[1-9][0-9]{0,18})"
_END = rb"(?=[\r\n]|\Z)"

# An event is told by the group that closes last, which bears its name.  Groups are few on purpose: a match object of
# more than half a kilobyte costs twice as much to make.
EVENTS = b"|".join(
    (
        rb"status: (?P<status>[^\n]*)",
        rb"starting delivery (?P<sd>%b): msg (?P<sm>%b) to (?P<starting>(?:local|remote) [^ \t\0\r\n]+)%b"
        % (_N, _N, _END),
        rb"delivery (?P<success>%b): success: " % _N,
        rb"new msg (?P<new>%b)%b" % (_N, _END),
        rb"info msg (?P<im>%b): bytes (?P<bytes>%b) from <(?P<sender>[^ \t\0\r\n]*)> qp %b uid (?P<birth>%b)%b"
        % (_N, _N, _N, _N, _END),
        rb"end msg (?P<end>%b)%b" % (_N, _END),
        rb"delivery (?P<fd>%b): (?P<result>failure|deferral|report mangled)"
        rb"(?:, will defer)?(?:: )?(?P<failed>[^\n]*)" % _N,
        rb"(?P<bounce>(?:bounce|double bounce|triple bounce)(?: msg |: discarding )[^\n]*)",
        rb"(?P<alarm>(?:alert|warning): [^\n]*)",
        rb"(?P<odd>(?:new|info|starting|delivery|end|running|exiting)(?=[ \t\0\r\n]|\Z)[^\n]*)",
        rb"(?P<quiet>(?:(?:number|local|remote|extra)(?=[ \t\0])|(?:local|remote): [^ \n]+ [^ \n]+ [0-9]+ queue[0-9]"
        rb"|qscheduler: )[^\n]*)",
        rb"(?P<other>(?![0-9]{1,20}\.[0-9]{6}\+)[^\n]*)",
    )
)

QMAIL = Grammar(program=rb"qmail(?:-send)?", events=EVENTS)

_FIELDS = re.compile(rb"[^ \t\0]+")
_LOAD = re.compile(rb"local ([0-9]{1,9})/([0-9]{1,9}) remote ([0-9]{1,9})/([0-9]{1,9})")


def fields(text: bytes) -> list[bytes]:
    """The first 19 fields behind the stamp, as matchup splits them, padded with empty ones."""
    words = _FIELDS.findall(text)[:19]
    return words + [b""] * (19 - len(words))


def number(word: bytes) -> int:
    """Leading decimal digits modulo 2^64; none are 0 (scan_ulong, as matchup uses it)."""
    match = re.match(rb"[0-9]+", word)
    return int(match[0][-1000:]) % 2**64 if match else 0


def serial(word: bytes) -> int:
    """A delivery's number; indimail's `N.Q` of queue Q is another one than N of any other queue."""
    n, _, q = word.partition(b".")
    return number(n) + (number(q) << 64 if q[:1].isdigit() else 0)


def message(word: bytes, words: list[bytes]) -> bytes:
    """A message's number; indimail ends its lines with ` queueQ`, and each queue numbers its own."""
    last = next((each for each in reversed(words) if each), b"")
    suffix = b"." + last[5:] if last.startswith(b"queue") and last[5:].isdigit() else b""
    return b"%d" % number(word) + suffix


def load(text: bytes) -> tuple[int, int, int, int] | None:
    """local used and limit, remote used and limit of a status line; None for `status: exiting` and the like."""
    match = _LOAD.match(text)
    return (int(match[1]), int(match[2]), int(match[3]), int(match[4])) if match else None
