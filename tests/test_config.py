"""The configuration as users write it: what is understood, and what every refusal says."""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal
from zoneinfo import ZoneInfo

import pytest

from qmailreport.config import Config, Report, Tables, example, load, parse, tables
from qmailreport.day import HOUR, instant
from qmailreport.engines import Processes, Serial
from qmailreport.errors import ConfigError
from qmailreport.model import Duration, Model, Size, at_least, one_of, option
from qmailreport.names import address_complaint, system_zone
from qmailreport.reports import Confirm, User, UserMails
from qmailreport.yamlmodel import options

ROOT = Path(__file__).resolve().parents[1]
MINUTE = HOUR // 60


@dataclass(frozen=True)
class Retry(Model):
    after: Duration = option(Duration(5 * MINUTE), text="how long to wait")
    times: int = option(3, text="how often", check=at_least(1))


@dataclass(frozen=True)
class Plain(Model):
    """A source with a field of every kind."""

    kind: ClassVar[str] = "plain"
    path: str = option(text="where it is")
    host: str | None = option(None, text="whose it is")
    timezone: str | None = option(None, text="what its stamps mean")
    lines: int = option(10, text="how many", check=at_least(1))
    share: float = option(0.5, text="how much")
    deep: bool = option(False, text="whether")
    limit: Size = option(Size(1000), text="at most")
    units: tuple[str, ...] = option((), text="which")
    ports: tuple[int, ...] = option((), text="where to")
    labels: dict[str, int] = option({}, text="numbers by name")
    mode: Literal["fast", "slow"] = option("fast", text="how")
    retry: Retry = option(Retry(), text="again")
    wait: Duration | Literal["never"] = option("never", text="until")
    secret_file: Path | None = option(None, text="what nobody sees")
    password: str = option("", text="what nobody sees", check=one_of("", "x"))


@dataclass(frozen=True)
class Count(Model):
    source: tuple[str, ...] = option(text="which sources")
    top: int = option(10, text="rows", check=at_least(1))
    hide: tuple[str, ...] = option((), text="what to leave out")

    SECTIONS: ClassVar[tuple[str, ...]] = ("hours", "senders", "queue")


@dataclass(frozen=True)
class Probe(Model):
    """A pass that reads no source."""


@dataclass(frozen=True)
class Box(Model):
    path: str = option(text="the directory")


@dataclass(frozen=True)
class Wire(Model):
    host: str = option("localhost", text="the server")
    port: int = option(25, text="its port")

    def __post_init__(self) -> None:
        if self.host == "localhost" and self.port == 465:
            raise ConfigError("localhost has no port 465; take 25")


REAL = """\
site: mx.example.org
sources:
  send: {format: multilog, path: /var/log/send}
reports:
  - {name: daily, to: postmaster@example.org, passes: [qmail: {source: send}]}
delivery: {maildir: mails}
"""
KNOWN = Tables({"plain": Plain, "multilog": Box}, {"count": Count, "probe": Probe}, {"wire": Wire, "box": Box})

GOOD = """\
site: mx.example.org
timezone: Europe/Berlin
sources:
  send: {format: plain, path: /var/log/send}
reports:
  - name: daily
    to: postmaster@example.org
    passes:
      - count: {source: send}
delivery: {box: mails}
"""


def config(text: str = GOOD, name: str = "/etc/qr/config.yaml") -> Config:
    return parse(text, name, KNOWN, "UTC")


def refusal(text: str) -> str:
    """What the user reads, with the file's name."""
    with pytest.raises(ConfigError) as caught:
        parse(text, "c.yaml", KNOWN, "UTC")
    return str(caught.value)


def source(options_: str) -> str:
    return GOOD.replace("path: /var/log/send}", f"path: x, {options_}}}")


