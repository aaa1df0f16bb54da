"""The paths that a configured `path` stands for, and whose they are: globs, with the host from the first star."""

from __future__ import annotations

import glob
import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .choose import SUFFIX, TURN, kin
from .opened import is_directory, mode_of, permission


@dataclass(frozen=True, slots=True)
class Place:
    """One log (a file with its kin, or a directory) and the host that its path names."""

    path: str
    host: str = ""


@lru_cache(maxsize=64)
def _shape(pattern: str) -> str:
    """The glob as a regex; the first star is the group `host`."""
    out, starred, at = [], False, 0
    while at < len(pattern):
        char = pattern[at]
        end = pattern.find("]", at + 2)
        if char == "*":
            while pattern[at + 1 : at + 2] == "*":
                at += 1
            out.append("[^/]*" if starred else "(?P<host>[^/]*)")
            starred = True
        elif char == "[" and end > 0:
            inner = pattern[at + 1 : end].replace("\\", "\\\\")
            out.append("[" + ("^" + inner[1:] if inner.startswith("!") else inner) + "]")
            at = end
        else:
            out.append("[^/]" if char == "?" else re.escape(char))
        at += 1
    return "".join(out)


def places(path: str, host: str | None, olddir: str | None = None) -> list[Place]:
    """What `path` stands for; a file of which only rotated kin is left counts too."""
    if not glob.has_magic(path) or os.path.lexists(path):
        return [Place(path, host or "")]
    shape = _shape(path)
    found = {one for one in glob.glob(path) if re.fullmatch(shape, one)}  # noqa: PTH207
    left = re.compile(f"(?P<base>{shape})(?:{TURN})+(?:\\.{SUFFIX})?")
    for one in glob.glob(path + "[.-]*"):  # noqa: PTH207 - a pattern with directories, absolute or not
        if match := left.fullmatch(one):
            found.add(match["base"])
    for base in sorted(found, key=len):
        if base in found:
            found -= set(kin(base, olddir)) - {base}
    result = []
    for base in sorted(found):
        match = re.fullmatch(shape, base)
        star = match.groupdict().get("host") if match else None
        result.append(Place(base, host or star or ""))
    return result


def missing(path: str) -> str:
    """Why nothing is at `path`, with the remedy."""
    if glob.has_magic(path):
        return f"{path}: matches no file; correct `path`, or remove the source"
    for parent in reversed(Path(path).parents):
        if not mode_of(parent):
            return f"{path}: not found (there is no {parent}); correct `path`, or remove the source"
        if is_directory(parent) and not os.access(parent, os.R_OK | os.X_OK):
            return f"{path}: permission denied; {permission(str(parent))}"
    return f"{path}: not found; correct `path`, or remove the source"
