"""What a transaction's lines say, whichever program wrote them; and what other programs say of the message.  Pure."""

from __future__ import annotations

import re

from .nouns import BOUNCED, DEFERRED, SENT, Attempt, Facts, Note
from .postfix import postfix_facts
from .qmail import INFO, INSTANCE, SAID
from .records import Record, Transaction

_BOUNCE = re.compile(rb"bounce msg [0-9]+ qp ([0-9]+)")
_RELAY = re.compile(
    rb"(?P<address>[0-9]{1,3}(?:\.[0-9]{1,3}){3}|(?<![0-9a-f:])(?=[0-9a-f]{0,4}:)[0-9a-f:]{3,45}+)"
    rb"_(?:accepted|does_not_like|failed|said)"
)
_NEXT = re.compile(rb"[Qq]ueued_(?:as|mail_for_delivery_as)_<?([0-9A-Za-z]{5,24})(?![0-9A-Za-z])|_qp_([0-9]+)(?![0-9])")
_DSN = re.compile(rb"#([245]\.[0-9]{1,3}\.[0-9]{1,3})")
_STATUS = {b"success": SENT, b"failure": BOUNCED, b"deferral": DEFERRED, b"report mangled": DEFERRED}
_AMAVIS = re.compile(
    rb"\([^)\s]{0,60}\) (?P<verdict>(?:Passed|Blocked) [A-Z][A-Z-]{0,40}(?: \([^)\n]{0,200}\))?)"
    rb"(?: \{(?P<did>[^}\n]{0,200})\})?"
)
_SAVED = re.compile(
    rb"(?P<saved>(?:saved mail to|stored mail into mailbox|forwarded to|discarded duplicate forward to"
    rb"|marked message to be discarded)[^\n]*)"
)


def facts_of(transaction: Transaction) -> Facts:
    """What is known of one message at one queue."""
    facts = _qmail_facts(transaction) if transaction.instance == INSTANCE else postfix_facts(transaction)
    for record in transaction.records:
        if note := _note(record):
            facts.notes.append(note)
    return facts


def _qmail_facts(transaction: Transaction) -> Facts:
    facts = Facts("qmail")
    starts: dict[bytes, re.Match[bytes]] = {}
    for record in transaction.records:
        match = SAID.fullmatch(record.text)
        if match is None:
            continue
        if queued := INFO.match(record.text):
            facts.arrived, facts.sender, facts.size = record.at, queued["sender"], int(queued["size"])
            facts.qp, facts.submitted = b"qp " + queued["qp"], queued["uid"]
        elif match["starts"]:
            starts[match["starts"]] = match
        elif match["done"] and (start := starts.pop(match["done"], None)):
            facts.attempts.append(_attempt(record, start, match))
        elif bounce := _BOUNCE.match(record.text):
            facts.notices.append((record.at, "bounce", b"qp " + bounce[1]))
        elif match["discarded"]:
            facts.notes.append(Note(record.at, record.text.decode("latin-1")))
    facts.ended = transaction.last if transaction.ended else 0
    return facts


def _attempt(record: Record, start: re.Match[bytes], end: re.Match[bytes]) -> Attempt:
    why = end["why"]
    relay, next_id, dsn = _RELAY.search(why), _NEXT.search(why), _DSN.search(why)
    return Attempt(
        at=record.at,
        to=start["to"],
        relay=relay["address"] if relay and start["channel"] == b"remote" else b"",
        status=_STATUS[end["result"]],
        reply=why.replace(b"_", b" ").rstrip(b"/ ") or end["result"],
        agent=start["channel"],
        dsn=dsn[1] if dsn else b"",
        next_id=_named(next_id) if next_id and end["result"] == b"success" else b"",
        times=record.times,
    )


def _named(match: re.Match[bytes]) -> bytes:
    return match[1] or b"qp " + match[2]


def _note(record: Record) -> Note | None:
    """What amavis or Dovecot did with the message."""
    if record.program.startswith(b"amavis") and (match := _AMAVIS.match(record.text)):
        did = f", {match['did'].decode('latin-1')}" if match["did"] else ""
        return Note(record.at, f"amavis: {match['verdict'].decode('latin-1')}{did}")
    if record.program.startswith(b"dovecot") and (match := _SAVED.search(record.text)):
        return Note(record.at, f"Dovecot {match['saved'].decode('utf-8', 'replace')}")
    return None
