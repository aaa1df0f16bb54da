"""What someone's files are, which day of them to show, and what else is in them."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import pytest

from qmailreport.day import HOUR, SECOND
from qmailreport.errors import UsageError
from qmailreport.sources import SOURCES, detect, newest_full_day, seen
from qmailreport.sources.detect import STAMPS, recognized

from .making import UTC, at, bsd, day, read, tai, texts, write

NOW = 1 << 61


def lines(begin: str, end: str) -> bytes:
    return b"".join(b"%d.5 x\n" % (moment // SECOND) for moment in range(at(begin), at(end), 600 * SECOND))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (tai(at("2026-11-18 12:00:00"), "x"), "multilog"),
        (b"955436538.813320 new msg 1\n", "fractional"),
        (b"2000-04-11 07:02:18.813320500 x\n", "tai64nlocal"),
        (b"noise\nNov 18 07:12:36 mx1 a: x\n", "syslog"),
        (b"2026-11-18T07:12:36+01:00 mx1 a: x\n", "syslog"),
        (gzip.compress(b"Nov 18 07:12:36 mx1 a: x\n", mtime=0), "syslog"),
    ],
)
def test_by_content(content: bytes, kind: str, tmp_path: Path) -> None:
    path = write(tmp_path / "anything", content)
    found = detect([path], UTC)
    assert [type(source) for source in found.values()] == [SOURCES[kind]]
    assert recognized(path) == kind and kind in STAMPS


def test_a_ring_and_files_of_one_log(tmp_path: Path) -> None:
    write(tmp_path / "send" / "current", tai(at("2026-11-18 12:00:00"), "ring"))
    write(tmp_path / "m.1.gz", gzip.compress(b"1795000000 first\n"), at("2026-11-19 00:00:00"))
    write(tmp_path / "m", b"1795000060 second\n", at("2026-11-19 00:00:00"))
    write(tmp_path / "m.2", b"1794990000 not named\n", at("2026-11-19 00:00:00"))
    found = detect([tmp_path / "send", tmp_path / "m", tmp_path / "m.1.gz"], UTC)
    assert [texts(read(source, day("2026-11-18"))) for source in found.values()] == [["ring"], ["first", "second"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"nothing\nhere\n", "no line of it begins with a stamp"), (b"", "is empty"), (b"PK\x03\x04....", "zip archive")],
)
def test_what_fits_nothing(content: bytes, words: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=words):
        detect([write(tmp_path / "x", content)], UTC)
    assert recognized(tmp_path / "x") is None


def test_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("none", "link", "x" * 300):
        with pytest.raises(UsageError, match="not found" if len(name) < 255 else "too long"):
            detect([tmp_path / name], UTC)
        assert recognized(tmp_path / name) is None


def test_neither_file_nor_ring(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(UsageError, match=str(path)):
            detect([path], UTC)


@pytest.mark.parametrize(
    ("begin", "end", "date"),
    [
        ("2026-11-16 00:00:05", "2026-11-18 14:00:00", "2026-11-17"),
        ("2026-11-16 00:10:00", "2026-11-17 23:50:00", "2026-11-17"),
        ("2026-11-17 00:00:05", "2026-11-18 00:10:00", "2026-11-17"),
        ("2026-11-17 03:00:00", "2026-11-18 14:00:00", "2026-11-18"),
        ("2026-11-18 03:00:00", "2026-11-18 14:00:00", "2026-11-18"),
        ("2026-11-10 03:00:00", "2026-11-18 23:45:00", "2026-11-18"),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_the_newest_full_day(begin: str, end: str, date: str, pack: type[bytes], tmp_path: Path) -> None:
    found = detect([write(tmp_path / "m", pack(lines(begin, end)))], UTC)
    assert newest_full_day(found, UTC, NOW) == dt.date.fromisoformat(date)


def test_no_day_at_all(tmp_path: Path) -> None:
    path = write(tmp_path / "m", b"Feb 30 07:12:36 mx1 a: x\n")
    with pytest.raises(UsageError, match="no line of these files bears a time"):
        newest_full_day(detect([path], UTC), UTC, NOW)


def test_daemons_nobody_asked_about(tmp_path: Path) -> None:
    noon = at("2026-11-18 12:00:00")
    tags = b"dovecot dovecot postfix/smtpd[7] postfix/qmgr[8] postfix/smtp[9] qmail unheard-of unheard-of".split()
    content = b"".join(bsd(noon + n * SECOND, "x").replace(b" a:", b" %b:" % tag) for n, tag in enumerate(tags))
    path = write(tmp_path / "mail.log", content, noon + HOUR)
    source = SOURCES["syslog"](str(path))  # type: ignore[call-arg]
    assert seen(source, day("2026-11-18"), UTC, NOW) == ("Postfix", "Dovecot")
    assert seen(source, day("2026-11-17"), UTC, NOW) == ()
    assert seen(SOURCES["multilog"](str(tmp_path)), day("2026-11-18"), UTC, NOW) == ()  # type: ignore[call-arg]
