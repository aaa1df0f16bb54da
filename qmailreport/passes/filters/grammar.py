"""The lines of what looks at mail beside the MTA, as each program writes them to syslog.  Pure.

OpenDKIM 2.9 to 2.11, OpenDMARC 1.3 and 1.4, rspamd 1.6 to 3, amavisd-new 2.6 to amavis 2.14, clamd, clamav-milter and
freshclam 0.9x to 1.x, SpamAssassin's spamd 3 and 4, policyd-spf (Python and Perl), postgrey.  What a sender
chooses (addresses, Message-IDs) stands in most of them; what is counted is read from where it cannot reach.
"""

from __future__ import annotations

import re

from ...fold import Grammar

_QID = rb"[0-9A-Za-z]{1,24}:? "
_END = rb"(?=[\s\]]|\Z)"
_REST = rb"[^\n]{0,4096}"
_NUMBER = rb"-?[0-9]{1,7}(?:\.[0-9]{1,4})?"

PROGRAM = (
    rb"(?:(?P<is_dkim>opendkim)|(?P<is_dmarc>opendmarc)|(?P<is_rspamd>rspamd[a-z_-]{0,20})|(?P<is_amavis>amavis[a-z-]{0,12})"
    rb"|(?P<is_clam>clamd[@a-z.-]{0,20}|clamav-(?:daemon|milter|freshclam)|freshclam)|(?P<is_spamd>spamd|spamassassin)"
    rb"|(?P<is_spf>policyd-spf[a-z-]{0,10}|policy-spf)|(?P<is_grey>postgrey))"
)
SPOKEN: tuple[tuple[()], re.Pattern[bytes]] = (
    (),
    re.compile(
        rb" (?:opendkim|opendmarc|rspamd|amavis|clamd|clamav-|freshclam|spamd|spamassassin|policyd-spf|policy-spf"
        rb"|postgrey)[@a-z._-]{0,20}(?:[\[:]| [0-9-])"
    ),
)

