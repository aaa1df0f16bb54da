"""Answers of users, read from a Maildir that is only read: who says OK, who says NOT ME.

Nothing in an answer is acted upon.  A mail counts where it refers to a mail of ours by its Message-ID and comes from
the address that this one went to; everything else is counted and left alone.
"""

from __future__ import annotations

import email
import email.policy
import email.utils
import heapq
import html
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import NamedTuple

from .loginstore import Asked

NAMES = 20_000  # files of a Maildir that are looked at, the newest of new/ and of cur/
READ = 1000  # of these, read in one run; the rest next time
SIZE = 64_000  # bytes of a mail
TEXT = 8_000  # characters of its text
LINES = 6  # lines of it that may hold the answer
IDS = 50  # references that are looked at
_ID = re.compile(r"<[^<>\s]{3,200}>")
_NOT_ME = re.compile(
    r"\bnot\W{1,3}me\b|\bwasn['’]?t me\b|不是我|不是本人|(?:本人|私)では(?:ありません|ない)|(?<!\w)не\W{1,3}я\b",
    re.I,
)
_OK = re.compile(
    r"^\W*(?:ok(?:ay)?|ок|yes|да|はい)(?!\w)|\bthat was me\b|\bit was me\b|是我|是本人|本人です|私です|это\W{1,3}я\b",
    re.I,
)
_QUOTE = re.compile(r"^\s*(?:>|\||-{2,}\s*$|-{3,}.*-{3,}|_{5,}|From:|Von:|De:|差出人:|发件人|От:)")
_TAG = re.compile(r"<(style|script)\b.*?(?:</\1|\Z)|<[^<>]*>", re.S | re.I)  # in time that grows with the text only


class Answer(NamedTuple):
    """What a user says."""

    asked: Asked
    said: str  # 'ok', 'not me', 'unclear'
    sender: str


@dataclass(slots=True)
class Taken:
    """What a Maildir held."""

    answers: list[Answer]
    names: set[str]  # of the files that have been read, now or before, and are still there
    unmatched: int = 0
    problem: str = ""


def take(maildir: Path, read: set[str], asked: Mapping[str, Asked]) -> Taken:
    """The answers among the files that have not been `read`; `asked`: our mails by Message-ID."""
    taken = Taken([], set())
    fresh = 0
    try:
        for name, path in _files(maildir):
            if name in read or fresh < READ:
                taken.names.add(name)
            if name in read or fresh >= READ:
                continue
            fresh += 1
            answer = _answer(path, asked)
            if isinstance(answer, Answer):
                taken.answers.append(answer)
            else:
                taken.unmatched += answer
    except OSError as error:
        taken.names |= read  # nothing is forgotten of what was read before
        taken.problem = f"{maildir}: {(error.strerror or str(error)).lower()}; answers are not read"
    return taken


def _files(maildir: Path) -> Iterator[tuple[str, Path]]:
    """The mails of new/ and cur/, by the part of their names that stays."""
    for part in ("new", "cur"):
        with os.scandir(maildir / part) as entries:
            found = (
                (os.fsencode(entry.name).decode("utf-8", "replace").partition(":")[0], Path(entry.path))
                for entry in entries
                if not entry.name.startswith(".") and entry.is_file(follow_symlinks=False)
            )
            yield from sorted(heapq.nlargest(NAMES, found))  # their names begin with the seconds of their arrival


def _answer(path: Path, asked: Mapping[str, Asked]) -> Answer | int:
    """The answer in a file; 1 where it answers nothing of ours, 0 where a program wrote it or it has gone."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return 0
    with open(number, "rb") as file:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            return 0
        raw = file.read(SIZE)
    try:
        return _matched(email.message_from_bytes(raw, policy=email.policy.compat32), asked)
    except Exception:  # whatever a mail does to the parser, it is no answer
        return 1


def _matched(message: Message, asked: Mapping[str, Asked]) -> Answer | int:
    if str(message.get("Auto-Submitted", "no")).strip().lower() != "no" or message.get("X-Autoreply"):
        return 0
    said = " ".join(str(value) for name in ("In-Reply-To", "References") for value in message.get_all(name, []))
    found = next((asked[each] for each in _ID.findall(said[:20_000])[-IDS:] if each in asked), None)
    senders = email.utils.getaddresses([str(value) for value in message.get_all("From", [])])
    if found is None or len(senders) != 1 or senders[0][1].casefold() != found.address.casefold():
        return 1
    return Answer(found, answer_of(_text(message)), senders[0][1])


def _text(message: Message) -> str:
    """The first text of a mail that is no attachment."""
    markup = ""
    for part in message.walk():
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html") or part.get_content_disposition() == "attachment":
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        try:
            text = payload.decode(part.get_content_charset("utf-8"), "replace")
        except LookupError:
            text = payload.decode("utf-8", "replace")
        if kind == "text/plain":
            return text[:TEXT]
        markup = markup or text
    return html.unescape(_TAG.sub("\n", markup))[:TEXT]


def answer_of(text: str) -> str:
    """'not me', 'ok' or 'unclear', by the first lines that are not quoted; NOT ME goes before OK."""
    lines: list[str] = []
    for line in text.splitlines():
        if len(lines) >= LINES:
            break
        if line.strip() and not _QUOTE.match(line):
            lines.append(line.strip()[:300])
        elif lines and _QUOTE.match(line):
            break
    if any(map(_NOT_ME.search, lines)):
        return "not me"
    return "ok" if any(map(_OK.search, lines)) else "unclear"
