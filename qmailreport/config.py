"""YAML → frozen models; every refusal says file:line:column, key, value and remedy, and all of them come at once."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

from .day import instant, local
from .engines import Engine, Processes, Serial
from .model import Duration, Model, option
from .names import directory_complaint, host_complaint, name_complaint, near, system_zone, time_complaint, unreadable
from .reports import DAYS, KINDS, Report, UserMails
from .yamlmodel import REFUSED, Builder, joined
from .yamlpos import MappingNode, Node, Refusals, ScalarNode, SequenceNode, document, entries, nothing, read, shown

if TYPE_CHECKING:
    from .sources import Source

__all__ = ["Config", "Report", "Tables", "UserMails", "example", "load", "parse", "tables"]


def _keep_complaint(value: int) -> str | None:
    return None if value >= DAYS else "must be 1d or more: a day needs what the one before it left"


@dataclass(frozen=True, kw_only=True)
class Config(Model):
    """A whole configuration file, checked; every path in it is absolute."""

    site: str = option(text="the host name that the mails show", check=host_complaint)
    timezone: str = option("UTC", text="what `yesterday` means; without it the system's zone")
    state: Path = option(
        Path("/var/lib/qmailreport"),
        text="the directory of what is kept from day to day: open messages, figures, mails not yet sent",
    )
    sources: dict[str, Source] = option(text="the logs, each by a name of your own")
    reports: tuple[Report, ...] = option(text="the mails")
    delivery: Model = option(text="how mails leave the house")
    fallback: Model | None = None  # delivery.fallback
    user_mails: tuple[UserMails, ...] = ()  # those of the reports that are of kind logins
    engine: Engine = option(Serial(), text="how many processes read")
    templates_dir: Path | None = option(
        None, text="your own templates; they go before the built-in ones, file by file", check=directory_complaint
    )
    runs_at: str | None = option(None, text="when cron starts `run`, for the mail's `Next` line", check=time_complaint)
    keep: Duration = option(
        Duration(35 * DAYS), text="how long open messages are kept, for exact reruns", check=_keep_complaint
    )
    progress: bool = option(True, text="show progress where stderr is a terminal")

    @property
    def zone(self) -> ZoneInfo:
        """The site's zone."""
        return ZoneInfo(self.timezone)

    @property
    def every(self) -> tuple[Report | UserMails, ...]:
        """The reports of every kind."""
        return (*self.reports, *self.user_mails)

    def zone_of(self, report: Report | UserMails) -> ZoneInfo:
        """The zone that a report's days are of."""
        return ZoneInfo(report.timezone or self.timezone)

    def next_run(self, now: int) -> int | None:
        """The first time behind `now` (ns) at which the site's clocks show `runs_at`; None where it is not said."""
        if self.runs_at is None:
            return None
        time = dt.time.fromisoformat(self.runs_at)
        date = local(now, self.zone).date()
        moments = (dt.datetime.combine(date + dt.timedelta(days=n), time, self.zone) for n in range(3))
        return next(at for at in map(instant, moments) if at > now)


class Tables(NamedTuple):
    """What the words of a configuration may stand for."""

    sources: Mapping[str, type[Any]]
    passes: Mapping[str, type[Any]]
    deliveries: Mapping[str, type[Any]]


def tables() -> Tables:
    """The project's own; imported here, so that checking a word costs no more than it must."""
    from .delivery import DELIVERIES
    from .passes import PASSES
    from .sources import SOURCES

    return Tables(SOURCES, PASSES, DELIVERIES)


def load(path: Path, known: Tables | None = None, zone: str | None = None) -> Config:
    """The configuration in a file; a ConfigError holds everything that is wrong with it, one a line."""
    return parse(read(path), str(path), known, zone)


def parse(text: str, name: str, known: Tables | None = None, zone: str | None = None) -> Config:
    """The configuration in a text; `name` is the file it came from, to whose folder its paths are relative.

    `zone` is used where the text has no timezone; without it, the system's.
    """
    refusals = Refusals(name)
    root = document(text, refusals)
    config = root and _Reader(refusals, Path(name).absolute().parent, known or tables()).config(root, zone)
    if len(refusals) or not isinstance(config, Config):
        raise refusals.error()
    return config


def example() -> str:
    """The commented example, which names every option."""
    from importlib import resources  # 10 ms that no run needs

    packaged = resources.files(__package__) / "config.example.yaml"
    if packaged.is_file():
        return packaged.read_text("utf-8")
    return (Path(__file__).resolve().parents[1] / "config.example.yaml").read_text("utf-8")


