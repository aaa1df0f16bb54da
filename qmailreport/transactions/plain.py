"""A story as plain data for programs.  Pure."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from ..day import local
from ..redact import clean
from .nouns import Attempt, Refusal
from .records import Group
from .stories import Hop, Story
from .telling import tell
from .words import reason

LINE = 16_000  # characters of a line that are shown


def stamp(at: int, zone: ZoneInfo) -> str | None:
    """RFC 3339 in `zone`, to the millisecond; None for no time."""
    return local(at, zone).isoformat(timespec="milliseconds") if at else None


def text(raw: bytes | str, limit: int = 400) -> str:
    """A string of the log: printable, with secrets hidden."""
    return clean(raw, limit)


def story(one: Story, zone: ZoneInfo, since: int, lines: bool) -> dict[str, Any]:
    """The story: what it says in words, and its hops with their attempts and refusals."""
    told = tell(one, since)
    return {
        "head": told.head,
        "outcome": told.outcome,
        "began": stamp(one.first, zone),
        "last": stamp(one.last, zone),
        "text": [
            {"at": stamp(said.at, zone), "until": stamp(said.until, zone), "said": said.text} for said in told.sentences
        ],
        "hops": [_hop(hop, zone, lines) for hop in one.hops],
    }


def _hop(hop: Hop, zone: ZoneInfo, lines: bool) -> dict[str, Any]:
    one, facts = hop.transaction, hop.facts
    found: dict[str, Any] = {
        **transaction(one, one.first, one.last, zone),
        "system": facts.system,
        "sender": None if facts.sender is None else text(facts.sender),
        "message_id": text(facts.message_id) or None,
        "size": facts.size,
        "client": text(facts.client) or None,
        "login": text(facts.login) or None,
        "tls": text(facts.tls) or None,
        "attempts": [_attempt(each, zone) for each in facts.attempts],
        "refusals": [_refusal(each, zone) for each in facts.refusals],
        "notices": [{"at": stamp(at, zone), "kind": text(kind), "id": text(word)} for at, kind, word in facts.notices],
        "next": [text(word) for word in hop.onward],
    }
    if lines:
        found["lines"] = [shown(record.raw) for record in one.records]
    return found


def transaction(one: Group[Any], first: int, last: int, zone: ZoneInfo) -> dict[str, Any]:
    """Whose it is, when it was, and how it ended."""
    return {
        "host": text(one.host),
        "instance": text(one.instance),
        "queue_id": text(one.queue_id) or None,
        "began": stamp(first, zone),
        "last": stamp(last, zone),
        "begun": one.begun,
        "ended": one.ended or None,
    }


def _attempt(one: Attempt, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "at": stamp(one.at, zone),
        "to": text(one.to),
        "orig_to": text(one.orig) or None,
        "agent": text(one.agent),
        "relay": text(one.relay) or None,
        "status": text(one.status),
        "dsn": text(one.dsn) or None,
        "reply": reason(one.reply),
        "tls": text(one.tls) or None,
        "queued_as": text(one.next_id) or None,
        "times": one.times,
    }


def _refusal(one: Refusal, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "at": stamp(one.at, zone),
        "verb": one.verb,
        "stage": text(one.stage),
        "client": text(one.client) or None,
        "sender": text(one.sender),
        "to": text(one.to) or None,
        "reply": reason(one.reply),
        "times": one.times,
    }


def shown(raw: bytes) -> str:
    """A line of the log for a terminal or JSON: nothing in it acts."""
    return clean(raw.rstrip(b"\r\n"), LINE)
