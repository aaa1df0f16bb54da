"""The sentences of a user's own mail, in one language.  Pure."""

from __future__ import annotations

import datetime as dt

from ..day import local
from ..logins import Letter, Line
from . import units
from .page import safe
from .words import Words

NAME = 80  # characters of a name from a log
NAMED = 8  # sources that are named


def name_of(text: str, limit: int = NAME) -> str:
    """A string from a log or the configuration, printable and bounded."""
    return units.clip(safe(text), limit)


def subject(letter: Letter, words: Words) -> str:
    """One line without anything from a log."""
    period = words.period(letter.first, letter.last)
    site = units.clip(letter.site, 60)
    match letter.reader:
        case "admin":
            return words.gettext("Logins of one user on %(site)s that need you, %(period)s", site=site, period=period)
        case "owner":
            return words.gettext("Logins to a shared mailbox on %(site)s, %(period)s", site=site, period=period)
    return words.gettext("Your logins on %(site)s, %(period)s", site=site, period=period)


def title(letter: Letter, words: Words) -> str:
    """What the mail says first."""
    period = words.period(letter.first, letter.last)
    if letter.reader == "admin":
        return words.gettext("Somebody may have the password of %(user)s", user=name_of(letter.user))
    if letter.reader == "owner":
        return words.gettext("Logins to %(user)s, %(period)s", user=name_of(letter.user), period=period)
    if letter.suspected:
        return words.gettext("Somebody may have your password")
    if letter.reason == "new":
        places = len({each.network for each in letter.logins if each.state == "new"})
        return words.ngettext(
            "Logins from %(num)s new place, %(period)s",
            "Logins from %(num)s new places, %(period)s",
            places,
            period=period,
        )
    return words.gettext("Your logins, %(period)s", period=period)


def service(name: str, words: Words) -> str:
    """A service's name, and what it is for."""
    known = {
        "IMAP": words.gettext("IMAP (reading)"),
        "POP3": words.gettext("POP3 (reading)"),
        "SMTP": words.gettext("SMTP (sending)"),
        "ssh": words.gettext("ssh (terminal)"),
        "FTP": words.gettext("FTP (files)"),
        "webmail": words.gettext("webmail"),
        "console": words.gettext("console (on site)"),
        "dial-up": words.gettext("dial-up"),
    }
    return known.get(name) or name_of(name, 24)


def place(line: Line, words: Words) -> str:
    """Where a login came from, as it is shown."""
    if line.place:
        return name_of(line.place)
    return "" if line.service == "console" else words.gettext("address not logged")


def account(letter: Letter, words: Words) -> str:
    """Whose mail it is."""
    user = name_of(letter.user)
    if "@" in user:
        return words.gettext("Mailbox %(user)s", user=user)
    return words.gettext("Account %(user)s", user=user)


def stretch(letter: Letter, words: Words) -> str:
    """The stretch, as 'Wed 18 Nov 2026, 00:00–24:00 Europe/Berlin'."""
    begin, end = (local(at, words.zone) for at in letter.window)
    whole = begin.date() == letter.first and (end - dt.timedelta(microseconds=1)).date() == letter.last
    if whole and not (begin.hour or begin.minute or end.hour or end.minute):
        if letter.first != letter.last:
            return f"{words.span(words.full(letter.first), words.full(letter.last))} {letter.zone}"
        pattern = words.pgettext("date, hours, zone", "{date}, {hours} {zone}")
        return pattern.format(date=words.full(letter.first), hours=words.span("00:00", "24:00"), zone=letter.zone)
    return f"{words.span(*(words.clock(at, None) for at in letter.window))} {letter.zone}"


def steps_head(letter: Letter, words: Words) -> str:
    """The heading of the steps; empty where there are none."""
    if letter.reader == "owner" or not letter.logins:
        return ""
    return words.gettext("What to do") if letter.reader == "admin" else words.gettext("If this was not you")


def steps(letter: Letter, words: Words) -> list[str]:
    """What the reader is to do; nothing where nobody was there."""
    if letter.reader == "owner" or not letter.logins:
        return []
    if letter.reader == "admin":
        return [
            words.gettext("Call the user, or go there: somebody else may be reading their mail."),
            words.gettext("Change the password, and end the sessions that are open."),
            words.gettext("Look at what the account has sent since then, and at its forwardings."),
        ]
    tell = words.gettext("Tell the people who run this server, in the way you always reach them.")
    if letter.admin:
        tell = words.gettext("Tell the people who run this server: %(admin)s", admin=name_of(letter.admin, 200))
    return [
        words.gettext("Change your password now, in the way you always do it. Do not use a link from any mail."),
        words.gettext("Log out your other devices and mail programs."),
        tell,
    ]


def no_password(letter: Letter, words: Words) -> str:
    """What no mail of this kind asks for."""
    if letter.reader != "user":
        return ""
    return words.gettext("This mail has no links. Nobody will ask you for your password: not by mail, not by phone.")


def was(letter: Letter, words: Words) -> str:
    """What to do with a mail that says nothing strange; nothing where somebody else may be the one who reads it."""
    if letter.reader != "user" or letter.suspected or not letter.logins:
        return ""
    if not letter.reply_to:
        return words.gettext("There is nothing to do.")
    return words.gettext(
        "Please answer this mail: write OK if all of these logins were yours, NOT ME if not. "
        "The answer goes to %(address)s; you need to write nothing else.",
        address=name_of(letter.reply_to, 120),
    )


def missing(letter: Letter, words: Words) -> str:
    """Why the list is not complete; empty where it is."""
    said = []
    if letter.missing:
        names = ", ".join(name_of(each, 40) for each in letter.missing[:NAMED])
        said.append(
            words.ngettext(
                "This list is not complete: the log %(names)s was missing, in whole or in part.",
                "This list is not complete: the logs %(names)s were missing, in whole or in part.",
                len(letter.missing),
                names=names,
            )
        )
    if letter.unrecorded:
        said.append(
            words.ngettext(
                "This list is not complete: nothing was recorded on %(num)s day of this stretch.",
                "This list is not complete: nothing was recorded on %(num)s days of this stretch.",
                letter.unrecorded,
            )
        )
    if said:
        said.append(words.gettext("A missing entry does not mean that there was no login."))
    return words.text(said)


def foot(letter: Letter, words: Words) -> str:
    """Why the reader got it, and what its times are."""
    match letter.reader, letter.reason:
        case "admin", _:
            why = words.gettext("You get this mail because you run this server.")
        case "owner", _:
            why = words.gettext("You get this mail because you look after this mailbox.")
        case _, "suspected":
            why = words.gettext("You get this mail because somebody else may be using your account.")
        case _, "new":
            why = words.gettext("You get this mail because a login came from a new place.")
        case _, "daily":
            why = words.gettext("You get this mail daily.")
        case _, "weekly":
            why = words.gettext("You get this mail weekly.")
        case _:
            why = words.gettext("You get this mail monthly.")
    said = words.gettext("Times are %(zone)s. Written by qmailreport for %(site)s.", zone=letter.zone, site=letter.site)
    return words.text((why, said))