DKIM = (
    rb"(?P<signed>" + _QID + rb"DKIM-Signature (?:field|header) added \(s=[^,\n]{1,80}, d=(?P<signer>[^)\n]{1,255})\))",
    rb"(?P<verified>" + _QID + rb"DKIM verification successful)",
    rb"(?P<failed>" + _QID + rb"(?:s=[^ \n]{1,80} d=(?P<of>[^ \n]{1,255})(?: a=[^ \n]{1,30})? SSL error"
    rb"|(?:key retrieval failed|key not found) \(s=[^,\n]{1,80}, d=(?P<keyless>[^)\n]{1,255})\)))",
    rb"(?P<dkim>"
    + _QID
    + rb"(?P<dkim_said>no signature data|bad signature data|no signing (?:table|domain|subdomain) match"
    rb"|external host [^\n]{0,300} attempted to send as))",
    rb"(?P<dkim_alarm>(?:"
    + _QID
    + rb")?(?!(?:can't|failed to) (?:parse|decode))(?:can't |cannot |error |key data |unable "
    rb"|failed |smfi_|mi_stop|dkim_[a-z_]{1,30}\(\): |signing key )" + _REST + b")",
)
DMARC = (
    rb"(?P<dmarc>"
    + _QID
    + rb"(?P<dmarc_of>[^ :\n]{1,255}) (?P<dmarc_said>pass|fail|none|temperror|permerror|policy)"
    + _END
    + b")",
    rb"(?P<dmarc_alarm>(?:"
    + _QID
    + rb")?(?!(?:can't|failed to) (?:parse|decode))(?:can't |cannot |error |unable |smfi_"
    rb"|mi_stop|[^\n]{0,80}(?:open|lock|write)\(\): )" + _REST + b")",
)
RSPAMD = (
    rb"(?P<rspamd>[^\n]{0,120}?rspamd_task_write_log: [^\n]{0,2048}?\(default: [A-Z]{1,2} "
    rb"\((?P<action>[a-z ]{1,30})\): "
    rb"\[(?P<rspamd_score>" + _NUMBER + rb")/[^\]\n]{1,12}\](?P<symbols>[^\n]{0,16384}))",
    rb"(?P<rspamd_alarm>[^\n]{0,200}?(?:terminated abnormally|cannot bind|cannot allocate|out of memory"
    rb"|Connection refused|maximum retransmits|no servers? (?:available|alive)|cannot connect|IO timeout"
    rb"|all servers have failed)[^\n]{0,300})",
)
AMAVIS = (
    rb"\([0-9]{1,10}(?:-[0-9]{1,8}){1,2}\) (?:(?P<amavis>(?P<verdict>Passed|Blocked) (?P<category>[A-Z][A-Z0-9-]{2,30})"
    rb"(?P<amavis_rest>" + _REST + rb"))|(?P<amavis_alarm>(?P<grave>\(!{1,2}\)|TROUBLE|_WARN: )" + _REST + b"))",
    rb"(?P<amavis_trouble>(?:\(!{1,2}\)|\(no socket\) \(!|TROUBLE|_DIE: )" + _REST + b")",
)
_STAMPED = rb"(?>[A-Z][a-z]{2} [A-Z][a-z]{2} [^\n>]{4,24} -> |)"
CLAM = (
    rb"(?P<clam_alarm>"
    + _STAMPED
    + rb"(?:(?P<clam_level>ERROR|WARNING|LibClamAV (?:Error|Warning)): |(?P<clam_sign>[!^]))(?P<clam_words>"
    + _REST
    + b"))",
    rb"(?P<infected>[^\n]{0,2048} infected by (?P<infection>[^\s]{1,120})" + _END + b")",
    rb"(?P<found>" + _STAMPED + rb"[^\n]{0,2048}: (?P<virus>[^\s]{1,120}) FOUND" + _END + b")",
    rb"(?P<clean>Clean message from )",
    rb"(?P<updated>" + _STAMPED + rb"(?:Database updated|[a-z]{3,20}\.c[lv]d (?:updated|database is up|is up)[ -]))",
)
SPAMD = (
    rb"(?P<spamd>(?:spamd: )?(?P<spamd_said>identified spam|clean message) \((?P<spamd_score>"
    + _NUMBER
    + rb")/[0-9.-]{1,12}\) for [^\n]{0,300}? in (?P<seconds>[0-9]{1,6}(?:\.[0-9]{1,3})?) seconds)",
    rb"(?P<spamd_alarm>(?:spamd: )?(?:prefork: server reached --max-children|error: |(?:config|bayes|plugin|rules"
    rb"|auto-whitelist|locker|util|check): [^\n]{0,80}(?:failed|cannot|could not|timed out|error)"
    rb"|(?:could not|cannot|can't) )" + _REST + b")",
)
SPF = (
    rb"(?P<spf>(?:[: ]{0,3}(?:prepend |Policy action=PREPEND ))(?:Received-SPF: (?P<spf_said>[A-Za-z]{4,9})"
    rb"|Authentication-Results: [^\n]{0,255}?; spf=(?P<spf_result>[a-z]{4,9}))(?P<spf_rest>" + _REST + b"))",
    rb"(?P<spf_check>(?P<check_said>None|Neutral|Pass|Fail|Soft[Ff]ail|Temp[Ee]rror|Perm[Ee]rror); "
    rb"identity=(?P<identity>helo|mailfrom))",
    rb"(?P<spf_reject>[: ]{0,3}(?:Policy action=)?(?P<spf_code>[45])[0-9]{2} " + _REST + b")",
    rb"(?P<spf_alarm>(?:ERROR|[Ee]rror|Traceback|FATAL)" + _REST + b")",
)
GREY = (
    rb"(?P<grey>action=(?P<grey_action>[a-z]{1,20}), reason=(?P<reason>[^,\n]{1,80}))",
    rb"(?P<grey_alarm>(?:(?:fatal|error|FATAL|ERROR|can't|cannot|could not|panic)[ :])" + _REST + b")",
)
_BY_PROGRAM = (
    (b"is_dkim", DKIM),
    (b"is_dmarc", DMARC),
    (b"is_amavis", AMAVIS),
    (b"is_rspamd", RSPAMD),
    (b"is_clam", CLAM),
    (b"is_spamd", SPAMD),
    (b"is_spf", SPF),
    (b"is_grey", GREY),
)
# What each of them says besides; a verdict that is none of the above is a line that was not understood.
_ODD = (
    rb"DKIM-Signature|DKIM verification|\([0-9-]{3,20}\) (?:Passed|Blocked)[ ,]"
    rb"|(?:spamd: )?(?:identified spam|clean message)|[^\n]{0,120}rspamd_task_write_log: [^\n]{0,40}id: "
    rb"|action=|prepend |[^\n]{0,300} FOUND"
) + _END
FILTERS = Grammar(
    program=PROGRAM,
    events=b"|".join(
        (
            *(b"(?(" + name + b")(?:" + b"|".join(events) + b")|(?!))" for name, events in _BY_PROGRAM),
            rb"(?P<other>(?=" + _ODD + rb")[^\n]{0,300})",
            rb"(?P<told>)",
        )
    ),
)
EVENTS_OF = {name.decode(): events for name, events in _BY_PROGRAM}

