"""mgetty's logs as a source: years, rotation, what a configuration and `show` make of them."""

from __future__ import annotations

import re
from pathlib import Path

from qmailreport.sources import SOURCES, load
from qmailreport.sources.detect import recognized

from .making import UTC, at, day, write

OLD = b"\n--\n12/31 23:59:50 yS0  waiting for ``CONNECT'' ** found **\n01/01 00:00:05 yS0  send: ATA[0d]"


def test_a_log_without_years_is_dated_back_from_its_last_line(tmp_path: Path) -> None:
    log = write(tmp_path / "mg_ttyS0.log", OLD, at("2026-01-01 00:00:05"))
    source = SOURCES["mgetty"](path=str(log))  # type: ignore[call-arg]
    for date, words in (("2025-12-31", b"CONNECT"), ("2026-01-01", b"ATA")):
        streams, problems = source.streams("modem", day(date), UTC, at("2026-01-02 06:00:00"))
        assert problems == []
        window = day(date)
        texts = []
        for chunk in streams[0].chunks():
            content = load(chunk)
            pattern = re.compile(streams[0].envelope.begin() + rb"(?P<text>[^\n]*)")  # type: ignore[union-attr]
            timer = streams[0].envelope.timer(pattern, chunk.clock)  # type: ignore[union-attr]
            texts += [m["text"] for m in pattern.finditer(content) if window.start <= timer(m) < window.end]
        assert len(texts) == 1 and words in texts[0]


def test_it_is_recognized(tmp_path: Path) -> None:
    log = write(tmp_path / "mgetty.ttyS0", OLD)
    assert recognized(log) == "mgetty"
