"""explain, mute, unmute and keywords list, as commands over a host whose days have been scanned."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from qmailreport.memory import Told, put_templates, templates_before
from qmailreport.store import Store
from tests.house import Host, morning, write

SOURCES = "  maillog: {format: syslog, path: mail.log}"
REPORT = "  - {name: daily, to: [postmaster@example.org], passes: [keywords: {source: maillog%s}]}"
TODAY = dt.datetime.now(dt.UTC).date()


def day(back: int) -> dt.date:
    return TODAY - dt.timedelta(days=back)


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """Three days with a full disk, the last of which was yesterday."""
    host = Host(tmp_path, sources=SOURCES, reports=REPORT % "")
    lines = [
        f"{day(back)}T12:00:0{n}Z mx1 postfix/cleanup[7]: error: write queue file: No space left on device\n"
        for back in (3, 2, 1)
        for n in range(4 - back)
    ]
    write(host.root / "mail.log", "".join(lines).encode())
    for back in (3, 2, 1):
        host.run(morning(day(back)))
    return host


def disk(host: Host) -> str:
    with Store(host.state, readonly=True) as store:
        (one,) = templates_before(store, "daily", TODAY)
    return one.id


def said(host: Host, *words: str) -> tuple[int, str, str]:
    done = host.command(words[0], "--config", str(host.file), *words[1:])
    return done.status, done.out, done.err


def test_explain_tells_a_template(host: Host) -> None:
    status, out, err = said(host, "explain", disk(host))
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == f"{disk(host)} postfix/cleanup: error: write queue file: No space left on device"
    assert lines[1] == "serious, disk (sy.disk)"
    assert any(line.startswith("Means ") for line in lines)
    assert any(line.startswith("What to do ") for line in lines)
    assert f"daily: first on {day(3)}, last on {day(1)}" in lines
    assert f"lines, {day(30)} to {day(1)}: {'_' * 27}▃▆█" in lines
    counts = [line.split() for line in lines if line.startswith("  2")]
    assert counts == [[str(day(back)), f"{day(back):%a}", str(4 - back)] for back in (1, 2, 3)]
    assert "  | error: write queue file: No space left on device" in lines
    assert max(map(len, lines)) <= 80


def test_explain_tells_an_entry_of_the_catalogue(host: Host) -> None:
    status, out, err = said(host, "explain", "SY.DISK")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "sy.disk: serious, disk"
    assert any(line.startswith("Looks for ") and "No space left on device" in line for line in lines)
    assert f"daily, lines, {day(3)} to {day(1)}: ▃▆█" in lines
    assert any(line.startswith(f"  {disk(host)} postfix/cleanup: ") for line in lines)
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("word", ["explain", "mute"])
def test_what_is_not_known_is_refused_with_the_nearest(host: Host, word: str) -> None:
    more = ["--days", "3", "--why", "it is known"] if word == "mute" else []
    status, out, err = said(host, word, "sy.dsk", *more)
    assert (status, out) == (2, "")
    assert err.startswith("qmailreport: there is no 'sy.dsk'; did you mean 'sy.disk'?")
    almost = disk(host)[:-1] + ("0" if disk(host)[-1] != "0" else "1")
    assert f"did you mean '{disk(host)}'?" in said(host, word, almost, *more)[2]
    assert said(host, word, "\x1b[31m\u202e", *more)[0] == 2
    assert "\x1b" not in said(host, word, "\x1b[31m", *more)[2]


def test_mute_unmute_and_list(host: Host) -> None:
    name, until = disk(host), TODAY + dt.timedelta(days=30)
    assert "Nothing is muted." in said(host, "keywords", "list")[1]
    status, out, err = said(host, "mute", name, "--days", "30", "--why", "a new disk\nis ordered")
    assert (status, err) == (0, "")
    assert out == f"{name} is muted until {until}; `qmailreport unmute {name}` ends it\n"
    assert said(host, "mute", "gr.shell", "--days", "1", "--why", "scanners")[0] == 0
    listed = said(host, "keywords", "list")[1].splitlines()
    assert f"  {name} until {until}: a new disk is ordered" in listed
    assert any(line.startswith("  gr.shell until") for line in listed)
    assert f"Muted       {name} until {until}: a new disk is ordered" in said(host, "explain", name)[1]
    write(host.root / "mail.log", f"{TODAY}T00:00:01Z mx1 postfix/cleanup[7]: No space left on device\n".encode())
    assert said(host, "unmute", name) == (0, f"{name} is told again\n", "")
    status, out, err = said(host, "unmute", name)
    assert (status, out) == (2, "")
    assert err == f"qmailreport: '{name}' is not muted; known are gr.shell\n"


def test_a_muted_template_is_not_told(host: Host) -> None:
    said(host, "mute", disk(host), "--days", "2", "--why", "a new disk is ordered")
    again = host.command("run", "--config", str(host.file), "--date", str(day(1)), "--dry-run")
    assert "Muted: 1 template, 3 lines." in again.out
    assert "WATCH" not in again.out
    said(host, "unmute", disk(host))
    again = host.command("run", "--config", str(host.file), "--date", str(day(1)), "--dry-run")
    assert "[WATCH] Serious: 3 lines of 1 kind known before" in again.out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["sy.disk", "--days", "30"], "--why"),
        (["sy.disk", "--why", "x"], "--days"),
        (["sy.disk", "--days", "30", "--why", " \u202e"[:1]], "--why is empty"),
        (["sy.disk", "--days", "0", "--why", "x"], "--days 0: 1 to 3650 days"),
        (["sy.disk", "--days", "99999", "--why", "x"], "1 to 3650 days"),
        (["sy.disk", "--days", "many", "--why", "x"], "invalid int value"),
        (["om.err", "--days", "3", "--why", "x"], "it is counted and never told"),
    ],
)
def test_a_mute_needs_an_end_and_a_reason(host: Host, words: list[str], complaint: str) -> None:
    status, out, err = said(host, "mute", *words)
    assert (status, out) == (2, "")
    assert complaint in err
    assert "Traceback" not in err


def test_the_list_has_every_entry_with_its_severity(host: Host) -> None:
    host.reports = REPORT % (
        ", mute: [{id: sy.ntp, reason: a bad clock, until: 2999-12-31}], "
        "keywords: [{id: my.word, pattern: frobnicat, severity: notice, meaning: ours}]"
    )
    status, out, err = said(host, "keywords", "list")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert any(line.split()[:2] == ["pf.fatal", "fatal"] for line in lines)
    assert any(line.split() == ["my.word", "notice", "own:", "ours"] for line in lines)
    assert sum(line.startswith("  om.") for line in lines) == 21
    assert "  sy.ntp until 2999-12-31: a bad clock" in lines
    assert max(map(len, lines)) <= 80
    assert said(host, "keywords", "drop")[0] == 2


def test_hosts_without_a_scan_or_a_store_are_told_so(tmp_path: Path) -> None:
    host = Host(tmp_path)
    assert said(host, "keywords", "list")[0] == 0
    assert said(host, "explain", "0a1b2c3d")[0] == 2
    assert not host.state.exists()


def test_what_is_too_old_is_forgotten(host: Host) -> None:
    seen = Told("0a1b2c3d", "p", "t", "notice", "c", "e", 3, 3)
    with Store(host.state) as store:
        put_templates(store, "daily", day(700), [seen])
        put_templates(store, "daily", day(150), [Told("1a1b2c3d", "p", "u", "notice", "c", "e", 2**70, 3)])
    host.run(morning(day(1)), date=str(day(1)), resend=True)
    with Store(host.state, readonly=True) as store:
        found = {each.id: each for each in templates_before(store, "daily", TODAY)}
    assert "0a1b2c3d" not in found
    assert found["1a1b2c3d"].days == ()
    assert found["1a1b2c3d"].first == day(150)
