"""A progress bar on a terminal, drawn by rich, which is imported only where one is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from .collect import Progress, Silent

LONG = 50_000_000  # bytes; shorter readings are over before a bar helps


@contextmanager
def progress(wanted: bool, stream: TextIO) -> Iterator[Progress]:
    """A bar on `stream` for long runs, where it is a terminal and rich is installed."""
    if not (wanted and stream.isatty()):
        yield Silent()
        return
    try:
        bar = Bar(stream)
    except ImportError:  # the extra is not installed
        yield Silent()
        return
    with bar:
        yield bar


class Bar:
    """Tells how far the reading is; a context manager."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

        console = Console(file=stream)
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=console, transient=True)
        self._size = 0
        self._task = self._progress.add_task("", total=None, visible=False)

    def begin(self, name: str, size: int) -> None:
        """A stream of about `size` bytes begins."""
        self._progress.reset(self._task, description=f"reading {name}", total=size, visible=size > LONG)

    def advance(self, length: int) -> None:
        """That many bytes more were taken."""
        self._progress.advance(self._task, length)

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
