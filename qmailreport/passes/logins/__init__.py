"""Logins: who was on, from where, until when; who tried; what does not fit together.  Pure.

Login records (wtmp, btmp, wtmpdb, lastlog) and the lines of sshd, login, logind, FTP daemons, Dovecot, Courier, vchkpw
and Postfix become sessions and logins of one model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from ...day import Day
from ...fold import Carry, Lines, Rows
from ...model import Duration, Model, at_least, option
from ...report import Figure, Section
from . import carry as ends
from . import dialup, records, scan
from .histories import histories
from .names import networks_only
from .sections import all_figures, sections
from .state import State, merge
from .totals import Totals

__all__ = ["Logins", "histories"]

DAY = 86_400 * 10**9
NEVER = 1 << 62


@dataclass(frozen=True)
class Logins(Model):
    """Sessions, connect time, logins to mailboxes, failed logins, reboots, and cross-checks of them."""

    name: ClassVar[str] = "logins"
    kind: ClassVar[str] = "logins"
    reads: ClassVar[tuple[str, ...]] = ("sshd", "Dovecot", "Courier", "vpopmail")  # besides
    rows: ClassVar[tuple[str, ...]] = records.KINDS
    carries: ClassVar[bool] = True
    SECTIONS: ClassVar[tuple[str, ...]] = (
        *("warnings", "overall", "users", "open", "boots", "services", "failures", "last", "hosts"),
    )

    source: tuple[str, ...] = option(text="the sources: wtmp, btmp, wtmpdb, lastlog, and the logs of sshd, Dovecot, …")
    top: int = option(10, text="rows of each ranking", check=at_least(1))
    hide: tuple[str, ...] = option(
        (), text="sections to leave out, as users, open, boots, services, failures, last, hosts"
    )
    addresses: bool = option(True, text="show from which addresses people logged in")
    trusted_proxies: tuple[str, ...] = option(
        (), text="addresses or networks of webmail: from there no address is known", check=networks_only
    )
    dormant: Duration = option(Duration(90 * DAY), text="accounts without a login for longer than this are listed")
    guesses: int = option(20, text="so many failed logins before one that works are told of", check=at_least(2))
    expire: Duration = option(Duration(400 * DAY), text="open sessions and last logins older than this are forgotten")
    shells: tuple[tuple[str, int, str], ...] = ()  # the host's accounts: name, uid, shell
    now: int = NEVER  # ns; no open session counts beyond it

    @property
    def back(self) -> int:
        """How long before a day who is on then may have come (ns), where no carry tells."""
        return self.expire

    def scan_key(self) -> str:
        """What a carry depends on; passes of equal key scan once."""
        return f"logins/{ends.VERSION}/{self.expire}/{','.join(sorted(self.trusted_proxies))}"

    def start(self) -> State:
        """No stretch at all."""
        return State()

    def scan(self, state: State, chunk: Lines | Rows) -> State:
        """One chunk behind what `state` holds."""
        state.within(chunk.window.start, chunk.window.end)
        if isinstance(chunk, Rows):
            records.scan(state.at(chunk.host), chunk)
        elif hasattr(chunk.envelope, "between"):  # what mgetty writes between calls
            dialup.scan(state.at(chunk.host), chunk)
        else:
            scan.scan(state, chunk, self.trusted_proxies)
        return state

    def merge(self, left: State, right: State) -> State:
        """`left`, then `right`, host by host."""
        return merge(left, right)

    def settle(self, state: State, carry: Carry | None) -> tuple[Mapping[str, Totals], Carry]:
        """Yesterday's open sessions on the left; totals by host, and what tomorrow needs."""
        return ends.settle(state, carry, self.expire)

    def add(self, left: Totals, right: Totals) -> Totals:
        """Totals of two hosts, sources or days."""
        left.add(right)
        return left

    def finish(self, totals: Mapping[str, Totals], day: Day) -> Sequence[Section]:
        """What the totals say."""
        return sections(totals, day, self)

    def figures(self, total: Totals, day: Day) -> tuple[Figure, ...]:
        """The figures of one host, for the history."""
        return all_figures({"": total}, day, self)

    def stirred(self, total: Totals) -> bool:
        """Whether the window's records and lines told of this host."""
        return total.stirred

    def unread(self, total: Totals) -> tuple[int, list[str]]:
        """None: a log holds much that is no login, and a line that is may hold a password."""
        return 0, []
