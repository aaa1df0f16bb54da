"""Delivery by SMTP, one connection a mail."""

from __future__ import annotations

import smtplib
import socket
import ssl
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from ..errors import ConfigError, DeliveryError
from ..model import Duration, Model, one_of, option
from ..redact import clean
from .addresses import envelope, idna

SECRET = 4096  # bytes of a password file
LOOPBACK = ("localhost", "127.0.0.1", "::1", "ip6-localhost")


def _port_complaint(port: int) -> str | None:
    return None if 1 <= port <= 65535 else "a port is 1 to 65535, as in 25 or 587"


@dataclass(frozen=True)
class Smtp(Model):
    """Hands mails to an SMTP server.

    Opportunistic TLS takes any certificate, as mail servers do among themselves; with `required`, and
    wherever a password is sent to another host, the certificate must be valid for `host`.
    """

    host: str = option("localhost", text="the mail server")
    port: int = option(25, text="25, or 587 for submission", check=_port_complaint)
    starttls: str = option(
        "opportunistic",
        text="opportunistic: where the server offers it; required: with a valid certificate or not at all; never",
        check=one_of("opportunistic", "required", "never"),
    )
    ca_file: str = option("", text="a PEM file of certificates to trust beside the system's")
    user: str = option("", text="for AUTH; empty: none")
    password_file: str = option("", text="a file with the password, not readable by everybody")
    timeout: Duration = option(60 * 10**9, text="for each answer of the server")
    helo: str = option("", text="the name to greet with; empty: this host's name")

    def __post_init__(self) -> None:
        """A user without a password would only be found out when a mail is due: a ConfigError instead."""
        if self.user and not self.password_file:
            raise ConfigError("user is set, but no password_file; add it, or leave both out")

    def deliver(self, message: EmailMessage, sender: str, to: Sequence[str]) -> dict[str, str]:
        """The recipients that the server refused while it took others, with its reply; else DeliveryError."""
        wire_from = envelope(sender)
        recipients = {envelope(one): one for one in to}
        password = self._password() if self.user else ""
        where = f"smtp {clean(self.host, 100)}:{self.port}"
        try:
            with self._connection() as server:
                self._secure(server, where)
                if self.user:
                    server.login(self.user, password)
                options = self._options(server, message, [wire_from, *recipients], where)
                refused = server.sendmail(wire_from, list(recipients), message.as_bytes(), options)
        except smtplib.SMTPRecipientsRefused as error:
            raise _all_refused(where, {recipients[one]: reply for one, reply in error.recipients.items()}) from None
        except (OSError, UnicodeError, ValueError) as error:  # SMTPException is an OSError
            raise _failed(where, error) from None
        return {recipients[one]: said(reply) for one, reply in refused.items()}

    def _connection(self) -> smtplib.SMTP:
        host = self.host if ":" in self.host else idna(self.host)
        name = self.helo or socket.gethostname()
        # smtplib would ask the DNS for a name; an address literal is always right
        greeting = name if "." in name.strip(".") and name.isascii() else "[127.0.0.1]"
        return smtplib.SMTP(host, self.port, local_hostname=greeting, timeout=self.timeout / 10**9)

    def _secure(self, server: smtplib.SMTP, where: str) -> None:
        """STARTTLS as configured; no password leaves the host in the clear."""
        server.ehlo_or_helo_if_needed()
        exposed = bool(self.user) and self.host not in LOOPBACK
        if self.starttls != "never" and server.has_extn("starttls"):
            context = ssl.create_default_context()
            if self.ca_file:
                _trust(context, self.ca_file)
            if self.starttls != "required" and not exposed:
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            server.starttls(context=context)
            server.ehlo()
        elif self.starttls == "required":
            raise DeliveryError(f"{where}: offers no STARTTLS, and starttls is required")
        elif exposed:
            raise DeliveryError(f"{where}: no TLS, so the password was not sent")

    def _options(self, server: smtplib.SMTP, message: EmailMessage, envelopes: list[str], where: str) -> list[str]:
        if all(one.isascii() for one in envelopes) and not getattr(message.policy, "utf8", False):
            return []
        if not server.has_extn("smtputf8"):
            odd = next((one for one in envelopes if not one.isascii()), "a header")
            raise DeliveryError(f"{where}: does not know SMTPUTF8, which {clean(odd, 100)} needs", permanent=True)
        return ["SMTPUTF8", "BODY=8BITMIME"]

    def _password(self) -> str:
        path = Path(self.password_file)
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode) or status.st_mode & 0o007:
                raise DeliveryError(f"smtp: {path}: must be a file that others cannot read (chmod 640)", permanent=True)
            with path.open("rb") as file:
                return file.read(SECRET).decode("utf-8").strip("\r\n")
        except UnicodeDecodeError:
            raise DeliveryError(f"smtp: {path}: is no UTF-8 text", permanent=True) from None
        except OSError as error:
            raise DeliveryError(f"smtp: {path}: {error.strerror or error}") from None


def _trust(context: ssl.SSLContext, path: str) -> None:
    try:
        context.load_verify_locations(path)
    except OSError as error:  # SSLError is an OSError
        what = "is no PEM file of certificates" if isinstance(error, ssl.SSLError) else error.strerror
        raise DeliveryError(f"smtp: ca_file {path}: {what}") from None


def said(reply: tuple[int, bytes]) -> str:
    """A server's reply as '550 5.1.1 no such user'."""
    code, text = reply
    return f"{code} {clean(text, 300)}".strip()


def _all_refused(where: str, replies: Mapping[str, tuple[int, bytes]]) -> DeliveryError:
    permanent = all(code >= 500 for code, _ in replies.values())
    first = next(iter(replies.values()))
    text = f"{where}: refused every recipient, the first with {said(first)}"
    return DeliveryError(text, permanent=permanent, refused={one: said(reply) for one, reply in replies.items()})


def _failed(where: str, error: Exception) -> DeliveryError:
    """What went wrong as a sentence; permanent where the server says 5xx or a retry cannot differ."""
    if isinstance(error.__context__, TimeoutError):  # smtplib says only that the connection is closed
        error = error.__context__
    match error:
        case smtplib.SMTPResponseException():
            code, reply = error.smtp_code, _bytes(error.smtp_error)
            what = ""
            if isinstance(error, smtplib.SMTPSenderRefused):
                what = f"refused the sender {clean(error.sender, 100)}: "
            elif isinstance(error, smtplib.SMTPAuthenticationError):
                what = "refused user and password: "
            return DeliveryError(f"{where}: {what}{said((code, reply))}", permanent=code >= 500)
        case ssl.SSLCertVerificationError():
            return DeliveryError(f"{where}: certificate not valid: {clean(error.verify_message, 200)}")
        case socket.gaierror():
            return DeliveryError(f"{where}: host name not found ({error.strerror})")
        case TimeoutError():
            return DeliveryError(f"{where}: no answer in time")
        case smtplib.SMTPNotSupportedError() | UnicodeError():
            return DeliveryError(f"{where}: {clean(str(error), 200)}", permanent=True)
        case _:
            words = clean(getattr(error, "strerror", None) or str(error), 200)
            return DeliveryError(f"{where}: {words or type(error).__name__}")


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "replace")
