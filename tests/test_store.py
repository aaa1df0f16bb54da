"""The store with real files: what comes back, what a crash leaves, who may open it."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import Any

import pytest

from qmailreport.database import MIGRATIONS
from qmailreport.day import SECOND
from qmailreport.errors import Error
from qmailreport.report import Reading
from qmailreport.store import Locked, Run, Store, lock, retry_after

ROOT = Path(__file__).resolve().parents[1]
DAY = dt.date(2026, 11, 18)
MINUTE = 60 * SECOND


def day(back: int) -> dt.date:
    return DAY - dt.timedelta(days=back)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "var" / "state"


def put(store: Store, back: int, content: dict[str, object], host: str = "") -> bool:
    return store.put_carry("qmail", "v1", "send", day(back), content, made=1, host=host)


def stale(store: Store, host: str = "") -> dict[int, bool]:
    found = {back: store.carry("qmail", "v1", "send", day(back), host) for back in range(50)}
    return {back: each[1] for back, each in found.items() if each}


def test_the_directory_and_the_file_are_private_and_made_when_needed(state: Path) -> None:
    with Store(state):
        pass
    assert state.stat().st_mode & 0o777 == 0o700
    assert (state / "qmailreport.sqlite").stat().st_mode & 0o777 == 0o600


def test_carries_come_back_exactly_and_in_their_order(state: Path) -> None:
    content: dict[str, Any] = {
        "version": 1,
        "big": 2**80,
        "z": [1.5, None, True, "é\udcff\0"],
        "a": {"y": {}, "x": -(2**63)},
    }
    with Store(state) as store:
        assert store.carry("qmail", "v1", "send", DAY) is None
        assert put(store, 0, content) is False
    with Store(state) as store:
        found = store.carry("qmail", "v1", "send", DAY)
        assert found == (content, False) and found is not None
        assert list(found[0]) == list(content) and list(found[0]["a"]) == ["y", "x"]
        for place in [("other", "v1", "send"), ("qmail", "v2", "send"), ("qmail", "v1", "x")]:
            assert store.carry(*place, DAY) is None
        assert store.carry("qmail", "v1", "send", DAY, "mx1") is None
        assert store.carry("qmail", "v1", "send", day(1)) is None


def test_a_rerun_that_changes_a_carry_marks_the_later_days_stale(state: Path) -> None:
    with Store(state) as store:
        for back in (4, 3, 2, 0):
            put(store, back, {"n": back})
            put(store, back, {"n": back}, host="mx1")
        assert put(store, 3, {"n": 3}) is False  # the same again
        assert stale(store) == {0: False, 2: False, 3: False, 4: False}
        assert put(store, 3, {"n": 33}) is True
        assert stale(store) == {0: True, 2: True, 3: False, 4: False}
        assert stale(store, "mx1") == {0: False, 2: False, 3: False, 4: False}
        assert put(store, 2, {"n": 2}) is False  # its rerun, with the same outcome, clears its own mark
        assert stale(store) == {0: True, 2: False, 3: False, 4: False}
        assert put(store, 1, {"n": 1}) is False  # a day that was not kept changes nothing
        assert stale(store)[0] is True


def test_a_damaged_carry_is_a_problem_and_is_done_without(state: Path) -> None:
    with Store(state) as store:
        put(store, 0, {"n": 1})
    connection = sqlite3.connect(state / "qmailreport.sqlite")
    connection.execute("UPDATE carry SET content = x'78da00'")
    connection.commit()
    connection.close()
    with Store(state) as store:
        assert store.carry("qmail", "v1", "send", DAY) is None
        (problem,) = store.problems
        assert problem.where == "send" and "run --date 2026-11-18" in problem.what
        assert put(store, 0, {"n": 1}) is True
        assert store.carry("qmail", "v1", "send", DAY) == ({"n": 1}, False)


def test_prune_keeps_what_is_young_enough_and_what_still_waits(state: Path) -> None:
    with Store(state) as store:
        for back in (0, 1, 34, 35, 36, 49):
            put(store, back, {})
        old = [store.queue("daily", day(40), f"m{n}", "a@b", ["c@d"], b"x", 0) for n in range(3)]
        store.mark(old[0], "sent")
        store.mark(old[1], "failed")
        store.prune(DAY)
        assert sorted(stale(store)) == [0, 1, 34, 35]
        assert [each.id for each in store.due()] == [old[2]]
        store.prune(DAY, keep_days=1)
        assert sorted(stale(store)) == [0, 1]
    connection = sqlite3.connect(state / "qmailreport.sqlite")
    assert connection.execute("SELECT count(*) FROM outbox").fetchone() == (1,)


FIGURES: dict[str, dict[str, int | float]] = {
    "": {
        "qmail.messages": 0,
        "qmail.bytes": 2**63 - 1,
        "qmail.rbytes": 2**63,
        "qmail.ddelay": 10**40,
        "neg": -(2**63) - 1,
    },
    "mx1": {"qmail.messages": 7, "qmail.share": 0.1, "qmail.low": -(2**63)},
}


def test_figures_are_exact_whatever_their_size(state: Path) -> None:
    with Store(state) as store:
        store.put_figures("daily", DAY, FIGURES)
        store.put_figures("other", DAY, {"": {"x": 1}})
    with Store(state) as store:
        found = store.figures("daily", DAY)
        assert found == FIGURES
        assert {type(each) for each in found[""].values()} == {int}
        assert type(found["mx1"]["qmail.share"]) is float
        assert store.figures("daily", day(1)) == {}


def test_a_rerun_replaces_a_days_figures_and_nan_is_none(state: Path) -> None:
    with Store(state) as store:
        store.put_figures("daily", DAY, FIGURES)
        store.put_figures("daily", DAY, {"": {"qmail.messages": 5, "ratio": float("nan")}})
        assert store.figures("daily", DAY) == {"": {"qmail.messages": 5}}


def test_history_is_one_figure_by_day(state: Path) -> None:
    with Store(state) as store:
        for back in (3, 1, 0):
            store.put_figures("daily", day(back), {"": {"n": 10**30 + back}, "mx1": {"n": back}})
        assert store.history("daily", "n", day(3), day(1)) == {day(3): 10**30 + 3, day(1): 10**30 + 1}
        assert list(store.history("daily", "n", day(9), DAY, "mx1").items()) == [(day(3), 3), (day(1), 1), (DAY, 0)]
        assert store.history("daily", "m", day(9), DAY) == {}


def test_readings_come_back(state: Path) -> None:
    readings = [
        Reading("send", "mx1", ("mx1",), ("qmail",), ("/a", "/b"), 2, 10, 9, 1, 0, ["odd"], 2**61, 2**62, {3, 1}),
        Reading("send"),
    ]
    with Store(state) as store:
        store.put_readings("daily", DAY, [Reading("gone")] * 3)
        store.put_readings("daily", DAY, readings)
        assert store.readings("daily", DAY) == readings
        assert store.readings("daily", day(1)) == []


def test_revisions_rise_only_with_the_content(state: Path) -> None:
    with Store(state) as store:
        assert store.latest("daily", DAY) is None
        assert store.revision("daily", DAY, "aa") == (1, True)
        store.put_run("daily", DAY, Run(1, "aa", 5, "queued", "<m1>"))
        store.put_run("daily", DAY, Run(1, "aa", 5, "sent", "<m1>"))
        assert store.latest("daily", DAY) == Run(1, "aa", 5, "sent", "<m1>")
        assert store.revision("daily", DAY, "aa") == (1, False)
        assert store.revision("daily", DAY, "bb") == (2, True)
        store.put_run("daily", DAY, Run(2, "bb", 6, "sent", "<m2>"))
        assert store.revision("daily", DAY, "aa") == (3, True)
        assert store.revision("other", DAY, "aa") == (1, True)


def test_days_are_counted_up_to_the_asked_one(state: Path) -> None:
    with Store(state) as store:
        assert store.days("daily", DAY) == 1
        for back in (5, 3, 0):
            store.put_run("daily", day(back), Run(1, "x", 0, "sent", ""))
            store.put_run("daily", day(back), Run(2, "y", 0, "sent", ""))
        assert [store.days("daily", day(back)) for back in (6, 5, 4, 3, 0)] == [1, 1, 2, 2, 3]
        assert store.days("other", DAY) == 1


def test_the_outbox_keeps_a_mail_until_it_was_accepted(state: Path) -> None:
    raw = bytes(range(256))
    with Store(state) as store:
        first = store.queue("daily", DAY, "<a@x>", "from@x", ["to@x", "ö@y"], raw, 100)
        second = store.queue("daily", DAY, "<b@x>", "", ["to@x"], b"", 200)
        assert [each.id for each in store.due(199)] == [first]
    with Store(state) as store:
        (mail,) = store.due(100)
        assert (mail.raw, mail.recipients, mail.sender, mail.day) == (raw, ("to@x", "ö@y"), "from@x", DAY)
        assert (mail.state, mail.tries, mail.made, mail.last_error) == ("queued", 0, 100, "")
        store.mark(first, "queued", next_try=1000, error="451 later", recipients=["ö@y"])
        assert [each.id for each in store.due(999)] == [second]
        waiting = store.due(1000)[0]
        assert (waiting.recipients, waiting.tries, waiting.last_error) == (("ö@y",), 1, "451 later")
        store.mark(first, "sent")
        store.mark(second, "failed", error="550 no")
        assert store.due() == []


def test_tries_are_5_minutes_apart_and_then_up_to_3_hours() -> None:
    assert [retry_after(n) // MINUTE for n in (0, 1, 2, 3, 4, 5, 6, 7, 99)] == [5, 5, 10, 20, 40, 80, 160, 180, 180]


def test_a_transaction_is_stored_as_a_whole_or_not_at_all(state: Path) -> None:
    with Store(state) as store:
        with pytest.raises(KeyboardInterrupt), store.transaction():
            put(store, 0, {"n": 1})
            store.put_figures("daily", DAY, FIGURES)
            raise KeyboardInterrupt
        assert stale(store) == {} and store.figures("daily", DAY) == {}
        with store.transaction():
            put(store, 0, {"n": 1})
            store.put_run("daily", DAY, Run(1, "x", 0, "queued", ""))
        assert stale(store) == {0: False} and store.days("daily", day(-1)) == 2


def test_another_connection_sees_a_transaction_only_when_it_is_complete(state: Path) -> None:
    with Store(state) as writer, Store(state) as reader:
        with writer.transaction():
            writer.put_figures("daily", DAY, FIGURES)
            assert reader.figures("daily", DAY) == {}
        assert reader.figures("daily", DAY) == FIGURES


def test_two_writers_at_a_time_are_told_so_after_waiting(state: Path) -> None:
    with Store(state) as one, Store(state, patience=0.05) as two:
        with one.transaction():
            put(one, 0, {})
            with pytest.raises(Error, match="database is locked; another process writes to it"):
                put(two, 1, {})
        put(two, 1, {})
        assert sorted(stale(one)) == [0, 1]


IMPORTS = """
import datetime as dt, os, signal, sys
from pathlib import Path
from qmailreport.errors import Error
from qmailreport.store import Run, Store, lock
DAY = dt.date(2026, 11, 18)
state = Path(sys.argv[1])
"""


def child(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    text = IMPORTS + textwrap.dedent(script)
    return subprocess.run(
        [sys.executable, "-c", text, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def test_a_process_killed_within_a_transaction_leaves_nothing_of_it(state: Path) -> None:
    script = """
        with Store(state) as store:
            store.put_figures("daily", DAY, {"": {"before": 1}})
            with store.transaction():
                store.put_figures("daily", DAY, {})
                store.put_figures("late", DAY, {"": {str(n): n for n in range(20000)}})
                store.put_run("daily", DAY, Run(1, "x", 0, "queued", ""))
                os.kill(os.getpid(), signal.SIGKILL)
    """
    assert child(script, str(state)).returncode == -signal.SIGKILL
    with Store(state) as store:
        assert store.figures("daily", DAY) == {"": {"before": 1}}
        assert store.figures("late", DAY) == {}
        assert store.latest("daily", DAY) is None


def test_many_processes_may_make_the_first_database_at_once(state: Path) -> None:
    script = f"from pathlib import Path; from qmailreport.store import Store\nwith Store(Path({str(state)!r})): pass"
    started = [
        subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert [(each.communicate(timeout=60)[1], each.returncode) for each in started] == [("", 0)] * 4


def test_a_dry_run_reads_and_changes_nothing(state: Path) -> None:
    with Store(state, readonly=True) as store:
        assert store.carry("qmail", "v1", "send", DAY) is None
        assert store.days("daily", DAY) == 1
    assert not state.parent.exists()
    with Store(state) as store:
        put(store, 0, {"n": 1})
    with Store(state, readonly=True) as store:
        assert store.carry("qmail", "v1", "send", DAY) == ({"n": 1}, False)
        with pytest.raises(Error, match="it may only be read"):
            put(store, 1, {})


def version(state: Path, number: int | None = None) -> int:
    connection = sqlite3.connect(state / "qmailreport.sqlite")
    if number is not None:
        connection.execute(f"PRAGMA user_version = {number}")
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return int(found)


def test_an_older_schema_is_brought_up_to_date_but_not_by_a_dry_run(state: Path) -> None:
    state.mkdir(0o700, parents=True)
    assert version(state, 0) == 0
    with Store(state, readonly=True) as store:
        assert store.days("daily", DAY) == 1
        with pytest.raises(Error, match="may only be read"):
            put(store, 0, {})
    assert version(state) == 0
    with Store(state) as store:
        put(store, 0, {})
    assert version(state) == len(MIGRATIONS)


def refused(state: Path, *, readonly: bool = False) -> str:
    with pytest.raises(Error) as caught, Store(state, readonly=readonly):
        pass
    return str(caught.value)


def test_a_newer_schema_is_left_alone(state: Path) -> None:
    with Store(state):
        pass
    version(state, 99)
    for readonly in (False, True):
        assert f"made by a newer qmailreport (schema 99; this one knows {len(MIGRATIONS)})" in refused(
            state, readonly=readonly
        )
    assert version(state) == 99


def test_a_damaged_file_is_said_and_left_alone(state: Path) -> None:
    with Store(state) as store:
        store.put_figures("daily", DAY, {"": {str(n): n for n in range(5000)}})
    path = state / "qmailreport.sqlite"
    content = path.read_bytes()
    path.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    assert "file is not a database; move the file away" in refused(state)
    half = len(content) // 4
    path.write_bytes(content[:half] + b"\xff" * (2 * half) + content[3 * half :])
    with pytest.raises(Error, match="malformed; move the file away"), Store(state) as store:
        store.figures("daily", DAY)
    path.write_bytes(content[:5000])
    with pytest.raises(Error, match="; "), Store(state) as store:
        store.figures("daily", DAY)


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777, 0o1777, 0o720])
def test_a_directory_that_others_may_write_to_is_refused(tmp_path: Path, mode: int) -> None:
    directory = tmp_path / "state"
    directory.mkdir()
    directory.chmod(mode)
    said = refused(directory)
    assert f"others may write to it (mode {mode:04o}); `chmod 700 {directory}`" in said
    assert list(directory.iterdir()) == []


def test_what_is_no_directory_of_its_own_is_refused(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir(0o700)
    link = tmp_path / "link"
    link.symlink_to(real)
    assert refused(link) == f"{link}: is a symbolic link; set `state` to the directory it leads to"
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "nowhere")
    assert "is a symbolic link to nothing" in refused(dangling)
    file = tmp_path / "file"
    file.write_bytes(b"")
    assert "is no directory; `state` needs a directory of its own" in refused(file)
    assert "cannot be created: not a directory" in refused(file / "below")
    planted = tmp_path / "planted"
    planted.mkdir(0o700)
    (planted / "qmailreport.sqlite").symlink_to(tmp_path / "elsewhere")
    assert "cannot be opened" in refused(planted)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to make a directory of somebody else's")
def test_somebody_elses_directory() -> None:
    with tempfile.TemporaryDirectory() as folder:  # not tmp_path, which is closed to other users
        Path(folder).chmod(0o755)
        state = Path(folder) / "state"
        state.mkdir(0o700)
        _as_nobody(state)


def _as_nobody(state: Path) -> None:
    script = """
        os.setuid(65534)
        try:
            with Store(state):
                pass
        except Error as error:
            print(error)
    """
    assert (
        child(script, str(state)).stdout == f"{state}: belongs to user id 0 and is closed to 65534; run as its owner\n"
    )
    os.chown(state, 65534, 65534)
    with Store(state) as store, lock(state):
        put(store, 0, {})
        assert {each.stat().st_uid for each in state.iterdir()} == {65534}
    assert child(script, str(state)).stdout == ""


def test_the_lock_names_its_holder_and_ends_with_it(state: Path) -> None:
    script = """
        with lock(state):
            print(os.getpid(), flush=True)
            sys.stdin.read(1)
            os.kill(os.getpid(), signal.SIGKILL)
    """
    with subprocess.Popen(
        [sys.executable, "-c", IMPORTS + textwrap.dedent(script), str(state)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        pid = holder.stdout.readline().strip()
        with pytest.raises(Locked, match=f"process {pid} is at work"), lock(state):
            pass
        holder.communicate("x", timeout=60)
    with lock(state):
        assert (state / "lock").read_text("ascii") == f"{os.getpid()}\n"
        with pytest.raises(Error, match=f"process {os.getpid()} is at work"), lock(state):
            pass
    with lock(state):
        pass
    assert (state / "lock").stat().st_mode & 0o777 == 0o600


def test_the_lock_wants_a_private_directory_too(tmp_path: Path) -> None:
    directory = tmp_path / "state"
    directory.mkdir()
    directory.chmod(0o777)
    with pytest.raises(Error, match="others may write to it"), lock(directory):
        pass
