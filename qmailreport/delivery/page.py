"""A digest as the templates take it: every number formatted, every string cleaned and bounded.  Pure.

`page(digest, limit)` gives the names that digest.html.j2 and digest.txt.j2 use; `limit` is the number
of rows a table may have (None: all), so that the HTML part can be made to fit.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from ..day import Window, local
from ..redact import LIMIT, clean
from ..report import Digest, Figure, Section
from . import coverage, units
from .headlines import figure_view, figures_of, findings_of, preheader, verdict_of
from .speech import Speech
from .tables import table_view

D = TypeVar("D")
MARKS = 2  # combining characters in a row that a name may have


def safe(value: D) -> D:
    """The same plain data with every string in it printable, on one line, at most 400 characters."""
    if isinstance(value, str):
        return cast(D, _bare(clean(value[: 2 * LIMIT])))
    if isinstance(value, (tuple, list)):
        return cast(D, type(value)(safe(part) for part in value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: safe(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return cast(D, dataclasses.replace(value, **fields))
    return value


def _bare(text: str) -> str:
    """Without towers of combining characters."""
    if text.isascii():
        return text
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if not units.char_width(char) else 0
        if marks <= MARKS:
            kept.append(char)
    return "".join(kept)


def page(digest: Digest, limit: int | None = None) -> dict[str, Any]:
    """Everything the templates name; see the keys below."""
    digest = safe(digest)
    words = Speech(digest.language, ZoneInfo(digest.zone))
    window = Window(*digest.window)
    drawn = [section for section in digest.sections if section.drawn and not section.urgent]
    findings = findings_of(digest, words)
    headlines, rest = figures_of(digest)
    return {
        "digest": digest,
        "lang": words.language,
        "verdict": verdict_of(digest, words),
        "which": _which(digest, words),
        "site": units.clip(digest.site, 100),
        "span": _span(digest, words),
        "preheader": preheader(digest, findings, words),
        "findings": findings if limit is None else findings[: max(limit, 3)],
        "more_findings": 0 if limit is None else max(len(findings) - max(limit, 3), 0),
        "first": _first(digest, words) if digest.number == 1 else [],
        "figures": [figure_view(figure, words, window) for figure in headlines],
        "figures_note": _notes((s for s in drawn if s.figures and all(f.headline for f in s.figures)), words),
        "sections": [view for s in drawn if (view := _section(s, digest, words, limit))],
        "hosts": _hosts(digest, words, limit),
        "all_figures": [figure_view(figure, words, window) for figure in rest],
        "all_note": _notes((s for s in drawn if len({f.headline for f in s.figures}) == 2), words),
        "foot": _foot(digest, words),
        "unknown": list(dict.fromkeys(s for reading in digest.readings for s in reading.samples))[:5],
    }


def _notes(sections: Iterable[Section], words: Speech) -> str:
    """What sections say below their figures."""
    return words.text(words.say(section.note) for section in sections).strip()


def _span(digest: Digest, words: Speech) -> str:
    """The day, and what of it was read."""
    read = coverage.span(digest, words)
    return words.gettext("%(date)s, %(span)s %(zone)s", date=words.full(digest.date), span=read, zone=digest.zone)


def _which(digest: Digest, words: Speech) -> str:
    """'Report 4, revision 2'; a digest without a number, as `show` makes it, is no mail of a row."""
    if not digest.number:
        return ""
    said = words.gettext("Report %(number)s", number=words.num(digest.number))
    return words.among([said, words.revision(digest.revision)] if digest.revision > 1 else [said])


def _section(section: Section, digest: Digest, words: Speech, limit: int | None) -> dict[str, Any] | None:
    """A section with something to draw, else None: headline figures and hosts stand elsewhere."""
    window = Window(*digest.window)
    tables = [
        table_view(table, digest, words, limit, titled=len(section.tables) > 1 and table.title != section.title)
        for table in section.tables
        if table.shape != "hosts" and (table.rows or (table.shape == "templates" and table.note))
    ]
    top = any(figure.headline for figure in section.figures)
    note = "" if top else words.say(section.note)
    if not tables and (top or not section.figures) and (not note or section.tables):
        return None
    prefix = _prefix(section.figures) if any(table.shape == "hours" for table in section.tables) else ""
    shown = () if top else section.figures
    return {
        "id": section.id,
        "title": words.say(section.title),
        "note": note,
        "tables": tables,
        "figures": [figure_view(_bared(figure, prefix), words, window) for figure in shown],
        "word": words.say(prefix),
        "hours": any(table["shape"] == "hours" for table in tables),
    }


def _bared(figure: Figure, prefix: str) -> Figure:
    """A figure whose label does not repeat what stands before all of them."""
    if not prefix or not figure.label.lower().startswith(prefix.lower()):
        return figure
    return dataclasses.replace(figure, label=figure.label[len(prefix) :].strip())


def _prefix(figures: tuple[Figure, ...]) -> str:
    """The word that figures of one kind share in their ids: 'Delay' of qmail.delay.p50, qmail.delay.max."""
    stems = {figure.id.rpartition(".")[0] for figure in figures}
    return stems.pop().rpartition(".")[2].capitalize() if len(stems) == 1 else ""


def _first(digest: Digest, words: Speech) -> list[tuple[str, str]]:
    """The box of a first report: only rows that have something to say."""
    window = Window(*digest.window)
    read = []
    for reading in digest.readings:
        if reading.in_day and reading.first is not None and reading.last is not None:
            said = []
            if reading.paths:
                said.append(words.ngettext("%(num)s file", "%(num)s files", len(reading.paths)))
            if not coverage.withheld(reading):
                said.append(words.ngettext("%(num)s line", "%(num)s lines", reading.lines))
            said.append(words.stretch(*(units.clock(at, words.zone, window) for at in (reading.first, reading.last))))
            read.append(f"{coverage.named(reading)}{words.pgettext('between', ': ')}{words.among(said)}")
    rows = [
        (words.pgettext("box", "Read"), _joined(read, words)),
        (words.pgettext("box", "Missing"), _joined(coverage.missing(digest, words), words)),
        (words.gettext("Seen, not set up"), _joined([words.say(each) for each in digest.seen], words)),
        (words.gettext("Sent to"), _joined(list(digest.to), words, 20, ", ")),
        (words.pgettext("report", "Next"), _next(digest, words)),
    ]
    return [(label, text) for label, text in rows if text]


def _joined(parts: list[str], words: Speech, most: int = 6, glue: str = "; ") -> str:
    more = len(parts) - most
    rest = [words.ngettext("and %(num)s more", "and %(num)s more", more)] if more > 0 else []
    return words.pgettext("between", glue).join(parts[:most] + rest)


def _next(digest: Digest, words: Speech) -> str:
    """When the next report comes, and for which day."""
    if digest.next_run is None:
        return ""
    at = local(digest.next_run, words.zone)
    told = words.date(at.date() - dt.timedelta(days=1))
    return words.gettext("%(date)s, %(time)s, for %(day)s", date=words.full(at.date()), time=f"{at:%H:%M}", day=told)


def _hosts(digest: Digest, words: Speech, limit: int | None) -> dict[str, Any]:
    """The hosts' tables, each host's coverage under its first row, and the readings that are no one host's."""
    window = Window(*digest.window)
    tables = [
        (section, table)
        for section in digest.sections
        for table in section.tables
        if table.shape == "hosts" and table.rows
    ]
    known = {str(row[0]) for _, table in tables for row in table.rows}
    own: dict[str, list[tuple[str, bool]]] = {}
    others = []
    for reading in digest.readings:
        hosts = coverage.hosts_of(reading)
        single = len(hosts) == 1 and hosts[0] in known
        several = single and sum(coverage.hosts_of(r) == hosts for r in digest.readings) > 1
        line = (coverage.coverage(reading, window, words, source=several), coverage.incomplete(reading))
        if single:
            own.setdefault(hosts[0], []).append(line)
        else:
            others.append((_whose(reading.source, hosts, words), *line))
    views = [table_view(table, digest, words, limit) for _, table in tables]
    for view in views:
        for row in view["rows"]:
            row["coverage"] = own.pop(row["key"], [])
    shown = others if limit is None else others[: 2 * limit]
    notes = dict.fromkeys(words.say(text) for section, table in tables for text in (section.note, table.note) if text)
    return {"tables": views, "others": shown, "more": len(others) - len(shown), "note": words.text(notes)}


