"""The lines of Dovecot's daemons, as Dovecot 2.0 to 2.4 and Pigeonhole write them to syslog.  Pure.

A line is `SERVICE[(USER)][<PID><SESSION>]: [LEVEL: ]TEXT`.  What clients choose (names, Message-IDs) stands
within it, so that texts are read from whichever end a client cannot write.
"""

from __future__ import annotations

import re

from ...fold import Grammar

LONG = 4096  # bytes of a line that are looked at
_REST = rb"[^\n]{0,%d}" % LONG
_IP = rb"[0-9A-Fa-f:.]{2,45}"
_LOGIN = rb"(?P<%b>[a-z][a-z0-9]{1,19})-login: (?:Info: )?"
_WHO = rb"(?>\([^\n()]{0,320}\)|)(?>(?:<[^\n<>]{0,80}>){0,4})"
_SERVICE = rb"[A-Za-z][A-Za-z0-9-]{0,29}"
_LEVEL = rb"(?:Error|Fatal|Panic|Warning)"

EVENTS = b"|".join(
    (
        rb"(?P<login>"
        + _LOGIN % b"login_service"
        + rb"(?:Login: |Logged in: |proxy\([^\n()]{0,320}\): started proxying to [^ \n]{1,100} ?)"
        rb"user=<(?P<user>[^>\n]{0,320})>"
        rb"(?>, method=(?P<method>[^,\n]{1,30})|)(?>, rip=(?P<rip>" + _IP + rb")|)"
        rb"(?>(?:, (?!TLS|secured)[^,\n]{1,120}){0,8})(?>, (?P<tls>TLS|secured)(?![^,\n\]])|))",
        rb"(?P<odd>" + _LOGIN % b"odd_service" + rb"(?:Login|Logged in): (?P<elements>" + _REST + b"))",
        rb"(?P<alarm>(?:(?P<daemon>"
        + _SERVICE
        + rb")"
        + _WHO
        + rb": )?(?P<level>"
        + _LEVEL
        + rb"): (?P<words>"
        + _REST
        + b"))",
        rb"(?P<refused>" + _LOGIN % b"refused_service" + rb"(?!Debug: |proxy\()(?P<refusal>" + _REST + b"))",
        rb"(?P<delivery>(?:lmtp|lda|deliver)(?>\((?P<rcpt>[^\n()]{0,320})\)|)(?>(?:<[^\n<>]{0,80}>){0,4}): (?:Info: )?"
        rb"(?!Debug: )(?P<outcome>" + _REST + b"))",
        rb"(?P<closed>(?P<session>imap|pop3|managesieve|submission|IMAP|POP3|MANAGESIEVE)"
        + _WHO
        + rb"(?>, session=<[^\n<>]{0,80}>|): (?:Info: )?(?P<ending>(?:Disconnected|Logged out|Connection closed"
        rb"|Server shutting|Internal error|Too many|Remote closed|Inactivity|Client has quit)" + _REST + b"))",
        rb"(?P<auth>auth(?>-worker|)(?=[(:<])(?!" + _WHO + rb": Debug: )(?P<authentication>[^\n]{0,600}))",
        rb"(?P<told>Dovecot v|(?:Killed|Stopping|SIGHUP|Debug: )|(?:"
        + _SERVICE
        + rb")"
        + _WHO
        + rb": (?:Debug: |Info: |Dovecot v|proxy\(|sieve: |save|copy|delete|undelete|expunge|append|mailbox_"
        rb"|flag_change|Successfully|Generating|Indexed |Effective |Namespace |Killed |Connect"
        rb"|Disconnect|Server accepted|Proxying)"
        rb"|(?:stats|anvil|ssl-params|indexer|indexer-worker|doveadm|dsync|replicator|aggregator|quota-status|dict|old-stats"
        rb"|imap-hibernate|imap-urlauth|ipc|log|config|master|director|script)" + _WHO + rb": |[\r\n]|\Z)",
        rb"(?P<other>" + _REST + b")",
    )
)
DOVECOT = Grammar(program=rb"dovecot(?:[/-][^\s\[\]:]{1,40})?", events=EVENTS)
SPOKEN = ((b" dovecot",), re.compile(rb" dovecot(?:[/-][^\s\[\]:]{1,40})?(?:[:\[]| [0-9-])"))

# ----- a login as another login_log_format shows it

_ELEMENTS = {
    "tls": re.compile(rb"(?:\A|[ ,])(TLS|secured)(?![^,\n\]])"),
    "method": re.compile(rb"(?:\A|[ ,])method=([^,\n ]{1,30})"),
    "user": re.compile(rb"(?:\A|[ ,])user=<([^>\n]{0,320})>"),
    "rip": re.compile(rb"(?:\A|[ ,])rip=(" + _IP + rb")"),
}


