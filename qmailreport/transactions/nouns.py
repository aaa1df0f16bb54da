"""The nouns of a transaction's facts.  Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

SENT, DEFERRED, BOUNCED = "sent", "deferred", "bounced"


@dataclass(slots=True)
class Attempt:
    """One delivery attempt for one recipient."""

    at: int
    to: bytes
    relay: bytes  # empty where it is not said
    status: str  # sent, deferred, bounced, deliverable, …
    reply: bytes
    agent: bytes = b""  # smtp, lmtp, local, virtual, pipe, …; qmail: local, remote
    orig: bytes = b""  # the address before aliases
    dsn: bytes = b""
    tls: bytes = b""
    next_id: bytes = b""  # under which the next hop queued it
    times: int = 1  # that it was made, with the same words

    @property
    def loopback(self) -> bool:
        """It went to a program of this host, by SMTP."""
        return self.agent in (b"smtp", b"lmtp") and self.relay.startswith((b"127.", b"localhost[", b"[127.", b"::1["))


@dataclass(slots=True)
class Refusal:
    """What smtpd, postscreen or cleanup did not take, or took otherwise."""

    at: int
    verb: str  # reject, discard, hold, …
    stage: bytes  # RCPT, END-OF-MESSAGE, header, …
    reply: bytes
    sender: bytes
    to: bytes
    client: bytes
    said_of_message: bool  # with the message's id; without, it never had one
    record: object = None  # its line
    times: int = 1  # that it was said


@dataclass(slots=True)
class Note:
    """A word of another program, or of postsuper."""

    at: int
    text: str


@dataclass(slots=True)
class Facts:
    """What is known of one message at one queue."""

    system: str  # Postfix, qmail
    sender: bytes | None = None
    message_id: bytes = b""
    size: int = 0
    arrived: int = 0  # ns; 0 where it was not read
    client: bytes = b""  # name[address]
    submitted: bytes = b""  # the uid that pickup or qmail names
    login: bytes = b""
    tls: bytes = b""  # its protocol
    qp: bytes = b""  # qmail's process, which the next hop's reply and its bounce bear
    attempts: list[Attempt] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    notices: list[tuple[int, str, bytes]] = field(default_factory=list)  # at, kind, id (qmail: qp) of the new message
    origins: list[bytes] = field(default_factory=list)  # ids that the message had before
    onward: list[bytes] = field(default_factory=list)  # ids that it has later, beside those of its attempts
    expired: int = 0
    held: int = 0
    released: int = 0
    ended: int = 0  # ns, where it is over

    @property
    def inside(self) -> bool:
        """It came from a program of this host, by SMTP."""
        return b"[127." in self.client or b"[::1]" in self.client
