"""The lines of sshd, login(1), systemd-logind and the kernel.  Pure.

sshd: OpenSSH 3 to 10, whose parts are `sshd`, `sshd-session` and `sshd-auth`.  A name is whatever the client said, and
may look like the rest of the line: only the last ` from ADDRESS port N` counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ...fold import Grammar
from .hearer import Hearer
from .names import text
from .table import BOOT, SHUTDOWN

Match = re.Match[bytes]
Take = Callable[[Hearer, Match, int, int], None]  # the line's instant (ns), how often it was said
_WHERE = rb"(?:UNKNOWN|[0-9A-Za-z.:%_-]{1,255})"

SSHD = Grammar(
    program=rb"sshd(?:-session|-auth)?",
    events=b"|".join(
        (
            rb"(?P<accepted>Accepted (?P<method>[a-z0-9/-]{1,60}) for (?P<user>[^\n]*) from (?P<from>" + _WHERE + rb")"
            rb" port [0-9]{1,5}(?: ssh[12])?(?:: (?P<key>[^\n]*))?)",
            rb"(?P<failed>Failed (?!none )[a-z0-9/-]{1,60} for (?P<odd>(?:invalid|illegal) user )?(?P<tried>[^\n]*)"
            rb" from (?P<tried_from>" + _WHERE + rb") port [0-9]{1,5}(?: ssh[12])?)",
            rb"(?P<invalid>(?:Invalid|Illegal) user (?P<named>[^\n]*) from (?P<named_from>" + _WHERE + rb")"
            rb"(?: port [0-9]{1,5})?(?=[\s\]]|\Z))",
            rb"(?P<left>(?:Connection (?:closed|reset) by|Disconnected from|Disconnecting) "
            rb"(?P<sort>authenticating|invalid) user (?P<gone>[^\n]*) (?P<gone_from>"
            + _WHERE
            + rb") port [0-9]{1,5}(?:: [^\n]*)? \[preauth\])",
            rb"(?P<closed>pam_[a-z]{2,20}\(sshd:session\): session closed for user )",
        )
    ),
)


def sshd(hearer: Hearer, match: Match, at: int, times: int) -> None:
    """A line of sshd; what it says of one attempt in several ways are views of it (`sshd/…`)."""
    event = match.lastgroup
    if event == "accepted":
        method = match["method"] + (b" " + match["key"][:80] if match["key"] else b"")
        who = hearer.login(at, match["user"], "ssh", match["from"], "sshd", times=times, method=method)
        hearer.began(match.start(), at, line_of("sshd", match), who)
    elif event == "failed":
        known = match["odd"] is None
        hearer.failed(at, match["tried"], "ssh", match["tried_from"], "sshd", times=times, known=known)
    elif event == "invalid":
        hearer.failed(at, match["named"], "ssh", match["named_from"], "sshd/invalid", times=times)
    elif event == "left":
        known = match["sort"] == b"authenticating"
        hearer.failed(at, match["gone"], "ssh", match["gone_from"], "sshd/left", times=times, known=known)
    else:
        hearer.ended(match.start(), at, line_of("sshd", match))


def line_of(word: str, match: Match) -> str:
    """What a session of that daemon is known by: its process."""
    pid = match["pid"] if "pid" in match.re.groupindex else None
    return f"{word}[{text(pid or b'')[:20]}]"


LOGIN = Grammar(
    program=rb"login",
    events=b"|".join(
        (
            rb"(?P<on>(?:(?P<root>ROOT )?LOGIN ON|DIALUP AT) (?P<tty>[^ \n]{1,64})(?: BY (?P<by>[^\n]*?))?"
            rb"(?: FROM (?P<origin>[^ \n]{1,255}))?(?=[\s\]]|\Z))",
            rb"(?P<opened>pam_[a-z]{2,20}\(login:session\): session opened for user "
            rb"(?P<opener>[^\n]*?)(?:\(uid=[0-9]+\))? by )",
            rb"(?P<failed>FAILED LOGIN (?:SESSION )?(?:\(?[0-9]{1,9}\)? )?(?:[Oo][Nn] (?:'[^'\n]*'|[^ \n]+) )?"
            rb"(?:(?:FROM|from) (?P<tried_from>'[^'\n]*'|[^ \n]+) )?"
            rb"FOR (?P<tried>'[^\n]*'|[^\n]*?)(?=, [A-Z]|[\s]|\Z))",
            rb"(?P<closed>pam_[a-z]{2,20}\(login:session\): session closed for user )",
        )
    ),
)


def login(hearer: Hearer, match: Match, at: int, times: int) -> None:
    """A line of login(1); LOGIN ON and PAM's are two views of one login, of which PAM's makes the session."""
    event = match.lastgroup
    if event == "on":
        user = b"root" if match["root"] and match["by"] is None else match["by"] or b""
        hearer.login(at, user, "console", match["origin"] or b"", "login/on", times=times)
    elif event == "opened":
        who = hearer.login(at, match["opener"], "console", b"", "login", times=times)
        hearer.began(match.start(), at, line_of("login", match), who)
    elif event == "failed":
        where = (match["tried_from"] or b"").strip(b"'")
        hearer.failed(at, match["tried"].strip(b"'"), "console", where, "login", times=times)
    else:
        hearer.ended(match.start(), at, line_of("login", match))


LOGIND = Grammar(
    program=rb"systemd-logind|elogind",
    events=b"|".join(
        (
            rb"(?P<began>New session '?(?P<id>[^ '\n]{1,64})'? of user '?(?P<user>[^\n]*?)'?"
            rb"(?: with class '(?P<class>[^'\n]*)'[^\n]*?)?\.?(?=[\r\n]|\Z))",
            rb"(?P<ended>Session '?(?P<out>[^ '\n]{1,64})'? logged out"
            rb"|Removed session '?(?P<removed>[^ '\n]{1,64}?)'?\.?(?=[\r\n]|\Z))",
            rb"(?P<down>System is (?:rebooting|powering down|halting|powering off))",
        )
    ),
)


def logind(hearer: Hearer, match: Match, at: int, _times: int) -> None:
    """A line of systemd-logind; where somebody came from it does not say, and so it is no login of its own."""
    event = match.lastgroup
    if event == "began":
        if (match["class"] or b"user").startswith(b"user"):
            who = text(match["user"])
            hearer.began(match.start(), at, f"logind {text(match['id'])}", (who, "", ""))
            hearer.tell("logind", at)
    elif event == "ended":
        hearer.ended(match.start(), at, f"logind {text(match['out'] or match['removed'])}")
    else:
        hearer.system(match.start(), at, SHUTDOWN)


KERNEL = Grammar(program=rb"kernel", events=rb"(?P<boot>(?:\[ *[0-9.]+\] )?Linux version (?P<release>[^ \n]{1,100}) )")


def kernel(hearer: Hearer, match: Match, at: int, _times: int) -> None:
    """The first line of a boot."""
    hearer.system(match.start(), at, BOOT, text(match["release"]))
