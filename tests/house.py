"""A mail host in a temporary directory: its logs, its configuration, the command, and what came of it."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from qmailreport.config import Config, parse
from qmailreport.day import SECOND, instant, local
from qmailreport.formats.multilog import label
from qmailreport.job import Order, Outcome, run
from qmailreport.store import Store

ROOT = Path(__file__).resolve().parents[1]
UTC = ZoneInfo("UTC")
DATE = dt.date(2026, 11, 18)
MINUTE, HOUR = 60 * SECOND, 3600 * SECOND
YAML = """\
site: mx1.example.org
timezone: {zone}
state: state
sources:
{sources}
reports:
{reports}
delivery: {delivery}
{more}"""
SEND = "  send: {format: multilog, path: send}"
DAILY = "  - {name: daily, to: [postmaster@example.org], passes: [qmail: {source: send}]}"
MAILDIR = "{maildir: {path: Maildir}}"


def at(text: str, zone: ZoneInfo = UTC, fold: int = 0) -> int:
    """'2026-11-18 07:12:36' in `zone` as ns."""
    return instant(dt.datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold))


def morning(date: dt.date = DATE, days: int = 1) -> int:
    """06:00 UTC of the day after `date`, when cron runs (ns)."""
    return at(f"{date + dt.timedelta(days=days)} 06:00:00")


@dataclass
class Log:
    """Lines of qmail-send with their instants."""

    lines: list[tuple[int, str]] = field(default_factory=list)
    deliveries: int = 0

    def born(self, when: int, number: int, sender: str = "alice@example.org", size: int = 1000) -> Log:
        """A message arrives."""
        text = f"info msg {number}: bytes {size} from <{sender}> qp {number + 7} uid 81"
        self.lines += [(when, f"new msg {number}"), (when, text)]
        return self

    def tried(self, when: int, number: int, rcpt: str = "bob@example.net", result: str = "success: ok/") -> Log:
        """A delivery attempt that takes two seconds."""
        self.deliveries += 1
        number_of = self.deliveries
        self.lines.append((when, f"starting delivery {number_of}: msg {number} to remote {rcpt}"))
        self.lines.append((when + 1000, "status: local 0/10 remote 1/20"))
        self.lines.append((when + 2 * SECOND, f"delivery {number_of}: {result}"))
        self.lines.append((when + 2 * SECOND + 1000, "status: local 0/10 remote 0/20"))
        return self

    def gone(self, when: int, number: int) -> Log:
        """The message is done."""
        self.lines.append((when, f"end msg {number}"))
        return self

    def sent(self, when: int, number: int, sender: str = "alice@example.org", rcpt: str = "bob@example.net") -> Log:
        """A whole message: queued, delivered a second later, gone."""
        return self.born(when, number, sender).tried(when + SECOND, number, rcpt).gone(when + 4 * SECOND, number)

    def multilog(self) -> bytes:
        """As multilog's `t` writes them."""
        return "".join(f"{label(when)} {text}\n" for when, text in self.lines).encode()

    def syslog(self, host: str = "mx2", zone: ZoneInfo = UTC) -> bytes:
        """As splogger and a BSD syslogd write them."""
        said = []
        for when, text in self.lines:
            there = local(when, zone)
            inner = f"{when // SECOND}.{when % SECOND // 1000:06d}"
            said.append(f"{there:%b} {there.day:2d} {there:%H:%M:%S} {host} qmail: {inner} {text}\n")
        return "".join(said).encode()


def quiet_day(date: dt.date = DATE, number: int = 1) -> Log:
    """Three messages, one of which fails."""
    noon = at(f"{date} 12:00:00")
    log = Log().sent(noon, number).sent(noon + HOUR, number + 1, rcpt="carol@example.com")
    log.born(noon + 2 * HOUR, number + 2)
    log.tried(noon + 2 * HOUR + SECOND, number + 2, "nobody@example.net", "failure: Sorry,_no_mailbox_here._(#5.1.1)/")
    return log.gone(noon + 2 * HOUR + 9 * SECOND, number + 2)


def write(path: Path, content: bytes, mtime: int | None = None) -> Path:
    """A file, with the time of its last line where that matters."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if mtime is not None:
        os.utime(path, ns=(mtime, mtime))
    return path


@dataclass
class Host:
    """The directory and what is configured in it."""

    root: Path
    zone: str = "UTC"
    sources: str = SEND
    reports: str = DAILY
    delivery: str = MAILDIR
    more: str = ""

    @property
    def state(self) -> Path:
        """Where the store is."""
        return self.root / "state"

    @property
    def file(self) -> Path:
        """The configuration, written."""
        parts = {name: getattr(self, name) for name in ("zone", "sources", "reports", "delivery", "more")}
        return write(self.root / "config.yaml", YAML.format(**parts).encode())

    @property
    def config(self) -> Config:
        """The configuration, read."""
        file = self.file
        return parse(file.read_text(), str(file))

    def log(self, log: Log, name: str = "send/current") -> Path:
        """Puts a multilog log there."""
        return write(self.root / name, log.multilog())

    def run(self, now: int | None = None, **order: Any) -> Outcome:
        """The job, at `now` (ns), with the real store."""
        if "date" in order and isinstance(order["date"], str):
            order["date"] = dt.date.fromisoformat(order["date"])
        with Store(self.state) as store:
            return run(self.config, Order(**order), morning() if now is None else now, store)

    def mails(self, folder: str = "Maildir") -> list[EmailMessage]:
        """What is in the Maildir, parsed, in the order of the file names."""
        files = sorted((self.root / folder / "new").glob("*"))
        return [parsed(file.read_bytes()) for file in files]

    def command(self, *words: str, env: dict[str, str] | None = None, stdin: bytes = b"") -> Said:
        """`python -m qmailreport` with `words`, in this directory."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": "UTC", **(env or {})}
        done = subprocess.run(
            [sys.executable, "-m", "qmailreport", *words],
            cwd=self.root,
            env=environment,
            input=stdin,
            capture_output=True,
            timeout=120,
        )
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    def job(self, *words: str, date: str = str(DATE), env: dict[str, str] | None = None) -> Said:
        """`run` for a named date, as a command."""
        return self.command("run", "--config", str(self.file), "--date", date, *words, env=env)


@dataclass
class Said:
    """What a command left."""

    status: int
    out: str
    err: str

    @property
    def plain(self) -> dict[str, Any]:
        """The only line of --json."""
        (line,) = self.out.splitlines()
        found: dict[str, Any] = json.loads(line)
        return found

    def __iter__(self) -> Any:
        return iter((self.status, self.out, self.err))


def parsed(raw: bytes) -> EmailMessage:
    """A mail as its reader has it."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, kind: str = "plain") -> str:
    """One part of a mail."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def figures(outcome: Outcome) -> dict[str, int | float]:
    """The figures of the only mail of a run."""
    ((digest, _),) = outcome.mails
    return digest.figures


def whats(outcome: Outcome) -> Sequence[str]:
    """What the problems say."""
    return [problem.what for problem in outcome.problems]
