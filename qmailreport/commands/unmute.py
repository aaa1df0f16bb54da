"""`unmute ID`: a template or an entry of the catalogue is told again."""

from __future__ import annotations

import argparse

from ..errors import UsageError
from . import Said


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("id", metavar="ID", help="what `mute` was told")


def call(arguments: argparse.Namespace, now: int) -> Said:
    """Ends the mute."""
    from ..config import load
    from ..memory import drop_mute, mutes
    from ..names import near
    from ..redact import clean
    from ..store import Store

    config = load(arguments.config)
    name = arguments.id.strip().lower()
    with Store(config.state) as store:
        names = [mute.id for mute in mutes(store)]
        if not drop_mute(store, name):
            remedy = near(name, names) if names else "nothing is muted"
            raise UsageError(f"{clean(arguments.id, 60)!r} is not muted; {remedy}")
    return Said([f"{name} is told again"])
