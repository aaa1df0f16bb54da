"""The catalogue and what a configuration says of it."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest

from qmailreport.config import parse
from qmailreport.errors import ConfigError
from qmailreport.passes.keywords import Keywords
from qmailreport.passes.keywords.catalogue import CASES, SEVERITIES, VIEWS, builtin, catalogue
from qmailreport.passes.keywords.plan import planned
from qmailreport.passes.keywords.scope import applies, program_of

from ..house import Host, at, morning, write
from .keywords_logs import MANUAL

SHARED = Path(os.environ.get("QMAILREPORT_SHARED") or Path(__file__).resolve().parents[3] / "shared")
TABLE = SHARED / "reference" / "keywords.tsv"
YAML = """\
site: mx1.example.org
timezone: UTC
sources: {{log: {{format: syslog, path: /var/log/syslog}}}}
reports:
  - name: daily
    to: [postmaster@example.org]
    passes:
      - keywords:
          source: log
          {0}
delivery: {{files: mails}}
"""


def refused(line: str) -> str:
    with pytest.raises(ConfigError) as caught:
        parse(YAML.format(line), "c.yaml")
    return str(caught.value)


def taken(line: str) -> Keywords:
    (report,) = parse(YAML.format(line), "c.yaml").reports
    (read,) = report.passes
    assert isinstance(read, Keywords)
    return read


def test_every_entry_is_whole() -> None:
    assert len(builtin()) == 106
    for name, entry in builtin().items():
        assert re.fullmatch(r"[a-z]{2,3}\.[a-z-]+", name)
        assert entry.severity in SEVERITIES and entry.case in CASES and entry.view in VIEWS
        assert entry.category and entry.applies_to and entry.source
        assert entry.meaning and len(entry.todo) > 8 and entry.todo.endswith((".", "it", "!")), name
        re.compile(entry.pattern.encode())
    assert {name for name in builtin() if name.startswith("om.")} == set(MANUAL)
    for name, word in MANUAL.items():
        assert (builtin()[name].pattern.replace("\\-", "-"), builtin()[name].case) == (word, "ci")
    assert planned(()).always == 0  # no entry wants to see every line


@pytest.mark.skipif(not TABLE.exists(), reason="the published table is not there")
def test_the_catalogue_is_the_published_one() -> None:
    with TABLE.open(newline="") as lines:
        rows = {row["id"]: row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
    assert list(rows) == list(builtin())
    for name, row in rows.items():
        entry = builtin()[name]
        words = tuple(word.strip() for word in row["applies_to"].split(","))
        assert (row["pattern"], row["case"], row["severity"], row["category"], words, row["meaning"]) == (
            entry.pattern,
            entry.case,
            entry.severity,
            entry.category,
            entry.applies_to,
            entry.meaning,
        )


@pytest.mark.parametrize(
    ("word", "program", "held"),
    [
        ("all", b"", True),
        ("postfix", b"postfix/smtpd", True),
        ("postfix", b"postfix-out/qmgr", True),
        ("postfix", b"postfixadmin", False),
        ("su", b"su", True),
        ("su", b"sudo", False),
        ("systemd", b"systemd-journald", True),
        ("clamav", b"freshclam", True),
        ("web access log", b"Apache2", True),
        ("zimbra audit.log", program_of("Zimbra"), True),
        ("mgetty", program_of("Mgetty"), True),
        ("qmail", program_of("Multilog"), True),
        ("my-daemon", b"my-daemon", True),
        ("kernel", b"", False),
    ],
)
def test_whose_lines_a_word_stands_for(word: str, program: bytes, held: bool) -> None:
    assert applies(program, (word,)) == held


def test_entries_are_changed_and_added() -> None:
    read = taken(
        "keywords: [{id: sy.disk, severity: fatal}, {id: my.own, pattern: 'x[0-9]{2}y', applies_to: [cron], case: cs}]"
    )
    found = catalogue(read.keywords)
    assert found["sy.disk"].severity == "fatal" and found["sy.disk"].pattern == builtin()["sy.disk"].pattern
    own = found["my.own"]
    assert (own.pattern, own.case, own.severity, own.applies_to) == ("x[0-9]{2}y", "cs", "warning", ("cron",))
    assert read.scan_key() != taken("top: 3").scan_key() == taken("top: 4").scan_key()
    muted = taken("mute: {id: sy.temp, reason: the fan is ordered, until: 2026-12-31}")
    assert muted.scan_key() == taken("top: 4").scan_key() and muted.mute[0].until == "2026-12-31"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "keywords: [{id: my.own, pattern: '(a+)+'}]",
            "c.yaml:10:44: reports[0].passes[0].keywords.keywords[0].pattern: ",
        ),
        ("keywords: [{id: my.own, pattern: '(a+)+'}]", "'(a+)+': repeats what varies itself"),
        ("keywords: [{id: my.own, pattern: '.*a.*'}]", "two repeats that can take the same text"),
        ("keywords: [{id: my.own, pattern: '('}]", "is no regular expression: missing ), unterminated"),
        ("keywords: [{id: my.own, pattern: ''}]", "matches an empty text"),
        ("keywords: [{id: my.own}]", "c.yaml:10:22: reports[0].passes[0].keywords.keywords[0]: 'my.own' is not in the"),
        ("keywords: [{pattern: abc}]", "keywords[0].id: is missing"),
        ("keywords: [{id: My Own, pattern: abc}]", "is no id; write small letters"),
        ("keywords: [{id: my.own, pattern: abc, severity: bad}]", "must be one of fatal, serious"),
        ("keywords: [{id: my.own, pattern: abc, case: i}]", "must be one of ci, cs"),
        ("keywords: [{id: my.own, pattern: abc, excludes: [fine, 'x**']}]", "'x**' is no regular expression"),
        ("keywords: [{id: a.b, pattern: abc}, {id: a.b, pattern: abd}]", "a.b is there twice"),
        (
            "mute: [{id: sy.temp, until: 2026-12-31}]",
            "c.yaml:10:18: reports[0].passes[0].keywords.mute[0].reason: is missing",
        ),
        ("mute: [{id: sy.temp, reason: hot}]", "c.yaml:10:18: reports[0].passes[0].keywords.mute[0].until: is missing"),
        ("mute: [{id: sy.temp, reason: ' ', until: 2026-12-31}]", "must say why"),
        ("mute: [{id: sy.temp, reason: hot, until: 2026-02-30}]", "'2026-02-30': is no date; as in 2026-12-31"),
        ("scanner: grep", "must be one of auto, plain, hyperscan"),
        ("hide: [strickt]", "there is no section 'strickt'; did you mean 'strict'?"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(line: str, said: str) -> None:
    assert said in refused(line)


def test_a_clean_log_is_no_wrong_one_but_a_wrong_one_stays_wrong(tmp_path: Path) -> None:
    log = write(tmp_path / "syslog", b"Nov 18 10:00:00 mx2 cron[1]: all is well\n", at("2026-11-18 10:00:01"))
    source = f"  log: {{format: syslog, path: {log}}}"
    both = "  - {name: daily, to: [postmaster@example.org], passes: [qmail: {source: log}, keywords: {source: log}]}"
    alone = "  - {name: daily, to: [postmaster@example.org], passes: [keywords: {source: log}]}"
    said = []
    for name, reports in (("alone", alone), ("both", both)):
        (tmp_path / name).mkdir()
        said.append(str(Host(tmp_path / name, sources=source, reports=reports).run(morning()).problems))
    assert "none of which was understood" not in said[0] and "none of which was understood" in said[1]


def test_the_manuals_figures_are_there_on_a_quiet_day_too(tmp_path: Path) -> None:
    text = b"Nov 18 10:00:00 mx2 sshd[1]: Connection timed out\nNov 18 10:00:01 mx2 last message repeated 2 times\n"
    log = write(tmp_path / "syslog", text, at("2026-11-18 10:00:01"))
    source = f"  log: {{format: syslog, path: {log}}}"
    report = "  - {name: daily, to: [postmaster@example.org], passes: [keywords: {source: log}]}"
    ((digest, _),) = Host(tmp_path, sources=source, reports=report).run(morning()).mails
    figures = digest.figures
    assert (figures["keywords.om.timed-out.lines"], figures["keywords.om.timed-out.occurrences"]) == (1, 3)
    assert {name: figures[f"keywords.{name}.lines"] for name in MANUAL if name != "om.timed-out"} == {
        name: 0 for name in MANUAL if name != "om.timed-out"
    }
