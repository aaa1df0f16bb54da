"""Relays, reasons, sizes and numbers in words; every string of a log goes through `clean`.  Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..redact import clean

SMALL = ("", "once", "twice", "three times", "four times", "five times", "six times")
SHOWN = 3  # recipients named in one sentence
REASON = 200
_RELAY = re.compile(rb"(?P<name>[^\[\s]*)\[(?P<address>[^\]\s]*)\](?::(?P<port>[0-9]+))?")
_SAID = re.compile(rb"^(?:host \S+|\S+) (?:said|refused to talk to me): ")
_GIVING_UP = re.compile(rb"/?Giving up on [^/]{0,100}/?$")
_IN_REPLY = re.compile(rb" \(in reply to (?:the )?[^)]{0,100}\)\)?$")
_WRAPPED = re.compile(
    rb"^(?P<address>\S+) (?:does not like recipient|accepted message|failed after I sent the message)\./"
)


def times(count: int) -> str:
    """`three times`, `12 times`."""
    return SMALL[count] if count < len(SMALL) else f"{count:,} times"


def relay(text: bytes) -> str:
    """`mx.example.net [192.0.2.1]`."""
    match = _RELAY.fullmatch(text)
    if not match:
        return clean(text, 80)
    name = clean(match["name"], 80)
    address = clean(match["address"], 60)
    return f"{name} [{address}]" if name and name not in ("unknown", address) else f"[{address}]"


def provider(text: bytes, rcpt: bytes) -> str:
    """Whose server it is: the registered part of the relay's name, or the recipient's domain where there is none."""
    match = _RELAY.fullmatch(text)
    name = match["name"] if match else b""
    if not name or name == b"unknown":
        domain = rcpt.rpartition(b"@")[2]
        return relay(text) if match else clean(domain or rcpt, 80)
    labels = name.lower().split(b".")
    short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return clean(b".".join(labels[-3 if short else -2 :]), 80)


def reason(reply: bytes) -> str:
    """A reply without who said it and to what."""
    reply = _GIVING_UP.sub(b"", reply)
    text = _IN_REPLY.sub(b"", _SAID.sub(b"", _WRAPPED.sub(b"", reply).removeprefix(b"Remote host said: ")))
    return clean(text.replace(b"./Remote host said: ", b". Remote host said: "), REASON).rstrip(" .")


def people(addresses: Sequence[bytes]) -> str:
    """`a@x, b@y and 4 more`."""
    distinct = list(dict.fromkeys(addresses))
    named = ", ".join(address(one) for one in distinct[:SHOWN])
    more = len(distinct) - SHOWN
    return f"{named} and {more:,} more" if more > 0 else named


def address(text: bytes) -> str:
    """An address; the null sender in words."""
    return clean(text, 120) if text else "<>"


def protocol(text: bytes) -> str:
    """`TLS 1.3` of `TLSv1.3`; OpenSSL's `TLSv1` is TLS 1.0."""
    return "TLS 1.0" if text == b"TLSv1" else clean(text, 20).replace("TLSv", "TLS ")


def size(count: int) -> str:
    """Bytes, rounded: `840 bytes`, `12 kB`, `3.4 MB`."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:,.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:,.1f} MB"
