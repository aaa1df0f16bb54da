"""The tools on the command line: `run(tool, argv, stdin, stdout, stderr)` returns the exit status.

0 done; 1 ac's overflow; 2 usage, a file that cannot be read, or zoverall's division by zero (awk's status); 111 what
could not be read or written; 141 the reader of stdout went away.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, NoReturn, TextIO
from zoneinfo import ZoneInfo

from qmailreport.classic import logintools, overall, reports, select, stamps
from qmailreport.classic.ac import Overflow
from qmailreport.classic.awk import fields
from qmailreport.classic.collate import VERSIONS, collate
from qmailreport.classic.columnt import columnt
from qmailreport.classic.convert import FORMATS, Inputs
from qmailreport.classic.matchup import Matchup
from qmailreport.classic.pending import inherited, to_descriptor, to_file, words
from qmailreport.errors import Error, UsageError

DIVISION: Final = 2
FATAL: Final = 111
GONE: Final = 141  # 128 + SIGPIPE, as a shell reports it
_PENDING: Final = 5

_FIGURES = "Numbers are as gawk prints them: whole numbers in full, others as %.6g, or with 2 or 6 decimals."
_PERCENT = "Rows by pct; delays are ranked as sort -n ranks their six printed digits."
_REASONS = "Rows as sort -k2 orders them: the total xdelay as text, then the reason; the last is not the largest."
_TARGETS = "Rows as sort -k4 orders them: the total xdelay as text, then the name; the last is not the largest."
_AVERAGE = "Rows as sort -n orders them: the average xdelay, ascending."
_ORIGINS = "Rows as sort -n -k7 orders them: the total xdelay, ascending."
_MATCHUP = """\
Reads qmail-send's log, prints one line a delivery (d) and one a finished message (m), and hands on what is still open:
to --pending-out, else to descriptor 5 when it is open:  matchup --pending yesterday today.log >today.out 5>today
TAI64N labels become seconds with nine decimals; "auto" also knows tai64nlocal's and syslog's files, of which the lines
tagged qmail are kept (splogger-all: the first five words of every line are dropped; raw: nothing is changed)."""

_COLLATE = """\
What belongs to one message comes together, in paragraphs, as collate.pl prints them: its copy of 2016 to 2022 (article)
or Postfix 3.12's, which also prints the sessions without a message and, when smtpd hangs up, what cleanup turned away.
Like the peer it reads stamps of three words (Nov 19 10:00:00) and passes over all others, RFC 3339's among them."""

Filter = Callable[[argparse.Namespace, BinaryIO], Iterator[bytes]]


