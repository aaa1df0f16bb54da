"""The lines of Postfix's daemons, as postfix 2.x to 3.11 write them.  Pure.

The syslog tag is INSTANCE/[SERVICE/…]DAEMON.  An alternative of the text that is counted ends in the (often empty)
group that names it, so that `lastindex` tells the event, and the regex engine can rule out alternatives by their first
byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ...fold import Grammar, no, unnamed

# `postfix`, or `postfix-NAME` (multi_instance_name); any other tag is another program's, whose lines are only counted.
# %NAMES% stands for the further syslog_names of a site, each with a | before it.  The daemon has its service before it.
_INSTANCE = rb"postfix(?:-[^/\s\[\]:]+|)%NAMES%"
_DAEMON = rb"/(?P<daemon>" + no(b" \t\n\r\f\v[]:") + rb"+)"
_OTHER = rb"[^\s\[\]:]+"
_ADDRESS = no(b">\n") + b"*+(?:>(?!, )" + no(b">\n") + b"*+)*"
_CIPHER = rb"[^ \n]{1,20}(?: with cipher [^ \n]{1,60})?"
_LOOPBACK = rb"(?:127\.|::1\])"
# What is said of a message, or of none, that nothing is counted of.
TOLD = (
    rb"resent-message-id=|host |lost connection |conversation with |timeout |enabling PIX|Cannot start TLS"
    rb"|breaking |filter: |proxy-accept: |redirect: |replace: |prepend: |warn(?:ing)?: |info: |delay: |bcc: "
    rb"|permit: |passing |skipped|placed on hold|Server certificate|TLS |sender (?:delay|delivery)|improper "
    rb"|too many |enabl|SMTPUTF8|milter[- :]|addheader|strip|table |PASS|Passed|stored|queued|re-?queue|unhold"
    rb"|SASL |certificate|certificate verification|server |using |warn: |trigger"
)
TOLD_ALONE = (
    rb"lost connection |timeout |too many errors|SSL_accept error|SSL_connect error|improper command|connect to "
    rb"|addr |PASS |DISCONNECT |PREGREET |HANGUP |DNSBL |ALLOWLISTED |WHITELISTED |BLACKLISTED |DENYLISTED "
    rb"|VETO |BARE NEWLINE |COMMAND |NON-SMTP COMMAND |BDAT |DATA |WHITELIST VETO |ALLOWLIST VETO |proxy-accept: "
    rb"|setting up TLS|initializing |cache |discarding EHLO|table |Deleted: |Requeued: |Placed on hold: "
    rb"|Released from hold: "
    rb"|Renamed |using backwards|Host offered|enabling PIX|certificate |Verified: |server certificate|TLS SNI"
    rb"|host |close database |>>> |< |> |Trusted: |Untrusted: |Anonymous: |SASL |looking for plugins|end of "
)
TURNED = rb"reload|refreshing |starting |stopping |stopped |the Postfix|daemon started|terminating on"
# The common lines.  Groups are few on purpose, as a match object costs by their number; what says nothing that is
# counted closes no event's group.
_STATUS = (
    rb"(?:sent \((?P<sent>forwarded as [0-9A-Za-z]+|)|(?P<failed>(?:deferred|bounced) \([^\n]*)|(?:un)?deliverable)"
)
_QUEUED = b"|".join(
    (
        rb"message-id=",
        # recipient and relay are told apart where they are met for the first time
        rb"to=<(?P<ends>" + _ADDRESS + rb">, (?:orig_to=<" + _ADDRESS + rb">, |)relay=" + no(b",\n") + rb"*+), "
        rb"(?:conn_use=[0-9]+, |)delay=(?P<delay>[0-9.]{1,12})[^,\n]*+, (?:delays=(?P<stages>[0-9./]+), |)"
        rb"(?:tls=[^,\n]*+, |)(?:dsn=[0-9.]{1,12}, |)status=" + _STATUS,
        rb"from=<(?P<sender>" + _ADDRESS + rb")>, "
        rb"(?:size=(?P<active>[0-9]{1,18}), nrcpt=[0-9]+ \(queue [a-z]|(?!status=(?:force-)?expired))",
        rb"removed(?P<removed>(?=[\r\n]|\Z)| \((?:canceled|discarded)\))",
        # a client that is neither a configured filter nor on loopback, with or without a login
        rb"client=(?!%FROM%[^\[\n]*\[" + _LOOPBACK + rb")" + no(b",\n") + rb"*+(?P<client>, sasl_|)",
        rb"(?P<verdict>(?:milter-|proxy-)?(?:reject|reject_warning|discard|hold): [^\n]*)",
        rb"host |lost connection |conversation with |Server certificate",
    )
)
_EVENTS = b"|".join(
    (
        rb"connect from (?:(?P<near>%FROM%[^\[\n]*\[" + _LOOPBACK + rb")|(?P<connect>))",
        rb"disconnect from (?P<disconnect>)",
        rb"lost connection |DISCONNECT |HANGUP |PREGREET ",
        rb"CONNECT from (?P<postscreen>)",
        rb"[A-Z][a-z]+ TLS connection (?:established|reused) (?P<tls>(?:from|to) [^ \n]+: " + _CIPHER + rb")",
        rb"NOQUEUE: reject: (?P<noqueue>)",
        rb"(?P<qid>[0-9A-Za-z]{1,24}): (?:" + _QUEUED + rb")",
        rb"(?P<alarm>(?:warning|fatal|panic|error): [^\n]*)",
        rb"statistics: |" + TOLD_ALONE,
        rb"(?P<rare>)",
    )
)
# What the others are, from their text on.
_RARE = b"|".join(
    (
        rb"(?P<qid>[0-9A-Za-z]{1,24}): (?:from=<" + _ADDRESS + rb">, status=(?P<expired>(?:force-)?expired)",
        # a configured filter; a loopback address
        rb"client=(?:%FILTERS%[^\[\n]*\[" + _LOOPBACK + rb"(?P<inside>[^\n]*))",
        rb"uid=(?:%UIDS%[0-9]+ (?:from|sender)=(?P<pickup>))",
        rb"[a-z -]*notification: (?P<notice>[0-9A-Za-z]+)",
        rb"(?P<freed>released from hold|requeued)",
        rb"(?:" + TOLD + rb")(?P<told>))",
        rb"(?:" + TURNED + rb")(?P<turned>)",
        rb"(?P<other>)",
    )
)


@lru_cache(maxsize=64)
def grammar(names: tuple[str, ...] = (), filters: tuple[str, ...] = ()) -> Grammar:
    """What to look for where `names` are further syslog_names, `filters` hosts and addresses that hand mail back."""
    program = b"(?:(?P<instance>" + _instances(names) + b")" + _DAEMON + b"|" + _OTHER + b")"
    return Grammar(program, b"(?(instance)(?:" + _events(filters) + b")|(?P<elsewhere>))")


def alone(begin: bytes, rest: bytes, instance: bytes, names: tuple[str, ...], filters: tuple[str, ...]) -> bytes:
    """A regex with a match in each line, for logs of one host, most of whose lines are of one instance: its events, and
    other programs' lines as `elsewhere`.  `begin` leads to the program, `rest` from there to the text; what begins in
    another way is `foreign`.
    """
    ours = re.escape(instance) + _DAEMON + rest + b"(?:" + _events(filters) + b")"
    others = b"(?!(?:" + _instances(names) + b")/)" + _OTHER + unnamed(rest) + b"(?P<elsewhere>)"
    return rb"\n(?:" + begin.removeprefix(rb"\n") + b"(?:" + ours + b"|" + others + rb")|(?P<foreign>))"


def _instances(names: tuple[str, ...]) -> bytes:
    told = _either(names)
    return _INSTANCE.replace(b"%NAMES%", b"|" + told if told else b"")


def _events(filters: tuple[str, ...]) -> bytes:
    clients = _clients(filters)
    return _EVENTS.replace(b"%FROM%", clients + b"|" if clients else b"")


@lru_cache(maxsize=32)
def rare(filters: tuple[str, ...] = (), uids: tuple[str, ...] = ()) -> re.Pattern[bytes]:
    """The text of a line that `grammar` calls rare; `uids` are the users that hand mail back by sendmail(1)."""
    clients = _clients(filters)
    events = _RARE.replace(b"%FILTERS%", clients + rb"(?P<handed>)|" if clients else b"")
    back = b"(?:" + _either(uids) + rb") (?:from|sender)=(?P<returned>)|" if uids else b""
    return re.compile(events.replace(b"%UIDS%", back))


def _clients(filters: tuple[str, ...]) -> bytes:
    """What stands behind `client=` or `connect from ` where it is one of `filters`."""
    back = _either(each + "[" for each in filters if not _is_address(each))
    at = _either(each + "]" for each in filters if _is_address(each))
    sides = [each for each in (back, rb"[^\[\n]*\[(?:" + at + rb")" if at else b"") if each]
    return b"(?:" + b"|".join(sides) + b")" if sides else b""


def _either(words: Iterable[str]) -> bytes:
    return b"|".join(re.escape(word.encode()) for word in words)


def _is_address(word: str) -> bool:
    return ":" in word or word.replace(".", "").isdigit()
