"""What deserves attention, and the verdict."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from qmailreport.findings import Finding, attention, verdict
from qmailreport.formats.multilog import label
from qmailreport.report import Column, Digest, Problem, Section, Table
from tests.delivery import sample

from .house import HOUR, Host, Log, quiet_day, write
from .house import at as host_at


def with_rows(*rows: tuple[str, str, int], samples: tuple[str, ...] = (), more: int = 0, note: str = "") -> Digest:
    """The first digest with an urgent table of these rows."""
    heads = (Column("message", "Message", "text"), Column("severity", "Severity", "code"), Column("lines", "Lines"))
    table = Table("w", "Own messages", heads, rows, shape="ranked", samples=samples, more=more)
    digest = sample.first()
    return dataclasses.replace(
        digest, sections=(*digest.sections, Section("w", "Own messages", note, (), (table,), True))
    )


def test_a_calm_day_says_so_and_has_no_cards() -> None:
    assert attention(sample.first()) == ()
    assert verdict(sample.first()) == "Nothing urgent in what was read."


def test_templates_are_cards_that_say_their_level_and_what_to_do() -> None:
    found = attention(sample.scanned())
    assert [finding.level for finding in found] == ["act"] * 6
    assert found[0].title == "Serious: 1 line of a new kind (0a1b2c3d)"
    assert (found[0].text, found[0].next) == ("Disk full.", sample.HOSTILE)
    assert found[0].evidence[0].startswith("sshd: Failed password")
    assert found[5].title == "Keyword scan: 2 more of this kind"
    assert len(found[5].evidence) == 2


def test_one_fatal_message_is_a_card_with_its_meaning_and_sample() -> None:
    digest = with_rows(("cannot start", "fatal", 1), samples=("alert: cannot start: queue",), note="It did not start.")
    assert attention(digest) == (
        Finding(
            "act", "Act now", "cannot start", "Fatal, 1 line. It did not start.", "", ("alert: cannot start: queue",)
        ),
    )
    assert verdict(digest) == "One thing needs you."


def test_serious_comes_before_warnings_and_both_before_gaps() -> None:
    digest = with_rows(("slow", "warning", 3), ("out of memory", "serious", 2))
    digest = dataclasses.replace(digest, problems=(Problem("send", "/var/log/qmail/send: not found."),))
    assert [(f.level, f.word, f.title) for f in attention(digest)] == [
        ("act", "Act now", "out of memory"),
        ("watch", "Watch", "slow"),
        ("gap", "Incomplete", "send"),
    ]
    assert verdict(digest) == "Two things need you."


def test_many_warnings_share_a_card_that_lists_them() -> None:
    found = attention(with_rows(*((f"w{n}", "warning", n) for n in range(20, 0, -1))))
    assert [(f.level, f.title, len(f.evidence)) for f in found] == [("watch", "Own messages: 20 kinds of message", 8)]
    assert found[0].evidence[0] == "w20 · warning · 20 lines"
    assert found[0].evidence[-1] == "and 13 more"


def test_many_fatal_ones_get_five_cards_and_one_for_the_rest() -> None:
    found = attention(with_rows(*((f"f{n}", "fatal", 1) for n in range(9))))
    assert [f.title for f in found] == ["f0", "f1", "f2", "f3", "f4", "Own messages: 4 more kinds of message"]
    six = attention(with_rows(*((f"f{n}", "fatal", 1) for n in range(6))))
    assert [f.title for f in six] == ["f0", "f1", "f2", "f3", "f4", "f5"]


def test_rows_left_out_and_a_section_without_rows_still_get_a_card() -> None:
    assert [f.title for f in attention(with_rows(more=7))] == ["Own messages: 7 more kinds of message"]
    digest = dataclasses.replace(
        sample.first(), sections=(Section("u", "Disk full", "No room in the queue.", urgent=True),)
    )
    assert [(f.title, f.text) for f in attention(digest)] == [("Disk full", "No room in the queue.")]


def test_an_unknown_severity_is_a_warning() -> None:
    assert [f.level for f in attention(with_rows(("odd", "peculiar", 1)))] == ["watch"]


def test_problems_of_one_place_share_a_card_and_are_not_counted() -> None:
    bad = sample.bad()
    gaps = [f for f in attention(bad) if f.level == "gap"]
    assert [(f.title, len(f.evidence)) for f in gaps] == [("smtpd: 2 problems", 2), ("journal", 0)]
    assert verdict(bad) == "Three things need you."


def test_problems_name_what_was_not_done_by_kind() -> None:
    problems = tuple(Problem(kind, "It did not work.", kind) for kind in ("coverage", "config", "delivery", "engine"))
    found = attention(dataclasses.replace(sample.first(), problems=problems))
    assert [f.word for f in found] == ["Incomplete", "Check setup", "Not delivered", "Slower"]
    assert [bool(f.next) for f in found] == [True, False, False, False]


def test_what_cannot_be_mended_is_not_asked_to_be(tmp_path: Path) -> None:
    host = Host(tmp_path)
    for number, name in enumerate(("@400000006a1b2c3d00000000.s", "current")):  # names of a ring that began at noon
        start = host_at("2026-11-18 12:00:00") + number * HOUR
        end = start + HOUR // 2
        name = f"{label(end)}.s" if name.endswith(".s") else name
        write(tmp_path / "send" / name, Log().sent(start, number + 1).multilog(), end)
    write(tmp_path / "send" / "lock", b"", host_at("2026-11-01 00:00:00"))
    said = " ".join(host.job("--dry-run").out.split())
    assert "had deleted the older files" in said and "mend that" not in said
    (tmp_path / "send" / "current").unlink()
    (tmp_path / "send" / "current").mkdir()
    (tmp_path / "send" / f"{label(host_at('2026-11-18 12:30:00'))}.s").unlink()
    assert "mend that" in " ".join(host.job("--dry-run").out.split())


def test_a_day_that_is_not_over_asks_for_no_mending() -> None:
    digest = dataclasses.replace(sample.first(), problems=(Problem("send", "/var/log/qmail/send: not found."),))
    assert [bool(f.next) for f in attention(digest)] == [True]
    early = dataclasses.replace(digest, made=digest.window[1] - 1)
    assert [bool(f.next) for f in attention(early)] == [False]


def test_a_milder_card_says_its_own_meaning_or_none() -> None:
    rows = (("cannot start", "fatal", 1), ("slow", "warning", 3), ("late", "warning", 1))

    def said(sentences: str) -> list[str]:
        digest = with_rows(*rows, note="It did not start.")
        section = digest.sections[-1]
        table = dataclasses.replace(section.tables[0], note=sentences)
        return [
            f.text
            for f in attention(dataclasses.replace(digest, sections=(dataclasses.replace(section, tables=(table,)),)))
        ]

    each = "It did not start. The disk is slow. A report is late."
    assert said(each) == [
        "Fatal, 1 line. It did not start.",
        "Warning, 3 lines. The disk is slow.",
        "Warning, 1 line. A report is late.",
    ]
    severities = "It did not start. A warning."
    assert said(severities) == ["Fatal, 1 line. It did not start.", "Warning, 3 lines. A warning.", "Warning, 1 line."]
    assert said("It did not start.") == ["Fatal, 1 line. It did not start.", "Warning, 3 lines.", "Warning, 1 line."]


def test_a_milder_alarm_of_a_real_day_has_its_meaning(tmp_path: Path) -> None:
    host, noon = Host(tmp_path), host_at("2026-11-18 12:00:00")
    log = quiet_day()
    log.lines += [
        (noon + 9 * HOUR, "alert: out of memory, sleeping..."),
        (noon + 9 * HOUR, "warning: trouble in select"),
    ]
    host.log(log)
    said = " ".join(host.job("--dry-run").out.split())
    assert "Serious, 1 line. An allocation failed" in said
    assert "Warning, 1 line. The operating system refused to wait" in said


def test_five_hundred_missing_hosts_are_eight_cards() -> None:
    problems = tuple(Problem(f"host{n}", "not found") for n in range(500))
    found = attention(dataclasses.replace(sample.first(), problems=problems))
    assert (len(found), found[-1].title, found[-1].evidence[-1]) == (8, "493 more places", "and 486 more")


def test_a_log_without_the_day_is_a_gap_unless_a_problem_says_why() -> None:
    digest = sample.first()
    silent = dataclasses.replace(digest.readings[0], in_day=0, first=None, last=None)
    without = dataclasses.replace(digest, readings=(silent,))
    assert [f.title for f in attention(without)] == ["send: no lines of this day"]
    assert verdict(without) == "Nothing was read of this day."
    explained = dataclasses.replace(without, problems=(Problem("send", "kept only 3 days"),))
    assert [f.title for f in attention(explained)] == ["send"]


def test_no_reading_at_all_is_a_gap() -> None:
    nothing = dataclasses.replace(sample.first(), readings=())
    assert [f.title for f in attention(nothing)] == ["No log was read"]
    assert verdict(nothing) == "Nothing was read of this day."


def test_numbers_beyond_twelve_are_digits() -> None:
    rows = [(f"f{n}", "fatal", 1) for n in range(3)]
    digest = with_rows(*rows)
    many = dataclasses.replace(digest, sections=digest.sections[-1:] * 5)
    assert verdict(many) == "15 things need you."


def test_a_shared_card_says_what_its_rows_mean_once() -> None:
    digest = with_rows(*((f"w{n}", "warning", 1) for n in range(4)), note="A file is missing.")
    section = digest.sections[-1]
    table = dataclasses.replace(section.tables[0], note="A file is missing.; The disk is slow.")
    (found,) = attention(dataclasses.replace(digest, sections=(dataclasses.replace(section, tables=(table,)),)))
    assert found.text == "A file is missing.; The disk is slow."
