"""The texts that passes, findings and what is around them say of a day, as msgids: read off the source.

A text is a string that is given to a Section, a Table, a Column, a Figure or a Finding, or that may come to be: a
string constant of a module that says something, with a blank in it or with a capital at its head.  An f-string becomes
a msgid with placeholders, of which {n} is a number that chooses the plural.  A false positive costs a line of a
catalogue; what is missed is found by the tests, and belongs into FURTHER.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "qmailreport"
MODULES = (
    "findings.py",
    "audience.py",
    "digests.py",
    "useranswers.py",
    "replies.py",
    *sorted(str(path.relative_to(HOUSE)) for path in (HOUSE / "passes").rglob("*.py")),
)
# These read logs; of what they have, only what is told by the parts above is a text.
SILENT = re.compile(
    r"(?:grammar|plan|batch|fast|plain|parts|templates|catalogue|masks|hearer|carry|histories|wants|scope|options|ftp"
    r"|records|grouping|hits|totals|names|table)\.py"
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# What is put together of parts: (msgid, plural or '').
FURTHER = (
    *((word, "") for word in ("Fatal", "Serious", "Warning", "Notice", "Info")),
    *((word, "") for word in ("fatal", "serious", "warning", "notice", "info", "new", "muted", "rising", "known")),
    *((word, "") for word in ("Delay", "max", "average", "local", "remote", "(other)", "other", "back")),
    *((day, "") for day in DAYS),
    *((f"By {word}", "") for word in ("service", "account", "address")),
    ("Delivered by {agent}", ""),
    ("Rejected: {what}", ""),
    ("{n} line of a new kind", "{n} lines of a new kind"),
    ("{n} line of a kind that is back", "{n} lines of a kind that is back"),
    ("more than usual", ""),
    ("{daemon} from {place}", ""),
    ("{label} on {isodate}", ""),
    ("{n} to {n2}", ""),
    ("boot {kernel}", ""),
    ("boot after a crash {kernel}", ""),
    ("no line of {isodate}", ""),
    ("a stranger sent as one of ours", ""),
    ("running", ""),
    ("below {n}", ""),
    ("{n} and more", ""),
    ("Muted", ""),
    ("{n} template", "{n} templates"),
    ("{n} more template", "{n} more templates"),
    *(
        (f"Serious: {{n}} line of {{n2}} {kind} known before", f"Serious: {{n}} lines of {{n2}} {kind} known before")
        for kind in ("kind", "kinds")
    ),
)
NOUNS = ("lines", "times", "occurrences")
DOVECOT = (  # why a login, a session or a mail failed, and what Sieve did
    *("a character that no name may have", "a mailbox index is corrupt", "a password in the clear was not taken"),
    *("a process was killed or crashed", "a service does not start", "another reason"),
    *("authentication failed behind the proxy", "closed while storing a mail", "folders of users"),
    *("gone before Dovecot was ready", "gone before the greeting", "gone during authentication"),
    *("gone without a login", "invalid mailbox name", "no attempt to log in", "no client certificate"),
    *("no name or no password", "no space left on the disk", "permission denied", "TLS handshake failed"),
    *("the account may not log in", "the authentication service failed", "the certificate has expired"),
    *("the mailbox does not exist", "too many connections of one user and address", "too many connections waiting"),
    *("too many invalid commands", "too many open files", "unknown user", "wrong password"),
    *("wrong password or unknown user", "discarded", "forwarded"),
)
REFUSED = (  # what Postfix's pass calls what was refused, in 'Rejected: late relay denied'
    *("rbl", "greylisted", "user unknown", "relay denied", "helo", "client reverse", "spf dkim dmarc", "sender domain"),
    *("sender", "size", "pipelining", "recipient", "client", "limit", "tls required", "data", "no space"),
    *("server trouble", "command", "milter", "content", "proxy", "other"),
)
# What only looks like a text: words of logs, programs, refusals of the configuration.
DROPPED = re.compile(
    r"""(?x)\{value\}\ things\ need\ you\.|By\ \{list\}|Serious:\ \{value\}.*|\{n\}\ more\ template,\ \{value\}
    |(?:trouble|unable)\ .*|is\ (?:longer|no|looping|a\ ).*|has\ .*|must\ .*|matches\ the\ empty.*|refers\ back.*
    |\{line\},\ process\ \{pid\}|\{user\}\ on\ \{line\}.*|\{who\}\ at\ \{time\}.*|about
    |EDGES|No|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|FILTER|ATTACH|VIRUS|In-Reply-To
    |References
    |oh\ no!.*|I'm\ not\ going.*|.*;\ answers\ are\ not\ read|the\ mail\ to\ \{.*|\{value\}\ is\ no\ address.*
    |.*\{match\}.*
    |delivered\ nowhere.\|.*|and\ of|spf\ dkim\ dmarc|mgetty\ says|not\ me|greeting\ failed|failed\ after\ I.*
    |unknown\ record.*
    |of\ a\ new\ kind|of\ a\ kind\ that\ is\ back|,\ more\ than\ usual|\{n\}\ more\ template,.*
    |\{low\}\ to\ \{high\}|below\ \{edges\}|\{edges\}\ and\ more|\{minutes\}\ min|\{label\}\ on\ \{date\}
    |Serious:\ \{n\}\ of\ .*
    |\{service\}\ from\ \{value\}|muted:\ \{replace\}|logind\ .*|\{n\}\ line|\{kind\}\ required
    |\{host\}:\ \{user\}\ on\ .*
    |\{user\}:\ \{service\}\ from\ .*|EDGES.*
    |amavis|clamav|dkim|dmarc|rdns|helo|spf|rspamd|act|watch|uid|seen
    |dict\[.*|can\ \?not\ start
    |.*(?:\(\?|\.\{|\|\w|\]\?).*|client_limit.*|access\ denied\|.*|report\ mangled.?|done\ by\ .*"""
)
RENAMED = {
    "getattr": "path",
    "lower": "list",
    "local": "time",
    "row": "share",
    "ranked": "values",
    "span": "age",
    "servicename": "service",
    "access": "place",
}
NAME = re.compile(r"[A-Z][\w-]*[A-Z0-9][\w-]*|p\d\d|Postfix|Dovecot|Zimbra|Courier|Rspamd")
UNITS = frozenset(("text", "code", "count", "bytes", "ns", "percent", "ratio", "instant"))
SHAPES = frozenset(("plain", "ranked", "hours", "providers", "hosts", "templates"))
PLACES = {"Column": (1,), "Figure": (1, 4, 5), "Table": (1, 4), "Section": (1, 2), "Finding": (1, 2, 3, 4)}
MUTE_CALLS = frozenset(
    (
        *(
            "get",
            "startswith",
            "endswith",
            "removesuffix",
            "removeprefix",
            "partition",
            "rpartition",
            "split",
            "rsplit",
        ),
        *("rsplit", "strip", "lstrip", "rstrip", "replace", "encode", "decode", "compile", "match", "search", "sub"),
        *(
            "fullmatch",
            "findall",
            "index",
            "count",
            "option",
            "getattr",
            "setattr",
            "field",
            "open",
            "TypeVar",
            "ZoneInfo",
        ),
        *("strftime", "group", "under", "find", "pop", "setdefault", "isinstance"),
    )
)
WORD = re.compile(r"[A-Za-z]{2}")
ID = re.compile(r"[\w%-]*[._/][\w.%/-]*|[a-z_]*_[a-z_]*|[A-Z_]{2,}_[A-Z_]*")
Text = tuple[str, str, str]  # context, msgid, plural or ''


def texts() -> list[Text]:
    """All of them, once each, in the order of the alphabet; the keyword catalogue's own behind."""
    found: dict[tuple[str, str], str] = {}
    for name in MODULES:
        path = HOUSE / name
        if path.exists() and not SILENT.search(Path(name).name if "/" in name else ""):
            for context, one, several in Reader(path).texts():
                found[context, one] = found.get((context, one)) or several
    for one, several in FURTHER:
        found["", one] = several
    for one in DOVECOT:
        found["", one] = ""
    for unit in ("ms", "s", "min", "h", "d", "B", "kB", "MB", "GB", "TB", "PB", "%"):
        found["unit", "{n} " + unit] = ""
    for glue in (" · ", "; ", ": ", ", "):
        found["between", glue] = ""
    found["between", " ({text})"] = ""
    for noun in NOUNS:
        found["noun", noun.removesuffix("s")] = noun
    for what in (*REFUSED, "late {what}"):
        found["refusal", what] = ""
    return sorted(
        (context, one, several)
        for (context, one), several in found.items()
        if context == "refusal" or not DROPPED.fullmatch(one)
    )


def statements() -> list[str]:
    """Meanings, remedies and categories of the keyword catalogue, as they are shown."""
    entries = yaml.safe_load((HOUSE / "passes" / "keywords" / "catalogue.yaml").read_text("utf-8"))
    found: dict[str, None] = {}
    for entry in entries:
        meaning = entry["meaning"].strip().rstrip(".")
        for text in (f"{meaning[:1].upper()}{meaning[1:]}", entry["todo"], entry["category"]):
            found.setdefault(text, None)
    return list(found)


class Reader(ast.NodeVisitor):
    """One module's texts."""

    def __init__(self, path: Path) -> None:
        self.tree = ast.parse(path.read_text("utf-8"))
        self.found: list[Text] = []
        self.loud = False  # does a lone word count?

    def texts(self) -> list[Text]:
        """(context, msgid, plural)."""
        self.visit(self.tree)
        return self.found

    def visit_body(self, node: ast.AST, body: list[ast.stmt]) -> None:
        """Without docstrings."""
        for child in body:
            if not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):
                self.visit(child)

    def visit_Module(self, node: ast.Module) -> None:
        self.visit_body(node, node.body)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.visit_body(node, node.body)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.visit_body(node, node.body)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Raise(self, node: ast.Raise) -> None:
        """A refusal is no text of a mail."""

    def visit_Compare(self, node: ast.Compare) -> None:
        for part in (node.left, *node.comparators):
            if not isinstance(part, (ast.Constant, ast.Tuple, ast.Set, ast.List)):
                self.visit(part)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)

    def visit_Dict(self, node: ast.Dict) -> None:
        for value in node.values:
            self.lone(value)

    def visit_Tuple(self, node: ast.Tuple) -> None:
        """A pair of a title and the noun of its numbers is two texts."""
        titled = False
        for each in node.elts:
            if titled:
                self.lone(each)
            else:
                self.visit(each)
            titled = titled or (isinstance(each, ast.Constant) and str(each.value)[:1].isupper())

    def lone(self, node: ast.AST) -> None:
        """Visits where a single word in small letters is a text, too."""
        before, self.loud = self.loud, isinstance(node, (ast.Constant, ast.JoinedStr, ast.IfExp, ast.BinOp, ast.Tuple))
        self.visit(node)
        self.loud = before

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in MUTE_CALLS:
            for keyword in node.keywords if name == "replace" else ():
                self.lone(keyword.value)
            for part in ast.iter_child_nodes(node):
                if not isinstance(part, (ast.Constant, ast.JoinedStr, ast.keyword)):
                    self.visit(part)
            return
        places = PLACES.get(name)
        before, self.loud = self.loud, False
        self.visit(node.func)
        for place, part in enumerate(node.args):
            if places is None:
                self.visit(part)
            elif place in places:
                self.lone(part)
            elif not isinstance(part, (ast.Constant, ast.JoinedStr)):
                self.visit(part)
        for keyword in node.keywords:
            if keyword.arg == "noun":
                self._nouns(keyword.value)
            elif keyword.arg in ("detail", "label", "title", "note", "text", "next"):
                self.lone(keyword.value)
            elif keyword.arg not in ("shape", "unit", "id"):
                self.visit(keyword.value)
        if name == "Figure":
            self._brief(node)
        self.loud = before

    def _nouns(self, node: ast.AST) -> None:
        for each in ast.walk(node):
            if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value:
                self.found.append(("noun", each.value.removesuffix("s"), each.value))

    def _brief(self, node: ast.Call) -> None:
        """The first word of a headline's label, as subjects have it."""
        if not any(each.arg == "headline" for each in node.keywords) or len(node.args) < 2:
            return
        for one, _ in variants(node.args[1]):
            if word := (one.split() or [""])[0].lower():
                one = "{amount} " + word
                self.found.append(("brief", one.removesuffix("s"), one if word.endswith("s") else ""))

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._take(node.value, "")

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        for one, several in variants(node):
            self._take(one, several)
        for part in node.values:
            if isinstance(part, ast.FormattedValue) and not isinstance(part.value, ast.IfExp):
                self.visit(part.value)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        self.visit(node.left)
        self.visit(node.right)

    def _take(self, text: str, several: str) -> None:
        bare = re.sub(r"\{\w+\}", "", text).strip()
        if not WORD.search(bare) or "\n" in text or text in UNITS - {"bytes"} or "\\" in text or "%s" in text:
            return
        if text == bare and (ID.fullmatch(text) or NAME.fullmatch(text)):
            return
        if " " not in text and not bare[:1].isupper() and not (self.loud and re.fullmatch(r"[a-z’-]+", bare)):
            return
        if not self.loud and bare in SHAPES:
            return
        self.found.append(("", text.strip(), several.strip()))


