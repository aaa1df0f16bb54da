"""A digest as the templates take it: every number formatted, every string cleaned and bounded.  Pure.

`page(digest, limit)` gives the names that digest.html.j2 and digest.txt.j2 use; `limit` is the number
of rows a table may have (None: all), so that the HTML part can be made to fit.
"""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from ..day import Window, local
from ..findings import Finding, attention, verdict
from ..redact import LIMIT, clean
from ..report import Digest, Figure, Section
from . import coverage, units
from .tables import table_view

HEADLINES = 6
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
    zone = ZoneInfo(digest.zone)
    window = Window(*digest.window)
    drawn = [section for section in digest.sections if not section.urgent]
    findings = attention(digest)
    headlines, rest = _figures(digest)
    return {
        "digest": digest,
        "lang": "en",
        "verdict": verdict(digest),
        "which": _which(digest),
        "site": units.clip(digest.site, 100),
        "span": f"{digest.date:%a} {digest.date.day} {digest.date:%b %Y}, {coverage.span(digest, zone)} {digest.zone}",
        "preheader": preheader(digest, findings, zone),
        "findings": findings if limit is None else findings[: max(limit, 3)],
        "more_findings": 0 if limit is None else max(len(findings) - max(limit, 3), 0),
        "first": _first(digest, zone) if digest.number == 1 else [],
        "figures": [figure_view(figure, zone, window) for figure in headlines],
        "figures_note": " ".join(s.note for s in drawn if s.figures and all(f.headline for f in s.figures)).strip(),
        "sections": [view for s in drawn if (view := _section(s, digest, zone, limit))],
        "hosts": _hosts(digest, zone, limit),
        "all_figures": [figure_view(figure, zone, window) for figure in rest],
        "all_note": " ".join(s.note for s in drawn if len({f.headline for f in s.figures}) == 2).strip(),
        "foot": _foot(digest, zone),
        "unknown": list(dict.fromkeys(s for reading in digest.readings for s in reading.samples))[:5],
    }


def _which(digest: Digest) -> str:
    """'Report 4, revision 2'; a digest without a number, as `show` makes it, is no mail of a row."""
    said = f"Report {units.num(digest.number)}" if digest.number else ""
    return f"{said}, revision {digest.revision}" if said and digest.revision > 1 else said


def _figures(digest: Digest) -> tuple[list[Figure], list[Figure]]:
    """The up to six headline figures, and those for the table of all figures."""
    headlines: list[Figure] = []
    rest: list[Figure] = []
    for section in digest.sections:
        top = any(figure.headline for figure in section.figures)
        for figure in section.figures:
            if figure.headline and len(headlines) < HEADLINES:
                headlines.append(figure)
            elif top or section.urgent:
                rest.append(figure)
    return headlines, rest


def figure_view(figure: Figure, zone: ZoneInfo, window: Window) -> dict[str, str]:
    """A figure as label, value, noun and detail; bytes carry their unit as the noun."""
    noun = figure.noun
    if figure.unit == "bytes":
        power = units.size_unit(max(figure.value, figure.beside or 0))
        values = [units.size(v, power) for v in (figure.value, figure.beside) if v is not None]
        noun = f"{units.BYTES[power]} {noun}".strip()
    else:
        values = [units.unit(v, figure.unit, zone, window) for v in (figure.value, figure.beside) if v is not None]
    if figure.value == 1 and figure.unit == "count" and figure.beside is None:
        noun = noun.removesuffix("s")
    return {"label": figure.label, "value": " / ".join(values), "noun": noun, "detail": figure.detail}


def preheader(digest: Digest, findings: tuple[Finding, ...], zone: ZoneInfo) -> str:
    """What a mail client shows beside the subject: the first story, then figures, then what is missing."""
    said = [findings[0].title] if findings else []
    said += [brief(digest)] if brief(digest) else []
    said += coverage.missing(digest, zone)[:2]
    return units.clip(". ".join(part.rstrip(".") for part in said) + "." if said else "", 200)


def brief(digest: Digest) -> str:
    """The first two headline figures, as '4,490 delivered, 18 waiting'."""
    zone = ZoneInfo(digest.zone)
    said = []
    for figure in [figure for s in digest.sections for figure in s.figures if figure.headline][:2]:
        view = figure_view(figure, zone, Window(*digest.window))
        amount = f"{view['value']} {view['noun']}" if figure.unit == "bytes" else view["value"]
        said.append(f"{amount} {(figure.label.split() or [''])[0].lower()}".strip())
    return ", ".join(said)


def subject(digest: Digest) -> str:
    """Site, date, verdict and two figures, at most 150 characters, safe for a header."""
    digest = safe(digest)
    findings = attention(digest)
    said = verdict(digest).removesuffix(".").removesuffix(" in what was read").removesuffix(" of this day")
    said = said[:1].lower() + said[1:]
    if any(finding.level == "gap" for finding in findings):
        said += ", incomplete"
    parts = [said, brief(digest)] + ([f"revision {digest.revision}"] if digest.revision > 1 else [])
    line = f"{units.clip(digest.site, 60)} {digest.date.day} {digest.date:%b}: {'; '.join(filter(None, parts))}"
    return units.clip(line.replace("=?", "= ?"), 150)


