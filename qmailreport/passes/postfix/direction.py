"""Whether mail comes in, goes out, or stays: by the domains that are this house's own.  Pure."""

from __future__ import annotations

BITS = {"in": 1, "out": 2, "internal": 4, "relayed": 8}


def direction(sender: bytes, rcpt: bytes, own: frozenset[bytes]) -> tuple[str, int]:
    """'in', 'out', 'internal' or 'relayed' (neither end is ours), and its bit; bounces to strangers go out."""
    ours = sender.rpartition(b"@")[2] in own
    if rcpt.rpartition(b"@")[2] in own:
        return ("internal", 4) if ours else ("in", 1)
    return ("out", 2) if ours or not sender else ("relayed", 8)
