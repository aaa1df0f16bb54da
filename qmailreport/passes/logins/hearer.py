"""What one line tells of one host: a login, a failed one, an account that exists, a session's begin and end.  Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from .ledger import Key
from .names import among, hidden, named, placed, text
from .state import Span, Stretch
from .table import DEAD, MINUTE, USER, Record

WEBMAIL = "webmail"
MAILBOX = ("IMAP", "POP3", "SMTP", "ManageSieve", WEBMAIL)


@dataclass(slots=True)
class Hearer:
    """Takes a chunk's lines of one host; `proxies`: the addresses that webmail logs in from."""

    stretch: Stretch
    proxies: tuple[str, ...]
    records: list[tuple[int, Record]] = field(default_factory=list)  # with their place in the chunk
    heard: dict[str, Span] = field(default_factory=dict)  # by source

    def login(
        self, at: int, user: bytes, service: str, where: bytes, source: str, *, times: int = 1, method: bytes = b""
    ) -> tuple[str, str, str]:
        """Counts a login; gives the account, the address, and the host's name where that stands for it."""
        name = named(user)
        found, shown, service = self._place(where, service)
        self._hear(source, at)
        if not name:
            return "", found, shown
        key = Key(name, service, found, source)
        self.stretch.accesses.hit(key, at, times, text(method)[:60], shown)
        if source == "sshd":
            self.stretch.arrivals.put((name, found, at // MINUTE))
        return name, found, shown

    def failed(
        self, at: int, user: bytes, service: str, where: bytes, source: str, *, times: int = 1, known: bool = False
    ) -> None:
        """Counts failed logins; `known`: the daemon says that there is such an account."""
        found, shown, service = self._place(where, service)
        self._hear(source.partition("/")[0], at)
        name = named(user) if known else hidden(text(user))
        if known:
            self.stretch.known.put(name)
        self.stretch.failures.hit(Key(name, service, found, source), at, times, "", shown)

    def vouch(self, user: bytes) -> None:
        """A daemon says that there is such an account."""
        if name := named(user):
            self.stretch.known.put(name)

    def tell(self, source: str, at: int) -> None:
        """A line that is no login of its own."""
        self._hear(source, at)

    def began(self, place: int, at: int, line: str, who: tuple[str, str, str]) -> None:
        """A session's begin, of whom `login` gave."""
        user, found, shown = who
        if user:
            self.records.append((place, (at, USER, 0, line, "", user, shown or found, found)))

    def ended(self, place: int, at: int, line: str) -> None:
        """A session's end."""
        self.records.append((place, (at, DEAD, 0, line, "", "", "", "")))

    def system(self, place: int, at: int, kind: int, kernel: str = "") -> None:
        """A boot or a shutdown."""
        self.records.append((place, (at, kind, 0, "~", "~~", "", kernel, "")))

    def close(self) -> None:
        """The chunk is over."""
        self.records.sort(key=lambda one: one[0])
        if self.records:
            self.stretch.keep("text", [record for _, record in self.records])
        for source, span in self.heard.items():
            self.stretch.span(source, span)

    def _place(self, where: bytes, service: str) -> tuple[str, str, str]:
        """(address, name of the host, service): of what came through webmail no address is known."""
        found, shown = placed(where)
        if self.proxies and service in MAILBOX and among(found, self.proxies):
            return "", "", WEBMAIL
        return found, "" if service == WEBMAIL else shown, service

    def _hear(self, source: str, at: int) -> None:
        known = self.heard.get(source)
        if known is None:
            self.heard[source] = Span(1, at, at)
        else:
            known.count += 1
            known.first, known.last = min(known.first, at), max(known.last, at)
