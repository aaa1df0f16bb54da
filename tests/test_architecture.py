"""The house as it was drawn: who may know whom, what is pure, how large a room may be, and its tables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from qmailreport.delivery import DELIVERIES
from qmailreport.formats import FORMATS, ROWS
from qmailreport.passes import PASSES
from qmailreport.sources import SOURCES

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "qmailreport"
MODULES = sorted(HOUSE.rglob("*.py"))

# A room and its parts; what is not named here is a room of its own.
PARTS = {
    "lines": "fold",
    "asides": "fold",
    "survey": "fold",
    "collect": "job",
    "silence": "job",
    "digests": "job",
    "remembered": "job",
    "usermails": "job",
    "usertexts": "job",
    "userletters": "job",
    "useranswers": "job",
    "recipients": "job",
    "replies": "job",
    "outbox": "job",
    "orders": "job",
    "workers": "engines",
    "database": "store",
    "memory": "store",
    "statedir": "store",
    "loginstore": "store",
    "yamlpos": "config",
    "yamlmodel": "config",
    "names": "config",
    "reports": "config",
    "terminal": "cli",
    "demo": "cli",
    "commands": "cli",
    "__main__": "cli",
}
BASE = {"errors", "day", "report", "redact", "model"}
ARROWS = {
    "errors": set(),
    "model": set(),
    "patterns": set(),
    "day": {"errors"},
    "redact": BASE,
    "report": BASE,
    "fold": {"day", "redact", "report"},
    "audience": {"report"},
    "transactions": {"fold", "report", "redact", "day", "model", "errors"},
    "logins": BASE,
    "whereabouts": {"logins"},
    "findings": {"report", "day"},
    "formats": {"fold", "day", "errors", "redact", "report"},
    "passes": {"logins", "fold", "report", "redact", "day", "model", "errors", "patterns"},
    "sources": {"formats", "fold", "day", "model", "errors", "report", "redact"},
    "delivery": {"logins", "report", "findings", "day", "model", "errors", "redact"},
    "engines": {"errors", "model", "fold", "report"},
    "store": {"errors", "report", "day"},
    "config": {"model", "errors", "day", "engines", "passes", "sources", "delivery"},
    "job": BASE
    | {
        "audience",
        "config",
        "delivery",
        "engines",
        "findings",
        "fold",
        "formats",
        "logins",
        "passes",
        "sources",
        "store",
        "whereabouts",
    },
    "cli": BASE
    | {"job", "config", "store", "delivery", "classic", "formats", "fold", "engines", "logins", "passes", "sources"}
    | {"transactions"},
    "classic": {"errors", "formats", "day"},
}
PURE = {*BASE, "patterns", "audience", "logins", "whereabouts", "fold", "findings", "formats", "passes", "transactions"}
WORLD = {
    *("os", "io", "socket", "ssl", "subprocess", "time", "sqlite3", "pathlib", "shutil", "tempfile", "glob", "fcntl"),
    *("signal", "select", "smtplib", "mailbox", "urllib", "http", "asyncio", "threading", "multiprocessing", "logging"),
    *("random", "secrets", "getpass", "pwd"),
}
PURE_DELIVERY = (
    *("addresses", "coverage", "headlines", "kinds", "letters", "message", "page", "phrases", "sentences", "speech"),
    *("tables", "units"),
)
CLOCK = {"time", "time_ns", "now", "today", "utcnow", "localtime", "monotonic", "gmtime", "ctime"}
LINES_MODULE, LINES_FUNCTION = 300, 40


def room(path: Path) -> str:
    name = path.relative_to(HOUSE).parts[0].removesuffix(".py")
    return PARTS.get(name, name)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """(dotted name, whether it is one of ours) of everything that a module imports, wherever it does."""
    package = ("qmailreport", *path.relative_to(HOUSE).parts)[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, alias.name.split(".")[0] == "qmailreport"
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = ".".join((*package[: len(package) - node.level + 1], *([node.module] if node.module else [])))
            for alias in node.names:
                yield f"{base}.{alias.name}", True
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module), str(node.module).split(".")[0] == "qmailreport"


def rooms(path: Path) -> set[str]:
    names = (name.split(".")[1] for name, ours in imports(path) if ours and "." in name)
    return {PARTS.get(name, name) for name in names if name != "VERSION"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_arrows_point_one_way(path: Path) -> None:
    here = room(path)
    if here == "__init__":
        assert rooms(path) == set()
        return
    assert rooms(path) - {here} - ARROWS[here] == set()


def test_nobody_runs_in_a_circle() -> None:
    """But for `redact` and `report`, which may know each other, the arrows themselves have no circle."""
    left = {name: targets - BASE for name, targets in ARROWS.items() if name not in BASE}
    while left:
        free = [name for name, targets in left.items() if not targets & set(left)]
        assert free, left
        for name in free:
            del left[name]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_pure_rooms_know_nothing_of_the_world(path: Path) -> None:
    pure = room(path) in PURE or (room(path) == "delivery" and path.stem in PURE_DELIVERY)
    known = {name.split(".")[0] for name, ours in imports(path) if not ours}
    assert not pure or known & WORLD == set()
    assert not pure or not _calls(path) & {"open", "input", "exec", "eval", "__import__"}


def _calls(path: Path) -> set[str]:
    return {
        node.func.id for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_only_the_command_prints_exits_and_knows_the_time(path: Path) -> None:
    if path.name == "cli.py":
        return
    found = {"print", "exit", "quit", "input"} & _calls(path)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            if node.func.attr in CLOCK and owner.split(".")[-1] in {"time", "datetime", "date"}:
                found.add(ast.unparse(node.func))
            if (owner, node.func.attr) in {("sys", "exit"), ("os", "_exit")}:
                found.add(ast.unparse(node.func))
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            found.add("from time")
        if isinstance(node, ast.Raise) and node.exc is not None and "SystemExit" in ast.unparse(node.exc):
            found.add("SystemExit")
    allowed = {"sys.exit"} if path.name == "__main__.py" else set()
    assert found - allowed == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    large = {"module": text.count("\n")} if text.count("\n") > LINES_MODULE else {}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > LINES_FUNCTION:
                large[node.name] = length
    assert large == {}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_words_that_say_nothing_are_not_used_as_names(path: Path) -> None:
    empty = {"data", "info", "item", "manager", "handler", "helper", "utils", "helpers", "util"}
    names = {path.stem}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name.lower())
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    assert names & empty == set()


def modules(folder: str) -> set[str]:
    return {
        path.stem for path in (HOUSE / folder).iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    } - {"__init__"}


def test_the_tables_name_what_is_in_their_folders() -> None:
    assert {cls.__module__.split(".")[2] for cls in PASSES.values()} == modules("passes") - {
        "many",
        "histogram",
        "counting",
        "masks",
        "shown",
    }  # what the passes share
    assert {type(one).__module__.split(".")[2] for one in (*FORMATS.values(), *ROWS.values())} == modules("formats") - {
        "dialects",
        "stamps",
        "journald",
    }
    assert {cls.__module__.split(".")[2] for cls in SOURCES.values()} == {
        *("files", "ring", "journal", "wtmp", "lastlog", "databases"),
    }
    assert {cls.__module__.split(".")[2] for cls in DELIVERIES.values()} == modules("delivery") - {
        *PURE_DELIVERY,
        "render",
        "words",
    }
    assert set(SOURCES) == {*FORMATS, *ROWS, "journald"}
    for word, decoder in ROWS.items():
        assert SOURCES[word].kind == decoder.kind
    for word, one in PASSES.items():
        assert one.name == word and one.kind


def test_the_example_names_every_word_of_every_table() -> None:
    text = (ROOT / "config.example.yaml").read_text("utf-8")
    for word in SOURCES:
        assert f"format: {word}" in text
    for word in PASSES:
        assert f"- {word}:" in text
    for word in DELIVERIES:
        assert f"{word}:" in text
    shown = yaml.safe_load(text)
    assert {each["format"] for each in shown["sources"].values()} <= set(SOURCES)


def test_the_map_of_the_house_names_every_room() -> None:
    drawn = ast.get_docstring(tree(HOUSE / "__init__.py")) or ""
    for path in HOUSE.iterdir():
        name = path.name.removesuffix(".py")
        if name in {"__init__", "__main__", "__pycache__", "templates", "sample"} or path.suffix not in {".py", ""}:
            continue
        assert (
            name
            in drawn.replace("/", "").replace(",", " ").replace("(", " ").replace(")", " ").replace(":", " ").split()
        ), name


def test_no_group_is_repeated_possessively() -> None:
    """Before Python 3.11.5 `(?:X)*+` matches wrongly (gh-106052); `(?>(?:X)*)` is right, and so is `[x]*+`."""
    wrong = re.compile(r"(?<!\\)\)(?:[*+?]|\{[0-9,]+\})\+")
    lines = [f"{path.name}: {line}" for path in MODULES for line in path.read_text("utf-8").splitlines()]
    assert [line for line in lines if wrong.search(line)] == []
