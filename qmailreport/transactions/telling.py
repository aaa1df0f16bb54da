"""A story in plain words: what happened, in the order in which it did, and how it came out.  Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..redact import clean
from .attempts import attempts
from .nouns import BOUNCED, DEFERRED, SENT, Attempt, Facts, Refusal
from .qmail import INSTANCE
from .stories import Hop, Story
from .words import address, people, protocol, reason, relay, size, times

NOTICES = {
    "sender non-delivery": "A bounce",
    "bounce": "A bounce",
    "sender delivery status": "A delivery report",
    "sender delay": "A notice of the delay",
}
REFUSALS = 5  # told of one session
UNTAKEN = ("refused", "canceled", "rejected")  # ends of what never came into the queue


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and its instant (ns; 0 where it has none)."""

    at: int
    text: str
    until: int = 0  # the instant of the last of several, where it tells of those


@dataclass(frozen=True, slots=True)
class Telling:
    """A story, told."""

    head: str  # sender → recipients
    outcome: str
    sentences: tuple[Said, ...]


def tell(story: Story, since: int = 0) -> Telling:
    """The story in words; `since` is the instant at which the searched logs begin."""
    if refused := _only_refused(story):
        return refused
    notices = {hop.onward[word] for hop in story.hops for _, _, word in hop.facts.notices if word in hop.onward}
    places = {hop.place for hop in story.hops}
    several = len(recipients(story, notices)) > 1
    said: list[Said] = []
    for hop in story.hops:
        where = _where(hop, places)
        said += [Said(one.at, where + one.text, one.until) for one in _hop(hop, story, several, hop in notices)]
    said.sort(key=lambda one: one.at)
    later = {hop for other in story.hops for hop in other.onward.values()}
    if any(hop.transaction.queue_id and not hop.transaction.begun for hop in story.hops if hop not in later):
        said.insert(0, Said(0, "Its arrival is not in what was searched" + _earlier(since) + "."))
    outcomes = outcome(story, notices)
    for word in ("accepted", "delivered"):
        if word in outcomes:
            said.append(Said(0, f"{word.capitalize()} is not read."))
            break
    if story.cut:
        said.append(Said(0, "It has more hops; these are the first that were found."))
    return Telling(_head(story, notices), outcomes, tuple(said))


def _only_refused(story: Story) -> Telling | None:
    """Where all that was found are refusals in a session that brought another message: of them, not of that message."""
    refusals = [one for hop in story.hops for one in hop.facts.refusals if id(one.record) in story.hits]
    names = [clean(hop.transaction.queue_id, 40) for hop in story.hops if hop.transaction.queue_id]
    if not names or {id(one.record) for one in refusals} != story.hits:
        return None
    if any(one.said_of_message or not one.verb.endswith("reject") for one in refusals):
        return None
    head = f"{address(refusals[0].sender)} → {people([one.to for one in refusals if one.to]) or 'nobody yet'}"
    said = [Said(one.at, _verdict(one)) for one in refusals[:REFUSALS]]
    said.append(Said(0, f"The same session brought a message, {names[0]}; that is another story."))
    return Telling(head, "refused", tuple(said))


def _earlier(since: int) -> str:
    return ": it began before the log does" if since else ""


def _where(hop: Hop, places: set[tuple[bytes, bytes]]) -> str:
    """`mx1: `, where the story has several hosts or instances."""
    if len(places) < 2:
        return ""
    host, instance = hop.place
    others = {one for _, one in places} - {INSTANCE}
    named = clean(host, 80) if len({one for one, _ in places}) > 1 else ""
    if len(others) > 1 and instance != INSTANCE:
        named += (" " if named else "") + clean(instance, 40)
    return f"{named}: " if named else ""


def _head(story: Story, notices: set[Hop]) -> str:
    facts = [hop.facts for hop in story.hops if hop not in notices] or [hop.facts for hop in story.hops]
    sender = next((one.sender for one in facts if one.sender is not None), None)
    refusals = [refusal for one in facts for refusal in _meant(one.refusals, story)]
    if sender is None and refusals:
        sender = refusals[0].sender
    rcpts = recipients(story, notices) or [one.to for one in refusals if one.to]
    head = f"{address(sender) if sender is not None else 'sender not known'} → {people(rcpts) or 'nobody yet'}"
    message_id = next((one.message_id for one in facts if one.message_id), b"")
    return f"{head}, {clean(message_id, 160)}" if message_id else head


