"""Who may see what: a domain's owner gets that domain's mail and nothing of others'.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from .report import Digest, Problem, Reading

HIDDEN = "part of the log could not be read; the postmaster knows which"


def tuned(
    each: Any,
    domain: str,
    senders: Iterable[str],
    accounts: Mapping[int, str],
    shells: tuple[tuple[str, int, str], ...] = (),
    now: int | None = None,
) -> Any:
    """The pass as a report wants it: its own senders out of the rankings, its domain, the host's accounts (by uid, and
    with their shells), the present (ns).
    """
    known = {field.name for field in fields(each)}
    options: dict[str, Any] = {}
    if "own" in known:
        options["own"] = tuple(dict.fromkeys((*each.own, *senders)))
    if "domain" in known:
        options["domain"] = domain
    if "accounts" in known and "uids" in each.more:
        options["accounts"] = tuple(sorted(accounts.items()))
    if "shells" in known:
        options["shells"] = shells
    if "now" in known and now is not None:
        options["now"] = now
    return replace(each, **options)


def for_owner(digest: Digest) -> Digest:
    """Without file names, samples of lines and words of what else is on the host."""
    readings = tuple(_bare(each) for each in digest.readings)
    problems = tuple(dict.fromkeys(Problem("log", HIDDEN, each.kind) for each in digest.problems))
    return replace(digest, readings=readings, problems=problems, seen=(), rerun="")


def _bare(reading: Reading) -> Reading:
    """Whether and when it has lines of the day, without how many: `coverage` leaves out what is withheld."""
    here = min(reading.in_day, 1)
    return replace(reading, source="log", paths=(), files=0, samples=[], unknown=0, unstamped=0, lines=0, in_day=here)
