"""qmailanalog's tables, row by row, the sections drawn from them, and one domain's share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from qmailreport.day import Day
from qmailreport.fold import Carry, Lines
from qmailreport.formats import FORMATS
from qmailreport.formats.multilog import label
from qmailreport.passes.qmail import MORE, Qmail
from qmailreport.passes.qmail.further import domains, uids
from qmailreport.passes.qmail.rankings import tries
from qmailreport.passes.qmail.sections import together
from qmailreport.passes.qmail.totals import Totals
from qmailreport.report import Section

from .folding import ALWAYS, CLOCK, said, scan, treed
from .qmail_sim import history
from .test_qmail_golden import APART, EVER, FORMS, QMAIL, cases, days

# where rows are apart from the peer's though the sums are not
ROWS_APART = {**APART, "edge-fields": "awk reads a matchup line with an empty field one column off"}
DAY = Day.of(dt.date(2010, 5, 16), ZoneInfo("UTC"))


def rows(path: Path) -> dict[bytes, list[float]]:
    """A z* table's rows: the last word names them."""
    found = {}
    columns = 0
    for line in path.read_bytes().splitlines():
        words = line.split()
        if columns and words:
            name = words[columns - 1] if len(words) == columns else b""
            found[name] = [float(word) for word in words[: columns - 1]]
        if words and words[0] in (b"mess", b"sbytes"):
            columns = len(words)
    return found


def by_host(total: Totals) -> dict[bytes, list[float]]:
    """zrhosts' rows out of the recipients'."""
    found: dict[bytes, list[float]] = {}
    for key, row in total.rcpts.items():
        name = key.replace(b" ", b".", 1)
        host = found.setdefault(name.rpartition(b"@")[2] if b"@" in name else name, [0.0] * 4)
        for place, value in enumerate((row[3], row[0] + row[1], tries(row), row[4] / 1e9)):
            host[place] += value
    return found


@pytest.mark.parametrize("case", [case for case in cases() if case.name not in ROWS_APART], ids=lambda case: case.name)
def test_the_rows_are_qmailanalogs(case: Path) -> None:
    carry: Carry | None = None
    for number, (form, log, _) in enumerate(days(case), 1):
        state = scan(QMAIL, log, form, EVER)
        state.until = 0
        totals, carry = QMAIL.settle(state, carry)
        total = together(totals.values())
        place = case / "expected" / f"day{number}"
        sent = {key: [*row[:6], row[6] / 1e9] for key, row in total.senders.items() if row[0]}
        got = {
            key.replace(b" ", b".", 1): [row[3], row[0] + row[1], tries(row), row[4] / 1e9]
            for key, row in total.rcpts.items()
        }
        for name, mine in (("zsenders", sent), ("zrecipients", got), ("zrhosts", by_host(total))):
            expected = rows(place / f"{name}.txt")
            assert mine.keys() == expected.keys(), name
            for key, values in expected.items():
                assert mine[key] == pytest.approx(values, abs=0.0051), (name, key)
    assert FORMS


def whole(qmail: Qmail, choices: list[int]) -> list[Section]:
    lines = "".join(f"{line}\n" for line in history(choices)).encode()
    totals, _ = qmail.settle(scan(qmail, lines), None)
    return list(qmail.finish(totals, DAY))


CHOICES = [n * 7919 % 1_000_003 for n in range(900)]


def test_further_sections_are_drawn_where_they_are_asked_for() -> None:
    plain = {section.id for section in whole(QMAIL, CHOICES)}
    more = {section.id for section in whole(Qmail(source=("s",), more=MORE), CHOICES)}
    assert more - plain == {f"qmail.{name}" for name in MORE}
    hidden = {section.id for section in whole(Qmail(source=("s",), more=MORE, hide=("uids", "hours")), CHOICES)}
    assert more - hidden == {"qmail.uids", "qmail.hours"}


