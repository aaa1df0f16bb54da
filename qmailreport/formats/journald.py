"""journald's entries (`journalctl -o json`, one object a line) as RFC 3339 syslog lines.  Pure.

The time is __REALTIME_TIMESTAMP (when journald received it, what --since and --until look at), in UTC to the
microsecond.  Control characters become `#` and three octal digits, as rsyslog writes them.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import Any

from ..day import EPOCH

LINE = 1_000_000  # bytes of a message that are kept
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
_TAG = re.compile(rb"[^!-9;-Z\\^-~]+")  # neither blanks nor []: nor what is not ASCII
SUPPRESSED = re.compile(rb" Suppressed ([0-9]+) messages from ")


def line(entry: bytes) -> bytes | None:
    """The entry as a line with its newline; None for what is no entry or bears no time."""
    try:
        fields = json.loads(entry)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, Mapping):
        return None
    stamp = _stamp(_bytes(fields.get("__REALTIME_TIMESTAMP")))
    if stamp is None:
        return None
    host = _word(fields.get("_HOSTNAME"))
    tag = _word(fields.get("SYSLOG_IDENTIFIER") or fields.get("_COMM"))
    pid = _bytes(fields.get("SYSLOG_PID") or fields.get("_PID"))
    tag += b"[" + pid + b"]" if re.fullmatch(rb"[0-9]{1,10}", pid) else b""
    text = _CONTROL.sub(_escaped, _bytes(fields.get("MESSAGE"))[:LINE].rstrip(b"\n"))
    return b"%b %b %b: %b\n" % (stamp, host, tag, text)


def _stamp(digits: bytes) -> bytes | None:
    if not re.fullmatch(rb"[0-9]{1,17}", digits):
        return None
    try:
        moment = EPOCH + dt.timedelta(microseconds=int(digits))
    except OverflowError:
        return None
    return f"{moment:%Y-%m-%dT%H:%M:%S.%f}+00:00".encode()


def _bytes(field: Any) -> bytes:
    """A field: text, bytes as a list of numbers, several values as a list, or null where it was too long."""
    if isinstance(field, str):
        return field.encode("utf-8", "replace")
    if isinstance(field, list):
        if all(isinstance(one, int) and 0 <= one < 256 for one in field):
            return bytes(field)
        return b" ".join(_bytes(one) for one in field[:100] if isinstance(one, (str, list)) and one is not field)
    return b"%d" % field if isinstance(field, int) and not isinstance(field, bool) else b""


def _word(field: Any) -> bytes:
    """A field as one word that can stand before the text."""
    return _TAG.sub(b"_", _bytes(field)[:255]) or b"-"


def _escaped(match: re.Match[bytes]) -> bytes:
    return b"#%03o" % match[0][0]
