"""`mute ID --days 30 --why "…"`: a template or an entry of the catalogue is not told for a while."""

from __future__ import annotations

import argparse

from ..errors import UsageError
from . import Said

MOST = 3650  # days


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "id", metavar="ID", help="the id that ends a row of the keyword scan, or one of `keywords list`"
    )
    parser.add_argument("--days", type=int, required=True, metavar="N", help=f"for how long, 1 to {MOST}")
    parser.add_argument("--why", required=True, metavar="TEXT", help="the reason; the mail and `explain` show it")


def call(arguments: argparse.Namespace, now: int) -> Said:
    """Keeps the mute; ids that nothing has are refused."""
    import datetime as dt

    from ..config import load
    from ..day import local
    from ..memory import Silence, put_mute
    from ..redact import clean
    from ..store import Store
    from .explain import entries_of, found

    why = clean(arguments.why, 200)
    if not why:
        raise UsageError("--why is empty; say why, so that whoever reads it later knows")
    if not 1 <= arguments.days <= MOST:
        raise UsageError(f"--days {arguments.days}: 1 to {MOST} days")
    config = load(arguments.config)
    entries = entries_of(config)
    with Store(config.state) as store:
        name = found(arguments.id, entries, store)
        if name in entries and entries[name].view == "manual":
            raise UsageError(f"{name} is a keyword of the manual's: it is counted and never told; nothing to mute")
        until = local(now, config.zone).date() + dt.timedelta(days=arguments.days)
        put_mute(store, Silence(name, until, why, now))
    return Said([f"{name} is muted until {until}; `qmailreport unmute {name}` ends it"])