class _Reader:
    """Reads one file, part by part."""

    def __init__(self, refusals: Refusals, base: Path, known: Tables) -> None:
        self.refusals = refusals
        self.known = known
        self.builder = Builder(refusals, base)
        self.names: set[str] = set()  # of the sources, whether they are fine or not
        self.words: dict[str, str] = {}  # of their formats

    def config(self, root: MappingNode, zone: str | None) -> Any:
        """The Config, or REFUSED."""
        found = {name: value for name, (_, value) in entries(root, "", Refusals("")).items()}
        parts = {"sources": self._sources, "reports": self._reports, "delivery": self._delivery, "engine": self._engine}
        given = {name: part(found[name]) for name, part in parts.items() if name in found}
        if "timezone" not in found:
            given["timezone"] = zone or system_zone()
        if "site" not in found:
            self.refusals.add(root, "site", f"is missing; name this host, as in `site: {socket.gethostname()}`")
            given["site"] = "localhost"
        given["delivery"], fallback = given.get("delivery", (REFUSED, None))
        if "delivery" not in found:
            self.refusals.add(root, "delivery", "is missing; as in `delivery: {smtp: {host: localhost}}`")
        built = self.builder.model(Config, root, "", given)
        return built if built is REFUSED else _completed(built, fallback)

    def _pairs(self, node: Node, key: str, what: str) -> dict[str, tuple[Node, Node]]:
        if isinstance(node, MappingNode) and node.value:
            return entries(node, key, self.refusals)
        self.refusals.add(node, key, f"{shown(node)} where {what}")
        return {}

    def _sources(self, node: Node) -> Any:
        found = self._pairs(node, "sources", "`NAME: {format: …}` is expected, one for each log")
        self.names = set(found)
        built = {}
        for name, (at, value) in found.items():
            key = joined("sources", name)
            if complaint := name_complaint(name):
                self.refusals.add(at, key, complaint)
            built[name] = self._source(value, key)
        return built if built and REFUSED not in built.values() else REFUSED

    def _source(self, node: Node, key: str) -> Any:
        pairs = self._pairs(node, key, "`{format: …, path: …}` is expected")
        if not pairs:
            return REFUSED
        words = ", ".join(sorted(self.known.sources))
        if "format" not in pairs:
            self.refusals.add(node, joined(key, "format"), f"is missing; one of {words}")
            return REFUSED
        word = pairs["format"][1]
        cls = self.known.sources.get(word.value) if isinstance(word, ScalarNode) else None
        if cls is None:
            remedy = near(word.value, self.known.sources) if isinstance(word, ScalarNode) else f"one of {words}"
            self.refusals.add(word, joined(key, "format"), f"there is no format {shown(word)}; {remedy}")
            return REFUSED
        self.words[key.removeprefix("sources.")] = word.value
        return self.builder.model(cls, node, key, {"format": cls})

    def _reports(self, node: Node) -> Any:
        if not isinstance(node, SequenceNode) or not node.value:
            self.refusals.add(node, "reports", f"{shown(node)} where `- name: …` is expected, one for each mail")
            return REFUSED
        built = [self._report(each, f"reports[{at}]") for at, each in enumerate(node.value)]
        names: dict[str, Node] = {}
        for each, report in zip(node.value, built, strict=True):
            if report is not REFUSED and names.setdefault(report.name.casefold(), each) is not each:
                first = names[report.name.casefold()].start_mark.line + 1
                what = f"a second report {report.name!r}; the first is on line {first}; give it a name of its own"
                self.refusals.add(each, "reports", what)
        return REFUSED if REFUSED in built else tuple(built)

    def _report(self, node: Node, key: str) -> Any:
        pairs = self._pairs(node, key, "name, to and passes are expected")
        if not pairs:
            return REFUSED
        given = {"passes": self._passes(pairs["passes"][1], joined(key, "passes"))} if "passes" in pairs else {}
        cls: Any = Report
        if "kind" in pairs:
            word = self.builder.value(pairs["kind"][1], Literal["digest", "logins"], joined(key, "kind"))
            if word is REFUSED:
                return REFUSED
            cls = given["kind"] = KINDS[word]
        report = self.builder.model(cls, node, key, given)
        if report is not REFUSED and report.domain:
            for each in report.passes:
                if not hasattr(each, "domain"):
                    what = f"the pass {each.name} cannot be limited to a domain; leave it to a report without `domain`"
                    self.refusals.add(pairs["passes"][1], joined(key, "passes"), what)
        return report

    def _passes(self, node: Node, key: str) -> Any:
        if not isinstance(node, SequenceNode) or not node.value:
            some = min(self.known.passes, default="qmail")
            said = "no pass is there; write one" if node.value == [] else f"{shown(node)} where a list is expected"
            self.refusals.add(node, key, f"{said}, as in `- {some}: {{source: …}}`")
            return REFUSED
        built = [self._pass(each, f"{key}[{at}]") for at, each in enumerate(node.value)]
        first: dict[Any, int] = {}
        for each, one in zip(node.value, built, strict=True):
            same = (type(one), frozenset(getattr(one, "source", ())))
            if one is not REFUSED and same in first:
                what = f"the same pass of the same sources is on line {first[same]} already; keep one of the two"
                self.refusals.add(each, key, what)
            first.setdefault(same, each.start_mark.line + 1)
        return REFUSED if REFUSED in built else tuple(built)

    def _pass(self, node: Node, key: str) -> Any:
        at: Node
        if isinstance(node, ScalarNode) and node.value:
            word, at, value = node.value, node, nothing(node)  # `- qmail`, without options
        else:
            pairs = self._pairs(node, key, "`PASS: {source: …}` is expected")
            if len(pairs) != 1:
                if pairs:
                    self.refusals.add(node, key, f"{len(pairs)} passes in one; begin each with its own `- `")
                return REFUSED
            word, (at, value) = next(iter(pairs.items()))
        cls = self.known.passes.get(word)
        if cls is None:
            self.refusals.add(at, key, f"there is no pass {word!r}; {near(word, self.known.passes)}")
            return REFUSED
        key = joined(key, word)
        built = self.builder.model(cls, value, key)
        found = entries(value, key, Refusals("")) if isinstance(value, MappingNode) else {}
        if "source" in found:
            self.builder.words(found["source"][1], joined(key, "source"), "source", self.names, "configured are")
            for complaint in () if built is REFUSED else unreadable(built, self.words, self.known.sources):
                self.refusals.add(found["source"][1], joined(key, "source"), complaint)
        sections = getattr(cls, "SECTIONS", None)  # the words that a pass's `hide` may hold
        if "hide" in found and sections is not None:
            self.builder.words(found["hide"][1], joined(key, "hide"), "section", sections, "there are")
        return built

    def _delivery(self, node: Node) -> tuple[Any, Any]:
        pairs = self._pairs(node, "delivery", "one of " + ", ".join(self.known.deliveries) + " is expected")
        fallback = pairs.pop("fallback", None)
        first = self._way(node, pairs, "delivery")
        if fallback is None:
            return first, None
        inner = self._pairs(fallback[1], "delivery.fallback", "one of " + ", ".join(self.known.deliveries))
        return first, self._way(fallback[1], inner, "delivery.fallback")

    def _way(self, node: Node, pairs: Mapping[str, tuple[Node, Node]], key: str) -> Any:
        built = []
        for word, (at, value) in pairs.items():
            if cls := self.known.deliveries.get(word):
                built.append(self.builder.model(cls, value, joined(key, word)))
            else:
                what = f"there is no delivery {word!r}; {near(word, self.known.deliveries)}"
                self.refusals.add(at, joined(key, word), what)
        if len(built) > 1:
            ways = " and ".join(pairs)
            self.refusals.add(node, key, f"{ways}: one way is enough; keep one, another may become `fallback`")
        elif not built and isinstance(node, MappingNode) and all(word in self.known.deliveries for word in pairs):
            self.refusals.add(node, key, "how? one of " + ", ".join(self.known.deliveries))
        return built[0] if len(built) == 1 else REFUSED

    def _engine(self, node: Node) -> Any:
        built = self.builder.model(Processes, node, "engine")
        return Serial() if built is not REFUSED and built.processes == 1 else built


def _completed(config: Config, fallback: Any) -> Config:
    sender = f"qmailreport@{config.site}"
    every: list[Any] = [each if each.from_ else replace(each, from_=sender) for each in config.reports]
    digests = tuple(each for each in every if isinstance(each, Report))
    mails = tuple(each for each in every if isinstance(each, UserMails))
    return replace(config, reports=digests, user_mails=mails, fallback=fallback)
