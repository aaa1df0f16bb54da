"""The two parts of the mail: what they say, that they stay inert, that they fit."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import cast

import pytest

from qmailreport.delivery import render
from qmailreport.delivery.render import LIMIT, inliner
from qmailreport.delivery.units import width
from qmailreport.report import Column, Digest, Figure, Section, Table
from tests.delivery import sample


class Page(HTMLParser):
    """The tags and visible text of a mail, and whether its tags are balanced."""

    EMPTY = frozenset({"meta", "br", "wbr"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self.open):
            self.words.append(data)

    @property
    def text(self) -> str:
        """What a reader sees, on one line."""
        return " ".join("".join(self.words).split())


DIGESTS = [sample.first, sample.bad, sample.hostile, sample.scanned]


@pytest.fixture(params=DIGESTS, ids=lambda make: make.__name__)
def digest(request: pytest.FixtureRequest) -> Digest:
    """Each sample."""
    return cast(Digest, request.param())


def test_the_html_part_is_balanced_small_and_has_no_long_line(digest: Digest) -> None:
    for inline in (True, False):
        html = render(digest, inline=inline).html
        page = Page(html)
        assert page.open == []
        assert len(html.encode()) < LIMIT
        assert max(len(line.encode()) for line in html.splitlines()) <= 998
        assert not any(tag in ("script", "img", "a", "iframe", "link", "form", "svg") for tag, _ in page.tags)
        assert not any(
            name.startswith("on") or name in ("src", "href", "background") for _, attrs in page.tags for name in attrs
        )


def test_the_text_part_has_eighty_columns(digest: Digest) -> None:
    text = render(digest).text
    assert max(map(width, text.splitlines())) <= 80
    assert max(len(line.encode()) for line in text.splitlines()) <= 998
    assert text.endswith("\n") and "\n\n\n" not in text
    assert all(char == "\n" or char.isprintable() for char in text)


def test_templates_are_two_lines_and_their_samples_or_one_line() -> None:
    mail = render(sample.scanned())
    assert (
        "  NEW sshd: Failed password for invalid user <*> from <*>\n"
        "    auth, 4,000 lines, 4,012 occurrences, 12:00:00–13:00:00\n"
        "    ____________█___________\n"
        "    1: root ×2,000 · 2: many values\n"
        "    | Failed password for invalid user root from 192.0.2.1 port 4242 ssh2\n"
        "    | one more\n"
        "    | a third\n"
        "    00000000\n"
        "  postfix/smtp: Cannot start TLS: handshake failure, 3 lines · 00000001\n"
        "  app: a first report has no states\n"
        "    auth, 1 line, 12:00:00–13:00:00  ____________█___________\n"
        "    | app said so\n"
        "    00000002\n"
    ) in mail.text
    assert "Auth: and 14 more templates, 312 lines." in mail.text
    page = Page(mail.html).text
    assert "new sshd: Failed password for invalid user <*> from <*>4,000" in page
    assert "auth · 4,000 lines, 4,012 occurrences · 12:00:00–13:00:00" in page
    assert "1: root ×2,000 · 2: many values · 00000000" in page
    assert "postfix/smtp: Cannot start TLS: handshake failure 000000013" in page
    for part in (mail.text, mail.html):
        assert "\x1b" not in part
        assert "\u202e" not in part
    assert "<script" not in mail.html


def test_templates_of_which_all_are_muted_are_still_counted() -> None:
    digest = sample.scanned()
    _, section, *_ = digest.sections
    table = dataclasses.replace(section.tables[0], rows=(), series=(), verbatim=(), note="Muted: 2 templates, 9 lines.")
    mail = render(dataclasses.replace(digest, sections=(dataclasses.replace(section, tables=(table,)),)))
    assert "Muted: 2 templates, 9 lines." in mail.text
    assert "Muted: 2 templates, 9 lines." in Page(mail.html).text


def test_what_is_not_drawn_is_for_the_history_alone() -> None:
    digest = sample.first()
    hidden = Section("x", "Hidden", "Not shown.", (Figure("x.y", "A hidden figure", 7),), drawn=False)
    mail = render(dataclasses.replace(digest, sections=(*digest.sections, hidden)))
    assert mail == render(digest)


def test_the_same_digest_gives_the_same_mail(digest: Digest) -> None:
    assert render(digest) == render(digest)


def test_both_parts_bear_every_number_of_an_ordinary_day() -> None:
    rendered = render(sample.first())
    for part in (Page(rendered.html).text, " ".join(rendered.text.split())):
        for said in (
            "Nothing urgent in what was read.",
            "Wed 18 Nov 2026, 07:12–24:00 Europe/Berlin",
            "mail1 (qmail): 4 files, 61,402 lines",
            "no lines 00:00–07:12",
            "relay2, in Received lines",
            "Fri 20 Nov 2026, 06:00, for 19 Nov",
            "oldest 14 h, web.de",
            "412 / 291 MB",
            "no log before 07:12",
            "Peak 472 at 10:00–11:00",
            "p50 0.9 s, p90 6 s, p99 4 min, max 14 h",
            "gmail.com",
            "92 MB",
            "283 more",
            "no such mailbox",
            "5.1.1",
            "Recipient address rejected: User unknown",
            "4 more",
            "bounces+8834-1c2b-orders=example.net@mailer.newsletter.e",
            "96 more",
            "17 deliveries · limit 20",
            "Double bounces",
            "07:12:36–23:59:57 · no gaps · 4 of 4 files · 61,402 lines · 9 not understood",
            "Completed messages",
            "3,886",
            "9 lines (0.015 %)",
            "status: exiting in 3, 2, 1",
            "qmailreport run --date 2026-11-18",
            "daily, 1st mail, made 2026-11-19 04:00 UTC, qmailreport 0.1.0",
            "Not understood, as in:",
        ):
            assert said in part, said


def test_a_bad_day_comes_first_and_names_gaps() -> None:
    rendered = render(sample.bad())
    for part in (Page(rendered.html).text, " ".join(rendered.text.split())):
        places = [part.lower().index(said) for said in ("act now", "watch", "incomplete", "oldest 14 h")]
        assert places == sorted(places)
        for said in (
            "no lines 02:10–05:50",
            "4 of 6 files",
            "maillog (mx3, mx4, relay)",
            "3 without a time",
            "Report 412, revision 2",
            "daily, 412th mail, revision 2, made 2026-11-19 04:00 UTC, qmailreport 0.1.0",
        ):
            assert said in part, said
        assert "First report" not in part and "FIRST REPORT" not in part
    assert rendered.subject.endswith("three things need you, incomplete; 4,490 delivered, 18 waiting; revision 2")


def test_nothing_hostile_acts() -> None:
    rendered = render(sample.hostile())
    assert "<script" not in rendered.html.lower().replace("&lt;script", "") and "&lt;script&gt;" in rendered.html
    assert "{{7*7}}" in rendered.html and "{{7*7}}" in rendered.text
    for part in (rendered.html, rendered.text, rendered.subject):
        assert not set(part) & {"\u202e", "\x1b", "\x00", "\x9b", "\r"}
        assert "A" * 401 not in re.sub(r"\s", "", part).replace("|", "")
    assert "https://" not in rendered.html and "https://" not in rendered.text
    assert "evil@example" not in re.sub(r"<title>.*</title>", "", rendered.html)
    assert "\n" not in rendered.subject and len(rendered.subject) <= 150 and "=?" not in rendered.subject


def test_empty_places_are_not_drawn() -> None:
    calm = sample.first()
    bare = dataclasses.replace(
        calm, number=2, sections=(), readings=(), seen=(), to=(), next_run=None, rerun="", version="", made=0
    )
    rendered = render(bare)
    headings = re.findall(r"<h2[^>]*>([^<]*)", rendered.html)
    assert [h for h in headings if h.strip()] == ["This report"]
    assert rendered.text == (
        "Nothing was read of this day.\nmail.example.org, Wed 18 Nov 2026, 00:00–24:00 Europe/Berlin, Report 2\n\n"
        "[INCOMPLETE] No log was read\n  No source gave a log of this day.\n\nReport          daily, 2nd mail\n"
    )


@pytest.mark.parametrize(
    ("zone", "date", "bars", "ticks"),
    [
        ("Europe/Berlin", dt.date(2026, 11, 18), 24, ["00", "06", "12", "18"]),
        ("Europe/Berlin", dt.date(2026, 3, 29), 23, ["00", "06", "12", "18"]),
        ("Europe/Berlin", dt.date(2026, 10, 25), 25, ["00", "06", "12", "18"]),
        ("America/Sao_Paulo", dt.date(2018, 11, 4), 23, ["01", "06", "12", "18"]),
        ("Australia/Lord_Howe", dt.date(2026, 4, 5), 25, ["00", "06:30", "12:30", "18:30"]),
    ],
)
def test_days_of_every_length_have_a_bar_an_hour(zone: str, date: dt.date, bars: int, ticks: list[str]) -> None:
    rendered = render(sample.first(zone, date), inline=False)
    chart = rendered.html.split("Deliveries per hour</h2>")[1].split("</table>\n<p")[0]
    cells = re.findall(r'<td(?: height="96")?><table width="91%"', chart)
    skip = re.search(r'<td colspan="(\d+)" class="mu"[^>]*>no log before 07:12', chart)
    assert skip and len(cells) + int(skip[1]) == bars
    assert re.findall(r'padding-top:2px">([^<]*)</td>', chart) == ticks
    line = next(line for line in rendered.text.splitlines() if line.startswith("delivered"))
    assert len(line.split("  max")[0].split()[-1]) == bars


def test_hours_without_a_log_are_named_in_both_parts() -> None:
    calm = sample.first()
    chart = next(section for section in calm.sections if section.id == "qmail.hours")
    rows = tuple(
        (label, 0, 0, 0, 0) if 12 <= n < 15 or n > 21 else row
        for n, row in enumerate(chart.tables[0].rows)
        for label in row[:1]
    )
    holed = dataclasses.replace(chart, tables=(dataclasses.replace(chart.tables[0], rows=rows),))
    rendered = render(dataclasses.replace(calm, sections=(holed,)))
    for part in (Page(rendered.html).text, rendered.text):
        assert "no log 12:00–15:00, 22:00–24:00" in part
    none = dataclasses.replace(
        chart, tables=(dataclasses.replace(chart.tables[0], rows=tuple((r[0], 0, 0, 0, 0) for r in rows)),)
    )
    for part in (
        render(dataclasses.replace(calm, sections=(none,))).html,
        render(dataclasses.replace(calm, sections=(none,))).text,
    ):
        assert "no log of this day" in part


def big(rows: int, sections: int) -> Digest:
    """A digest with long tables."""
    calm = sample.first()
    table = calm.sections[5].tables[0]
    many = tuple(
        (f"somebody.with.a.long.name{n}@department{n % 7}.example.org", rows - n, 10**9, 3, 10**9) for n in range(rows)
    )
    section = dataclasses.replace(calm.sections[5], tables=(dataclasses.replace(table, rows=many, more=5),))
    return dataclasses.replace(calm, sections=(*calm.sections[:5], *[section] * sections))


def test_long_tables_are_trimmed_in_html_and_whole_in_text() -> None:
    rendered = render(big(400, 3))
    assert len(rendered.html.encode()) < LIMIT
    left = {int(n) for n in re.findall(r">\s*(\d+) more\.<", rendered.html)}
    shown = rendered.html.count("somebody<span>.</span><wbr>with") // 3
    assert shown > 10 and 405 - shown in left
    assert rendered.text.count("somebody.with") == 1200


def test_a_digest_that_no_trimming_of_rows_can_fit_loses_sections_and_says_so() -> None:
    rendered = render(big(3, 400))
    assert len(rendered.html.encode()) < LIMIT
    said = re.search(r">(\d+) more sections in the text part", rendered.html)
    assert said and int(said[1]) + rendered.html.count("Top senders</h2>") >= 400
    assert rendered.text.count("Top senders") == 400


def test_any_section_can_be_drawn_by_its_units() -> None:
    units = ("text", "code", "count", "bytes", "ns", "percent", "ratio", "instant")
    heads = tuple(Column(unit, unit.title(), unit) for unit in units)  # type: ignore[arg-type]
    at = sample.first().window[0] + 3 * 3600 * 10**9
    rows = (("mixed", "C1", 1234, 2500, 1_500_000_000, 12.5, 0.25, at), ("none", *[None] * 7))
    texts = Table(
        "p",
        "Places",
        (Column("a", "Mailbox", "text"), Column("b", "From", "text"), Column("c", "Logins")),
        (("a@b.de", "IMAP", 3),),
    )
    section = Section(
        "x", "Mixed", "A note.", (Figure("x.a", "Alone", 2, noun="things"),), (Table("t", "All", heads, rows), texts)
    )
    for part in (render(dataclasses.replace(sample.first(), sections=(section,))),):
        for said in (Page(part.html).text, " ".join(part.text.split())):
            for word in (
                "mixed",
                "C1",
                "1,234",
                "2.5 kB",
                "1.5 s",
                "12.5 %",
                "0.25",
                "03:00:00",
                "a@b.de",
                "IMAP",
                "A note.",
                "2 things",
            ):
                assert word in said, word


def test_what_is_not_known_is_a_dash_in_both_parts() -> None:
    calm = sample.first()
    place = next(n for n, section in enumerate(calm.sections) if section.id == "qmail.rhosts")
    table = calm.sections[place].tables[0]
    rows = (*table.rows[:1], ("silent.example", 0, 7, 0, None, None))
    section = dataclasses.replace(calm.sections[place], tables=(dataclasses.replace(table, rows=rows),))
    rendered = render(dataclasses.replace(calm, sections=(section,)), inline=False)
    (line,) = [line for line in rendered.text.splitlines() if line.startswith("silent.example")]
    assert line.split() == ["silent.example", "0", "7", "0", "–", "–"]
    row = rendered.html.split("silent<span>.</span>")[1]
    assert re.findall(r'class="x">([^<]*)</td>', row)[:5] == ["0", "7", "0", "–", "–"]


def test_a_digest_that_is_no_mail_of_a_row_has_no_number() -> None:
    rendered = render(dataclasses.replace(sample.first(), number=0))
    for part in (Page(rendered.html).text, " ".join(rendered.text.split())):
        assert "Report 0" not in part and "0th" not in part and "daily, made 2026-11-19 04:00 UTC" in part
    assert rendered.text.splitlines()[1].endswith("Europe/Berlin")


def test_styles_are_inlined_where_the_tool_is_and_kept_where_it_is_not() -> None:
    assert inliner() is not None, "css-inline belongs to the test environment"
    with_tool, without = (render(sample.first(), inline=inline).html for inline in (True, False))
    assert re.search(r'<h1 style="[^"]*font-size:25px', with_tool) and "<h1>" in without
    for html in (with_tool, without):
        assert "@media (prefers-color-scheme:dark)" in html.replace(
            ": dark", ":dark"
        ) and "max-width:500px" in html.replace(": 5", ":5")
    assert Page(with_tool).text == Page(without).text


def test_without_css_inline_installed_the_mail_is_the_plain_one() -> None:
    script = (
        "import sys; sys.modules['css_inline'] = None\n"
        "from tests.delivery import sample\nfrom qmailreport.delivery import render\n"
        "sys.stdout.buffer.write(render(sample.first()).html.encode())"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, check=True)
    assert done.stdout.decode() == render(sample.first(), inline=False).html
