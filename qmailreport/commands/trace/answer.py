"""What `trace` prints: the stories, the lines if they are asked for, and what was searched."""

from __future__ import annotations

import datetime as dt
import json
import sys
import textwrap
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from ...day import Window, local
from ...redact import clean
from ...transactions.plain import shown, stamp, story
from ...transactions.records import line_of
from ...transactions.stories import Story
from ...transactions.telling import Said, tell
from .search import Found, Looked, short

PATHS = 6
WIDTH = 80
MARGIN = " " * 11  # where a sentence begins, behind its time


def as_text(
    found: Found, asked: Mapping[str, str | None], zone: ZoneInfo, lines: bool, window: Window
) -> Iterator[str | bytes]:
    """The stories in words, in lines of 80 columns; what was asked for within `window`."""
    terminal = sys.stdout.isatty()
    for one in found.stories:
        told = tell(one, found.looked.first)
        yield from _wrapped(f"{told.head}: {told.outcome}")
        yield from _sentences(told.sentences, zone)
        yield ""
        if lines:
            yield from _lines(one, terminal)
    notes = []
    if not found.stories:
        notes.append(f"Nothing found: no line{_of(window, zone)} mentions {_asked(asked)}.")
    if found.left_out:
        count = f"{found.left_out:,} older message{'s that match are' if found.left_out > 1 else ' that matches is'}"
        notes.append(f"{count} left out; --from, --to, --around or --date say which.")
    notes.append(_searched(found.looked, zone))
    notes += [f"Not searched: {clean(note)}" for note in found.looked.notes]
    if not all(hop.transaction.begun for one in found.stories for hop in one.hops) or not found.stories:
        notes += [clean(note) for note in found.looked.begins]
    for note in notes:
        yield from _wrapped(note)


def _wrapped(text: str, first: str = "", rest: str = "  ") -> list[str]:
    """Lines of at most 80 columns, but for words that are longer."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _of(window: Window, zone: ZoneInfo) -> str:
    """` of 2026-11-18`: the days asked for; empty where there was no such bound."""
    if not window.start:
        return ""
    first, last = local(window.start, zone).date(), local(window.end - 1, zone).date()
    return f" of {first}" if first == last else f" from {first} to {last}"


def as_json(found: Found, asked: Mapping[str, str | None], zone: ZoneInfo, lines: bool) -> Iterator[str]:
    """One object."""
    looked = found.looked
    yield json.dumps(
        {
            "asked": {name: clean(value) for name, value in asked.items() if value is not None},
            "stories": [story(one, zone, looked.first, lines) for one in found.stories],
            "left_out": found.left_out,
            "searched": {
                "files": [clean(path) for path in looked.paths],
                "lines": looked.lines,
                "first": stamp(looked.first, zone),
                "last": stamp(looked.last, zone),
            },
            "notes": [clean(note) for note in (*looked.notes, *looked.begins)],
        }
    )


def _sentences(said: tuple[Said, ...], zone: ZoneInfo) -> Iterator[str]:
    """Each behind its time, below its date."""
    day: dt.date | None = None
    for one in said:
        if not one.at:
            yield from _wrapped(one.text, MARGIN, MARGIN)
            continue
        when = local(one.at, zone)
        text = one.text
        if one.until:
            last = local(one.until, zone)
            until = f"{last:%H:%M:%S}" if last.date() == when.date() else f"{last:%Y-%m-%d %H:%M:%S}"
            text = f"{text.removesuffix('.')}, until {until}."
        if when.date() != day:
            day = when.date()
            yield f" {day}"
        yield from _wrapped(text, f" {when:%H:%M:%S}  ", MARGIN)


def _lines(one: Story, terminal: bool) -> Iterator[str | bytes]:
    """As they are in the logs; on a terminal nothing in them acts."""
    for hop in one.hops:
        for record in hop.transaction.records:
            if terminal:
                yield f"    {shown(record.raw)}"
            else:
                yield b"    " + line_of(record)
    yield ""


def _asked(asked: Mapping[str, str | None]) -> str:
    what = asked["what"] or ""
    parts = [f"msg {what}" if short(what) else clean(what)] if what else []
    parts += [f"mail from {clean(asked['sender'])}"] if asked["sender"] else []
    parts += [f"{'' if asked['sender'] else 'mail '}to {clean(asked['rcpt'])}"] if asked["rcpt"] else []
    return " ".join(parts) + (f" around {clean(asked['around'])}" if asked["around"] else "")


def _searched(looked: Looked, zone: ZoneInfo) -> str:
    if not looked.paths:
        return "Searched: no log holds lines of these days."
    files = f"{len(looked.paths):,} file{'s' * (len(looked.paths) != 1)}"
    named = ", ".join(clean(path, 120) for path in looked.paths[:PATHS])
    named += ", …" if len(looked.paths) > PATHS else ""
    count = f"{looked.lines:,} line{'s' * (looked.lines != 1)}"
    if not looked.first:
        return f"Searched: {files} ({named}), {count}."
    since, until = local(looked.first, zone), local(looked.last, zone)
    return f"Searched: {files} ({named}), {count} from {since:%Y-%m-%d %H:%M} to {until:%Y-%m-%d %H:%M}."
