"""The accounts of this host, as getpwent(3) knows them: true when asked, not on the day that is told of."""

from __future__ import annotations

import pwd

MOST = 10_000


def accounts() -> dict[int, str]:
    """User names by uid; where a uid has several, the first."""
    found: dict[int, str] = {}
    for entry in pwd.getpwall()[:MOST]:
        found.setdefault(entry.pw_uid, entry.pw_name)
    return found


def shells() -> tuple[tuple[str, int, str], ...]:
    """(name, uid, shell) of each account, by name."""
    return tuple(
        sorted(
            {entry.pw_name: (entry.pw_name, entry.pw_uid, entry.pw_shell) for entry in pwd.getpwall()[:MOST]}.values()
        )
    )
