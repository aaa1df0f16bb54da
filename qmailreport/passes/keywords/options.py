"""What the configuration says of single keywords: changes and mutes, checked.  Pure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from ...model import Model, one_of, option
from ...patterns import complaint
from .catalogue import CASES, SEVERITIES, builtin

_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
TEMPLATE = re.compile(r"[0-9a-z]{4,32}")
WORDS = 80


def id_complaint(value: str) -> str | None:
    """What is wrong with the id of an entry."""
    if _ID.fullmatch(value) and len(value) <= WORDS:
        return None
    return "is no id; write small letters, digits, dots and dashes, as in my.keyword"


def pattern_complaint(value: str | None) -> str | None:
    """What is wrong with a pattern."""
    return complaint(value) if value is not None else None


def patterns_complaint(values: Any) -> str | None:
    """What is wrong with the first bad one of some patterns."""
    found = ((value, complaint(value)) for value in values or ())
    return next((f"{value!r} {said}" for value, said in found if said), None)


def reason_complaint(value: str) -> str | None:
    """A reason must say something."""
    return None if value.strip() else "must say why, for whoever reads it later"


def date_complaint(value: str) -> str | None:
    """What is wrong with the last day of a mute."""
    try:
        return None if dt.date.fromisoformat(value).isoformat() == value else "is no date; as in 2026-12-31"
    except ValueError:
        return "is no date; as in 2026-12-31"


@dataclass(frozen=True)
class Keyword(Model):
    """A change of an entry of the catalogue, where there is one with this id, or a new one."""

    id: str = option(text="its name, and that of its figures; one of the catalogue's changes that", check=id_complaint)
    pattern: str | None = option(None, text="the regular expression to look for", check=pattern_complaint)
    case: str | None = option(None, text="ci: upper and lower case are alike; cs: they are not", check=one_of(*CASES))
    category: str | None = option(None, text="what it is shown with, as disk")
    severity: str | None = option(None, text="one of " + ", ".join(SEVERITIES), check=one_of(*SEVERITIES))
    applies_to: tuple[str, ...] | None = option(None, text="the programs (syslog tags) whose lines are looked at")
    excludes: tuple[str, ...] | None = option(
        None, text="regular expressions; a line with one of them is left out", check=patterns_complaint
    )
    meaning: str | None = option(None, text="what it means, in plain words")
    todo: str | None = option(None, text="what to do about it")

    def __post_init__(self) -> None:
        if self.pattern is None and self.id not in builtin():
            raise ValueError(
                f"{self.id!r} is not in the catalogue (`qmailreport keywords list` shows it), so that it is a new "
                "keyword; give it a `pattern`"
            )


@dataclass(frozen=True)
class Muted(Model):
    """An entry or a template that is not told for a while."""

    id: str = option(text="a keyword's id, or a template's as the mail shows it", check=id_complaint)
    reason: str = option(text="why it need not be told", check=reason_complaint)
    until: str = option(text="the last day on which it is not told, as 2026-12-31", check=date_complaint)
