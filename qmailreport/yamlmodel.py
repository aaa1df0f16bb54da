"""YAML nodes → frozen models: the annotations and checks of `model.option` say what a key may hold.

Three names mean something wherever they occur: `timezone` is a zone's name, a text called `path` (or
files, state, directory, …_path, …_dir, …_file) is a path, relative to the configuration file.
"""

from __future__ import annotations

import dataclasses
import re
import types
import unicodedata
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from .errors import Error
from .model import Duration, Model, Size, duration, size
from .names import near, zone_complaint
from .yamlpos import MappingNode, Node, Refusals, ScalarNode, SequenceNode, elements, entries, is_empty, shown

__all__ = ["REFUSED", "Builder", "options"]

REFUSED: Final[Any] = object()  # what a refused value becomes; the reason is in the Refusals
M = TypeVar("M", bound=Model)

_PATH = re.compile(r"(^|_|old)(paths?|dir|directory|files?|state)$")
_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def options(cls: type[Model]) -> dict[str, dataclasses.Field[Any]]:
    """The YAML keys of a configured class, and their fields; `from_` is the key `from`."""
    found = (each for each in dataclasses.fields(cls) if each.init and "text" in each.metadata)
    return {each.name.rstrip("_"): each for each in found}


def _kinds(cls: type[Model]) -> dict[str, Any]:
    unknown: dict[str, Any] = {}  # names that are imported for the type checker only; no key is of such a type
    while True:
        try:
            return get_type_hints(cls, localns=unknown or None)
        except NameError as error:
            if error.name is None or error.name in unknown:
                raise
            unknown[error.name] = Any


class Builder:
    """Makes typed values of nodes; what it cannot make, it refuses and goes on."""

    def __init__(self, refusals: Refusals, base: Path) -> None:
        self.refusals = refusals
        self.base = base  # what relative paths are relative to

    def model(self, cls: type[M], node: Node, key: str, given: Mapping[str, Any] | None = None) -> M | Any:
        """A `cls` of a mapping; `given` are fields made elsewhere, and keys that are none (`format`).

        A scalar stands for the field `path`, or the first one; nothing stands for no options.
        """
        given = given or {}
        known = options(cls)
        found = self._entries(node, known, key)
        if found is None:
            return REFUSED
        before, kinds = len(self.refusals), _kinds(cls)
        values = {name: value for name, value in given.items() if name in known}
        meant = ""
        for name, (at, value) in found.items():
            if name in given:
                continue
            if name not in known:
                what = near(name, [*known, *given], "there are")
                meant += what
                self.refusals.add(at, joined(key, name), f"there is no such option here; {what}".rstrip("; "))
                continue
            values[name] = self._option(known[name], kinds[known[name].name], value, joined(key, name))
        for name, field in known.items():
            if name not in values and _required(field) and f"mean {name!r}" not in meant:
                text = field.metadata["text"]
                self.refusals.add(node, joined(key, name), f"is missing{': ' if text else ''}{text}")
        if len(self.refusals) > before or REFUSED in values.values():
            return REFUSED
        try:
            return cls(**{known[name].name: value for name, value in values.items()})
        except (Error, ValueError) as error:
            self.refusals.add(node, key, str(error))
            return REFUSED

    def words(self, node: Node, key: str, noun: str, known: Collection[str], what: str) -> None:
        """Refuses each word of a list that names nothing known."""
        for each in elements(node):
            if isinstance(each, ScalarNode) and each.value not in known and not is_empty(each):
                remedy = near(each.value, known, what) or f"name one under `{noun}s:`"
                self.refusals.add(each, key, f"there is no {noun} {each.value!r}; {remedy}")

    def _entries(
        self, node: Node, known: Mapping[str, dataclasses.Field[Any]], key: str
    ) -> dict[str, tuple[Node, Node]] | None:
        if isinstance(node, MappingNode):
            return entries(node, key, self.refusals)
        if is_empty(node):
            return {}
        short = "path" if "path" in known else next(iter(known), None)
        if short and isinstance(node, ScalarNode):
            return {short: (node, node)}
        keys = f"keys ({', '.join(known)})" if known else "nothing"
        self.refusals.add(node, key, f"{shown(node)} where {keys} are expected")
        return None

    def _option(self, field: dataclasses.Field[Any], kind: Any, node: Node, key: str) -> Any:
        value = self.value(node, kind, key)
        check = field.metadata.get("check")
        if value is REFUSED or value is None or check is None:
            return value
        if complaint := check(value):
            quoted = shown(node, key)
            told = quoted in complaint or not isinstance(node, ScalarNode)  # a list's check names the element
            self.refusals.add(node, key, complaint if told else f"{quoted}: {complaint}")
            return REFUSED
        return value

    def value(self, node: Node, kind: Any, key: str) -> Any:
        """The node as `kind` (an annotation), or REFUSED."""
        origin, inner = get_origin(kind), get_args(kind)
        if origin in (Union, types.UnionType):
            return self._union(node, inner, key)
        if origin is tuple:
            return self._tuple(node, inner[0], key)
        if origin is dict or origin is Mapping:
            return self._dict(node, inner[1], key)
        if origin is not Literal and isinstance(kind, type) and issubclass(kind, Model):
            return self.model(kind, node, key)
        if not isinstance(node, ScalarNode):
            self.refusals.add(node, key, f"{shown(node)} where one value is expected")
            return REFUSED
        if is_empty(node):
            written = f"{node.value!r} means no value here; quote the word" if node.value else "no value"
            self.refusals.add(node, key, f"{written}, or remove the line")
            return REFUSED
        try:
            return _word(node.value, inner) if origin is Literal else self._scalar(node.value, kind, key)
        except ValueError as error:
            self.refusals.add(node, key, f"{shown(node, key)}: {error}")
            return REFUSED

    def _union(self, node: Node, kinds: Collection[Any], key: str) -> Any:
        """The first of `kinds` that takes the node; else the refusals of the one of its shape."""
        if is_empty(node) and type(None) in kinds:
            return None
        wanted = [each for each in kinds if each is not type(None)]
        wanted.sort(key=lambda each: each is str)  # any scalar is a str, so that it comes last
        wanted.sort(key=lambda each: _shape(each) is not type(node))
        trials = []
        for kind in wanted:
            trial = Builder(Refusals(self.refusals.name), self.base)
            value = trial.value(node, kind, key)
            if value is not REFUSED:
                return value
            trials.append(trial.refusals)
        self.refusals.extend(trials[0])
        return REFUSED

    def _tuple(self, node: Node, kind: Any, key: str) -> Any:
        if is_empty(node):
            self.refusals.add(node, key, "no value; write a list, as in [one, two], or remove the line")
            return REFUSED
        if not isinstance(node, SequenceNode):  # one element needs no list
            value = self.value(node, kind, key)
            return REFUSED if value is REFUSED else (value,)
        values = tuple(self.value(each, kind, f"{key}[{at}]") for at, each in enumerate(node.value))
        return REFUSED if REFUSED in values else values

    def _dict(self, node: Node, kind: Any, key: str) -> Any:
        if not isinstance(node, MappingNode):
            self.refusals.add(node, key, f"{shown(node, key)} where `name: value` pairs are expected")
            return REFUSED
        found = entries(node, key, self.refusals)
        values = {name: self.value(each, kind, joined(key, name)) for name, (_, each) in found.items()}
        return REFUSED if REFUSED in values.values() else values

    def _scalar(self, text: str, kind: Any, key: str) -> Any:
        if kind is str or kind is Path:
            return self._text(text, kind, key)
        if parse := _PARSERS.get(kind):
            return parse(text)
        raise TypeError(f"{key}: no YAML for {kind!r}")  # an annotation this module does not know

    def _text(self, text: str, kind: Any, key: str) -> Any:
        if bad := next(
            (each for each in text if unicodedata.category(each) in ("Cc", "Cs") and each not in "\n\t"), ""
        ):
            raise ValueError(f"holds the character U+{ord(bad):04X}; remove it")
        name = re.sub(r"\[[0-9]+\]$", "", key).rpartition(".")[2]
        if kind is Path or _PATH.search(name):
            return kind(self._path(text))
        if name == "timezone" and (complaint := zone_complaint(text)):
            raise ValueError(complaint)
        return text

    def _path(self, text: str) -> str:
        if not text.strip() or "\n" in text:
            raise ValueError("is no path")
        try:
            return str(self.base / Path(text).expanduser())
        except RuntimeError as error:
            raise ValueError(str(error)) from None


