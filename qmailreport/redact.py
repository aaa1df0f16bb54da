"""What every log string passes on its way into a Section: readable, bounded and harmless.  Pure.

Log bytes may hold anything: control characters, bidirectional overrides, invalid UTF-8, passwords.
"""

from __future__ import annotations

import re
import unicodedata

LIMIT = 400
_TELLING = (  # words that no secret is
    r"(?:plain|login|cram-md5|digest-md5|ntlm|xoauth2|oauthbearer|gssapi|auth\w*|fail\w*|reject\w*|error|not|is|was"
    r"|with|from|for|by|and|or|attempts?|commands?|methods?|mechanisms?|unsupported|disabled|succe\w*|ok)"
)
# vchkpw logs the password that was tried; Zimbra's audit.log logs bind passwords.  In a row: vchkpw's own way; a name
# and its value, which ends at a blank, or at the quote that has nothing of it behind; what SMTP's AUTH hands over.
# qmail-send logs _ for each blank of what another server said.
_SECRETS = re.compile(
    rf"""(?ix)
    (\(pass(?:word)?:[ _]').*('\)) | \(pass(?:word)?:[ _]'.*
    | ((?:\b[\w-]{{0,40}}passw(?:or)?d|(?<![^\W_])(?:pass|pwd))\\{{0,2}}["']?\s*[=:]\s*)
      (?:\\{{0,2}}"(?:[^"\\]|\\.|"(?![\s;,)}}\]]|$))*"? | '(?:[^']|'(?![\s;,)}}\]]|$))*'? | [^\s;,)}}]+)
    | ((?<![^\W_])auth[ =_]+(?:plain|login|cram-md5|xoauth2|oauthbearer)
        (?: [ :=]++ (?!_|{_TELLING}(?![\w+/=])) | [ :=]*+_[ :=_]*+ (?!{_TELLING}(?![^\W_]|[+/=])) ))
      \S+(?:\s(?=\S*[\d=+/])[\w+/-]{{2,}}={{0,2}}(?!\S))?
    """
)
# What stands behind these words of vchkpw may be a password without any sign that it is one.
_VCHKPW = re.compile(
    r"(?i)(?<![^\W_])(system[ _](?:password[ _]fail|user[ _]not[ _]found|user[ _]shadow[ _]entry[ _]not[ _]found)"
    r"|vpopmail[ _]user[ _]not[ _]found|invalid[ _]user/domain[ _]characters)(?![^\W_]).*"
)
_BAD = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_SPACES = re.compile(r"\s+")


def _hide(match: re.Match[str]) -> str:
    if match[1]:
        return f"{match[1]}[hidden]{match[2]}"
    return f"{match[3] or match[4] or '(pass: '}[hidden]"


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(raw) - 4 and error.reason == "unexpected end of data":  # cut within a character
            return raw[: error.start].decode("utf-8")
        return raw.decode("latin-1")


def clean(text: bytes | str, limit: int = LIMIT) -> str:
    """`text` as printable characters on one line, at most `limit` long, with secrets hidden.

    Bytes that are not UTF-8 are read as Latin-1; control, format (bidi) and unassigned characters
    become U+FFFD, so that nothing is hidden and nothing acts.
    """
    words = _decoded(text[: 8 * limit]) if isinstance(text, bytes) else text[: 8 * limit]
    text = _SPACES.sub(" ", words).strip(" ")[: 2 * limit]
    if not text.isprintable():
        text = "".join("\ufffd" if unicodedata.category(c) in _BAD else c for c in text)
    text = _VCHKPW.sub(r"\1 [hidden]", _SECRETS.sub(_hide, text))
    return text if len(text) <= limit else text[: limit - 1] + "…"