def test_a_whole_configuration(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    read = config(
        f"""\
site: mx.example.org
timezone: Europe/Berlin
state: /srv/state
templates_dir: {tmp_path}/own
runs_at: 06:00
keep: 40d
progress: no
sources:
  send: {{format: plain, path: log/send, host: mx1}}
  other: {{format: multilog, path: /other}}
reports:
  - name: daily
    to: [postmaster@example.org, "o'neil@müller.example"]
    from: report@example.org
    passes:
      - count: {{source: [send, other], top: 3}}
      - probe
  - {{name: world, to: a@b.example, timezone: Asia/Tokyo, passes: [count: {{source: other}}, probe: ]}}
delivery:
  wire: {{host: smtp.example.org, port: 587}}
  fallback: {{box: lost}}
engine: {{processes: 2, span: 4M}}
"""
    )
    sources: dict[str, Any] = {"send": Plain("/etc/qr/log/send", host="mx1"), "other": Box("/other")}
    assert read == Config(
        site="mx.example.org",
        timezone="Europe/Berlin",
        state=Path("/srv/state"),
        templates_dir=tmp_path / "own",
        runs_at="06:00",
        keep=Duration(40 * 24 * HOUR),
        progress=False,
        sources=sources,
        reports=(
            Report(
                name="daily",
                to=("postmaster@example.org", "o'neil@müller.example"),
                from_="report@example.org",
                passes=(Count(("send", "other"), 3), Probe()),
            ),
            Report(
                name="world",
                to=("a@b.example",),
                from_="qmailreport@mx.example.org",
                timezone="Asia/Tokyo",
                passes=(Count(("other",)), Probe()),
            ),
        ),
        delivery=Wire("smtp.example.org", 587),
        fallback=Box("/etc/qr/lost"),
        engine=Processes(2, Size(4_000_000)),
    )
    assert [read.zone_of(each).key for each in read.reports] == ["Europe/Berlin", "Asia/Tokyo"]


def test_what_is_not_said_has_its_default() -> None:
    read = config()
    assert (read.state, read.engine, read.fallback) == (Path("/var/lib/qmailreport"), Serial(), None)
    assert (read.keep, read.runs_at, read.templates_dir) == (35 * 24 * HOUR, None, None)
    assert read.delivery == Box("/etc/qr/mails")
    assert config(GOOD.replace("timezone: Europe/Berlin\n", "")).timezone == "UTC"
    assert config(GOOD + "engine: {processes: 1}\n").engine == Serial()


def test_paths_are_relative_to_the_file_wherever_it_is_read_from(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(GOOD, "utf-8")
    relative = Path(os.path.relpath(tmp_path / "c.yaml"))
    read = load(relative, KNOWN)
    assert isinstance(read.delivery, Box)
    assert Path(read.delivery.path).is_absolute()
    assert Path(read.delivery.path).resolve() == tmp_path.resolve() / "mails"


@pytest.mark.parametrize(
    ("written", "field", "value"),
    [
        ("host: no", "host", "no"),
        ("host: 010", "host", "010"),
        ("host: 22:30", "host", "22:30"),
        ("host: 2026-11-18", "host", "2026-11-18"),
        ("host: 1e3", "host", "1e3"),
        ("host: !!str yes", "host", "yes"),
        ("host: ~", "host", None),
        ("host:", "host", None),
        ('host: "null"', "host", "null"),
        ("deep: yes", "deep", True),
        ("deep: On", "deep", True),
        ("deep: FALSE", "deep", False),
        ("lines: 12", "lines", 12),
        ("lines: +12", "lines", 12),
        ("share: 2", "share", 2.0),
        ("share: 0.25", "share", 0.25),
        ("limit: 2G", "limit", 2_000_000_000),
        ("limit: 1234", "limit", 1234),
        ("units: one", "units", ("one",)),
        ("units: [one, no]", "units", ("one", "no")),
        ("units: []", "units", ()),
        ("ports: [25, 587]", "ports", (25, 587)),
        ("ports: 25", "ports", (25,)),
        ("labels: {a: 1, on: 2}", "labels", {"a": 1, "on": 2}),
        ("mode: slow", "mode", "slow"),
        ("retry: {after: 12h, times: 2}", "retry", Retry(Duration(12 * HOUR), 2)),
        ("retry: 90s", "retry", Retry(Duration(90 * 10**9))),
        ("wait: never", "wait", "never"),
        ("wait: 14d", "wait", 14 * 24 * HOUR),
        ("secret_file: key", "secret_file", Path("/etc/qr/key")),
        ("timezone: UTC", "timezone", "UTC"),
    ],
)
def test_values_are_what_was_written(written: str, field: str, value: object) -> None:
    read = getattr(config(source(written)).sources["send"], field)
    assert read == value
    assert type(read) is type(value) or isinstance(value, Path)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("lines: 010", "sources.send.lines: '010': a leading 0 makes this an octal number for some; write it without"),
        ("lines: 1:30", "sources.send.lines: '1:30': YAML reads this as a number to the base of 60; "),
        ("lines: 0x10", "sources.send.lines: '0x10': a decimal number is expected"),
        ("lines: 1_000", "sources.send.lines: '1_000': a decimal number"),
        ("lines: 99999999999999999999", "sources.send.lines: '99999999999999999999': a decimal number"),
        ("lines: ٣", "sources.send.lines: '٣': a decimal number"),
        ("lines: 0", "sources.send.lines: '0': must be 1 or more"),
        ("lines: []", "sources.send.lines: an empty list where one value is expected"),
        ("lines:", "sources.send.lines: no value, or remove the line"),
        ("path: 1", "sources.send.path: given twice, first on line 4; remove one"),
        ("labels: null", "sources.send.labels: '"),
        ("labels: {a: x}", "sources.send.labels.a: 'x': a decimal number"),
        ("labels: {a: 1, a: 2}", "sources.send.labels.a: given twice, first on line 4"),
        ("share: .inf", "sources.send.share: '.inf': a number is expected"),
        ("share: nan", "sources.send.share: 'nan': a number"),
        ("deep: 1", "sources.send.deep: '1': yes or no is expected"),
        ("deep: y", "sources.send.deep: 'y': yes or no is expected"),
        ("limit: 5X", "sources.send.limit: '5X': a size is"),
        ("units:", "sources.send.units: no value; write a list"),
        ("units: [a, [b]]", "sources.send.units[1]: a list where one value is expected"),
        ("ports: [25, x]", "sources.send.ports[1]: 'x': a decimal number"),
        ("mode: fsat", "sources.send.mode: 'fsat': must be one of fast, slow; did you mean 'fast'?"),
        ("mode: other", "sources.send.mode: 'other': must be one of fast, slow"),
        ("retry: {after: 14}", "sources.send.retry.after: '14': a duration is a number with ms, s, m, h or d"),
        ("retry: {aftr: 14d}", "sources.send.retry.aftr: there is no such option here; did you mean 'after'?"),
        ("retry: [1]", "sources.send.retry: a list where keys (after, times) are expected"),
        ("wait: soon", "sources.send.wait: 'soon': a duration is"),
        ("timezone: Europe/Berlni", "did you mean 'Europe/Berlin'?"),
        ("timezone: berlin", "did you mean 'Europe/Berlin'?"),
        ("timezone: ../../etc/passwd", "there is no such time zone"),
        ("timezone: America", "there is no such time zone"),
        ("timezone: ''", "there is no such time zone"),
        ('host: "a\\0b"', "sources.send.host: 'a\\x00b': holds the character U+0000; remove it"),
        ('host: "\\ud800"', "holds the character U+D800"),
        ("secret_file: ''", "sources.send.secret_file: '': is no path"),
        ("hots: mx1", "sources.send.hots: there is no such option here; did you mean 'host'?"),
        ("qqqq: mx1", "sources.send.qqqq: there is no such option here; there are deep, format, host,"),
    ],
)
def test_wrong_values_are_refused_with_place_key_value_and_remedy(written: str, says: str) -> None:
    text = refusal(source(written))
    assert says in text
    assert re.match(r"c\.yaml:4:[0-9]+: sources\.send\.", text)
    assert text.count("\n") == 0


