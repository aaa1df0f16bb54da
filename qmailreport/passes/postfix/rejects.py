"""What Postfix refused, and why: kinds that stay the same however a site words its replies.  Pure."""

from __future__ import annotations

import re

# smtpd(8), smtpd_check.c and postscreen(8); the first that occurs.  What says why goes before what says only whom.
_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"blocked using ", "rbl"),
    (b"User unknown", "user unknown"),
    (b"reylist", "greylisted"),
    (b"Relay access denied", "relay denied"),
    (b"Helo command rejected", "helo"),
    (b"Sender address rejected: Domain", "sender domain"),
    (b"cannot find your ", "client reverse"),
    (b"Message size exceeds", "size"),
    (b"pipelining", "pipelining"),
    (b"raylist", "greylisted"),
    (b"unverified address", "user unknown"),
    (b"undeliverable address", "user unknown"),
    (b"Sender address rejected: unverified", "sender domain"),
    (b"Sender address rejected: undeliverable", "sender domain"),
    (b"Sender address rejected: Malformed", "sender domain"),
    (b"SPF", "spf dkim dmarc"),
    (b"DMARC", "spf dkim dmarc"),
    (b"DKIM", "spf dkim dmarc"),
    (b"oo many ", "limit"),
    (b"imit exceeded", "limit"),
    (b"STARTTLS", "tls required"),
    (b"encryption", "tls required"),
    (b"Insufficient system", "no space"),
    (b"onfiguration ", "server trouble"),
    (b"lookup failure", "server trouble"),
    (b"lookup error", "server trouble"),
    (b"command is disabled", "command"),
    (b"ETRN rejected", "command"),
    (b"not implemented", "command"),
    (b"Sender address rejected", "sender"),
    (b"Recipient address rejected", "recipient"),
    (b"Client host rejected", "client"),
    (b"Data command rejected", "data"),
    (b"End-of-data rejected", "data"),
)
MEANING = {
    "rbl": "client is on a blocklist",
    "greylisted": "greylisted, asked to come later",
    "user unknown": "no such recipient",
    "relay denied": "not our recipient: relaying denied",
    "helo": "HELO name refused",
    "client reverse": "client has no (matching) reverse DNS",
    "spf dkim dmarc": "SPF, DKIM or DMARC",
    "sender domain": "sender's domain does not exist or its address fails",
    "sender": "sender refused",
    "size": "message too large",
    "pipelining": "commands sent before they were allowed",
    "recipient": "recipient refused",
    "client": "client refused",
    "limit": "too many connections, commands or errors",
    "tls required": "encryption required",
    "data": "content refused at DATA",
    "no space": "this server was short of space",
    "server trouble": "this server's tables or settings failed",
    "command": "command not offered",
    "postscreen": "refused by postscreen",
    "milter": "refused by a milter",
    "content": "refused by header or body checks",
    "proxy": "refused by the proxy filter",
    "other": "other reasons",
}
_LIST = re.compile(rb"blocked using ([0-9A-Za-z._-]{1,80})")
_HEAD = re.compile(rb"([A-Za-z-]{2,24})(?: from [^ ]+:)?(?: ([245][0-9]{2}) )?(?:([245]\.[0-9]{1,3}\.[0-9]{1,3})\b)?")
_CODE = re.compile(rb": (?:([245][0-9]{2}) )?(?:([245]\.[0-9]{1,3}\.[0-9]{1,3})\b)?")


def kind(verdict: bytes) -> str:
    """The kind of a reject by its text, without the addresses at its end."""
    end = verdict.rfind(b"; from=<")
    words = verdict if end < 0 else verdict[:end]
    for said, name in _KINDS:
        if said in words:
            return name
    return "other"


def listed(verdict: bytes) -> bytes:
    """The blocklist that a reject names, without a dot at its end."""
    found = _LIST.search(verdict)
    return found[1].lower().rstrip(b".") if found else b"(unnamed)"


def head(verdict: bytes) -> tuple[str, str]:
    """The stage, as RCPT, CONNECT, END-OF-MESSAGE or header, and the code: '5.7.1', else the reply '554', else ''."""
    found = _HEAD.match(verdict)
    if found is None:
        return "", ""
    code = found[3] or found[2]
    if code is None:
        code = next((later[2] or later[1] for later in _CODE.finditer(verdict) if later[1] or later[2]), b"")
    return found[1].decode(), code.decode()
