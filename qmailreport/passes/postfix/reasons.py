"""Deferral and bounce reasons, grouped by what they say; the phrases are those of the qmail pass.  Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from ..qmail.reasons import grouped as _grouped

# What differs from line to line and says nothing: addresses, hosts, the name that DNS was asked for.
_VARIES = re.compile(
    rb"<[^>\n]*>|\b(?:host|with|to|from|for) ?[^ \n]*\[[^\]\n]*\](?::[0-9]+)?|name=\S+|\"[^\"\n]*\""
    rb"|for [^ \n:]+@[^ \n:]+"
)
_OURS = tuple(
    (re.compile(pattern), phrase)
    for pattern, phrase in (
        (
            rb"Connection (?:timed out|refused|reset)|No route to host|Network is unreachable|Host is down",
            "no connection to their server",
        ),
        (rb"Host not found, try again|Name service error.*(?:try again|SERVFAIL|timed out)", "DNS did not answer"),
        (rb"mail transport unavailable|unknown mail transport error", "our mail transport is unavailable"),
        (rb"loops back to myself|mail forwarding loop", "the mail loops"),
        (rb"TLS is required|Cannot start TLS|certificate (?:not|verification)", "no TLS as we require it"),
        (
            rb"while receiving the initial server greeting",
            "their server closed the connection at its greeting",
        ),
        (rb"unknown user", "no such mailbox"),
        (rb"Command died|Command time limit|Command output", "local delivery could not run"),
    )
)


CLIP = 2000  # bytes of a reply that are looked at


def grouped(why: bytes, dsn: bytes | None) -> tuple[str, str]:
    """(phrase, code) of the text in parentheses behind `status=`; the code is its dsn where it has one."""
    phrase, code = _said(why[:CLIP])
    return phrase, dsn.decode() if dsn else code


@lru_cache(maxsize=8192)
def _said(why: bytes) -> tuple[str, str]:
    return _cached(_VARIES.sub(b"", why))


@lru_cache(maxsize=8192)
def _cached(why: bytes) -> tuple[str, str]:
    if b" said: " not in why:
        for pattern, phrase in _OURS:
            if pattern.search(why):
                return phrase, ""
    said = why.rpartition(b"said: ")[2]
    return _grouped((b"said: " if said != why else b"") + said.rstrip(b")] "))
