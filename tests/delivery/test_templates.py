"""A user's own templates: they replace file by file, and a broken one is the user's to mend, by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from qmailreport.delivery import render
from qmailreport.errors import ConfigError
from tests.delivery import sample


def test_a_users_template_replaces_one_file(tmp_path: Path) -> None:
    (tmp_path / "digest.txt.j2").write_text(
        "{{ site }}: {{ digest.figures['qmail.success']|num }}\n{{ 'a'|wrap('> ') }}"
    )
    rendered = render(sample.first(), tmp_path)
    assert rendered.text == "mail.example.org: 4,490\n> a\n"
    assert rendered.html == render(sample.first()).html


@pytest.mark.parametrize(
    ("name", "source", "where", "what"),
    [
        ("digest.txt.j2", "fine\n{{ nothing.here }}", "digest.txt.j2:2", "nothing"),
        ("digest.txt.j2", "{{ digest.nothing }}", "digest.txt.j2:1", "nothing"),
        ("digest.html.j2", "\n\n{% for x in %}", "digest.html.j2:3", "Expected an expression"),
        (
            "macros.html.j2",
            "{% macro card(a,b,c) %}{{ caller() }}\n{{ 1/0 }}{% endmacro %}{% macro lines(x) %}{% endmacro %}",
            "macros.html.j2:2",
            "ZeroDivision",
        ),
        ("digest.txt.j2", "{% include 'other.j2' %}", "other.j2", "not found"),
        ("digest.txt.j2", "{{ ''.__class__.__mro__ }}", "digest.txt.j2:1", "unsafe"),
        ("digest.txt.j2", "{{ digest.sections.append(1) }}", "digest.txt.j2:1", "append"),
        ("digest.txt.j2", "{{ verdict|nofilter }}", "digest.txt.j2:1", "nofilter"),
        ("digest.txt.j2", "{{ verdict + 1 }}", "digest.txt.j2:1", "TypeError"),
        ("digest.txt.j2", "{% include 'digest.txt.j2' %}", "digest.txt.j2:1", "Recursion"),
        ("digest.txt.j2", b"\xff\xfe", "digest.txt.j2", "UnicodeDecodeError"),
    ],
)
def test_a_broken_template_is_named_with_its_line(
    tmp_path: Path, name: str, source: str | bytes, where: str, what: str
) -> None:
    (tmp_path / name).write_bytes(source if isinstance(source, bytes) else source.encode())
    with pytest.raises(ConfigError) as refusal:
        render(sample.first(), tmp_path)
    assert where in str(refusal.value) and what in str(refusal.value)


def test_a_templates_dir_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such directory"):
        render(sample.first(), tmp_path / "missing")
