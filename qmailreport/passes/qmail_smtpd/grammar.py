"""The lines of the daemons in front of qmail, each recognised by how it begins; the rest is read by hand.  Pure.

tcpserver (ucspi-tcp) and sslserver (ucspi-ssl), rblsmtpd, qmail-smtpd with qregex, SPAMCONTROL's and s/qmail's
`Accept::…`/`Reject::…`, indimail's qmail-smtpd, chkuser 2.0, simscan 1.1 to 1.4, spamdyke 3 to 5, vchkpw (vpopmail 5).
Under multilog a text begins with the daemon's name; syslog has a tag, which may be that of the logger.
"""

from __future__ import annotations

import re

from ...fold import Grammar

LONG = 4096  # bytes of a line that are looked at: no line of these daemons is longer
_REST = rb"[^\n]{0,%d}" % LONG
_IP = rb"[0-9A-Fa-f:.]{0,45}"
_TCP = rb"(?:(?:tcp|ssl)server: )?"
_SPAMDYKE = rb"(?:spamdyke(?:\[[0-9]{1,10}\])?: )?"
_SMTPD = rb"(?:qmail-smtpd(?:\[[0-9]{1,10}\]|: pid [0-9]{1,10})?:? )?"

# What says nothing that is counted: qmail-send's own lines in a common log, ends of connections, and chatter.
_QUIET = b"|".join(
    (
        rb"(?:new|end|info) msg |starting delivery |delivery [0-9]|status: |bounce msg |(?:double|triple) bounce",
        rb"(?:running|exiting|alert: |warning: |number of deliveries|local|remote|extra)",
        _TCP + rb"end [0-9]|sslserver: (?:ssl|cafile|ccafile|cadir|cert|key|dhfile|param|ciphers)[ :]",
        rb"simscan: |simscan:\[[0-9]{1,10}\]: |policy_check: ",
        _SPAMDYKE + rb"(?:FILTER_[A-Z]|(?:ERROR|DEBUG|EXCESSIVE|INFO|VERBOSE)[(:])",
        rb"[0-9]{1,20}\.[0-9]{6}\+|[\r\n]|\Z",
    )
)

EVENTS = b"|".join(
    (
        rb"(?P<status>" + _TCP + rb"status: (?P<used>[0-9]{1,6})/(?P<limit>[0-9]{1,6})(?=[\r\n]|\Z))",
        rb"(?P<opened>" + _TCP + rb"pid [0-9]{1,10} from (?P<opened_by>" + _IP + rb")(?=[\r\n\]]|\Z))",
        rb"(?P<verdict>"
        + _TCP
        + rb"(?P<decision>ok|deny) [0-9]{1,10} (?P<local>[^ \n]{0,600}) (?P<peer>"
        + _REST
        + b"))",
        rb"(?P<chkuser>(?:[a-z-]{1,20}: )?CHKUSER (?P<brief>[a-z ]{4,40}): (?P<chkuser_rest>" + _REST + b"))",
        rb"(?P<spamdyke>"
        + _SPAMDYKE
        + rb"(?P<word>(?:ALLOWED|DENIED|FAILED)[A-Z_]{0,60}|TIMEOUT|UNKNOWN_AUTH|TLS_ENCRYPTED) (?P<dyke_rest>from: "
        + _REST
        + b"))",
        rb"(?P<rbl>rblsmtpd: (?P<rbl_ip>" + _IP + rb") pid [0-9]{1,10}: (?P<rbl_rest>" + _REST + b"))",
        rb"(?P<vchkpw>(?:vpopmail(?:\[[0-9]{1,10}\])?: )?vchkpw(?:-(?P<service>[a-z0-9]{1,20}))?: (?P<login>"
        + _REST
        + b"))",
        rb"(?P<simscan>simscan:\[[0-9]{1,10}\]:(?P<state>[A-Z][A-Z ]{1,20}[A-Z])(?P<scan_rest>[ :]" + _REST + b"))",
        rb"(?P<oldscan>simscan:[^\n]{0,40}?(?P<found>virus|invalid attachment): (?P<found_rest>" + _REST + b"))",
        rb"(?P<unified>qmail-[a-z0-9]{2,12}: pid [0-9]{1,10} (?P<action>Accept|Reject)::(?P<kind>[A-Z0-9]{2,8})::"
        rb"(?P<condition>[A-Za-z0-9_-]{0,40})(?P<unified_rest>" + _REST + b"))",
        rb"(?P<indimail>qmail-smtpd: pid [0-9]{1,10} from (?P<indimail_ip>"
        + _IP
        + rb") (?P<indimail_rest>"
        + _REST
        + b"))",
        rb"(?P<listed>"
        + _SMTPD
        + rb"(?P<list>bad(?:mailfrom|mailto|rcptto|helo)(?:norelay|unknown)?): (?P<listed_rest>"
        + _REST
        + b"))",
        rb"(?P<received>mail recv: pid [0-9]{1,10} from <)",
        rb"(?P<alarm>(?P<daemon>tcpserver|sslserver|rblsmtpd|qmail-smtpd|qmail-pop3d|spamdyke): "
        rb"(?P<level>fatal|alert|warning): (?P<words>" + _REST + b"))",
        rb"(?P<other>(?!" + _QUIET + b")" + _REST + b")",
    )
)

SMTPD = Grammar(
    program=rb"(?:qmail(?:-(?:smtp|pop3|popup|submission|tls)[a-z0-9-]{0,12})?|q?smtps?d?|submission|tcpserver|sslserver|"
    rb"rblsmtpd|vpopmail|vchkpw[a-z0-9-]{0,20}|simscan|spamdyke)",
    events=EVENTS,
)

_PEER = re.compile(rb"[^ :]{0,255}:(?P<ip>[0-9A-Fa-f:.]{2,45}):[^ :]{0,255}:[0-9]{1,5}(?: |\]?\r?\Z)")
_AT = re.compile(rb" at ([0-9A-Fa-f:.]{2,45})(?: |\]?\r?\Z)")
_SCANNED = re.compile(rb":([0-9.]{7,15}):[^:]{0,900}:[^:]{0,3000}\Z")
_SCANNED6 = re.compile(rb":([0-9A-Fa-f:.]{2,45}):[^:]{0,900}:[^:]{0,3000}\Z")
_HOST_PART = re.compile(rb"(?:\A|:)((?:[0-9]{1,3}\.){3}[0-9]{1,3}|(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f.]{0,15})\Z")


def peer(text: bytes) -> bytes:
    """The address in tcpserver's `host:ip:user:port`, IPv6 with its colons; empty where there is none."""
    match = _PEER.match(text)
    return match["ip"] if match else b""


def at_address(text: bytes) -> bytes:
    """The address in qregex's `<…> at IP`."""
    match = _AT.search(text)
    return match[1] if match else b""


def scanned(text: bytes) -> tuple[bytes, bytes]:
    """(what was found or the subject, address) of simscan's `…:TIMEs:WHAT:IP:FROM:TO`."""
    text = text.rstrip(b"\r]")
    _, _, what = text.partition(b":")
    if text.startswith(b" ("):
        what = text.partition(b"):")[2]
    _, _, what = what.partition(b":")  # behind the time
    match = _SCANNED.search(what) or _SCANNED6.search(what)
    if match:
        return what[: match.start()], match[1]
    return what.rsplit(b":", 3)[0] if what.count(b":") >= 3 else what, b""


def last_address(text: bytes) -> bytes:
    """The address that ends `helo:host:ip`."""
    match = _HOST_PART.search(text[-600:])
    return match[1] if match else b""
