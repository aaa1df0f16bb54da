"""What a digest says first: the verdict, its findings, the headline figures, and the subject made of them.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from ..day import Window
from ..findings import Finding, attention, verdict
from ..report import Digest, Figure
from . import coverage, units
from .speech import Speech

HEADLINES = 6


def findings_of(digest: Digest, words: Speech) -> tuple[Finding, ...]:
    """What deserves attention, in the digest's language; evidence of logs as it stands there."""
    return tuple(
        replace(
            each,
            word=words.say(each.word),
            title=words.title(each.title),
            text=words.say(each.text),
            next=words.say(each.next),
            evidence=tuple(words.evidence(line) for line in each.evidence),
        )
        for each in attention(digest)
    )


def verdict_of(digest: Digest, words: Speech) -> str:
    """One sentence: how many things need somebody, or that nothing does in what was read."""
    needing = 0 if words.english else _needing(digest)
    if needing:
        return words.ngettext("%(num)s thing needs you.", "%(num)s things need you.", needing)
    return words.say(verdict(digest))


def _needing(digest: Digest) -> int:
    return sum(finding.level != "gap" for finding in attention(digest))


def figures_of(digest: Digest) -> tuple[list[Figure], list[Figure]]:
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


def figure_view(figure: Figure, words: Speech, window: Window) -> dict[str, str]:
    """A figure as label, value, noun and detail; bytes carry their unit as the noun."""
    told = [value for value in (figure.value, figure.beside) if value is not None]
    if figure.unit == "bytes":
        power = units.size_unit(max(figure.value, figure.beside or 0))
        values = [units.size(value, power) for value in told]
        noun = f"{words.of_unit(units.BYTES[power])} {words.noun(figure.noun)}".strip()
    else:
        values = [units.unit(value, figure.unit, words.zone, window) for value in told]
        counted = figure.unit == "count" and figure.beside is None and isinstance(figure.value, int)
        noun = words.noun(figure.noun, int(figure.value) if counted else None)
    said = " / ".join(words.amount(value) for value in values)
    return {"label": words.say(figure.label), "value": said, "noun": noun, "detail": words.say(figure.detail)}


def preheader(digest: Digest, findings: Sequence[Finding], words: Speech) -> str:
    """What a mail client shows beside the subject: the first story, then figures, then what is missing."""
    figures = brief(digest, words)
    said = [findings[0].title] if findings else []
    said += [figures] if figures else []
    said += coverage.missing(digest, words)[:2]
    ends = words.pgettext("sentence", "{text}.")
    return units.clip(words.text(ends.replace("{text}", part.rstrip(".。")) for part in said), 200)


def brief(digest: Digest, words: Speech) -> str:
    """The first two headline figures, as '4,490 delivered, 18 waiting'."""
    said = []
    for figure in [figure for s in digest.sections for figure in s.figures if figure.headline][:2]:
        view = figure_view(figure, words, Window(*digest.window))
        amount = f"{view['value']} {view['noun']}" if figure.unit == "bytes" else view["value"]
        counted = figure.unit == "count" and figure.beside is None and isinstance(figure.value, int)
        said.append(_counted(amount, figure.label, int(figure.value) if counted else None, words))
    return words.among(said)


def _counted(amount: str, label: str, count: int | None, words: Speech) -> str:
    """An amount and the first word of its label, as '18 waiting', '1 session'."""
    text = f"{{amount}} {(label.split() or [''])[0].lower()}".strip()
    if text.endswith("s"):
        said = words.npgettext("brief", text.removesuffix("s"), text, 5 if count is None else count)
    else:
        said = words.pgettext("brief", text)
    return said.replace("{amount}", amount)


def subject_of(digest: Digest) -> str:
    """Site, date, verdict and two figures, at most 150 characters, safe for a header."""
    words = Speech(digest.language, ZoneInfo(digest.zone))
    parts = [_short(digest, words), brief(digest, words)]
    parts += [words.revision(digest.revision)] if digest.revision > 1 else []
    said = words.pgettext("between", "; ").join(filter(None, parts))
    line = words.pgettext("subject", "{site} {date}: {said}")
    for name, text in (("{date}", words.date(digest.date)), ("{site}", units.clip(digest.site, 60)), ("{said}", said)):
        line = line.replace(name, text, 1)
    return units.clip(line.replace("=?", "= ?"), 150)


def _short(digest: Digest, words: Speech) -> str:
    """The verdict as a subject has it."""
    said = verdict(digest).removesuffix(".").removesuffix(" in what was read").removesuffix(" of this day")
    said = said[:1].lower() + said[1:]
    if not words.english:
        said = verdict_of(digest, words).rstrip(".。") if _needing(digest) else _quiet(digest, words)
    if any(finding.level == "gap" for finding in attention(digest)):
        said = words.among([said, words.pgettext("subject", "incomplete")])
    return said


def _quiet(digest: Digest, words: Speech) -> str:
    if any(reading.in_day for reading in digest.readings):
        return words.pgettext("subject", "nothing urgent")
    return words.pgettext("subject", "nothing was read")
