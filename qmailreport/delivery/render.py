"""Digest → subject, HTML and text, through the templates.

The same digest gives the same bytes. Templates run in a sandbox; those in `templates_dir` replace the
built-in ones file by file, and a broken one is a ConfigError that names file and line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2 import TemplateSyntaxError as SyntaxProblem
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..errors import ConfigError
from ..logins import Letter
from ..report import Digest
from . import letters, sentences, units
from .headlines import subject_of
from .page import page, safe
from .speech import Speech
from .words import Words, translations

LIMIT = 90_000  # bytes of the HTML part; Gmail cuts at 102 kB
LINE = 900  # bytes of a line; SMTP allows 998
# Rows a table and eighths of the sections, of which the first that the HTML part fits with is taken.
PARTS = (*((rows, 8) for rows in (None, 60, 30, 15, 8, 5)), *((5, eighths) for eighths in (7, 6, 5, 4, 3, 2)))
TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
BLOCK = re.compile(r"</?(?:table|thead|tr|td|th|p|div|h[1-3]|br|style|head|meta)\b")
BROKEN = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError)
FILTERS: dict[str, Callable[..., Any]] = {
    "bytes": units.size,
    "duration": units.duration,
    "percent": units.percent,
    "defang": units.defang,
    "place": units.place,
    "unlink": units.unlink,
    "clip": units.clip,
    "wrap": units.wrap,
    "width": units.width,
    "pad": units.pad,
    "spark": units.spark,
    "hbar": units.hbar,
    "said": lambda figure: " ".join(filter(None, (figure["label"], figure["value"], figure["noun"]))),
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail's words: subject (one line, ≤ 150 characters), HTML (< 90 kB) and text (80 columns)."""

    subject: str
    html: str
    text: str


def render(digest: Digest, templates_dir: str | Path | None = None, *, inline: bool = True) -> Rendered:
    """The mail of a digest; a template that cannot be used is a ConfigError.

    `inline` puts the styles into the tags where css-inline is installed.
    """
    environment = _environment(templates_dir, digest.language)
    text = _run(environment, "digest.txt.j2", page(digest)).rstrip() + "\n"
    return Rendered(subject_of(safe(digest)), _html(environment, digest, inliner() if inline else None), text)


def prepare(templates_dir: str | Path | None = None, language: str = "en") -> None:
    """Reads the templates of digests while others still read logs; what is wrong with one, `render` says."""
    with suppress(*BROKEN, ConfigError, OSError):
        environment = _environment(templates_dir, language)
        for name in ("digest.txt.j2", "digest.html.j2", "base.html.j2", "macros.html.j2"):
            environment.get_template(name)


def render_letter(letter: Letter, templates_dir: str | Path | None = None, *, inline: bool = True) -> Rendered:
    """The mail of one user's logins, in that user's language and zone."""
    words = Words(letter.language, ZoneInfo(letter.zone))
    environment = _environment(templates_dir, letter.language)
    text = _run(environment, "logins.txt.j2", letters.page(letter, words)).rstrip() + "\n"
    tool = inliner() if inline else None
    for limit in (200, 60, 10):
        html = _finished(_run(environment, "logins.html.j2", letters.page(letter, words, limit)), tool)
        if len(html.encode()) < LIMIT:
            return Rendered(sentences.subject(letter, words), html, text)
    raise ConfigError(f"logins.html.j2: {len(html.encode()):,} bytes with ten rows; at most {LIMIT:,} fit a mail")


def inliner() -> Callable[[str], str] | None:
    """css-inline's function, or None where it is not installed."""
    try:
        import css_inline
    except ImportError:
        return None
    tool = css_inline.CSSInliner(
        keep_at_rules=True, minify_css=True, load_remote_stylesheets=False, remove_inlined_selectors=True
    )
    return tool.inline


def builtin_templates() -> Path:
    """Where the templates are: in the installed package, else in the repository."""
    installed = Path(str(resources.files(__package__.partition(".")[0]))) / "templates"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[2] / "templates"


@cache
def _environment(templates_dir: str | Path | None, language: str = "en") -> ImmutableSandboxedEnvironment:
    """The templates, and the words of a language: `_`, `ngettext` and {% trans %}, whose values are escaped."""
    loaders: list[BaseLoader] = []
    if templates_dir:
        if not Path(templates_dir).is_dir():
            raise ConfigError(f"{templates_dir}: no such directory; templates_dir names one with templates in it")
        loaders.append(FileSystemLoader(str(templates_dir)))
    loaders.append(FileSystemLoader(str(builtin_templates())))
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(loaders),
        autoescape=lambda name: name is None or ".txt" not in name,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]  # the extension's
    words = Speech(language, ZoneInfo("UTC"))
    environment.filters.update(FILTERS | {"num": lambda value: words.amount(units.num(value))})
    environment.globals.update(cols=units.cols, blank=words.blank)
    return environment


