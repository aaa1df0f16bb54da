"""What a log is, by its content, and which day of it is the newest full one."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from ..day import Day, Window, local
from ..errors import SourceError, UsageError
from ..fold import Chunk, Decoder, begins
from ..formats import FORMATS, Format
from ..formats.utmp import EMPTY, LOGIN, layout_of
from .choose import HEAD, resolved
from .databases import NEWEST, Wtmpdb, asked
from .files import Files, Fractional, Mgetty, Syslog, Tai64nlocal
from .opened import is_directory, kind_of, opened, text_like
from .ring import NAME, Multilog
from .stream import Source, Stream, load
from .unpack import unpacked
from .wtmp import Btmp, Records, Wtmp

ORDER: tuple[type[Files], ...] = (Multilog, Tai64nlocal, Fractional, Mgetty, Syslog)
STAMPS = {"multilog": "TAI64N"} | {word: word for word in ("tai64nlocal", "fractional", "mgetty", "syslog")}
EVER = Window(0, 1 << 62)
GRACE = dt.timedelta(minutes=30)  # a log that begins by 00:30 and ends behind 23:30 covers its day
LINES = 200


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    kind: type[Files]


def detect(paths: Sequence[Path], zone: ZoneInfo) -> dict[str, Source]:
    """Sources for files and multilog directories that someone named, by the first one's path.

    Files of one format in one directory are one log, whatever their names.  UsageError says what fits nothing.
    """
    found: dict[str, Source] = {}
    sets: dict[tuple[str, type[Files]], list[str]] = {}
    logins: dict[tuple[str, type[Records | Wtmpdb]], list[str]] = {}
    for path in paths:
        if is_directory(path):
            if not any(NAME.fullmatch(one) or one == "current" for one in _names(path)):
                raise UsageError(f"{path}: is a directory, but none that multilog writes; name the files in it")
            found[str(path)] = Multilog(str(path), timezone=zone.key)
        elif (rows := _login_records(path)) is not None:
            logins.setdefault((str(path.parent), rows), []).append(resolved(str(path)))
        else:
            one = _file(path)
            sets.setdefault((str(path.parent), one.kind), []).append(one.path)
    for (_, kind), files in sets.items():
        found[files[0]] = kind(files[0], timezone=zone.key, files=tuple(files))
    for (_, rows), files in logins.items():
        found[files[0]] = rows(files[0], files=tuple(files))
    return found


def _login_records(path: Path) -> type[Records | Wtmpdb] | None:
    """wtmp, btmp (which holds nothing but LOGIN_PROCESS) or wtmpdb, if it is one of these."""
    try:
        log = opened(resolved(str(path)))
        try:
            head = os.pread(log.fd, HEAD, 0)
            if head.startswith(b"SQLite format 3"):
                return Wtmpdb if asked(log.path, NEWEST) else None
            if (kind := kind_of(head)) != "plain":
                head = next(unpacked(log.fd, kind, 1 << 30), b"")[:HEAD]
            kinds = {record[0] for record in layout_of(head).records(head)}
        finally:
            os.close(log.fd)
    except SourceError:
        return None
    return Btmp if kinds <= {EMPTY, LOGIN} else Wtmp


def _names(path: Path) -> list[str]:
    try:
        return os.listdir(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from None


def recognized(path: Path) -> str | None:
    """The format (its YAML word) that most of a file's first lines are in; None where they are in none."""
    try:
        return _file(path).kind.format
    except UsageError:
        return None


def _file(path: Path) -> _File:
    try:
        if not path.exists():
            raise UsageError(f"{path}: not found")
        head = _head(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from None
    except SourceError as error:
        said = str(error)
        raise UsageError(said if said.startswith(str(path)) else f"{path}: {said}") from None
    if not head.strip():
        raise UsageError(f"{path}: is empty")
    return _File(str(path), _kind(path, head))


def _head(path: Path) -> bytes:
    log = opened(resolved(str(path)))
    try:
        head = os.pread(log.fd, HEAD, 0)
        kind = kind_of(head)
        if kind != "plain":
            head = next(unpacked(log.fd, kind, 1 << 30), b"")[:HEAD]
        text_like(head)
        return head
    finally:
        os.close(log.fd)


def _kind(path: Path, head: bytes) -> type[Files]:
    content = b"\n" + b"\n".join(head.split(b"\n")[:LINES])
    counts = {kind: len(begins(FORMATS[kind.format]).findall(content)) for kind in ORDER}
    best = max(ORDER, key=lambda kind: counts[kind])
    if not counts[best]:
        raise UsageError(
            f"{path}: no line of it begins with a stamp that is known (TAI64N, syslog, epoch seconds, tai64nlocal)"
        )
    return best


def newest_full_day(sources: Mapping[str, Source], zone: ZoneInfo, now: int) -> dt.date:
    """The newest day that the logs cover from end to end, else the newest day in them.

    UsageError where they hold no record.
    """
    ends = [edge for name, source in sources.items() for edge in _edges(name, source, zone, now)]
    if not ends:
        raise UsageError("no line of these files bears a time")
    first, last = min(ends), max(ends)
    newest = local(last, zone).date()
    grace = GRACE // dt.timedelta(microseconds=1) * 1000
    date = newest
    for _ in range(3):
        try:
            window = Day.of(date, zone).window
        except UsageError:
            window = None
        if window and first <= window.start + grace and last >= window.end - grace:
            return date
        date -= dt.timedelta(days=1)
    return newest


def newest(sources: Mapping[str, Source], zone: ZoneInfo, now: int) -> int | None:
    """The instant (ns) of the last record of all; None where there is none."""
    return max((edge for name, source in sources.items() for edge in _edges(name, source, zone, now)), default=None)


def _edges(name: str, source: Source, zone: ZoneInfo, now: int) -> list[int]:
    """The instants of the first and the last records of each of the source's streams."""
    streams, _ = source.streams(name, EVER, zone, now)
    return [edge for stream in streams for edge in (_rows(stream) if source.kind else _extent(stream))]


def _rows(stream: Stream) -> list[int]:
    """Of a stream of rows; a snapshot has none."""
    decoder, edges = cast(Decoder, stream.envelope), []
    for chunk in stream.chunks():
        reading = decoder.rows(load(chunk), chunk.layout, EVER).reading
        edges += [edge for edge in (reading.first, reading.last) if edge is not None]
    return [min(edges), max(edges)] if edges else []


def _extent(stream: Stream) -> list[int]:
    envelope = cast(Format, stream.envelope)
    first: int | None = None
    last: int | None = None
    unread: list[Chunk] = []  # ranges of plain files, of which only the last ones matter
    for chunk in stream.chunks():
        if first is None:
            first = envelope.first(load(chunk), chunk.clock)
        if chunk.content is None:
            unread.append(chunk)
        else:
            latest = _last(envelope, chunk)
            last, unread = (latest, []) if latest is not None else (last, unread)
    for chunk in reversed(unread):
        if (latest := _last(envelope, chunk)) is not None:
            last = latest
            break
    return [edge for edge in (first, last) if edge is not None]


def _last(envelope: Format, chunk: Chunk) -> int | None:
    """The instant of the chunk's last record that bears a time, among its last lines."""
    content = load(chunk)
    begin = begins(envelope)
    timer = envelope.timer(begin, chunk.clock)
    at = len(content)
    for _ in range(LINES):
        at = content.rfind(b"\n", 0, at)
        if at < 0:
            break
        if match := begin.match(content, at):
            try:
                return timer(match)
            except ValueError:
                continue
    return None
