"""Every command that the documents show is run here, and every option of the command is shown or explained."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from qmailreport.cli import _parser
from qmailreport.config import example, parse

from .house import Host, quiet_day
from .passes.test_logins_run import made

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^```(?:sh)?\n(.*?)^```", re.M | re.S)


def commands() -> list[str]:
    """The command lines of the README that begin with qmailreport, wherever it is installed."""
    lines = [line.split("#")[0].strip() for block in BLOCK.findall(README) for line in block.splitlines()]
    lines = [line.removeprefix("runuser -u qmailreport -- ") for line in lines]
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
    if line.startswith("qmailreport logins"):  # of this host's own records nothing is known
        shell = re.sub(r"/var/log/(?=wtmp|auth)", "", shell) if "--file" in line else f"{shell} --file wtmp"
        made(tmp_path)
        shutil.copy(ROOT / "tests" / "cases" / "login" / "files" / "seam.wtmp.1", tmp_path / "wtmp.1")
    (tmp_path / "mail.log").write_bytes(quiet_day().syslog())
    (tmp_path / "mail.log.1").write_bytes(quiet_day().syslog())
    shell = shell.replace("/etc/qmailreport/config.yaml", "generated.yaml")
    if any(f" {word}" in shell for word in ("run", "config check", "keywords", "explain", "mute", "unmute")):
        shell += f" --config {host.file}"
    # the sample's day is not three days ago for ever
    shell = re.sub(r"--date -3", "--date 2026-11-18", shell)
    if line.startswith("qmailreport unmute"):
        shell = f"{shell.replace('unmute', 'mute')} --days 3 --why x && {shell}"
    if line.startswith("qmailreport classic zoverall"):
        (tmp_path / "matched").write_text("m 1.5 2.5 100 1 0 0 <a@b> 7 81\n")
    done = subprocess.run(
        ["bash", "-c", shell], cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "TZ": "UTC", "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    expected = {0, 1} if line == "qmailreport run --dry-run" or line.endswith("run") else {0}  # yesterday may be bare
    assert done.returncode in expected, done.stderr
    assert "Traceback" not in done.stderr


def install() -> list[str]:
    """The lines of the README that install, and cron's."""
    lines = README.split("## Install")[1].split("\n## ")[0].splitlines()
    return [line.split("  #")[0].strip() for line in lines]


def test_the_installed_command_is_where_cron_and_the_shell_look(tmp_path: Path) -> None:
    (cron,) = [line.split() for line in install() if line.startswith("0 6 ")]
    (link,) = [shlex.split(line) for line in install() if line.startswith("ln -s ")]
    (made,) = [shlex.split(line) for line in install() if line.startswith("python3 -m venv ")]
    user, command = cron[5:7]
    assert cron[:5] == ["0", "6", "*", "*", "*"] and cron[7:] == ["run"]
    assert command == link[3] == "/usr/local/bin/qmailreport" and link[2] == f"{made[3]}/bin/qmailreport"
    (added,) = [shlex.split(line) for line in install() if line.startswith("useradd ")]
    assert user == added[-1] and "--system" in added
    assert "`/etc/cron.d/qmailreport`" in README


def test_the_state_directory_is_made_for_the_user_and_nobody_else(tmp_path: Path) -> None:
    states = [shlex.split(line) for line in install() if line.startswith("install -d -m 700 ")]
    assert [line[-1] for line in states] == [str(parse(example(), "/etc/qmailreport/config.yaml").state)]
    (added,) = [shlex.split(line) for line in install() if line.startswith("useradd ")]
    assert states[0][states[0].index("-o") + 1] == added[-1]
    place = tmp_path / "state"
    me = str(os.getuid())
    subprocess.run([*states[0][:4], "-o", me, "-g", str(os.getgid()), place], check=True)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    host = Host(tmp_path)
    host.log(quiet_day())
    assert host.job().status == 0 and host.mails()


@pytest.mark.skipif(os.getuid() != 0 or not shutil.which("useradd"), reason="needs root and useradd (beneath a prefix)")
def test_the_user_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "passwd").write_text("root:x:0:0:root:/root:/bin/sh\n")
    (tmp_path / "etc" / "group").write_text("root:x:0:\nadm:x:4:\n")
    (added,) = [shlex.split(line) for line in install() if line.startswith("useradd ")]
    subprocess.run([added[0], "--prefix", str(tmp_path), *added[1:]], check=True, capture_output=True)
    assert re.search(r"^adm:x:4:qmailreport$", (tmp_path / "etc" / "group").read_text(), re.M)
    assert "qmailreport:" in (tmp_path / "etc" / "passwd").read_text()


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
        assert not re.search(r"\bissue #?\d|TODO|FIXME", text), path