def _run(environment: ImmutableSandboxedEnvironment, name: str, names: Mapping[str, Any]) -> str:
    try:
        return environment.get_template(name).render(names)
    except TemplateNotFound as error:
        raise ConfigError(f"template {error.name}: not found, though {name} needs it") from None
    except SyntaxProblem as error:
        raise ConfigError(f"{error.filename or error.name}:{error.lineno}: {error.message}") from None
    except BROKEN as error:
        where = _line(environment, error) or name
        raise ConfigError(f"{where}: {type(error).__name__}: {units.clip(error, 300)}") from None
    except OSError as error:
        raise ConfigError(f"template {name}: {error}") from None


def _line(environment: ImmutableSandboxedEnvironment, error: BaseException) -> str:
    """file:line of the innermost template that an error came through."""
    where, at = "", error.__traceback__
    while at:
        code = at.tb_frame.f_code
        if code.co_filename.endswith(".j2"):
            where = f"{code.co_filename}:{at.tb_lineno}"
        at = at.tb_next
    return where


def _html(environment: ImmutableSandboxedEnvironment, digest: Digest, tool: Callable[[str], str] | None) -> str:
    """The HTML part with as many rows as fit, then as many sections."""

    @cache
    def part(place: int) -> str:
        limit, eighths = PARTS[place]
        names = page(digest, limit)
        sections = names["sections"]
        kept = len(sections) * eighths // 8
        names |= {"sections": sections[:kept], "left_out": len(sections) - kept}
        return _finished(_run(environment, "digest.html.j2", names), tool)

    def fits(place: int) -> bool:
        return len(part(place).encode()) < LIMIT

    # each is shorter than the one before, and most mails fit whole
    place = 0 if fits(0) else bisect_left(range(len(PARTS)), True, 1, key=fits)
    return part(place) if place < len(PARTS) else _least(environment, digest, tool)


def _least(environment: ImmutableSandboxedEnvironment, digest: Digest, tool: Callable[[str], str] | None) -> str:
    """One row a table, and of everything else as much as fits."""
    names = page(digest, 1) | {"left_out": 0}
    for kept in (16, 8, 4, 2, 0):
        names["left_out"] += len(names["sections"][kept:])
        names["more_findings"] += len(names["findings"][kept:])
        names |= {key: names[key][:kept] for key in ("sections", "findings", "all_figures", "unknown")}
        html = _finished(_run(environment, "digest.html.j2", names), tool)
        if len(html.encode()) < LIMIT:
            return html
    raise ConfigError(f"digest.html.j2: {len(html.encode()):,} bytes without any row; at most {LIMIT:,} fit a mail")


def _finished(html: str, tool: Callable[[str], str] | None) -> str:
    """Inlined where there is a tool, without what only costs bytes, in lines that every server takes."""
    html = "\n".join(line.strip() for line in html.splitlines() if line.strip())
    if tool:
        html = re.sub(r'</?tbody>|(?<=[a-z])=""', "", tool(html))
        html = re.sub(r'style="([^"]*)"', _tight, html)
    return "".join(f"{part}\n" for line in html.splitlines() for part in _broken(line))


def _tight(match: re.Match[str]) -> str:
    style = re.sub(r"([;:,])\s+", r"\1", match[1]).rstrip("; ")
    return f'style="{style}"'


def _broken(line: str) -> list[str]:
    """A line in parts of at most LINE bytes, broken where HTML does not mind."""
    if len(line.encode()) <= LINE:
        return [line]
    parts, current = [], ""
    for piece in _pieces(line):
        if current and len((current + piece).encode()) > LINE:
            parts.append(current)
            current = ""
        current += piece
    return [*parts, current]


def _pieces(line: str) -> list[str]:
    """What a line may be broken between: before a block's tag, at a space of the text, inside a plain <span>."""
    pieces = [""]
    for part in TAG.split(line):
        if BLOCK.match(part):
            pieces.append(part)
        elif part == "<span>":
            pieces[-1] += "<span"
            pieces.append(">")
        elif part.startswith("<"):
            pieces[-1] += part
        else:
            first, *rest = re.split(r"(?= )", part)
            pieces[-1] += first
            pieces += rest
    return pieces
