"""qmail-send's own messages (`alert:`, `warning:`), their weight and meaning: qmail-send.c and qsutil.c.  Pure."""

from __future__ import annotations

import re
from functools import lru_cache

FATAL, SERIOUS, WARNING = "fatal", "serious", "warning"
ORDER = (FATAL, SERIOUS, WARNING)

_ALERTS = (
    (r"can ?not start", FATAL, "qmail-send cannot start; see its configuration and who owns the queue"),
    (r"oh no! lost", FATAL, "a process that qmail-send needs died; qmail-send shuts down"),
    (
        r"unable to append (?:to )?bounce",
        SERIOUS,
        "a permanent failure could not be recorded; usually the disk is full",
    ),
    (r"out of memory", SERIOUS, "an allocation failed; raise the memory limit or look for what eats it"),
    (r"unable to opendir", SERIOUS, "a queue directory cannot be opened; permissions or too few descriptors"),
    (r"unable to switch back", SERIOUS, "after SIGHUP the queue directory could not be entered"),
    (r"unable to reread", SERIOUS, "after SIGHUP the control files could not be read"),
    (r"", SERIOUS, "qmail-send raised an alert"),
)
_WARNINGS = (
    (r"internal error: delivery report out of range", WARNING, "a report came for a delivery that does not exist"),
    (r"qmail-clean unable to clean up", WARNING, "qmail-clean cannot delete a file"),
    (r"trouble fsyncing", WARNING, "a write to the disk failed"),
    (r"trouble in select", WARNING, "the operating system refused to wait; possibly its bug"),
    (r"trouble injecting bounce message", WARNING, "a bounce could not be queued"),
    (r"trouble marking", WARNING, "a finished delivery could not be marked; it will be delivered again"),
    (r"trouble opening", WARNING, "a list of recipients cannot be opened"),
    (r"trouble reading", WARNING, "a list of recipients cannot be read"),
    (r"trouble writing to", WARNING, "a message of the list could not be processed"),
    (r"(?:trouble to|unable to) create", WARNING, "a message of the list could not be processed"),
    (r"unable to open", WARNING, "the envelope of a queued message cannot be read"),
    (r"unable to start qmail-queue", WARNING, "a bounce could not be queued"),
    (r"unable to stat", WARNING, "a queue file cannot be looked at"),
    (r"unable to unlink", WARNING, "a queue file cannot be deleted"),
    (r"unable to utime", WARNING, "the next retry time cannot be recorded"),
    (r"unknown record type in", SERIOUS, "a queue file is damaged: a serious bug in qmail-send or qmail-queue"),
    (r"", WARNING, "qmail-send warned"),
)
_TABLES = {
    b"alert": tuple((re.compile(p), s, m) for p, s, m in _ALERTS),
    b"warning": tuple((re.compile(p), s, m) for p, s, m in _WARNINGS),
}
_PATH = re.compile(r"\b(?:mess|info|local|remote|intd|todo|bounce|pid|lock)/[\w/.]+")
_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=4096)
def classified(level: bytes, words: bytes) -> tuple[str, str, str]:
    """(severity, the message with paths and numbers masked, meaning) of an alert or warning."""
    said = words[:400].decode("utf-8", "replace").rstrip("\r ]")
    for pattern, severity, meaning in _TABLES[level]:
        if pattern.search(said):
            shown = _NUMBER.sub("#", _PATH.sub("‹file›", said))
            return severity, f"{level.decode()}: {shown}"[:160], meaning
    raise AssertionError("the last pattern matches everything")
