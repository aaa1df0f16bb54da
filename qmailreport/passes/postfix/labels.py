"""A site's own names for what is refused, by regular expressions that cannot run away.  Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...model import Model, option
from ...patterns import complaint


@dataclass(frozen=True)
class Label(Model):
    """What a reject that matches is called."""

    match: str = option(text="a regular expression that is looked for in the text of a reject", check=complaint)
    label: str = option(
        text="what such rejects are called", check=lambda label: None if label.strip() else "is empty; name it"
    )


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels in their order; the first that matches holds."""

    patterns: tuple[tuple[re.Pattern[bytes], str], ...]

    @classmethod
    def of(cls, labels: tuple[Label, ...]) -> Labels:
        """Compiled; case does not matter."""
        return cls(tuple((re.compile(each.match.encode(), re.IGNORECASE), each.label) for each in labels))

    def of_text(self, text: bytes) -> str:
        """The first label that matches, or nothing."""
        return next((label for pattern, label in self.patterns if pattern.search(text)), "")
