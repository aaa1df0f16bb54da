"""`trace`: what happened to a message, in plain words; over hops, hosts and rotated days, qmail and Postfix alike."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...day import ACCEPTED, HOUR, Day, Window, local, midnight, parse_date
from ...errors import UsageError
from .. import Said

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from ...transactions.needles import Question

DAYS = 7  # back, where no date is named
NEAR = 30 * 60  # seconds on either side of --around
LONGEST = 1000


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("what", nargs="?", metavar="WHAT", help="a Message-ID, a queue id, qmail's number, an address")
    parser.add_argument(
        "--from", dest="sender", metavar="A", help="only mail of this sender; @example.org: of a domain"
    )
    parser.add_argument("--to", dest="rcpt", metavar="B", help="only mail to this recipient, or to a domain")
    parser.add_argument("--around", metavar="HH:MM", help="only mail of which something was logged near that time")
    parser.add_argument("--date", metavar="DATE", help=f"the day to search: {ACCEPTED}; default: the last {DAYS} days")
    parser.add_argument("--days", metavar="N", help="how many days to search, back from --date or from now")
    parser.add_argument("--lines", action="store_true", help="print the log's lines, too")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--file", action="append", default=[], type=Path, metavar="FILE",
        help="search this log instead of the configured ones; may be repeated",
    )  # fmt: skip
    parser.add_argument("--timezone", metavar="ZONE", help="with --file: the zone; default: the system's")


def call(arguments: argparse.Namespace, now: int) -> Said:
    """The stories; status 1 where nothing was found."""
    from .answer import as_json, as_text
    from .search import Search

    near = _around(arguments.around, arguments.date is None or arguments.days is not None)
    count = _count(arguments.days)
    words = {name: _needle(getattr(arguments, name), name) for name in ("what", "sender", "rcpt")}
    if not any(words.values()):
        raise UsageError("nothing to look for: name a Message-ID, a queue id or an address, or --from or --to")
    sources, zone = _sources(arguments, now)
    window = _window(arguments, count, zone, now)
    found = Search(sources, window, zone, now).find(_question(words, near, zone))
    asked = {name: getattr(arguments, name) for name in ("what", "sender", "rcpt", "around", "date", "days")}
    if arguments.json:
        lines: Iterable[str | bytes] = as_json(found, asked, zone, arguments.lines)
    else:
        lines = as_text(found, asked, zone, arguments.lines, window)
    return Said(lines, 0 if found.stories else 1)


def _needle(text: str | None, name: str) -> bytes:
    if text is None:
        return b""
    word = text.strip().removeprefix("<").removesuffix(">")
    raw = word.encode("utf-8", "surrogateescape")
    named = "it" if name == "what" else "--from" if name == "sender" else "--to"
    if len(word) < (1 if name == "what" and word.isdigit() else 3) or len(raw) > LONGEST:
        raise UsageError(f"{text[:60]!r}: {named} needs 3 to {LONGEST} characters to be looked for")
    if not word.isprintable() or " " in word:
        raise UsageError(f"{text[:60]!r}: neither an id nor an address: it holds a blank or a control character")
    return raw


def _question(words: dict[str, bytes], near: Callable[[dt.time], bool] | None, zone: ZoneInfo) -> Question:
    from ...transactions.needles import Question
    from .search import short

    what = words["what"]
    if short(what.decode("latin-1")):
        what = b"msg " + what
    nearby = None if near is None else lambda at: near(local(at, zone).time())
    return Question(what, words["sender"], words["rcpt"], nearby)


def _around(text: str | None, round_midnight: bool) -> Callable[[dt.time], bool] | None:
    """Whether a time of day is near; on one day alone, its begin is not near to its end."""
    if text is None:
        return None
    match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?", text, re.ASCII)
    if not match:
        raise UsageError(f"--around {text!r}: no time of day; as in 15:00")
    named = int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)

    def near(time: dt.time) -> bool:
        apart = abs(time.hour * 3600 + time.minute * 60 + time.second - named)
        return (min(apart, 86400 - apart) if round_midnight else apart) <= NEAR

    return near


def _count(text: str | None) -> int | None:
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,3}", text, re.ASCII) or not int(text):
        raise UsageError(f"--days {text!r}: a number of days, 1 to 999")
    return int(text)


def _sources(arguments: argparse.Namespace, now: int) -> tuple[dict[str, Any], ZoneInfo]:
    from ...names import named_zone

    if arguments.file:
        from ...sources import detect

        zone = named_zone(arguments.timezone)
        return dict(detect(arguments.file, zone)), zone
    from ...config import load

    if arguments.timezone:
        raise UsageError("--timezone goes with --file; a configuration has its own")
    if not arguments.config.exists():
        raise UsageError(f"{arguments.config}: not found; name a configuration (--config) or logs (--file)")
    config = load(arguments.config)
    return dict(config.sources), config.zone


def _window(arguments: argparse.Namespace, count: int | None, zone: ZoneInfo, now: int) -> Window:
    """The days that are searched; files that were named, from end to end where no day was."""
    today = local(now, zone).date()
    if arguments.date is not None:
        last = Day.of(parse_date(arguments.date, today), zone)
        start = midnight(last.date - dt.timedelta(days=(count or 1) - 1), zone)
        return Window(start, last.window.end)
    if arguments.file and count is None:
        return Window(0, 1 << 62)
    return Window(midnight(today - dt.timedelta(days=(count or DAYS) - 1), zone), now + HOUR)
