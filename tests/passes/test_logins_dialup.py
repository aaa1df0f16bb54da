"""Calls by modem against wtmp: what a tampered wtmp or a modem's log gives away, and what is no evidence at all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.fold import Carry, Lines, Rows
from qmailreport.formats import FORMATS
from qmailreport.passes.logins.state import State
from qmailreport.passes.mgetty.calls import KINDS, Calls

from .logins_sim import CLOCK, DAY, LOGINS, SECOND, everything, plain, record, said

BEFORE = DAY.before()
WITHOUT, UNRECORDED = "Dial-up logins without a call", "Calls without a login in wtmp"


def line(at: int, text: str, device: str = "yS0") -> str:
    return f"{DAY.local(at):%m/%d %H:%M:%S} {device}  {text}\n"


def connect(at: int, device: str = "yS0") -> str:
    return line(at, "waiting for ``CONNECT'' ** found **", device)


def handed(at: int, user: str = "yanagi", pid: int = 901, tty: str = "ttyS0", command: str = "/bin/login") -> str:
    words = f"dev={tty}, pid={pid}, caller='none', conn='115200', name='', cmd='{command}', user='{user}'"
    return f"{DAY.local(at):%m/%d %H:%M:%S} ##### data {words}\n"


def on(clock: str, day: Any = DAY) -> int:
    hours, minutes, seconds = map(int, clock.split(":"))
    return int(day.window.start) + (hours * 3600 + minutes * 60 + seconds) * SECOND


def quiet(day: Any = DAY) -> str:
    """mgetty alone with its modem, from the first minute to the last."""
    return line(day.window.start + SECOND, "mgetty: interim release 1.1.33-Apr10")


def evening(day: Any = DAY) -> str:
    return line(day.window.end - SECOND, "wfr: waiting for ``RING''")


def scanned(*texts: str, host: str = "mx1", day: Any = DAY) -> State:
    state = LOGINS.start()
    for text in texts:
        state = LOGINS.scan(state, Lines(text.encode(), FORMATS["mgetty"], CLOCK, day.window, host))
    return state


def wtmp(records: Sequence[tuple[Any, ...]], day: Any = DAY, kind: str = "wtmp", host: str = "mx1") -> State:
    return LOGINS.scan(LOGINS.start(), Rows(kind, [one for one in records if one[0] in day.window], day.window, host))


def totals(*states: State, carries: Sequence[Carry | None] = ()) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, state in enumerate(states):
        for host, total in LOGINS.settle(state, carries[number] if carries else None)[0].items():
            found[host] = LOGINS.add(found[host], total) if host in found else total
    return found


def oddities(*states: State, carries: Sequence[Carry | None] = (), **options: Any) -> dict[str, list[Any]]:
    """What → its row and its evidence, of the urgent section."""
    sections = replace(LOGINS, **options).finish(totals(*states, carries=carries), DAY)
    tables = [table for section in sections if section.urgent for table in section.tables]
    rows = [each for table in tables for each in zip(table.rows, table.samples, strict=True)]
    return {str(row[0]): [*row[1:], sample] for row, sample in rows}


CALL = connect(on("06:01:44")) + handed(on("06:01:58"))
LOGIN = record("06:02:10", 7, "ttyS0", "yanagi", pid=901)
LOGOUT = record("07:00:00", 8, "ttyS0", pid=901)


def test_a_call_and_its_login_are_nothing_to_look_at() -> None:
    assert oddities(scanned(quiet(), CALL, evening()), wtmp([LOGIN, LOGOUT])) == {}


def test_a_record_that_was_added_to_wtmp() -> None:
    forged = record("03:30:00", 7, "ttyS0", "yanagi", pid=444)
    found = oddities(scanned(quiet(), CALL, evening()), wtmp([forged, LOGIN, LOGOUT]))
    assert found == {WITHOUT: ["serious", 1, "mx1: yanagi on ttyS0 at 03:30:00; no call before"]}
    later = record("12:00:00", 7, "ttyS0", "yanagi", pid=444)
    found = oddities(scanned(quiet(), CALL, evening()), wtmp([LOGIN, LOGOUT, later]))
    assert found[WITHOUT][2] == "mx1: yanagi on ttyS0 at 12:00:00; the last call on it was taken at 18 Nov 06:01:44"


def test_lines_that_were_cut_out_of_the_modems_log() -> None:
    found = oddities(scanned(quiet(), evening()), wtmp([LOGIN, LOGOUT]))
    assert found[WITHOUT][:2] == ["serious", 1]


def test_a_record_that_was_removed_from_wtmp() -> None:
    other = record("05:00:00", 7, "tty1", "root")
    found = oddities(scanned(quiet(), CALL, evening()), wtmp([other]))
    assert found == {UNRECORDED: ["warning", 1, "mx1: yanagi on ttyS0 at 18 Nov 06:01:58, process 901"]}
    assert UNRECORDED not in oddities(scanned(quiet(), CALL, evening()))  # no wtmp was read


def test_passwords_that_were_wrong_are_no_login() -> None:
    tried = record("06:02:10", 6, "ttyS0", "yanagi")
    assert UNRECORDED not in oddities(
        scanned(quiet(), CALL, evening()), wtmp([tried], kind="btmp"), wtmp([record("05:00:00", 7, "tty1", "root")])
    )


def test_what_is_handed_to_another_program_leaves_no_login() -> None:
    ppp = handed(on("06:01:58"), command="/usr/sbin/pppd")
    assert oddities(scanned(quiet(), ppp, evening()), wtmp([record("05:00:00", 7, "tty1", "root")])) == {}


@pytest.mark.parametrize(
    ("clock", "pid", "odd"), [("06:03:30", 1, False), ("06:06:00", 901, False), ("06:06:00", 1, True)]
)
def test_a_login_may_come_late_where_it_is_the_same_process(clock: str, pid: int, odd: bool) -> None:
    late = record(clock, 7, "ttyS0", "yanagi", pid=pid)
    assert (WITHOUT in oddities(scanned(quiet(), CALL, evening()), wtmp([late]))) is odd


def test_nothing_is_said_where_the_modems_log_does_not_reach() -> None:
    early, late = record("03:30:00", 7, "ttyS0", "yanagi"), record("22:00:00", 7, "ttyS0", "yanagi")
    assert oddities(scanned(CALL), wtmp([early, LOGIN, LOGOUT, late])) == {}
    console = record("12:00:00", 7, "ttyS1", "root")
    assert oddities(scanned(quiet(), CALL, evening()), wtmp([LOGIN, LOGOUT, console])) == {}
    assert oddities(wtmp([console])) == {}


def test_a_call_shortly_before_midnight_is_the_next_days() -> None:
    """The carry holds what the day's end was, of the calls and of wtmp."""
    midnight = DAY.window.start
    calls = scanned(quiet(BEFORE), connect(midnight - 70 * SECOND), handed(midnight - 50 * SECOND), day=BEFORE)
    _, carried = LOGINS.settle(calls, None)
    carried = json.loads(json.dumps(carried))
    login = record("00:00:20", 7, "ttyS0", "yanagi")
    days = (scanned(evening()), wtmp([login]))
    assert oddities(*days, carries=(carried, None)) == {}
    assert WITHOUT not in oddities(*days)  # the log is not known to reach so far
    found = oddities(scanned(evening()), wtmp([record("05:00:00", 7, "tty1", "root")]), carries=(carried, None))
    assert found[UNRECORDED][1] == 1
    _, ended = LOGINS.settle(wtmp([record("", 7, "ttyS0", "yanagi", when=midnight - 30 * SECOND)], BEFORE), None)
    days = (scanned(evening()), wtmp([record("05:00:00", 7, "tty1", "root")]))
    assert oddities(*days, carries=(carried, json.loads(json.dumps(ended)))) == {}