def elements(text: bytes) -> tuple[bytes, ...]:
    """(encryption, method, user, address); empty where it is not said."""
    found = (pattern.search(text) for pattern in _ELEMENTS.values())
    return tuple(match[1] if match else b"" for match in found)


# ----- a login that did not come to be

_NAMED = re.compile(rb"user=<([^\n]{0,320}?)>(?:, method=[^,\n]{1,30})?, rip=")
_RIP = re.compile(rb", rip=(" + _IP + rb")(?![0-9A-Fa-f:.])")
ATTEMPTS = re.compile(rb"\(auth failed, ([0-9]{1,4}) attempts?")
REFUSALS = (
    (b"auth failed", "authentication failed"),
    (b"(auth_failed)", "authentication failed"),
    (b"temporary failure", "the authentication service failed"),
    (b"internal failure", "the authentication service failed"),
    (b"Auth process broken", "the authentication service failed"),
    (b"tried to use dis", "a password in the clear was not taken"),
    (b"cleartext auth", "a password in the clear was not taken"),
    (b"Too many invalid commands", "too many invalid commands"),
    (b"Too many bad commands", "too many invalid commands"),
    (b"no auth attempts", "no attempt to log in"),
    (b"disconnected before auth was ready", "gone before Dovecot was ready"),
    (b"disconnected before greeting", "gone before the greeting"),
    (b"client didn't finish", "gone during authentication"),
    (b"disconnected while authenticating", "gone during authentication"),
    (b"client didn't send a cert", "no client certificate"),
    (b"SSL_accept() failed", "TLS handshake failed"),
    (b"TLS handshaking", "TLS handshake failed"),
    (b"Maximum number of connections from user", "too many connections of one user and address"),
    (b"proxy dest auth failed", "authentication failed behind the proxy"),
    (b"Inactivity", "idle"),
    (b"Connection queue full", "too many connections waiting"),
    (b"Aborted login", "gone without a login"),
    (b"Login aborted", "gone without a login"),
    (b"Logged out", "gone without a login"),
    (b"Disconnected", "gone without a login"),
    (b"Connection closed", "gone without a login"),
    (b"Remote closed", "gone without a login"),
    (b"Client has quit", "gone without a login"),
)
BROKEN = "the authentication service failed"


def refused(text: bytes) -> tuple[str, bytes, bytes]:
    """(why, user, address) of a `…-login:` line that is no login; empty: not said, not understood."""
    place = text.rfind(b", rip=")
    head, _, tail = text.partition(b": user=<")
    # the reason stands before the name, but for what TLS says, which stands behind the addresses
    said = head[:300] if tail else (text[: max(place, 0)] or text)[:300]
    why = next((words for sign, words in REFUSALS if sign in said), "")
    if why in ("no attempt to log in", "gone without a login") and b"TLS handshaking" in text[place:]:
        why = "TLS handshake failed"
    address = _RIP.match(text, place) if place >= 0 else _first_rip(text)
    name = _NAMED.match(text, max(0, text.find(b"user=<")))
    return why, name[1] if name else b"", address[1] if address else b""


def _first_rip(text: bytes) -> re.Match[bytes] | None:
    return re.search(rb"(?<![^ ,:])rip=(" + _IP + rb")(?![0-9A-Fa-f:.])", text)


# ----- what became of a delivery

