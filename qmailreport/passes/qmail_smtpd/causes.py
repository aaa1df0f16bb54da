"""Why mail was not taken: the words of chkuser, spamdyke, s/qmail, simscan and rblsmtpd as a few common ones.  Pure.

A cause is (class, words, code): the class is one of few, the code the daemon's own word or an SMTP code.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...redact import clean

Cause = tuple[str, str, str]

RECIPIENT = ("recipient", "no such recipient")
RELAYING = ("relaying", "relaying denied")
SPAM = ("spam", "spam")
VIRUS = ("virus", "virus")
MUST_AUTH = ("policy", "AUTH required")
TOO_MANY = ("policy", "too many recipients")
NO_MX = ("sender", "sender’s domain takes no mail")
BAD_SENDER = ("sender", "sender in badmailfrom")
BAD_RECIPIENT = ("recipient", "recipient in badrcptto")
BAD_HELO = ("helo", "HELO name not accepted")
ATTACHMENT = ("content", "forbidden attachment")
DNS = ("dns", "DNS gave no answer (try again)")

CHKUSER = {
    "not existing recipient": RECIPIENT,
    "client not allowed to relay": RELAYING,
    "max number of recipients": TOO_MANY,
    "max number of invalid recipients": ("policy", "too many unknown recipients"),
    "rcpt ignored, session over intrusion threshold": ("policy", "session over the intrusion threshold"),
    "invalid sender address format": ("sender", "sender’s address malformed"),
    "invalid sender MX domain": NO_MX,
    "invalid rcpt address format": ("recipient", "recipient’s address malformed"),
    "invalid rcpt MX domain": ("recipient", "recipient’s domain takes no mail"),
    "temporary DNS problem": DNS,
    "rcpt mailbox is overquota": ("recipient", "mailbox over quota"),
    "no auth resource available": ("internal", "user database not available"),
    "sender not authenticated/authorized": MUST_AUTH,
}
SPAMDYKE = {
    "RDNS_MISSING": ("rdns", "no reverse DNS"),
    "RDNS_RESOLVE": ("rdns", "reverse DNS name does not resolve"),
    "IP_IN_CC_RDNS": ("rdns", "address within its reverse DNS name"),
    "IP_IN_RDNS": ("rdns", "address within its reverse DNS name"),
    "BLACKLIST_NAME": ("blacklist", "host name on the blacklist"),
    "BLACKLIST_IP": ("blacklist", "address on the blacklist"),
    "GRAYLISTED": ("greylist", "greylisted"),
    "EARLYTALKER": ("policy", "spoke before the greeting"),
    "SENDER_NO_MX": NO_MX,
    "SENDER_BLACKLISTED": ("sender", "sender on the blacklist"),
    "SENDER_NOT_LOCAL": ("sender", "sender’s domain is not hosted here"),
    "SENDER_NOT_AUTH": ("sender", "sender is not who logged in"),
    "SENDER_NOT_AUTH_DOMAIN": ("sender", "sender is not who logged in"),
    "IDENTICAL_SENDER_RECIPIENT": ("sender", "sender and recipient are the same"),
    "RECIPIENT_BLACKLISTED": ("recipient", "recipient on the blacklist"),
    "UNQUALIFIED_RECIPIENT": ("recipient", "recipient without a domain"),
    "INVALID_RECIPIENT": RECIPIENT,
    "UNAVAILABLE_RECIPIENT": ("recipient", "recipient takes no mail now"),
    "TOO_MANY_RECIPIENTS": TOO_MANY,
    "ZERO_RECIPIENTS": ("recipient", "no valid recipient"),
    "RELAYING": RELAYING,
    "AUTH_REQUIRED": MUST_AUTH,
    "HEADER_BLACKLISTED": ("content", "header line on the blacklist"),
    "ACCESS_DENIED": ("policy", "access denied"),
    "REJECT_ALL": ("policy", "nothing is accepted"),
    "UNPARSEABLE": ("policy", "syntax error"),
    "TIMEOUT": ("timeout", "client too slow (timeout)"),
}
UNIFIED = {
    "bad_helo": BAD_HELO,
    "dns_helo": ("helo", "HELO name has no address"),
    "dnsa_helo": ("helo", "HELO name has no address"),
    "dns_mf": NO_MX,
    "dnsmx_mf": NO_MX,
    "bad_mailfrom": BAD_SENDER,
    "invalid_mailfrom": ("sender", "sender not allowed"),
    "invalid_sender": ("sender", "sender not allowed"),
    "invalid_relay": RELAYING,
    "toomany_rcptto": TOO_MANY,
    "failed_rcptto": RECIPIENT,
    "bad_rcptto": BAD_RECIPIENT,
    "invalid_size": ("size", "message too large"),
    "bad_mime": ATTACHMENT,
    "bad_loader": ATTACHMENT,
    "mime_attach": ATTACHMENT,
    "spam_message": SPAM,
    "virus_infected": VIRUS,
    "virs_infected": VIRUS,
    "toomany_hops": ("content", "message is looping"),
    "syntax_error": ("policy", "syntax error"),
    "missing_tls": ("policy", "TLS required"),
    "require_auth": MUST_AUTH,
    "missing_auth": MUST_AUTH,
}
SIMSCAN = {
    "SPAM": SPAM,
    "VIRUS": VIRUS,
    "ATTACH": ATTACHMENT,
    "REGEX": ("content", "forbidden words"),
}
LISTS = {"mailfrom": BAD_SENDER, "mailto": BAD_RECIPIENT, "rcptto": BAD_RECIPIENT, "helo": BAD_HELO}

_NUMBER = re.compile(r"[0-9]+")
_URL = re.compile(rb"https?://(?:www\.)?([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6})")
_NAME = re.compile(rb"(?<![A-Za-z0-9.@-])((?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24})(?![A-Za-z0-9@-])")


def _words(text: bytes) -> str:
    return _NUMBER.sub("#", clean(text.replace(b"_", b" "), 60))


@lru_cache(maxsize=4096)
def chkuser(reason: bytes) -> Cause:
    """chkuser's extended message."""
    text = clean(reason.rstrip(b"\r]"), 80)
    found = CHKUSER.get(text)
    return (*found, "") if found else ("other", _words(reason.rstrip(b"\r]")), "")


