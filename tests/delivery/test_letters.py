"""The users' own mails: their words in every language, their look, what hostile strings become."""

from __future__ import annotations

import datetime as dt
import gettext
import importlib.util
import io
import re
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from qmailreport.delivery import compose_letter, render_letter
from qmailreport.delivery.units import width
from qmailreport.delivery.words import LANGUAGES, Words, translations
from qmailreport.logins import Letter, Line, Session
from tests.delivery.test_pictures import DARK, FRAME, LIGHT, browser, draw, pixels
from tests.house import at

__all__ = ["browser"]  # the fixture
ROOT = Path(__file__).resolve().parents[2]
BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = at("2026-11-18 03:19:44", BERLIN)
DATE = dt.date(2026, 11, 18)


def line(service: str, place: str, times: int, first: str, last: str, **more: Any) -> Line:
    return Line(service, place, times, at(f"2026-11-18 {first}", BERLIN), at(f"2026-11-18 {last}", BERLIN), **more)


def letter(**changes: Any) -> Letter:
    """The letter of the design."""
    values: dict[str, Any] = {
        "report": "logins",
        "site": "mx1.example.net",
        "user": "j.meyer@example.net",
        "language": "en",
        "zone": "Europe/Berlin",
        "first": DATE,
        "last": DATE,
        "window": (at("2026-11-18 00:00:00", BERLIN), at("2026-11-19 00:00:00", BERLIN)),
        "reason": "new",
        "token": "a1b2c3d4e5f6",
        "made": at("2026-11-19 05:00:00"),
        "logins": (
            Line("IMAP", "198.51.100.77", 1, NIGHT, NIGHT, "new", "", "PLAIN", 48, NIGHT - 463 * 10**9),
            line("IMAP", "203.0.113.0/24", 1214, "06:12:00", "23:40:00"),
            line("SMTP", "203.0.113.0/24", 31, "06:15:00", "22:51:00"),
            line("IMAP", "2001:db8:41:7::/64", 66, "12:04:00", "13:58:00", state="near", name="example.com"),
        ),
        "failures": (
            line("IMAP", "198.51.100.77", 48, "03:12:01", "03:19:40"),
            line("IMAP", "203.0.113.8", 2, "06:11:00", "06:11:30"),
        ),
        "last_before": Line("IMAP", "203.0.113.0/24", 1, NIGHT - 5 * 3600 * 10**9, NIGHT - 5 * 3600 * 10**9),
        "open": (Session("x", "ssh", "pts/0", "h.example", "203.0.113.9", NIGHT, None, "open", "wtmp"),),
        "missing": ("zimbra1",),
        "admin": "extension 4040",
        "reply_to": "answers@example.net",
    }
    return Letter(**{**values, **changes})


KINDS: tuple[dict[str, Any], ...] = (
    {},
    {"reason": "suspected", "suspected": "failures", "reply_to": ""},
    {"reason": "suspected", "suspected": "places", "reader": "admin", "reply_to": ""},
    {"reason": "weekly", "first": dt.date(2026, 11, 12), "unrecorded": 3, "learning": dt.date(2026, 12, 1)},
    {"reason": "monthly", "reader": "owner", "admin": ""},
    {"reason": "daily", "logins": (), "failures": (), "open": (), "admin": ""},
    {"reply_to": "", "admin": "", "zone": "Asia/Tokyo"},
)


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words_tool", ROOT / "packaging" / "words.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_every_kind_in_every_language(language: str, kind: int) -> None:
    rendered = render_letter(letter(language=language, **KINDS[kind]))
    assert max(width(each) for each in rendered.text.splitlines()) <= 80
    assert rendered.text.count("\n\n\n") == 0 and "%(" not in rendered.text + rendered.html + rendered.subject
    assert f'<html lang="{language}"' in rendered.html and len(rendered.html.encode()) < 90_000
    assert "<a " not in rendered.html and "href" not in rendered.html and "http" not in rendered.text
    shown = "mx1[.]" if "mx1[.]" in rendered.subject else "mx1.example.net"
    assert shown in rendered.subject and "meyer" not in rendered.subject and "198." not in rendered.subject
    assert compose_letter(letter(language=language, **KINDS[kind]), rendered, "q@example.net", ["a@example.org"])


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_no_text_is_untranslated(language: str) -> None:
    words = tool()
    kept = words.catalogue(language)
    assert words.untranslated(kept) == []
    source = {(each.context, str(each.id)) for each in words.template() if each.id}
    assert {(each.context, str(each.id)) for each in kept if each.id} == source, "run python packaging/words.py"
    assert len(source) > 90
    assert [error for each in kept if "%(" in str(each.id) for error in each.check(kept)] == []
    english = {"IMAP", "POP", "SMTP", "FTP", "ssh", "OK", "NOT", "ME", "qmailreport", "s", "num"}
    # what stays as it is: names of programs, units, commands, in a text that has other words
    for each in kept:
        texts = each.string if isinstance(each.string, tuple) else (each.string,)
        for text in texts if each.id else ():
            bare = re.sub(r"%\(\w+\)s|\{\w+\}", "", text).casefold()
            source_words = set(re.findall(r"[a-z]{2,}", str(each.id).casefold()))
            source_words |= {word.removesuffix("s") for word in source_words} | {word.casefold() for word in english}
            assert set(re.findall(r"[a-z]{2,}", bare)) <= source_words, text
            names = re.findall(r"%\((\w+)\)s", text)
            ids = each.id if isinstance(each.id, tuple) else (each.id,)
            assert set(names) <= {name for one in ids for name in re.findall(r"%\((\w+)\)s", one)}


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_the_compiled_catalogue_is_the_kept_one(language: str) -> None:
    words = tool()
    found = io.BytesIO()
    words.write_mo(found, words.catalogue(language))
    found.seek(0)
    compiled = translations(language)
    assert isinstance(compiled, gettext.GNUTranslations)
    fresh: dict[Any, str] = gettext.GNUTranslations(found)._catalog  # type: ignore[attr-defined,arg-type]
    held: dict[Any, str] = compiled._catalog  # type: ignore[attr-defined]
    assert {key: text for key, text in held.items() if key} == {key: text for key, text in fresh.items() if key}