# From the right: a Message-ID may hold anything, also the words of an outcome.
_OUTCOME = re.compile(
    rb"(?:\A|[^\n]*: )(?:(?P<stored>saved mail to |stored mail into mailbox )(?P<folder>'?[^\n]{0,400})"
    rb"|(?P<failed>save failed to (?:open mailbox )?|failed to store into mailbox )(?P<why>[^\n]{0,600})"
    rb"|(?P<forwarded>forwarded to |redirected to )"
    rb"|(?P<discarded>(?:[Mm]arked message to be )?discarded(?! (?:duplicate |vacation )|\w)|discard action)"
    rb"|(?P<rejected>rejected(?: message)? from |rejected: )"
    rb"|(?P<vacation>sent vacation response )"
    rb"|(?P<sieve>discard(?:ed|ing) (?:duplicate |vacation )|not replying|(?:keep|fileinto|redirect|vacation|notify"
    rb"|pipe|filter|execute|discard|reject|store|addflag|setflag|removeflag|enotify|report|duplicate) action: "
    rb"|sent (?:mail )?notification))"
)
_TOLD = re.compile(
    rb"(?:[A-Za-z0-9+/]{10,40}: )?(?:Connect from|Disconnect from|Connected|Disconnected|Connection closed|sieve: "
    rb"|Client has|save: |copy from |expunge: |delete: |flag_change|mailbox_|msgid=|Delivered|Client connected|RCPT)"
)
FOLDERS = {
    b"inbox": "INBOX",
    **dict.fromkeys((b"junk", b"spam", b"junk e-mail", b"junk email", b"junk mail", b"bulk mail"), "Junk"),
    **dict.fromkeys((b"trash", b"deleted items", b"deleted messages"), "Trash"),
    **dict.fromkeys((b"sent", b"sent items", b"sent messages"), "Sent"),
    **dict.fromkeys((b"archive", b"archives"), "Archive"),
    **dict.fromkeys((b"drafts",), "Drafts"),
    **dict.fromkeys((b"quarantine", b"virus"), "Quarantine"),
}
OTHER_FOLDERS = "folders of users"
FAILURES = (
    (re.compile(rb"(?i)quota|mailbox is full|mailbox full|over ?quota"), "quota exceeded"),
    (re.compile(rb"(?i)no space left"), "no space left on the disk"),
    (re.compile(rb"(?i)permission denied|not permitted|EACCES"), "permission denied"),
    (re.compile(rb"(?i)doesn't exist|not found|no such"), "the mailbox does not exist"),
    (re.compile(rb"(?i)time(?:d )?out"), "timeout"),
    (re.compile(rb"(?i)internal error"), "internal error"),
    (re.compile(rb"(?i)invalid mailbox name|name"), "invalid mailbox name"),
)


def outcome(text: bytes) -> tuple[str, str]:
    """(what happened, where or why): stored, failed, forwarded, discarded, rejected, vacation, sieve, told, or none."""
    match = _OUTCOME.match(text)
    if not match:
        return ("told", "") if _TOLD.match(text) else ("", "")
    kind = match.lastgroup or ""
    if kind == "folder":
        return "stored", folder(match["folder"])
    if kind == "why":
        why = match["why"]
        return "failed", next((words for pattern, words in FAILURES if pattern.search(why)), "another reason")
    return kind, ""


def folder(name: bytes) -> str:
    """The folder by its common name; what a user named a folder is nobody's business."""
    name = name.rstrip(b"\r ]").strip(b"'").lower()
    if name.startswith(b"[special-use \\"):
        name = name[14:].rstrip(b"]")
    name = name.removeprefix(b"inbox.").removeprefix(b"inbox/") or b"inbox"
    return FOLDERS.get(name, OTHER_FOLDERS)


# ----- what the authentication processes say

_LOOKUP = re.compile(
    rb"(?:\A|[ :])(?P<driver>[a-z][a-z0-9-]{1,20})\((?P<user>[^\n]{0,256}?)(?:,(?P<ip>"
    + _IP
    + rb")?)?(?:,[^\n()]{0,100})?\)"
    rb"(?:<[^\n<>]{0,80}>){0,3}: (?P<why>[^\n]*)"
)
AUTH_REASONS = (
    (re.compile(rb"[Pp]assword mismatch(?!\?)|Credentials mismatch"), "wrong password"),
    (re.compile(rb"(?i)unknown user|user not known|no such user|user doesn't exist"), "unknown user"),
    (
        re.compile(rb"(?i)password mismatch\?|authentication failure|invalid credentials"),
        "wrong password or unknown user",
    ),
    (re.compile(rb"(?i)empty (?:username|password)|null password"), "no name or no password"),
    (re.compile(rb"(?i)username (?:contains disallowed|character disallowed)"), "a character that no name may have"),
    (re.compile(rb"(?i)disabled|expired|not allowed|denied|allow_nets"), "the account may not log in"),
    (re.compile(rb"(?i)time(?:d ?| )out|timeouted"), "timeout"),
    (re.compile(rb"(?i)invalid (?:input|base64)|malformed|unsupported|invalid sasl"), "broken request"),
    (re.compile(rb"(?i)temporary|internal"), BROKEN),
)
KNOWN = "wrong password"  # that the account exists; a static passdb says it of every name


def authentication(text: bytes) -> tuple[str, bytes, bytes]:
    """(why it failed, the name if it is an account's, address); empty: nothing that is counted."""
    match = _LOOKUP.search(text)
    if not match:
        return "", b"", b""
    why = next((words for pattern, words in AUTH_REASONS if pattern.search(match["why"])), "")
    known = why == KNOWN and match["driver"] not in (b"static", b"pam", b"auth", b"login")
    return why, match["user"] if known else b"", match["ip"] or b""
