"""The analyses, by their word in the configuration."""

from __future__ import annotations

from typing import Any

from .postfix import Postfix
from .qmail import Qmail
from .qmail_smtpd import QmailSmtpd

PASSES: dict[str, Any] = {"qmail": Qmail, "postfix": Postfix, "qmail-smtpd": QmailSmtpd}
