"""What Postfix's lines say of one message.  Pure."""

from __future__ import annotations

import re

from .nouns import Attempt, Facts, Note, Refusal
from .records import Record, Transaction, queue_id, tag

_ADDRESS = rb"[^>\n]*(?:>(?!, )[^>\n]*)*"
_TO = re.compile(
    rb"to=<(?P<to>" + _ADDRESS + rb")>, (?:orig_to=<(?P<orig>" + _ADDRESS + rb")>, )?relay=(?P<relay>[^,\n]*), "
    rb"(?P<more>[^\n]*?)status=(?P<status>[a-z-]+)(?: \((?P<reply>[^\n]*?)\)?)?\]?"
)
_DSN = re.compile(rb"dsn=([0-9.]+)")
_QUEUED_AS = re.compile(
    rb"\b(?:queued as |forwarded as |queued_as: |id=)<?([0-9A-Za-z]{1,24}(?:-[0-9A-Za-z]{1,16}){0,2})\b|\b(qp [0-9]+)\b"
)
SENDER = re.compile(
    rb"from=<(?P<sender>" + _ADDRESS + rb")>, (?:size=(?P<size>[0-9]{1,18})|status=(?P<status>[a-z-]*expired))"
)
_CLIENT = re.compile(rb"client=(?P<client>[^,\s]+)(?P<more>[^\n]*)")
_LOGIN = re.compile(rb"sasl_username=([^,\s]+)")
_ORIGIN = re.compile(rb"\borig(?:_queue)?_id=([0-9A-Za-z]+)")
_PICKUP = re.compile(rb"uid=([0-9]+) (?:from|sender)=<?([^>\s]*)>?")
_MESSAGE_ID = re.compile(rb"message-id=(<[^>\n]*>|\S+)")
_NOTICE = re.compile(rb"(?P<kind>[a-z -]*notification): (?P<id>[0-9A-Za-z]+)")
_VERDICT = re.compile(
    rb"(?P<by>milter-|proxy-)?(?P<verb>reject|reject_warning|discard|hold|accept)(?:: | )(?P<stage>[A-Za-z-]+)"
    rb"(?P<text>[^\n]*)"
)
ENVELOPE = re.compile(rb"; from=<(?P<sender>[^>\n]{0,512})>(?:,? to=<(?P<to>[^>\n]{0,512})>)?")
_FROM_CLIENT = re.compile(rb" from (?P<client>[^\s:;]*\[[^\]\s]*\](?::[0-9]+)?)")
_LOOKED_AT = re.compile(rb" (?P<seen>.*) from (?P<client>[^\s:;]*\[[^\]\s]*\]|local)\Z", re.S)  # a header or body line
_SESSION = re.compile(rb"[,;]? proto=[A-Z]{4,8}(?:,? helo=<[^>\n]{0,512}>)?(?:,? sasl_username=<[^>\n]{0,512}>)?")
_TLS = re.compile(
    rb"TLS connection (?:established|reused) (?P<way>from|to) (?P<peer>\S{1,300}?): (?P<protocol>TLSv[0-9.]+|SSLv[0-9])"
)


def postfix_facts(transaction: Transaction) -> Facts:
    """The facts of a transaction whose lines are Postfix's."""
    facts = Facts("Postfix")
    peers: dict[bytes, bytes] = {}
    for record in (*transaction.opening, *transaction.records):
        if tls := _TLS.search(record.text):
            if tls["way"] == b"from":
                facts.tls = tls["protocol"]
            else:
                peers[tls["peer"]] = tls["protocol"]
        _take(facts, record, peers, record in transaction.opening)
    if transaction.ended and transaction.records:
        facts.ended = transaction.last if transaction.ended != "removed" else _removed(transaction)
    return facts


def recipient(said: bytes) -> list[bytes]:
    """The recipient of a delivery attempt, also as it was before aliases."""
    match = _TO.fullmatch(said)
    return [one for one in (match["to"], match["orig"]) if one] if match else []


def _removed(transaction: Transaction) -> int:
    ends = [record.at for record in transaction.records if queue_id(record.text)[1].startswith(b"removed")]
    return ends[-1] if ends else transaction.last


