"""Names of accounts: how they are compared, and which may be kept.  Pure.

People type passwords where the name belongs, so a failed name leaves the line as a hash only, unless the daemon itself
says that there is such an account.  Where the hash is one of an account's, the account is shown.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from ipaddress import IPv6Address, IPv6Network, ip_address, ip_network

UNKNOWN = "(unknown name)"
LONG = 255  # characters of a name that are kept; a longer one ends in its hash, so that it stays itself
MARK = "\0"  # begins a hash: no name holds it


def text(raw: bytes) -> str:
    r"""Bytes of a log as text, those that are no UTF-8 as `\xNN`."""
    return raw.decode("utf-8", "backslashreplace")


@lru_cache(maxsize=65_536)
def account(name: str) -> str:
    """`name` as accounts are compared: exactly, but for the domain behind an @, where case says nothing."""
    name = name.replace(MARK, "\ufffd")
    user, at, domain = name.rpartition("@")
    whole = f"{user}@{domain.lower()}" if at else name
    return whole if len(whole) <= LONG else f"{whole[:LONG]}…{_digest(whole)}"


def hidden(name: str) -> str:
    """What is kept of a name that may be a password; '' of one that says nothing."""
    name = account(name)
    return MARK + _digest(name) if name not in ("", "UNKNOWN", "(unknown)", "(invalid user)") else ""


def _digest(name: str) -> str:
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@lru_cache(maxsize=65_536)
def named(raw: bytes) -> str:
    """The account that a log's bytes name."""
    return account(text(raw))


@lru_cache(maxsize=65_536)
def placed(raw: bytes) -> tuple[str, str]:
    """(address, the host's name where there is no address) of what a log's bytes say of a client."""
    written = text(raw)
    found = address(written)
    return found, "" if found else written[:LONG]


@lru_cache(maxsize=65_536)
def address(written: str) -> str:
    """An address in its canonical spelling, IPv4 in IPv6 as IPv4 and without a zone; '' where it is none."""
    try:
        found = ip_address(written.strip("[]").partition("%")[0])
    except ValueError:
        return ""
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)


@lru_cache(maxsize=65_536)
def network(written: str) -> str:
    """The place of an address: its /24, in IPv6 its /64; '' and what already is a network stay."""
    if not written or "/" in written:
        return written
    if ":" in written:
        return str(IPv6Network((written, 64), strict=False))
    return written.rpartition(".")[0] + ".0/24"


@lru_cache(maxsize=65_536)
def among(written: str, networks: tuple[str, ...]) -> bool:
    """Is that address in one of `networks`?"""
    if not written or not networks:
        return False
    found = ip_address(written)
    return any(found in ip_network(one, strict=False) for one in networks)


def networks_only(values: tuple[str, ...]) -> str | None:
    """What is wrong with a list of addresses and networks; None: nothing."""
    for value in values:
        try:
            ip_network(value, strict=False)
        except ValueError:
            return f"{value!r} is no address or network; as in 192.0.2.7 or 2001:db8::/32"
    return None
