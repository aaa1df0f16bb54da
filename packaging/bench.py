"""Measures qmailreport beside grep, zcat and mawk in the same run, as ratios.

    make bench                     1 M and 5 M lines, plain and gz, one process and two
    make bench ARGS="--lines 2"    2 M lines; several numbers are run in turn
    make bench ARGS="--busy"       a queue that never empties: half the size beside the whole, to show linear growth

Each command runs as a whole process, in turn with its peers; a figure is the least of `--runs` runs, and what counts is
the ratio to mawk's. Logs are made once and kept in --dir.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

START = 1_790_000_000 // 86400 * 86400  # midnight UTC of a day in 2026
EPOCH = 2**62 + 10
DAY = "2026-09-21"
# What qmailanalog's eleven reports add up, one program each over matchup's output.
AWK = (
    "/^m/{m++;b+=$4;r+=$5+$6;q+=$3-$2} /^d/{t++;x+=$5-$4} END{print m,b,r,q,t,x}",
    "/^d k/{print $5-$3}",
    *(f"/^d {letter}/{{n[$11]++;x[$11]+=$5-$4}} END{{for(r in n)print n[r],x[r],r}}" for letter in "zdk"),
    '/^d/{t[$8]++;x[$8]+=$5-$4;if($2=="k")s[$8]+=$6} END{for(r in t)print s[r],t[r],x[r],r}',
    '/^d/{h=$8;sub(/.*@/,"",h);t[h]++;x[h]+=$5-$4} END{for(r in t)print t[r],x[r],r}',
    "/^d/{t[$8]++;x[$8]+=$5-$4} END{for(r in t)print x[r]/t[r],t[r],r}",
    '/^m/{k=$10"/"$8;m[k]++;b[k]+=$4;s[k]+=$4*$5} /^d/{x[$10"/"$7]+=$5-$4} END{for(k in m)print m[k],b[k],s[k],x[k],k}',
    "/^m/{k=$10;m[k]++;b[k]+=$4;s[k]+=$4*$5} /^d/{x[$10]+=$5-$4} END{for(k in m)print m[k],b[k],s[k],x[k],k}",
    "/^d/{print $5,$9,$8,$5-$3,$5-$4,$11} /^m/{print $3,$9,$8,$4,$3-$2}",
)
EVERY = "[ddist, successes, rxdelay, uids, load]"
CONFIG = """\
site: bench.example.org
timezone: UTC
state: {state}
sources:
  send: {{format: {form}, path: {path}, host: mx1}}
reports:
  - name: bench
    to: [postmaster@example.org]
    passes:
      - qmail: {{source: send{more}}}
delivery:
  files: {state}/out