def variants(node: ast.AST) -> Iterator[tuple[str, str]]:
    """(msgid, plural or '') of a constant or an f-string, one for each of its alternatives."""
    if isinstance(node, ast.Constant):
        yield str(node.value), ""
        return
    if not isinstance(node, ast.JoinedStr):
        return
    parts: list[list[tuple[str, bool]]] = []  # alternatives: (text, is it the plural?)
    names: dict[str, str] = {}
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts.append([(str(value.value), False)])
        elif isinstance(value, ast.FormattedValue):
            parts.append(_alternatives(value) or [("{" + _name(value, names) + "}", False)])
    plural = any(alternative[1] for part in parts for alternative in part)
    if plural:
        one, several = ("".join(_pick(part, many) for part in parts) for many in (False, True))
        yield one, several
        return
    for choice in product(*parts):
        text = "".join(each for each, _ in choice)
        yield text, text if re.search(r"\{n\d*\}", text) else ""


def _pick(part: list[tuple[str, bool]], many: bool) -> str:
    return next((text for text, plural in part if plural == many), part[0][0])


def _alternatives(value: ast.FormattedValue) -> list[tuple[str, bool]]:
    """The texts of `'' if count == 1 else 's'` and its like."""
    choice = value.value
    if not isinstance(choice, ast.IfExp):
        return []
    texts = [each.value if isinstance(each, ast.Constant) else None for each in (choice.body, choice.orelse)]
    if any(not isinstance(text, str) for text in texts):
        return []
    test = choice.test
    if (
        isinstance(test, ast.Compare)
        and isinstance(test.comparators[0], ast.Constant)
        and test.comparators[0].value == 1
    ):
        many_first = isinstance(test.ops[0], (ast.NotEq, ast.Gt))
        return [(str(texts[0]), many_first), (str(texts[1]), not many_first)]
    return [(str(text), False) for text in texts]


