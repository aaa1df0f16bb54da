"""The heads of many syslog lines at once: what has the commonest shape, one regex takes apart.  Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...fold import Lines, Timer, begins

REPEATED = b" last message repeated "
SPLOGGER = rb"[0-9]{9,10}\.[0-9]{6}"
BSD = rb"[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8}"
RFC3339 = rb"[0-9-]{10}T[^ \n]{8,24}"
PID = rb"(?:\[[^ \]\n]{1,128}+\]|)"
# Stamp and host, program, splogger's stamp, text; or the whole line as its text.  Whatever the format's own regex takes
# for more than that, behind the tag or before it, has another shape.
_HEAD = re.compile(
    rb"\n(?:((?:%b|%b) [A-Za-z][^ \n]*+) ([^\s\[\]:]++)%b: (?!\xef\xbb\xbf|\[ID |message repeated |%b\+)"
    rb"(?:(%b) |)|)([^\n]*)" % (BSD, RFC3339, PID, SPLOGGER, SPLOGGER)
)
_LEAD = re.compile(rb"\n(?:%b|%b) [A-Za-z][^ \n]*+ [^\s\[\]:]++%b: (?:%b |)" % (BSD, RFC3339, PID, SPLOGGER))
Head = tuple[bytes, bytes, bytes, bytes]
NONE: Head = (b"", b"", b"", b"")


def texts_of(block: bytes) -> bytes:
    """What lines of the commonest shape say that stand one behind the other."""
    return _LEAD.sub(b"\n", b"\n" + block)[1:]


def text_at(line: bytes) -> int:
    """Where what a line (without its newline) of the commonest shape says begins."""
    match = _HEAD.match(b"\n" + line)
    return match.start(4) - 1 if match else 0


def repeated_before(content: bytes) -> set[int]:
    """The lines of which syslogd says in the next one that they were repeated."""
    found = set[int]()
    at = content.find(REPEATED)
    while at >= 0:
        end = content.rfind(b"\n", 0, at)
        found.add(content.rfind(b"\n", 0, end))
        line = content.find(b"\n", at)
        at = content.find(REPEATED, line) if line >= 0 else -1
    return found


class Heads:
    """Of some lines of a chunk, by their newlines before them: their heads (NONE where one has another shape) and,
    for those, instants.
    """

    def __init__(self, lines: Lines, starts: Sequence[int]) -> None:
        self.lines, self.starts = lines, starts
        content = lines.content
        ends = [content.find(b"\n", at + 1) for at in starts]
        if ends and ends[-1] < 0:
            ends[-1] = len(content)
        self.block = b"".join([content[at:end] for at, end in zip(starts, ends, strict=True)])
        self.heads: list[Head] = _HEAD.findall(self.block)
        self._hosts: set[bytes] = set()
        self._dated: dict[bytes, int | None] = {}  # by stamp and host; None: not of the day
        self._look()

    def _look(self) -> None:
        """Looks at each stamp and host once, in one of their lines; finds those that are none to the format."""
        content, begin = self.lines.content, begins(self.lines.envelope)
        timer = self.lines.envelope.timer(begin, self.lines.clock)
        met = {head[0]: place for place, head in enumerate(self.heads) if head[2]}
        met.update((head[0], place) for place, head in enumerate(self.heads) if not head[2])
        met.pop(b"", None)
        wrong = set()
        for said, place in met.items():
            match = begin.match(content, self.starts[place])
            if match is None or match["at"] + b" " + match["host"] != said:
                wrong.add(said)
                continue
            self._hosts.add(match["host"])
            if not self.heads[place][2]:
                self._dated[said] = self._instant(timer, match)
        if wrong:
            self.heads = [NONE if head[0] in wrong else head for head in self.heads]

    def _instant(self, timer: Timer, match: re.Match[bytes]) -> int | None:
        try:
            at = timer(match)
        except ValueError:
            return None
        return at if self.lines.whole or self.lines.window.start <= at < self.lines.window.end else None

    def by_host(self, places: Sequence[int]) -> dict[bytes, tuple[list[bytes], list[int]]]:
        """Texts and instants of the lines of the day among some that have heads, by the host that they name; all or
        none of the lines have a stamp of splogger's.
        """
        heads = [self.heads[place] for place in places]
        instants = self._inner(heads) if heads[0][2] else [self._dated[head[0]] for head in heads]
        kept = [at for at in instants if at is not None]
        if len(kept) != len(heads):
            heads = [head for head, at in zip(heads, instants, strict=True) if at is not None]
        if len(self._hosts) == 1 and heads:
            return {next(iter(self._hosts)): ([head[3] for head in heads], kept)}
        found: dict[bytes, tuple[list[bytes], list[int]]] = {}
        for (said, _, _, text), at in zip(heads, kept, strict=True):
            texts, times = found.setdefault(said[said.rindex(b" ") + 1 :], ([], []))
            texts.append(text)
            times.append(at)
        return found

    def _inner(self, heads: Sequence[Head]) -> list[int | None]:
        found: list[int | None] = [int(head[2].replace(b".", b"")) * 1000 for head in heads]
        if self.lines.whole:
            return found
        window = self.lines.window
        return [at if at is not None and window.start <= at < window.end else None for at in found]