def test_the_column_is_that_of_the_value_and_of_an_unknown_key() -> None:
    assert refusal(source("lines: x")).startswith("c.yaml:4:41: sources.send.lines: 'x'")
    assert refusal(source("nils: x")).startswith("c.yaml:4:34: sources.send.nils: ")


def test_passwords_are_not_shown() -> None:
    text = refusal(source("password: hunter2"))
    assert "sources.send.password: (not shown): must be one of" in text
    assert "hunter2" not in text


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("site: mx.example.org\n", "", "c.yaml:1:1: site: is missing; name this host, as in `site: "),
        ("mx.example.org", "-x.", "c.yaml:1:7: site: '-x.' is no host name; write one as mail.example.org"),
        ("mx.example.org", '"x\\nBcc: y"', "is no host name"),
        ("site:", "sight:", "c.yaml:1:1: sight: there is no such option here; did you mean 'site'?"),
        ("Europe/Berlin", "Erope/Berlin", "c.yaml:2:11: timezone: 'Erope/Berlin': there is no such time zone; did"),
        ("Europe/Berlin", "", "c.yaml:2:10: timezone: no value, or remove the line"),
        ("format: plain", "format: multilgo", "c.yaml:4:18: sources.send.format: there is no format 'multilgo'; did "),
        ("format: plain", "format: [x]", "sources.send.format: there is no format a list; one of multilog, plain"),
        ("format: plain, ", "", "c.yaml:4:9: sources.send.format: is missing; one of multilog, plain"),
        (", path: /var/log/send", "", "c.yaml:4:9: sources.send.path: is missing: where it is"),
        ("  send: {format: plain, path: /var/log/send}", "", "sources: '' where `NAME: {format: …}` is expected"),
        ("{format: plain, path: /var/log/send}", "/var/log", "sources.send: '/var/log' where `{format: …, path: …}`"),
        ("  send:", "  a b:", "c.yaml:4:3: sources.a b: a name is up to 32 letters"),
        ("source: send", "source: sned", "c.yaml:9:25: reports[0].passes[0].count.source: there is no source 'sned'; "),
        ("source: send", "source: [send, zzz]", "there is no source 'zzz'; configured are send"),
        ("source: send", "top: 3", "c.yaml:9:16: reports[0].passes[0].count.source: is missing: which sources"),
        ("source: send", "source: send, top: 0", "reports[0].passes[0].count.top: '0': must be 1 or more"),
        ("- count", "- cuont", "c.yaml:9:9: reports[0].passes[0]: there is no pass 'cuont'; did you mean 'count'?"),
        ("- count: {source: send}", "count: {source: send}", "reports[0].passes: a mapping where a list is expected"),
        ("- count: {source: send}", "- {count: {}, probe: {}}", "reports[0].passes[0]: 2 passes in one; begin each"),
        ("- count: {source: send}", "- count", "c.yaml:9:9: reports[0].passes[0].count.source: is missing"),
        ("      - count: {source: send}\n", "", "reports[0].passes: '' where a list is expected, as in `- count: {"),
        ("name: daily", "name: ../x", "c.yaml:6:11: reports[0].name: '../x': a name is up to 32 letters"),
        ("name: daily", "name: " + "x" * 33, "a name is up to 32 letters"),
        ("name: daily", "name:", "c.yaml:6:10: reports[0].name: no value"),
        ("- name: daily\n   ", "-", "c.yaml:6:5: reports[0].name: is missing: what this mail is called"),
        ("postmaster@example.org", "postmaster", "c.yaml:7:9: reports[0].to: 'postmaster' has no @; write it in full"),
        ("postmaster@example.org", "[]", "reports[0].to: nobody would get the mail"),
        ("postmaster@example.org", "[a@b, a@b]", "reports[0].to: 'a@b' is there twice"),
        ("postmaster@example.org", '"a@b\\nBcc: c@d"', "has more than one @"),
        ("postmaster@example.org", '"a@b\\n"', "write the bare address"),
        ("postmaster@example.org", '"A <a@b.example>"', "write the bare address"),
        ("    passes", "    from: me\n    passes", "c.yaml:8:11: reports[0].from: 'me' has no @"),
        (
            "    passes",
            "    from_: a@b\n    passes",
            "reports[0].from_: there is no such option here; did you mean 'fr",
        ),
        ("    passes", "    timezone: Mars\n    passes", "c.yaml:8:15: reports[0].timezone: 'Mars': there is no such"),
        (
            "delivery: {box: mails}\n",
            "",
            "c.yaml:1:1: delivery: is missing; as in `delivery: {smtp: {",
        ),
        ("{box: mails}", "{box: mails, wire: }", "c.yaml:10:11: delivery: box and wire: one way is enough; keep one"),
        ("{box: mails}", "{bx: mails}", "c.yaml:10:12: delivery.bx: there is no delivery 'bx'; did you mean 'box'?"),
        ("{box: mails}", "mails", "delivery: 'mails' where one of wire, box is expected"),
        ("{box: mails}", "{box: }", "delivery.box.path: is missing: the directory"),
        ("{box: mails}", "{fallback: {box: x}}", "delivery: how? one of wire, box"),
        ("{box: mails}", "{box: x, fallback: {boxx: y}}", "delivery.fallback.boxx: there is no delivery 'boxx'"),
        ("{box: mails}", "{wire: {port: 465}}", "delivery.wire: localhost has no port 465; take 25"),
        ("delivery:", "engine: {processes: 0}\ndelivery:", "c.yaml:10:21: engine.processes: '0': must be 1 or more"),
        ("delivery:", "engine: {problems: []}\ndelivery:", "engine.problems: there is no such option here"),
        ("delivery:", "runs_at: 6:00\ndelivery:", "c.yaml:10:10: runs_at: '6:00': a time is written as 06:00"),
        ("delivery:", "keep: 1h\ndelivery:", "keep: '1h': must be 1d or more"),
    ],
)
def test_wrong_configurations_are_refused(old: str, new: str, says: str) -> None:
    text = refusal(changed(old, new))
    assert says in text
    assert all(re.match(r"c\.yaml:[0-9]+:[0-9]+: ", line) for line in text.split("\n"))


