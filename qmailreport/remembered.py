"""What a report's passes are told of earlier days, and what of a day is kept for later ones; a part of the job."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, Any

from .collect import Collected
from .day import Day
from .memory import COUNTS, Told, mutes, prune_templates, put_templates, templates_before
from .store import Store

if TYPE_CHECKING:
    from .passes.keywords.history import Seen

TOLD = 2000  # templates of a day that are kept, the worst first
FIGURE = "keywords.templates"  # a day that has it was scanned


def recalled(passes: Sequence[Any], report: str, date: dt.date, store: Store | None) -> list[Any]:
    """The passes with the templates known before `date` and the mutes, those that ask for them."""
    if store is None or not any(map(_asks, passes)):
        return list(passes)
    from .passes.keywords.history import Known, Mute  # here, as most runs have no such pass

    known = tuple(
        Known(
            each.id,
            each.program,
            each.template,
            each.severity,
            each.category,
            each.entry,
            each.first,
            each.last,
            each.days,
        )
        for each in templates_before(store, report, date)
    )
    said = tuple(Mute(**asdict(mute)) for mute in mutes(store))
    days = tuple(store.history(report, FIGURE, date - dt.timedelta(days=COUNTS), date - dt.timedelta(days=1)))
    return [replace(each, known=known, mutes=said, days=days) if _asks(each) else each for each in passes]


def _asks(each: Any) -> bool:
    return "known" in {field.name for field in fields(each)}


def remember(store: Store, report: str, day: Day, passes: Iterable[Any], collected: Collected) -> None:
    """Keeps the day's templates, of all passes that have any; prunes what is too old."""
    asking = [each for each in passes if _asks(each)]
    if not asking:
        return
    found: dict[str, Seen] = {}
    for each in asking:
        for seen in each.seen(collected.totals.get(each.scan_key(), {}), day):
            mine = found.get(seen.id)
            if mine is not None:
                seen = replace(mine, lines=mine.lines + seen.lines, times=mine.times + seen.times)
            found[seen.id] = seen
    with store.transaction():
        put_templates(store, report, day.date, [Told(**asdict(seen)) for seen in list(found.values())[:TOLD]])
        prune_templates(store, day.date - dt.timedelta(days=1))
