"""What the filters' tallies say, as sections: one a program that was heard.  Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ...day import Day
from ...redact import clean
from ...report import Column, Figure, Section, Table
from .. import many, shown
from ..counting import Tally
from .scan import EDGES, UNSCORED, empty

PROGRAMS = {
    "rspamd": "rspamd",
    "amavis": "amavis",
    "spamd": "SpamAssassin",
    "clamav": "ClamAV",
    "opendkim": "DKIM (OpenDKIM)",
    "opendmarc": "DMARC (OpenDMARC)",
    "spf": "SPF (policyd-spf)",
    "postgrey": "Greylisting (postgrey)",
}
MEANINGS = {
    "serious": "A filter does not do its work, or not with what it needs: mail waits, or passes unseen or unsigned.",
    "warning": "What a filter could work around, or what will become worse.",
}
_BUCKETS = (
    f"below {EDGES[0]}",
    *(f"{low} to {high}" for low, high in pairwise(EDGES)),
    f"{EDGES[-1]} and more",
    "no score",
)
NOTES = {
    "clamav": "A mail that clamav-milter lets clamd look at is in both.",
    "opendkim": "A mail that bears several signatures may be in several rows.",
}
_DOMAINS = {
    "opendkim": (
        ("signed", "filters.signed", "Signed, by domain"),
        ("dkim", "filters.dkim", "Signatures that did not verify, by domain"),
    ),
    "opendmarc": (("dmarc", "filters.dmarc", "Failed, by domain"),),
    "spf": (("spf", "filters.spf.domains", "Failed, by domain of the sender"),),
}
SHORT = {"opendkim": "DKIM", "opendmarc": "DMARC", "spf": "SPF", "spamd": "SpamAssassin", "clamav": "ClamAV"}
# Figures by program: the end of the id, what it is called, and which verdicts are in it.
_FIGURES = {
    name: tuple((word, label, re.compile(pattern)) for word, label, pattern in rows)
    for name, rows in {
        "rspamd": (
            ("messages", "messages", ""),
            ("spam", "spam", "reject|add header|rewrite subject|quarantine|discard"),
            ("rejected", "rejected", "reject"),
        ),
        "amavis": (
            ("messages", "messages", ""),
            ("spam", "spam", r"\w+ SPAM"),
            ("blocked", "blocked", "Blocked"),
            ("infected", "infected", r"\w+ INFECTED"),
        ),
        "spamd": (("messages", "messages", ""), ("spam", "spam", "spam")),
        "clamav": (
            ("found", "viruses found", "virus found|infected"),
            ("updates", "checks for signatures", "signatures"),
        ),
        "opendkim": (
            ("signed", "signed", "signed"),
            ("verified", "verified", "verified"),
            ("failed", "failed", "bad signature|key not found"),
        ),
        "opendmarc": (("pass", "passed", "pass"), ("fail", "failed", "fail")),
        "spf": (("pass", "passed", "pass"), ("fail", "failed", "fail|softfail"), ("rejected", "rejected", "rejected")),
        "postgrey": (("greylisted", "put off", "greylist"), ("passed", "let pass", "pass")),
    }.items()
}


def sections(totals: Mapping[str, Tally], day: Day, top: int, hide: frozenset[str]) -> Sequence[Section]:
    """All sections of the pass in the order of the mail; a program that said nothing has none."""
    stirred = shown.stirring(totals, empty, lambda total: sum(total.counts.values()))
    if not stirred:
        return ()
    whole = many.together(stirred.values(), empty)
    problems = shown.messages(
        "filters.problems", "Messages of the filters", whole, ("serious", "warning"), top, MEANINGS, True
    )
    numbers = figures(whole)
    overall = Section("filters.overall", "Mail filters", figures=numbers) if numbers else None
    made = (problems, overall, viruses(whole, top), *(program(whole, name, top) for name in PROGRAMS))
    return shown.kept(made, hide)


def verdicts(total: Tally, name: str) -> dict[str, int]:
    """What one program said, and how often."""
    found: dict[str, int] = {}
    for (who, *rest), row in total.tables["verdicts"].rows.items():
        if who == name:
            words = "".join(rest)
            found[words] = found.get(words, 0) + row[0]
    return found


def figures(total: Tally) -> tuple[Figure, ...]:
    """What each program that was heard came to."""
    found = []
    for name in PROGRAMS:
        said = verdicts(total, name)
        for word, label, pattern in _FIGURES[name]:
            count = sum(count for words, count in said.items() if pattern.match(words))
            if said and count:
                noun = "lines" if name == "clamav" else ""  # several of them may be of one mail
                found.append(Figure(f"filters.{name}.{word}", f"{SHORT.get(name, name)}: {label}", count, noun=noun))
    viruses = _infected(total)
    return (*found, *((Figure("filters.viruses", "Viruses", viruses),) if viruses else ()))


def took(total: Tally, name: str) -> tuple[Figure, ...]:
    """How long a program took for a message."""
    times = total.get(f"took.{name}")
    if not times:
        return ()
    return (
        Figure(f"filters.{name}.took", "Time a message, on average", total.get(f"took.ns.{name}") // times, "ns"),
        Figure(f"filters.{name}.took.max", "Longest", total.most.get(f"took.{name}", 0), "ns"),
    )


def program(total: Tally, name: str, top: int) -> Section | None:
    """What one program said: verdicts, scores, domains."""
    rows = [(clean(words, 60) or "(too many to tell)", count) for words, count in verdicts(total, name).items()]
    columns = (Column("verdict", "Verdict", "text"), Column("count", "lines" if name == "clamav" else "messages"))
    tables: list[Table | None] = [
        shown.ranked(f"filters.{name}", "Verdicts", columns, rows, max(top, 15), NOTES.get(name, "")),
        scores(total, name),
        _domains(total, name, top),
    ]
    for table, id, title in _DOMAINS.get(name, ()):
        tables.append(_ranked_domains(total, table, id, title, top))
    return shown.section(f"filters.{name}", PROGRAMS[name], tables, figures=took(total, name))


def _domains(total: Tally, name: str, top: int) -> Table | None:
    rows = [
        (clean(rest[0], 80) if rest else "(too many to tell)", row[0])
        for (who, *rest), row in total.tables["spam"].rows.items()
        if who == name
    ]
    columns = (Column("domain", "Domain", "text"), Column("count", "messages"))
    return shown.ranked(f"filters.{name}.recipients", "Spam, by domain of the recipient", columns, rows, top)


def _ranked_domains(total: Tally, table: str, id: str, title: str, top: int) -> Table | None:
    rows = [(clean(key, 80) or "(others)", row[0]) for key, row in total.tables[table].rows.items()]
    return shown.ranked(id, title, (Column("domain", "Domain", "text"), Column("count", "messages")), rows, top)


def scores(total: Tally, name: str) -> Table | None:
    """How many messages had which score."""
    rows = total.tables["scores"].rows
    counts = [rows.get((name, bucket), [0])[0] for bucket in range(UNSCORED + 1)]
    if not any(counts[:UNSCORED]):
        return None
    columns = (Column("score", "Score", "text"), Column("count", "messages"))
    last = UNSCORED + 1 if counts[UNSCORED] else UNSCORED
    return Table(
        f"filters.{name}.scores",
        "Scores",
        columns,
        tuple(zip(_BUCKETS[:last], counts[:last], strict=True)),
        "Each from its first number up to, not including, its second.",
        "ranked",
    )


def _by_name(total: Tally) -> dict[bytes, dict[str, int]]:
    found: dict[bytes, dict[str, int]] = {}
    for (name, *rest), row in total.tables["viruses"].rows.items():
        for who in rest or [""]:
            programs = found.setdefault(name, {})
            programs[who] = programs.get(who, 0) + row[0]
    return found


def _infected(total: Tally) -> int:
    return sum(max(programs.values()) for programs in _by_name(total).values())


def viruses(total: Tally, top: int) -> Section | None:
    """Viruses by name; a mail that several programs looked at counts once."""
    rows = [
        (clean(name, 60) or "(others)", ", ".join(sorted(filter(None, programs))), max(programs.values()))
        for name, programs in _by_name(total).items()
    ]
    columns = (Column("name", "Virus", "text"), Column("by", "Found by", "text"), Column("count", "messages"))
    note = "Where several programs found it, as often as the one that found it most."
    return shown.section(
        "filters.viruses", "Viruses", [shown.ranked("filters.viruses", "Viruses", columns, rows, top, note)]
    )