def test_all_errors_come_at_once_in_the_order_of_the_file() -> None:
    text = refusal(
        "sites: x\ntimezone: Nowhere/Land\nsources: {a: {format: plain}, b: {format: x}}\n"
        "reports: [{name: n, to: x, passes: [cnt: {}]}, {name: n, to: a@b, passes: [probe]}]\ndelivery: {smtp: }\n"
    )
    keys = re.findall(r"(?m)^c\.yaml:(\d+):\d+: (\S+):", text)
    assert keys == [
        ("1", "site"),
        ("1", "sites"),
        ("2", "timezone"),
        ("3", "sources.a.path"),
        ("3", "sources.b.format"),
        ("4", "reports[0].to"),
        ("4", "reports[0].passes[0]"),
        ("5", "delivery.smtp"),
    ]


def test_a_misspelt_key_is_not_also_missing() -> None:
    text = refusal(changed("path: /var", "pth: /var"))
    assert text == "c.yaml:4:25: sources.send.pth: there is no such option here; did you mean 'path'?"


def test_two_reports_of_one_name_are_refused() -> None:
    second = "  - {name: Daily, to: a@b.example, passes: [probe]}\n"
    text = refusal(GOOD.replace("delivery", second + "delivery"))
    assert text == ("c.yaml:10:5: reports: a second report 'Daily'; the first is on line 6; give it a name of its own")


def test_very_many_errors_are_cut_short() -> None:
    text = refusal(GOOD + "".join(f"key{n}: x\n" for n in range(200)))
    assert len(text.split("\n")) == 51
    assert text.endswith("c.yaml: and 150 more")


def test_a_key_given_twice_is_refused_at_every_depth() -> None:
    assert refusal(GOOD + "site: other\n").startswith("c.yaml:11:1: site: given twice, first on line 1; remove one")
    text = refusal(changed("source: send", "source: send, top: 1, top: 2"))
    assert "reports[0].passes[0].count.top: given twice" in text


