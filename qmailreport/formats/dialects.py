"""The regexes of syslog's dialects, cheap enough for millions of lines.  Pure.

Everything up to the text is atomic: a piece of a splogger record (`STAMP+text`) must not match by way of
another reading of the same bytes.  What may be there or not is an alternative to nothing (`X|`): that costs half of
what a repeated group does, as the first byte rules it out.
"""

from __future__ import annotations

import re

from ..fold import no, unnamed

WORD = no(b" \n")  # a byte of one
ANY = rb"[^\s\[\]:]+"  # any tag
TIME = rb"(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:[.,][0-9]{1,9}|)"
MONTH_DAY = rb"[ADFJMNOS][aceopu][bcglnprtvy] (?:[0-3][0-9]| ?[1-9])"
YEAR = rb" (?:19|20)[0-9]{2}(?= [^ \n]+ )"  # 'Jan 01 00:00:03 2024 mx1 qmail:'
OFFSET = rb"(?:Z|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])"
BSD = MONTH_DAY + b" " + TIME + b"(?:" + YEAR + b"|)"
RFC3339 = rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T" + TIME + b"(?>" + OFFSET + b"|)"
LEAD = rb"(?:<[0-9]{1,3}>(?:1 |)|1 |)"  # priority; RFC 5424's version
FREEBSD = rb"(?:<[a-z0-9]+\.[a-z0-9]+> |)"  # '<mail.info> ', as `syslogd -v` writes
HOST = rb"(?P<host>" + WORD + rb"+) "
SD = rb"(?:-|(?>(?:\[(?>(?:[^\]\"\\\n]|\"(?>(?:[^\"\\\n]|\\[^\n])*)\"|\\[^\n])*)\])+))"
_IETF = rb" (?=[^ :\n]+ [^ \n]+ [-\[])"  # what leads to RFC 5424's pid
_SD = rb" [^ \n]+ " + SD + rb"(?=[ \n]|\Z)"
_PID = rb"(?:\[(?=[^ \]\n]+\]:)|%b)(?P<pid>%b{1,128}+)" % (_IETF, no(b" ]\n"))
# 'tag: ', 'tag[pid]: ' or RFC 5424's 'tag pid msgid sd '
TAG = (
    rb"(?P<program>%b)(?:" + _PID + rb"(?:\]?:|" + _SD + rb")|\]?:|(?!" + _IETF + b")" + _SD + b")"
    rb" ?+(?:\xef\xbb\xbf|)(?:\[ID [0-9]+ [a-z0-9.]+\] |)"  # a byte order mark; Solaris
    rb"(?:message repeated (?P<times>[0-9]{1,9}) times: \[ ?|)"
)
SPLOGGER = rb"[0-9]{9,10}\.[0-9]{6}"
INNER = rb"(?>(?!" + SPLOGGER + rb"[ +])|(?P<inner>" + SPLOGGER + rb") )"
REPEATED = rb"last message repeated "


_STAMPED = LEAD + b"(?P<at>" + BSD + b"|" + RFC3339 + b") " + FREEBSD
HEAD = rb"\n(?>" + _STAMPED + HOST + b")"
PLAIN_LEAD = b"(?>" + unnamed(_STAMPED) + b")"
PLAIN_HEAD = unnamed(HEAD)[len(rb"\n") :]  # right behind the newline
PLAIN_TAG = b"(?>" + unnamed(TAG % ANY) + b")"
# No splogger stamp behind the tag: for a common tag the next bytes tell, else the line must not hold such a word.
# (These are compiled for every stretch of time, so that they are short.)
NOT_INNER = b"(?:" + WORD + rb"+: (?!" + SPLOGGER + rb"|\xef|\[ID |message repeated )|(?![^\n]*" + SPLOGGER + b"[ +]))"
# The commonest shape behind a stamp, all of whose lines NOT_INNER matches, too.
COMMON = b" [A-Za-z]" + WORD + b"*+ " + no(b" :\n") + rb"++: (?!\xef|\[ID |message repeated |[0-9]{9,10}\.)"
# A host, and neither a year nor '<mail.info>' before one.
NAME = rb"[^ <\n](?!(?<=[12])[0-9]{3} )[^ \n]*+ "
# What a bucket passes over: syslogd's own lines are no records.
ASIDE = rb"|[^\n]{14,80}? " + REPEATED


def begin(program: bytes) -> bytes:
    """A record's begin; with any program, lines without a tag are records too."""
    if program == ANY:
        return HEAD + b"(?!" + REPEATED + b")(?>" + TAG % ANY + b"|)" + INNER
    return HEAD + b"(?>" + TAG % program + b")" + INNER


_STEM = re.compile(rb"[A-Z][a-z]{2} [0-3 ][0-9] (?=[0-9:]{8}\Z)|[0-9]{4}-[0-9]{2}-[0-9]{2}T")
_CLOCK = rb"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_DATED = _CLOCK + rb"(?:[.,][0-9]{1,9}|)(?:" + OFFSET + rb"|)"
_NO_TEXT = rb"(?!\xef\xbb\xbf|\[ID |message repeated |[0-9]{9,10}\.)"  # that TAG and INNER take for something else


def stem(stamp: bytes) -> bytes:
    """What a day's stamps of that shape begin with: 'Sep 21 ', '2026-09-21T'; empty: another shape."""
    found = _STEM.match(stamp)
    return found[0] if found else b""


def plain(host: bytes, day: bytes, common: bool) -> tuple[bytes, bytes]:
    """What leads to the program of a record of one host and day (as `stem` gives it) that is of the commonest shape,
    and from there to the text; cheaper than `begin`, with the groups at and pid.  `common`: of lines of COMMON.
    """
    # a host's name that reads as a year is none
    name = rb"(?!)" if re.fullmatch(rb"(?:19|20)[0-9]{2}", host) else re.escape(host)
    stamp = re.escape(day) + (_CLOCK if day[:1] > b"9" else _DATED)
    if common and day[:1] > b"9":
        stamp = rb"[^\n]{%d}" % (len(day) + len(b"10:00:00"))  # no other stamp is followed by a blank there
    head = rb"\n(?P<at>" + stamp + rb") " + name + b" "
    return head, rb"(?:\[(?P<pid>[0-9]{1,20}+)\]|): " + (b"" if common else _NO_TEXT)


PIECE = re.compile(HEAD + b"(?>" + TAG % ANY + rb")(?P<inner>" + SPLOGGER + rb")\+(?P<text>[^\n]*)")
# Right behind the stamp; macOS: 'Nov 18 01:15:43: --- last message repeated 5 times ---'.
_STAMP = LEAD + unnamed(b"(?:" + BSD + b"|" + RFC3339 + b")")
_LAST = rb"last message repeated (?P<times>[0-9]{1,9}) times?"
LAST = re.compile(b"\n" + _STAMP + b"(?: " + FREEBSD + b"(?P<host>" + WORD + b"+)|: ---) " + _LAST)
_MONTH_DAY = b"(?P<month>[A-Z][a-z]{2}) {1,2}(?P<day>[0-9]{1,2}) "
UNDATED = re.compile(b"\n" + LEAD + _MONTH_DAY + TIME + b" (?!" + YEAR[1:] + b")")
LOCAL = re.compile(
    b"\n" + LEAD + b"(?:" + _MONTH_DAY + rb"|[0-9]{4}-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})T)"
    rb"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?>[.,][0-9]{1,9}|)(?!" + OFFSET + b")"
)
EXACT = re.compile(b"\n" + PLAIN_HEAD + PLAIN_TAG + SPLOGGER + b"[ +]")
