"""The catalogue: what is looked for, what it means and what to do about it.  Reads package data only.

`keywords` in the configuration changes an entry of the same id, or adds one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .options import Keyword

SEVERITIES = ("fatal", "serious", "warning", "notice", "info")
VIEWS = ("strict", "manual")
CASES = ("ci", "cs")
OWN = "configuration"  # the source of what a user added


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to look for.  Its id is that of its figures, as in `keywords.om.err.lines`."""

    id: str
    category: str
    severity: str  # one of SEVERITIES
    pattern: str  # a regex of bytes
    case: str = "ci"  # ci: the case of ASCII letters does not matter; cs: it does
    applies_to: tuple[str, ...] = ("all",)  # see `scope`
    excludes: tuple[str, ...] = ()  # regexes; a line that has one of them is none of it
    meaning: str = ""
    todo: str = ""
    source: str = OWN
    view: str = "strict"  # manual: looked for in every line, as grep does, and only counted


@lru_cache(maxsize=1)
def builtin() -> Mapping[str, Entry]:
    """The package's own entries by id, in their order."""
    import yaml  # not before a run needs it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (resources.files(__package__) / "catalogue.yaml").read_text("utf-8")
    found = {}
    for row in yaml.load(text, loader):  # noqa: S506 (both are safe loaders)
        lists = {name: tuple(row.get(name, ())) for name in ("applies_to", "excludes")}
        found[row["id"]] = Entry(**{**row, **lists})
    return found


def catalogue(changes: Iterable[Keyword]) -> dict[str, Entry]:
    """The built-in entries as `changes` have them, and the new ones behind them."""
    return dict(_changed(tuple(changes)))


@lru_cache(maxsize=8)
def _changed(changes: tuple[Keyword, ...]) -> Mapping[str, Entry]:
    found = dict(builtin())
    for change in changes:
        names = ("pattern", "case", "category", "severity", "applies_to", "excludes", "meaning", "todo")
        said: dict[str, Any] = {name: value for name in names if (value := getattr(change, name)) is not None}
        if change.id in found:
            found[change.id] = replace(found[change.id], **said)
        else:
            found[change.id] = Entry(change.id, **{"category": "own", "severity": "warning", **said})
    return found
