"""wtmpdb's rows: each is a session already; what its empty logouts mean.  Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from ...logins import How
from .names import address
from .table import Boot, Stay, service

Pair = tuple[int, int | None, int, str, str, str, str]  # login, logout, type, user, tty, host, service
BOOT, LOGIN = 1, 3
SERVICES = {"sshd": "ssh", "login": "console", "vsftpd": "FTP", "proftpd": "FTP", "pure-ftpd": "FTP"}


def as_of(rows: Iterable[Pair], until: int) -> list[Pair]:
    """The rows as they stood at that instant: a day that is made again later says what it said before."""
    return [row if row[1] is None or row[1] < until else (row[0], None, *row[2:]) for row in rows]


def stays(rows: Iterable[Pair], live: bool = True) -> tuple[list[Stay], list[Boot], list[int]]:
    """Sessions, boots and shutdowns, in the order of their logins.

    A session without a logout was ended by what came first: the next login on its terminal (sshd may write `ssh`,
    which is none), the shutdown of its boot, or the next boot: a crash, known to have lived at the last row before.
    """
    ordered = sorted(dict.fromkeys(rows), key=lambda row: row[0])
    boots = [row for row in ordered if row[2] == BOOT]
    begun = [row[0] for row in boots]
    instants = sorted({at for row in ordered for at in row[:2] if at is not None})
    following = _following(ordered)
    found = []
    for place, row in enumerate(ordered):
        if row[2] != LOGIN:
            continue
        login, _, _, user, tty, host, by = row
        at = bisect_right(begun, login)
        down = boots[at - 1][1] if at else None
        booted = begun[at] if at < len(begun) else None
        end, how, until = _ended(row, following.get(place), down, booted, instants, live)
        kind = SERVICES.get(by) or service(tty, host)
        found.append(Stay(user, kind, tty, host, address(host), login, end, how, "wtmpdb", login, until))
    return found, _boots(boots, instants), [row[1] for row in boots if row[1] is not None]


def _following(ordered: list[Pair]) -> dict[int, int]:
    """For each row, when the next login on its terminal was."""
    found: dict[int, int] = {}
    after: dict[str, int] = {}
    for place in range(len(ordered) - 1, -1, -1):
        row = ordered[place]
        if row[2] == LOGIN and row[4] not in ("", "ssh"):
            if row[4] in after:
                found[place] = after[row[4]]
            after[row[4]] = row[0]
    return found


def _ended(
    row: Pair, following: int | None, down: int | None, booted: int | None, instants: list[int], live: bool
) -> tuple[int | None, How, int | None]:
    """(end, how, until what it counts) of a session."""
    login, logout = row[:2]
    if logout is not None:
        return logout, "logout", max(login, logout)
    ways: tuple[tuple[int | None, How], ...] = ((following, "supplanted"), (down, "shutdown"), (booted, "crash"))
    ends = [(at, how) for at, how in ways if at and at >= login]
    if not ends:
        return (None, "open", None) if live else (None, "lost", login)
    at, how = min(ends)
    if how == "crash":
        return None, how, max(login, _before(instants, at) or login)
    return at, how, at


def _before(instants: list[int], at: int) -> int | None:
    place = bisect_right(instants, at - 1)
    return instants[place - 1] if place else None


def _boots(boots: list[Pair], instants: list[int]) -> list[Boot]:
    """A boot behind one without a shutdown is one after a crash."""
    found = []
    for place, row in enumerate(boots):
        crashed = place > 0 and boots[place - 1][1] is None
        found.append(Boot(row[0], row[5], _before(instants, row[0]) if crashed else None))
    return found
