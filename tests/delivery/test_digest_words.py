"""The digest in every language: nothing that a pass says is missing in the catalogue, and nothing overflows."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from qmailreport.collect import Silent
from qmailreport.delivery import compose, render
from qmailreport.delivery.headlines import brief
from qmailreport.delivery.phrases import Phrases
from qmailreport.delivery.speech import Speech
from qmailreport.delivery.tables import table_view
from qmailreport.delivery.units import width
from qmailreport.delivery.words import LANGUAGES
from qmailreport.job import show
from qmailreport.passes.postfix.rejects import MEANING
from qmailreport.report import Column, Digest, Figure, Section, Table
from tests.delivery import sample
from tests.delivery.test_letters import tool
from tests.delivery.test_pictures import FRAME, browser, draw
from tests.house import at

__all__ = ["browser"]  # the fixture
ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"
UTC = ZoneInfo("UTC")
NOW = at("2026-11-21 00:00:00", UTC)
OTHERS = [each for each in LANGUAGES if each != "en"]
LOGS = (
    *(CASES / name / "input.log" for name in ("dovecot", "filters", "zimbra")),
    *sorted(CASES.glob("qmail/*/*.log")),
    *sorted(CASES.glob("postfix/*/input.log")),
    *sorted(CASES.glob("smtpd/*/*.log")),
    *sorted(CASES.glob("login/files/*.wtmp")),
    *sorted((ROOT / "packaging" / "demo").glob("mx*/mail.log")),
    ROOT / "packaging" / "demo" / "mx1" / "send",
)


@cache
def digests() -> tuple[Digest, ...]:
    """What every pass says of its cases, and the samples."""
    found = []
    for path in LOGS:
        if path.is_dir() or path.stat().st_size > 50:
            found += [digest for digest, _ in show([path], None, "UTC", NOW, Silent()).mails]
    return (*found, sample.first(), sample.bad(), sample.scanned())


@cache
def source() -> Phrases:
    """The texts that a digest is looked up in, as the source has them."""
    plain = [each for each in tool().template() if each.id and not each.context and "%(" not in str(each.id)]
    return Phrases((each.id[0], each.id[1]) if isinstance(each.id, tuple) else (str(each.id), "") for each in plain)


def prose(digest: Digest) -> Iterator[str]:
    """What a pass says itself: titles, notes, heads of columns, labels, details."""
    for section in digest.sections:
        yield from (section.title, section.note)
        for figure in section.figures:
            yield from (figure.label, figure.detail)
        for table in section.tables:
            yield from (table.title, table.note)
            if table.shape != "templates":
                yield from (column.title for column in table.columns if column.id != "seen")


def test_every_text_of_a_pass_is_in_the_catalogue() -> None:
    made = digests()[:-3]
    assert len(made) > 80
    missing = {each for digest in made for text in prose(digest) if text for each in source().unknown(text)}
    assert sorted(missing) == [], "name them in packaging/said.py"
    nouns = {figure.noun for digest in made for section in digest.sections for figure in section.figures} - {""}
    assert nouns and all(tool().template().get(noun.removesuffix("s"), "noun") for noun in nouns)


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_are_those_of_the_source(language: str) -> None:
    for each in tool().catalogue(language):
        texts = [text for text in (each.string if isinstance(each.string, tuple) else (each.string,)) if text]
        ids = each.id if isinstance(each.id, tuple) else (each.id,)
        wanted = {name for one in ids for name in re.findall(r"\{\w+\}", one)}
        for text in texts if each.id else ():
            assert set(re.findall(r"\{\w+\}", text)) == wanted, text


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_of_a_digest_stays_english(language: str) -> None:
    """Of what a pass says itself, nothing is as it was."""
    words = Speech(language, UTC)
    same = set()
    for digest in digests()[:-3]:
        for text in prose(digest):
            if re.search(r"[A-Za-z]{3} [a-z]{2}", text) and words.say(text) == text:
                same.add(text)
    assert sorted(same) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_in_every_language(language: str) -> None:
    for digest in digests()[::4] + digests()[-3:]:
        rendered = render(dataclasses.replace(digest, language=language), inline=False)
        assert max(width(each) for each in rendered.text.splitlines()) <= 80
        assert f'<html lang="{language}"' in rendered.html and len(rendered.html.encode()) < 90_000
        said = rendered.text + rendered.html + rendered.subject
        assert not re.search(r"%\(\w+\)s|\{(?:n\d?|text|site|said|amount|noun|count)\}", said)
        assert digest.site[:20] in rendered.subject and len(rendered.subject) <= 150
        told = dataclasses.replace(digest, made=digest.made or NOW)
        assert compose(told, rendered, "q@example.net", ["a@example.org"])


@pytest.mark.parametrize("language", OTHERS)
def test_dates_and_numbers_are_the_language_s(language: str) -> None:
    text = render(dataclasses.replace(sample.first(), language=language)).text
    assert Speech(language, UTC).full(dt.date(2026, 11, 18)) in text and "Wed 18 Nov" not in text
    assert Speech(language, UTC).num(4490) in text


def test_names_of_a_log_stay_as_they_are() -> None:
    digest = sample.hostile()
    for language in OTHERS:
        rendered = render(dataclasses.replace(digest, language=language), inline=False)
        assert "<script" not in rendered.html and "\u202e" not in rendered.html + rendered.text


KNOWN = Phrases(
    (
        ("oldest {age}", ""),
        ("Failed", ""),
        ("the disk is full", ""),
        ("{n} more template", "{n} more templates"),
        ("{label} on {isodate}", ""),
        ("One sentence. And its second.", ""),
    )
)


@pytest.mark.parametrize(
    ("text", "one", "values"),
    [
        ("Failed", "Failed", {}),
        ("oldest 14 h, web.de", "oldest {age}", {"age": "14 h, web.de"}),
        ("1 more template", "{n} more template", {"n": "1"}),
        ("1,234 more templates", "{n} more template", {"n": "1,234"}),
        ("many more templates", "", {}),
        ("Failed on 2026-11-18", "{label} on {isodate}", {"label": "Failed", "isodate": "2026-11-18"}),
        ("Failed on ice", "", {}),
    ],
)
def test_a_text_is_found_by_its_pattern(text: str, one: str, values: dict[str, str]) -> None:
    found = KNOWN.find(text)
    assert (found.one, dict(found.values)) == (one, values) if found else one == ""


def test_sentences_are_found_in_the_longest_runs() -> None:
    said = "Failed. One sentence. And its second. The disk is full. Quite another."
    assert [run for run, _ in KNOWN.runs(said)] == [
        "Failed.",
        "One sentence. And its second.",
        "The disk is full.",
        "Quite another.",
    ]
    assert KNOWN.unknown(said) == ["Quite another."]
    assert KNOWN.unknown("Failed, 3 lines: the disk is full (mx1)") == []


def test_a_pattern_keeps_to_its_sentence_and_to_what_it_is_sure_of() -> None:
    found = Phrases((("Rejected: {what}", ""), ("on {host}", ""), ("{name}: and {templates}", "")))
    assert found.find("Rejected: helo") and not found.find("Rejected: all; “late”: some")
    assert not found.find("Rejected: all. Held: some") and not found.find("on the disk")
    assert not found.find("Rejected: helo.") and found.whole("Rejected: helo.")
    assert found.find("auth: and 2 more templates, 3 lines") and not found.find("bread: and butter")


@pytest.mark.parametrize("language", OTHERS)
def test_a_cell_is_said_in_all_its_parts_or_not_at_all(language: str) -> None:
    words = Speech(language, UTC)
    colon, comma = words.pgettext("between", ": "), words.pgettext("between", ", ")
    mailbox, listed = words.cell("no such mailbox"), words.cell("client is on a blocklist")
    assert mailbox != "no such mailbox" and listed != "client is on a blocklist"
    assert words.cell("example.com: no such mailbox") == f"example.com{colon}{mailbox}"
    assert words.cell("5.1.1: no such mailbox, for good") == f"5.1.1{colon}{mailbox}{comma}{words.cell('for good')}"
    bracket = words.pgettext("between", " ({text})")
    assert words.cell("client is on a blocklist (RCPT)") == listed + bracket.replace("{text}", "RCPT")
    for log in ("warning: trouble in select #", "auth: sql: no", "warning: x (fatal)", "example.com: said no"):
        assert words.cell(log) == words.title(log) == words.evidence(log) == log


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_put_together_of_lists_is_said(language: str) -> None:
    words = Speech(language, UTC)
    comma = words.pgettext("between", ", ")
    assert words.listed("IMAP, POP3") == f"IMAP{comma}POP3"
    more = words.gettext("%(names)s and %(more)s more", names=f"192.0.2.1{comma}h1", more="5")
    assert words.listed("192.0.2.1, h1 and 5 more") == more
    more = words.gettext("%(names)s and %(more)s more", names=f"a, b ×3{comma}c ×1", more="7")
    assert words.values("1: a, b ×3, c ×1 and 7 more · 2: x, y") == f"1: {more} · 2: x, y"
    assert words.values("1: 53 values, as error") != "1: 53 values, as error"
    assert words.values("1: 53 values, as a, b").endswith("a, b")


@pytest.mark.parametrize("language", OTHERS)
def test_what_a_log_holds_stays_in_a_table(language: str) -> None:
    """A keyword, a template, a user's and a transport's name are no words of the report."""
    columns = tuple(Column(each, each, "text") for each in ("keyword", "template", "user", "relay", "account"))
    names = ("warning", "warning: out of memory", "info", "error", "local")
    table = Table("made", "Made", columns, (names, ("(unknown name)", "x", "y", "other", "z")))
    words = Speech(language, UTC)
    rows = table_view(table, sample.first(), words, None)["rows"]
    assert (rows[0]["name"], *rows[0]["texts"]) == names
    assert rows[1]["name"] == words.cell("(unknown name)") != "(unknown name)"
    assert rows[1]["texts"][2] == words.cell("other")


@pytest.mark.parametrize("language", OTHERS)
def test_values_of_a_sentence_are_said_where_they_are_the_report_s(language: str) -> None:
    words = Speech(language, UTC)
    said = words.say(
        "local deliveries on mx1 ran at their limit for 12.5 % of the day: raise control/concurrencylocal (now 10) "
        "if the host has room."
    )
    assert "mx1" in said and " on mx1" not in said and not re.search(r"concurrency[^\x00-\x7f]", said)
    assert words.say("Rejected: late other") not in ("Rejected: late other", words.say("Rejected: other"))
    stop = words.pgettext("sentence", "{text}.").removeprefix("{text}")
    note = words.say("Error-general: and 35 more templates, 35 lines.")
    assert note.endswith(stop) and "lines" not in note and "rror-general" not in note
    assert set(tool().said.REFUSED) == set(MEANING) - {"postscreen"}


@pytest.mark.parametrize(("count", "said"), [(1, "1 session"), (2, "2 sessions"), (0, "0 sessions")])
def test_one_is_singular_in_the_subject(count: int, said: str) -> None:
    figures = (Figure("made.sessions", "Sessions", count, headline=True), Figure("made.waiting", "Waiting at 24:00", 1))
    digest = dataclasses.replace(sample.first(), sections=(Section("made", "Made", figures=figures),))
    assert brief(digest, Speech("en", UTC)) == said


def test_no_blank_behind_a_full_width_sign() -> None:
    for language in ("zh", "ja"):
        for digest in (sample.first(), sample.bad()):
            rendered = render(dataclasses.replace(digest, language=language), inline=False)
            assert not re.search(r"[：。，、；] (?! )", rendered.text.split("\n", 1)[1])


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_wider_than_its_window(browser: str, tmp_path: Path, language: str) -> None:
    for digest in (sample.bad(), digests()[-4]):
        html = render(dataclasses.replace(digest, language=language)).html
        for wide in (700, 360):
            page = tmp_path / "page.html"
            page.write_text(FRAME.format(wide, escape(html)), "utf-8")
            found = re.search(r"<title>([\d,]+)</title>", draw(browser, page, 900, 900, "--dump-dom"))
            assert found is not None
            client, scroll, _ = map(int, found[1].split(","))
            assert (client, scroll) == (wide, wide)
