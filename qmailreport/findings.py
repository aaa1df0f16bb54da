"""What of a digest deserves attention, and the one sentence that says so.  Pure.

Levels: act (fatal or serious: somebody has to do something today), watch (a warning), gap (what the
report could not read or do).  Gaps are said beside the verdict and never counted in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .report import Digest, Problem, Section, Table, Value

Level = Literal["act", "watch", "gap"]

ACTS = 5  # this many rows of a table get a card each; the rest share one
WATCHES = 2
LISTED = 8  # lines of evidence on a card that stands for many
SEVERITY: dict[str, Level] = {"fatal": "act", "serious": "act", "warning": "watch"}
WORD: dict[Level, str] = {"act": "Act now", "watch": "Watch", "gap": "Incomplete"}
KIND = {"coverage": "Incomplete", "config": "Check setup", "delivery": "Not delivered", "engine": "Slower"}
# Where a problem says one of these, nothing that somebody does now brings the lines back, or it says what does.
LOST = re.compile(
    r"had deleted the older files|bytes of it were skipped|entries could not be read|suppressed [\d,]+ "
    r"messages|; what could be read was used|run the day again|makes it again|: no line of \d"
)
COUNTS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


@dataclass(frozen=True, slots=True)
class Finding:
    """One card: `word` is its pill, `next` what to do, `evidence` verbatim lines."""

    level: Level
    word: str
    title: str
    text: str = ""
    next: str = ""
    evidence: tuple[str, ...] = ()


def attention(digest: Digest) -> tuple[Finding, ...]:
    """What deserves attention, most urgent first; the order within a level is the digest's."""
    found = [finding for section in digest.sections if section.urgent for finding in _urgent(section)]
    found += _problems(digest)
    found += _unread(digest)
    return tuple(sorted(found, key=lambda finding: ("act", "watch", "gap").index(finding.level)))


def verdict(digest: Digest) -> str:
    """One sentence: how many things need somebody, or that nothing does in what was read."""
    needing = sum(finding.level != "gap" for finding in attention(digest))
    if needing == 1:
        return "One thing needs you."
    if needing:
        return f"{COUNTS[needing] if needing < len(COUNTS) else f'{needing:,}'} things need you."
    if not any(reading.in_day for reading in digest.readings):
        return "Nothing was read of this day."
    return "Nothing urgent in what was read."


def _urgent(section: Section) -> list[Finding]:
    """The cards of one urgent section; its note, which explains the worst row, goes to the first."""
    found: list[Finding] = []
    for table in section.tables:
        if table.shape == "templates":
            found += _told(section, table)
            continue
        rows = _rows(table)
        for level, alone in (("act", ACTS), ("watch", WATCHES)):
            found += _cards(section, table, rows, [row for row in rows if row.level == level], alone)
        if table.more:
            found.append(Finding("watch", WORD["watch"], f"{section.title}: {table.more:,} more kinds of message"))
    if not found:
        return [Finding("watch", WORD["watch"], section.title, section.note)]
    if not section.note:
        return found
    first = found[0]
    text = first.text if section.note in first.text else f"{first.text} {section.note}".strip()  # the worst row's
    return [Finding(first.level, first.word, first.title, text, first.next, first.evidence), *found[1:]]


def _told(section: Section, table: Table) -> list[Finding]:
    """A card a row, each of which says its level itself; the rest of each level shares one."""
    places = {column.id: place for place, column in enumerate(table.columns)}
    found: list[Finding] = []
    rest: list[Finding] = []
    for number, row in enumerate(table.rows):
        title, level, meaning, todo = (str(row[places[name]] or "") for name in ("title", "level", "meaning", "todo"))
        of: Level = "act" if level == "act" else "watch"
        evidence = table.samples[number : number + 1]
        card = Finding(of, WORD[of], title, meaning, todo, evidence)
        (found if sum(each.level == of for each in found) < ACTS else rest).append(card)
    for of in ("act", "watch"):
        left = [card for card in rest if card.level == of]
        lines = [f"{card.title} {''.join(card.evidence)}"[:200] for card in left]
        if len(left) == 1:
            found += left
        elif left:
            title = f"{section.title}: {len(lines):,} more of this kind"
            found.append(Finding(of, WORD[of], title, "", "", _listed(lines)))
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    level: Level
    title: str
    severity: str
    count: str  # as '3 lines'; empty where the table counts nothing
    sample: str
    meaning: str = ""


def _rows(table: Table) -> list[_Row]:
    units = [column.unit for column in table.columns]
    rows = []
    for number, values in enumerate(table.rows):
        title = _first(values, units, "text")
        severity = _first(values, units, "code").lower()
        count = next((index for index, unit in enumerate(units) if unit == "count"), None)
        said = "" if count is None else _counted(values[count], table.columns[count].title)
        sample = table.samples[number] if number < len(table.samples) else ""
        rows.append(_Row(SEVERITY.get(severity, "watch"), title or table.title, severity, said, sample))
    meanings = _meanings(table.note, [row.severity for row in rows])
    return [replace(row, meaning=meaning) for row, meaning in zip(rows, meanings, strict=True)]


