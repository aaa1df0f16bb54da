"""A user's own mail as the templates take it: sentences of one language, every string cleaned and bounded.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ..logins import Letter, Line, Session
from . import sentences
from .words import Words

HEADS = 8  # new places that are named on the card; the rest is in the table
TRIED = 10  # rows of failed attempts


class Row(NamedTuple):
    """A row of a table."""

    service: str
    place: str
    times: str
    when: str


def page(letter: Letter, words: Words, limit: int = 500) -> dict[str, Any]:
    """Everything that logins.html.j2 and logins.txt.j2 name; at most `limit` rows a table."""
    day = letter.first if letter.first == letter.last else None
    new = tuple(each for each in letter.logins if each.state == "new")
    other = tuple(each for each in letter.logins if each.state != "new")
    owner = letter.reader == "owner"
    shown = _by_service(letter.logins, words, day) if owner else [_row(each, words, day) for each in other]
    more = len(shown) - limit
    return {
        "letter": letter,
        "lang": letter.language,
        "title": sentences.title(letter, words),
        "sub": f"{sentences.account(letter, words)} · {sentences.stretch(letter, words)}",
        "pre": _preheader(letter, new, words, day),
        "cards": [] if owner else _cards(letter, new, words, day),
        "steps_head": sentences.steps_head(letter, words),
        "steps": sentences.steps(letter, words),
        "steps_note": sentences.no_password(letter, words),
        "was": sentences.was(letter, words),
        "failed": _tried(letter, words, day),
        "failed_note": "" if owner else _failed_note(letter, other, words),
        "logins": shown[:limit],
        "quiet": not letter.logins,
        "more": words.ngettext("and %(num)s more row", "and %(num)s more rows", more) if more > 0 else "",
        "logins_head": _logins_head(bool(new) and not owner, letter, words),
        "logins_note": _logins_note(letter, other, words) if shown else "",
        "open": [] if owner else [_stay(each, words, day) for each in letter.open[:limit]],
        "missing": sentences.missing(letter, words),
        "foot": sentences.foot(letter, words),
        "place_head": words.gettext("Networks") if owner else words.gettext("From"),
    }


def _tried(letter: Letter, words: Words, day: dt.date | None) -> list[Row]:
    if letter.reader == "owner":
        return _by_service(letter.failures, words, day)
    return [_row(each, words, day) for each in letter.failures[:TRIED]]


def _stay(session: Session, words: Words, day: dt.date | None) -> Row:
    place = sentences.name_of(session.host or session.address or session.line)
    return Row(sentences.service(session.service, words), place, "", words.clock(session.login, day))


def _row(line: Line, words: Words, day: dt.date | None) -> Row:
    time = words.between(line.first, line.last, day)
    return Row(sentences.service(line.service, words), sentences.place(line, words), words.num(line.times), time)


def _by_service(lines: Sequence[Line], words: Words, day: dt.date | None) -> list[Row]:
    """Without places, for the owner of a mailbox of several people: how many networks, not which."""
    found: dict[str, list[Line]] = {}
    for each in lines:
        found.setdefault(each.service, []).append(each)
    rows = []
    for name, group in found.items():
        places = len({each.network for each in group if each.place})
        total = sum(each.times for each in group)
        first, last = min(each.first for each in group), max(each.last for each in group)
        time = words.between(first, last, day)
        rows.append(
            (-total, Row(sentences.service(name, words), words.num(places) if places else "", words.num(total), time))
        )
    return [row for _, row in sorted(rows)]


def _preheader(letter: Letter, new: Sequence[Line], words: Words, day: dt.date | None) -> str:
    if new and letter.reader != "owner":
        first = new[0]
        return f"{_from(first, words, day)}. {_worked(first, words, day)}".strip()
    total, tries = sum(each.times for each in letter.logins), sum(each.times for each in letter.failures)
    said = [words.ngettext("%(num)s login", "%(num)s logins", total)]
    if tries:
        said.append(words.ngettext("%(num)s failed attempt", "%(num)s failed attempts", tries))
    return " · ".join(said)


def _worked(line: Line, words: Words, day: dt.date | None) -> str:
    """What went before a login from a new place."""
    if not line.failed_before:
        return ""
    if line.failed_later:
        return words.gettext(
            "This login worked after failed attempts from the same network since %(time)s; others failed later.",
            time=words.clock(line.failed_since, day),
        )
    return words.ngettext(
        "This login worked after %(num)s failed attempt from the same network, at %(time)s.",
        "This login worked after %(num)s failed attempts from the same network since %(time)s.",
        line.failed_before,
        time=words.clock(line.failed_since, day),
    )


def _cards(letter: Letter, new: Sequence[Line], words: Words, day: dt.date | None) -> list[dict[str, Any]]:
    """What stands first: why this looks like a stolen password, and the new places."""
    found: list[dict[str, Any]] = []
    if letter.suspected == "failures":
        text = words.gettext("A login worked after many failed attempts: a password may have been guessed.")
        found.append({"level": "act", "word": words.gettext("Act now"), "heads": [], "texts": [text], "facts": []})
    elif letter.suspected:
        places = len({each.network for each in new})
        text = words.ngettext(
            "Logins came from %(num)s new place in one day: a password may be in other hands.",
            "Logins came from %(num)s new places in one day: a password may be in other hands.",
            places,
        )
        found.append({"level": "act", "word": words.gettext("Act now"), "heads": [], "texts": [text], "facts": []})
    if new:
        heads = [_head(each, words, day) for each in new[:HEADS]]
        if len(new) > HEADS:
            heads.append(words.ngettext("and %(num)s more", "and %(num)s more", len(new) - HEADS))
        unseen = _unseen(letter, new, words)
        texts = [*dict.fromkeys(filter(None, (_worked(each, words, day) for each in new[:HEADS])))]
        texts += [unseen] if unseen else []
        facts = _last(letter, words)
        card = {"level": "watch", "word": words.gettext("New place"), "heads": heads, "texts": texts, "facts": facts}
        found.append(card)
    elif letter.last_before and not letter.logins:
        found.append({"level": "first", "word": "", "heads": [], "texts": [], "facts": _last(letter, words)})
    return found


def _unseen(letter: Letter, new: Sequence[Line], words: Words) -> str:
    """For how long nobody came from there."""
    if not letter.forget:
        return ""
    if len({each.network for each in new}) == 1:
        return words.ngettext(
            "This network was not used by the account in the last %(num)s day.",
            "This network was not used by the account in the last %(num)s days.",
            letter.forget,
        )
    return words.ngettext(
        "None of these networks was used by the account in the last %(num)s day.",
        "None of these networks was used by the account in the last %(num)s days.",
        letter.forget,
    )


def _from(line: Line, words: Words, day: dt.date | None) -> str:
    at = words.clock(line.first, day, seconds=True)
    return f"{at} · {sentences.service(line.service, words)} · {sentences.place(line, words)}"


def _head(line: Line, words: Words, day: dt.date | None) -> str:
    said = _from(line, words, day)
    if line.times == 1:
        return said
    return f"{said} · {words.ngettext('%(num)s login', '%(num)s logins', line.times)}"


def _last(letter: Letter, words: Words) -> list[tuple[str, str]]:
    last = letter.last_before
    if last is None:
        return []
    parts = (words.clock(last.last, None), sentences.service(last.service, words), sentences.place(last, words))
    return [(words.gettext("Last earlier login"), " · ".join(filter(None, parts)))]


def _failed_note(letter: Letter, other: Iterable[Line], words: Words) -> str:
    said = []
    left = sum(each.times for each in letter.failures[TRIED:])
    if left:
        said.append(
            words.ngettext(
                "and %(num)s more attempt from other addresses.",
                "and %(num)s more attempts from other addresses.",
                left,
            )
        )
    if letter.reader != "user":
        return words.text(said)
    own = {each.place.rpartition(".")[0] for each in other if each.place.endswith(".0/24")}
    if any(each.place.rpartition(".")[0] in own for each in letter.failures):
        said.append(words.gettext("Attempts from a network that you use yourself are mostly typing errors."))
    return words.text(said)


def _logins_head(new: bool, letter: Letter, words: Words) -> str:
    if letter.reader != "user":
        return words.gettext("Other logins") if new else words.gettext("Logins")
    return words.gettext("Your other logins") if new else words.gettext("Your logins")


def _logins_note(letter: Letter, other: Sequence[Line], words: Words) -> str:
    if letter.reader == "owner":
        return ""
    total = sum(each.times for each in other)
    said = [words.ngettext("%(num)s login in all.", "%(num)s logins in all.", total)]
    if any("/" in each.place for each in other):
        said.append(words.gettext("/24 and /64 mean a whole network, such as your office or your phone."))
    said += [
        words.gettext(
            "%(place)s is a new network of %(domain)s, which was used before.",
            place=sentences.place(each, words),
            domain=sentences.name_of(each.name),
        )
        for each in [each for each in other if each.state == "near"][:3]
    ]
    if letter.learning:
        said.append(
            words.gettext(
                "The account is new to this report: until %(date)s no place counts as new.",
                date=words.date(letter.learning),
            )
        )
    return words.text(said)
