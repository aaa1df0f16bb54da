"""The analyses, by their word in the configuration.  Each is imported when it is asked for: few hosts need all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

WORDS = ("qmail", "postfix", "qmail-smtpd", "dovecot", "filters", "zimbra", "keywords", "logins", "mgetty")


class _Passes(Mapping[str, Any]):
    """The classes; a word tells its module's and its class's name."""

    def __getitem__(self, word: str) -> Any:
        if word not in WORDS:
            raise KeyError(word)
        module = import_module("." + word.replace("-", "_"), __name__)
        return getattr(module, "".join(map(str.capitalize, word.split("-"))))

    def __iter__(self) -> Iterator[str]:
        return iter(WORDS)

    def __len__(self) -> int:
        return len(WORDS)


PASSES: Mapping[str, Any] = _Passes()
