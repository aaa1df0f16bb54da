"""Mail addresses as the transport wants them: checked, without display name, domains in IDNA.  Pure."""

from __future__ import annotations

import re
from email.headerregistry import Address

from ..errors import DeliveryError
from ..redact import clean

_LOCAL = re.compile(r"[^\s\x00-\x20\x7f()<>\[\]:;@\\,\"]+")
_DOMAIN = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252}[A-Za-z0-9_])?|\[(?:IPv6:)?[0-9A-Fa-f:.]{2,45}\]")


def address(text: str) -> Address:
    """`user@example.org`, `root` or `Name <user@example.org>`; anything else is a permanent DeliveryError."""
    match = re.fullmatch(r"([^<>]*)<([^<>]*)>\s*", text)
    name, spec = (match[1].strip().strip('"'), match[2]) if match else ("", text.strip())
    local, at, domain = spec.rpartition("@")
    if not at:
        local, domain = domain, ""
    if not _LOCAL.fullmatch(local) or local.startswith(".") or local.endswith(".") or ".." in local:
        raise _refused(text, "no mail address")
    if not local.isprintable() or len(local.encode()) > 64:
        raise _refused(text, "no mail address")
    name = clean(name, 60).replace("=?", "= ?")
    try:
        return Address(display_name=name, username=local, domain=idna(domain, text) if at else "")
    except (ValueError, IndexError):
        raise _refused(text, "no mail address") from None


def idna(domain: str, text: str = "") -> str:
    """A domain as it stands in a header and on the wire; a permanent DeliveryError where it has no such form."""
    try:
        wire = domain if domain.startswith("[") else domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise _refused(text or domain, f"the domain has no IDNA form ({clean(str(error), 100)})") from None
    if not _DOMAIN.fullmatch(wire) or ".." in wire:
        raise _refused(text or domain, "no mail domain")
    return wire


def envelope(text: str) -> str:
    """The bare address for the transport."""
    found = address(text)
    return f"{found.username}@{found.domain}" if found.domain else found.username


def needs_utf8(texts: list[str]) -> bool:
    """Some local part is not ASCII, so that the server must know SMTPUTF8."""
    return not all(envelope(text).isascii() for text in texts)


def _refused(text: str, why: str) -> DeliveryError:
    return DeliveryError(f"{clean(text, 120)!r}: {why}", permanent=True)
