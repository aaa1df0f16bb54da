"""The analyses, by their word in the configuration."""

from __future__ import annotations

from typing import Any

from .qmail import Qmail

PASSES: dict[str, Any] = {"qmail": Qmail}
