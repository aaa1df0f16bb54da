"""Postfix's warnings, without what varies in them.  Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from ...redact import clean

CLIP = 400  # bytes of a text that are looked at
SASL = re.compile(rb"[^\[\n]*\[(?P<address>[^\]\n]+)\]: SASL [^ \n]+ authentication (?:failed|failure|aborted)")
ACCOUNT = re.compile(rb"sasl_username=([^,\s\]]+)")
_VARIES = re.compile(
    rb"<[^>\n]*>|\S*\[[^\]\n]*\](?::[0-9]+)?"
    rb"|\b[0-9a-fA-F]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*|(?<![\w.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![\w.])"
)
_NAMED = (
    (re.compile(rb"hostname \S+ does not resolve to address"), "a client's host name does not resolve to its address"),
    (re.compile(rb"TLS library problem"), "TLS library problem"),
)
_MASKS = (
    (re.compile(r"\S*@\S+"), "‹address›"),
    (re.compile(r"\b(?=\w*\d)[0-9A-Za-z]{6,}\b"), "‹id›"),
    (re.compile(r"\d+"), "#"),
)


@lru_cache(maxsize=4096)
def alarm(severity: str, daemon: bytes, text: bytes) -> tuple[str, str, str]:
    """What a warning counts with: its severity, the daemon without its service, and its masked text."""
    return severity, _daemon(daemon), masked(text)


@lru_cache(maxsize=256)
def _daemon(name: bytes) -> str:
    return clean(name.rpartition(b"/")[2], 30)


@lru_cache(maxsize=4096)
def masked(text: bytes) -> str:
    """A warning's text (its first CLIP bytes) with addresses, hosts, ids and numbers masked, at most 120 characters."""
    for pattern, name in _NAMED:
        if pattern.match(text):
            return name
    return _masked(_VARIES.sub(b"\xe2\x80\xb9host\xe2\x80\xba", text).rstrip(b"]\r "))


@lru_cache(maxsize=4096)
def _masked(text: bytes) -> str:
    words = clean(text, 300)
    for mask, word in _MASKS:
        words = mask.sub(word, words)
    return clean(words, 120)
