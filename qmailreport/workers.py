"""Worker processes, each spoken to over a pipe of its own by a thread of its own.

The standard library's process pool shares one queue among its workers: a killed one breaks all futures, and
before Python 3.11.5 it hangs for ever when one dies while a large task is being written.  Here a dead worker's
pipe ends, and only its task is redone.
"""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import pickle
import queue
import signal
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from .errors import Error

Fn = Callable[[Any], Any]
M_MMAP_THRESHOLD = -3


class Lost(Exception):
    """A worker process died, or could not be started."""


class Pool:
    """Worker processes and the threads that wait for them."""

    def __init__(self, count: int) -> None:
        _map_large_blocks()
        self.broken = False  # a task has lost two workers: no more are to be started
        self._workers = [Worker() for _ in range(count)]
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="qmailreport-worker")

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the workers, whatever they are at."""
        self.broken = True
        for worker in self._workers:
            worker.end()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.clear()

    def submit(self, fn: Fn, task: Any) -> Future[Any]:
        """fn(task) by the next idle worker; the future raises Lost when two have died of it."""
        return self._threads.submit(self._run, fn, task)

    def _run(self, fn: Fn, task: Any) -> Any:
        worker = self._idle.get()
        try:
            with contextlib.suppress(Lost):
                return worker.call(fn, task)
            try:
                return worker.call(fn, task)
            except Lost:
                self.broken = True
                raise
        finally:
            self._idle.put(worker)


class Worker:
    """One worker process, started when it is first needed and again after a death."""

    def __init__(self) -> None:
        self._lock = threading.Lock()  # between the thread that starts the process and the one that ends it
        self._ended = False
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None

    def call(self, fn: Fn, task: Any) -> Any:
        """fn(task) there; Lost when the process dies of it or cannot be started."""
        message = pickle.dumps((fn, task), pickle.HIGHEST_PROTOCOL)
        try:
            pipe = self._started()
            pipe.send_bytes(message)
            del message
            answer = pipe.recv_bytes()
        except (OSError, EOFError) as error:
            raise Lost(self._obituary(error)) from None
        fine, outcome = pickle.loads(answer)
        if not fine:
            raise outcome
        return outcome

    def end(self) -> None:
        """Kills the process, which holds nothing of value, and lets none be started; from any thread."""
        with self._lock:
            self._ended = True
            process = self._process
            if process is not None:
                process.kill()

    def clear(self) -> None:
        """Forgets the process, which is dead or about to be."""
        process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join()

    def _started(self) -> Connection[Any, Any]:
        with self._lock:
            if self._ended:
                raise EOFError("no longer wanted")
            if self._pipe is not None:
                return self._pipe
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs,), daemon=True)
            # A blocked signal stays blocked across exec, so that Ctrl-C reaches no worker while it still starts.
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                process.start()
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
                theirs.close()
            self._process, self._pipe = process, ours
            return ours

    def _obituary(self, error: Exception) -> str:
        process = self._process
        if process is not None:
            process.join(1)  # its pipe has ended, so that it is about to; killed by us, it would tell a wrong cause
        self.clear()
        if process is None:
            return f"a worker process could not be started ({error})"
        status = process.exitcode or 0
        how = f"was killed by {_signal(-status)}" if status < 0 else f"ended with status {status}"
        return f"a worker process {how}, and so did the one that took its place"


def _map_large_blocks() -> None:
    """Tells glibc to give large blocks back when they are freed.

    It raises its threshold by itself as soon as one large block was freed; tasks of some MB then lie among small
    objects in the heap, and the process grows to many times what it holds (mallopt(3), M_MMAP_THRESHOLD).
    """
    with contextlib.suppress(OSError, AttributeError):  # another libc
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, 1 << 20)


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _serve(pipe: Connection[Any, Any]) -> None:
    """A worker's life: tasks in, answers out, until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError, EOFError):
        while True:
            pipe.send_bytes(_answer(pipe.recv_bytes()))


def _answer(message: bytes) -> bytes:
    try:
        fn, task = pickle.loads(message)
        del message
        return pickle.dumps((True, fn(task)), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:
        error.add_note("in a worker process:\n" + traceback.format_exc())
        return pickle.dumps((False, _portable(error)), pickle.HIGHEST_PROTOCOL)


def _portable(error: BaseException) -> BaseException:
    """The exception, or where it does not survive pickling an Error that names it."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return Error(f"a worker process met {type(error).__name__}: {error}")
    return error
