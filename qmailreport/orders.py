"""What a run is asked to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Order:
    """What a run is to do."""

    date: dt.date | None = None  # None: yesterday, once
    reports: tuple[str, ...] = ()  # by name; none named: all
    send: bool = True
    resend: bool = False
    to: tuple[str, ...] = ()  # elsewhere only
    files: Any = None  # a delivery that takes the place of the configured one
    resend_users: bool = False  # users' own mails too, though they have had them or a date is named
    rerun: str = "qmailreport run"  # the command that makes the mail again, without its date
