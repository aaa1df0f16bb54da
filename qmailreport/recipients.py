"""Which users get a mail about their logins, how often and at which address: what a report's options make of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from .names import address_complaint
from .redact import clean
from .reports import User, UserMails

_LOCAL = re.compile(
    r"\w[\w.+=-]{0,63}"
)  # of an address made of an account's name: nothing that a mail server acts upon
NOBODY = User()


@dataclass
class Recipients:
    """The users of one report; `system` is who has which uid on this host."""

    report: UserMails
    system: Mapping[int, str]
    refused: dict[str, str] = field(default_factory=dict)  # account → why it gets no mail, for the operator
    nowhere: set[str] = field(default_factory=set)  # accounts that have no address
    _uids: dict[str, int] = field(default_factory=dict)
    _users: dict[str, User] = field(default_factory=dict)
    _shared: dict[str, str] = field(default_factory=dict)
    _out: set[str] = field(default_factory=set)
    _taken: dict[tuple[str, bool], str] = field(default_factory=dict)  # address, folded, a mailbox's → who has it

    def __post_init__(self) -> None:
        """Accounts are looked up by their one name."""
        self._uids = {name: uid for uid, name in self.system.items()}
        self._users = {self.canonical(name): each for name, each in self.report.users.items()}
        self._shared = {self.canonical(name): owner for name, owner in self.report.shared.items()}
        self._out = set(map(self.canonical, self.report.opt_out))

    def canonical(self, name: str) -> str:
        """An account's one name: a system account's own, else in small letters, as mail servers compare mailboxes."""
        return name if name in self._uids else name.lower()

    def spec(self, user: str) -> User:
        """What is said of a user under `users`."""
        return self._users.get(user, NOBODY)

    def named(self, user: str) -> bool:
        """Is the user one that the configuration names?"""
        return user in self._users or user in self._shared

    def shared(self, user: str) -> bool:
        """Is it a mailbox of several people?"""
        return user in self._shared

    def wanted(self, user: str) -> bool:
        """May the user get a mail at all?"""
        report = self.report
        if user in self._out or self.when(user) == "never":
            return False
        folded = user.casefold()
        if not any(fnmatchcase(folded, each.casefold()) for each in report.include):
            return False
        if any(fnmatchcase(folded, each.casefold()) for each in report.exclude):
            return False
        return self.named(user) or self._uids.get(user, report.min_uid) >= report.min_uid

    def when(self, user: str) -> str:
        """How often; a shared mailbox has no new places, so that its owner hears weekly."""
        when = self.spec(user).when or self.report.when
        return "weekly" if self.shared(user) and when == "new_place" else when

    def address(self, user: str) -> str:
        """Where the user's mail goes; empty where it cannot go anywhere, which is noted."""
        found = self._shared.get(user) or self.spec(user).address or self._made(user)
        if not found:
            return ""
        if self.named(user):
            return found
        taken = self._taken.setdefault((found.casefold(), "@" in user), user)  # alice, too, reads alice@example.org
        if taken != user:
            self.refused[user] = f"would get its mail at {clean(found, 100)} as {clean(taken, 60)} does"
            return ""
        return found

    def reserve(self, users: Iterable[str]) -> None:
        """Of accounts that differ in case only, the one in small letters has the address."""
        for user in sorted(users, key=lambda each: (each != each.lower(), each)):
            self.address(user)

    def _made(self, user: str) -> str:
        """The address of an account that has none under `users`: the account itself, or by the pattern."""
        name, at, _ = user.rpartition("@")
        if not at and not self.report.pattern:
            self.nowhere.add(user)
            return ""
        made = user if at else self.report.pattern.replace("{user}", user)
        if not _LOCAL.fullmatch(name if at else user) or (complaint := address_complaint(made)):
            what = complaint if _LOCAL.fullmatch(name if at else user) else "the name cannot be part of an address"
            self.refused[user] = clean(str(what), 160)
            return ""
        return made