def _name(value: ast.FormattedValue, names: dict[str, str]) -> str:
    """What a placeholder is called: n where it is a number, else by what stands there."""
    told = ast.dump(value.value)
    if told in names:
        return names[told]
    spec = "".join(
        str(each.value) for each in getattr(value.format_spec, "values", []) if isinstance(each, ast.Constant)
    )
    counts = {"n", "count", "number", "times", "lines", "silent", "left", "limit"}
    stem = _stem(value.value)
    if "," in spec or (spec.endswith(("f", "d")) and "%" not in spec) or stem == "len" or stem in counts:
        stem = "n"
    taken = set(names.values())
    name = stem
    for number in range(2, 9):
        if name not in taken:
            break
        name = f"{stem}{number}"
    names[told] = name
    return name


def _stem(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            said = name
        case ast.Call(func=ast.Name(id="len")):
            said = "len"
        case ast.Call(func=ast.Name(id="clean" | "max" | "min" | "round" | "sum" | "str"), args=[first, *_]):
            said = _stem(first)
        case ast.Call(func=func):
            said = _stem(func)
        case ast.Subscript(value=inner) | ast.Attribute(value=inner) | ast.BinOp(left=inner):
            said = _stem(inner)
        case _:
            said = "value"
    stem = re.sub(r"[^a-z]", "", said.lower()) or "value"
    return RENAMED.get(stem, stem)
