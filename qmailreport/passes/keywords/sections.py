"""What the keyword scan says: what is urgent, the strict catalogue by severity, the manual's keywords.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ...day import Day
from ...redact import clean
from ...report import Column, Figure, Section, Table, Value
from .history import gone
from .hits import Hits
from .kinds import MANUAL, SEVERITIES, Entry, Hosts, Kind, Past, kinds, told_values

GONE = 5
QUIET = ("info",)  # always one line each
COLUMNS = (
    Column("template", "Template", "text"),
    Column("severity", "Severity", "code"),
    Column("category", "Category", "text"),
    Column("lines", "lines"),
    Column("times", "occurrences"),
    Column("first", "first", "instant"),
    Column("last", "last", "instant"),
    Column("values", "Values", "text"),
    Column("state", "State", "text"),
    Column("id", "Id", "code"),
)
CARD = (
    Column("title", "Finding", "text"),
    Column("severity", "Severity", "code"),
    Column("lines", "lines"),
    Column("level", "Level", "code"),
    Column("meaning", "Meaning", "text"),
    Column("todo", "What to do", "text"),
)
NOTE = (
    "Lines of one statement of a program are one row; <*> is what differs, with its most frequent values by place. "
    "The id that ends a row is for `qmailreport explain` and `qmailreport mute`."
)
KINDS = {"new": " of a new kind", "back": " of a kind that is back", "rising": ", more than usual"}


def sections(
    hits: Hits,
    counts: Mapping[str, tuple[int, int]],
    catalogue: Mapping[str, Entry],
    words: Mapping[str, str],
    day: Day,
    past: Past,
    top: int,
    hide: Collection[str] = (),
    hosts: Hosts | None = None,
) -> tuple[Section, ...]:
    """All sections: `counts` are (lines, occurrences) by entry, `words` what an entry looks for as it is shown.

    `hide` names sections without their 'keywords.'; what is urgent is never hidden.
    """
    every = kinds(hits, catalogue, day, past, hosts)
    found = [kind for kind in every if not kind.manual]
    rest = [kind for kind in every if kind.manual]
    made = (urgent(found), strict(found, top), silent(every, past), manual(counts, catalogue, words, rest, top))
    shown = [each for each in made if each is not None and (each.urgent or each.id.partition(".")[2] not in hide)]
    return (*shown, Section("keywords.found", "Keyword scan", figures=figures(every), drawn=False))


def figures(found: Sequence[Kind]) -> tuple[Figure, ...]:
    """How many templates there are, and how many of them are new."""
    new = sum(kind.state.word == "new" for kind in found)
    return (
        Figure("keywords.templates", "Templates of the keyword scan", len(found)),
        Figure("keywords.new", "New templates", new),
    )


def urgent(found: Sequence[Kind]) -> Section | None:
    """Fatal and serious templates that are not muted: a card each, but those serious ones known before share one."""
    rows: list[tuple[Value, ...]] = []
    samples: list[str] = []
    known = []
    for kind in found:
        if kind.entry.severity not in ("fatal", "serious") or kind.state.word == "muted":
            continue
        if kind.entry.severity == "serious" and not kind.state.loud:
            known.append(kind)
            continue
        severity = kind.entry.severity
        rows.append((_title(kind), severity, kind.lines, "act", _meaning(kind), kind.entry.todo))
        samples.append(f"{kind.who}: {kind.samples[0]}" if kind.samples else kind.title)
    if known:
        many = "kind" if len(known) == 1 else "kinds"
        said = f"Serious: {_lines(sum(kind.lines for kind in known))} of {len(known):,} {many} known before"
        todo = "mend what causes them, or `qmailreport mute ID --days 30 --why …`."
        rows.append((said, "serious", sum(kind.lines for kind in known), "watch", "", todo))
        samples.append(" · ".join(f"{kind.id} {kind.title}"[:120] for kind in known[:3]))
    if not rows:
        return None
    table = Table("keywords.urgent", "Keyword scan", CARD, tuple(rows), shape="templates", samples=tuple(samples))
    return Section("keywords.urgent", "Keyword scan", tables=(table,), urgent=True)


def _title(kind: Kind) -> str:
    """What the line means, and who said so."""
    meaning = kind.entry.meaning.strip().rstrip(".") or kind.entry.category
    return f"{meaning[:1].upper()}{meaning[1:]} ({kind.who})"


def _meaning(kind: Kind) -> str:
    """'Serious, 3 lines of a new kind, 8910be87.'"""
    said = kind.state.text if kind.state.word in ("known", "rising", "back") else ""
    since = f" {said[:1].upper()}{said[1:]}." if said else ""
    lines = f"{_lines(kind.lines)}{KINDS.get(kind.state.word, '')}"
    return f"{kind.entry.severity.capitalize()}, {lines} ({kind.id}).{since}"


def _lines(count: int) -> str:
    return f"{count:,} line{'' if count == 1 else 's'}"


def strict(found: Sequence[Kind], top: int) -> Section:
    """A table a severity: new ones in full, known ones one line each, muted ones counted; `top` rows a category."""
    tables = [
        table
        for severity in SEVERITIES
        if (table := _table(severity, [kind for kind in found if kind.entry.severity == severity], top))
    ]
    note = NOTE if tables else "No line matched the strict catalogue."
    return Section("keywords.strict", "Keyword scan", note, tables=tuple(tables))


def _table(severity: str, found: Sequence[Kind], top: int, brief: bool = False) -> Table | None:
    if not found:
        return None
    shown: list[Kind] = []
    left: dict[str, list[Kind]] = {}
    counted: dict[str, int] = {}
    muted = [kind for kind in found if kind.state.word == "muted"]
    for kind in found:
        if kind.state.word == "muted":
            continue
        counted[kind.entry.category] = counted.get(kind.entry.category, 0) + 1
        if counted[kind.entry.category] > top:
            left.setdefault(kind.entry.category, []).append(kind)
        else:
            shown.append(kind)
    said = [f"{name}: and {_templates(rest)}" for name, rest in sorted(left.items())]
    if muted:
        said.append(f"muted: {_templates(muted).replace(' more ', ' ', 1)}")
    full = [kind.state.loud and severity not in QUIET and not brief for kind in shown]
    return Table(
        f"keywords.{severity}",
        severity.capitalize(),
        COLUMNS,
        tuple(_row(kind, whole) for kind, whole in zip(shown, full, strict=True)),
        "; ".join(said) and "; ".join(said)[:1].upper() + "; ".join(said)[1:] + ".",
        "templates",
        series=tuple(kind.hours if whole else () for kind, whole in zip(shown, full, strict=True)),
        verbatim=tuple(kind.samples if whole else () for kind, whole in zip(shown, full, strict=True)),
    )


def _templates(rest: Sequence[Kind]) -> str:
    count = len(rest)
    return f"{count:,} more template{'' if count == 1 else 's'}, {_lines(sum(kind.lines for kind in rest))}"


def _row(kind: Kind, whole: bool) -> tuple[Value, ...]:
    return (
        kind.title,
        kind.entry.severity,
        kind.entry.category,
        kind.lines,
        kind.times,
        kind.first,
        kind.last,
        told_values(kind.template) if whole else "",
        kind.state.text,
        kind.id,
    )


def silent(found: Sequence[Kind], past: Past) -> Section | None:
    """What was usual up to the day before and is silent now."""
    today = {kind.id for kind in found} | {each.id for kind in found for each in kind.template.before}
    missing = gone(past.known, today, past.days)
    if not missing:
        return None
    columns = (
        Column("template", "Template", "text"),
        Column("severity", "Severity", "code"),
        Column("usual", "usual lines"),
        Column("id", "Id", "text"),
    )
    rows = tuple(
        (f"{each.program}: {each.template}".removeprefix(": "), each.severity, usual, each.id)
        for each, usual in missing[:GONE]
    )
    note = "Seen on most of the last seven days, the day before included, and not on this one; a day's usual lines."
    title = "Gone since yesterday"
    table = Table("keywords.gone", title, columns, rows, note, "plain", len(missing) - len(rows))
    return Section("keywords.gone", title, tables=(table,))


def manual(
    counts: Mapping[str, tuple[int, int]],
    catalogue: Mapping[str, Entry],
    words: Mapping[str, str],
    rest: Sequence[Kind],
    top: int,
) -> Section | None:
    """The manual's keywords by category, and the templates that only they found, a line each."""
    every = [name for name, entry in catalogue.items() if entry.view == MANUAL]
    found = [name for name in every if counts.get(name, (0, 0))[0]]
    if not found:
        return None
    order = list(dict.fromkeys(catalogue[name].category for name in every))
    found.sort(key=lambda name: (order.index(catalogue[name].category), -counts[name][0], name))
    rows = tuple((clean(words.get(name, name), 60), catalogue[name].category, *counts[name]) for name in found)
    columns = (
        Column("keyword", "Keyword", "text"),
        Column("category", "Category", "code"),
        Column("lines", "lines"),
        Column("times", "occurrences"),
    )
    note = (
        "Lines that hold each keyword of the operations manual anywhere, in any case, as grep -i counts them; most are "
        "no faults. Occurrences count what syslogd only said was repeated."
    )
    title = "The manual’s keywords"
    tables = [Table("keywords.manual", title, columns, rows, note, "ranked")]
    if told := _table("groups", rest, top, brief=True):
        tables.append(replace(told, title="Found by these keywords alone"))
    return Section("keywords.manual", title, tables=tuple(tables))
