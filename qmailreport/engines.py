"""Serial and Processes: each is an order-keeping map that bounds what is in flight."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, ClassVar

from .model import Model, Size, at_least, option
from .report import Problem

if TYPE_CHECKING:
    from concurrent.futures import Future

    from .workers import Pool

__all__ = ["Engine", "Processes", "Serial"]

Fn = Callable[[Any], Any]


@dataclass(frozen=True)
class Serial(Model):
    """Everything in this process, one task after the other; a task is a whole stream."""

    span: ClassVar[int] = 0
    width: ClassVar[int] = 1
    problems: ClassVar[tuple[Problem, ...]] = ()

    def __call__(self, fn: Fn, items: Iterable[Any], /) -> Iterator[Any]:
        """fn(task) for each task, in order, drawn one at a time; what `fn` raises comes through."""
        return map(fn, items)

    @contextmanager
    def running(self) -> Iterator[None]:
        """As with Processes; there is nothing to keep."""
        yield

    def prepare(self, fn: Fn, task: Any) -> None:
        """As with Processes; there is nothing to start."""


@dataclass(frozen=True)
class Processes(Model):
    """That many worker processes; a single task runs in this one, so that small logs start none."""

    processes: int = option(text="stretches of log that are read at a time; 1 reads in this process", check=at_least(1))
    span: Size = option(Size(4_000_000), text="bytes of log that a worker is given at a time", check=at_least(1))
    problems: list[Problem] = field(default_factory=list, init=False, compare=False, repr=False)  # met while mapping
    _kept: list[Pool | None] = field(default_factory=list, init=False, compare=False, repr=False)  # the run's workers

    @contextmanager
    def running(self) -> Iterator[None]:
        """One run: the workers that it starts stay until its end, as starting them takes longer than small tasks."""
        self._kept.append(None)
        try:
            yield
        finally:
            if (pool := self._kept.pop()) is not None:
                pool.close()

    def prepare(self, fn: Fn, task: Any) -> None:
        """Starts a run's workers with a small task, whose result nobody waits for: much is about to come."""
        if self._kept and self._kept[-1] is None and self.processes > 1:
            pool = self._kept[-1] = self._started()
            for _ in range(self.processes):
                pool.submit(fn, task)

    def _started(self) -> Pool:
        from .workers import Pool  # 20 ms that small logs do not need

        return Pool(self.processes)

    def _pool(self) -> Any:
        """The run's workers, or those of one map."""
        if not self._kept:
            return self._started()
        pool = self._kept[-1] = self._kept[-1] or self._started()
        return nullcontext(pool)

    @property
    def width(self) -> int:
        """How many tasks are worked on at a time."""
        return self.processes

    def __call__(self, fn: Fn, items: Iterable[Any], /) -> Iterator[Any]:
        """fn(task) for each task, in order, at most one more than `processes` of them drawn and not given back.

        `fn` and the items must pickle, `fn` by a module's name.  What `fn` raises comes through with its
        type, and the worker's traceback as a note.  A task whose worker dies is given to a new one; if that dies
        too, it and what follows run in this process, and `problems` says so.
        """
        source = iter(items)
        first = list(islice(source, 2))
        if len(first) < 2 or self.processes < 2:
            yield from map(fn, chain(first, source))
            return
        waiting: deque[tuple[Any, Future[Any]]] = deque()
        source = chain(first, source)
        del first
        with self._pool() as pool:
            for task in source:
                if pool.broken:
                    yield from self._settled(fn, waiting, 0)
                    self._slower("worker processes died as they started")
                    yield fn(task)
                    continue
                waiting.append((task, pool.submit(fn, task)))
                del task  # the deque alone holds a task, and only while it is worked on
                yield from self._settled(fn, waiting, self.processes)
            yield from self._settled(fn, waiting, 0)

    def _slower(self, why: str) -> None:
        if not self.problems:
            what = f"{why}; the rest was read by one process, with the same result"
            self.problems.append(Problem("engine", what, "engine"))

    def _settled(self, fn: Fn, waiting: deque[tuple[Any, Future[Any]]], most: int) -> Iterator[Any]:
        """Gives back the oldest results until at most `most` are waiting."""
        from .workers import Lost

        while len(waiting) > most:
            task, future = waiting.popleft()
            try:
                outcome = future.result()
            except Lost as lost:
                self._slower(str(lost))
                outcome = fn(task)
            del task, future
            yield outcome
            del outcome


Engine = Serial | Processes
