"""Logins to mailboxes and to SMTP: Dovecot 2.x, Courier, vchkpw (vpopmail), Postfix's SASL, s/qmail's AUTH.  Pure.

The name between `user=<` and the last `>` before the daemon's own words is the client's, whatever it looks like.
"""

from __future__ import annotations

import re

from ...fold import Grammar
from .hearer import Hearer
from .names import text

Match = re.Match[bytes]
PROTOCOLS = {b"imap": "IMAP", b"pop3": "POP3", b"sieve": "ManageSieve", b"submission": "SMTP", b"imaps": "IMAP"}

# Databases that know whom they have.  PAM (`Password mismatch?`), LDAP binds, static and others say the same of a name
# that nobody has, which may be a password.
_KNOWING = rb"(?:passwd|passwd-file|shadow|sql|lua|dict|vpopmail)"

DOVECOT = Grammar(
    program=rb"dovecot",
    events=b"|".join(
        (
            rb"(?:manage)?(?P<protocol>imap|pop3|sieve|submission)-login: (?:Info: )?"
            rb"(?:(?P<in>(?:Login|Logged in): user=<(?P<user>[^\n]*)>(?:, method=(?P<method>[^, \n]{1,60}))?"
            rb", rip=(?P<rip>[^, \n]{1,100}))"
            rb"|(?P<out>[^\n<=]*?\(auth failed, (?P<times_tried>[0-9]{1,6}) attempts?[^\n<=]*\)"
            rb"(?: \([a-z_]+\))?: (?:user=<(?P<tried>[^\n]*)>, )?(?:method=[^, \n]{1,60}, )?"
            rb"rip=(?P<tried_rip>[^, \n]{1,100})))",
            rb"(?P<mismatch>auth(?:-worker)?(?:[^\n]*?[ (:]" + _KNOWING + rb"\((?P<vouched>[^\n,()]{1,255}),[^\n]*"
            rb"|\((?P<vouched_too>[^\n,()]{1,255}),[^\n]*?: " + _KNOWING + rb": [^\n]*)[Pp]assword mismatch(?!\?))",
        )
    ),
)


def dovecot(hearer: Hearer, match: Match, at: int, times: int) -> None:
    """A line of Dovecot's; its auth process says which accounts there are, and its login processes what failed."""
    event = match.lastgroup
    if event == "in":
        service = PROTOCOLS[match["protocol"]]
        method = match["method"] or b""
        hearer.login(at, match["user"], service, match["rip"], "dovecot", times=times, method=method)
    elif event == "out":
        service, count = PROTOCOLS[match["protocol"]], times * max(1, int(match["times_tried"]))
        hearer.failed(at, match["tried"] or b"", service, match["tried_rip"], "dovecot", times=count)
    else:
        hearer.vouch(match["vouched"] or match["vouched_too"])


COURIER = Grammar(
    program=rb"(?:courier-?)?(?:imap|pop3)(?:d|login)?(?:-?ssl|s)?",
    events=b"|".join(
        (
            rb"(?:INFO: )?(?:(?P<in>LOGIN, user=(?P<user>[^\n]*), ip=\[(?P<ip>[^\]\n]{1,100})\])"
            rb"|(?P<out>LOGIN FAILED, (?:method=[^, \n]{1,60}, )?(?:user=(?P<tried>[^\n]*), )?"
            rb"ip=\[(?P<tried_ip>[^\]\n]{1,100})\]))",
        )
    ),
)


def courier(hearer: Hearer, match: Match, at: int, times: int) -> None:
    """A line of Courier's."""
    service = "POP3" if b"pop3" in (match["program"] or b"") else "IMAP"
    if match.lastgroup == "in":
        hearer.login(at, match["user"], service, match["ip"], "courier", times=times)
    else:
        hearer.failed(at, match["tried"] or b"", service, match["tried_ip"], "courier", times=times)