def test_the_sections_add_up() -> None:
    found = {section.id: section for section in whole(Qmail(source=("s",), more=MORE, top=1000), CHOICES)}
    figures = {figure.id: figure.value for section in found.values() for figure in section.figures}
    successes = found["qmail.successes"].tables[0].rows
    assert sum(int(row[2] or 0) for row in successes) == figures["qmail.success"] > 10
    assert {row[0] for row in successes} == {"delivered to a mailbox", "accepted by their server"}
    shares = found["qmail.ddist"].tables[0].rows
    assert shares[-1][1] == figures["qmail.success"] and shares[-1][2] == figures["qmail.delay.max"]
    assert [row[2] for row in shares] == sorted(row[2] for row in shares)  # type: ignore[type-var]
    load = found["qmail.uids"].tables[0].rows
    assert sum(int(row[1] or 0) for row in load) == figures["qmail.messages"]
    delays = [row[2] for row in found["qmail.rxdelay"].tables[0].rows]
    assert delays == sorted(delays)  # type: ignore[type-var]


def test_user_ids_bear_the_names_that_are_known() -> None:
    total = Totals(senders={b"89/<a@b>": [2, 10, 10, 20, 4, 5, 10**9], b"0/<root@c>": [1, 5, 5, 5, 1, 1, 10**8]})
    section = uids(total, {0: "root"}, 10)
    assert section is not None
    assert [row[0] for row in section.tables[0].rows] == ["89", "0 (root)"]


def test_domains_are_counted_in_and_out() -> None:
    total = Totals(
        senders={b"89/<a@example.org>": [2, 100, 300, 300, 3, 4, 0], b"1/<x@sub.example.org>": [9, 9, 9, 9, 9, 9, 0]},
        rcpts={b"local b@example.org": [5, 1, 2, 700, 0], b"remote c@other.example": [1, 0, 0, 50, 0]},
    )
    section = domains(total, ("Example.org", "other.example", "quiet.example"))
    assert section is not None
    assert section.tables[0].rows == (
        ("example.org", 2, 300, 3, 5, 700, 3),
        ("other.example", 0, 0, 0, 1, 50, 0),
        ("quiet.example", 0, 0, 0, 0, 0, 0),
    )


def test_one_domains_share_holds_nothing_of_others_and_obeys_the_law() -> None:
    qmail = Qmail(source=("s",), domain="Host1.example", more=MORE)
    lines = [f"{line}\n".encode() for line in history(CHOICES)]
    once = said(qmail, scan(qmail, b"".join(lines)))
    assert said(qmail, treed(qmail, [b"".join(lines[at : at + 13]) for at in range(0, len(lines), 13)])) == once
    total = once[0]["mx1"]
    assert total["rcpts"] and all(key.endswith(b"@host1.example") for key in total["rcpts"])
    everything, _ = QMAIL.settle(scan(QMAIL, b"".join(lines)), None)
    mine = {key: row for key, row in everything["mx1"].rcpts.items() if key.endswith(b"@host1.example")}
    assert {key: row[:3] for key, row in total["rcpts"].items()} == {key: row[:3] for key, row in mine.items()}
    assert total["received"] == 0 and total["messages"] == 0  # nobody of that domain sends
    ids = {section.id for section in whole(qmail, CHOICES)}
    assert not ids & {"qmail.warnings", "qmail.concurrency", "qmail.bounces"}
    owner = Qmail(source=("s",), domain="example.org")
    sends, _ = owner.settle(scan(owner, b"".join(lines)), None)
    assert sends["mx1"].messages > 0
    assert all(key.endswith(b"@example.org>") for key, row in sends["mx1"].senders.items() if row[0])


def section(qmail: Qmail, lines: list[str], name: str, hosts: tuple[str, ...] = ("mx1",)) -> Section:
    """One section of the same lines on each of several hosts."""
    content = "".join(f"{line}\n" for line in lines).encode()
    totals = {}
    for host in hosts:
        state = qmail.scan(qmail.start(), Lines(content, FORMATS["multilog"], CLOCK, ALWAYS, host))
        totals.update(qmail.settle(state, None)[0])
    found = {each.id: each for each in qmail.finish(totals, DAY)}
    return found[f"qmail.{name}"]


def line(second: int, text: str) -> str:
    return f"{label(DAY.window.start + second * 10**9)} {text}"


