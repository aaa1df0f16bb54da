"""The analyses, by their word in the configuration."""

from __future__ import annotations

from typing import Any

from .dovecot import Dovecot
from .filters import Filters
from .keywords import Keywords
from .logins import Logins
from .mgetty import Mgetty
from .postfix import Postfix
from .qmail import Qmail
from .qmail_smtpd import QmailSmtpd
from .zimbra import Zimbra

PASSES: dict[str, Any] = {
    "qmail": Qmail,
    "postfix": Postfix,
    "qmail-smtpd": QmailSmtpd,
    "dovecot": Dovecot,
    "filters": Filters,
    "zimbra": Zimbra,
    "keywords": Keywords,
    "logins": Logins,
    "mgetty": Mgetty,
}
