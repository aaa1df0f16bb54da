"""The engines as fold meets them: order, laziness, killed workers, exceptions, nothing left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from qmailreport.engines import Processes, Serial
from qmailreport.errors import DeliveryError, Error, SourceError

ROOT = Path(__file__).resolve().parents[1]


def square(n: int) -> int:
    return n * n


def process(_: int) -> int:
    return os.getpid()


def length(content: bytes) -> int:
    return len(content)


def same(content: bytes) -> bytes:
    return content


def die_once(task: tuple[int, str, str]) -> int:
    """Task 3 kills its worker, unless the marker says that it did already."""
    n, marker, _ = task
    if n == 3 and not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return n * n


def die_in_workers(task: tuple[int, int]) -> int:
    """Task 3 kills every worker; only the process `home` survives it."""
    n, home = task
    if n == 3 and os.getpid() != home:
        os.kill(os.getpid(), signal.SIGKILL)
    return n * n


def refuse(n: int) -> int:
    if n == 3:
        raise SourceError(f"no {n} here")
    return n


class AwkwardError(Exception):
    """Cannot be unpickled: it wants two arguments and keeps one."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(left)
        self.right = right


def awkward(n: int) -> int:
    raise AwkwardError("left", "right")


def undeliverable(n: int) -> int:
    raise DeliveryError("no", permanent=True, refused={"a@b": "550"})


def unpicklable(n: int) -> object:
    return lambda: n


def interrupt(n: int) -> int:
    """A Ctrl-C that reaches the whole process group, as a terminal sends it."""
    os.kill(os.getpid(), signal.SIGINT)
    return n


@pytest.mark.parametrize("engine", [Serial(), Processes(1), Processes(2), Processes(3)])
def test_results_come_in_the_order_of_the_items(engine: Serial | Processes) -> None:
    assert list(engine(square, range(40))) == [n * n for n in range(40)]
    assert list(engine(square, [])) == []
    assert list(engine(square, iter([5]))) == [25]
    assert list(engine.problems) == []


def test_several_tasks_run_in_other_processes_and_a_single_one_runs_here() -> None:
    assert os.getpid() not in set(Processes(2)(process, range(6)))
    assert set(Processes(2)(process, [0])) == {os.getpid()}
    assert set(Processes(1)(process, range(6))) == {os.getpid()}


def test_spans() -> None:
    assert Serial().span == 0
    assert Processes(2).span == 4_000_000
    assert Processes(2) == Processes(2) and hash(Processes(2)) == hash(Processes(2))


def drawn_while_yielding(engine: Serial | Processes, count: int) -> list[int]:
    """How many items were drawn and not given back, at each result."""
    drawn = 0

    def items() -> Iterator[int]:
        nonlocal drawn
        for n in range(count):
            drawn += 1
            yield n

    return [drawn - given for given, _ in enumerate(engine(square, items()))]


@pytest.mark.parametrize("workers", [2, 3])
def test_at_most_one_task_more_than_workers_is_in_flight(workers: int) -> None:
    ahead = drawn_while_yielding(Processes(workers), 30)
    assert max(ahead) == workers + 1
    assert drawn_while_yielding(Serial(), 30) == [1] * 30


def test_tasks_and_answers_larger_than_any_pipe() -> None:
    content = b"x" * 3_000_000
    assert list(Processes(2)(length, [content] * 6)) == [3_000_000] * 6
    assert list(Processes(2)(same, [content] * 6)) == [content] * 6


@pytest.mark.parametrize("load", ["", "x" * 2_000_000])
def test_a_killed_workers_task_is_done_by_another(tmp_path: Path, load: str) -> None:
    marker = str(tmp_path / "died")
    engine = Processes(2)
    assert list(engine(die_once, ((n, marker, load) for n in range(12)))) == [n * n for n in range(12)]
    assert Path(marker).exists()
    assert engine.problems == []


def test_a_task_that_kills_two_workers_is_done_here_and_the_rest_too_and_said() -> None:
    engine = Processes(2)
    home = os.getpid()
    assert list(engine(die_in_workers, ((n, home) for n in range(30)))) == [n * n for n in range(30)]
    (problem,) = engine.problems
    assert problem.kind == "engine"
    assert "SIGKILL" in problem.what and "one process" in problem.what
    assert multiprocessing.active_children() == []


def test_what_fn_raises_comes_through_with_its_type_after_the_results_before_it() -> None:
    results = Processes(2)(refuse, range(20))
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(SourceError, match="no 3 here") as caught:
        next(results)
    assert "refuse" in caught.value.__notes__[0]
    assert multiprocessing.active_children() == []


