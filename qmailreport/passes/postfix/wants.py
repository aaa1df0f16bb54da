"""What a site says of itself that the scan needs to know.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ...fold import Grammar
from .grammar import alone, grammar, rare
from .labels import Label, Labels

PIPE, UID = "pipe:", "uid:"


@dataclass(frozen=True, slots=True)
class Wants:
    """The grammar of a configured pass, and what its scan compares with, as bytes."""

    grammar: Grammar
    rare: re.Pattern[bytes]
    own: frozenset[bytes]  # domains of this house
    filters: frozenset[bytes]  # names and addresses of hosts that hand mail back
    pipes: frozenset[bytes]  # transports that do
    labels: Labels
    names: tuple[str, ...] = ()  # further syslog_names
    hosts: tuple[str, ...] = ()  # those of `filters`, in their order

    def alone(self, begin: bytes, rest: bytes, instance: bytes) -> re.Pattern[bytes]:
        """What reads a log most of whose lines are of one host's instance; see grammar.alone."""
        return _compiled(alone(begin, rest, instance, self.names, self.hosts))


@lru_cache(maxsize=64)
def _compiled(regex: bytes) -> re.Pattern[bytes]:
    return re.compile(regex)


@lru_cache(maxsize=32)
def wants(
    names: tuple[str, ...], domains: tuple[str, ...], filters: tuple[str, ...], labels: tuple[Label, ...]
) -> Wants:
    """Made once for the same options."""
    hosts = tuple(each.lower() for each in filters if not each.startswith((PIPE, UID)))
    return Wants(
        grammar(names, hosts),
        rare(hosts, _behind(UID, filters)),
        frozenset(domain.lower().encode() for domain in domains),
        frozenset(each.encode() for each in hosts),
        frozenset(each.encode() for each in _behind(PIPE, filters)),
        Labels.of(labels),
        names,
        hosts,
    )


def _behind(word: str, filters: Iterable[str]) -> tuple[str, ...]:
    return tuple(each[len(word) :] for each in filters if each.startswith(word))


def names_complaint(names: Iterable[str]) -> str | None:
    """What is wrong with further syslog_names, or None."""
    for name in names:
        if not re.fullmatch(r"[0-9A-Za-z._-]{1,60}", name):
            return f"{name!r}: a syslog_name is letters, digits, dots, dashes and underscores, as in mail-out"
    return None


def filters_complaint(filters: Iterable[str]) -> str | None:
    """What is wrong with filters, or None."""
    for each in filters:
        if not re.fullmatch(r"pipe:[0-9A-Za-z._-]{1,60}|uid:[0-9]{1,10}|[0-9A-Za-z.:_-]{1,255}", each):
            return f"{each!r}: a filter is a host’s name or address, pipe:TRANSPORT or uid:NUMBER"
    return None


def domains_complaint(domains: Iterable[str]) -> str | None:
    """What is wrong with domains, or None."""
    for each in domains:
        if not each or any(sign in each for sign in "@ <>/,;"):
            return f"{each!r}: a domain is expected, as example.org"
    return None
