"""Measures the pass `postfix` beside pflogsumm and logwatch, and `classic collate` beside Perl, in the same run.

    make bench-postfix                     5 M lines of a mail exchanger, one process and two
    make bench-postfix ARGS="--lines 1"    1 M lines

Needs the generator of Postfix logs that lies beside the checkout, and Debian's pflogsumm and logwatch; what is not
there is left out and named. Ours is the whole job: configuration read, mail rendered, written as files. A figure is the
least of `--runs` runs, taken in turn, and what counts is the ratio.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import measured

DATE = "2026-09-21"
# collate.pl's first regex on each line and nothing else: what a line costs in Perl before any work is done.
BARE = r"while(<>){/\A(?:\S+\s+){3}\S+\s+(postfix(?:-[^\/\s]+)?)(?:\/\S+)*\//&&$n++} print $n"
CONFIG = """\
site: bench.example.org
timezone: UTC
state: {state}
sources:
  maillog: {{format: syslog, path: {path}, files: [{path}], host: mx1}}
reports:
  - name: bench
    to: [postmaster@example.org]
    passes:
      - postfix: {{source: maillog}}
delivery:
  files: {state}/out
engine: {{processes: {processes}}}
"""
LOGWATCH = ["logwatch", "--service", "postfix", "--range", "all", "--detail", "10", "--output", "stdout"]


def generator() -> Path:
    """The seeded generator of realistic logs, beside the checkout."""
    beside = Path(os.environ.get("QMAILREPORT_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    return beside / "bench" / "gen_postfix_log.py"


def log(directory: Path, count: int) -> Path:
    """A day's log of `count` lines, made where it is not there yet."""
    path = directory / f"mx-{count}.log"
    if not path.exists():
        made = path.with_suffix(".part")
        command = [sys.executable, str(generator()), "--profile", "mx", "--seed", "42", "--days", "1"]
        with made.open("wb") as out:
            subprocess.run([*command, "--start", DATE, "--lines", str(count)], stdout=out, check=True)
        made.rename(path)
    return path


def ours(directory: Path, path: Path, processes: int) -> list[str]:
    """The whole job over one log."""
    state = directory / f"state-{path.name}-{processes}"
    shutil.rmtree(state, ignore_errors=True)
    state.mkdir(mode=0o700)
    config = directory / f"{path.name}-{processes}.yaml"
    config.write_text(CONFIG.format(state=state, path=path, processes=processes))
    command = [sys.executable, "-m", "qmailreport", "run", "--config", str(config)]
    return [*command, "--date", DATE, "--output", str(state / "o")]


def rows(directory: Path, path: Path) -> list[tuple[str, list[str]]]:
    """The commands in turn; the first of each group is what the others are compared with."""
    logs = directory / f"logwatch-{path.name}"
    logs.mkdir(exist_ok=True)
    if not (logs / "mail.log").exists():
        os.link(path, logs / "mail.log")
    classic = [sys.executable, "-m", "qmailreport", "classic", "collate", str(path)]
    return [
        ("pflogsumm, all statistics", ["pflogsumm", "--smtpd-stats", "--verbose-msg-detail", str(path)]),
        ("logwatch", [*LOGWATCH, "--logdir", str(logs)]),
        ("qmailreport, 1 process", ours(directory, path, 1)),
        ("qmailreport, 2 processes", ours(directory, path, 2)),
        ("perl, one regex a line", ["perl", "-e", BARE, str(path)]),
        ("classic collate", classic),
    ]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=float, default=5, metavar="M", help="millions of lines")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--dir", type=Path, default=Path(tempfile.gettempdir()) / "qmailreport-bench")
    arguments = parser.parse_args()
    if not generator().is_file():
        parser.error(f"{generator()}: not found; the generator of Postfix logs is needed")
    arguments.dir.mkdir(parents=True, exist_ok=True)
    count = int(arguments.lines * 1_000_000)
    path = log(arguments.dir, count)
    print(f"{path.name}: {count:,} lines, {path.stat().st_size / 1e6:.0f} MB")
    print(f"{'':28}{'wall':>9}{'cpu':>9}{'pflogsumm /':>13}{'/ perl':>8}{'peak MB':>9}")
    known: dict[str, float] = {}
    for name, command in rows(arguments.dir, path):
        if shutil.which(command[0]) is None:
            print(f"{name:28}  not installed")
            continue
        wall, cpu, peak = measured(command, arguments.runs)
        known[command[0]] = wall
        beside = f"{known['pflogsumm'] / wall:13.1f}" if "pflogsumm" in known else f"{'':13}"
        perl = f"{wall / known['perl']:8.2f}" if "perl" in known else f"{'':8}"
        print(f"{name:28}{wall:8.2f}s{cpu:8.2f}s{beside}{perl}{peak:9}", flush=True)


if __name__ == "__main__":
    main()