class _FatalError(Error):
    """What could not be read or written (exit status 111)."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong by an exception and leaves printing to its caller."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{self.prog}: {message} (--help tells more)")


def _failed(error: OSError) -> Exception:
    if isinstance(error, BrokenPipeError):
        return error
    return _FatalError(f"unable to write output: {words(error)}")


class _Output:
    """Stdout; a failure to write ends the tool with a sentence, a reader that went away without."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, texts: Iterable[bytes]) -> None:
        for text in texts:
            try:
                self._stream.write(text)
            except OSError as error:
                raise _failed(error) from error

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            raise _failed(error) from error


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: one line about it, more for `--help`, its operand if it needs one, and its work; matchup has its own."""

    summary: str
    more: str = ""
    operand: str = ""
    filter: Filter | None = None
    options: Callable[[argparse.ArgumentParser], None] | None = None


def _report(summary: str, order: str, report: Callable[[Iterable[bytes]], Iterator[bytes]]) -> Tool:
    return Tool(summary, f"{_FIGURES} {order}".strip(), "", lambda options, stdin: report(stdin))


def _collate(options: argparse.Namespace, stdin: BinaryIO) -> Iterator[bytes]:
    with contextlib.ExitStack() as stack:
        streams = [_open("collate", name, stdin, stack) for name in options.logs or ["-"]]
        yield from collate(itertools.chain.from_iterable(streams), options.version, os.fsencode(options.match))


def _choice(summary: str, operand: str, choose: Callable[[Iterable[bytes], bytes], Iterator[bytes]]) -> Tool:
    return Tool(summary, "", operand, lambda options, stdin: choose(stdin, os.fsencode(options.operand)))


TOOLS: Final[dict[str, Tool]] = {
    "matchup": Tool("put qmail-send's log lines together, one line a delivery and a finished message", _MATCHUP),
    "zoverall": _report("basic statistics", "", overall.zoverall),
    "zddist": _report("distribution of delays of successful deliveries", _PERCENT, overall.zddist),
    "zdeferrals": _report("reasons for deferral", _REASONS, reports.zdeferrals),
    "zfailures": _report("reasons for failure", _REASONS, reports.zfailures),
    "zsuccesses": _report("reasons for success", _REASONS, reports.zsuccesses),
    "zrecipients": _report("deliveries by recipient", _TARGETS, reports.zrecipients),
    "zrhosts": _report("deliveries by recipient host", _TARGETS, reports.zrhosts),
    "zrxdelay": _report("recipients in the best order for mailing lists", _AVERAGE, reports.zrxdelay),
    "zsenders": _report("messages by uid and sender", _ORIGINS, reports.zsenders),
    "zsuids": _report("messages by uid", _ORIGINS, reports.zsuids),
    "zsendmail": _report("deliveries in the manner of sendmail's log", "", reports.zsendmail),
    "xqp": _choice("matchup's lines about one qp", "QP", select.xqp),
    "xsender": _choice("matchup's lines about one sender (without brackets, lower case)", "SENDER", select.xsender),
    "xrecipient": _choice("deliveries to one CHANNEL.RECIPIENT", "RECIPIENT", select.xrecipient),
    "collate": Tool("put Postfix's log lines together, one paragraph a message", _COLLATE, filter=_collate),
    "columnt": Tool(
        "columns of text, right-aligned", filter=lambda options, stdin: iter([columnt(fields(row) for row in stdin)])
    ),
    "last": Tool("who logged in, newest first", logintools.LAST, "", logintools.last, logintools.last_options),
    "ac": Tool("connect time", logintools.AC, "", logintools.connect, logintools.ac_options),
    "lastlog": Tool("everybody's last login", logintools.LASTLOG, "", logintools.lastlog, logintools.lastlog_options),
    "tai64nfrac": Tool(
        "TAI64N labels as seconds with nine decimals", filter=lambda options, stdin: stamps.tai64nfrac(stdin)
    ),
    "tai64nlocal": Tool(
        "TAI64N labels as local time", filter=lambda options, stdin: stamps.tai64nlocal(stdin, options.timezone)
    ),
}


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a key at all, a directory of zones
        raise argparse.ArgumentTypeError(f"no time zone {name!r} here") from None


def _parser(name: str, tool: Tool, now: int | None) -> _Parser:
    text = "\n".join(textwrap.wrap(tool.more, 100)) if tool.filter else tool.more
    parser = _Parser(
        prog=name,
        description=tool.summary[0].upper() + tool.summary[1:] + "." + ("\n\n" + text if text else ""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    if tool.operand:
        parser.add_argument("operand", metavar=tool.operand)
    if tool.options:
        tool.options(parser)
        logintools.present(parser, now)
    if name in ("matchup", "tai64nlocal") or tool.options:
        parser.add_argument("--timezone", type=_zone, metavar="ZONE", help="of local stamps; the system's if not given")
    if name == "matchup":
        parser.add_argument("--pending", metavar="FILE", help="read an earlier run's pending lines first")
        parser.add_argument("--pending-out", metavar="FILE", help="write the pending lines there, after stdout")
        parser.add_argument("--format", choices=FORMATS, default="auto", help="of the logs (default: %(default)s)")
        parser.add_argument("--tag", default="qmail", help="of qmail-send's syslog lines (default: %(default)s)")
    if name == "collate":
        parser.add_argument("--version", choices=VERSIONS, default="3.12", help="of the peer (default: %(default)s)")
        parser.add_argument("--match", default="", metavar="TEXT", help="only the paragraphs that hold this text")
    if name in ("matchup", "collate"):
        parser.add_argument("logs", nargs="*", metavar="FILE", help="a log, or - for stdin (the default)")
    return parser


def _open(tool: str, name: str, stdin: BinaryIO, stack: contextlib.ExitStack) -> BinaryIO:
    if name == "-":
        return stdin
    try:
        return stack.enter_context(Path(name).open("rb"))
    except (OSError, ValueError) as error:  # a NUL in the name is a ValueError
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"{tool}: cannot read {name}: {reason}") from error


def _matchup(options: argparse.Namespace, stdin: BinaryIO, output: _Output) -> None:
    descriptor = inherited(_PENDING)
    table = Matchup(labels=options.format != "raw")
    with contextlib.ExitStack() as stack:
        earlier = _open("matchup", options.pending, stdin, stack) if options.pending else None
        streams = [_open("matchup", name, stdin, stack) for name in options.logs or ["-"]]
        inputs = Inputs(
            streams, earlier=earlier, form=options.format, zone=options.timezone, tag=os.fsencode(options.tag)
        )
        output.write(table.feed(block) for block in inputs)
    output.flush()
    pending = (text for text in table.pending(inputs.rest) if text)
    if options.pending_out:
        try:
            to_file(Path(options.pending_out), pending)
        except (OSError, ValueError) as error:
            reason = words(error) if isinstance(error, OSError) else str(error)
            raise _FatalError(f"unable to write {options.pending_out}: {reason}") from error
    elif descriptor:
        try:
            to_descriptor(_PENDING, pending)
        except OSError as error:
            raise _FatalError(f"unable to write fd {_PENDING}: {words(error)}") from error
    elif next(pending, None) is not None:
        raise _FatalError(f"unable to write fd {_PENDING}: file descriptor not open")


def _carry_out(name: str, argv: Sequence[str], stdin: BinaryIO, output: _Output, now: int | None) -> int:
    if name not in TOOLS:
        raise UsageError(f"classic: no tool {name!r}; there are {', '.join(TOOLS)}")
    tool = TOOLS[name]
    parser = _parser(name, tool, now)
    arguments = logintools.numbered(argv) if name == "last" else list(argv)
    if {"-h", "--help"}.intersection(arguments):
        output.write([parser.format_help().encode()])
    elif tool.filter is None:
        _matchup(parser.parse_args(arguments), stdin, output)
    else:
        if tool.operand and arguments[:1] != ["--"]:
            arguments.insert(0, "--")  # an operand may begin with a dash
        try:
            output.write(tool.filter(parser.parse_args(arguments), stdin))
        except (ZeroDivisionError, Overflow):
            output.flush()
            raise
    output.flush()
    return 0


def run(
    tool: str, argv: Sequence[str], stdin: BinaryIO, stdout: BinaryIO, stderr: TextIO, now: int | None = None
) -> int:
    """Carry out `tool` with its arguments (its own name not among them); returns the exit status, raises nothing.

    `now` (ns) is the present for the tools that count up to it.
    """
    try:
        return _carry_out(tool, argv, stdin, _Output(stdout), now)
    except UsageError as error:
        stderr.write(f"{error}\n")
        return 2
    except Overflow as error:
        stderr.write(f"{tool}: {error}\n")
        return 1
    except BrokenPipeError:
        with contextlib.suppress(OSError, ValueError):  # what is buffered has no reader: let it go without a word
            os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
        return GONE
    except (_FatalError, OSError) as error:
        text = f"unable to read input: {words(error)}" if isinstance(error, OSError) else str(error)
        stderr.write(f"{tool}: fatal: {text}\n")
        return FATAL
    except ZeroDivisionError:
        stderr.write(f"{tool}: fatal: division by zero: the first and the last stamp are equal as numbers\n")
        return DIVISION
