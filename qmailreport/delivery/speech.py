"""A digest's words in its language: what passes said in English, numbers, dates and lists.  Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .phrases import AMOUNT, AMOUNTS, COUNTED, DATE, FIELD, GLUE, NUMBER, Found, head_of, phrases, plain
from .words import MONTHS, Words, translations

KEPT = frozenset(("agent", "host", "list", "method", "path", "place", "source", "user", "why"))  # a log's, or a site's
CHANNELS = ("local", "remote")
PLACE = re.compile(r"(?=.*[.:\d])[\w.:\[\]-]+|unknown")  # a host, an address, a reply's code
PROGRAM = re.compile(r"[a-z][\w/.-]*")
MORE = re.compile(r"(.*) and ([\d,]+) more")
TIMES = re.compile(r"(?<= ×)([\d,]*\d)(, )?")


@dataclass(frozen=True)
class Speech(Words):
    """The words of a language for a digest: `say` prose, `cell` what stands in a table, `noun` what is counted."""

    @property
    def english(self) -> bool:
        """Is there nothing to translate?"""
        return self.language == "en"

    def say(self, text: str) -> str:
        """A finished English text of a pass, in this language."""
        return text if self.english or not text else _said(self.language, text, self)

    def cell(self, text: str) -> str:
        """The same for what may be of a log: only what is known in all its parts, but for a place at its head."""
        if self.english or not text:
            return text
        said = self._composed(text)
        return text if said is None else said

    def title(self, text: str) -> str:
        """The title of a finding: prose, or a program and what it said."""
        program, found, _ = text.partition(": ")
        return self.cell(text) if found and PROGRAM.fullmatch(program) else self.say(text)

    def evidence(self, text: str) -> str:
        """A line that bears out a finding: a log's as it is, a pass's own where it is one for certain."""
        found = None if self.english else phrases(self.language).find(text)
        return text if found is None or len(found.values) < 2 else self._filled(found)

    def listed(self, text: str) -> str:
        """Names as 'a, b and 7 more'."""
        if self.english:
            return text
        more = MORE.fullmatch(text)
        names = self.among(self.cell(name) for name in (more[1] if more else text).split(", "))
        return self._and_more(names, more[2]) if more else names

    def values(self, text: str) -> str:
        """What a template's places held, as '1: root ×312, bob ×3 and 7 more · 2: many values'."""
        if self.english:
            return text
        return " · ".join(self._slot(slot) for slot in text.split(" · "))

    def _slot(self, text: str) -> str:
        place, held = (text[:3], text[3:]) if re.match(r"\d: ", text) else ("", text)
        if (found := phrases(self.language).find(held)) is not None and found.one.startswith(("{n} values", "many")):
            return place + self._filled(found)
        more = MORE.fullmatch(held) if " ×" in held else None
        comma = self.pgettext("between", ", ")
        names = TIMES.sub(lambda each: self._number(each[1]) + (comma if each[2] else ""), more[1] if more else held)
        return place + (self._and_more(names, more[2]) if more else names)

    def _and_more(self, names: str, more: str) -> str:
        return self.gettext("%(names)s and %(more)s more", names=names, more=self._number(more))

    def _composed(self, text: str) -> str | None:
        if (found := phrases(self.language).find(text)) is not None:
            return self._filled(found)
        head = head_of(text)
        if head and (said := self._composed(head)) is not None:
            inside = text[len(head) + 2 : -1]
            return said + self.pgettext("between", " ({text})").replace("{text}", self._composed(inside) or inside)
        first, glue, rest = text.partition(": ")
        if glue and (PLACE.fullmatch(first) or PROGRAM.fullmatch(first)):
            said = self._composed(rest)
            return None if said is None else f"{first}{self.pgettext('between', glue)}{said}"
        parts = [self._composed(part) for part in text.split(", ")] if ", " in text else [None]
        return None if None in parts else self.among(part or "" for part in parts)

    def amount(self, text: str) -> str:
        """A number, a duration, a size, a date, formatted in English."""
        if self.english:
            return text
        if NUMBER.fullmatch(text):
            return self._number(text)
        if AMOUNTS.fullmatch(text):
            return " ".join(self._united(number, unit) for number, unit in AMOUNT.findall(text))
        return self._dated(text)

    def revision(self, number: int) -> str:
        """Which making of a report this is."""
        return self.gettext("revision %(number)s", number=number)

    def among(self, parts: Iterable[str]) -> str:
        """Parts of a list, as the language sets them off."""
        return self.pgettext("between", ", ").join(parts)

    def stretch(self, first: str, last: str) -> str:
        """From one time to another, both of them said."""
        return self.pgettext("from, to", "{first}–{last}").format(first=first, last=last)

    def of_unit(self, unit: str) -> str:
        """A unit's name without its number."""
        text = f"{{n}} {unit}"
        return self.pgettext("unit", text).replace("{n}", "").strip()

    def noun(self, noun: str, count: int | None = None) -> str:
        """What is counted, behind its number; `noun` is the English plural."""
        if self.english or not noun:
            return noun.removesuffix("s") if count == 1 else noun
        one = noun.removesuffix("s")
        said = translations(self.language).npgettext("noun", one, noun, 5 if count is None else count)
        return self.say(noun) if said in (one, noun) else said

    def _united(self, number: str, unit: str) -> str:
        text = f"{{n}} {unit}"
        return self.pgettext("unit", text).replace("{n}", self._number(number))

    def _number(self, text: str) -> str:
        signs = {",": self.pgettext("thousands", ","), ".": self.pgettext("decimal", ".")}
        return "".join(signs.get(sign, sign) for sign in text)

    def _dated(self, text: str) -> str:
        match = DATE.fullmatch(text)
        if match is None:
            return text
        day, month, year, time = match.groups()
        try:
            date = dt.date(int(year or 2000), MONTHS.index(month) + 1, int(day))  # 2000 has a 29 February
        except ValueError:
            return text
        said = self.full(date) if year else self.date(date)
        return self.pgettext("date, time", "{date} {time}").format(date=said, time=time) if time else said

    def _filled(self, found: Found) -> str:
        kept = translations(self.language)
        if found.several:
            number = next((value for name, value in found.values.items() if re.fullmatch(r"n\d*", name)), "")
            bare = number.replace(",", "")
            text = kept.ngettext(found.one, found.several, int(bare) if bare.isdecimal() else 2)
        else:
            text = kept.gettext(found.one)
        return FIELD.sub(lambda field: self._field(field, found.values), text)

    def _field(self, field: re.Match[str], values: Mapping[str, str]) -> str:
        """The value of a placeholder, in this language where it is the pass's and not the log's."""
        name, value = field[1], values.get(field[1], field[0])
        part = re.search(r"[a-z/]$", field.string[: field.start()])  # as in control/concurrency{name}
        named = name == "name" and "templates" not in values  # those are of a category
        if name in KEPT or (named and (part or value not in CHANNELS)):
            return value
        if name == "what":
            return self._refusal(value)
        if name == "on" and value.startswith(" on "):
            return self.gettext("on {host}").replace("{host}", value.removeprefix(" on "))
        return self._value(value)

    def _refusal(self, text: str) -> str:
        """What a server refused, by its short name."""
        if text.startswith("late "):
            said = self.pgettext("refusal", text.removeprefix("late "))
            return self.pgettext("refusal", "late {what}").replace("{what}", said)
        return self.pgettext("refusal", text)

    def _value(self, text: str) -> str:
        """A value of a text: what is known of it in this language, the rest as it is."""
        bare = text.strip()
        known = self._known(bare)
        said = self._glued(bare) if known is None else known
        return text if said == bare else f"{' ' if text[:1] == ' ' else ''}{said}"

    def _known(self, text: str) -> str | None:
        if not text:
            return ""
        if (found := phrases(self.language).whole(text)) is not None:
            said = self._filled(found)
            # a sentence that was found by its small letter; 'smtpd' at a head stays as it is written
            lowered = text[:1].isupper() and found.one[:1].islower() and not said[:1].isascii()
            return said[:1].upper() + said[1:] if lowered else said
        if plain(text):
            counted = COUNTED.fullmatch(text)
            if counted and not AMOUNTS.fullmatch(text):
                return self._counted(counted[1], counted[2])
            return self.amount(text)
        return None

    def _counted(self, number: str, noun: str) -> str:
        bare = number.replace(",", "")
        several = noun if bare != "1" or noun.endswith("s") else f"{noun}s"
        said = self.noun(several, int(bare) if bare.isdecimal() else None)
        pattern = self.pgettext("number, noun", "{n} {noun}")
        return pattern.replace("{n}", self._number(number)).replace("{noun}", said)

    def _glued(self, text: str) -> str:
        """A text of parts: as long as the first of them is known."""
        for glue in GLUE:
            first, found, rest = text.partition(glue)
            if found and (known := self._known(first)) is not None:
                return f"{known}{self.pgettext('between', glue)}{self._value(rest)}"
        if (known := self._known(head_of(text))) is not None and known:
            inside = self._value(text.rpartition(" (")[2].removesuffix(")"))
            return known + self.pgettext("between", " ({text})").replace("{text}", inside)
        first, found, rest = text.partition(": ")  # a program, and what is wrong with it
        if found and (known := self._known(rest)) is not None:
            return f"{first}{self.pgettext('between', ': ')}{known}"
        return text

    def sentence(self, text: str) -> str:
        """One sentence, or a text that is none, with the full stop that it has."""
        kept = phrases(self.language)
        if (found := kept.find(text)) is not None:
            return self._filled(found)
        body = text.removesuffix(".")
        said = self._value(body)
        if said == body or body == text:
            return text if said == body else said
        return self.pgettext("sentence", "{text}.").replace("{text}", said)


@lru_cache(maxsize=4096)
def _said(language: str, text: str, words: Speech) -> str:
    runs = phrases(language).runs(text)
    return words.text(words.sentence(run) for run, _ in runs)
