# ruff: noqa: E501 - tables read best in rows
"""Ten thousand reasons that read as ten: qmail-remote(8) and qmail-local(8) reports, grouped.  Pure.

Codes: RFC 5321 §4.2 (replies), RFC 3463 and the IANA registry of enhanced status codes.  A group is
(result, phrase, code); the phrase comes from the words where they say more than the code does.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...redact import clean

# What the words say, strongest first: servers choose codes carelessly and words less so.
_WORDS: tuple[tuple[str, str], ...] = (
    (r"grey ?list|graylist|greyed", "greylisted, asked to come later"),
    (
        r"over ?quota|quota exceed|exceed\w* .{0,20}quota|mailbox (?:is )?full|mailbox.{0,12}size limit|out of .{0,9}quota"
        r"|insufficient (?:disk|mailbox)|not enough (?:disk )?space|of quota",
        "mailbox full",
    ),
    (
        r"insufficient system (?:storage|resources)|resources (?:temporarily )?unavailable",
        "their server is short of resources",
    ),
    (
        r"too many (?:connections|concurrent|sessions)|connection (?:limit|rate)|rate.?limit|throttl|too (?:many|much) .{0,20}"
        r"(?:mail|messages)|exceeded .{0,20}(?:rate|limit)|bounce limit|deferred due to user complaints",
        "they limit our rate",
    ),
    (
        r"no mailbox here by that name|user unknown|unknown user|no such (?:user|mailbox|recipient|address|person)"
        r"|unknown (?:local|recipient|address|or illegal)|does(?:n't| not) exist|doesn.t have a .{0,30} account|address.{0,9}unknown"
        r"|account.{0,12}(?:not available|disabled|inactive|unavailable|closed|suspended)|no account|invalid (?:recipient|address|mailbox)"
        r"|unro?u?te?able address|mailbox (?:unavailable|not found|disabled|inactive)|user (?:not found|does)|not a valid (?:user|mailbox|recipient)"
        r"|unknown in .{0,30}table|recipient (?:not found|unknown|invalid|rejected: no)|not our (?:customer|user)|not known here",
        "no such mailbox",
    ),
    (r"spf|dkim|dmarc", "our SPF, DKIM or DMARC did not pass"),
    (
        r"rcpthosts|relay(?:ing)? (?:access )?(?:denied|not|is not)|unable to relay|not (?:permitted|allowed) to relay",
        "they do not relay for us",
    ),
    (
        r"black ?(?:list|hole)|blocklist|\brbl\b|dnsbl|spamhaus|spamcop|barracuda|reputation|listed (?:at|in|by|on)|banned|"
        r"client host .{0,60}blocked",
        "our address is on a blocklist",
    ),
    (r"spam|junk|virus|malware|content (?:rejected|denied)|looks like", "refused as spam or malware"),
    (r"badmailfrom|sender (?:address )?(?:rejected|denied|verify|not)", "refused our sender"),
    (r"is looping|mail loop|too many (?:hops|received)|delivered-to header|delivered-to line", "the mail loops"),
    (r"best-preference mx", "the domain points here but is not in control/locals"),
    (
        r"couldn't find (?:any|a mail exchanger|a host|any host)|domain (?:name )?not found|host (?:not found|unknown)|no mx|domain does not exist",
        "domain has no mail server",
    ),
    (r"cname.lookup failed|dns (?:error|failure|lookup)|name server", "DNS did not answer"),
    (
        r"wasn't able to establish an smtp connection|connection refused|no route to host",
        "no connection to their server",
    ),
    (r"connection died.{0,4}possible duplicate|possible duplicate", "connection died after the message was sent"),
    (r"connection (?:died|lost|reset|closed)|timed? ?out|timeout", "connection died"),
    (r"message (?:size|too (?:big|large))|too large|size limit", "message too large"),
    (
        r"unable to fork|bad interpreter|command not found|home directory is|unable to (?:chdir|switch|open|read)|/bin/sh:|program crashed|"
        r"temporary error on maildir",
        "local delivery could not run",
    ),
    (r"malformed|syntax error|bad (?:header|mime)|non-?rfc", "they found the message malformed"),
    (r"report mangled", "qmail-send could not read the report of a delivery"),
)
# Words that say little: the enhanced code goes before them.
_WEAK: tuple[tuple[str, str], ...] = (
    (
        r"not accepting|try (?:again )?later|offline|unavailable|temporar|busy|shutting down|system problem",
        "their server asked to try later",
    ),
    (r"denied|refused|reject|prohibited|not allowed|policy|blocked|administratively", "refused by their policy"),
)
_PHRASES = tuple((re.compile(pattern, re.I), phrase) for pattern, phrase in _WORDS)
_WEAKER = tuple((re.compile(pattern, re.I), phrase) for pattern, phrase in _WEAK)

# What the enhanced code says where the words say nothing: detail by its last two parts (RFC 3463).
_CODES = {
    "1.0": "address refused", "1.1": "no such mailbox", "1.2": "domain has no mail server", "1.3": "address has bad syntax",
    "1.4": "address is ambiguous", "1.6": "mailbox has moved", "1.7": "sender's address has bad syntax", "1.8": "our sender's domain not found",
    "1.9": "address not local", "1.10": "domain takes no mail (null MX)", "2.0": "mailbox not available", "2.1": "mailbox disabled",
    "2.2": "mailbox full", "2.3": "message too large", "2.4": "mailing list could not expand", "3.0": "their mail system failed",
    "3.1": "their server is short of resources", "3.2": "their server asked to try later", "3.3": "their server lacks a feature",
    "3.4": "message too large", "3.5": "their server is misconfigured", "4.0": "network trouble", "4.1": "no connection to their server",
    "4.2": "connection died", "4.3": "DNS did not answer", "4.4": "domain has no mail server", "4.5": "their server is congested",
    "4.6": "the mail loops", "4.7": "queue lifetime passed", "5.0": "SMTP protocol error", "5.1": "SMTP command refused",
    "5.2": "SMTP syntax refused", "5.3": "too many recipients", "5.4": "SMTP arguments refused", "6.0": "content refused",
    "6.1": "content not supported", "7.0": "refused by their policy", "7.1": "refused by their policy", "7.2": "list refused us",
    "7.8": "authentication failed", "7.23": "our SPF, DKIM or DMARC did not pass", "7.25": "our address has no reverse DNS",
    "7.26": "our SPF, DKIM or DMARC did not pass", "7.27": "sender takes no mail (null MX)", "7.28": "they limit our rate",
    "7.650": "they limit our rate",
}  # fmt: skip
_STAGES = (
    ("does not like recipient", "recipient refused, no reason given"),
    ("sender was rejected", "refused our sender"),
    ("greeting failed", "their server refused the connection"),
    ("my name was rejected", "their server refused our host name"),
    ("failed after I sent the message", "message refused, no reason given"),
    ("failed on DATA", "message refused, no reason given"),
)
_SMTP = re.compile(r"(?:said: ?|/)([245]\d\d)[ -]+(?:([245]\.\d{1,3}\.\d{1,3})\b)?")
_ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_GIVEN_UP = "I'm not going to try again; this message has been in the queue too long."
_MASKS = (
    (re.compile(r"https?://\S+"), "‹url›"),
    (re.compile(r"\S*@\S+"), "‹address›"),
    (re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|\[[0-9a-fA-F:.]+\]"), "‹IP›"),
    (re.compile(r"\b(?=\w*\d)\w{6,}\b"), "‹id›"),
    (re.compile(r"\d+"), "#"),
)


def text(raw: bytes) -> str:
    """A reason as qmail-send's peer wrote it: `_` is a blank; the `/` at its end is no part of it."""
    return raw.replace(b"_", b" ").decode("utf-8", "replace").rstrip("/ \r")


