"""Matches of one host's lines into its tally.  Pure."""

from __future__ import annotations

import re
from bisect import bisect_right

from ..counting import Few, Groups, Match, Scanner, Tally
from ..masks import masked
from ..qmail_smtpd.bounded import Bounded
from .grammar import amavis_fields, domains, envelope_domain, rspamd_fields

__all__ = ["EDGES", "Reader", "domains", "empty"]

EDGES = (0, 2, 5, 10, 20)  # scores; SpamAssassin's threshold is 5, rspamd's highest 15
UNSCORED = len(EDGES) + 1
COUNT, TOTAL, MOST = range(3)  # of what a look took
MS = 10**6


def _organisation(key: bytes) -> bytes:
    return b".".join(key.rsplit(b".", 2)[-2:])


def _all(key: object) -> bytes:
    return b""


class Domains(Bounded):
    """By domain; coarser: by its last two labels, all together."""

    __slots__ = ()
    LIMIT = 20_000
    MASKS = (_organisation, _all)


class Viruses(Groups):
    """By (name, program); coarser: by name, all together."""

    __slots__ = ()
    LIMIT = 5000
    MASKS = (lambda key: key[:1], lambda key: (b"",))


class Recipients(Groups):
    """By (program, domain)."""

    __slots__ = ()
    LIMIT = 20_000


def empty() -> Tally:
    """No line at all."""
    return Tally(
        {
            "verdicts": Few(),  # (program, words)
            "scores": Few(),  # (program, bucket)
            "viruses": Viruses(),
            "spam": Recipients(),  # (program, domain of a recipient)
            "signed": Domains(),
            "dkim": Domains(),  # signatures that did not verify
            "dmarc": Domains(),
            "spf": Domains(),
        }
    )


_SCORED = (b"Passed SPAM", b"Blocked SPAM", b"Passed SPAMMY", b"Blocked SPAMMY")
_BAD_ACTIONS = (b"reject", b"add header", b"rewrite subject", b"quarantine", b"discard")
_DKIM_WORDS = {
    b"no signature data": "not signed by the sender",
    b"bad signature data": "bad signature",
    b"no signing table match": "not to be signed",
    b"no signing domain match": "not to be signed",
    b"no signing subdomain match": "not to be signed",
}
_SERIOUS_CLAM = re.compile(
    rb"(?i)update failed|older than|no clamd server|malformed database|can't (?:open|load|get)|out of memory|disk"
    rb"|unavailable|failed to load|not responding"
)
_SERIOUS_DKIM = re.compile(rb"key")
_SERIOUS_RSPAMD = re.compile(rb"terminated abnormally|cannot bind|out of memory|cannot allocate|all servers")
_ID = re.compile(rb"\A(?:[0-9A-Za-z]{5,24}: |(?:\([a-z_]{2,20}\) )?<[0-9a-z]{4,10}>; )")
_PARENTHESES = re.compile(rb" ?\([^()\n]{0,80}\)")