def joined(key: str, name: str) -> str:
    """`key.name`."""
    return f"{key}.{name}" if key else name


def _required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _shape(kind: Any) -> type[Node]:
    """The sort of node that a kind is written as."""
    origin = get_origin(kind)
    if origin is tuple:
        return SequenceNode
    if origin is dict or (isinstance(kind, type) and origin is None and issubclass(kind, Model)):
        return MappingNode
    return ScalarNode


def _integer(text: str) -> int:
    if re.fullmatch(r"[-+]?(0|[1-9][0-9]{0,17})", text, re.ASCII):
        return int(text)
    if re.fullmatch(r"[-+]?0[0-9]+", text, re.ASCII):
        raise ValueError("a leading 0 makes this an octal number for some; write it without")
    if re.fullmatch(r"[-+]?[0-9]+(:[0-9]+)+", text, re.ASCII):
        raise ValueError("YAML reads this as a number to the base of 60; write a decimal number, as in 90")
    raise ValueError("a decimal number is expected, as in 25")


def _float(text: str) -> float:
    if re.fullmatch(r"[-+]?[0-9]{1,15}(\.[0-9]{1,15})?", text, re.ASCII):
        return float(text)
    raise ValueError("a number is expected, as in 2.5")


def _bool(text: str) -> bool:
    if text.lower() not in _WORDS:
        raise ValueError("yes or no is expected")
    return _WORDS[text.lower()]


def _word(text: str, words: tuple[Any, ...]) -> Any:
    found = {str(each).lower() if isinstance(each, bool) else str(each): each for each in words}
    if text not in found:
        raise ValueError(f"must be one of {', '.join(found)}; {near(text, found)}".split("; known are")[0])
    return found[text]


_PARSERS: dict[Any, Callable[[str], Any]] = {int: _integer, float: _float, bool: _bool, Duration: duration, Size: size}