def _section(section: Section, digest: Digest, zone: ZoneInfo, limit: int | None) -> dict[str, Any] | None:
    """A section with something to draw, else None: headline figures and hosts stand elsewhere."""
    window = Window(*digest.window)
    tables = [
        table_view(table, digest, limit, titled=len(section.tables) > 1 and table.title != section.title)
        for table in section.tables
        if table.shape != "hosts" and table.rows
    ]
    top = any(figure.headline for figure in section.figures)
    figures = [] if top else [figure_view(figure, zone, window) for figure in section.figures]
    note = "" if top else section.note
    if not tables and not figures and (not note or section.tables):
        return None
    prefix = _prefix(section.figures) if any(table.shape == "hours" for table in section.tables) else ""
    if prefix:
        for view in figures:
            label = view["label"]
            view["label"] = label[len(prefix) :].strip() if label.lower().startswith(prefix.lower()) else label
    return {
        "id": section.id,
        "title": section.title,
        "note": note,
        "tables": tables,
        "figures": figures,
        "word": prefix,
        "hours": any(table["shape"] == "hours" for table in tables),
    }


def _prefix(figures: tuple[Figure, ...]) -> str:
    """The word that figures of one kind share in their ids: 'Delay' of qmail.delay.p50, qmail.delay.max."""
    stems = {figure.id.rpartition(".")[0] for figure in figures}
    return stems.pop().rpartition(".")[2].capitalize() if len(stems) == 1 else ""


def _first(digest: Digest, zone: ZoneInfo) -> list[tuple[str, str]]:
    """The box of a first report: only rows that have something to say."""
    window = Window(*digest.window)
    read = []
    for reading in digest.readings:
        if reading.in_day and reading.first is not None and reading.last is not None:
            first, last = (units.clock(at, zone, window) for at in (reading.first, reading.last))
            files = f"{_plural(len(reading.paths), 'file')}, " if reading.paths else ""
            lines = "" if coverage.withheld(reading) else f"{_plural(reading.lines, 'line')}, "
            read.append(f"{coverage.named(reading)}: {files}{lines}{first}–{last}")
    rows = [
        ("Read", _joined(read)),
        ("Missing", _joined(coverage.missing(digest, zone))),
        ("Seen, not set up", _joined(list(digest.seen))),
        ("Sent to", _joined(list(digest.to), 20, ", ")),
        ("Next", _next(digest, zone)),
    ]
    return [(label, text) for label, text in rows if text]


def _joined(parts: list[str], most: int = 6, glue: str = "; ") -> str:
    rest = [f"and {units.num(len(parts) - most)} more"] if len(parts) > most else []
    return glue.join(parts[:most] + rest)


def _plural(count: int, noun: str) -> str:
    return f"{units.num(count)} {noun}{'' if count == 1 else 's'}"


def _next(digest: Digest, zone: ZoneInfo) -> str:
    """When the next report comes, and for which day."""
    if digest.next_run is None:
        return ""
    at = local(digest.next_run, zone)
    return f"{at:%a} {at.day} {at:%b %Y, %H:%M}, for {units.date_words(digest.next_run, zone, back=1)}"


def _hosts(digest: Digest, zone: ZoneInfo, limit: int | None) -> dict[str, Any]:
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
        line = (coverage.coverage(reading, window, zone, source=several), coverage.incomplete(reading))
        if single:
            own.setdefault(hosts[0], []).append(line)
        else:
            others.append((_whose(reading.source, hosts), *line))
    views = [table_view(table, digest, limit) for _, table in tables]
    for view in views:
        for row in view["rows"]:
            row["coverage"] = own.pop(row["key"], [])
    shown = others if limit is None else others[: 2 * limit]
    notes = [text for section, table in tables for text in (section.note, table.note) if text]
    return {"tables": views, "others": shown, "more": len(others) - len(shown), "note": " ".join(dict.fromkeys(notes))}


def _whose(source: str, hosts: tuple[str, ...]) -> str:
    if not hosts:
        return source
    rest = f" and {len(hosts) - 4} more" if len(hosts) > 4 else ""
    return f"{source} ({', '.join(hosts[:4])}{rest})"


def _foot(digest: Digest, zone: ZoneInfo) -> list[tuple[str, str]]:
    """Label and text: what was not understood, to whom, when next, how again, which report."""
    unknown, lines = sum(r.unknown for r in digest.readings), sum(r.lines for r in digest.readings)
    made = local(digest.made, ZoneInfo("UTC"))
    report = [digest.report] + ([f"{units.ordinal(digest.number)} mail"] if digest.number else [])
    report += [f"revision {digest.revision}"] if digest.revision > 1 else []
    report += [f"made {made:%Y-%m-%d %H:%M} UTC"] if digest.made else []
    report += [f"qmailreport {digest.version}"] if digest.version else []
    later = [("Sent to", _joined(list(digest.to), 20, ", ")), ("Next", _next(digest, zone))]
    said = f"{_plural(unknown, 'line')} ({units.percent(100 * unknown / lines)})" if unknown and lines else ""
    rows = [("Not understood", said), *(later if digest.number > 1 else [])]
    rows += [("Again", digest.rerun), ("Report", ", ".join(report))]
    return [(label, text) for label, text in rows if text]
