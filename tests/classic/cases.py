"""The golden cases: logs with what the peer made of them.

Small ones lie in tests/cases/qmail; large and real ones in a `shared` folder beside the checkout (or where
QMAILREPORT_SHARED says), if there is one.
"""

from __future__ import annotations

import io
import json
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from qmailreport.classic import run

HERE = Path(__file__).resolve()
SMALL = HERE.parents[1] / "cases" / "qmail"
LARGE = Path(os.environ.get("QMAILREPORT_SHARED") or HERE.parents[3] / "shared") / "corpus" / "qmail"
LARGE_NAMES = (
    "gen-bigqueue-10k",
    "gen-days3-12k",
    "gen-nostatus-4k",
    "gen-raw-5k",
    "gen-splogger-6k",
    "gen-tai64n-5k",
    "real-2010-50k",
)
FORMATS = {"splogger": "splogger-all", "splogger-mixed": "splogger"}  # the cases' word → ours, where they differ


@dataclass(frozen=True)
class Case:
    """One folder: the logs of one or several days and the expected files of each."""

    folder: Path

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        return json.loads((self.folder / "meta.json").read_text())

    @property
    def form(self) -> str:
        word = str(self.meta["format"])
        return FORMATS.get(word, word)

    @property
    def logs(self) -> list[bytes]:
        return [(self.folder / name).read_bytes() for name in self.meta["days"]]

    def expected(self, day: int) -> Path:
        return self.folder / "expected" / f"day{day}"

    def reports(self, day: int) -> list[tuple[str, str, list[str]]]:
        """File name, tool and arguments of every report of that day."""
        found = []
        for path in sorted(self.expected(day).glob("*.txt")):
            tool, *number = path.name.removesuffix(".txt").split(".")
            if "mawk" not in number:
                found.append((path.name, tool, [self.meta[tool][int(number[0]) - 1]] if number else []))
        return found


SMALL_CASES = [Case(folder) for folder in sorted(SMALL.iterdir())]
LARGE_CASES = [Case(LARGE / name) for name in LARGE_NAMES]


def tool(name: str, *arguments: object, stdin: bytes = b"") -> tuple[int, bytes, str]:
    """Exit status, stdout and stderr of a tool."""
    out, err = io.BytesIO(), io.StringIO()
    status = run(name, [str(argument) for argument in arguments], io.BytesIO(stdin), out, err)
    return status, out.getvalue(), err.getvalue()