def test_a_call_that_was_just_taken_has_its_time() -> None:
    records = wtmp([record("05:00:00", 7, "tty1", "root")])
    assert oddities(scanned(quiet(), CALL), records, now=on("06:02:30")) == {}
    assert UNRECORDED in oddities(scanned(quiet(), CALL), records, now=on("06:05:00"))


def test_a_log_a_line_whose_hosts_are_its_names() -> None:
    forged = record("03:30:00", 7, "ttyS0", "yanagi", pid=444)
    modems = scanned(quiet(), CALL, evening(), host="ttyS0"), scanned(connect(on("03:29:00"), "yS1"), host="ttyS1")
    assert oddities(*modems, wtmp([forged, LOGIN, LOGOUT]))[WITHOUT][1] == 1


def test_wtmpdb_knows_the_line_and_no_process() -> None:
    row = (on("03:30:00"), on("04:00:00"), 3, "yanagi", "ttyS0", "", "login")
    found = oddities(scanned(quiet(), CALL, evening()), wtmp([row], kind="wtmpdb"))
    assert set(found) == {WITHOUT, UNRECORDED}


def test_names_are_harmless_where_they_are_shown() -> None:
    forged = record("03:30:00", 7, "ttyS0", "ya\u202enagi\x1b[31m\n")
    sections = LOGINS.finish(totals(scanned(quiet(), CALL, evening()), wtmp([forged])), DAY)
    assert not {"\u202e", "\x1b"} & set(everything(sections)) and "\\u001b" not in everything(sections)