@lru_cache(maxsize=4096)
def spamdyke(word: bytes, reason: bytes) -> Cause:
    """spamdyke's code; RBL and RHSBL with the list that is named in `reason`."""
    code = word.decode("ascii")
    short = code.removeprefix("DENIED_")
    if short in ("RBL_MATCH", "RHSBL_MATCH"):
        return ("rbl", blocklist(reason), code)
    found = SPAMDYKE.get(short)
    return (*found, code) if found else ("other", short.replace("_", " ").lower(), code)


@lru_cache(maxsize=4096)
def unified(kind: bytes, condition: bytes) -> Cause:
    """`Reject::KIND::Condition` of s/qmail and SPAMCONTROL."""
    kind_, code = kind.decode("ascii"), condition.decode("ascii")
    if code.lower() == "missing":
        return (*(MUST_AUTH if kind_ == "AUTH" else ("policy", f"{kind_} required")), f"{kind_}::{code}")
    if kind_ == "SPF":
        return ("spf", "SPF: sender’s domain does not send from there", f"{kind_}::{code}")
    found = UNIFIED.get(code.lower())
    return (*found, code) if found else ("other", f"{kind_} {code}".replace("_", " ").strip().lower(), code)


@lru_cache(maxsize=4096)
def rblsmtpd(text: bytes) -> Cause:
    """rblsmtpd's `451 text` or `553 text`."""
    code, _, said = text.partition(b" ")
    if said.startswith(b"temporary RBL lookup error"):
        return (*DNS, code.decode("ascii", "replace"))
    return ("rbl", blocklist(said), code.decode("ascii", "replace"))


def blocklist(text: bytes) -> str:
    """The list that a refusal names, as 'listed by spamhaus.org'; its words where it names none."""
    found = _URL.search(text[:600]) or _NAME.search(text[:600])
    if found:
        return f"listed by {clean(found[1].lower(), 60)}"
    return f"blocked: {_words(text)}" if text.strip() else "listed"
