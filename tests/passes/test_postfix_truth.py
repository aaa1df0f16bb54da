"""The figures equal the truth, key by key, for whole logs and for days joined by carries."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from qmailreport.day import Window

from .postfix_logs import CLOCK, CORPUS, EAST, FORMATS, POSTFIX, UTC, Lines, counts, days, flat, generated

WIDE = Window(0, 2**62)
PROFILES = ("mx", "out", "multi", "zimbra")
OPTIONS = (
    (),
    ("--format", "rfc3339"),
    ("--long-ids",),
    ("--reuse", "0.1"),
    ("--postfix", "310", "--reuse", "0.05"),
    ("--postfix", "311", "--lifetime", "3000"),
)


def daily(text: bytes, zone: ZoneInfo, count: int) -> dict[str, int]:
    """Day by day with carries, through the figures that a report prints, summed."""
    found: dict[str, int] = {}
    carry = None
    for day in days(count, zone):
        state = POSTFIX.scan(POSTFIX.start(), Lines(text, FORMATS["syslog"], CLOCK, day.window, "mx1"))
        totals, carry = POSTFIX.settle(state, carry)
        for section in POSTFIX.finish(totals, day):
            for figure in section.figures:
                name = figure.id.removeprefix("postfix.")
                found[name] = found.get(name, 0) + int(figure.value)
    return found


def wrong(truth: dict[str, int], found: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Keys that differ: what is true, what was found; a kind that the truth does not know is wrong, too."""
    kinds = {name for name in found if name.startswith(("rejects.", "sent_by_agent."))}
    return {
        name: (truth.get(name, 0), found.get(name, 0))
        for name in truth.keys() | kinds
        if truth.get(name, 0) != found.get(name, 0)
    }


def per_day(truth: dict[str, Any]) -> dict[str, int]:
    return {f"per_day.{day}.{name}": n for day, row in truth["per_day"].items() for name, n in row.items()}


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
@pytest.mark.parametrize("profile", PROFILES)
def test_a_whole_log_and_its_days_say_the_truth(profile: str, options: tuple[str, ...]) -> None:
    text, truth = generated("--lines", "3000", "--days", "3", "--seed", "5", "--profile", profile, *options)
    assert wrong(flat(truth), counts(text)) == {}
    zone = EAST if "rfc3339" in options else UTC
    by_day = daily(text, zone, 8)
    assert wrong(flat(truth) | per_day(truth), by_day) == {}


@pytest.mark.parametrize("seed", range(20, 26))
@pytest.mark.parametrize("profile", PROFILES)
def test_other_seeds_say_the_truth(profile: str, seed: int) -> None:
    text, truth = generated("--lines", "1500", "--days", "1", "--seed", str(seed), "--profile", profile)
    assert wrong(flat(truth), counts(text)) == {}


EDGES: dict[str, dict[str, int]] = {
    "edge-01-basic": {"accepted_smtpd": 1, "deliveries_final": 1, "bytes_delivered_final": 1000, "smtpd_sessions": 1},
    "edge-02-two-messages-one-session": {"accepted_smtpd": 2, "smtpd_sessions": 1, "sessions_without_message": 0},
    "edge-04-reused-id-overwrites": {"accepted_smtpd": 1, "late_rejects": 1, "reused_queue_ids": 1},
    "edge-05-bounce": {"accepted_smtpd": 1, "bounce_messages": 1, "bounced_recipients": 1, "deliveries_final": 1},
    "edge-06-bounce-logged-late": {"accepted_smtpd": 1, "bounce_messages": 1, "deliveries_final": 2},
    "edge-09-multi-instance": {"accepted_smtpd": 1, "reinjected": 1, "deliveries_final": 2, "removed": 2},
    "edge-11-rfc3339": {"accepted_smtpd": 1, "deliveries_final": 1},
    "edge-12-pri-and-solaris": {"accepted_smtpd": 2, "deliveries_final": 2, "removed": 2},
    "edge-13-crlf": {"accepted_smtpd": 1, "removed": 1},
    "edge-16-started-before-the-log": {"accepted_smtpd": 0},
    "edge-20-message-repeated": {"deliveries_final": 3, "bytes_delivered_final": 3000, "rejects.relay denied": 4},
    "edge-22-postfix-3.10-3.11": {"canceled": 1, "accepted_smtpd": 1, "discarded": 1, "deliveries_final": 1},
    "edge-24-zimbra-amavis-double-pass": {
        "accepted_submission": 1,
        "reinjected": 1,
        "deliveries_to_filter": 2,
        "deliveries_final": 2,
    },
    "edge-27-forwarded": {"forwarded": 1, "deliveries_final": 2, "accepted_smtpd": 1},
    "edge-30-freebsd-priority-field": {"accepted_smtpd": 1, "deliveries_final": 1},
    "edge-31-service-names": {"received": 6, "rejects.relay denied": 6, "sasl_failures": 6, "deliveries_final": 6},
    "edge-32-reject-kinds": {"reject_warnings": 10, "rejects.rbl": 1, "rejects.size": 1, "rejects.pipelining": 1},
    "edge-34-milter-and-proxy-verdicts": {"milter_rejects": 3, "proxy_rejects": 1, "held": 2, "discarded": 2},
}


@pytest.mark.parametrize("case", EDGES)
def test_edge_cases(case: str) -> None:
    path = CORPUS / case / "input.log"
    if not path.exists():
        pytest.skip(f"no corpus at {CORPUS}")
    found = counts(path.read_bytes())
    assert {name: found.get(name, 0) for name in EDGES[case]} == EDGES[case]


def test_no_line_of_the_corpus_is_lost_in_silence() -> None:
    paths = sorted(CORPUS.glob("*/input.log"))
    if not paths:
        pytest.skip(f"no corpus at {CORPUS}")
    unknown = {}
    for path in paths:
        totals, _ = POSTFIX.settle(
            POSTFIX.scan(POSTFIX.start(), Lines(path.read_bytes(), FORMATS["syslog"], CLOCK, WIDE, "mx1")), None
        )
        for total in totals.values():
            count, samples = POSTFIX.unread(total)
            if count:
                unknown[path.parent.name] = samples
    assert unknown == {}


@pytest.mark.parametrize("late", [False, True])
def test_mail_that_a_filter_hands_back_to_plain_smtpd_counts_once(late: bool) -> None:
    path = CORPUS / "edge-24-zimbra-amavis-double-pass" / "input.log"
    if not path.exists():
        pytest.skip(f"no corpus at {CORPUS}")
    lines = path.read_bytes().replace(b"postfix/amavisd/smtpd", b"postfix/smtpd").splitlines(keepends=True)
    if late:  # the message was through before the filter's own delivery was logged
        lines.sort(key=lambda line: b"queued as" in line)
    found = counts(b"".join(lines))
    expected = {
        "accepted_submission": 1,
        "reinjected": 1,
        "deliveries_to_filter": 2,
        "deliveries_final": 2,
        "received": 1,
    }
    assert {name: found.get(name, 0) for name in expected} == expected
    assert "accepted_smtpd" not in found and found["bytes_accepted"] == 1000