def test_anchors_aliases_and_merges_are_followed() -> None:
    read = config(
        GOOD.replace("path: /var/log/send}", "path: /a, lines: 5, host: h} ")
        .replace("send: {", "send: &base {")
        .replace("reports:", "  more: {<<: *base, path: /b, lines: 7}\n  same: *base\nreports:")
    )
    sources: dict[str, Any] = dict(read.sources)
    assert sources["more"] == Plain("/b", host="h", lines=7)
    assert sources["same"] == sources["send"] == Plain("/a", host="h", lines=5)


def test_an_error_behind_an_anchor_is_told_once() -> None:
    text = refusal(
        GOOD.replace("path: /var/log/send}", "path: /a, lines: x}")
        .replace("send: {", "send: &base {")
        .replace("reports:", "  same: *base\nreports:")
    )
    assert [line.split(": ")[0] for line in text.split("\n")] == ["c.yaml:4:48", "c.yaml:4:48"]
    assert "sources.same.lines" in text and "sources.send.lines" in text


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (BOMB, "too much; does an alias (*name) repeat itself?"),
        ("a: &a [*a]\n", "nested too deeply; does an alias"),
        ("a: &a {b: *a}\n", "nested too deeply; does an alias"),
        ("[" * 5000, "nested too deeply"),
        ("- " * 5000 + "x", "nested too deeply"),
        ("a: [" + "x," * 60_000 + "]", "too much"),
        ("a: !!python/object/apply:os.system [id]\n", "the tag !!python/object/apply:os.system is refused"),
        ("!!python/name:os.system x: 1\n", "the tag !!python/name:os.system is refused"),
        ("a: !secret x\n", "the tag !secret is refused"),
        ("a: !!binary eA==\n", "the tag !!binary is refused"),
        ("", "the file says nothing; `qmailreport config generate` prints an example"),
        ("# only words\n", "the file says nothing"),
        ("---\n...\n", "the file says nothing"),
        ("just words\n", "c.yaml:1:1: 'just words' where keys like `site:` are expected"),
        ("- a\n", "c.yaml:1:1: a list where keys like `site:` are expected"),
        ("a: 1\n---\nb: 2\n", "c.yaml:2:1: a second document (---)"),
        ("site: x\n\ttimezone: y\n", "c.yaml:2:1: a tab; indent with spaces"),
        ("site: a: b\n", "c.yaml:1:8: a second `:` on this line; quote the value"),
        ("site: [a\n", "c.yaml:2:1: no YAML: expected ',' or ']'"),
        ('site: "a\n', "c.yaml:2:1: no YAML: found unexpected end of stream"),
        ("site: *nowhere\n", "c.yaml:1:7: no YAML: found undefined alias 'nowhere'"),
        ("site: a\nb: \x07c\n", "c.yaml:2:4: the character U+0007 is not allowed here; remove it"),
        ("? [a, b]\n: c\n", "a list cannot be a key"),
        ("<<: x\n", "<< takes a mapping, not 'x'"),
        ("'': x\n", "'' cannot be a key"),
    ],
)
def test_what_is_no_plain_yaml_is_refused_with_its_place(text: str, says: str) -> None:
    said = refusal(text)
    assert says in said
    assert re.match(r"c\.yaml:[0-9]+:[0-9]+: ", said)


def test_tags_are_never_carried_out(tmp_path: Path) -> None:
    refusal(f"site: !!python/object/apply:os.mkdir [{tmp_path}/made]\n")
    assert list(tmp_path.iterdir()) == []


MARKS = ["[", "]", "{", "}", "&a ", "*a", "<<: ", "!!", "!!int ", "? ", "'", '"', "#", "|", "> ", "%", "@", ": ", "- "]
PIECES = [
    *MARKS,
    "null",
    "~",
    "0",
    "1:2",
    "é",
    "source",
    "=",
    "on",
    "\n",
    "  ",
    "\t",
    "\u202e",
    "\x85",
    "---\n",
    "...\n",
]


def test_whatever_is_typed_is_read_or_refused_with_its_place() -> None:
    read = refused = 0
    for seed in range(600):
        chance = random.Random(seed)
        text = source("retry: {after: 1h}, units: [a], labels: {a: 1}")
        for _ in range(chance.randint(1, 3)):
            begin = chance.randrange(len(text))
            text = text[:begin] + chance.choice(PIECES) + text[begin + chance.choice([0, 0, 1, 2, 8]) :]
        try:
            read += parse(text, "c.yaml", KNOWN, "UTC").site != ""
        except ConfigError as error:
            refused += all(re.match(r"c\.yaml:[0-9]+:[0-9]+: .", line) for line in str(error).split("\n"))
    assert read + refused == 600
    assert read > 5 and refused > 100