# ----- parts of a line

_RECIPIENTS = re.compile(
    rb" -> (<[^\n]{0,3000}?>)(?=, (?:quarantine|Queue-ID|Message-ID|mail_id|Hits|size|[A-Za-z_-]{2,20}:)|\Z)"
)
_DOMAIN = re.compile(rb"@([A-Za-z0-9._-]{1,255})>")
_HITS = re.compile(rb"(?:mail_id: [^ ,\n]{1,40}, )Hits: (-|" + _NUMBER + rb")(?=[,\s]|\Z)")
_PLAIN_HITS = re.compile(rb", Hits: (-|" + _NUMBER + rb")(?=[,\s]|\Z)")
_MILLISECONDS = re.compile(rb", ([0-9]{1,9}) ms(?=[\s\]]|\Z)")
_NAMES = re.compile(rb" ?\(([^()\n]{1,300})\)")
_TIME = re.compile(rb", time: ([0-9]{1,7})(?:\.([0-9]{1,3}))?[0-9]{0,9}ms")
_RCPTS = re.compile(rb", rcpts: (<[^ \n]{1,3000}>)")
_VIRUS = re.compile(rb"[\[,]([A-Z_]{0,30}VIRUS[A-Z_]{0,20})\([^)\n]{0,12}\)\{([^;{}\n]{1,120});")
_FROM = re.compile(rb"(?:envelope-from=|smtp\.mailfrom=)(?:[^;@ \n]{0,255}@)?([A-Za-z0-9._-]{1,255})(?=[;\s)]|\Z)")


def domains(text: bytes) -> list[bytes]:
    """The domains of `<a@b>,<c@d>`, at most 20."""
    return [match[1].lower() for match, _ in zip(_DOMAIN.finditer(text), range(20), strict=False)]


def amavis_fields(rest: bytes) -> tuple[bytes, list[bytes], bytes, int]:
    """(names of viruses, domains of recipients, score, ms) behind the category; ms is -1 where unsaid."""
    names = _NAMES.match(rest)
    to = _RECIPIENTS.match(rest, max(0, rest.find(b" -> <")))
    hits = _HITS.search(rest) or _PLAIN_HITS.search(rest)
    took = _MILLISECONDS.search(rest, max(0, len(rest) - 40))
    return (
        names[1] if names else b"",
        domains(to[1]) if to else [],
        hits[1] if hits else b"",
        int(took[1]) if took else -1,
    )


def rspamd_fields(symbols: bytes) -> tuple[list[bytes], list[bytes], int]:
    """(names of viruses, domains of recipients, ns) behind the score; ns is -1 where unsaid."""
    place = symbols.rfind(b", time: ")
    took = _TIME.match(symbols, place) if place >= 0 else None
    to = _RCPTS.search(symbols, max(place, 0))
    found = (
        [match[2] for match, _ in zip(_VIRUS.finditer(symbols), range(5), strict=False)] if b"VIRUS" in symbols else []
    )
    ns = int(took[1]) * 10**6 + int((took[2] or b"").ljust(3, b"0")) * 10**3 if took else -1
    return found, domains(to[1]) if to else [], ns


def envelope_domain(text: bytes) -> bytes:
    """The domain of the envelope sender in what policyd-spf logs; empty where there is none."""
    match = _FROM.search(text)
    return match[1].lower() if match else b""
