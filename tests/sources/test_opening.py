"""What is opened and unpacked, and what is refused by what it is."""

from __future__ import annotations

import bz2
import gzip
import importlib.util
import io
import lzma
import os
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from qmailreport.day import SECOND
from qmailreport.errors import SourceError
from qmailreport.model import Size
from qmailreport.sources.files import Syslog
from qmailreport.sources.opened import Rotated, opened, reopened
from qmailreport.sources.ring import Multilog
from qmailreport.sources.unpack import engine, gz_engine, unpacked, zst_engine

from .making import UTC, at, bsd, day, quiet, read, texts, write

DAY = day("2026-11-18")
NOON = at("2026-11-18 12:00:00")
LINES = [bsd(NOON + n * SECOND, f"line {n}") for n in range(3000)]
CONTENT = b"".join(LINES)
WROTE = at("2026-11-18 23:00:00")


def zstd(content: bytes) -> bytes:
    module: Any = pytest.importorskip("zstandard")
    return bytes(module.ZstdCompressor(write_checksum=True).compress(content))


def packed(kind: str, content: bytes) -> bytes:
    packs: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}
    return packs.get(kind, zstd)(content)


def one(tmp_path: Path, content: bytes, **options: object) -> tuple[list[tuple[int, str]], list[str]]:
    return read(Syslog(str(write(tmp_path / "m", content, WROTE)), **options), DAY)  # type: ignore[arg-type]


KINDS = ["gz", "bz2", "xz", "zst"]


@pytest.mark.parametrize("kind", KINDS)
def test_compressed_by_magic_and_of_several_members(kind: str, tmp_path: Path) -> None:
    both = packed(kind, CONTENT[:1000]) + packed(kind, CONTENT[1000:])
    assert [text for _, text in quiet(one(tmp_path, both))] == [f"line {n}" for n in range(3000)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("damage", ["cut off", "damaged"])
def test_a_broken_file_gives_what_is_readable(kind: str, damage: str, tmp_path: Path) -> None:
    good = packed(kind, CONTENT)
    tail = packed(kind, CONTENT)
    bad = good + (tail[: len(tail) // 2] if damage == "cut off" else tail[:200] + b"\xff" * 200 + tail[400:])
    found, said = one(tmp_path, bad)
    assert [text for _, text in found[:3000]] == [f"line {n}" for n in range(3000)]
    assert len(said) == 1 and f"m: is {damage}" in said[0]


@pytest.mark.parametrize("module", ["isal.isal_zlib", "no.such.module"])
def test_both_engines_of_gz(module: str, tmp_path: Path) -> None:
    if module.startswith("isal") and importlib.util.find_spec("isal") is None:
        pytest.skip("isal is not installed")
    path = write(tmp_path / "m.gz", gzip.compress(CONTENT * 20) + b"\0" * 100 + gzip.compress(b"end\n") + b"\0" * 9)
    log = opened(str(path))
    assert b"".join(unpacked(log.fd, "gz", 1 << 30, gz_engine(module))) == CONTENT * 20 + b"end\n"
    os.close(log.fd)


def test_zstd_that_is_not_there_is_said() -> None:
    with pytest.raises(SourceError, match="install the package zstandard"):
        zst_engine(("no.such.module",))


@pytest.mark.parametrize("kind", KINDS)
def test_a_bomb_stops_at_the_limit(kind: str, tmp_path: Path) -> None:
    bomb = packed(kind, CONTENT + b"\0" * 30_000_000)
    found, said = one(tmp_path, bomb, limit=Size(2_000_000))
    assert len(found) == 3000
    assert "unpacks to more than the limit of 2,000,000 bytes" in said[0]
    path = write(tmp_path / "bomb", bomb)
    log = opened(str(path))
    sizes = []
    with pytest.raises(SourceError):
        sizes += [len(piece) for piece in unpacked(log.fd, kind, 1000, engine(kind))]
    os.close(log.fd)
    assert sum(sizes) <= 1000


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo("mail.log")
        entry.size = len(CONTENT)
        archive.addfile(entry, io.BytesIO(CONTENT))
    return out.getvalue()


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mail.log", CONTENT)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (tar(), "is a tar archive; unpack it"),
        (gzip.compress(tar()), "is a tar archive; unpack it"),
        (zipped(), "is a zip archive; unpack it"),
        (b"\x7fELF" + bytes(range(256)) * 20, "is a program, not a log"),
        (b"\x1f\x9d" + bytes(range(256)), "compress (.Z)"),
        (b"LPKSHHRH" + bytes(range(256)), "format: journald"),
        (os.urandom(64) + bytes(range(256)) * 40, "is a binary file"),
        (gzip.compress(bytes(range(256)) * 40), "is a binary file"),
    ],
)
def test_refused_by_what_it_is(content: bytes, words: str, tmp_path: Path) -> None:
    found, said = one(tmp_path, content)
    assert found == [] and len(said) == 1
    assert words in said[0] and str(tmp_path / "m") in said[0]


def test_only_regular_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "m.1")
    (tmp_path / "m.2").mkdir()
    (tmp_path / "m.3").symlink_to("/etc/passwd")
    os.utime(tmp_path / "m.3", ns=(WROTE, WROTE), follow_symlinks=False)
    write(tmp_path / "m", CONTENT, WROTE)
    found, said = read(Syslog(str(tmp_path / "m")), day("2026-11-18"))
    assert len(found) == 3000
    assert sorted(text.split(": ", 1)[1].split(",")[0].split(";")[0] for text in said) == [
        "is a FIFO",
        "is a directory",
        "is a symbolic link",
    ]


