"""The words of a language, and how it writes dates and numbers; English is the language of the source.

Catalogues are gettext's: locale/LANGUAGE/LC_MESSAGES/qmailreport.po, and the .mo compiled of it.  Templates get the
same translations through jinja2's i18n extension.
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from ..day import local

LANGUAGES = ("en", "zh", "ja", "ru")
DOMAIN = "qmailreport"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def catalogue(language: str) -> bytes:
    """The compiled catalogue of a language."""
    folder = resources.files(__package__.partition(".")[0]) / "locale" / language / "LC_MESSAGES"
    return (folder / f"{DOMAIN}.mo").read_bytes()


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; English, and what there is none of, says what the source says."""
    if language == "en" or language not in LANGUAGES:
        return gettext.NullTranslations()
    return gettext.GNUTranslations(io.BytesIO(catalogue(language)))


@dataclass(frozen=True)
class Words:
    """One language, in one zone.  Texts take their values by name: %(num)s."""

    language: str
    zone: ZoneInfo

    def gettext(self, text: str, **values: object) -> str:
        """A text with its values put in."""
        return translations(self.language).gettext(text) % values

    def ngettext(self, one: str, several: str, count: int, **values: object) -> str:
        """The form of a text that `count` wants; `num` is the count as it is written."""
        return translations(self.language).ngettext(one, several, count) % {"num": self.num(count), **values}

    def pgettext(self, context: str, text: str) -> str:
        """A word that means several things, in the meaning of `context`."""
        return translations(self.language).pgettext(context, text)

    def npgettext(self, context: str, one: str, several: str, count: int) -> str:
        """The form of a text that `count` wants, in the meaning of `context`."""
        return translations(self.language).npgettext(context, one, several, count)

    @property
    def blank(self) -> str:
        """What stands between two sentences, or behind a label's colon: nothing where the signs are full-width."""
        return "" if self.pgettext("sentence", "{text}.").endswith("。") else " "

    def num(self, value: int) -> str:
        """1,234 as the language writes it."""
        # the sign between thousands; a no-break space where the language takes a space
        return f"{value:,}".replace(",", self.pgettext("thousands", ","))

    def month(self, date: dt.date) -> str:
        """The month's name as it stands in a date."""
        return (
            self.pgettext("in a date", "Jan"),
            self.pgettext("in a date", "Feb"),
            self.pgettext("in a date", "Mar"),
            self.pgettext("in a date", "Apr"),
            self.pgettext("in a date", "May"),
            self.pgettext("in a date", "Jun"),
            self.pgettext("in a date", "Jul"),
            self.pgettext("in a date", "Aug"),
            self.pgettext("in a date", "Sep"),
            self.pgettext("in a date", "Oct"),
            self.pgettext("in a date", "Nov"),
            self.pgettext("in a date", "Dec"),
        )[date.month - 1]

    def weekday(self, date: dt.date) -> str:
        """The weekday's short name."""
        return (
            self.pgettext("in a date", "Mon"),
            self.pgettext("in a date", "Tue"),
            self.pgettext("in a date", "Wed"),
            self.pgettext("in a date", "Thu"),
            self.pgettext("in a date", "Fri"),
            self.pgettext("in a date", "Sat"),
            self.pgettext("in a date", "Sun"),
        )[date.weekday()]

    def date(self, date: dt.date) -> str:
        """'18 Nov'."""
        return self.pgettext("date", "{day} {month}").format(day=date.day, month=self.month(date))

    def full(self, date: dt.date) -> str:
        """'Wed 18 Nov 2026'."""
        pattern = self.pgettext("date", "{weekday} {day} {month} {year}")
        return pattern.format(day=date.day, month=self.month(date), year=date.year, weekday=self.weekday(date))

    def period(self, first: dt.date, last: dt.date) -> str:
        """'18 Nov', or '1 Nov – 30 Nov'."""
        return self.date(first) if first == last else self.span(self.date(first), self.date(last))

    def span(self, first: str, last: str) -> str:
        """From one to another; one alone where they are the same."""
        if first == last:
            return first
        return self.pgettext("from, to", "{first}–{last}").format(first=first, last=last)

    def text(self, sentences: Iterable[str]) -> str:
        """Sentences, one behind the other; behind an ideographic full stop there is no blank."""
        said = ""
        for each in filter(None, sentences):
            said += f" {each}" if said and not said.endswith("。") else each
        return said

    def clock(self, at: int, day: dt.date | None, seconds: bool = False) -> str:
        """An instant as 07:12, or 07:12:36, behind its date where that is not `day`."""
        there = local(at, self.zone)
        time = f"{there:%H:%M:%S}" if seconds else f"{there:%H:%M}"
        if there.date() == day:
            return time
        return self.pgettext("date, time", "{date} {time}").format(date=self.date(there.date()), time=time)

    def between(self, first: int, last: int, day: dt.date | None) -> str:
        """Two instants as 06:12–23:40; of a stretch of days (no `day`) their dates."""
        if day is not None:
            return self.span(self.clock(first, day), self.clock(last, day))
        return self.span(*(self.date(local(at, self.zone).date()) for at in (first, last)))
