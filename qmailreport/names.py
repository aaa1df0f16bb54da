"""What addresses, hosts, zones and other names of a configuration may look like, and what is meant instead."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from .errors import UsageError

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}", re.ASCII)
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_LOCAL = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}")


def near(word: str, words: Iterable[str], what: str = "known are") -> str:
    """'did you mean X?', or the words where few and none is near."""
    known = sorted(set(words))
    folded = {each.casefold(): each for each in reversed(known)}
    if found := difflib.get_close_matches(word.casefold(), folded, 1, 0.6):
        return f"did you mean {folded[found[0]]!r}?"
    return f"{what} {', '.join(known)}" if 0 < len(known) <= 40 else ""


def address_complaint(text: str) -> str | None:
    """What is wrong with a mail address (a bare one, as in postmaster@example.org), or None."""
    local_part, at, domain = text.rpartition("@")
    if not at:
        return f"{text!r} has no @; write it in full, as in postmaster@example.org"
    if "@" in local_part:
        return f"{text!r} has more than one @"
    if not text.isprintable() or "<" in text:
        return f"{text!r}: write the bare address, as in postmaster@example.org"
    if not _LOCAL.fullmatch(local_part) or local_part.startswith(".") or local_part.endswith(".") or ".." in local_part:
        return f"{text!r}: {local_part!r} is nobody's name"
    complaint = host_complaint(domain)
    return f"{text!r}: {complaint}" if complaint else None


def host_complaint(text: str) -> str | None:
    """What is wrong with a host name, or None."""
    if len(text) <= 253 and all(_LABEL.fullmatch(each) for each in text.split(".")):
        return None
    return f"{text!r} is no host name; write one as mail.example.org"


def addresses_complaint(texts: tuple[str, ...]) -> str | None:
    """What is wrong with a list of recipients, or None."""
    if not texts:
        return "nobody would get the mail; write at least one address"
    doubled = next((each for each in texts if texts.count(each) > 1), None)
    found = next(filter(None, map(address_complaint, texts)), None)
    return found or (f"{doubled!r} is there twice" if doubled else None)


def name_complaint(text: str) -> str | None:
    """What is wrong with a name that the user gave (a source, a report), or None."""
    return None if _NAME.fullmatch(text) else "a name is up to 32 letters (a-z), digits, and within it dots, - and _"


def time_complaint(text: str) -> str | None:
    """What is wrong with a time of day, or None."""
    return None if re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text, re.ASCII) else "a time is written as 06:00"


def zone_complaint(text: str) -> str | None:
    """What is wrong with the name of a time zone, or None."""
    try:
        ZoneInfo(text)
    except (OSError, ValueError, KeyError):
        zones = available_timezones()
        if not zones:
            return "this system has no time zones; install tzdata"
        last = {each.rpartition("/")[2].casefold(): each for each in sorted(zones)}
        found = last.get(text.replace(" ", "_").casefold())
        remedy = f"did you mean {found!r}?" if found else near(text, zones)
        return f"there is no such time zone; {remedy or 'write one as Europe/Berlin'}"
    return None


def system_zone(environ: Mapping[str, str] = os.environ, etc: Path = Path("/etc")) -> str:
    """The system's time zone: $TZ, /etc/localtime or /etc/timezone, whichever first names one; else UTC."""
    named = [environ.get("TZ", "").removeprefix(":")]
    try:
        named.append(str((etc / "localtime").resolve()).partition("zoneinfo/")[2])
        named.append((etc / "timezone").read_text("ascii").strip())
    except (OSError, ValueError, RuntimeError):
        pass
    return next((each for each in named if each and zone_complaint(each) is None), "UTC")


def named_zone(name: str | None) -> ZoneInfo:
    """The zone that a command line names, else the system's; UsageError where there is no such zone."""
    name = name or system_zone()
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UsageError(f"there is no time zone {name!r}; as in Europe/Berlin") from None


def directory_complaint(path: Path | None) -> str | None:
    """What is wrong with a directory that must be there, or None."""
    try:
        found = path is None or path.is_dir()
    except OSError:
        found = False
    return None if found else f"{path}: there is no such directory; make it, or remove the line"


def domain_complaint(value: str) -> str | None:
    """What is wrong with a domain that may be left out."""
    return host_complaint(value) if value else None


def unreadable(one: Any, words: Mapping[str, str], sources: Mapping[str, type[Any]]) -> list[str]:
    """What is wrong with the sources that a pass names: rows where it reads lines, or the other way round.

    `words` are the formats of the configured sources; `sources` the kinds there are.
    """
    able = [word for word, kind in sources.items() if getattr(kind, "read_by", lambda _: True)(one)]
    said = f"it reads {', '.join(able)}"
    odd = [name for name in getattr(one, "source", ()) if name in words and words[name] not in able]
    return [f"the pass {one.name} cannot read {name!r}, whose format is {words[name]}; {said}" for name in odd]