def _meant(refusals: list[Refusal], story: Story) -> list[Refusal]:
    """The refusals that were looked for; all, where none was."""
    found = [one for one in refusals if id(one.record) in story.hits]
    return found or refusals


def recipients(story: Story, notices: set[Hop]) -> list[bytes]:
    """Whom it was for in the end: recipients whose delivery is not only a step to the next hop."""
    tries = [(hop, one) for hop in story.hops if hop not in notices for one in hop.facts.attempts]
    final = {one.to for hop, one in tries if not steps(hop, one)}
    return list(dict.fromkeys(one.to for _, one in tries if one.to in final or not final))


def steps(hop: Hop, one: Attempt) -> bool:
    """Is this attempt only the way to a hop that the story has?"""
    return one.next_id in hop.onward


def outcome(story: Story, notices: set[Hop]) -> str:
    """`delivered`, `bounced`, `2 delivered, 1 waiting`; one word for each end that a recipient met."""
    ends: dict[bytes, str] = {}
    alone: list[str] = []
    for hop in story.hops:
        if hop in notices:
            continue
        before = len(ends)
        for one in hop.facts.attempts:
            if not steps(hop, one):
                ends[one.to] = _end(hop, one)
        if len(ends) == before and not hop.facts.attempts and (word := _unsent(hop)):
            alone.append(word)
    counts: dict[str, int] = {}
    for word in ends.values():
        counts[word] = counts.get(word, 0) + 1
    words = [word if len(counts) == 1 else f"{count:,} {word}" for word, count in counts.items()]
    words += [word for word in dict.fromkeys(alone) if not (words and word in ("in the queue", "passed on"))]
    return ", ".join(words) or "no word of a delivery"


def _end(hop: Hop, one: Attempt) -> str:
    status = one.status
    if status == SENT:
        if one.loopback:
            return "discarded by the filter" if b"discard" in one.reply.lower() else "handed to the filter"
        if one.agent == b"discard":
            return "thrown away"
        return "accepted" if one.agent in (b"smtp", b"remote") else "delivered"
    if status == BOUNCED:
        return "bounced"
    if status == DEFERRED:
        if hop.facts.expired:
            return "expired"
        return {"": "waiting", "removed": "ended after a deferral"}.get(hop.transaction.ended, hop.transaction.ended)
    return clean(status, 20)


def _unsent(hop: Hop) -> str:
    """How a message without an attempt stands."""
    one, facts = hop.transaction, hop.facts
    if facts.onward:
        return "passed on"
    if facts.refusals and (not one.queue_id or one.ended in UNTAKEN):
        return "refused" if any("reject" in refusal.verb for refusal in facts.refusals) else facts.refusals[-1].verb
    if not one.queue_id:
        return ""
    if one.ended == "" and facts.held > facts.released:
        return "held"
    if one.ended == "" and one.instance != INSTANCE and facts.client and not one.entered:
        return "refused" if facts.refusals else "not in the queue yet"
    return {"": "in the queue", "replaced": "not known"}.get(one.ended, one.ended)


def _hop(hop: Hop, story: Story, several: bool, notice: bool) -> Iterator[Said]:
    facts = hop.facts
    yield from _verdicts(hop, story, False)
    yield from _arrival(hop, story, notice)
    yield from _verdicts(hop, story, True)
    yield from (Said(one.at, clean(one.text, 200) + ".") for one in facts.notes)
    of = "The notice: " if notice else ""
    yield from (Said(at, of + text, until) for at, text, until in attempts(hop, several and not notice))
    if facts.expired:
        yield Said(facts.expired, "It had waited too long: it expired and was returned to the sender.")
    for at, kind, word in facts.notices:
        yield Said(at, _notice(hop, kind, word))
    yield from _last(hop)