EVENT = st.tuples(st.integers(0, 86_399), st.sampled_from(("ring", "connect", "data", "told")), st.integers(0, 3))


def written(event: tuple[int, str, int]) -> str:
    seconds, what, device = event
    at = DAY.window.start + seconds * SECOND
    if what == "data":
        return handed(at, tty=f"ttyS{device}", pid=seconds)
    return connect(at, f"yS{device}") if what == "connect" else line(at, f"{what} me", f"yS{device}")


@given(st.lists(EVENT, max_size=40), st.integers(0, 40), st.integers(0, 40))
@settings(max_examples=80, deadline=None)
def test_a_log_of_calls_may_be_cut_anywhere(events: list[tuple[int, str, int]], one: int, two: int) -> None:
    texts = [written(event) for event in sorted(events)]
    once = said(scanned("".join(texts)))
    low, high = sorted((one, two))
    parts = [scanned("".join(part)) for part in (texts[:low], texts[low:high], texts[high:])]
    assert said(LOGINS.merge(LOGINS.merge(parts[0], parts[1]), parts[2])) == once
    parts = [scanned("".join(part)) for part in (texts[:low], texts[low:high], texts[high:])]
    assert said(LOGINS.merge(parts[0], LOGINS.merge(parts[1], parts[2]))) == once


def test_totals_of_calls_add_up_in_any_order() -> None:
    def parts() -> list[State]:
        return [scanned(quiet(), CALL), wtmp([LOGIN, LOGOUT]), scanned(connect(on("09:00:00")), evening())]

    orders = [totals(*(parts()[place] for place in order)) for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0))]
    found = [
        {name: value for name, value in plain(one["mx1"]).items() if name in ("calls", "touches")} for one in orders
    ]
    assert found[0] == found[1] == found[2] and len(found[0]["calls"].connects) == 2


def test_a_log_that_names_ever_new_devices_is_bounded() -> None:
    one, two = Calls(), Calls()
    for number in range(3 * KINDS):
        one.hear(f"{number:05}", number, number + 1)
        two.hear(f"{3 * KINDS - 1 - number:05}", 3 * KINDS - 1 - number, 3 * KINDS - number)
    assert one.heard == two.heard and len(one.heard) == KINDS and min(one.heard) == "00000"
