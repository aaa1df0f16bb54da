"""Zimbra's services over midnight, and what is kept of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qmailreport.day import HOUR, SECOND
from qmailreport.passes.zimbra import Zimbra
from qmailreport.passes.zimbra.services import LIMIT, carried, join, merge, opened, see, settled, status

from ..house import Host, at, body, write
from .counted import DAY, ZIMBRA, scan, syslog, told

START = DAY.window.start
DAYS = 24 * HOUR
SOURCES = "  zimbra: {format: syslog, path: zimbra.log, host: mail}"
REPORTS = "  - {name: daily, to: [postmaster@example.org], passes: [zimbra: {source: zimbra}]}"


def line(when: str, service: str, word: str, day: int = 18) -> bytes:
    text = f"1:info: 2026-11-{day} {when}, STATUS: mail.example.org: {service}: {word}"
    return f"Nov {day} {when} mail zimbramon[1]: {text}\n".encode()


def rows(carry: Any, *lines: bytes) -> list[list[Any]]:
    said = told(ZIMBRA, scan(ZIMBRA, b"".join(lines)), carry)
    return [row[1:] for row in said.get("zimbra.services rows", [])]


def test_a_service_that_was_stopped_at_midnight_is_stopped_since_then() -> None:
    carry = {
        "version": 1,
        "hosts": {"mail": [["mail.example.org", "mta", START - 60 * SECOND, False, START - 3 * HOUR]]},
    }
    still = rows(carry, line("00:02:00", "mta", "Stopped"), line("01:00:00", "mta", "Stopped"))
    assert still == [["stopped", 0, START - 3 * HOUR, START + HOUR, HOUR]]
    again = rows(carry, line("00:02:00", "mta", "Running"), line("01:00:00", "mta", "Running"))
    assert again == [["running", 0, START - 3 * HOUR, None, 120 * SECOND]]
    anew = {"version": 1, "hosts": {"mail": [["mail.example.org", "mta", START - 60 * SECOND, True, None]]}}
    assert rows(anew, line("00:02:00", "mta", "Stopped"), line("00:04:00", "mta", "Running")) == [
        ["running", 1, START + 120 * SECOND, START + 120 * SECOND, 120 * SECOND]
    ]
    assert rows(None, line("00:02:00", "mta", "Running")) == []


def test_the_carry_is_what_tomorrow_needs() -> None:
    log = line("23:50:00", "mta", "Stopped") + line("23:59:00", "mta", "Stopped") + line("23:59:00", "ldap", "Running")
    _, carry = ZIMBRA.settle(scan(ZIMBRA, log), None)
    last = START + DAYS - 60 * SECOND
    assert carry["hosts"]["mail"] == [
        ["mail.example.org", "ldap", last, True, None],
        ["mail.example.org", "mta", last, False, START + DAYS - 600 * SECOND],
    ]
    later = Zimbra(source=("x",), expire=60 * SECOND)  # type: ignore[arg-type]
    _, after = later.settle(
        scan(later, line("00:01:00", "ldap", "Running")), {"version": 1, "hosts": {"old": [["h", "s", 5, True, None]]}}
    )
    assert after["hosts"] == {}  # `old` and `mail` were heard of too long before the day's end
    assert ZIMBRA.needs(scan(ZIMBRA, log)) and not ZIMBRA.needs(ZIMBRA.start())


@pytest.mark.parametrize("pattern", ["111", "000", "0110", "10011", "01", "1000", "0001110"])
def test_merging_in_any_grouping_is_the_same(pattern: str) -> None:
    samples = [status(n * 120 * SECOND, word == "1", b"%d" % n) for n, word in enumerate(pattern)]
    whole = samples[0]
    for sample in samples[1:]:
        whole = merge(whole, sample)
    for cut in range(1, len(samples)):
        left, right = samples[0], samples[cut]
        for sample in samples[1:cut]:
            left = merge(left, sample)
        for sample in samples[cut + 1 :]:
            right = merge(right, sample)
        assert merge(left, right) == whole
    assert whole[6] == sum(120 * SECOND for one in pattern[:-1] if one == "0")


def test_too_many_services_are_the_same_ones_in_any_order() -> None:
    keys = [(b"h%05d" % n, b"mta") for n in range(LIMIT + 50)]
    found = []
    for order in (keys, keys[::-1], keys[900:] + keys[:900]):
        known: dict[Any, Any] = {}
        for n, key in enumerate(order):
            see(known, key, status(n, True))
        found.append(sorted(known))
    assert found[0] == found[1] == found[2] == keys[:LIMIT]
    left = {keys[0]: status(5, False)}
    join(left, {keys[0]: status(9, True)})
    assert settled(left[keys[0]], False, 9) == [1, 5, 5, 4, 9, True, b""]
    assert carried(left, 10) == [] and opened(carried(left, 0), 7)[keys[0]][2] == 9


def test_two_days_in_a_row_and_a_lead_in_say_the_same(tmp_path: Path) -> None:
    first = b"".join(line(f"{hour:02d}:00:00", "mta", "Running" if hour < 20 else "Stopped", 17) for hour in range(24))
    second = b"".join(line(f"{hour:02d}:00:00", "mta", "Stopped" if hour < 6 else "Running") for hour in range(24))
    texts = []
    for name, dates in (("rowed", ("2026-11-17", "2026-11-18")), ("led", ("2026-11-18",))):
        host = Host(tmp_path / name, sources=SOURCES, reports=REPORTS)
        write(host.root / "zimbra.log", first + second, at("2026-11-19 00:00:01"))
        for date in dates:
            host.run(now=at(f"{date} 23:59:59") + 6 * HOUR, date=date)
        text = body(host.mails()[-1])
        assert "17 Nov 20:00" in text and "was stopped, and runs again" in text
        texts.append([row for row in text.splitlines() if row.startswith("mail.example.org")])
    assert texts[0] == texts[1] != []


def test_hosts_and_disks_of_two_logs_add_up() -> None:
    log = syslog(
        [b"zimbramon[1]: 1:err: Disk warning: h1: /opt on device /dev/a at %d%%" % n for n in (86, 97, 90)],
        (b"a", b"b"),
    )
    said = told(ZIMBRA, scan(ZIMBRA, log))
    assert said["zimbra.disks rows"] == [["h1: /opt", 90, 97, 3]]