def _whose(source: str, hosts: tuple[str, ...], words: Speech) -> str:
    if not hosts:
        return source
    named = ", ".join(hosts[:4])
    if len(hosts) > 4:
        named = words.gettext("%(names)s and %(more)s more", names=named, more=words.num(len(hosts) - 4))
    return f"{source} ({named})"


def _foot(digest: Digest, words: Speech) -> list[tuple[str, str]]:
    """Label and text: what was not understood, to whom, when next, how again, which report."""
    unknown, lines = sum(r.unknown for r in digest.readings), sum(r.lines for r in digest.readings)
    made = local(digest.made, ZoneInfo("UTC"))
    nth = units.ordinal(digest.number) if words.english else words.num(digest.number)
    report = [digest.report] + ([words.gettext("%(nth)s mail", nth=nth)] if digest.number else [])
    report += [words.revision(digest.revision)] if digest.revision > 1 else []
    report += [words.gettext("made %(time)s UTC", time=f"{made:%Y-%m-%d %H:%M}")] if digest.made else []
    report += [f"qmailreport {digest.version}"] if digest.version else []
    said = ""
    if unknown and lines:
        share = words.amount(units.percent(100 * unknown / lines))
        said = words.ngettext("%(num)s line (%(share)s)", "%(num)s lines (%(share)s)", unknown, share=share)
    later = [
        (words.gettext("Sent to"), _joined(list(digest.to), words, 20, ", ")),
        (words.pgettext("report", "Next"), _next(digest, words)),
    ]
    rows = [(words.gettext("Not understood"), said), *(later if digest.number > 1 else [])]
    rows += [
        (words.pgettext("report", "Again"), digest.rerun),
        (words.pgettext("label", "Report"), words.among(report)),
    ]
    return [(label, text) for label, text in rows if text]
