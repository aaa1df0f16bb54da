"""qmailanalog's own figures, case by case, and the law on each case."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from qmailreport.day import Window
from qmailreport.engines import Processes
from qmailreport.fold import Carry, Chunk, Clock, Task, work
from qmailreport.formats import FORMATS
from qmailreport.passes.qmail import Qmail
from qmailreport.passes.qmail.sections import together
from qmailreport.sources import load

from .folding import joined, said, scan, treed

QMAIL = Qmail(source=("send",))
EVER = Window(-(2**62), 2**62)
HERE = Path(__file__).resolve().parents[1] / "cases" / "qmail"
SHARED = Path(os.environ.get("QMAILREPORT_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "corpus" / "qmail"
FORMS = {
    "raw": "fractional",
    "tai64n": "multilog",
    "splogger": "syslog",
    "splogger-mixed": "syslog",
    "tag": "syslog",
    "tai64nlocal": "tai64nlocal",
}
NAMES = {
    "Completed messages": "messages",
    "Recipients for completed messages": "recipients",
    "Total delivery attempts for completed messages": "message_tries",
    "Bytes in completed messages": "size",
    "Bytes weighted by success": "rbytes",
    "Total delivery attempts": "attempts",
    "success": "success",
    "failure": "failure",
    "deferral": "deferral",
    "Total ddelay (s)": "ddelay",
    "Total xdelay (s)": "xdelay",
}
# Where the peer is not followed, and why.
APART = {
    "edge-bigbytes": "the peer adds bytes as doubles, which are exact to 2^53 only",
    "edge-multiqueue": "the peer drops the queue from indimail's numbers, so that queues collide",
    "edge-partial": "an unterminated last line is the source's to hold back, not the pass's",
    "edge-separators": "a line that begins with a blank bears no stamp; the peer reads any first word as one",
    "edge-tai64n-raw": "the peer reads TAI64N as text, whose delays are all 0; here it is a format of its own",
    "edge-time": "the peer takes a word that is no number as the instant 0; here it is no stamp",
}


def cases() -> list[Path]:
    """The bundled cases, and the larger ones where they are at hand."""
    bundled = {path.name: path for path in HERE.iterdir() if path.is_dir()}
    more = {path.name: path for path in SHARED.iterdir() if path.is_dir()} if SHARED.is_dir() else {}
    return [path for _, path in sorted({**more, **bundled}.items())]


def days(case: Path) -> Iterator[tuple[str, bytes, dict[str, float]]]:
    """Each day's format, log and zoverall."""
    meta = json.loads((case / "meta.json").read_text())
    for number, name in enumerate(meta["days"], 1):
        rows = (case / "expected" / f"day{number}" / "zoverall.txt").read_text("latin-1").splitlines()
        said = dict(row.strip().rsplit(": ", 1) for row in rows if ": " in row)
        figures = {NAMES[name]: float(value) for name, value in said.items() if name in NAMES and "nan" not in value}
        yield FORMS[meta["format"]], (case / name).read_bytes(), figures


def pieces(form: str, log: bytes) -> list[bytes]:
    """The log cut at every record."""
    content, places = b"\n" + log, []
    at = FORMATS[form].whole(content, 0)
    while at >= 0:
        places.append(at)
        at = FORMATS[form].whole(content, at + 1)
    ends = [0, *(place for place in places if place > 0), len(content)]
    return [piece for a, b in pairwise(ends) if (piece := content[a:b])]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_figures_are_zoveralls(case: Path) -> None:
    carry: Carry | None = None
    same = True
    for form, log, expected in days(case):
        state = scan(QMAIL, log, form, EVER)
        state.until = 0
        totals, carry = QMAIL.settle(state, carry)
        total = together(totals.values())
        success, failure, deferral = total.results
        results = {"success": success, "failure": failure, "deferral": deferral}
        attempts = {"attempts": sum(results.values()), **results}
        for name, value in expected.items():
            got = attempts[name] if name in attempts else getattr(total, name)
            close = abs(got / 1e9 - value) < 1e-3 if name.endswith("delay") else got == value
            same = same and close
            assert close or case.name in APART, (name, got, value)
    assert same == (case.name not in APART), APART.get(case.name)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_every_cut_says_the_same(case: Path) -> None:
    for form, log, _ in days(case):
        once = said(QMAIL, scan(QMAIL, log, form, EVER))
        every = pieces(form, log)
        if len(every) <= 1000:
            for cut in range(1, len(every)):
                halves = [b"".join(every[:cut]), b"".join(every[cut:])]
                assert said(QMAIL, joined(QMAIL, halves, form, EVER)) == once, cut
        else:
            rng = random.Random(case.name)
            cuts = [0, *sorted(rng.sample(range(1, len(every)), 200)), len(every)]
            some = [b"".join(every[a:b]) for a, b in pairwise(cuts)]
            assert said(QMAIL, joined(QMAIL, some, form, EVER)) == once
            assert said(QMAIL, treed(QMAIL, some, form, EVER)) == once
        if every and len(every) < 20_000:
            assert said(QMAIL, joined(QMAIL, every, form, EVER)) == once


def test_two_processes_say_the_same_of_every_case() -> None:
    tasks: list[Task] = []
    owners: list[tuple[str, int]] = []
    expected: dict[tuple[str, int], Any] = {}
    clock = Clock(ZoneInfo("UTC"), 2**62)
    for case in cases():
        for number, (form, log, _) in enumerate(days(case)):
            owner = (case.name, number)
            expected[owner] = said(QMAIL, scan(QMAIL, log, form, EVER))
            every = pieces(form, log)
            step = max(1, len(every) // 7)
            for at in range(0, len(every), step):
                part = b"".join(every[at : at + step])
                chunk = Chunk("", 0, len(part), clock, part)
                tasks.append(Task((QMAIL,), FORMATS[form], EVER, "mx1", load, (chunk,)))
                owners.append(owner)
    states = {owner: QMAIL.start() for owner in expected}
    for owner, (right, _) in zip(owners, Processes(2)(work, tasks), strict=True):
        states[owner] = QMAIL.merge(states[owner], right[0])
    for owner, state in states.items():
        assert said(QMAIL, state) == expected[owner], owner
