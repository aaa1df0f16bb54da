"""A small qmail-send(8): histories that it could have written, driven by a list of choices.

Each choice is a number; the simulator turns any list of numbers into a legal history: numbers of
messages are reused once they are free, delivery numbers count up from 1 in each run, and a crash
leaves deliveries open and messages in the queue.
"""

from __future__ import annotations

from collections.abc import Sequence

SECOND = 10**9
EPOCH = 2**62 + 10
REASONS = {
    "success": ["did_1+0+0/", "192.0.2.7_accepted_message./Remote_host_said:_250_ok/"],
    "failure": ["Sorry,_no_mailbox_here_by_that_name._(#5.1.1)/", "192.0.2.7_does_not_like_recipient./"],
    "deferral": ["CNAME_lookup_failed_temporarily._(#4.4.3)/", "Connected_to_192.0.2.7_but_connection_died._(#4.4.2)/"],
}


def tai64n(at: int) -> str:
    """A TAI64N label of an instant in ns."""
    return f"@{at // SECOND + EPOCH:016x}{at % SECOND:08x}"


class Qmail:
    """The queue; `lines` is the log so far."""

    def __init__(self, start: int, limit: int = 4) -> None:
        self.at = start
        self.limit = limit
        self.lines: list[str] = []
        self.free = [7, 5, 3]
        self.next = 10
        self.waiting: list[tuple[int, str, str]] = []  # message, channel, recipient
        self.open: dict[int, tuple[int, str, str]] = {}
        self.left: dict[int, int] = {}  # message → recipients that are not done
        self.failed: set[int] = set()
        self.counter = 0
        self.born = 0

    def say(self, text: str) -> None:
        """One line, a little later than the one before."""
        self.at += 1000 + 37_000 * (len(text) % 11)
        self.lines.append(f"{tai64n(self.at)} {text}")

    def status(self) -> None:
        """The status line behind each start and end."""
        used = {"local": 0, "remote": 0}
        for _, channel, _ in self.open.values():
            used[channel] += 1
        self.say(f"status: local {used['local']}/{self.limit} remote {used['remote']}/{self.limit}")

    def queue(self, choice: int, sender: str | None = None) -> None:
        """A message arrives."""
        message = self.free.pop(choice % len(self.free)) if self.free and choice % 5 else self.next
        self.next += message == self.next
        self.born += 1
        who = sender if sender is not None else f"User{choice % 6}@Example.org"
        self.say(f"new msg {message}")
        self.say(f"info msg {message}: bytes {100 + choice % 900} from <{who}> qp {1000 + self.born} uid {choice % 3}")
        self.left[message] = 1 + choice % 3
        for n in range(self.left[message]):
            channel = ("local", "remote")[(choice + n) % 2]
            self.waiting.append((message, channel, f"rcpt{(choice + n) % 7}@Host{n % 4}.example"))

    def start(self, choice: int) -> None:
        """A waiting delivery begins."""
        if not self.waiting or len(self.open) >= self.limit:
            return
        message, channel, rcpt = job = self.waiting.pop(choice % len(self.waiting))
        self.counter += 1
        self.open[self.counter] = job
        self.say(f"starting delivery {self.counter}: msg {message} to {channel} {rcpt}")
        self.status()

    def finish(self, choice: int) -> None:
        """An open delivery ends; with its last recipient the message ends, perhaps with a bounce."""
        if not self.open:
            return
        delivery = sorted(self.open)[choice % len(self.open)]
        job = self.open.pop(delivery)
        message = job[0]
        result = ("success", "success", "deferral", "failure", "success")[choice % 5]
        if choice % 31 == 0:
            result = "deferral"
            self.say(f"delivery {delivery}: report mangled, will defer")
        else:
            self.say(f"delivery {delivery}: {result}: {REASONS[result][choice % 2]}")
        self.status()
        if result == "deferral":
            self.waiting.append(job)
            return
        if result == "failure":
            self.failed.add(message)
        self.left[message] -= 1
        if not self.left[message]:
            del self.left[message]
            if message in self.failed:
                self.failed.discard(message)
                self.say(f"bounce msg {message} qp {2000 + self.born}")
            self.say(f"end msg {message}")
            self.free.append(message)
            if choice % 7 == 3:
                self.queue(choice, "")

    def crash(self) -> None:
        """The power goes: what was open starts again under new numbers, and those begin at 1."""
        self.waiting.extend(self.open.values())
        self.open.clear()
        self.counter = 0
        self.say("status: exiting")
        self.status()

    def odd(self, choice: int) -> None:
        """A warning, or a line that no qmail-send writes."""
        bounce = f"triple bounce: discarding bounce/{choice}"
        words = ("warning: trouble in select", "alert: out of memory", "what is this", bounce)
        self.say(words[choice % len(words)])


def history(choices: Sequence[int], start: int = 1_274_000_000 * SECOND) -> list[str]:
    """The log lines that `choices` lead to."""
    qmail = Qmail(start)
    for choice in choices:
        step, rest = choice % 23, choice // 23
        qmail.at += (rest % 97) * 250_000_000
        if step < 7:
            qmail.queue(rest)
        elif step < 14:
            qmail.start(rest)
        elif step < 21:
            qmail.finish(rest)
        elif step == 21:
            qmail.odd(rest)
        else:
            qmail.crash()
    return qmail.lines