def file_refusal(path: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load(path, KNOWN)
    return str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    missing = tmp_path / "none.yaml"
    assert file_refusal(missing) == (
        f"{missing}: there is no such file; `qmailreport config generate >{missing}` writes an example"
    )
    assert file_refusal(tmp_path) == f"{tmp_path}: is a directory; name the file in it"
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("site: x\nb: Zürich\n".encode("latin-1"))
    assert file_refusal(latin) == f"{latin}:2:5: byte 0xfc is not UTF-8; save the file as UTF-8"
    utf16 = tmp_path / "utf16.yaml"
    utf16.write_bytes(GOOD.encode("utf-16"))
    assert "1:1: byte 0xff is not UTF-8" in file_refusal(utf16)
    large = tmp_path / "large.yaml"
    large.write_text("#" * 600_000, "ascii")
    assert file_refusal(large) == f"{large}: larger than 512 kB; is this the configuration?"
    assert file_refusal(latin / "x").endswith("cannot be read: not a directory")
    assert file_refusal(Path("/etc/x\0y")).endswith("cannot be read: embedded null byte")


def test_a_byte_order_mark_and_crlf_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load(path, KNOWN).site == "mx.example.org"


UNREADABLE = """
import os, sys
from pathlib import Path
from qmailreport.config import Tables, load
from qmailreport.errors import ConfigError
if os.geteuid() == 0:
    os.setuid(65534)
try:
    load(Path(sys.argv[1]), Tables({}, {}, {}))
except ConfigError as error:
    print(error)
"""


def test_an_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(GOOD, "utf-8")
    path.chmod(0)
    done = subprocess.run(
        [sys.executable, "-c", UNREADABLE, str(path)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout == f"{path}: cannot be read: permission denied\n"


@pytest.mark.parametrize("text", ["a@b", "postmaster@example.org", "üser@müller.example", "a+b=c@x-y.example", "#$%@b"])
def test_addresses(text: str) -> None:
    assert address_complaint(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "@b",
        "a@",
        "a@@b",
        "a b@c",
        "a@b c",
        "a@b..c",
        ".a@b",
        "a..b@c",
        "a@-b",
        "a@[1.2.3.4]",
        "a@b\r\n",
        "a\0@b",
        "a,b@c",
        "a\u202e@b",
        "x" * 65 + "@b",
        "a@" + "b" * 64,
        "<a@b>",
    ],
)
def test_no_addresses(text: str) -> None:
    assert address_complaint(text)


def at(text: str, zone: str) -> int:
    return instant(dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))


def test_the_next_run_is_the_next_time_the_sites_clocks_show_it() -> None:
    read = config(GOOD + "runs_at: 02:30\n")
    for now, then in [
        ("2026-11-20T02:29:59", "2026-11-20T02:30:00"),
        ("2026-11-20T02:30:00", "2026-11-21T02:30:00"),
        ("2026-10-24T12:00:00", "2026-10-25T02:30:00"),  # twice that night; the first counts
    ]:
        assert read.next_run(at(now, "Europe/Berlin")) == at(then, "Europe/Berlin")
    assert config().next_run(at("2026-11-20T00:00:00", "UTC")) is None


def test_the_systems_zone(tmp_path: Path) -> None:
    assert system_zone({"TZ": "Asia/Tokyo"}, tmp_path) == "Asia/Tokyo"
    assert system_zone({"TZ": ":Asia/Tokyo"}, tmp_path) == "Asia/Tokyo"
    assert system_zone({"TZ": "no zone"}, tmp_path) == "UTC"
    (tmp_path / "timezone").write_text("America/Lima\n", "ascii")
    assert system_zone({}, tmp_path) == "America/Lima"
    (tmp_path / "localtime").symlink_to("/usr/share/zoneinfo/Europe/Paris")
    assert system_zone({}, tmp_path) == "Europe/Paris"


def test_the_example_is_a_configuration() -> None:
    read = parse(example(), "/etc/qmailreport/config.yaml")
    assert read.site == "mail.example.org"
    assert set(read.sources) and read.reports[0].name == "daily"
    assert example() == (ROOT / "config.example.yaml").read_text("utf-8")


def part(key: str) -> str:
    """What stands below a top-level key of the example, commented out or not."""
    return re.split(rf"(?m)^#?{key}:", example())[1]


def named(text: str) -> set[str]:
    """Every key in `text`, also those that are commented out."""
    return set(re.findall(r"(?:^|[\s{,#-])#?([a-z_-]+):(?=\s|$)", text))


def test_the_example_names_every_option() -> None:
    known = tables()
    parts: dict[str, list[type[Any]]] = {
        "sources": [Model, *known.sources.values()],
        "reports": [Report, UserMails, User, Confirm, *known.passes.values()],
        "delivery": [*known.deliveries.values()],
        "engine": [Processes],
    }
    for key, classes in parts.items():
        for cls in classes:
            assert set(options(cls)) <= named(part(key)), cls
    assert set(options(Config)) <= named(example())
    words = re.findall(r"(?m)^\s*#?\s*(?:\w+: {)?format: (\w+)", part("sources"))
    assert set(words) == set(known.sources)
    assert set(known.passes) | set(known.deliveries) | {"fallback"} <= named(example())


def test_every_option_has_a_text() -> None:
    known = tables()
    classes = [
        Config,
        Report,
        UserMails,
        User,
        Confirm,
        Processes,
        *known.sources.values(),
        *known.passes.values(),
        *known.deliveries.values(),
    ]
    assert [(cls, key) for cls in classes for key, field in options(cls).items() if not field.metadata["text"]] == []


def in_example(old: str, new: str) -> str:
    """What is refused of the example with `new` in the place of `old`."""
    assert example().count(old) == 1
    with pytest.raises(ConfigError) as caught:
        parse(example().replace(old, new), "/etc/qmailreport/config.yaml")
    return str(caught.value)


def test_a_section_that_a_pass_does_not_have_cannot_be_hidden() -> None:
    said = refusal(GOOD.replace("source: send", "source: send, hide: [queue, sender, x]"))
    assert "passes[0].count.hide: there is no section 'sender'; did you mean 'senders'?" in said
    assert "there is no section 'x'; there are hours, queue, senders" in said and "'queue'" not in said
    assert refusal(GOOD.replace("source: send", "source: send, hide: hour")).endswith("did you mean 'hours'?")
    assert config(GOOD.replace("source: send", "source: send, hide: queue")).reports[0].passes[0].hide == ("queue",)
    for name, cls in tables().passes.items():
        if hasattr(cls, "SECTIONS"):
            with pytest.raises(ConfigError, match="there is no section 'nonsense'"):
                parse(
                    GOOD.replace("format: plain", "format: multilog")
                    .replace("box: mails", "maildir: mails")
                    .replace("count: {source: send}", f"{name}: {{source: send, hide: nonsense}}"),
                    "c.yaml",
                )


@pytest.mark.parametrize("port", ["0", "-1", "65536", "99999"])
def test_a_port_that_there_is_not(port: str) -> None:
    assert "delivery.smtp.port" in in_example("#port: 25 ", f"port: {port} ")
    assert parse(example().replace("#port: 25 ", "port: 65535 "), "/etc/qmailreport/config.yaml")


def test_a_user_without_a_password() -> None:
    said = in_example("#user: qmailreport ", "user: qmailreport ")
    assert re.search(r"^\S+config\.yaml:\d+:\d+: delivery\.smtp: user is set, but no password_file", said)


def test_a_mode_that_is_none() -> None:
    for mode in ("rw", "0999", "0000", "0200", "77777"):
        with pytest.raises(ConfigError, match=r"delivery\.files\.mode.*0600, 0640 or 0644"):
            parse(re.sub(r"delivery: .*", f"delivery: {{files: {{path: x, mode: '{mode}'}}}}", REAL), "c.yaml")
    read = parse(re.sub(r"delivery: .*", "delivery: {files: {path: x, mode: 0644}}", REAL), "c.yaml")
    assert getattr(read.delivery, "mode", None) == "0644"


def test_templates_that_are_not_there(tmp_path: Path) -> None:
    said = refusal(f"{GOOD}templates_dir: {tmp_path}/none\n")
    assert "templates_dir" in said and f"{tmp_path}/none" in said and "no such directory" in said
    (tmp_path / "none").write_text("a file")
    assert "no such directory" in refusal(f"{GOOD}templates_dir: {tmp_path}/none\n")


@pytest.mark.parametrize(
    "passes",
    [
        "[count: {source: send}, count: {source: [send], top: 3}]",
        "[count: {source: [send, other]}, probe, count: {source: [other, send]}]",
        "[probe, count: {source: send}, probe: ]",
    ],
)
def test_the_same_pass_twice(passes: str) -> None:
    text = GOOD.replace("  send:", "  other: {format: plain, path: y}\n  send:")
    text = text.replace("passes:\n      - count: {source: send}", f"passes: {passes}")
    assert "the same pass of the same sources is on line 9 already" in refusal(text)
    assert config(text.replace(passes, "[count: {source: send}, count: {source: other}]"))


def test_an_empty_list_of_passes() -> None:
    text = GOOD.replace("passes:\n      - count: {source: send}", "passes: []")
    assert refusal(text).endswith("reports[0].passes: no pass is there; write one, as in `- count: {source: …}`")


def test_a_remedy_names_each_word_once() -> None:
    said = refusal(GOOD + "zzzzz: 1\n")
    words = said.split("there are ")[1].split("\n")[0].split(", ")
    assert len(words) == len(set(words)) and "delivery" in words


def test_the_examples_commented_lines_are_valid_where_they_stand(tmp_path: Path) -> None:
    """Each `#key: value` line, taken in by itself, gives a configuration that is read."""
    lines = example().split("\n")
    (tmp_path / "templates").mkdir()
    tried = 0
    for number, line in enumerate(lines):
        if not (match := re.match(r"( *)#([a-z_]+: +[^#\s].*)$", line)):
            continue
        taken = [*lines[:number], match[1] + match[2], *lines[number + 1 :]]
        if match[2].startswith("user:"):  # which goes with the line before it
            taken[number - 1] = taken[number - 1].replace("#", "", 1)
        assert parse("\n".join(taken), f"{tmp_path}/config.yaml")
        tried += 1
    assert tried >= 10


def test_the_example_with_everything_taken_in_is_valid_too(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    before, _, rest = example().partition("  #maildir:")  # smtp is one way, these are two others
    text = before + rest[rest.index("  # Where a mail goes") :]
    taken = re.sub(r"(?m)^( *)#( *(?:- (?=name:))?[a-z_]+:(?=\s).*)$", r"\1\2", text)
    read = parse(taken, f"{tmp_path}/config.yaml")
    assert set(map(type, read.sources.values())) == set(tables().sources.values())
    assert read.fallback is not None and isinstance(read.engine, Processes)
    assert [each.name for each in read.every] == ["daily", "mine"]
    defaults = UserMails(name="x", to=("a@b",), passes=read.user_mails[0].passes)
    for name in ("when", "language", "include", "min_uid", "cap", "place", "learn", "forget", "failures", "many"):
        assert getattr(read.user_mails[0], name) == getattr(defaults, name)  # the example shows the defaults
    assert (read.runs_at, read.templates_dir) == ("06:00", tmp_path / "templates")


def test_reading_a_configuration_imports_no_template_engine() -> None:
    script = "import sys, qmailreport.config; print([m for m in ('jinja2', 'rich', 'sqlite3') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "[]\n"


LOGINS = """\
site: mx.example.org
sources:
  maillog: {format: syslog, path: /var/log/mail.log}
reports:
  - {name: mine, kind: logins, to: admin@example.org, passes: [logins: {source: maillog}], OPTIONS}
delivery: {maildir: mails}
"""


def mine(options_: str) -> UserMails:
    (found,) = parse(LOGINS.replace("OPTIONS", options_), "/etc/qr/c.yaml").user_mails
    return found


def test_a_report_of_kind_logins() -> None:
    read = mine(
        "when: weekly, users: {alice: a@example.org, bob: {language: ja}}, confirm: {maildir: m, address: x@y.z}"
    )
    assert (read.when, read.language, read.from_, read.domain) == ("weekly", "en", "qmailreport@mx.example.org", "")
    assert read.users == {"alice": User(address="a@example.org"), "bob": User(language="ja")}
    assert read.confirm == Confirm(maildir=Path("/etc/qr/m"), address="x@y.z")
    assert (
        parse(LOGINS.replace("kind: logins", "kind: digest").replace(", OPTIONS", ""), "c.yaml").reports[0].name
        == "mine"
    )


def test_the_language_of_a_digest() -> None:
    digest = LOGINS.replace("kind: logins", "kind: digest")
    assert parse(digest.replace(", OPTIONS", ""), "c.yaml").reports[0].language == "en"
    assert parse(digest.replace("OPTIONS", "language: ja"), "c.yaml").reports[0].language == "ja"
    with pytest.raises(ConfigError, match=r"reports\[0\]\.language: 'de': must be one of en, zh, ja, ru"):
        parse(digest.replace("OPTIONS", "language: de"), "c.yaml")


@pytest.mark.parametrize(
    ("options_", "says"),
    [
        ("when: hourly", "reports[0].when: 'hourly': must be one of new_place, daily, weekly, always, never"),
        ("pattern: a@b.example", "must hold {user} once"),
        ("pattern: '{user}@{user}.example'", "must hold {user} once"),
        ("pattern: '{user}@exa mple'", "is no host name"),
        ("users: {alice: alice}", "reports[0].users.alice.address: 'alice' has no @"),
        ("users: {alice: {lang: ja}}", "users.alice.lang: there is no such option here; did you mean 'language'?"),
        ("users: {alice: {language: xx}}", "must be one of en, zh, ja, ru"),
        ("users: {alice: {timezone: Mars}}", "there is no such time zone"),
        ('users: {"a\\nb": a@b.example}', "goes over more than one line"),
        ("shared: {info: nobody}", "'nobody' has no @"),
        ("networks: [192.0.2.1/24]", "has host bits set; write a network as 192.0.2.0/24"),
        ("learn: 12h, forget: 1h", "reports[0].forget: '1h': must be 1d or more"),
        ("confirm: {maildir: m}", "reports[0].confirm.address: is missing"),
        ("cap: 0", "must be 1 or more"),
        ("domain: example.org", "reports[0].domain: there is no such option here"),
    ],
)
def test_what_is_refused_of_a_report_of_kind_logins(options_: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        mine(options_)
    assert says in str(caught.value)


def test_a_kind_and_its_pass() -> None:
    with pytest.raises(ConfigError, match=r"reports\[0\].kind: 'login': must be one of digest, logins"):
        parse(LOGINS.replace("kind: logins", "kind: login").replace(", OPTIONS", ""), "c.yaml")
    with pytest.raises(ConfigError, match=r"reports\[0\].kind: an empty mapping where one value is expected"):
        parse(LOGINS.replace("kind: logins", "kind: {}").replace(", OPTIONS", ""), "c.yaml")
    with pytest.raises(ConfigError, match="kind logins has exactly one pass, `logins`"):
        parse(LOGINS.replace("[logins:", "[postfix:").replace(", OPTIONS", ""), "c.yaml")
