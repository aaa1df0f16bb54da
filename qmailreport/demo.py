"""The real job over bundled sample logs, moved to yesterday: what a new user sees first."""

from __future__ import annotations

import datetime as dt
import gzip
import os
import re
import shlex
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

from .config import load
from .day import SECOND, local
from .errors import Error
from .formats.multilog import label, nanoseconds
from .formats.stamps import MONTHS
from .job import Order, run
from .store import Store, lock

UTC = ZoneInfo("UTC")
SAMPLE_DAY = dt.date(2026, 11, 18)
CONFIG = """\
# Written by `qmailreport demo`: two hosts with qmail, one with multilog, one with splogger and syslogd; and one with
# Postfix, Dovecot and sshd, whose users get mails about their own logins.
site: mail.example.org
timezone: UTC
state: state
runs_at: "06:00"
sources:
  send: {format: multilog, path: logs/mx1/send, host: mx1}
  maillog: {format: syslog, path: logs/mx2/mail.log, host: mx2}
  mx3: {format: syslog, path: logs/mx3/mail.log, host: mx3}
reports:
  - name: daily
    to: [postmaster@example.org]
    passes:
      - qmail: {source: [send, maillog]}
  - name: mx3
    to: [postmaster@example.org]
    passes:
      - postfix: {source: mx3, domains: [example.org, example.com]}
      - dovecot: {source: mx3}
  - name: watch
    to: [postmaster@example.org]
    passes:
      - logins: {source: mx3}
      - keywords: {source: mx3}
  - name: mine
    kind: logins
    to: [postmaster@example.org]
    passes: [logins: {source: mx3}]
    when: daily
    include: ["*@example.org"]
    users: {yanagi@example.org: {address: yanagi@example.org, language: ja, timezone: Asia/Tokyo}}
    admin: extension 4040
delivery:
  maildir: Maildir
"""
_LABEL = re.compile(rb"@[0-9a-f]{24}")
_OUTER = re.compile(rb"(?m)^([A-Z][a-z]{2}) ([ 0-9][0-9])(?= )")
_INNER = re.compile(rb"(?<=: )([0-9]{10})(?=\.[0-9]{6}[ +])")
_NAMES = [name.decode() for name in MONTHS]


def demo(directory: Path, now: int) -> Iterator[str]:
    """Fills `directory` and makes yesterday's mail there; says in three lines where to look."""
    yesterday = local(now, UTC).date() - dt.timedelta(days=1)
    try:
        _fill(directory, (yesterday - SAMPLE_DAY).days)
    except OSError as error:
        raise Error(f"{error.filename}: {(error.strerror or str(error)).lower()}; name another directory") from None
    config = load(directory / "config.yaml")
    again = f"qmailreport run --config {shlex.quote(str((directory / 'config.yaml').absolute()))}"
    with lock(config.state), Store(config.state) as store:
        outcome = run(config, Order(rerun=again), now, store)
    shown = [(digest.report, rendered) for digest, rendered in outcome.mails]
    shown += [(f"logins of {mail.to[0]}", mail.rendered) for mail in outcome.user_mails]
    date = outcome.mails[0][0].date
    yield f"The mails of {date} are in {directory / 'Maildir' / 'new'}; to look at them in a browser, or by less:"
    for number, (name, rendered) in enumerate(shown):
        place = directory / ("preview.html" if number == 0 else f"preview-{number + 1}.html")
        place.write_text(rendered.html, "utf-8")
        place.with_suffix(".txt").write_text(rendered.text, "utf-8")
        yield f"{place} and {place.with_suffix('.txt').name}: {name}: {rendered.subject}"
    yield f"To make them again: qmailreport run --config {directory / 'config.yaml'} --date {date} --resend"


def _fill(directory: Path, days: int) -> None:
    for name in ("logs", "state", "Maildir"):
        if (directory / name).exists():
            if not (directory / "config.yaml").is_file():
                raise Error(f"{directory / name} is not from a demo; name another directory")
            shutil.rmtree(directory / name)
    for old in directory.glob("preview*"):
        old.unlink()
    for path, content in sorted(_sample()):
        moved = directory / "logs" / _renamed(path, days)
        moved.parent.mkdir(parents=True, exist_ok=True)
        moved.write_bytes(_packed(path, _redated(_unpacked(path, content), days)))
        os.utime(moved, (_ended(content, path, days),) * 2)
    (directory / "config.yaml").write_text(CONFIG, "utf-8")


def _sample() -> list[tuple[str, bytes]]:
    """The bundled logs: relative path and content."""
    packaged = Path(str(resources.files(__package__))) / "sample"
    root = packaged if packaged.is_dir() else Path(__file__).resolve().parents[1] / "packaging" / "demo"
    return [(str(path.relative_to(root)), path.read_bytes()) for path in root.rglob("*") if path.is_file()]


def _unpacked(path: str, content: bytes) -> bytes:
    return gzip.decompress(content) if path.endswith(".gz") else content


def _packed(path: str, content: bytes) -> bytes:
    return gzip.compress(content, mtime=0) if path.endswith(".gz") else content


def _renamed(path: str, days: int) -> str:
    return _LABEL.sub(lambda match: _label(match, days), path.encode()).decode()


def _redated(content: bytes, days: int) -> bytes:
    """The same lines, `days` later."""
    content = _LABEL.sub(lambda match: _label(match, days), content)
    content = _INNER.sub(lambda match: b"%d" % (int(match[1]) + days * 86400), content)
    return _OUTER.sub(lambda match: _date(match, days), content)


def _label(match: re.Match[bytes], days: int) -> bytes:
    return label(nanoseconds(match[0][1:]) + days * 86400 * SECOND).encode()


def _date(match: re.Match[bytes], days: int) -> bytes:
    month = _NAMES.index(match[1].decode()) + 1
    moved = dt.date(SAMPLE_DAY.year, month, int(match[2])) + dt.timedelta(days=days)
    return f"{_NAMES[moved.month - 1]} {moved.day:2d}".encode()


def _ended(content: bytes, path: str, days: int) -> int:
    """The time of the last line, which is what a real file's mtime is (seconds)."""
    last = _unpacked(path, content).splitlines()[-1]
    if labels := _LABEL.findall(last):
        at = nanoseconds(labels[0][1:]) // SECOND
    elif inner := _INNER.findall(last) or _INNER.findall(_unpacked(path, content)):
        at = int(inner[-1])
    else:
        month, day, time = last.split()[:3]
        date = dt.date(SAMPLE_DAY.year, _NAMES.index(month.decode()) + 1, int(day))
        at = int(dt.datetime.combine(date, dt.time.fromisoformat(time.decode()), UTC).timestamp())
    return at + days * 86400