def _arrival(hop: Hop, story: Story, notice: bool) -> Iterator[Said]:
    one, facts = hop.transaction, hop.facts
    if not facts.arrived or notice:
        return
    known = any(hop in other.onward.values() for other in story.hops)
    if known and (facts.inside or not facts.client):
        return  # the hop before says so
    taken = one.queue_id and one.ended not in UNTAKEN and (one.entered or one.instance == INSTANCE)
    named = f"msg {clean(one.queue_id)}" if facts.system == "qmail" else clean(one.queue_id, 40)
    as_named = f" as {named}" if taken else ""
    if facts.client:
        said = f"{'Accepted' if taken else 'Offered'}{as_named} from {relay(facts.client)}"
        said += f" over {protocol(facts.tls)}" if facts.tls else ""
        said += f", logged in as {address(facts.login)}" if facts.login else ""
    elif facts.submitted:
        said = f"Queued{as_named} on this host by uid {clean(facts.submitted, 20)}"
    else:
        said = f"Queued{as_named}"
    yield Said(facts.arrived, f"{said}{_envelope(facts)}.")


def _envelope(facts: Facts) -> str:
    parts = []
    if facts.sender is not None:
        parts.append(f"{address(facts.sender)} → {people([one.to for one in facts.attempts]) or '…'}")
    parts += [size(facts.size)] if facts.size else []
    return f" ({', '.join(parts)})" if parts else ""


def _verdicts(hop: Hop, story: Story, of_message: bool) -> Iterator[Said]:
    """The verdicts on the message, or those in its session that had none."""
    refusals = [one for one in hop.facts.refusals if one.said_of_message == of_message]
    shown = _meant(refusals, story)
    for one in shown[:REFUSALS]:
        yield Said(one.at, _verdict(one))
    rest = sum(one.times for one in refusals) - sum(one.times for one in shown[:REFUSALS])
    if rest > 0:
        at = refusals[-1].at
        what = "command of this session was" if rest == 1 else "commands of this session were"
        yield Said(at, f"{rest:,} more {what} refused or judged.")


def _verdict(one: Refusal) -> str:
    said = reason(one.reply)
    by = {"milter-": " by a milter", "proxy-": " by the filter"}.get(one.verb.partition("-")[0] + "-", "")
    verb = one.verb.rpartition("-")[2]
    word = {"reject": "Refused", "reject_warning": "Would have been refused", "discard": "Discarded",
            "hold": "Put on hold", "accept": "Passed"}.get(verb, verb)  # fmt: skip
    who = f" from {relay(one.client)}" if one.client else ""
    envelope = f" ({address(one.sender)} → {address(one.to)})" if one.to else ""
    never = "; it was never in our queue" if verb == "reject" and not one.said_of_message else ""
    place = f"for a line of its {clean(one.stage, 30)}" if one.stage.islower() else f"at {clean(one.stage, 30)}"
    often = f", {times(one.times)}" if one.times > 1 else ""
    return f"{word}{by} {place}{who}: {said}{envelope}{often}{never}."


def _notice(hop: Hop, kind: str, word: bytes) -> str:
    there = hop.onward.get(word)
    name = clean(kind.replace("notification", "").strip(), 40)
    to = people([one.to for one in there.facts.attempts]) if there else ""
    if not to and hop.facts.sender:
        to = address(hop.facts.sender)
    what = NOTICES.get(name, f"A {name or 'notice'}")
    named = f"msg {clean(there.transaction.queue_id)}" if there and there.place[1] == INSTANCE else clean(word, 40)
    return f"{what} went to {to or 'the sender'} (as {named})."


def _last(hop: Hop) -> Iterator[Said]:
    one, facts = hop.transaction, hop.facts
    if not one.queue_id:
        return
    at = one.last
    if one.ended == "":
        if facts.held > facts.released:
            yield Said(at, "It is still on hold, and stays so until somebody releases it (postsuper -H).")
        elif facts.attempts or one.entered or one.instance == INSTANCE:
            yield Said(at, "That is its last line: it was still in the queue.")
    elif one.ended == "replaced":
        yield Said(at, "How it ended is not in the log; another message has its id later.")
    elif one.ended in UNTAKEN:
        yield Said(at, "Nothing was queued.")
    elif one.ended == "discarded" and not facts.refusals:
        yield Said(at, "It was thrown away.")
    elif one.ended == "requeued":
        yield Said(at, "It was put into the queue anew, under another id.")
    elif one.ended == "removed" and not facts.attempts:
        yield Said(facts.ended, "Removed from the queue.")
