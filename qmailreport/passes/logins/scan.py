"""A chunk of text: which daemons are in it, and what their lines tell.  Pure.

Each family of programs has one alternation, and a word without which none of its lines is: where the chunk does not
hold that word, the family costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...fold import Grammar, Lines
from . import ftp, hosts, mail
from .hearer import Hearer
from .state import State


@dataclass(frozen=True, slots=True)
class Family:
    """Programs whose lines one alternation finds; `words`: the first is in each of them, and one of the others, where
    there are any.
    """

    words: tuple[bytes, ...]
    grammar: Grammar
    take: hosts.Take


FAMILIES = (
    Family((b"sshd",), hosts.SSHD, hosts.sshd),
    Family((b"login", b" login[", b" login:", b" login "), hosts.LOGIN, hosts.login),
    Family((b"login", b"logind"), hosts.LOGIND, hosts.logind),
    Family((b"Linux version ",), hosts.KERNEL, hosts.kernel),
    Family((b"dovecot", b"-login: ", b"assword mismatch"), mail.DOVECOT, mail.dovecot),
    Family((b"LOGIN", b"LOGIN, user=", b"LOGIN FAILED, "), mail.COURIER, mail.courier),
    Family((b"vchkpw",), mail.VCHKPW, mail.vchkpw),
    Family((b"SASL ",), mail.POSTFIX, mail.postfix),
    Family((b"sasl_username=",), mail.POSTFIX, mail.postfix),
    Family((b"::AUTH::",), mail.SMTPD, mail.smtpd),
    Family((b"ftpd", b" LOGIN: Client "), ftp.VSFTPD, ftp.vsftpd),
    Family((b"ftpd", b"proftpd"), ftp.PROFTPD, ftp.proftpd),
    Family((b"ftpd", b"pure-ftpd"), ftp.PUREFTPD, ftp.pureftpd),
    Family((b"ftpd", b"FTP LOGIN ", b"FTP session closed", b"failed login "), ftp.FTPD, ftp.ftpd),
)


SILENT = (b"pam_unix(", b"imapd", b"pop3d", b"/smtpd[")  # with some of FIRST: lines of days without a login
FIRST = frozenset(family.words[0] for family in FAMILIES)
DAEMONS = (b"sshd", b"dovecot", b"vchkpw", b"ftpd")


def scan(state: State, chunk: Lines, proxies: tuple[str, ...]) -> None:
    """One chunk behind what `state` holds."""
    hearers: dict[bytes, Hearer] = {}
    content = chunk.content
    held = {word: word in content for word in FIRST}
    if not state.quiet and (any(held[word] for word in DAEMONS) or any(word in content for word in SILENT)):
        state.quiet = chunk.host
    done: set[hosts.Take] = set()
    for family in FAMILIES:
        first, *others = family.words
        if family.take in done or not held[first] or (others and not any(word in content for word in others)):
            continue
        done.add(family.take)
        group = chunk.group(family.grammar)
        if "program" not in group and family.take not in (mail.vchkpw, mail.smtpd):
            continue  # without a tag a line's text alone would have to be believed
        _read(state, chunk, family, group.get("host"), hearers, proxies)
    for hearer in hearers.values():
        hearer.close()


def _read(
    state: State, chunk: Lines, family: Family, host: int | None, hearers: dict[bytes, Hearer], proxies: tuple[str, ...]
) -> None:
    grammar, take = family.grammar, family.take
    instant = chunk.timer(grammar)
    repeats = host is not None  # only syslog says that a message was repeated
    for match in chunk.find(grammar):
        name = (match[host] or b"") if host is not None else b""
        hearer = hearers.get(name)
        if hearer is None:
            stretch = state.at(name.decode("latin-1") or chunk.host)
            hearer = hearers[name] = Hearer(stretch, proxies)
        take(hearer, match, instant(match), chunk.times(match) if repeats else 1)