def test_an_exceptions_fields_survive_and_one_that_does_not_pickle_is_named() -> None:
    with pytest.raises(DeliveryError) as delivery:
        list(Processes(2)(undeliverable, range(2)))
    assert delivery.value.permanent and delivery.value.refused == {"a@b": "550"}
    with pytest.raises(Error, match="AwkwardError: left"):
        list(Processes(2)(awkward, range(2)))


def test_a_result_that_does_not_pickle_is_an_exception_and_no_hang() -> None:
    with pytest.raises(Exception, match="pickle"):
        list(Processes(2)(unpicklable, range(3)))


def test_what_the_items_raise_comes_through_and_ends_the_workers() -> None:
    def items() -> Iterator[int]:
        yield from range(5)
        raise SourceError("rotated")

    with pytest.raises(SourceError, match="rotated"):
        list(Processes(2)(square, items()))
    assert multiprocessing.active_children() == []


def test_a_consumer_that_stops_early_leaves_no_process_behind() -> None:
    results = Processes(2)(square, range(1000))
    assert next(results) == 0
    assert multiprocessing.active_children() != []
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_a_run_keeps_its_workers_and_may_start_them_before() -> None:
    engine = Processes(2)
    with engine.running():
        engine.prepare(square, 1)
        engine.prepare(square, 1)  # once is enough
        first, second = set(engine(process, range(8))), set(engine(process, range(8)))
        children = {child.pid for child in multiprocessing.active_children()}
        assert first | second <= children and len(children) <= 2
        with pytest.raises(SourceError):
            list(engine(refuse, range(20)))
        assert list(engine(square, range(20))) == [n * n for n in range(20)]
        assert list(engine(process, [1])) == [os.getpid()]
    assert multiprocessing.active_children() == [] and engine.problems == []
    engine.prepare(square, 1)  # outside of a run there is nobody to end them
    Processes(1).prepare(square, 1)
    with Serial().running():
        Serial().prepare(square, 1)
    assert multiprocessing.active_children() == []


def test_workers_that_die_as_they_start_are_told_of() -> None:
    engine = Processes(2)
    with engine.running():
        engine.prepare(die_in_workers, (3, os.getpid()))
        while not engine.problems:
            assert list(engine(square, range(6))) == [n * n for n in range(6)]
    (problem,) = engine.problems
    assert "died as they started" in problem.what and "one process" in problem.what
    assert multiprocessing.active_children() == []


def test_workers_do_not_feel_ctrl_c() -> None:
    assert list(Processes(2)(interrupt, range(6))) == list(range(6))


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = folder / "script.py"
    path.write_text(textwrap.dedent(script), "utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    return subprocess.run(
        [sys.executable, str(path)], env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_ctrl_c_ends_everything_without_a_word_from_the_workers(tmp_path: Path) -> None:
    script = """
        import multiprocessing, os, signal, sys
        from qmailreport.engines import Processes
        from test_engines import square

        def items():
            for n in range(100):
                if n == 10:
                    os.killpg(os.getpgrp(), signal.SIGINT)
                yield n

        if __name__ == "__main__":
            os.setpgrp()
            try:
                list(Processes(2)(square, items()))
            except KeyboardInterrupt:
                print("stopped", multiprocessing.active_children())
    """
    done = run(script, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "stopped []\n", "")


def test_globals_of_main_are_not_needed_and_main_is_not_run_again(tmp_path: Path) -> None:
    script = """
        from qmailreport.engines import Processes
        from test_engines import square

        print(__name__)
        if __name__ == "__main__":
            limit = 10  # a global that workers do not see
            print(list(Processes(2)(square, range(limit))))
    """
    done = run(script, tmp_path)
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert str([n * n for n in range(10)]) in lines
    assert lines.count("__main__") == 1


def test_where_no_worker_can_start_the_work_is_done_here_and_said(tmp_path: Path) -> None:
    script = """
        import resource
        from qmailreport.engines import Processes
        from test_engines import square

        if __name__ == "__main__":
            resource.setrlimit(resource.RLIMIT_NOFILE, (12, 12))
            engine = Processes(2)
            engine_out = []
            held = [open("/dev/null") for _ in range(7)]
            for square_ in engine(square, range(8)):
                engine_out.append(square_)
            print(engine_out, len(engine.problems), engine.problems[0].what)
    """
    done = run(script, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{[n * n for n in range(8)]} 1 a worker process could not be started")