def full(start: int, end: int) -> list[str]:
    """Both ends of a time at the remote limit, and a delivery behind it."""
    return [
        line(0, "status: local 0/10 remote 0/20"),
        line(start, "status: local 0/10 remote 20/20"),
        line(end, "status: local 0/10 remote 3/20"),
    ]


def test_the_share_at_a_limit_is_a_hosts_own() -> None:
    """A third of the day on each of three hosts is a third, not the whole day."""
    one = section(QMAIL, full(0, 28800), "concurrency")
    three = section(QMAIL, full(0, 28800), "concurrency", ("mx1", "mx2", "mx3"))
    shares = {figure.id: figure.value for figure in three.figures}
    assert shares["qmail.concurrency.remote.share"] == pytest.approx(100 / 3, abs=0.01)
    assert "on mx2 ran at their limit for 33.3 %" in three.note and "on " not in one.note.split(" ran")[0]


def test_double_bounces_are_told_apart_as_stock_qmail_logs_them() -> None:
    lines = [line(n, text) for n, text in enumerate([
        "bounce msg 1 qp 7", "new msg 2", "info msg 2: bytes 9 from <> qp 7 uid 6",
        "bounce msg 2 qp 8", "new msg 3", "info msg 3: bytes 9 from <#@[]> qp 8 uid 6",
        "triple bounce: discarding bounce/3",
    ])]  # fmt: skip
    figures = {figure.id: figure.value for figure in section(QMAIL, lines, "bounces").figures}
    assert figures == {"qmail.bounces": 2, "qmail.double_bounces": 1, "qmail.triple_bounces": 1}


def test_a_host_that_took_nothing_has_no_percentile() -> None:
    lines = [
        line(1, "starting delivery 1: msg 7 to remote a@dead.example"),
        line(61, "delivery 1: deferral: Sorry,_I_wasn't_able_to_establish_an_SMTP_connection._(#4.4.1)/"),
    ]
    assert section(QMAIL, lines, "rhosts").tables[0].rows == (("dead.example", 0, 1, 0, 0, None),)


def test_a_log_that_ends_at_noon_tells_of_the_queue_at_noon() -> None:
    lines = [
        line(3600, "new msg 7"),
        line(3600, "info msg 7: bytes 9 from <a@b> qp 7 uid 6"),
        line(43140, "starting delivery 1: msg 7 to remote a@dead.example"),
        line(43200, "delivery 1: deferral: CNAME_lookup_failed_temporarily._(#4.4.3)/"),
    ]
    queue = section(QMAIL, lines, "queue")
    assert queue.title == "Queue at 12:00"
    assert queue.tables[0].rows == (("dead.example", 1, 39600 * 10**9),)
    labels = [figure.label for figure in section(QMAIL, lines, "overall").figures]
    assert "Waiting at 12:00" in labels
    later = [
        *lines,
        line(86000, "starting delivery 2: msg 7 to remote a@dead.example"),
        line(86001, "delivery 2: deferral: x/"),
    ]
    assert section(QMAIL, later, "queue").title == "Queue at 24:00"


def test_indimails_queues_do_not_collide() -> None:
    lines = [line(n, text) for n, text in enumerate([
        "new msg 7 queue5", "info msg 7: bytes 814 from <root@indimail.org> qp 5 uid 0 queue5",
        "local: root@a b@c 814 queue5",
        "new msg 7 queue3", "info msg 7: bytes 100 from <x@y.org> qp 6 uid 0 queue3", "qscheduler: pid 3",
        "starting delivery 1.5: msg 7 to local c-b@c queue5", "starting delivery 1.3: msg 7 to remote z@y.org queue3",
        "delivery 1.5: success: did_0+0+1/ queue5", "delivery 1.3: failure: lost/ queue3",
        "end msg 7 queue5", "end msg 7 queue3",
    ])]  # fmt: skip
    figures = {figure.id: figure.value for figure in section(QMAIL, lines, "overall").figures}
    names = ("messages", "success", "failure", "bytes", "rbytes", "pending")
    assert [figures[f"qmail.{name}"] for name in names] == [2, 1, 1, 914, 814, 0]
    totals, _ = QMAIL.settle(scan(QMAIL, "".join(f"{each}\n" for each in lines).encode()), None)
    assert totals["mx1"].unknown == 0
