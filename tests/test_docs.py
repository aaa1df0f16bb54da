"""Every command that the documents show is run here, and every option of the command is shown or explained."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from qmailreport.cli import _parser

from .house import Host, quiet_day

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^```(?:sh)?\n(.*?)^```", re.M | re.S)


def commands() -> list[str]:
    """The command lines of the README that begin with qmailreport, wherever it is installed."""
    lines = [line.split("#")[0].strip() for block in BLOCK.findall(README) for line in block.splitlines()]
    found = [re.sub(r"^\S*/(?=qmailreport )", "", re.sub(r"^0 6 .*?(?=/)", "", line)) for line in lines]
    return [line for line in found if line.startswith("qmailreport ")]


@pytest.mark.parametrize("line", commands())
def test_the_readmes_commands_work(line: str, tmp_path: Path) -> None:
    host = Host(tmp_path, delivery="{maildir: {path: Maildir}}")
    host.log(quiet_day())
    shell = line.replace("qmailreport", f"{shlex.quote(sys.executable)} -m qmailreport", 1)
    shell = re.sub(r"/var/log/qmail/send(?=\s|$|/current)", "send", shell).replace("/tmp/out", "out")
    for name in ("/var/log/mail.log.1", "/var/log/mail.log"):
        shell = shell.replace(name, name.removeprefix("/var/log/"))
    (tmp_path / "mail.log").write_bytes(quiet_day().syslog())
    (tmp_path / "mail.log.1").write_bytes(quiet_day().syslog())
    shell = shell.replace("/etc/qmailreport/config.yaml", "generated.yaml")
    if " run" in shell or " check" in shell:
        shell += f" --config {host.file}"
    # the sample's day is not three days ago for ever
    shell = re.sub(r"--date -3", "--date 2026-11-18", shell)
    if line.startswith("qmailreport classic zoverall"):
        (tmp_path / "matched").write_text("m 1.5 2.5 100 1 0 0 <a@b> 7 81\n")
    done = subprocess.run(
        ["bash", "-c", shell], cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "TZ": "UTC", "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    expected = {0, 1} if line == "qmailreport run --dry-run" or line.endswith("run") else {0}  # yesterday may be bare
    assert done.returncode in expected, done.stderr
    assert "Traceback" not in done.stderr


def test_the_list_of_classic_tools_is_printed(tmp_path: Path) -> None:
    said = Host(tmp_path).command("classic")
    assert said.status == 2
    for tool in ("matchup", "zoverall", "collate", "tai64nlocal"):
        assert tool in said.err


def test_the_readme_names_every_option_of_run() -> None:
    (commands_action,) = [action for action in _parser()._actions if action.dest == "command" or action.choices]
    run = commands_action.choices["run"]  # type: ignore[index]
    options = {option for action in run._actions for option in action.option_strings if option.startswith("--")}
    missing = {option for option in options - {"--help", "--verbose"} if option not in README}
    assert missing == set()
    assert "-v" in README


def test_the_documents_speak_of_the_project_only() -> None:
    for path in (ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("packaging/*.md"), ROOT / "config.example.yaml"):
        text = path.read_text("utf-8")
        assert not re.search(r"/work/|\bissue #?\d|TODO|FIXME", text), path
