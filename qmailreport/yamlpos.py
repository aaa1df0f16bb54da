"""A YAML file as nodes that know their line and column, and the refusals that name them.

PyYAML's own constructors are not used: they take `no` for False, `010` for 8 and `22:30` for 1350, and
accept a key twice.  Here a scalar is its source text, and nothing is ever constructed from a tag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .errors import ConfigError

__all__ = [
    "MappingNode",
    "Node",
    "Refusals",
    "ScalarNode",
    "SequenceNode",
    "document",
    "entries",
    "is_empty",
    "read",
    "shown",
]

LIMIT = 512_000  # bytes of a file; PyYAML reads about 150 kB a second
NODES = 50_000  # after aliases are followed
DEPTH = 32
SHOWN = 50  # refusals that one ConfigError lists

_YAML = "tag:yaml.org,2002:"
_PLAIN = {_YAML + word for word in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq")}
_SECRET = re.compile(r"(password|passphrase|secret|token)$")


@dataclass
class Refusals:
    """What is wrong with a file, all of it."""

    name: str  # the file, as the user gave it
    _found: list[tuple[int, int, str]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._found)

    def add(self, at: Node | tuple[int, int], key: str, what: str) -> None:
        """Remembers `what` (a sentence with its remedy) about `key`, at a node or a (line, column) from 0."""
        line, column = (at.start_mark.line, at.start_mark.column) if isinstance(at, Node) else at
        found = (line, column, f"{self.name}:{line + 1}:{column + 1}: {key + ': ' if key else ''}{what}")
        if found not in self._found:  # an anchor's content is met once for each alias
            self._found.append(found)

    def extend(self, other: Refusals) -> None:
        """Takes over what another one found."""
        self._found += [each for each in other._found if each not in self._found]

    def error(self) -> ConfigError:
        """All of them in the order of the file, one a line."""
        texts = [text for _, _, text in sorted(self._found)]
        if len(texts) > SHOWN:
            texts[SHOWN:] = [f"{self.name}: and {len(texts) - SHOWN} more"]
        return ConfigError("\n".join(texts))


def shown(node: Node, key: str = "") -> str:
    """A node's value as a refusal quotes it: short, on one line, without secrets."""
    if isinstance(node, MappingNode):
        return "a mapping" if node.value else "an empty mapping"
    if isinstance(node, SequenceNode):
        return "a list" if node.value else "an empty list"
    if _SECRET.search(key):
        return "(not shown)"
    text = str(node.value)
    return repr(text if len(text) <= 60 else text[:57] + "...")


def read(path: Path) -> str:
    """The file's text; a ConfigError says why it cannot be had."""
    try:
        with path.open("rb") as file:
            content = file.read(LIMIT + 1)
    except FileNotFoundError:
        remedy = f"`qmailreport config generate >{path}` writes an example"
        raise ConfigError(f"{path}: there is no such file; {remedy}") from None
    except IsADirectoryError:
        raise ConfigError(f"{path}: is a directory; name the file in it") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ConfigError(f"{path}: cannot be read: {reason.lower()}") from None
    if len(content) > LIMIT:
        raise ConfigError(f"{path}: larger than {LIMIT // 1000} kB; is this the configuration?")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        byte = f"byte 0x{content[error.start]:02x}"
        raise ConfigError(f"{path}:{line}:{column}: {byte} is not UTF-8; save the file as UTF-8") from None


def document(text: str, refusals: Refusals) -> MappingNode | None:
    """The text's top mapping; None where it has none, is no YAML, too deep, too large, or asks for objects."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = (mark.line, mark.column) if mark else (0, 0)
        refusals.add(where, "", _syntax(error))
        return None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        where = (before.count("\n"), len(before) - before.rfind("\n") - 1)
        refusals.add(where, "", f"the character U+{ord(text[error.position]):04X} is not allowed here; remove it")
        return None
    except (RecursionError, ValueError, yaml.YAMLError) as error:
        what = "nested too deeply" if isinstance(error, RecursionError) else f"no YAML: {error}"
        refusals.add((0, 0), "", what)
        return None
    if root is None or is_empty(root):
        refusals.add((0, 0), "", "the file says nothing; `qmailreport config generate` prints an example")
        return None
    if not _bounded(root, refusals):
        return None
    if not isinstance(root, MappingNode):
        refusals.add(root, "", f"{shown(root)} where keys like `site:` are expected")
        return None
    return root


def _syntax(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or error.context or "no YAML"
    if "'\\t'" in problem:
        return "a tab; indent with spaces"
    if "mapping values are not allowed" in problem:
        return "a second `:` on this line; quote the value, or start a new line"
    if "but found another document" in problem:
        return "a second document (---); only one is read, so remove it"
    context = f" ({error.context})" if error.context and error.problem else ""
    return f"no YAML: {problem}{context}"


def _bounded(root: Node, refusals: Refusals) -> bool:
    """True if the tree, its aliases followed, is of a sane size and holds plain things only."""
    waiting: list[tuple[Node, int]] = [(root, 0)]
    count = 0
    before = len(refusals)
    while waiting:
        node, depth = waiting.pop()
        count += 1
        if depth > DEPTH or count > NODES:
            what = "nested too deeply" if depth > DEPTH else "too much"
            refusals.add(node, "", f"{what}; does an alias (*name) repeat itself?")
            return False
        if node.tag not in _PLAIN:
            tag = node.tag.replace(_YAML, "!!")
            refusals.add(node, "", f"the tag {tag[:80]} is refused: nothing is made from tags here; remove it")
        if isinstance(node, MappingNode):
            waiting.extend((each, depth + 1) for pair in node.value for each in pair)
        elif isinstance(node, SequenceNode):
            waiting.extend((each, depth + 1) for each in node.value)
    return len(refusals) == before


def is_empty(node: Node) -> bool:
    """`key:` with nothing behind it, or a `null`."""
    return isinstance(node, ScalarNode) and node.tag == _YAML + "null"


def entries(node: MappingNode, key: str, refusals: Refusals) -> dict[str, tuple[Node, Node]]:
    """A mapping as {key text: (key's node, value's node)}; keys given twice are refused, `<<` is followed."""
    own: dict[str, tuple[Node, Node]] = {}
    merged: list[Node] = []
    for name, value in node.value:
        if name.tag == _YAML + "merge":
            merged += value.value if isinstance(value, SequenceNode) else [value]
        elif not isinstance(name, ScalarNode) or not name.value:
            refusals.add(name, key, f"{shown(name)} cannot be a key; a word is expected")
        elif name.value in own:
            first = own[name.value][0].start_mark.line + 1
            refusals.add(name, _joined(key, name.value), f"given twice, first on line {first}; remove one")
        else:
            own[name.value] = (name, value)
    for other in merged:
        if isinstance(other, MappingNode):
            own = entries(other, key, refusals) | own
        else:
            refusals.add(other, key, f"<< takes a mapping, not {shown(other)}")
    return own


def elements(node: Node) -> list[Node]:
    """A list's nodes; a single value is a list of one."""
    return list(node.value) if isinstance(node, SequenceNode) else [node]


def nothing(node: Node) -> Node:
    """An empty value in a node's place."""
    return ScalarNode(_YAML + "null", "", node.start_mark, node.end_mark)


def _joined(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
