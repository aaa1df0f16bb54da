"""What Postfix refused, and why: kinds that stay the same however a site words its replies.  Pure."""

from __future__ import annotations

import re
from functools import lru_cache

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
_HEAD = re.compile(
    rb"([A-Za-z-]{2,24})(?: from [^ \[]*(?:\[([^\] ]*)\])?[^ ]*:)?(?: ([245][0-9]{2}) )?"
    rb"(?:([245]\.[0-9]{1,3}\.[0-9]{1,3})\b)?"
)
_CODE = re.compile(rb": (?:([245][0-9]{2}) )?(?:([245]\.[0-9]{1,3}\.[0-9]{1,3})\b)?")
Verdict = tuple[str, str, str, bytes]  # its kind, stage and code; the blocklist that it names, or nothing


def ends(verdict: bytes) -> tuple[bytes, bytes | None]:
    """The words of a reject, and what stands behind `; from=<`; None where it names no sender.

    A client chooses what it is about, in <> before the words, and what HELO said, behind `; proto=`.
    """
    front, colon, reply = verdict.partition(b": ")
    if reply[:1] not in _REPLIES:  # of cleanup: a header's text, which the sender chose, comes first
        words, found, rest = verdict.rpartition(b"; from=<")
        return (words, rest) if found else (verdict, None)
    code, said = _about(reply)
    words, found, rest = said.partition(b"; from=<")
    words = front + colon + (code + b" " if code else b"") + words
    return (words, rest) if found and b"; proto=" not in words else (words, None)


def recipient(verdict: bytes) -> bytes:
    """The recipient that a reject names right behind its sender; '' where it names none."""
    rest = (ends(verdict)[1] or b"").partition(b">")[2].lstrip(b",")  # postscreen has commas
    return rest[len(b" to=<") :].partition(b">")[0].lower() if rest.startswith(b" to=<") else b""


def _about(reply: bytes) -> tuple[bytes, bytes]:
    """The code and the words of '550 5.1.1 <NAME>: WORDS'; no code where no name stands behind it."""
    code, bracket, said = reply.partition(b" <")
    named = said.partition(b">: ")
    return (code, named[2]) if bracket and len(code) < 12 and named[1] else (b"", reply)


def judged(verdict: bytes) -> tuple[Verdict, bytes, bytes | None]:
    """What a reject says, the client's address, and its sender; None where it names none."""
    found = usual(verdict)
    if found is None:
        words, rest = ends(verdict)
        stage, code, client = head(verdict)
        sender = None if rest is None else rest.partition(b">")[0].lower()
        return (kind(words), stage, code, listed(words)), client, sender
    said, client, sender = found
    return meaning(said), client, sender.lower()


def usual(verdict: bytes) -> tuple[Said, bytes, bytes] | None:
    """A reject's words, the client's address and the sender, where it has the usual shape; else None.

    That is STAGE from HOST[ADDRESS]: CODE <ADDRESS>: WORDS; from=<SENDER>.  (A regex takes twice as long.)
    """
    front, _, reply = verdict.partition(b": ")
    stage, _, whom = front.partition(b" from ")
    client, bracket, port = whom.partition(b"[")[2].partition(b"]")
    if not bracket or reply[:1] not in _REPLIES or b" " in whom or b"[" in port:
        return None
    code, said = _about(reply)
    said, found, rest = said.partition(b"; from=<")
    if not found or b"; proto=" in said:
        return None
    return (stage, code, without(client, said)), client, rest.partition(b">")[0]


def without(client: bytes, said: bytes) -> bytes:
    """A reject's words without the client's address: what differs from client to client tells no kind."""
    return said.replace(client, b"#") if b"[" in said and (b"." in client or b":" in client) else said


# The same as one regex, for many: stage, client, code, words and sender; what it does not match may yet be usual.
USUAL = re.compile(
    rb"([^ \n:]*) from [^ \n\[]*\[([^ \n\]]*)\][^ \n\[]*: "
    rb"(?>([245][0-9. ]{0,10}) <[^>\n]*+(?:>(?!: )[^>\n]*+)*>: |(?=[245])(?![^\n]{0,11} <))"
    rb"([^;\n]*+(?:;(?! from=<| proto=)[^;\n]*+)*); from=<([^>\n]*)>"
)
_REPLIES = frozenset((b"2", b"4", b"5"))
Said = tuple[bytes, bytes, bytes]  # stage, code and words


@lru_cache(maxsize=8192)
def meaning(said: Said) -> Verdict:
    """What the words of `usual` mean."""
    stage, code, words = said
    what, number, _ = head(stage + b" from []: " + (code + b" " if code else b"") + words)
    return kind(words), what, number, listed(words)


def kind(words: bytes) -> str:
    """The kind of a reject by its words."""
    for said, name in _KINDS:
        if said in words:
            return name
    return "other"


def listed(verdict: bytes) -> bytes:
    """The blocklist that a reject names, without a dot at its end; nothing where it is for no list."""
    if b"blocked using" not in verdict:
        return b""
    found = _LIST.search(verdict)
    return found[1].lower().rstrip(b".") if found else b"(unnamed)"


def head(verdict: bytes) -> tuple[str, str, bytes]:
    """The stage, as RCPT, CONNECT, END-OF-MESSAGE or header; the code: '5.7.1', else the reply '554', else ''; and
    the client's address.
    """
    found = _HEAD.match(verdict)
    if found is None:
        return "", "", b""
    code = found[4] or found[3]
    if code is None:
        code = next((later[2] or later[1] for later in _CODE.finditer(verdict) if later[1] or later[2]), b"")
    return found[1].decode(), code.decode(), found[2] or b""
