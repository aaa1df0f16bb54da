"""Rendered → EmailMessage: headers that nothing from a log can extend, and the same bytes every time.  Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from zoneinfo import ZoneInfo

from ..day import local
from ..errors import DeliveryError
from ..logins import Letter
from ..redact import clean
from ..report import Digest
from .addresses import address, needs_utf8
from .render import Rendered

ID = 66  # characters of a Message-ID; a longer one would be folded to a line of its own
SUBJECT = 150
SLUG = 16


def compose(digest: Digest, rendered: Rendered, sender: str, to: Sequence[str]) -> EmailMessage:
    """The mail of a digest: text with an HTML alternative.

    `sender` and `to` are `user@example.org` or `Name <user@example.org>`; one that cannot stand in a
    header, or a header that would not survive the way, is a permanent DeliveryError.
    """
    at = local(digest.made, ZoneInfo(digest.zone))
    return _built(rendered, sender, to, at, message_id(digest), digest.report, digest.site)


def compose_letter(letter: Letter, rendered: Rendered, sender: str, to: Sequence[str]) -> EmailMessage:
    """A user's own mail; the same DeliveryError.  Where an answer is asked for, it goes to `letter.reply_to`."""
    at = local(letter.made, ZoneInfo(letter.zone))
    return _built(rendered, sender, to, at, letter_id(letter), letter.report, letter.site, letter.reply_to)


def _built(
    rendered: Rendered,
    sender: str,
    to: Sequence[str],
    made: dt.datetime,
    ident: str,
    report: str,
    site: str,
    reply_to: str = "",
) -> EmailMessage:
    if not to:
        raise DeliveryError(f"report {clean(report, 60)}: no recipients", permanent=True)
    rules = policy.SMTPUTF8 if needs_utf8([sender, *to]) else policy.SMTP
    message = EmailMessage(policy=rules)
    message["From"] = address(sender)
    message["To"] = [address(one) for one in to]
    if reply_to:
        message["Reply-To"] = address(reply_to)
    message["Subject"] = header(rendered.subject)
    message["Date"] = made.replace(microsecond=0)
    message["Message-ID"] = ident
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["List-Id"] = f"<{slug(report)}.qmailreport.{domain_slug(site, 36)}>"
    message.set_content(rendered.text, cte="quoted-printable")
    message.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_qmailreport_{_hash(ident, 32)}")
    _check(message)
    return message


def message_id(digest: Digest) -> str:
    """`<qmailreport.REPORT.DATE.rN@site>`, at most 66 characters; what does not fit is replaced by a hash of it."""
    left = f"qmailreport.{slug(digest.report)}.{digest.date}.r{digest.revision}"
    return f"<{left}@{domain_slug(digest.site, ID - len(left) - 3)}>"


def letter_id(letter: Letter) -> str:
    """`<qmailreport.REPORT.DATE.rN.TOKEN@site>`, at most 66 characters, without the user's name."""
    left = f"qmailreport.{slug(letter.report, 10)}.{letter.last}.r{letter.revision}.{letter.token}"
    return f"<{left}@{domain_slug(letter.site, ID - len(left) - 3)}>"


def slug(text: str, limit: int = SLUG) -> str:
    """`text` as [a-z0-9-]; where that changes it, with a hash of the original, so that two names stay two."""
    return _slug(text, re.sub(r"[^a-z0-9-]+", "-", text.lower()).strip("-"), limit)


def domain_slug(text: str, limit: int) -> str:
    """The same for a site's name, which may have dots."""
    return _slug(text, re.sub(r"[^a-z0-9.-]+|\.{2,}", "-", text.lower()).strip("-."), limit)


def _slug(text: str, plain: str, limit: int) -> str:
    if plain == text and 0 < len(text) <= limit:
        return text
    return f"{plain[: limit - 7]}-{_hash(text, 6)}".lstrip("-.")


def header(text: str) -> str:
    """Text for a header: one line, printable, and nothing in it that reads as an encoded word."""
    return clean(clean(text, SUBJECT).replace("=?", "= ?"), SUBJECT)


def _hash(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]


def _check(message: EmailMessage) -> None:
    """The finished bytes, parsed again, bear the same headers and the same two parts; else DeliveryError."""
    back = BytesParser(policy=message.policy).parsebytes(message.as_bytes())
    sent, received = ([(name, _flat(value)) for name, value in one.items()] for one in (message, back))
    kinds = [part.get_content_type() for part in back.walk()]
    if sent != received or kinds != ["multipart/alternative", "text/plain", "text/html"] or back.defects:
        odd = [name for name, value in received if (name, value) not in sent] or [name for name, _ in sent]
        raise DeliveryError(f"the mail's headers would not survive the way ({', '.join(odd[:5])})", permanent=True)


def _flat(value: object) -> str:
    return "".join(str(value).split())
