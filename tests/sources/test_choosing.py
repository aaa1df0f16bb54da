"""Which files hold a day: every scheme of rotation, made by the real programs."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from qmailreport.day import HOUR, SECOND
from qmailreport.sources.choose import kin
from qmailreport.sources.files import Syslog
from qmailreport.sources.places import places

from .making import UTC, at, bsd, day, quiet, read, texts, write

DAYS = [f"2026-11-{number:02d}" for number in range(12, 20)]
LOGROTATE = shutil.which("logrotate", path="/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin")

SCHEMES = {
    "plain": "",
    "start 0": "start 0",
    "compress": "compress",
    "delaycompress": "compress\ndelaycompress",
    "copytruncate": "copytruncate",
    "copytruncate compressed": "copytruncate\ncompress",
    "dateext": "dateext",
    "dateext hourly": "dateext\ndateformat -%Y%m%d%H%M",
    "dateext dots, xz": "dateext\ndateformat .%Y-%m-%d\ncompress\ncompresscmd /usr/bin/xz\ncompressext .xz",
    "dateext epoch": "dateext\ndateformat -%s\ncompress",
    "extension": "extension .log\ncompress",
    "extension dateext": "extension .log\ndateext",
    "olddir": "olddir old\ncompress",
    "bzip2": "compress\ncompresscmd /bin/bzip2\ncompressext .bz2",
}


def lines_of(date: str) -> bytes:
    start = at(f"{date} 06:25:00")
    return b"".join(bsd(start + hour * HOUR, f"{date} {hour}") for hour in range(24))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_logrotate(scheme: str, tmp_path: Path) -> None:
    """The log is rotated each morning at 06:25, so that every day is spread over two files."""
    if LOGROTATE is None:
        pytest.skip("logrotate is not installed")
    options = SCHEMES[scheme]
    for word in options.split():
        if word.startswith("/") and not Path(word).exists():
            pytest.skip(f"{word} is not installed")
    log = tmp_path / "mail.log"
    (tmp_path / "old").mkdir()
    config = write(tmp_path / "conf", f"{log} {{\nrotate 9\n{options}\ncreate 0600\n}}\n".encode())
    config.chmod(0o600)
    for number, date in enumerate(DAYS):
        with log.open("ab") as file:
            file.write(lines_of(date))
        end = at(f"{date} 06:25:00") + 24 * HOUR
        os.utime(log, ns=(end, end))
        if number < len(DAYS) - 1:
            before = set(tmp_path.iterdir())
            subprocess.run([LOGROTATE, "-f", "-s", tmp_path / "state", config], check=True, cwd=tmp_path, timeout=60)
            if "dateext" in options:
                _backdate(set(tmp_path.iterdir()) - before - {tmp_path / "state"}, DAYS[number + 1], options)
    source = Syslog(str(log), olddir="old" if "olddir" in options else None)
    found = quiet(read(source, day("2026-11-17")))
    wanted = [f"2026-11-16 {n}" for n in range(18, 24)] + [f"2026-11-17 {n}" for n in range(18)]
    assert [text for _, text in found] == wanted
    assert [moment for moment, _ in found] == sorted(moment for moment, _ in found)


def _backdate(new: set[Path], date: str, options: str) -> None:
    """Names the file as logrotate would have that morning."""
    epoch = at(f"{date} 06:25:00") // SECOND
    stamps = {"-%Y%m%d%H%M": date.replace("-", "") + "0625", ".%Y-%m-%d": date, "-%s": str(epoch)}
    stamp = next((stamps[word] for word in options.split() if word in stamps), date.replace("-", ""))
    for path in new:
        path.rename(path.with_name(re.sub(r"(?<=[.-])[0-9][0-9-]*", stamp, path.name)))


Pack = Callable[[bytes], bytes]
PACK: dict[str, Pack] = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, "": bytes}


@pytest.mark.parametrize(
    "names",
    [
        ["maillog.2.bz2", "maillog.1.bz2", "maillog.0.bz2", "maillog"],  # newsyslog
        ["maillog.1.gz", "maillog.0", "maillog"],  # savelog
        ["maillog-20261115.gz", "maillog-20261116", "maillog"],  # RHEL
        ["maillog-20261116.xz", "maillog"],  # SUSE
        ["maillog.2026-11-16.gz", "maillog.2026-11-17", "maillog"],  # by content day
        ["maillog.1", "maillog.9.gz", "maillog"],  # numbers mean nothing
        ["maillog.old", "maillog"],
    ],
)
def test_names_of_other_rotators(names: list[str], tmp_path: Path) -> None:
    for name, date in zip(names, DAYS[-len(names) :], strict=True):
        content = PACK[Path(name).suffix if Path(name).suffix in PACK else ""](lines_of(date))
        write(tmp_path / name, content, at(f"{date} 06:25:00") + 24 * HOUR)
    assert len(quiet(read(Syslog(str(tmp_path / "maillog")), day("2026-11-19")))) == 24


def test_what_is_kin_and_what_is_not(tmp_path: Path) -> None:
    mine = ["mail", "mail.1", "mail.2.gz", "mail-20261118.xz", "mail.old", "mail-2026111806.zst", "mail.1.zip"]
    others = ["mail.err", "mail.info", "mail.log", "mail.1.swp", "mail~", "mail.1.bak", "mail.dpkg-old", "mailx.1"]
    for name in [*mine, *others]:
        write(tmp_path / name, b"x")
    assert sorted(Path(one).name for one in kin(str(tmp_path / "mail"))) == sorted(mine)


def test_files_out_of_the_window_are_not_opened(tmp_path: Path) -> None:
    write(tmp_path / "m.2.gz", b"\x1f\x8bbroken", at("2026-11-10 00:00:00"))
    write(tmp_path / "m.1", lines_of("2026-11-17"), at("2026-11-18 06:00:00"))
    write(tmp_path / "m", lines_of("2026-11-18"), at("2026-11-19 06:00:00"))
    streams, problems = Syslog(str(tmp_path / "m")).streams("log", day("2026-11-18"), UTC, 1 << 61)
    assert problems == [] and [Path(one).name for one in streams[0].paths] == ["m.1", "m"]
    later, _ = Syslog(str(tmp_path / "m")).streams("log", day("2026-11-19"), UTC, 1 << 61)
    assert [Path(one).name for one in later[0].paths] == ["m"]


def test_an_hour_of_slack(tmp_path: Path) -> None:
    """mtime a bit before the window, and a first stamp a bit behind it, may still hide lines of it."""
    noon = at("2026-11-18 00:00:00")
    write(tmp_path / "m.1", bsd(noon + SECOND, "early"), noon - HOUR // 2)
    end = at("2026-11-19 00:00:00")
    write(tmp_path / "m", bsd(end + 60 * SECOND, "next") + bsd(end - SECOND, "late"), end + HOUR)
    assert texts(read(Syslog(str(tmp_path / "m")), day("2026-11-18"))) == ["early", "late"]


def test_twins_are_read_once(tmp_path: Path) -> None:
    content = lines_of("2026-11-18")
    write(tmp_path / "m.1", content, at("2026-11-19 06:25:00"))
    write(tmp_path / "m.1.gz", gzip.compress(content)[:-20], at("2026-11-19 06:25:00"))
    write(tmp_path / "m", lines_of("2026-11-19"), at("2026-11-20 06:25:00"))
    assert len(quiet(read(Syslog(str(tmp_path / "m")), day("2026-11-19")))) == 24


@pytest.mark.parametrize("stump", ["plain", "gz"])
def test_of_twins_the_whole_one_is_read(stump: str, tmp_path: Path) -> None:
    """An interrupted gunzip leaves a stump beside the whole .gz, an interrupted gzip one beside the whole file."""
    content = lines_of("2026-11-18")
    ended, interrupted = at("2026-11-19 05:25:00"), at("2026-11-19 09:00:00")
    packed = gzip.compress(content)
    plain, gz = (content[:900], packed) if stump == "plain" else (content, packed[:-30])
    write(tmp_path / "m.1", plain, interrupted if stump == "plain" else ended)
    write(tmp_path / "m.1.gz", gz, ended if stump == "plain" else interrupted)
    write(tmp_path / "m", lines_of("2026-11-19"), at("2026-11-19 23:59:00"))
    assert len(quiet(read(Syslog(str(tmp_path / "m")), day("2026-11-18")))) == 18


@pytest.mark.parametrize("suffix", [".old", ".1.gz", ".1.bz2"])
@pytest.mark.parametrize("touched", [False, True])
def test_of_a_log_and_a_copy_that_was_made_at_noon_the_log_is_read(suffix: str, touched: bool, tmp_path: Path) -> None:
    """By `cp -p`, or packed by hand; perhaps copied again when the log had ended."""
    content = lines_of("2026-11-18")
    noon, ended = at("2026-11-18 12:00:00"), at("2026-11-19 05:25:00")
    half = b"".join(content.splitlines(True)[:6])
    pack = PACK[Path(suffix).suffix if Path(suffix).suffix in PACK else ""]
    write(tmp_path / f"m{suffix}", pack(half), ended + HOUR if touched else noon)
    write(tmp_path / "m", content, ended)
    assert len(quiet(read(Syslog(str(tmp_path / "m")), day("2026-11-18")))) == 18


@pytest.mark.parametrize("names", [("m-20261118.gz", "m.1.gz"), ("m.1.gz", "m-20261118.xz")])
def test_of_two_packed_ones_the_one_that_holds_more_is_read(names: tuple[str, str], tmp_path: Path) -> None:
    content = lines_of("2026-11-18")
    half = b"".join(content.splitlines(True)[:6])
    noon, ended = at("2026-11-18 12:00:00"), at("2026-11-19 05:25:00")
    for name, held, mtime in zip(names, (half, content), (noon, ended), strict=True):
        write(tmp_path / name, PACK[Path(name).suffix](held), mtime)
    assert len(quiet(read(Syslog(str(tmp_path / "m")), day("2026-11-18")))) == 18


def test_a_log_of_two_years_and_its_copy_are_read_once(tmp_path: Path) -> None:
    """The copy has no older file beside it, but the log has the copy."""
    one, two = bsd(at("2025-11-18 10:00:00"), "old"), bsd(at("2026-11-18 10:00:00"), "new")
    content = one + bsd(at("2025-12-31 10:00:00"), "x") + bsd(at("2026-01-10 10:00:00"), "x") + two
    write(tmp_path / "m.old", content, at("2026-11-18 12:00:00"))
    write(tmp_path / "m", content + bsd(at("2026-11-18 13:00:00"), "more"), at("2026-11-18 13:00:00"))
    assert texts(read(Syslog(str(tmp_path / "m")), day("2026-11-18"))) == ["new", "more"]


def test_a_hard_link_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "m", lines_of("2026-11-18"), at("2026-11-19 06:25:00"))
    os.link(tmp_path / "m", tmp_path / "m.1")
    assert len(quiet(read(Syslog(str(tmp_path / "m")), day("2026-11-18")))) == 18


def test_all_files_does_without_mtime(tmp_path: Path) -> None:
    write(tmp_path / "m.1", b"2026-11-18T01:00:00Z h a: x\n", at("2020-01-01 00:00:00"))
    write(tmp_path / "m", b"2026-11-19T01:00:00Z h a: y\n", at("2026-11-19 02:00:00"))
    assert texts(read(Syslog(str(tmp_path / "m")), day("2026-11-18"))) == []
    assert texts(read(Syslog(str(tmp_path / "m"), all_files=True), day("2026-11-18"))) == ["x"]


def test_hosts_from_the_star(tmp_path: Path) -> None:
    for host in ("mx1", "mx2"):
        write(tmp_path / "remote" / host / "mail.log", lines_of("2026-11-18"), at("2026-11-19 06:25:00"))
    write(tmp_path / "remote" / "mx3" / "mail.log.1", lines_of("2026-11-18"), at("2026-11-19 06:25:00"))
    pattern = str(tmp_path / "remote" / "*" / "mail.log")
    streams, problems = Syslog(pattern).streams("log", day("2026-11-18"), UTC, 1 << 61)
    assert [stream.host for stream in streams] == ["mx1", "mx2", "mx3"] and not problems
    named, _ = Syslog(pattern, host="all").streams("log", day("2026-11-18"), UTC, 1 << 61)
    assert {stream.host for stream in named} == {"all"}


def test_rotated_kin_is_no_host_of_its_own(tmp_path: Path) -> None:
    for name in ("mx1", "mx1.1", "mx1.2.gz", "mx2"):
        write(tmp_path / name, b"")
    assert [place.host for place in places(str(tmp_path / "*"), None)] == ["mx1", "mx2"]
    for name in ("a-mx1.log", "a-mx1.1.log", "a-mx1-20261118.log.gz"):
        write(tmp_path / name, b"")
    assert [place.host for place in places(str(tmp_path / "a-*.log"), None)] == ["mx1"]


def test_a_link_as_the_path(tmp_path: Path) -> None:
    write(tmp_path / "real" / "m", lines_of("2026-11-18"), at("2026-11-19 06:25:00"))
    write(tmp_path / "real" / "m.1", lines_of("2026-11-17"), at("2026-11-18 06:25:00"))
    (tmp_path / "mail.log").symlink_to("real/m")
    assert len(quiet(read(Syslog(str(tmp_path / "mail.log")), day("2026-11-18")))) == 24