def _take(facts: Facts, record: Record, peers: dict[bytes, bytes], elsewhere: bool) -> None:
    _, daemon = tag(record.program)
    word, said = queue_id(record.text)
    said = said.removeprefix(b"NOQUEUE: ")
    if word and not elsewhere:
        _message(facts, record, daemon, said, peers)
    if daemon in (b"smtpd", b"postscreen", b"cleanup") and (verdict := _VERDICT.match(said)):
        if not (word and elsewhere):
            facts.refusals.append(_refusal(record, verdict, bool(word)))
        if verdict["verb"] == b"hold" and not elsewhere:
            facts.held = record.at
    if daemon == b"smtpd" and not word and (client := _CLIENT.match(said)):  # in front of smtpd_proxy_filter
        _arrival(facts, record, client)
    if daemon == b"smtpd" and said.startswith(b"proxy-accept") and (found := _QUEUED_AS.search(said)):
        facts.onward.append(found[1] or found[2])


def _message(facts: Facts, record: Record, daemon: bytes, said: bytes, peers: dict[bytes, bytes]) -> None:
    if said.startswith(b"to=<") and (attempt := _TO.fullmatch(said)):
        facts.attempts.append(_attempt(record, daemon, attempt, peers))
    elif client := _CLIENT.match(said):
        _arrival(facts, record, client)
    elif uid := _PICKUP.match(said):
        facts.arrived, facts.submitted = record.at, uid[1]
        facts.origins += _ORIGIN.findall(said)
    elif sender := SENDER.match(said):
        facts.sender = sender["sender"]
        facts.size = int(sender["size"]) if sender["size"] else facts.size
        facts.expired = record.at if sender["status"] else facts.expired
    elif said.startswith(b"message-id=") and (found := _MESSAGE_ID.match(said)):
        facts.message_id = found[1]
        facts.arrived = facts.arrived or record.at
    elif daemon == b"bounce" and (notice := _NOTICE.match(said)):
        facts.notices.append((record.at, notice["kind"].decode(), notice["id"]))
    elif daemon == b"postsuper":
        facts.held = record.at if said.startswith(b"placed on hold") else facts.held
        facts.released = record.at if said.startswith(b"released from hold") else facts.released
        words = said.decode("latin-1")
        facts.notes.append(Note(record.at, f"{words[:1].upper()}{words[1:]} by postsuper"))


def _arrival(facts: Facts, record: Record, client: re.Match[bytes]) -> None:
    facts.arrived, facts.client = record.at, client["client"]
    if login := _LOGIN.search(client["more"]):
        facts.login = login[1]
    facts.origins += _ORIGIN.findall(client["more"])


def _attempt(record: Record, daemon: bytes, match: re.Match[bytes], peers: dict[bytes, bytes]) -> Attempt:
    reply = match["reply"] or b""
    dsn, next_id = _DSN.search(match["more"]), _QUEUED_AS.search(reply) if match["status"] == b"sent" else None
    return Attempt(
        at=record.at,
        to=match["to"],
        orig=match["orig"] or b"",
        relay=match["relay"],
        status=match["status"].decode("ascii"),
        reply=reply,
        agent=daemon,
        dsn=dsn[1] if dsn else b"",
        tls=peers.get(match["relay"], b""),
        next_id=(next_id[1] or next_id[2]) if next_id else b"",
        times=record.times,
    )


def _refusal(record: Record, match: re.Match[bytes], of_message: bool) -> Refusal:
    text = match["text"]
    found = list(ENVELOPE.finditer(text))
    # of a header's or a body's line, what the sender wrote stands in front
    envelope = None if not found else found[-1] if match["stage"].islower() else found[0]
    reply = text[: envelope.start()] if envelope else text
    client = _FROM_CLIENT.match(reply)
    if client:
        reply = reply[client.end() :]
    elif client := _LOOKED_AT.fullmatch(reply):
        reply = client["seen"]
    session = _SESSION.search(text, envelope.end() if envelope else 0)
    behind = text[session.end() :].lstrip(b": ") if session else b""  # cleanup's own reply
    if session and not envelope:
        reply = _SESSION.sub(b"", reply)
    by = (match["by"] or b"").decode()
    return Refusal(
        at=record.at,
        verb=by + match["verb"].decode(),
        stage=match["stage"],
        reply=reply.lstrip(b": ") + (b": " + behind if envelope and behind else b""),
        sender=envelope["sender"] if envelope else b"",
        to=(envelope["to"] or b"") if envelope else b"",
        client=client["client"] if client else b"",
        said_of_message=of_message,
        record=record,
        times=record.times,
    )
