"""Measures the login records of a busy year beside `last` and `ac`, in the same run, as ratios of CPU time.

    make bench-logins                        1 M records
    make bench-logins ARGS="--records 200"   thousands of records; several numbers are run in turn

Each part runs in a process of its own and prints nothing; `last` and `ac` (Debian: util-linux, acct) print to
/dev/null.  What counts is the ratio: the session table should be made in a third of the time of `last`, connect time by
day and user within 15 times that of `ac -p`, which is C.  The file is made once and kept in --dir.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import os
import random
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

NOW = 1_795_176_000  # 2026-11-20 12:00 UTC
YEAR = 365 * 86_400
RECORD = struct.Struct("<h2xi32s4s32s256s8xIi16s20x")


def generator() -> Path | None:
    """The seeded generator of realistic records, where it lies beside the checkout."""
    beside = Path(os.environ.get("QMAILREPORT_SHARED", ROOT.parent / "shared"))
    path = beside / "bench" / "gen_wtmp.py"
    return path if path.is_file() else None


def simple(count: int) -> Iterator[bytes]:
    """A plain stand-in for the generator: logins and logouts on 60 terminals, one of twenty by FTP."""
    rng = random.Random(7)
    free = [f"pts/{number}" for number in range(60)]
    on: list[str] = []
    for number in range(count):
        at = NOW - YEAR + number * YEAR // count
        if on and (not free or rng.random() < 0.5):
            line = on.pop(rng.randrange(len(on)))
            kind, user, host = 8, "", ""
            if line.startswith("pts"):
                free.append(line)
        else:
            line = free.pop() if rng.random() < 0.95 else f"ftpd{number}"
            kind, user, host = 7, f"user{int(rng.paretovariate(1)) % 400}", f"192.0.2.{rng.randrange(250)}"
            on.append(line)
        yield RECORD.pack(kind, number % 32_768, *(text.encode() for text in (line, "", user, host)), at, 0, b"")


def wtmp(directory: Path, thousands: int) -> Path:
    """A file of so many records, made where it is not there yet."""
    path = directory / f"wtmp-{thousands}k"
    if not path.exists():
        made = path.with_suffix(".part")
        if tool := generator():
            command = [sys.executable, str(tool), str(made), "--records", str(thousands * 1000), "--seed", "3"]
            subprocess.run([*command, "--days", "365"], check=True, stdout=subprocess.DEVNULL)
        else:
            with made.open("wb") as file:
                file.writelines(simple(thousands * 1000))
        made.rename(path)
    return path


def last_table(path: Path) -> int:
    """The rows that `classic last` lists."""
    from qmailreport.classic.last import Present, rows
    from qmailreport.classic.wtmp import Wtmp

    return len(list(rows(Wtmp("last", str(path)).backwards(), Present(NOW, NOW, {}), False)))


def connect_time(path: Path) -> int:
    """What `classic ac -d -p -a` adds up."""
    from qmailreport.classic.ac import Tally, ac
    from qmailreport.classic.wtmp import Wtmp

    tally = Tally(NOW, dt.UTC, days=True, people=True, every=True)
    return sum(map(len, ac([(b"", Wtmp("ac", str(path)).forwards())], tally)))


def folded(path: Path) -> int:
    """What the pass `logins` makes of the year: sessions, connect time by user, boots, logins by address."""
    from zoneinfo import ZoneInfo

    from qmailreport.day import SECOND, Window
    from qmailreport.engines import Serial
    from qmailreport.fold import Task, fold
    from qmailreport.passes import PASSES
    from qmailreport.sources import SOURCES, load

    window = Window((NOW - 2 * YEAR) * SECOND, (NOW + YEAR) * SECOND)
    source = SOURCES["wtmp"](path=str(path), host="bench")  # type: ignore[call-arg]  # the table says Source
    (stream,), _ = source.streams("wtmp", window, ZoneInfo("UTC"), NOW * SECOND)
    one = PASSES["logins"](source=("wtmp",))
    states, _ = fold(Task((one,), stream.envelope, window, "bench", load, stream.chunks()), Serial())
    return len(one.settle(states[0], None)[0])


PARTS: dict[str, tuple[str, Callable[[Path], int]]] = {
    "session table (classic last)": ("last", last_table),
    "connect time by day and user (classic ac -d -p -a)": ("ac", connect_time),
    "the pass logins, all of it": ("last", folded),
}
PEERS = {"last": ["last", "-f"], "ac": ["ac", "-p", "-f"]}


def cpu(command: list[str]) -> float:
    """User and system time of a command (s)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C"}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(path: Path, runs: int) -> None:
    """Parts and peers in turn; the least of each."""
    own = {name: [sys.executable, __file__, "--part", name, str(path)] for name in PARTS}
    peers = {name: [*command, str(path)] for name, command in PEERS.items() if shutil.which(name)}
    spent = {name: min(times) for name, times in _turns({**own, **peers}, runs).items()}
    print(f"{path.name}: {path.stat().st_size // RECORD.size:,} records")
    for name in peers:
        print(f"  {name:52} {spent[name]:7.2f} s")
    for name, (peer, _) in PARTS.items():
        ratio = f"  {spent[name] / spent[peer]:6.2f} × {peer}" if peer in spent else f"  ({peer} is not installed)"
        print(f"  {name:52} {spent[name]:7.2f} s{ratio}")


def _turns(commands: dict[str, list[str]], runs: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(cpu(command))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--records", type=int, nargs="+", default=[1000], metavar="N", help="thousands of records")
    parser.add_argument("--runs", type=int, default=3, help="of each; the least counts (default: %(default)s)")
    parser.add_argument("--dir", type=Path, default=Path(tempfile.gettempdir()) / "qmailreport-bench")
    parser.add_argument("--part", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.part:
        gc.disable()  # as `fold` does
        PARTS[arguments.part[0]][1](Path(arguments.part[1]))
        return
    arguments.dir.mkdir(parents=True, exist_ok=True)
    for thousands in arguments.records:
        measure(wtmp(arguments.dir, thousands), arguments.runs)


if __name__ == "__main__":
    main()
