"""What a user can have done wrong, or met; every one becomes a sentence and an exit status."""

from __future__ import annotations


class Error(Exception):
    """The base: its text is a complete sentence for the user."""


class UsageError(Error):
    """A command line that cannot be carried out (exit status 2)."""


class ConfigError(Error):
    """A configuration that cannot be used; the text says file:line:column, key and remedy (exit status 2)."""


class SourceError(Error):
    """A log that cannot be read at all."""


class DeliveryError(Error):
    """A mail that could not be handed over.

    `refused` maps recipients to their reply; `permanent` says that a retry is pointless.
    """

    def __init__(self, text: str, *, permanent: bool = False, refused: dict[str, str] | None = None) -> None:
        super().__init__(text)
        self.permanent = permanent
        self.refused = refused or {}
