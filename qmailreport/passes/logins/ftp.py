"""The lines of FTP daemons: vsftpd, ProFTPD, Pure-FTPd, wu-ftpd and the BSDs' ftpd.  Pure."""

from __future__ import annotations

import re

from ...fold import Grammar
from .hearer import Hearer
from .hosts import line_of
from .names import text

Match = re.Match[bytes]

VSFTPD = Grammar(
    program=rb"vsftpd",
    events=rb"(?P<said>(?:\[pid [0-9]+\] )?\[(?P<user>[^\n]*)\] (?P<sort>OK|FAIL) LOGIN: "
    rb"Client \"(?P<ip>[^\"\n]{1,100})\")",
)


def vsftpd(hearer: Hearer, match: Match, at: int, times: int) -> None:
    """A line of vsftpd's, which logs no end."""
    if match["sort"] == b"OK":
        hearer.login(at, match["user"], "FTP", match["ip"], "vsftpd", times=times)
    else:
        hearer.failed(at, match["user"], "FTP", match["ip"], "vsftpd", times=times)


PROFTPD = Grammar(
    program=rb"proftpd",
    events=rb"[^\n]{0,300}?\((?:[^\[\n]{0,255})\[(?P<ip>[^\]\n]{1,100})\]\)(?: -|:) (?:"
    rb"(?P<in>(?:USER|ANON) (?P<user>[^\n]*): Login successful(?=\.?\s*(?:[\r\n]|\Z)))"
    rb"|(?P<out>USER (?P<tried>[^\n]*?)(?: (?P<known>\(Login failed\): Incorrect password)|: no such user found|"
    rb" \(Login failed\)))"
    rb"|(?P<ended>FTP session closed))",
)


def proftpd(hearer: Hearer, match: Match, at: int, times: int) -> None:
    """A line of ProFTPD's."""
    event = match.lastgroup
    if event == "in":
        who = hearer.login(at, match["user"], "FTP", match["ip"], "proftpd", times=times)
        hearer.began(match.start(), at, line_of("proftpd", match), who)
    elif event == "out":
        known = match["known"] is not None
        hearer.failed(at, match["tried"], "FTP", match["ip"], "proftpd", times=times, known=known)
    else:
        hearer.ended(match.start(), at, line_of("proftpd", match))


PUREFTPD = Grammar(
    program=rb"pure-ftpd",
    events=rb"\((?P<who>[^\n]*?)@(?P<ip>[^)@\s]{1,255})\) \[(?:INFO|WARNING|NOTICE|ERROR)\] (?:"
    rb"(?P<out>Authentication failed for user \[(?P<tried>[^\n]*)\])"
    rb"|(?P<in>(?P<user>[^\n]*) is now logged in(?=\s*(?:[\r\n]|\Z)))"
    rb"|(?P<ended>Logout\.))",
)


def pureftpd(hearer: Hearer, match: Match, at: int, times: int) -> None:
    """A line of Pure-FTPd's, whose sessions are known by user and address: it logs no pid."""
    event, where = match.lastgroup, match["ip"]
    if event == "in":
        who = hearer.login(at, match["user"], "FTP", where, "pure-ftpd", times=times)
        hearer.began(match.start(), at, f"pure-ftpd {text(match['user'])}@{text(where)}"[:300], who)
    elif event == "out":
        hearer.failed(at, match["tried"], "FTP", where, "pure-ftpd", times=times)
    else:
        hearer.ended(match.start(), at, f"pure-ftpd {text(match['who'])}@{text(where)}"[:300])


_PEER = rb"(?P<%b>[^\s,\[(]{1,255})(?: ?[\[(](?P<%b>[^\])\n]{1,100})[\])])?"
FTPD = Grammar(
    program=rb"(?:wu-?|in\.|pro)?ftpd",
    events=b"|".join(
        (
            rb"(?P<in>FTP LOGIN FROM " + _PEER % (b"peer", b"ip") + rb"(?:,| as) (?P<user>[^,\n]*?)(?=[\s\]]|\Z))",
            rb"(?P<guest>ANONYMOUS FTP LOGIN FROM " + _PEER % (b"guest_peer", b"guest_ip") + rb")",
            rb"(?P<out>(?:FTP LOGIN FAILED|failed login|FAILED LOGIN) (?:\([^)\n]*\) )?(?:FROM|from) "
            + _PEER % (b"tried_peer", b"tried_ip")
            + rb"(?:, (?P<tried>[^\n]*))?)",
            rb"(?P<ended>FTP session closed)",
        )
    ),
)


def ftpd(hearer: Hearer, match: Match, at: int, times: int) -> None:
    """A line of wu-ftpd's or of one of its forebears; an anonymous guest's password is not looked at."""
    event = match.lastgroup
    if event == "in":
        who = hearer.login(at, match["user"], "FTP", match["ip"] or match["peer"], "ftpd", times=times)
        hearer.began(match.start(), at, line_of("ftpd", match), who)
    elif event == "guest":
        hearer.login(at, b"anonymous", "FTP", match["guest_ip"] or match["guest_peer"], "ftpd", times=times)
    elif event == "out":
        where = match["tried_ip"] or match["tried_peer"]
        hearer.failed(at, match["tried"] or b"", "FTP", where, "ftpd", times=times)
    else:
        hearer.ended(match.start(), at, line_of("ftpd", match))
