"""What enhanced status codes mean: RFC 3463, RFC 7372, the IANA registry, and providers' own.  Pure."""

from __future__ import annotations

_CLASS = {"2": "success", "4": "for now", "5": "for good"}
_DETAIL = {
    "0.0": "no reason given",
    "1.0": "trouble with an address",
    "1.1": "no such mailbox",
    "1.2": "no such mail domain",
    "1.3": "bad address",
    "1.4": "ambiguous address",
    "1.6": "mailbox has moved",
    "1.7": "bad sender address",
    "1.8": "sender’s domain is bad or unknown",
    "1.10": "the domain takes no mail (null MX)",
    "2.0": "trouble with the mailbox",
    "2.1": "mailbox disabled, or not taking mail now",
    "2.2": "mailbox full",
    "2.3": "message too large for the mailbox",
    "2.4": "mailing list could not be expanded",
    "3.0": "trouble with a mail system",
    "3.1": "mail system full",
    "3.2": "mail system takes no mail now",
    "3.4": "message too large",
    "3.5": "mail system misconfigured",
    "4.0": "trouble with the network",
    "4.1": "no answer from the host",
    "4.2": "bad connection",
    "4.3": "DNS did not answer",
    "4.4": "no route to the domain",
    "4.5": "mail system too busy",
    "4.6": "mail loops",
    "4.7": "too old: not delivered in time",
    "5.0": "trouble with the protocol",
    "5.1": "command not understood",
    "5.2": "syntax error",
    "5.3": "too many recipients",
    "5.4": "bad parameters",
    "6.0": "trouble with the content",
    "6.1": "kind of content not accepted",
    "7.0": "refused by policy",
    "7.1": "refused by policy: sender, host or content",
    "7.2": "not allowed to send to this list",
    "7.3": "security conversion not possible",
    "7.4": "security feature not supported",
    "7.5": "cryptography failed",
    "7.7": "message was altered",
    "7.8": "login failed",
    "7.9": "this way of login is not allowed",
    "7.10": "encryption needed",
    "7.11": "encryption needed to log in",
    "7.17": "mailbox has a new owner",
    "7.20": "no good DKIM signature",
    "7.21": "DKIM signature not accepted",
    "7.22": "DKIM signature is not the author’s",
    "7.23": "SPF failed",
    "7.24": "SPF could not be checked",
    "7.25": "no reverse DNS of the sending host",
    "7.26": "SPF, DKIM and DMARC failed",
    "7.27": "sender’s domain takes no mail (null MX)",
    "7.28": "too much mail from here",
    "7.29": "ARC validation failed",
    "7.30": "REQUIRETLS not possible",
}
_OWN = {
    "4.7.650": "Microsoft limits the rate of this host’s address",
    "4.7.651": "Microsoft limits the rate of this host’s address",
    "4.7.500": "Microsoft: server busy, or suspicious traffic",
    "5.7.501": "Microsoft: abuse detected from the sender",
    "5.7.509": "Microsoft: DMARC failed",
    "5.7.511": "Microsoft: this host is banned",
    "5.7.515": "Microsoft: authentication required of bulk senders",
    "5.7.606": "Microsoft: this host’s address is banned",
    "5.7.708": "Microsoft: traffic from this address is not accepted",
    "5.4.1": "recipient refused: no route, or no such mailbox (Microsoft)",
    "4.7.26": "SPF or DKIM needed",
    "4.7.32": "From: is not aligned with SPF or DKIM",
    "5.7.40": "DMARC record missing",
}


def meaning(code: str) -> str:
    """'no such mailbox, for good' of 5.1.1; of a reply code alone its class; nothing of no code."""
    first, _, detail = code.partition(".")
    known = _OWN.get(code) or _DETAIL.get(detail)
    if known is None and detail:
        known = _DETAIL.get(detail.partition(".")[0] + ".0", "")
    lasting = _CLASS.get(first[:1], "")
    return ", ".join(filter(None, (known, lasting)))
