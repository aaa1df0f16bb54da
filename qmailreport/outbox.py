"""The outbox, emptied: mails that are due are handed over, and what nobody took is kept, given up or put aside."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from collections.abc import Mapping
from dataclasses import replace
from email.message import EmailMessage

from .config import Config
from .errors import DeliveryError
from .report import Problem
from .store import Queued, State, Store, retry_after

GIVE_UP = dt.timedelta(days=5) // dt.timedelta(microseconds=1) * 1000  # ns; then a mail is bounced, as by dma and qmail


def flush(config: Config, store: Store, now: int, everything: bool = False) -> list[Problem]:
    """Sends the queued mails that are due at `now` (ns), or all of them; what went wrong."""
    problems: list[Problem] = []
    for queued in store.due(None if everything else now):
        problems.extend(Problem(queued.report, text, "delivery") for text in _sent(config, store, queued, now))
    return problems


def _sent(config: Config, store: Store, queued: Queued, now: int) -> list[str]:
    """One try of one mail; gives sentences for the operator."""
    try:
        refused = config.delivery.deliver(_message(queued), queued.sender, queued.recipients)  # type: ignore[attr-defined]  # a Delivery
    except DeliveryError as error:
        return _untaken(config, store, queued, now, error)
    said = [f"{recipient} was refused: {reply}" for recipient, reply in refused.items()]
    waiting = _waiting(refused)
    if waiting and now - queued.made <= GIVE_UP:
        _mark(store, queued, "queued", now, "; ".join(said), waiting)
    else:
        _mark(store, queued, "sent", now, "; ".join(said))
    return said


def _untaken(config: Config, store: Store, queued: Queued, now: int, error: DeliveryError) -> list[str]:
    """A mail that nobody took: kept for another try, or put where the fallback says."""
    final = error.permanent or now - queued.made > GIVE_UP
    if not final:
        lost = [recipient for recipient in error.refused if recipient not in _waiting(error.refused)]
        left = tuple(recipient for recipient in queued.recipients if recipient not in lost)
        _mark(store, queued, "queued", now, str(error), left)
        return [f"{error}; the mail is queued"]
    said = f"{error}; given up"
    if config.fallback is not None:
        try:
            config.fallback.deliver(_message(queued), queued.sender, queued.recipients)  # type: ignore[attr-defined]  # a Delivery
            said = f"{error}; the mail is in the fallback"
        except DeliveryError as other:
            said = f"{error}; and the fallback: {other}; given up"
            if not other.permanent and now - queued.made <= GIVE_UP:
                _mark(store, queued, "queued", now, str(other))
                return [f"{error}; and the fallback: {other}; the mail is queued"]
    _mark(store, queued, "failed", now, str(error))
    return [said]


def _message(queued: Queued) -> EmailMessage:
    ascii_only = queued.raw.partition(b"\r\n\r\n")[0].isascii()
    return email.message_from_bytes(queued.raw, policy=email.policy.SMTP if ascii_only else email.policy.SMTPUTF8)


def _waiting(refused: Mapping[str, str]) -> tuple[str, ...]:
    """The recipients whom the server may take later (4xx)."""
    return tuple(recipient for recipient, reply in refused.items() if reply.startswith("4"))


def _mark(
    store: Store, queued: Queued, state: State, now: int, error: str, waiting: tuple[str, ...] | None = None
) -> None:
    """What the try has brought, in the outbox and for the day that the mail is of."""
    with store.transaction():
        due = now + retry_after(queued.tries + 1)
        store.mark(queued.id, state, next_try=due, error=error, recipients=waiting)
        run = store.latest(queued.report, queued.day)
        if run is not None and run.message_id == queued.message_id:
            store.put_run(queued.report, queued.day, replace(run, status=state))
