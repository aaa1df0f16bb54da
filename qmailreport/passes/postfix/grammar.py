"""The lines of Postfix's daemons, as postfix 2.x to 3.11 write them.  Pure.

The syslog tag is INSTANCE/[SERVICE/…]DAEMON.  Each alternative of the text ends in the (often empty) group
that names it, so that `lastindex` tells the event and the regex engine can rule out alternatives by their first byte.
"""

from __future__ import annotations

from ...fold import Grammar

# `postfix`, or `postfix-NAME` (multi_instance_name); any other tag is another program's, whose lines are only counted.
PROGRAM = (
    rb"(?:(?P<instance>postfix(?:-[^/\s\[\]:]+)?)/(?P<service>(?:[^/\s\[\]:]+/)*)(?P<daemon>[^/\s\[\]:]+)"
    rb"|[^\s\[\]:]+)"
)
_ADDRESS = rb"[^>\n]*+(?:>(?!, )[^>\n]*+)*+"
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
    rb"|setting up TLS|initializing |cache |discarding EHLO|reload|refreshing |starting |stopping |stopped "
    rb"|the Postfix|daemon started|terminating on|table |Deleted: |Requeued: |Placed on hold: |Released from hold: "
    rb"|Renamed |using backwards|Host offered|enabling PIX|certificate |Verified: |server certificate|TLS SNI"
    rb"|host |close database |>>> |< |> |Trusted: |Untrusted: |Anonymous: |SASL |looking for plugins|end of "
)
_STATUS = b"|".join(
    (
        rb"sent \((?:forwarded as (?P<copy>[0-9A-Za-z]+))?(?P<sent>)",
        rb"deferred(?: \((?P<deferred>[^\n]*))",
        rb"bounced(?: \((?P<bounced>[^\n]*))",
        rb"(?P<verified>deliverable|undeliverable)",
        rb"(?P<unsure>[^\n]*)",
    )
)
_QUEUED = b"|".join(
    (
        rb"to=<(?P<rcpt>"
        + _ADDRESS
        + rb")>, (?:orig_to=<"
        + _ADDRESS
        + rb">, )?relay=(?P<loop>(?:127\.|localhost\[|\[?::1)[^,\n]*+)?[^,\n]*+, "
        rb"(?:conn_use=[0-9]+, )?+delay=(?P<delay>[0-9.]{1,12})[^,\n]*+, (?:delays=[0-9./]+, )?+(?:tls=[^,\n]*+, )?+"
        rb"(?:dsn=(?P<dsn>[0-9.]{1,12}), )?+status=(?:" + _STATUS + b")",
        rb"message-id=(?P<id>)",
        rb"removed(?:(?P<removed>(?=[\r\n]|\Z))| \((?P<undone>canceled|discarded)\))",
        rb"from=<(?P<sender>"
        + _ADDRESS
        + rb")>, (?:size=(?P<size>[0-9]{1,18}), nrcpt=[0-9]+ \(queue (?P<active>[a-z]+)"
        rb"|status=(?P<expired>(?:force-)?expired)|(?P<skipped>[^\n]*))",
        rb"client=(?:[^\[\n]*\[" + _LOOPBACK + rb"(?P<inside>[^\n]*)|(?P<client>))",
        rb"(?P<verb>(?:milter-|proxy-)?(?:reject|reject_warning|discard|hold)): (?P<verdict>[^\n]*)",
        rb"uid=[0-9]+ (?:from|sender)=(?P<pickup>)",
        rb"[a-z -]*notification: (?P<notice>[0-9A-Za-z]+)",
        rb"(?P<freed>released from hold|requeued)",
        rb"(?:" + TOLD + rb")(?P<told>)",
    )
)
EVENTS = b"|".join(
    (
        rb"connect from (?:[^\[\n]*\[" + _LOOPBACK + rb"(?P<entered>)|(?P<connect>))",
        rb"disconnect from (?P<disconnect>)",
        rb"[A-Z][a-z]+ TLS connection (?:established|reused) (?:from [^ \n]+: (?P<tlsin>" + _CIPHER + rb")"
        rb"|to [^ \n]+: (?P<tlsout>" + _CIPHER + rb"))",
        rb"(?P<level>warning|fatal|panic|error): (?P<alarm>[^\n]*)",
        rb"CONNECT from (?P<postscreen>)",
        rb"(?P<qid>[0-9A-Za-z]{1,24}): (?:" + _QUEUED + rb")",
        rb"statistics: (?P<statistics>)",
        rb"(?:" + TOLD_ALONE + rb")(?P<told_too>)",
        rb"(?P<other>)",
    )
)
POSTFIX = Grammar(program=PROGRAM, events=rb"(?(instance)(?:" + EVENTS + rb")|(?P<foreign>))")