engine: {{processes: {processes}}}
"""


def generator() -> Path | None:
    """The seeded generator of realistic logs, where it lies beside the checkout."""
    beside = Path(os.environ.get("QMAILREPORT_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    path = beside / "bench" / "gen_qmail_log.py"
    return path if path.is_file() else None


def simple(count: int, busy: bool) -> Iterator[str]:
    """A plain stand-in for the generator: one to four recipients a message, some of them deferred for good."""
    rng = random.Random(7)
    at, message, delivery, said = START * 10**9, 0, 0, 0
    step = 86_000 * 10**9 // count

    def line(text: str) -> str:
        nonlocal at, said
        at += step
        said += 1
        return f"@{at // 10**9 + EPOCH:016x}{at % 10**9:08x} {text}\n"

    while said < count:
        message += 1
        yield line(f"new msg {message}")
        sender = f"user{int(rng.paretovariate(0.9)) % (count // 60 + 9)}@example.org"
        yield line(
            f"info msg {message}: bytes {rng.randrange(500, 90_000)} from <{sender}> qp {message % 32768} uid 89"
        )
        stuck = rng.random() < (0.4 if busy else 0.01)
        for _ in range(rng.randrange(1, 4)):
            delivery += 1
            rcpt = f"u{int(rng.paretovariate(0.8)) % (count // 25 + 9)}@host{int(rng.paretovariate(1)) % 900}.example"
            yield line(f"starting delivery {delivery}: msg {message} to remote {rcpt}")
            yield line(f"status: local 0/10 remote {1 + delivery % 20}/20")
            result = "deferral: Connected_to_192.0.2.9_but_connection_died._(#4.4.2)/" if stuck else "success: ok/"
            yield line(f"delivery {delivery}: {result}")
            yield line(f"status: local 0/10 remote {delivery % 20}/20")
        if not stuck:
            yield line(f"end msg {message}")


def log(directory: Path, count: int, busy: bool) -> Path:
    """A log of `count` lines and its gz, made where they are not there yet."""
    path = directory / f"{'busy' if busy else 'day'}-{count}.log"
    if not path.exists():
        made = path.with_suffix(".part")
        if tool := generator():
            more = ["--down", "0.30", "--grey", "0.2"] if busy else []
            command = [
                sys.executable,
                str(tool),
                "--lines",
                str(count),
                "--seed",
                "7",
                "--format",
                "tai64n",
                "-o",
                str(made),
            ]
            subprocess.run(
                [*command, "--oddities", "0.0005", "--start", str(START), "--span", "82000", *more], check=True
            )
        else:
            made.write_text("".join(simple(count, busy)))
        made.rename(path)
    packed = path.with_name(path.name + ".gz")
    if not packed.exists():
        with path.open("rb") as plain, gzip.open(packed, "wb", compresslevel=6) as out:
            shutil.copyfileobj(plain, out, 1 << 20)
    return path


def measured(command: list[str], runs: int) -> tuple[float, float, int]:
    """Least wall and CPU seconds of the whole command, and the greatest peak of any of its processes (MB)."""
    best_wall, best_cpu, peak = float("inf"), float("inf"), 0
    for _ in range(runs):
        script = (
            "import resource, subprocess, sys, time; t = time.perf_counter(); "
            "p = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE); "  # grep reads nothing for /dev/null
            "[None for _ in iter(lambda: p.stdout.read(1 << 16), b'')]; p.wait(); w = time.perf_counter() - t; "
            "p.returncode in (0, 1) or sys.exit(f'{sys.argv[1:4]}: status {p.returncode}'); "
            "u = resource.getrusage(resource.RUSAGE_CHILDREN); print(w, u.ru_utime + u.ru_stime, u.ru_maxrss)"
        )
        out = subprocess.run(
            [sys.executable, "-c", script, *command], capture_output=True, text=True, check=True
        ).stdout
        wall, cpu, rss = out.split()
        best_wall, best_cpu, peak = min(best_wall, float(wall)), min(best_cpu, float(cpu)), max(peak, int(rss) // 1024)
    return best_wall, best_cpu, peak


def ours(directory: Path, path: Path, processes: int, more: str = "") -> list[str]:
    """The whole job over one log: configuration read, mail rendered, written as files."""
    name = f"{path.name}-{processes}{'-all' if more else ''}"
    state = directory / f"state-{name}"
    shutil.rmtree(state, ignore_errors=True)
    state.mkdir(mode=0o700)
    config = directory / f"{name}.yaml"
    source = directory / f"source-{path.name}"
    source.mkdir(exist_ok=True)
    target = source / ("current" if path.suffix == ".log" else path.name)
    if not target.exists():
        os.link(path, target)
    place = f"{source}" if path.suffix == ".log" else f"{target}"
    config.write_text(CONFIG.format(state=state, form="multilog", path=place, processes=processes, more=more))
    return [
        sys.executable,
        "-m",
        "qmailreport",
        "run",
        "--config",
        str(config),
        "--date",
        DAY,
        "--output",
        str(state / "o"),
    ]


def eleven(directory: Path, path: Path) -> list[str]:
    """The work of qmailanalog's reports over matchup's output, which is made here and not counted."""
    matched = directory / f"{path.name}.matched"
    if not matched.exists():
        with matched.open("wb") as out:
            tool = [sys.executable, "-m", "qmailreport", "classic", "matchup", "--pending-out", os.devnull, str(path)]
            subprocess.run(tool, stdout=out, check=True)
    programs = []
    for number, program in enumerate(AWK):
        script = directory / f"report-{number}.awk"
        script.write_text(program)
        programs.append(f"mawk -f {script} {matched}")
    return ["sh", "-c", "; ".join(programs)]


def compare(directory: Path, count: int, busy: bool, runs: int) -> None:
    """One size, all the ways."""
    path = log(directory, count, busy)
    size = path.stat().st_size
    packed = path.with_name(path.name + ".gz")
    rows = [
        ("mawk '{n[$2]++}'", ["mawk", "{n[$2]++}", str(path)]),
        ("grep -c delivery", ["grep", "-c", "delivery", str(path)]),
        ("zcat | wc -l", ["sh", "-c", f"zcat {packed} | wc -l"]),
        ("qmailreport, 1 process", ours(directory, path, 1)),
        ("qmailreport, 2 processes", ours(directory, path, 2)),
        ("  with every section, 1 process", ours(directory, path, 1, f", more: {EVERY}")),
        ("  eleven mawk programs on top", eleven(directory, path)),
        (
            "classic matchup",
            [sys.executable, "-m", "qmailreport", "classic", "matchup", "--pending-out", os.devnull, str(path)],
        ),
        ("qmailreport, gz, 1 process", ours(directory, packed, 1)),
        ("qmailreport, gz, 2 processes", ours(directory, packed, 2)),
    ]
    print(f"\n{path.name}: {count:,} lines, {size / 1e6:.0f} MB")
    print(f"{'':34}{'wall':>9}{'cpu':>9}{'/ mawk':>9}{'lines/s':>12}{'MB/s':>8}{'peak MB':>9}")
    base = None
    for name, command in rows:
        if shutil.which(command[0]) is None:
            print(f"{name:34}  not installed")
            continue
        wall, cpu, peak = measured(command, runs)
        base = base or wall
        numbers = f"{wall:8.2f}s{cpu:8.2f}s{wall / base:9.1f}{count / wall:12,.0f}{size / 1e6 / wall:8.0f}{peak:9}"
        print(f"{name:34}{numbers}", flush=True)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=float, nargs="+", default=[1, 5], metavar="M", help="millions of lines")
    parser.add_argument("--busy", action="store_true", help="a queue that never empties; half of each size as well")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--dir", type=Path, default=Path(tempfile.gettempdir()) / "qmailreport-bench")
    arguments = parser.parse_args()
    arguments.dir.mkdir(parents=True, exist_ok=True)
    for millions in arguments.lines:
        count = int(millions * 1_000_000)
        for each in (count // 2, count) if arguments.busy else (count,):
            compare(arguments.dir, each, arguments.busy, arguments.runs)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"\nall runs together: {used.ru_utime + used.ru_stime:.0f} s of CPU", file=sys.stderr)


if __name__ == "__main__":
    main()