def _meanings(note: str, severities: list[str]) -> list[str]:
    """What each row means, where the note's sentences are one a row, or one a severity; said once, else not at all."""
    sentences = re.split(r"(?<=\.) (?=[A-Z])", note) if note else []
    kinds = list(dict.fromkeys(severities))
    if len(sentences) == len(severities):
        return sentences
    if len(sentences) == len(kinds) > 1:
        first = {severities.index(kind): sentence for kind, sentence in zip(kinds, sentences, strict=True)}
        return [first.get(place, "") for place in range(len(severities))]
    return [""] * len(severities)


def _first(values: Sequence[Value], units: Sequence[str], unit: str) -> str:
    return next((str(value) for value, of in zip(values, units, strict=True) if of == unit and value), "")


def _counted(value: Value, noun: str) -> str:
    noun = noun.lower()
    if value == 1 and noun.endswith("s"):
        noun = noun[:-1]
    return f"{value:,} {noun}" if isinstance(value, (int, float)) else ""


def _cards(section: Section, table: Table, every: list[_Row], rows: list[_Row], alone: int) -> list[Finding]:
    """A card a row for the first `alone` rows, one card for all others; none alone where too many only warn."""
    if rows and rows[0].level == "watch" and len(rows) > alone:
        alone = 0
    found = [
        Finding(row.level, WORD[row.level], row.title, _sentence(row), "", (row.sample,) if row.sample else ())
        for row in rows[:alone]
    ]
    rest = rows[alone:]
    if len(rest) == 1:
        found += _cards(section, table, every, rest, 1)
    elif rest:
        title = f"{section.title}: {len(rest):,} {'more ' if found else ''}kinds of message"
        lines = [" · ".join(filter(None, (row.title, row.severity, row.count))) for row in rest]
        text = table.note if len(rest) == len(every) else " ".join(filter(None, (row.meaning for row in rest)))
        found.append(Finding(rest[0].level, WORD[rest[0].level], title, text, "", _listed(lines)))
    return found


def _sentence(row: _Row) -> str:
    said = ", ".join(filter(None, (row.severity.capitalize(), row.count)))
    return " ".join(filter(None, (said and f"{said}.", row.meaning)))


def _listed(lines: list[str]) -> tuple[str, ...]:
    if len(lines) <= LISTED:
        return tuple(lines)
    return (*lines[: LISTED - 1], f"and {len(lines) - LISTED + 1:,} more")


def _problems(digest: Digest) -> list[Finding]:
    """One card for all problems of one place and kind."""
    places: dict[tuple[str, str], list[Problem]] = {}
    for problem in digest.problems:
        places.setdefault((problem.where, problem.kind), []).append(problem)
    over = not digest.made or digest.made >= digest.window[1]  # else more of the day is to come
    rerun = digest.rerun if over else ""
    found = [_problem(where, kind, problems, rerun) for (where, kind), problems in places.items()]
    if len(found) <= LISTED:
        return found
    lines = [finding.title for finding in found[LISTED - 1 :]]
    return [*found[: LISTED - 1], Finding("gap", WORD["gap"], f"{len(lines):,} more places", "", "", _listed(lines))]


def _problem(where: str, kind: str, problems: list[Problem], rerun: str) -> Finding:
    mendable = kind == "coverage" and not all(LOST.search(problem.what) for problem in problems)
    again = "mend that, then run the report again (“Again” below)." if rerun and mendable else ""
    if len(problems) == 1:
        return Finding("gap", KIND[kind], where, problems[0].what, again)
    lines = _listed([problem.what for problem in problems])
    return Finding("gap", KIND[kind], f"{where}: {len(problems):,} problems", "", again, lines)


def _unread(digest: Digest) -> list[Finding]:
    """Streams that gave no record of the day, where no problem says why."""
    said = {problem.where for problem in digest.problems if problem.kind == "coverage"}
    silent = [reading for reading in digest.readings if not reading.in_day and reading.source not in said]
    if not silent and not digest.readings and not said:
        return [Finding("gap", WORD["gap"], "No log was read", "No source gave a log of this day.")]
    if not silent:
        return []
    lines = [
        f"{reading.source}{reading.host and f' ({reading.host})'}: "
        + (f"none of {reading.lines:,} lines is of this day" if reading.lines else "no line of this day")
        for reading in silent
    ]
    one = len(silent) == 1
    title = f"{silent[0].source}: no lines of this day" if one else f"{len(silent):,} logs have no lines of this day"
    return [Finding("gap", WORD["gap"], title, "Nothing happened, or the log is elsewhere.", "", _listed(lines))]
