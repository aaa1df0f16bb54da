"""A small log of Dovecot, of the filters and of Zimbra, and what each comes to."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from qmailreport.digests import unseen
from qmailreport.formats import FORMATS
from qmailreport.passes import PASSES
from qmailreport.sources import SOURCES
from qmailreport.sources.seen import NAMES

from .counted import ALL, CASES, DAY, DOVECOT, FILTERS, UTC, ZIMBRA, joined, said, scan, syslog, told, treed

LOGS: dict[str, bytes] = {each.name: (CASES / each.name / "input.log").read_bytes() for each in ALL}


def _in_time(log: bytes) -> bytes:
    lines = log.splitlines(keepends=True)
    lines.sort(key=lambda line: line[:15])
    return b"".join(lines)


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_a_log_says_what_was_counted_by_hand(each: Any) -> None:
    expected = json.loads((CASES / each.name / "expected.json").read_text("utf-8"))
    assert json.loads(json.dumps(told(each, scan(each, LOGS[each.name])))) == expected


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_every_cut_says_the_same(each: Any) -> None:
    lines = LOGS[each.name].splitlines(keepends=True)
    once = said(each, scan(each, b"".join(lines)))
    for cut in range(1, len(lines)):
        assert said(each, joined(each, [b"".join(lines[:cut]), b"".join(lines[cut:])])) == once, cut
    assert said(each, treed(each, lines)) == once


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_other_programs_lines_are_none_of_its_business(each: Any) -> None:
    others = [log for name, log in LOGS.items() if name != each.name]
    others.append(
        syslog([b"postfix/pipe[1]: A: to=<a@b.example>, relay=dovecot, status=sent (delivered via dovecot service)"])
    )
    totals, _ = each.settle(scan(each, b"".join(others)), None)
    assert totals == {} and each.finish(totals, DAY) == ()
    mixed = _in_time(b"".join([*others, LOGS[each.name]]))
    assert told(each, scan(each, mixed)) == told(each, scan(each, _in_time(LOGS[each.name])))


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"syslog"}))
@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_logs_without_tags_hold_none_of_its_lines(each: Any, form: str) -> None:
    totals, _ = each.settle(scan(each, LOGS[each.name], form), None)
    assert not any(map(each.stirred, totals.values()))


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_each_section_can_be_left_out_and_is_named(each: Any) -> None:
    totals, _ = each.settle(scan(each, LOGS[each.name]), None)
    ids = [section.id.partition(".")[2] for section in each.finish(totals, DAY)]
    assert set(ids) == set(each.SECTIONS)
    for word in ids:
        one = PASSES[each.name](source=("maillog",), hide=(word,))
        left = [section.id.partition(".")[2] for section in one.finish(totals, DAY)]
        assert left == [other for other in ids if other != word]


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_top_cuts_and_says_how_much(each: Any) -> None:
    totals, _ = each.settle(scan(each, LOGS[each.name]), None)
    one = PASSES[each.name](source=("maillog",), top=1)
    tables = {table.id: table for section in one.finish(totals, DAY) for table in section.tables}
    wide = {"dovecot": "dovecot.accounts", "filters": "filters.signed", "zimbra": "zimbra.disks"}[each.name]
    assert len(tables[wide].rows) == 1 and tables[wide].more >= 1


def test_rfc_5424_and_repeated_lines_count_as_often_as_they_happened() -> None:
    log = b"<22>1 2026-11-18T07:00:00.123456+00:00 mx1 dovecot 4711 - - imap-login: Login: user=<bob>, rip=192.0.2.1\n"
    log += b"<22>1 2026-11-18T07:00:01+00:00 mx1 postgrey 7 - - action=greylist, reason=new, client_name=x\n"
    log += b"Nov 18 07:00:02 mx1 postgrey[7]: action=greylist, reason=new, client_name=x\n"
    log += b"Nov 18 07:00:09 mx1 last message repeated 4 times\n"
    assert told(DOVECOT, scan(DOVECOT, log))["dovecot.logins"] == 1
    assert told(FILTERS, scan(FILTERS, log))["filters.postgrey.greylisted"] == 6


def test_figures_of_a_host_are_those_of_its_sections() -> None:
    for each in ALL:
        totals, _ = each.settle(scan(each, LOGS[each.name]), None)
        (host,) = [name for name in totals if name != "mx2"]
        shown = {figure.id for section in each.finish({host: totals[host]}, DAY) for figure in section.figures}
        assert {figure.id for figure in each.figures(totals[host], DAY)} <= shown
    assert ZIMBRA.carries and not DOVECOT.carries and not FILTERS.carries


def test_a_program_that_is_read_is_not_called_unread(tmp_path: Path) -> None:
    content = _in_time(b"".join(LOGS.values()))
    path = tmp_path / "mail.log"
    path.write_bytes(content)
    os.utime(path, ns=(DAY.window.end, DAY.window.end))
    sources = {"maillog": SOURCES["syslog"](str(path))}  # type: ignore[call-arg]
    found = unseen(sources, (), DAY, UTC, DAY.window.end)
    said = {"Dovecot", "Zimbra", "Rspamd", "amavis", "ClamAV", "SpamAssassin", "postgrey", "policyd-spf"}
    assert {line.removesuffix(f" lines in {path}") for line in found} == {*said, "OpenDKIM/OpenDMARC"}
    assert unseen(sources, ALL, DAY, UTC, DAY.window.end) == ()
    assert {name for each in ALL for name in (each.kind, *each.reads)} <= {*NAMES.values(), "mail filters"}
