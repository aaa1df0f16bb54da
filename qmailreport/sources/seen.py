"""Which daemons a syslog file holds that nobody asked about: for the first mail's word on what is not set up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from ..day import Window
from ..errors import SourceError
from ..fold import Chunk, begins
from ..formats import FORMATS
from .stream import Source, load

SAMPLE = 262_144
LEAST = 2  # lines; one may be anything
NAMES = {
    rb"postfix(?:/.*|-.*)?": "Postfix",
    rb"dovecot(?:/.*|-.*)?": "Dovecot",
    rb"qmail(?:-send|/.*)?": "qmail",
    rb"sshd(?:-.*)?": "sshd",
    rb"(?:sendmail|sm-mta|sm-msp-queue|MTA)": "Sendmail",
    rb"exim4?": "Exim",
    rb"(?:vpopmail|vchkpw.*)": "vpopmail",
    rb"(?:amavis|amavisd.*)": "amavis",
    rb"(?:spamd|spamassassin)": "SpamAssassin",
    rb"rspamd.*": "Rspamd",
    rb"(?:opendkim|opendmarc)": "OpenDKIM/OpenDMARC",
    rb"(?:imapd|imapd-ssl|pop3d|pop3d-ssl|courier.*|authdaemond)": "Courier",
    rb"(?:clamd.*|freshclam|clamav-.*)": "ClamAV",
    rb"postgrey": "postgrey",
    rb"(?:policyd-spf.*|policy-spf)": "policyd-spf",
    rb"(?:zimbramon|zmconfigd|zmmailboxd(?:mgr)?|zmmtaconfig|zmtomcatmgr)": "Zimbra",
    rb"(?:cyrus/.*|cyrus-.*|lmtpunix)": "Cyrus",
}
_KNOWN = [(re.compile(pattern), name) for pattern, name in NAMES.items()]


def seen(source: Source, window: Window, zone: ZoneInfo, now: int) -> tuple[str, ...]:
    """The daemons in 256 kB of the window's lines, most lines first; none for formats without a tag.

    Never raises: this is a courtesy.
    """
    envelope = FORMATS["syslog"]
    counts: Counter[str] = Counter()
    if source.kind:
        return ()
    try:
        for stream in source.streams("seen", window, zone, now)[0]:
            if stream.envelope == envelope:
                counts += _sample(stream.chunks(), window)
    except SourceError:
        pass
    return tuple(name for name, count in counts.most_common() if count >= LEAST)


def _sample(chunks: Iterable[Chunk], window: Window) -> Counter[str]:
    envelope = FORMATS["syslog"]
    begin = begins(envelope)
    counts: Counter[str] = Counter()
    looked = 0
    for chunk in chunks:
        timer = envelope.timer(begin, chunk.clock)
        for match in begin.finditer(load(chunk)):
            try:
                inside = timer(match) in window
            except ValueError:
                continue
            if not inside:
                continue
            looked += 1
            if name := _daemon(match["program"]):
                counts[name] += 1
            if looked >= SAMPLE // 100:
                return counts
    return counts


def _daemon(tag: bytes | None) -> str | None:
    if not tag:
        return None
    return next((name for pattern, name in _KNOWN if pattern.fullmatch(tag)), None)