VCHKPW = Grammar(
    program=rb"vpopmail|vchkpw[a-z0-9-]{0,20}",
    events=rb"(?P<said>(?:vpopmail(?:\[[0-9]{1,10}\])?: )?vchkpw(?:-(?P<port>[a-z0-9]{1,20}))?: "
    rb"(?:(?P<in>\((?P<method>[A-Z0-9-]{2,20})\) login success) "
    rb"|(?P<known>(?:system )?password fail|user has no password)"
    rb"|(?:null user name given|null password given|vpopmail user not found|system user not found"
    rb"|system user shadow entry not found|invalid user/domain characters|(?:pop|smtp|imap|webmail) access denied))"
    rb"(?P<rest>[^\n]*))",
)
_PORTS = {
    **dict.fromkeys((b"smtp", b"smtps", b"submission", b"25", b"465", b"587"), "SMTP"),
    **dict.fromkeys((b"imap", b"imaps", b"143", b"993"), "IMAP"),
    b"webmail": "webmail",
}


def vchkpw(hearer: Hearer, match: Match, at: int, times: int) -> None:
    """A line of vchkpw's: `NAME:IP` is its last word, and what stands before may be a password."""
    before, _, word = match["rest"].rstrip(b"\r] ").rpartition(b" ")
    name, _, where = word.partition(b":")
    if b"(pass: '" in match["rest"] and not before.endswith(b"')"):
        name, where = b"", b""  # cut off: it may be part of a password
    service = _PORTS.get(match["port"] or b"", "POP3")
    name = name.removesuffix(b"@")
    if match["in"]:
        hearer.login(at, name, service, where, "vchkpw", times=times, method=match["method"])
    else:
        known = match["known"] is not None and bool(where)
        hearer.failed(at, name, service, where, "vchkpw", times=times, known=known)


POSTFIX = Grammar(
    program=rb"postfix[^/\s\[\]:]*/(?:[^/\s\[\]:]+/)*smtpd",
    events=b"|".join(
        (
            rb"(?P<in>[0-9A-Za-z]{1,24}: client=[^\[\n]*\[(?P<ip>[^\]\n]{1,100})\](?::[0-9]{1,5})?, "
            rb"sasl_method=(?P<method>[^,\n]{1,60}), sasl_username=(?P<user>[^\n]*?)"
            rb"(?:, sasl_sender=[^\n]*)?(?=[\r\n]|\Z))",
            rb"(?P<out>warning: [^\[\n]*\[(?P<tried_ip>[^\]\n]{1,100})\](?::[0-9]{1,5})?: SASL [A-Za-z0-9_-]{1,60} "
            rb"authentication (?:failed|failure)(?:(?!, sasl_username=)[^\n])*(?:, sasl_username=(?P<tried>[^\n]*))?)",
        )
    ),
)


def postfix(hearer: Hearer, match: Match, at: int, times: int) -> None:
    """A message that somebody who had logged in handed over, or a login that failed."""
    if match.lastgroup == "in":
        hearer.login(at, match["user"], "SMTP", match["ip"], "postfix", times=times, method=match["method"])
        return
    tried = match["tried"] or b""
    name = b"" if text(tried).strip() in ("(unavailable)", "(unknown)") else tried.rstrip(b"\r]")
    hearer.failed(at, name, "SMTP", match["tried_ip"], "postfix", times=times)


SMTPD = Grammar(
    program=rb"q?mail-?(?:smtp|submission)?[a-z0-9-]{0,12}|q?smtps?d?|submission",
    events=rb"(?P<said>qmail-smtpd: pid [0-9]{1,10} (?P<sort>Accept|Reject)::AUTH::(?P<method>[A-Za-z0-9_-]{1,40})"
    rb"(?=[^\n]* S:(?P<ip>[^ \n:]{1,50}|[0-9A-Fa-f:.]{2,50}):)[^\n]* \?[~=] '(?P<user>[^'\n]{0,255})')",
)


def smtpd(hearer: Hearer, match: Match, at: int, times: int) -> None:
    """A line of s/qmail's qmail-smtpd."""
    if match["sort"] == b"Accept":
        hearer.login(at, match["user"], "SMTP", match["ip"], "qmail-smtpd", times=times, method=match["method"])
    else:
        hearer.failed(at, match["user"], "SMTP", match["ip"], "qmail-smtpd", times=times)
