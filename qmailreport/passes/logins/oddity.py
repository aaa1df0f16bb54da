"""One thing that does not fit together, with its evidence.  Pure."""

from __future__ import annotations

from typing import NamedTuple

SERIOUS, WARNING = "serious", "warning"


class Oddity(NamedTuple):
    """One row: what, how bad, how often, a sentence of what it means, and the evidence."""

    what: str
    severity: str
    times: int
    meaning: str
    evidence: str