class Reader(Scanner):
    """The filters' lines."""

    __slots__ = ()

    def _verdict(self, match: Match, program: str, words: str) -> int:
        """Counts what a program said of one message; how often."""
        times = self.times(match)
        self.tally.count(f"lines.{program}", times)
        self.tally.row("verdicts", (program, words), times=times)
        return times

    def _score(self, program: str, score: bytes, times: int) -> None:
        bucket = bisect_right(EDGES, float(score)) if score and score != b"-" else UNSCORED
        self.tally.row("scores", (program, bucket), times=times)

    def _took(self, program: str, ns: int, times: int) -> None:
        if ns >= 0:
            self.tally.count(f"took.{program}", times)
            self.tally.count(f"took.ns.{program}", times * ns)
            self.tally.largest(f"took.{program}", ns)

    def _says(self, match: Match, program: str, severity: str, text: bytes) -> None:
        times = self.times(match)
        self.tally.count(f"lines.{program}", times)
        self.tally.says(severity, program, masked(_ID.sub(b"", text)), times, self.at(match), self.line(match))

    # ----- DKIM and DMARC

    def _signed(self, match: Match) -> None:
        times = self._verdict(match, "opendkim", "signed")
        self.tally.row("signed", match["signer"].lower(), times=times)

    def _verified(self, match: Match) -> None:
        self._verdict(match, "opendkim", "verified")

    def _failed(self, match: Match) -> None:
        if match["keyless"] is not None:
            self._verdict(match, "opendkim", "key not found")
        domain = match["of"] or match["keyless"] or b""
        self.tally.count("lines.opendkim", self.times(match))
        self.tally.row("dkim", domain.lower(), times=self.times(match))

    def _dkim(self, match: Match) -> None:
        said = match["dkim_said"]
        self._verdict(match, "opendkim", _DKIM_WORDS.get(said, "a stranger sent as one of ours"))

    def _dkim_alarm(self, match: Match) -> None:
        text = self.line(match)
        self._says(match, "opendkim", "serious" if _SERIOUS_DKIM.search(text) else "warning", text)

    def _dmarc(self, match: Match) -> None:
        said, domain = match.group("dmarc_said", "dmarc_of")
        times = self._verdict(match, "opendmarc", said.decode("ascii"))
        if said == b"fail":
            self.tally.row("dmarc", domain.lower(), times=times)

    def _dmarc_alarm(self, match: Match) -> None:
        self._says(match, "opendmarc", "warning", self.line(match))

    # ----- spam and viruses

    def _rspamd(self, match: Match) -> None:
        action, score, symbols = match.group("action", "rspamd_score", "symbols")
        times = self._verdict(match, "rspamd", action.decode("ascii"))
        self._score("rspamd", score, times)
        found, to, ns = rspamd_fields(symbols)
        self._took("rspamd", ns, times)
        for name in found:
            self.tally.row("viruses", (name[:120], "rspamd"), times=times)
        if action in _BAD_ACTIONS:
            for domain in to:
                self.tally.row("spam", ("rspamd", domain), times=times)

    def _rspamd_alarm(self, match: Match) -> None:
        text = self.line(match)
        self._says(match, "rspamd", "serious" if _SERIOUS_RSPAMD.search(text) else "warning", text)

    def _amavis(self, match: Match) -> None:
        verdict, category, rest = match.group("verdict", "category", "amavis_rest")
        words = verdict + b" " + category
        times = self._verdict(match, "amavis", words.decode("ascii"))
        names, to, score, ms = amavis_fields(rest)
        self._score("amavis", score, times)
        self._took("amavis", ms * MS if ms >= 0 else -1, times)
        if category == b"INFECTED":
            for name in names.split(b", ")[:5]:
                self.tally.row("viruses", (name.strip()[:120], "amavis"), times=times)
        if words in _SCORED:
            for domain in to:
                self.tally.row("spam", ("amavis", domain), times=times)

    def _amavis_alarm(self, match: Match) -> None:
        text, sign = self.line(match), match["grave"]
        grave = sign in (b"(!!)", b"TROUBLE") or b"ALL VIRUS SCANNERS FAILED" in text
        self._says(match, "amavis", "serious" if grave else "warning", text.lstrip(b"(!)"))

    def _amavis_trouble(self, match: Match) -> None:
        self._says(match, "amavis", "serious", self.line(match).lstrip(b"(!)"))

    def _found(self, match: Match) -> None:
        times = self._verdict(match, "clamav", "virus found")
        self.tally.row("viruses", (match["virus"], "clamd"), times=times)

    def _infected(self, match: Match) -> None:
        times = self._verdict(match, "clamav", "infected message")
        self.tally.row("viruses", (match["infection"], "clamav-milter"), times=times)

    def _clean(self, match: Match) -> None:
        self._verdict(match, "clamav", "clean message")

    def _updated(self, match: Match) -> None:
        self._verdict(match, "clamav", "signatures updated or up to date")

    def _clam_alarm(self, match: Match) -> None:
        level, sign, words = match.group("clam_level", "clam_sign", "clam_words")
        grave = _SERIOUS_CLAM.search(words) or level in (b"ERROR", b"LibClamAV Error") or sign == b"!"
        self._says(match, "clamav", "serious" if grave else "warning", words[:400])

    def _spamd(self, match: Match) -> None:
        said, score, seconds = match.group("spamd_said", "spamd_score", "seconds")
        times = self._verdict(match, "spamd", "spam" if said == b"identified spam" else "clean")
        self._score("spamd", score, times)
        whole, _, part = seconds.partition(b".")
        self._took("spamd", (int(whole) * 1000 + int(part.ljust(3, b"0") or b"0")) * MS, times)

    def _spamd_alarm(self, match: Match) -> None:
        self._says(match, "spamd", "warning", self.line(match).removeprefix(b"spamd: "))

    # ----- SPF and greylisting

    def _spf(self, match: Match) -> None:
        said = (match["spf_said"] or match["spf_result"]).decode("ascii").lower()
        times = self._verdict(match, "spf", said)
        domain = envelope_domain(match["spf_rest"])
        if said in ("fail", "softfail") and domain:
            self.tally.row("spf", domain, times=times)

    def _spf_check(self, match: Match) -> None:
        said, identity = match.group("check_said", "identity")
        self._verdict(match, "spf", f"{identity.decode('ascii')}: {said.decode('ascii').lower()}")

    def _spf_reject(self, match: Match) -> None:
        self._verdict(match, "spf", "rejected" if match["spf_code"] == b"5" else "put off")

    def _spf_alarm(self, match: Match) -> None:
        self._says(match, "spf", "warning", self.line(match))

    def _grey(self, match: Match) -> None:
        action, reason = match.group("grey_action", "reason")
        self._verdict(match, "postgrey", f"{action.decode('ascii')}, {masked(_PARENTHESES.sub(b'', reason), 60)}")

    def _grey_alarm(self, match: Match) -> None:
        self._says(match, "postgrey", "warning", self.line(match))
