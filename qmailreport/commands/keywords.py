"""`keywords list`: the catalogue as it is configured, and what is muted."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from . import Said, wrap

if TYPE_CHECKING:
    from ..memory import Silence
    from ..passes.keywords.catalogue import Entry


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("action", choices=["list"], help="list: the catalogue, the worst first, and what is muted")


def call(arguments: argparse.Namespace, now: int) -> Said:
    """The catalogue."""
    from ..config import load
    from ..day import local
    from ..store import Store
    from .explain import entries_of, muted

    config = load(arguments.config)
    with Store(config.state, readonly=True) as store:
        holding = muted(config, store, local(now, config.zone).date())
    return Said(list(_listed(entries_of(config), holding)))


def _listed(entries: Mapping[str, Entry], holding: Sequence[Silence]) -> Iterator[str]:
    from ..passes.keywords.catalogue import SEVERITIES

    wide = max(map(len, entries), default=0)
    for view, title in (
        ("strict", "Told line by line"),
        ("manual", "Counted alone (the operations manual's keywords)"),
    ):
        yield f"{title}:"
        ranked = sorted(entries.items(), key=lambda each: SEVERITIES.index(each[1].severity))
        for name, entry in ranked:
            if entry.view == view:
                head = f"  {name:<{wide}}  {entry.severity:<8} "
                yield wrap(f"{entry.category}: {entry.meaning}", head, " " * len(head))
        yield ""
    yield "Muted:" if holding else "Nothing is muted."
    for mute in holding:
        yield wrap(f"{mute.id} until {mute.until}: {mute.why}", "  ", "    ")
