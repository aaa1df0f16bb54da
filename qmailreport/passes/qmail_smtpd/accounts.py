"""vchkpw's lines, and which names of accounts may be kept.  Pure.

vchkpw logs the password that was tried (`(pass: '…')`, and without any sign for system users), and people type
passwords where the name belongs.  No password leaves this module, and a failed name that is no address is
kept as a hash only: it is shown where the same name has also logged in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .bounded import address, hidden

Outcome = Literal["login", "fail", "error", "other"]

_SUCCESS = re.compile(rb"\([A-Z0-9-]{2,20}\) login success ")
_FAIL = re.compile(
    rb"password fail|system password fail|null user name given|null password given|vpopmail user not found"
    rb"|system user not found|system user shadow entry not found|user has no password"
    rb"|invalid user/domain characters|(?:pop|smtp|imap|webmail) access denied"
)
_ERROR = re.compile(rb"(?:setgid|setuid|chdir|putenv|autocreate dir|dir auto create|failed to vauth_getpw)\b")
_ADDRESS = re.compile(rb"[^\s@:'\"()<>]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}")
_SMTP = {b"smtp", b"smtps", b"submission", b"25", b"465", b"587"}


@dataclass(frozen=True, slots=True)
class Login:
    """What a line of vchkpw says: the name as it may be kept, the client's address (empty: not known)."""

    outcome: Outcome
    name: bytes = b""
    client: bytes = b""
    smtp: bool = False


def login(service: bytes | None, text: bytes) -> Login:
    """A line of vchkpw behind its `vchkpw-SERVICE: `."""
    smtp = service in _SMTP
    for outcome, pattern in _OUTCOMES:
        match = pattern.match(text)
        if match:
            name, client = _who(text[match.end() :])
            sure = not match[0].startswith(b"invalid")  # then it may be anything
            return Login(outcome, kept(name if sure else b"", outcome == "login"), client, smtp)
    return Login("other")


_OUTCOMES: tuple[tuple[Outcome, re.Pattern[bytes]], ...] = (("login", _SUCCESS), ("fail", _FAIL), ("error", _ERROR))


def _who(text: bytes) -> tuple[bytes, bytes]:
    """(name, address) of the last word, `NAME:IP`; whatever stands before it may be a password, and so may be the
    last word where it is cut off.
    """
    before, _, word = text.rstrip(b"\r\n] ").rpartition(b" ")
    name, _, client = word.partition(b":")
    found = address(client)
    whole = b"(pass: '" not in text or before.endswith(b"')")
    return (name, found) if found and whole else (b"", b"")


def kept(name: bytes, known: bool) -> bytes:
    """A name as it may be kept: in lower case; as a hash where it is no address and has not logged in by this line."""
    name = name.lower().rstrip(b"@")
    if not name:
        return b""
    if known or _ADDRESS.fullmatch(name):
        return name[:255]
    return hidden(name)


def harmless(text: bytes) -> bytes:
    """A line that was not understood, as it may be shown: nothing that could be part of a login, no subject."""
    if text.startswith(b"simscan:["):
        return b":".join(text.split(b":", 3)[:3]) + b":[hidden: may hold a subject]"
    lowered = text[:4096].lower()
    if any(word in lowered for word in (b"pass", b"vchkpw", b"vpopmail", b"auth", b"login", b"secret", b"')")):
        begin = re.match(rb"[a-z0-9-]{1,30}(?:\[[0-9]{1,10}\])?: ", lowered)
        return (text[: begin.end()] if begin else b"") + b"[hidden: may hold a password]"
    return text
