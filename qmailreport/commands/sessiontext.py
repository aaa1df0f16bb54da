"""The history of a period as text of 80 columns: what does not fit into a column stands in a line of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ..day import local
from ..delivery.units import WIDTH, cut, num, width, wrap
from ..logins import Access
from ..passes.logins.names import network
from ..passes.logins.table import Stay
from ..redact import clean
from .sessions import Event, History

HEADS = ("User", "Service", "Line", "Login", "Logout", "Length", "From")
NARROW = {"User": 12, "Line": 11}  # the widest that these columns become
PLACES = 10  # rows of failed logins an account
ENDS = {
    "logout": "",
    "supplanted": "next login",
    "shutdown": "shutdown",
    "crash": "crash",
    "open": "still on",
    "lost": "lost",
}
MEANT = {
    "supplanted": "next login: another login on the line ended the session.",
    "crash": "crash: the host went down without a shutdown; the session lasted at least so long.",
    "lost": "lost: no logout was recorded, and no time is counted.",
}
WORDS = {
    "boot": "boot",
    "crash": "boot without a shutdown before it; last record {}",
    "shutdown": "shutdown",
    "clock set": "the clock was set from {}",
    "clock back": "records go back in time, from {}",
}


def lines(told: History) -> Iterator[str]:
    """The whole answer; every string of a log is cleaned on its way."""
    span = f"{told.first}" if told.first == told.last else f"{told.first} to {told.last}"
    yield _cut(f"Logins{f' of {clean(told.user, 40)}' if told.user else ''}, {span} ({told.zone.key})")
    parts = (_odd(told), _sessions(told), _connect(told), _logins(told), _failures(told), _events(told))
    said = [part for part in map(list, parts) if part]
    for part in said:
        yield ""
        yield from part
    if not said:
        yield ""
        yield "No login is known of." if told.complete else "No login is known of, which does not mean much:"
    yield ""
    yield from _read(told)


def _odd(told: History) -> Iterator[str]:
    """What does not fit together comes first."""
    if told.odd:
        yield "To look at"
    for each in told.odd:
        yield from wrap(f"{each.what} ({each.severity}, {num(each.times)})", "- ", "  ", WIDTH).split("\n")
        for text in (each.evidence, each.meaning):
            if text:
                yield from wrap(text, "  ", "  ", WIDTH).split("\n")


def _sessions(told: History) -> Iterator[str]:
    if not told.stays:
        return
    hosts = sorted({host for host, _ in told.stays})
    for number, host in enumerate(hosts):
        if number:
            yield ""
        mine = [stay for at, stay in told.stays if at == host]
        heading = f"Sessions: {num(len(mine))}" + (f", on {clean(host, 60)}" if len(hosts) > 1 else "")
        skipped = bool(told.user)  # whose they are is said above
        rows = [_row(told, stay)[skipped:] for stay in mine]
        yield heading
        days = [f"{local(stay.login, told.zone):%Y-%m-%d %A}" for stay in mine]
        yield from _table(HEADS[skipped:], rows, days)
    if told.left_out:
        yield f"… and {num(told.left_out)} more, the newest ones: ask for a shorter period"
    met = {stay.how for _, stay in told.stays}
    for how, meaning in MEANT.items():
        if how in met:
            yield from wrap(meaning, "", "  ", WIDTH).split("\n")


def _row(told: History, stay: Stay) -> tuple[str, ...]:
    end = ENDS[stay.how]
    if stay.end is not None:
        end = f"{_time(told, stay.end, stay.login)} {end}".strip()
    length = told.length(stay)
    said = "" if length is None else _length(length)
    login = f"{local(stay.login, told.zone):%H:%M}"
    return clean(stay.user, 80), stay.service, clean(stay.line, 40), login, end, said, told.place(stay)


def _table(heads: Sequence[str], rows: Sequence[tuple[str, ...]], days: Sequence[str]) -> Iterator[str]:
    """Aligned rows under the days they are of; the last column is as wide as room is left for it."""
    sizes = []
    for number, head in enumerate(heads[:-1]):
        most = max(width(row[number]) for row in rows)
        sizes.append(max(width(head), min(most, NARROW.get(head, WIDTH))))
    gap = "  " if sum(sizes) + 2 * len(sizes) + 15 <= WIDTH else " "
    room = WIDTH - sum(sizes) - len(gap) * len(sizes)
    yield gap.join((*map(_fit, heads, sizes), cut(heads[-1], room))).rstrip()
    for day, each in groupby(zip(days, rows, strict=True), key=lambda one: one[0]):
        yield day
        for _, row in each:
            short = width(row[-1]) <= room
            yield gap.join((*map(_fit, row, sizes), row[-1] if short else "")).rstrip()
            if not short:
                yield from wrap(row[-1], "    from ", " " * 9, WIDTH).split("\n")


def _fit(text: str, size: int) -> str:
    said = cut(text, size)
    return said + " " * (size - width(said))


def _cut(text: str) -> str:
    return cut(text, WIDTH)


def _time(told: History, at: int, day: int | None = None) -> str:
    """An instant, with its date unless that is the one of `day`."""
    there = local(at, told.zone)
    if day is not None and there.date() == local(day, told.zone).date():
        return f"{there:%H:%M}"
    return f"{there:%b %d %H:%M}" if there.date().year == told.last.year else f"{there:%Y-%m-%d %H:%M}"


def _length(ns: int) -> str:
    """7:12, 3d 07:12: hours and minutes."""
    minutes = ns // (60 * 10**9)
    days, hours = divmod(minutes // 60, 24)
    return f"{num(days)}d {hours:02}:{minutes % 60:02}" if days else f"{hours}:{minutes % 60:02}"


def _connect(told: History) -> Iterator[str]:
    if not told.connect:
        return
    yield "Connect time, in hours and minutes of the period"
    rows = [("", "sessions", "sum", "wall-clock")]
    rows += [(clean(each.user, 80), num(each.sessions), _length(each.sum), _length(each.wall)) for each in told.connect]
    size = min(32, max(width(row[0]) for row in rows))
    for user, *numbers in rows:
        yield f"{_fit(user, size)}" + "".join(f"  {number:>13}" for number in numbers)
    if any(each.wall != each.sum for each in told.connect):
        yield "Wall-clock counts once what several sessions share."


def _besides(told: History) -> list[Access]:
    """Logins that the sessions do not tell of: to mailboxes, and by ssh without a terminal."""
    held: Counter[tuple[str, ...]] = Counter()
    for _, stay in told.stays:
        if stay.login in told.window:
            held[stay.user, stay.service] += 1
            held[stay.user, stay.service, stay.address] += 1
    counts: Counter[tuple[str, ...]] = Counter()
    for each in told.logins:
        counts[each.user, each.service] += each.times
    found = []
    for each in told.logins:
        times = each.times - held[each.user, each.service, each.address]
        if counts[each.user, each.service] > held[each.user, each.service] and times > 0:
            found.append(each._replace(times=times))
    return found


def _logins(told: History) -> Iterator[str]:
    rows = _besides(told)
    if rows:
        yield "Logins to mailboxes, and others that are no session on a line"
        yield from _grouped(told, rows, 1 << 30)


def _failures(told: History) -> Iterator[str]:
    if told.failures:
        yield f"Failed logins: {num(sum(each.times for each in told.failures))}"
        yield from _grouped(told, told.failures, PLACES)


def _grouped(told: History, rows: Iterable[Access], most: int) -> Iterator[str]:
    """By account: service, place, how many, from when to when; the most frequent first."""
    by_user: dict[str, dict[tuple[str, str], list[int]]] = {}
    for each in rows:
        place = (network(each.address) or clean(each.name, 60)) if told.addresses else ""
        sums = by_user.setdefault(each.user, {}).setdefault((each.service, place), [0, each.first, each.last])
        sums[0], sums[1], sums[2] = sums[0] + each.times, min(sums[1], each.first), max(sums[2], each.last)
    for user, places in sorted(by_user.items()):
        yield _cut(clean(user, 80))
        ranked = sorted(places.items(), key=lambda each: (-each[1][0], each[0]))
        for (service, place), (times, first, last) in ranked[:most]:
            span = _span(told, first, last)
            yield f"  {_fit(service, 11)} {_fit(place or '-', 26)} {num(times):>8}  {span}"
        if len(ranked) > most:
            rest = sum(sums[0] for _, sums in ranked[most:])
            yield f"  … and {num(rest)} from {num(len(ranked) - most)} more places; --json lists them all"


def _span(told: History, first: int, last: int) -> str:
    one = _time(told, first, last if told.first == told.last else None)
    two = _time(told, last, first)
    return one if one.endswith(two) else f"{one} – {two}"


def _events(told: History) -> Iterator[str]:
    if not told.events:
        return
    yield "Boots and shutdowns"
    several = len({each.host for each in told.events}) > 1
    size = max(len(_time(told, each.at)) for each in told.events)
    for each in told.events:
        words = WORDS[each.what].format(_time(told, each.before)) if each.before is not None else WORDS[each.what]
        place = f"{clean(each.host, 40)}: " if several else ""
        text = f"{place}{words}{_kernel(each)}"
        yield from wrap(text, f"{_fit(_time(told, each.at), size)}  ", " " * (size + 2), WIDTH).split("\n")


def _kernel(event: Event) -> str:
    return f" ({clean(event.kernel, 60)})" if event.kernel else ""


def _read(told: History) -> Iterator[str]:
    """What was read, and what was not."""
    for each in told.readings:
        where = ", ".join(clean(path, 200) for path in each.paths or (each.source,))
        noun = "record" if each.lines == 1 else "records"
        text = f"{where}: {num(each.lines)} {noun}, {num(each.in_day)} of the period"
        yield from wrap(text, "Read: ", "  ", WIDTH).split("\n")
    coverage = [problem for problem in told.problems if problem.kind == "coverage"]
    others = [problem for problem in told.problems if problem.kind != "coverage"]
    for heading, problems in (("This list is not complete:", coverage), ("Besides:", others)):
        if problems:
            yield heading
        for problem in problems:
            yield from wrap(f"{clean(problem.where, 200)}: {clean(problem.what, 1000)}", "- ", "  ", WIDTH).split("\n")
