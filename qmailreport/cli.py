"""argv → exit status: the only print, the only sys.exit, the only clock."""

from __future__ import annotations

import argparse
import io
import json
import os
import shlex
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from . import VERSION
from .commands import COMMANDS, Said
from .day import ACCEPTED, local, parse_date
from .errors import ConfigError, Error, UsageError

if TYPE_CHECKING:
    from .config import Config
    from .job import Outcome

CONFIG = Path("/etc/qmailreport/config.yaml")
DEFAULT = "default: {}"  # what --help says of --config
DONE, PROBLEMS, USAGE, LOCKED, QUEUED = 0, 1, 2, 3, 75


def main(argv: Sequence[str] | None = None) -> None:
    """The command; ends the process with its status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # for terminals that do not speak UTF-8
    status = command(sys.argv[1:] if argv is None else argv)
    sys.exit(status)


def command(argv: Sequence[str]) -> int:
    """Runs one command line; gives the exit status."""
    from .statedir import Locked

    if argv[:1] == ["classic"]:
        return _classic(argv[1:])
    arguments = _parser().parse_args(argv)
    try:
        status = int(arguments.call(arguments))
        sys.stdout.flush()
        return status
    except Locked as error:
        _complain(str(error))
        return LOCKED
    except (ConfigError, UsageError) as error:
        _complain(str(error))
        return USAGE
    except Error as error:
        _complain(str(error))
        return PROBLEMS
    except BrokenPipeError:  # the reader of our output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:  # a full disk behind our output, for one
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _complain(f"{error.filename or 'output'}: {(error.strerror or str(error)).lower()}")
        return PROBLEMS
    except KeyboardInterrupt:
        _complain("interrupted")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="qmailreport",
        description="The daily report of a mail server.",
        epilog="classic TOOL --help: the peers' equals",
    )
    parser.add_argument("--version", action="version", version=f"qmailreport {VERSION}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_run(commands.add_parser("run", help="make and send the mails of yesterday, or of --date"))
    flush = commands.add_parser("flush", help="send what is queued")
    _add_config(flush)
    flush.set_defaults(call=_flush)
    show = commands.add_parser("show", help="what log files say of their newest full day, as text")
    show.add_argument("files", nargs="+", metavar="FILE", type=_path, help="log files or multilog directories")
    show.add_argument("--date", metavar="DATE", help=f"another day: {ACCEPTED}")
    show.add_argument("--timezone", metavar="ZONE", help="the zone of the day; default: the system's")
    show.add_argument("--json", action="store_true", help="print JSON")
    show.set_defaults(call=_show)
    config = commands.add_parser("config", help="check or generate a configuration")
    parts = config.add_subparsers(metavar="ACTION", required=True)
    check = parts.add_parser("check", help="say what is wrong with the configuration")
    _add_config(check)
    check.set_defaults(call=_check)
    parts.add_parser("generate", help="print a commented example with every option").set_defaults(call=_generate)
    demo = commands.add_parser("demo", help="run the job over bundled sample logs")
    demo.add_argument(
        "directory", nargs="?", type=Path, default=Path("demo-out"), metavar="DIR", help="default: demo-out"
    )
    demo.set_defaults(call=_demo)
    for word, line in COMMANDS.items():
        asked = commands.add_parser(word, help=line)
        command = import_module(f"{__package__}.commands.{word}")
        _add_config(asked, getattr(command, "CONFIG", DEFAULT))
        command.add(asked)
        asked.set_defaults(call=partial(_ask, command.call))
    commands.add_parser("classic", help="qmailanalog's tools: classic TOOL [ARGUMENT…]", add_help=False)
    return parser


def _add_config(parser: argparse.ArgumentParser, text: str = DEFAULT) -> None:
    parser.add_argument("--config", type=_path, default=CONFIG, metavar="FILE", help=text.format(CONFIG))


def _path(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("an empty name is no path")
    return Path(text)


def _date(text: str | None) -> str | None:
    """--date as it was given, if it is not `-0`: who wants a day that is not over names it."""
    if text is not None and text.startswith("-") and not text[1:].strip("0"):
        raise UsageError(f"no date in {text!r}; accepted are {ACCEPTED}")
    return text


def _add_run(run: argparse.ArgumentParser) -> None:
    _add_config(run)
    run.add_argument("--date", metavar="DATE", help=ACCEPTED)
    run.add_argument("--report", action="append", default=[], metavar="NAME", help="only this report; may be repeated")
    run.add_argument("--dry-run", action="store_true", help="send and store nothing; print the text")
    run.add_argument("--json", action="store_true", help="print one JSON object for each mail")
    run.add_argument("--output", type=_path, metavar="DIR", help="write .eml, .html and .txt there instead of sending")
    run.add_argument("--resend", action="store_true", help="send even if nothing has changed")
    run.add_argument("--resend-users", action="store_true", help="send users' own mails too, though they have had them")
    run.add_argument("--to", action="append", default=[], metavar="ADDRESS", help="send there, and nowhere else")
    run.add_argument("-v", "--verbose", action="store_true", help="say on stderr what was read and done")
    run.set_defaults(call=_run)


def _run(arguments: argparse.Namespace) -> int:
    from .config import load
    from .delivery import Files
    from .job import Order, run
    from .names import address_complaint
    from .store import Store, lock
    from .terminal import progress

    config = load(arguments.config)
    now = time.time_ns()
    known = [report.name for report in config.every]
    for name in arguments.report:
        if name not in known:
            raise UsageError(f"there is no report {name!r}; configured are {', '.join(known)}")
    for address in arguments.to:
        if complaint := address_complaint(address):
            raise UsageError(f"--to {address!r}: {complaint}")
    date = _date(arguments.date)
    place = f" --config {shlex.quote(str(arguments.config.absolute()))}" if arguments.config != CONFIG else ""
    order = Order(
        date=parse_date(date, local(now, config.zone).date()) if date is not None else None,
        reports=tuple(arguments.report),
        send=not arguments.dry_run,
        resend=arguments.resend,
        resend_users=arguments.resend_users,
        to=tuple(arguments.to),
        rerun=f"qmailreport run{place}",
        files=Files(arguments.output) if arguments.output else None,
    )
    _prepare(config)
    with progress(config.progress, sys.stderr) as bar, config.engine.running():
        if arguments.dry_run:
            with Store(config.state, readonly=True) as store:
                outcome = run(config, order, now, store, bar)
        else:
            with lock(config.state), Store(config.state) as store:
                outcome = run(config, order, now, store, bar)
    _print_mails(outcome, arguments.json, arguments.dry_run)
    return _status(outcome, arguments.verbose or arguments.date is not None, arguments.verbose)


def _prepare(config: Config) -> None:
    """Reads the templates while workers are busy: in a second, as the logs are cut for them at first."""
    from .delivery import prepare

    if config.engine.width > 1 and config.reports:
        later = threading.Timer(1, prepare, (config.templates_dir, config.reports[0].language))
        later.daemon = True
        later.start()


def _flush(arguments: argparse.Namespace) -> int:
    from .config import load
    from .job import Outcome
    from .outbox import flush
    from .store import Store, lock

    config = load(arguments.config)
    with lock(config.state), Store(config.state) as store:
        problems = flush(config, store, time.time_ns(), everything=True)
        return _status(Outcome(problems=problems, queued=len(store.due())), True, True)


def _show(arguments: argparse.Namespace) -> int:
    from .job import show
    from .terminal import progress

    with progress(True, sys.stderr) as bar:
        outcome = show(arguments.files, _date(arguments.date), arguments.timezone, time.time_ns(), bar)
    _print_mails(outcome, arguments.json, True)
    return _status(outcome, False, False)


def _check(arguments: argparse.Namespace) -> int:
    from .config import load

    config = load(arguments.config)
    count = len(config.every)
    logs = len(config.sources)
    print(f"{arguments.config}: fine; {count} report{'s' * (count != 1)}, {logs} source{'s' * (logs != 1)}")
    return DONE


def _generate(arguments: argparse.Namespace) -> int:
    from .config import example

    print(example(), end="")
    return DONE


def _demo(arguments: argparse.Namespace) -> int:
    from .demo import demo

    for line in demo(arguments.directory, time.time_ns()):
        print(line)
    return DONE


def _ask(command: Callable[[argparse.Namespace, int], Said], arguments: argparse.Namespace) -> int:
    said = command(arguments, time.time_ns())
    for kind, lines in groupby(said.lines, key=type):
        if kind is bytes:
            sys.stdout.flush()  # what the text layer holds back
        for line in lines:
            sys.stdout.buffer.write(line) if isinstance(line, bytes) else print(line)
    for complaint in said.complaints:
        _complain(complaint)
    return said.status() if callable(said.status) else said.status


def _classic(argv: Sequence[str]) -> int:
    from .classic import TOOLS, run

    if not argv or argv[0] not in TOOLS:
        _complain(f"classic TOOL, where TOOL is one of {', '.join(TOOLS)}")
        return USAGE
    return run(argv[0], list(argv[1:]), sys.stdin.buffer, sys.stdout.buffer, sys.stderr, time.time_ns())


def _print_mails(outcome: Outcome, as_json: bool, as_text: bool) -> None:
    for digest, rendered in outcome.mails:
        if as_json:
            unicode = (sys.stdout.encoding or "").lower() in ("utf-8", "utf8")
            print(json.dumps(digest.plain(rendered.subject), ensure_ascii=not unicode))
        elif as_text:
            print(rendered.text, end="")
    for mail in outcome.user_mails if as_text and not as_json else ():
        print(f"\nTo: {', '.join(mail.to)}\nSubject: {mail.rendered.subject}\n\n{mail.rendered.text}", end="")


def _status(outcome: Outcome, notes: bool, verbose: bool) -> int:
    """Says what a cron mail must say, and gives the status."""
    for problem in dict.fromkeys(outcome.problems):
        if verbose or problem.kind == "delivery":
            _complain(f"{problem.where}: {problem.what}")
    for note in outcome.notes if notes else ():
        _complain(note)
    if verbose:
        for digest, rendered in outcome.mails:
            for each in digest.readings:
                files = f"{len(each.paths)} of {each.files} file{'' if each.files == 1 else 's'}"
                _complain(f"{each.source} {each.host}: {files}, {each.lines:,} lines, {each.in_day:,} of {digest.date}")
            _complain(f"{digest.report}: {rendered.subject}")
    if outcome.queued:
        if not any("queued" in problem.what for problem in outcome.problems if problem.kind == "delivery"):
            mails = "mail is" if outcome.queued == 1 else "mails are"
            _complain(f"{outcome.queued:,} {mails} queued and not due yet; `qmailreport flush` tries at once")
        return QUEUED
    return PROBLEMS if outcome.problems else DONE


def _complain(text: str) -> None:
    print(f"qmailreport: {text}", file=sys.stderr)


__all__ = ["command", "main"]
