"""What a report is: a digest for those who run the host, or mails to its users about their own logins."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

from .day import HOUR
from .errors import ConfigError
from .model import Duration, Model, at_least, option
from .names import address_complaint, addresses_complaint, domain_complaint, name_complaint

DAYS = 24 * HOUR

When = Literal["new_place", "daily", "weekly", "always", "never"]
Language = Literal["en", "zh", "ja", "ru"]


def _addresses_of(values: Mapping[str, str]) -> str | None:
    return next(filter(None, map(address_complaint, values.values())), None)


def _address_or_none(text: str) -> str | None:
    return address_complaint(text) if text else None


def _pattern_complaint(text: str) -> str | None:
    if not text or (text.count("{user}") == 1 and text.count("{") == 1 and text.count("}") == 1):
        return address_complaint(text.replace("{user}", "user")) if text else None
    return "must hold {user} once, as in '{user}@example.org'"


def _networks_complaint(texts: tuple[str, ...]) -> str | None:
    for text in texts:
        try:
            ipaddress.ip_network(text)
        except ValueError as error:
            return f"{error}; write a network as 192.0.2.0/24"
    return None


def _days_complaint(low: int) -> Any:
    return lambda value: None if value >= low * DAYS else f"must be {low}d or more"


@dataclass(frozen=True, kw_only=True)
class Report(Model):
    """One mail a day: what it tells, and to whom."""

    name: str = option(text="what this mail is called: in its subject, Message-ID and List-Id", check=name_complaint)
    to: tuple[str, ...] = option(text="who gets it", check=addresses_complaint)
    from_: str = option("", text="whom it comes from; without it qmailreport@SITE", check=address_complaint)
    timezone: str | None = option(None, text="whose midnights its days begin at, where not the site's")
    language: Language = option("en", text="the language of the mail: en, zh, ja or ru")
    domain: str = option("", text="only this domain's mail, for its owner", check=domain_complaint)
    passes: tuple[Any, ...] = option(text="the analyses it shows, in this order")


@dataclass(frozen=True, kw_only=True)
class User(Model):
    """What is special about one user's mails."""

    address: str = option("", text="where this user's mails go", check=_address_or_none)
    language: Language | None = option(None, text="the language of this user's mails")
    timezone: str | None = option(None, text="the zone that this user's mails show times in")
    when: When | None = option(None, text="when this user gets one")
    alternate: str = option(
        "",
        text="an address outside this host; what looks like a stolen password goes there too",
        check=_address_or_none,
    )


@dataclass(frozen=True, kw_only=True)
class Confirm(Model):
    """Asks users to answer, and reads the answers."""

    maildir: Path = option(text="the Maildir that the answers arrive in; it is only read")
    address: str = option(text="the address that is delivered into it", check=address_complaint)


@dataclass(frozen=True, kw_only=True)
class UserMails(Model):
    """A mail to each user about their own logins."""

    domain: ClassVar[str] = ""  # what a Report has and these have not

    name: str = option(text="what these mails are called: in Message-ID and List-Id", check=name_complaint)
    to: tuple[str, ...] = option(text="the admins: who is told of stolen passwords", check=addresses_complaint)
    from_: str = option("", text="whom the mails come from; without it qmailreport@SITE", check=address_complaint)
    timezone: str | None = option(None, text="whose midnights the days begin at, where not the site's")
    passes: tuple[Any, ...] = option(text="the pass `logins`, and what it reads")
    when: When = option(
        "new_place",
        text="new_place: after a login from a new place, and monthly; daily, weekly: where there were logins; always: "
        "daily in any case; never",
    )
    users: dict[str, User] = option({}, text="by account: an address, or what is special about this user's mails")
    pattern: str = option("", text="the address of who is not under `users`: {user}@DOMAIN", check=_pattern_complaint)
    language: Language = option("en", text="the language of the mails: en, zh, ja or ru")
    opt_out: tuple[str, ...] = option((), text="accounts that get no mail")
    include: tuple[str, ...] = option(("*",), text="accounts that get one, as globs")
    exclude: tuple[str, ...] = option((), text="of these, accounts that get none, as globs")
    min_uid: int = option(
        1000, text="system accounts below this uid get none, unless they are under `users`", check=at_least(0)
    )
    cap: int = option(500, text="mails to users in one run; the rest is not sent, and counted", check=at_least(1))
    place: Literal["network", "domain"] = option(
        "network", text="what a place is: the /24 or /64 network, or the domain of the host name that the log has"
    )
    networks: tuple[str, ...] = option(
        (), text="networks that are no new place for anybody; private ones never are", check=_networks_complaint
    )
    learn: Duration = option(
        Duration(14 * DAYS),
        text="how long a new account's places are learned in silence",
        check=_days_complaint(0),
    )
    forget: Duration = option(
        Duration(180 * DAYS), text="how long a place is known after its last use", check=_days_complaint(1)
    )
    failures: int = option(
        10,
        text="failed attempts before a login from the same new place that look like a stolen password",
        check=at_least(2),
    )
    many: int = option(
        4,
        text="new places in so many /16 (of IPv6: /32) networks in one day look like a stolen password",
        check=at_least(2),
    )
    admin: str = option("", text="how users reach you if it was not them: a phone number, a room, an address")
    confirm: Confirm | None = option(None, text="ask users to answer OK or NOT ME, and read the answers")
    shared: dict[str, str] = option(
        {}, text="mailboxes of several people, and who gets their counts (no addresses)", check=_addresses_of
    )

    def __post_init__(self) -> None:
        """A report of this kind is about logins and nothing else."""
        if [each.name for each in self.passes] != ["logins"]:
            raise ConfigError(
                "a report of kind logins has exactly one pass, `logins`; as in passes: [logins: {source: …}]"
            )
        if any("\n" in each for each in (self.admin, *self.users, *self.shared)):
            raise ConfigError("a name, or how users reach you, goes over more than one line; write it on one")


KINDS: dict[str, type[Report] | type[UserMails]] = {"digest": Report, "logins": UserMails}