def test_both_templates_say_the_same_words() -> None:
    texts = []
    for name in ("logins.html.j2", "logins.txt.j2"):
        content = (ROOT / "templates" / name).read_text("utf-8")
        texts.append(set(re.findall(r"(?:_|pgettext)\(((?:'[^']*',?)+)\)", content)))
    assert texts[0] == texts[1] and len(texts[0]) > 8


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 вход"),
        (2, "2 входа"),
        (5, "5 входов"),
        (11, "11 входов"),
        (21, "21 вход"),
        (112, "112 входов"),
        (1222, "1\u00a0222 входа"),
    ],
)
def test_russian_has_three_forms(count: int, said: str) -> None:
    assert Words("ru", BERLIN).ngettext("%(num)s login", "%(num)s logins", count) == said


def test_dates_as_each_language_writes_them() -> None:
    said = {each: (Words(each, BERLIN).date(DATE), Words(each, BERLIN).full(DATE)) for each in LANGUAGES}
    assert said == {
        "en": ("18 Nov", "Wed 18 Nov 2026"),
        "zh": ("11月18日", "2026年11月18日（周三）"),
        "ja": ("11月18日", "2026年11月18日（水）"),
        "ru": ("18 ноября", "ср, 18 ноября 2026 г."),
    }
    assert Words("xx", BERLIN).date(DATE) == "18 Nov"


def test_times_are_of_the_reader_s_zone_and_name_the_day_where_it_is_another() -> None:
    text = render_letter(letter(zone="America/New_York")).text
    assert "17 Nov 21:19:44 · IMAP (reading) · 198.51.100.77" in text
    assert "17 Nov 18:00–18 Nov 18:00 America/New_York" in text


HOSTILE = "‮evil\r\nBcc: x@example.org\x1b[31m <script>http://evil.example/</script>" + "z" * 500


def test_hostile_strings_are_shown_and_do_nothing() -> None:
    bad = letter(
        user=HOSTILE,
        logins=(
            Line(HOSTILE, HOSTILE, 1, NIGHT, NIGHT, "new", HOSTILE),
            Line(HOSTILE, HOSTILE, 1, NIGHT, NIGHT, "near", HOSTILE),
        ),
        failures=(Line(HOSTILE, HOSTILE, 1, NIGHT, NIGHT),),
        open=(Session("x", HOSTILE, HOSTILE, HOSTILE, HOSTILE, NIGHT, None, "open", "x"),),
        missing=(HOSTILE,),
        admin="=?utf-8?q?a=0D=0ABcc:x=40y?=",
        last_before=Line(HOSTILE, HOSTILE, 1, NIGHT, NIGHT),
    )
    for reader in ("user", "admin", "owner"):
        rendered = render_letter(
            Letter(**{**{name: getattr(bad, name) for name in bad.__dataclass_fields__}, "reader": reader})
        )
        message = compose_letter(bad, rendered, "q@example.net", ["a@example.org"])
        assert message["Bcc"] is None and [str(each) for each in message["To"].addresses] == ["a@example.org"]
        for text in (rendered.text, rendered.html):
            assert "\u202e" not in text and "\x1b" not in text and "zz" * 100 not in text
        assert "<script" not in rendered.html and "http://evil" not in rendered.html + rendered.text
        assert "\nBcc:" not in rendered.text


def test_what_is_much_is_cut() -> None:
    many = tuple(Line("IMAP", f"198.51.{n % 250}.{n % 199}", 1, NIGHT + n, NIGHT + n, "new") for n in range(300))
    known = tuple(Line("IMAP", f"203.0.{n % 250}.0/24", n, NIGHT, NIGHT) for n in range(900))
    rendered = render_letter(letter(logins=(*many, *known), failures=many))
    assert "and 292 more" in rendered.text and "more rows" in rendered.text
    assert "more attempts from other addresses." in rendered.text
    assert len(rendered.html.encode()) < 90_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_its_window(browser: str, tmp_path: Path, language: str) -> None:
    html = render_letter(letter(language=language)).html
    for wide in (700, 360):
        page = tmp_path / "page.html"
        page.write_text(FRAME.format(wide, escape(html)), "utf-8")
        found = re.search(r"<title>([\d,]+)</title>", draw(browser, page, 900, 900, "--dump-dom"))
        assert found is not None
        client, scroll, height = map(int, found[1].split(","))
        assert (client, scroll) == (wide, wide) and 700 < height < 2200


@pytest.mark.parametrize(("width_", "scheme", "background"), [(700, 1, LIGHT), (700, 0, DARK)])
def test_pictures(
    browser: str,
    tmp_path: Path,
    width_: int,
    scheme: int,
    background: tuple[int, int, int],
) -> None:
    page, shot = tmp_path / "mail.html", tmp_path / "mail.png"
    page.write_text(render_letter(letter(language="ja")).html, "utf-8")
    draw(browser, page, width_, 900, f"--screenshot={shot}", f"--blink-settings=preferredColorScheme={scheme}")
    rows = pixels(shot)
    assert rows[4][2] == background
    assert {(0x3F, 0x68, 0xB8), (0xC5, 0x83, 0x00), (0x8A, 0x5A, 0)} <= {colour for row in rows for colour in row}
