"""Delivery attempts in words: what happened once for several recipients, or several times, is told once.  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ..redact import clean
from .nouns import BOUNCED, DEFERRED, SENT, Attempt
from .stories import Hop
from .words import address, people, protocol, provider, reason, relay, times

_Alike = tuple[str, bytes, bytes, str]
_LOCAL = (b"local", b"virtual", b"pipe", b"error", b"retry", b"discard")
_NOWHERE = (b"none", b"")
_OWN = (b"mail transport unavailable", b"mail system configuration error", b"unable to look up", b"bounce or trace")
_BROKE = (b"lost connection with ", b"conversation with ", b"timed out while ")


def attempts(hop: Hop, several: bool) -> Iterator[tuple[int, str, int]]:
    """(instant, sentence, instant of the last of several or 0).

    `several`: the story has more than one recipient, so that sentences name theirs.
    """
    groups: dict[_Alike, list[Attempt]] = {}
    for one in hop.facts.attempts:
        groups.setdefault(_alike(hop, one), []).append(one)
    for group in groups.values():
        rcpts = f" for {people([one.to for one in group])}" if several else ""
        if group[0].status == DEFERRED:
            yield _deferred(group, rcpts, hop)
        elif group[0].status == SENT:
            yield group[-1].at, _often(_sent(hop, group[-1], rcpts), group), 0
        elif group[0].status == BOUNCED:
            yield group[-1].at, _often(_bounced(group[-1], rcpts), group), 0
        else:
            said = reason(group[-1].reply)
            yield group[-1].at, f"{_server(group[-1])}: {clean(group[-1].status, 20)}{rcpts} ({said}).", 0


def _alike(hop: Hop, one: Attempt) -> _Alike:
    if one.status == DEFERRED:
        return one.status, b"", b"", provider(one.relay, one.to)
    if one.status == SENT:
        return one.status, one.relay, one.next_id or one.agent, ""
    return one.status, one.relay, one.reply, ""


def _often(sentence: str, group: list[Attempt]) -> str:
    """The sentence, and how often it was so where syslogd counted."""
    if all(one.times == 1 for one in group):
        return sentence
    return f"{sentence.removesuffix('.')}, {times(max(_counts(group).values()))}."


def _counts(group: list[Attempt]) -> dict[bytes, int]:
    """How many attempts by recipient."""
    counts: dict[bytes, int] = {}
    for one in group:
        counts[one.to] = counts.get(one.to, 0) + one.times
    return counts


def _server(one: Attempt) -> str:
    if one.agent in _LOCAL or one.relay in _NOWHERE:
        return provider(b"", one.to)
    return relay(one.relay)


def _deferred(group: list[Attempt], rcpts: str, hop: Hop) -> tuple[int, str, int]:
    count = max(_counts(group).values())
    who = provider(group[-1].relay, group[-1].to)
    said = reason(group[-1].reply)
    often = f" {times(count)}" if count > 1 else ""
    if group[-1].agent in (b"local", b"virtual", b"pipe"):
        text = f"Local delivery was put off{often}"
    elif group[-1].reply.startswith(_OWN):
        text = f"It was put off here{often}"
    elif not _reached(group[-1]):
        text = f"{who} could not be reached{often}"
    elif group[-1].reply.startswith(_BROKE) or b" but connection died" in group[-1].reply:
        text = f"The connection to {who} broke{often}"
    else:
        text = f"{who} deferred it{often or ' once'}"
    return (
        group[0].at,
        f"{text}{rcpts} ({'last: ' if count > 1 else ''}{said}).",
        group[-1].at if count > 1 and len(group) > 1 else 0,
    )


def _reached(one: Attempt) -> bool:
    """Did a server answer?  qmail names it only in what it says."""
    return one.relay not in _NOWHERE or (one.agent == b"remote" and one.reply.startswith(b"Connected to "))


def _sent(hop: Hop, one: Attempt, rcpts: str) -> str:
    named = f" as {clean(one.next_id, 40)}" if one.next_id else ""
    said = reason(one.reply)
    replied = "" if one.next_id and one.next_id in one.reply and b"ueued as" in one.reply else f" ({said})"
    onward = hop.onward.get(one.next_id)
    tls = f" over {protocol(one.tls)}" if one.tls else ""
    if one.agent == b"local" and one.next_id:
        to = people([each.to for each in onward.facts.attempts]) if onward else ""
        return f"Forwarded from {address(one.to)}{' to ' if to else ''}{to}{named}."
    if one.agent == b"discard":
        return f"Thrown away{rcpts} ({said})."
    if onward and onward.place[0] == hop.place[0] and onward.place[1] != hop.place[1]:
        return f"{clean(onward.place[1], 40)} took it over{rcpts}{named}."
    if one.loopback or (onward and onward.place[0] == hop.place[0] and onward.facts.inside):
        if b"discard" in one.reply.lower():
            return f"The filter discarded it{rcpts} ({said})."
        return f"The filter passed it on{rcpts}{named}." if one.next_id else f"Handed to the filter{rcpts} ({said})."
    if one.agent == b"lmtp":
        return f"The mail store {relay(one.relay)} took it{rcpts}{tls} ({said})."
    if one.agent in (b"smtp", b"remote"):
        return f"{_server(one)} accepted it{rcpts}{named}{tls}{replied}."
    by = clean(one.agent, 30)
    return f"Delivered{rcpts} ({said})." if by == "local" else f"Delivered by {by}{rcpts} ({said})."


def _bounced(one: Attempt, rcpts: str) -> str:
    said = reason(one.reply)
    if one.agent in _LOCAL or one.relay in _NOWHERE:
        return f"Not delivered{rcpts}: {said}."
    return f"{_server(one)} refused it for good{rcpts}: {said}."
