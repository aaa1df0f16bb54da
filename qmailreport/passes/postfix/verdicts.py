"""Verdicts: what Postfix refused, held or threw away, whose and why.  Pure."""

from __future__ import annotations

from collections import Counter

from .direction import direction
from .rejects import USUAL, Said, judged, meaning, recipient, usual, without
from .watch import Judged, Match, Watcher, end_of, minute

_VERDICTS = {
    b"reject": ("cleanup_rejects", "content"),  # of cleanup
    b"milter-reject": ("milter_rejects", "milter"),
    b"proxy-reject": ("proxy_rejects", "proxy"),
}
REJECT, NOQUEUE = b"reject: ", b"NOQUEUE"


class Verdicts(Watcher):
    """The verdicts in one chunk, of one host and instance."""

    __slots__ = ()

    def _verdict(self, match: Match) -> None:
        self._reply(match, *match.group(*self.rejection))

    def _noqueue(self, match: Match) -> None:
        """A reject of no message."""
        text = REJECT + match.string[match.end() : end_of(match)]
        self._reply(match, NOQUEUE, text, *match.group(self.daemon, self.stamp))

    def _reply(self, match: Match, qid: bytes, text: bytes, daemon: bytes, stamp: bytes) -> None:
        screened = daemon == b"postscreen"
        found = usual(text[8:]) if text[:8] == REJECT and (screened or daemon[-5:] == b"smtpd") else None
        if found is None:
            return self._unusual(match, qid, text, daemon)
        n = self.n
        said, client, sender = found
        known = self.judged.get((said, screened)) or self._judged(match, said, screened, text[8:])
        known.n += n
        if qid == NOQUEUE:
            known.queueless += n
        self._earliest(match, known, text[8:], stamp)
        if client:
            known.clients[client] += n
        if sender:
            self._turned_away(known.name, sender.lower(), n)
        if self.own or self.labelled:
            self._further(match, known.known[:3], text[8:], sender.lower())
        return None

    def _turned_away(self, name: str, sender: bytes, n: int) -> None:
        if name != "greylisted":  # who is asked to come later comes later
            pair, turned = (sender, name), self.totals.turned
            turned[pair] = turned.get(pair, 0) + n

    def together(self) -> None:
        """The rejects that were put aside: as `_reply` counts them, but those that say the same at once."""
        text, parse, names = self.lines.content, USUAL.match, (self.daemon, self.stamp)
        alike: dict[tuple[bytes, bytes, bytes, bool], tuple[Judged, list[bytes], list[bytes]]] = {}
        for match in self.noqueue:
            daemon, stamp = match.group(*names)
            found, screened = parse(text, match.end()), daemon == b"postscreen"
            if found is None or not (screened or daemon[-5:] == b"smtpd"):
                self._noqueue(match)
                continue
            stage, client, code, words, sender = found.groups(b"")
            key = stage, code, without(client, words) if b"[" in words else words, screened
            group = alike.get(key)
            if group is None:
                said = key[:3]
                known = self.judged.get((said, screened)) or self._judged(match, said, screened, self._rest(match))
                group = alike[key] = known, [], []
            known, clients, senders = group
            if stamp[:12] not in known.late:
                self._earliest(match, known, self._rest(match), stamp)
            clients.append(client)
            senders.append(sender)
        for known, clients, senders in alike.values():
            known.n += len(clients)
            known.queueless += len(clients)
            known.clients.update(clients)
            del known.clients[b""]
            for sender, n in Counter(map(bytes.lower, senders)).items():
                if sender:
                    self._turned_away(known.name, sender, n)

    def _rest(self, match: Match) -> bytes:
        return match.string[match.end() : end_of(match)]

    def _judged(self, match: Match, said: Said, screened: bool, sample: bytes) -> Judged:
        what = ("postscreen", *meaning(said)[1:]) if screened else meaning(said)
        row = self.totals.rejects.rows.get(what[:3])  # of an earlier chunk: few lines here are earlier
        at, sample = (row[1], row[2]) if row else (self.at(match), sample[:400])
        known = self.judged[said, screened] = Judged(what, at, sample)
        return known

    def _earliest(self, match: Match, known: Judged, sample: bytes, stamp: bytes) -> None:
        """Keeps the line if it is the earliest of its like; the exact instant of most does not matter."""
        key = stamp[:12] if len(stamp) == 15 else minute(stamp)
        if key in known.late:
            return
        if known.at < self._low(match, key):
            known.late.add(key)
        elif (at := self.at(match), sample[:400]) < (known.at, known.sample):
            known.at, known.sample = at, sample[:400]

    def _unusual(self, match: Match, qid: bytes, text: bytes, daemon: bytes) -> None:
        verb, _, verdict = text.partition(b": ")
        if b"/" in daemon:
            daemon = daemon.rpartition(b"/")[2]
        if verb == b"reject" and daemon != b"cleanup":
            return self._reject(match, qid, verdict, daemon)
        if verb.endswith(b"reject_warning"):
            return self._count("reject_warnings")
        if verb.endswith(b"discard"):
            self._count("discarded")
        elif verb.endswith(b"hold"):
            self._count("held")
        else:
            name, reason = _VERDICTS[verb]
            self._count(name)
            (_, stage, code, _), client, sender = judged(verdict)
            self._refused(match, (reason, stage, code), verdict, client, sender)
        if daemon == b"cleanup" and qid != NOQUEUE:
            self.queue.end(qid)
        return None

    def _reject(self, match: Match, qid: bytes, verdict: bytes, daemon: bytes) -> None:
        (name, stage, code, lister), client, sender = judged(verdict)
        if daemon == b"postscreen":
            name = "postscreen"
        if lister:
            self.listed[lister] += self.n
        self._by_kind(name, self.n if qid == NOQUEUE else 0, self.n)
        self._refused(match, (name, stage, code), verdict, client, sender)

    def _by_kind(self, name: str, queueless: int, n: int) -> None:
        """`n` rejects of a kind, of which so many were of no message."""
        self.refused[name] += queueless
        if n > queueless:
            self.counts["rejects.late " + name] += n - queueless
            self.counts["late_rejects"] += n - queueless

    def _refused(
        self, match: Match, key: tuple[str, str, str], verdict: bytes, client: bytes, sender: bytes | None
    ) -> None:
        totals, name = self.totals, key[0]
        self._kind(totals.rejects, key, match, verdict)
        if client:
            self.clients[name, client] += self.n
        if sender:
            self._turned_away(name, sender, self.n)
        if self.own or self.labelled:
            self._further(match, key, verdict, sender)

    def _further(self, match: Match, key: tuple[str, str, str], verdict: bytes, sender: bytes | None) -> None:
        """A reject by its direction and by the site's own labels."""
        if self.own and sender is not None and (rcpt := recipient(verdict)):
            self._count(f"direction.{direction(sender, rcpt, self.own)[0]}.rejects")
        if self.labelled and (label := self.wants.labels.of_text(verdict[:400])):
            self._kind(self.totals.labels, (label, key[2]), match, verdict)

    def judgements(self) -> None:
        """What was put aside of the chunk's rejects."""
        self.together()
        for alike in self.judged.values():
            name, stage, code, lister = alike.known
            self.totals.rejects.count((name, stage, code), alike.n, alike.at, alike.sample)
            if lister:
                self.listed[lister] += alike.n
            self._by_kind(name, alike.queueless, alike.n)
            for client, n in alike.clients.items():
                self.totals.clients.count((name, client), n)
        for lister, n in self.listed.items():
            self.totals.lists.count(lister, n)
        for kind, n in self.refused.items():
            if n:
                self.counts["rejects." + kind] += n
        for pair, n in self.clients.items():
            self.totals.clients.count(pair, n)
