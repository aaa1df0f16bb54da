"""The wheel, built and installed into an empty environment, runs the demo from there."""

from __future__ import annotations

import email
import email.policy
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_wheel_runs_the_demo(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist"), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "qmailreport/templates/digest.html.j2" in names and "qmailreport/config.example.yaml" in names
    assert "qmailreport/passes/keywords/catalogue.yaml" in names
    assert {f"qmailreport/locale/{each}/LC_MESSAGES/qmailreport.mo" for each in ("ja", "ru", "zh")} <= set(names)
    assert "qmailreport/templates/logins.txt.j2" in names
    assert not [name for name in names if name.startswith(("tests/", "templates/"))]
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--only-binary", ":all:", wheel]
    subprocess.run(install, check=True, capture_output=True)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    run = subprocess.run(
        [tmp_path / "venv" / "bin" / "qmailreport", "demo", "out"],
        cwd=tmp_path,
        env=clean,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0 and run.stderr == "" and len(run.stdout.splitlines()) == 8, run.stdout + run.stderr
    mails = sorted((tmp_path / "out" / "Maildir" / "new").iterdir())
    assert [mail.name.split(".")[1] for mail in mails] == ["daily", *["mine"] * 3, "mx3", "watch"]
    mail = mails[0]
    message = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    assert "mail.example.org" in message["Subject"] and "delivered" in message["Subject"]
    body = message.get_body(("html",))
    assert body is not None and "Recipient hosts" in body.get_content()
    generated = subprocess.run(
        [python, "-m", "qmailreport", "config", "generate"], env=clean, capture_output=True, text=True
    )
    assert generated.stdout == (ROOT / "config.example.yaml").read_text("utf-8")
    again = subprocess.run(
        [*run.args[:1], "run", "--config", "out/config.yaml", "--date", "yesterday", "--resend"],
        cwd=tmp_path, env=clean, capture_output=True, text=True,
    )  # fmt: skip
    assert again.returncode == 0, again.stderr
    assert len(list((tmp_path / "out" / "Maildir" / "new").iterdir())) == len(mails) + 3
