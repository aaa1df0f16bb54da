"""Brings the catalogues of qmailreport/locale up to date with the source, and compiles them.

`python packaging/words.py`, in an environment with Babel and Jinja2; then translate what it lists, and run it again.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).parent))
import said

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "qmailreport" / "locale"
LANGUAGES = ("ja", "ru", "zh")
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
METHODS = [("qmailreport/delivery/**.py", "python"), ("templates/**.j2", "jinja2")]
BORN = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)


def path(language: str) -> Path:
    """Where a language's catalogue is."""
    return LOCALE / language / "LC_MESSAGES" / "qmailreport.po"


def template() -> Catalog:
    """Every text of the source, without translations."""
    found = Catalog(project="qmailreport", version="0", header_comment="", creation_date=BORN, charset="utf-8")
    options = {"templates/**.j2": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
    texts = {
        (context or "", text if isinstance(text, tuple) else (text,))
        for _, _, text, _, context in extract_from_dir(
            ROOT, METHODS, options, KEYWORDS, directory_filter=lambda _: True
        )
    }
    for context, text in sorted(texts, key=lambda each: (each[1], each[0])):
        found.add(text if len(text) > 1 else text[0], context=context or None, auto_comments=["mail"])
    for context, one, several in said.texts():
        if (context, one) not in {(context, text[0]) for context, text in texts}:
            found.add((one, several) if several else one, context=context or None, auto_comments=["pass"])
    for one in said.statements():
        if one not in found:
            found.add(one, auto_comments=["keyword catalogue"])
    return found


def catalogue(language: str) -> Catalog:
    """A language's catalogue as it is kept; an empty one where there is none."""
    if not path(language).exists():
        return Catalog(language, project="qmailreport", version="0", header_comment="", revision_date=BORN)
    return read_po(io.BytesIO(path(language).read_bytes()), language)


def untranslated(found: Catalog) -> list[str]:
    """The texts that a catalogue lacks, or has only a guess for."""
    return [
        str(each.id)
        for each in found
        if each.id and (each.fuzzy or not each.string or (isinstance(each.string, tuple) and not all(each.string)))
    ]


def main() -> int:
    """Updates, compiles and says what is missing."""
    source, missing = template(), 0
    for language in LANGUAGES:
        found = catalogue(language)
        found.update(source, no_fuzzy_matching=True, update_creation_date=False)
        found.obsolete.clear()
        path(language).parent.mkdir(parents=True, exist_ok=True)
        with path(language).open("wb") as file:
            write_po(file, found, no_location=True, width=110)
        with path(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, found)
        for text in untranslated(found):
            print(f"{language}: {text}")
            missing += 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