def test_a_device_a_fifo_and_a_directory_as_the_path(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    kinds = ((Path("/dev/null"), "is a device"), (tmp_path / "fifo", "is a FIFO"), (tmp_path, "is a directory"))
    for path, words in kinds:
        found, said = read(Syslog(str(path)), DAY)
        assert found == [] and words in said[0]


def test_a_symlink_swapped_in_is_not_followed(tmp_path: Path) -> None:
    path = write(tmp_path / "m", CONTENT, WROTE)
    streams, _ = Syslog(str(path)).streams("log", DAY, UTC, 1 << 61)
    path.unlink()
    path.symlink_to("/etc/passwd")
    assert list(streams[0].chunks()) == []
    assert [problem.what for problem in streams[0].problems] == [f"{path}: is a symbolic link; name the file itself"]


def test_another_file_in_its_place_is_noticed(tmp_path: Path) -> None:
    path = write(tmp_path / "m", CONTENT, WROTE)
    inode = opened(str(path)).inode
    (tmp_path / "n").write_bytes(b"")
    (tmp_path / "n").replace(path)
    with pytest.raises(Rotated):
        reopened(str(path), inode)


def test_empty_and_missing(tmp_path: Path) -> None:
    assert one(tmp_path, b"") == ([], [])
    streams, _ = Syslog(str(tmp_path / "m")).streams("log", DAY, UTC, 1 << 61)
    assert streams[0].files == 1
    for path in ("none", "no/such/dir/mail.log", "*/mail.log"):
        found, said = read(Syslog(str(tmp_path / path)), DAY)
        assert found == [] and len(said) == 1 and "correct `path`" in said[0]
    assert "there is no" in read(Syslog(str(tmp_path / "no/such/mail.log")), DAY)[1][0]


def test_a_log_that_ended_before_the_day_is_said(tmp_path: Path) -> None:
    path = write(tmp_path / "m", CONTENT, WROTE)
    found, said = read(Syslog(str(path)), day("2026-11-25"))
    assert found == [] and "holds lines of this day (last written 2026-11-18 23:00)" in said[0]


def test_an_unreadable_log_names_the_group() -> None:
    """In a process of its own, as nobody."""
    if os.geteuid() != 0:
        pytest.skip("only root can become someone who may not read a file")
    with tempfile.TemporaryDirectory(dir="/tmp") as directory:
        Path(directory).chmod(0o755)
        path = write(Path(directory) / "mail.log", CONTENT)
        path.chmod(0o640)
        os.chown(path, 0, 4)
        said = as_nobody(lambda: "\n".join(read(Syslog(str(path)), DAY)[1]))
        write(Path(directory) / "closed" / "send" / "current", b"")
        (Path(directory) / "closed").chmod(0o700)
        ring = as_nobody(lambda: "\n".join(read(Multilog(f"{directory}/closed/send"), DAY)[1]))
    assert said.startswith(f"{path}: permission denied; add the user that runs qmailreport to the group ")
    assert ring.startswith(f"{directory}/closed/send: permission denied; its group may not read it either")


def as_nobody(work: Callable[[], str]) -> str:
    """What `work` answers in a process that is nobody's."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            os.write(writing, work().encode())
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer


def test_a_tail_of_nuls_is_survived(tmp_path: Path) -> None:
    content = LINES[0] + b"\0" * 5000 + LINES[1] + b"\0" * 300_000
    for body in (content, gzip.compress(content)):
        assert texts(one(tmp_path, body)) == ["line 0", "line 1"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("chunk", [50_000, 8_000_000])
def test_a_line_of_10_mb(pack: type[bytes], chunk: int, tmp_path: Path) -> None:
    content = LINES[0] + LINES[1].rstrip(b"\n") + b"y" * 10_000_000 + b"\n" + LINES[2]
    found, said = one(tmp_path, pack(content), chunk=Size(chunk))
    assert [text[:6] for _, text in found] == ["line 0", "line 1", "line 2"]
    assert max(len(text) for _, text in found) <= 1 << 20
    assert len(said) == 1
    length = len(LINES[1]) - 1 + 10_000_000
    assert f"is longer than 1 MB; {length - (1 << 20):,} bytes of it were skipped" in said[0]
    assert f"a line at byte {len(LINES[0]):,} " in said[0]


def test_a_file_without_any_stamp(tmp_path: Path) -> None:
    assert one(tmp_path, b"nothing here\n" * 200_000, chunk=Size(100_000)) == ([], [])


def test_the_zone_of_the_source(tmp_path: Path) -> None:
    path = write(tmp_path / "m", bsd(NOON, "x"), WROTE)
    found = quiet(read(Syslog(str(path), timezone="Asia/Tokyo"), DAY, ZoneInfo("Europe/Berlin")))
    assert found == [(NOON - 9 * 3600 * SECOND, "x")]