# Cut out before anything else is looked at, so that most reasons are met in the cache.
_VARIES = re.compile(rb"<[^>]*>|(?<![\w.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![\w.])")


def grouped(raw: bytes) -> tuple[str, str]:
    """(phrase, code) of a reason; code is '5.1.1', else the reply '550', else ''."""
    return _grouped(_VARIES.sub(b"", raw))


@lru_cache(maxsize=4096)
def _grouped(raw: bytes) -> tuple[str, str]:
    words = text(raw)
    given_up = _GIVEN_UP in words
    words = words.replace(_GIVEN_UP, "").rstrip("/ ")
    code = _code(words)
    phrase = _phrase(words, code)
    return clean("given up: " + phrase if given_up else phrase, 90), code


_DID = re.compile(rb"did_([0-9]+)\+([0-9]+)\+([0-9]+)")


def accepted(raw: bytes) -> tuple[str, str]:
    """(phrase, code) of a success: what qmail-local did, or what the remote server said."""
    did = _DID.search(raw)
    if did:
        ways = zip(("to a mailbox", "by forwarding", "to a program"), did.groups(), strict=True)
        done = [way for way, count in ways if int(count[-9:])]
        return "delivered " + " and ".join(done) if done else "delivered nowhere (an empty .qmail)", ""
    return _accepted(_VARIES.sub(b"", raw[:240]).translate(None, b"+"))


@lru_cache(maxsize=4096)
def _accepted(raw: bytes) -> tuple[str, str]:
    words = text(raw)
    if "accepted message" in words or "Remote host said" in words:
        return "accepted by their server", _code(words)
    return masked(words), ""


def _code(words: str) -> str:
    reply = _SMTP.search(words)
    if reply and reply[2]:
        return reply[2]
    if enhanced := _ENHANCED.search(words):
        return enhanced[1]
    return reply[1] if reply else ""


def _phrase(words: str, code: str) -> str:
    said = words.partition("Remote host said:")[2] or words
    for pattern, phrase in _PHRASES:
        if pattern.search(said):
            return phrase
    if known := _CODES.get(code[2:]):
        return known
    for pattern, phrase in _WEAKER:
        if pattern.search(said):
            return phrase
    for stage, phrase in _STAGES:
        if stage in words:
            return phrase
    return masked(said)


def masked(words: str) -> str:
    """`words` with addresses, hosts, ids and numbers masked, at most 80 characters."""
    words = words[:400]
    for pattern, mask in _MASKS:
        words = pattern.sub(mask, words)
    return " ".join(words.split()).strip("/ ")[:80] or "no reason given"


def coarse(key: tuple[int, str, str]) -> tuple[int, str, str]:
    """A reason by its code's class alone, for logs whose reasons do not group."""
    result, _, code = key
    return result, "other reasons", code[:1] and code[:1] + ".x.x"
