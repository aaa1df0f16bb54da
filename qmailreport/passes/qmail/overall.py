"""The figures of qmailanalog's zoverall, and what stands at the top of the mail.  Pure."""

from __future__ import annotations

from ...day import Day
from ...redact import clean
from ...report import Figure
from .totals import Totals

HOUR = 3600 * 10**9


def headline(total: Totals, day: Day) -> tuple[Figure, ...]:
    """Up to six numbers for the first look."""
    success, failure, deferral = total.results
    pending = sum(count for count, _ in total.waiting.values())
    return (
        Figure("qmail.success", "Delivered", success, noun="recipients", headline=True),
        Figure(
            "qmail.pending",
            f"Waiting at {until(total, day)[1]}",
            pending,
            noun="messages",
            detail=oldest(total, day),
            headline=True,
        ),
        Figure("qmail.failure", "Failed", failure, noun="recipients", headline=True),
        Figure("qmail.received", "Received", total.received, noun="messages", headline=True),
        Figure("qmail.deferral", "Deferred", deferral, noun="attempts", headline=True),
        Figure("qmail.bytes_in", "Volume in / out", total.bytes_in, "bytes", beside=total.bytes_out, headline=True),
    )


def until(total: Totals, day: Day) -> tuple[int, str]:
    """When the queue was as it is told (ns), and in words: at the day's end, or with the last event of a log that ends
    long before.
    """
    if total.last is None or not 3 * HOUR < day.window.end - total.last <= day.window.end - day.window.start:
        return day.window.end, "24:00"
    return total.last, f"{day.local(total.last):%H:%M}"


def oldest(total: Totals, day: Day) -> str:
    """'oldest 14 h, web.de': the age at the day's end of the message that waits longest, and for whom."""
    if not total.waiting:
        return ""
    birth, host = min((birth, host) for host, (_, birth) in total.waiting.items())
    age = max(0, until(total, day)[0] - birth)
    return f"oldest {span(age)}" + (f", {clean(host, 40)}" if host else "")


def span(ns: int) -> str:
    """A duration in two words at most: '4 d 2 h', '14 h', '35 min', '20 s'."""
    hours, rest = divmod(ns, HOUR)
    if hours >= 24:
        days, hours = divmod(hours, 24)
        return f"{days} d {hours} h" if hours and days < 10 else f"{days} d"
    if hours:
        return f"{hours} h"
    minutes, rest = divmod(rest, HOUR // 60)
    return f"{minutes} min" if minutes else f"{rest // 10**9} s"


def figures(total: Totals) -> tuple[Figure, ...]:
    """zoverall line by line; averages only where there is something to average."""
    success, *others = total.results
    attempts = success + sum(others)
    rows = [
        Figure("qmail.messages", "Completed messages", total.messages),
        Figure("qmail.recipients", "Recipients for completed messages", total.recipients),
        Figure("qmail.message_attempts", "Attempts for completed messages", total.message_tries),
        Figure("qmail.bytes", "Bytes in completed messages", total.size, "bytes"),
        Figure("qmail.rbytes", "Bytes weighted by success", total.rbytes, "bytes"),
        Figure("qmail.qtime", "Total time in the queue", total.qtime, "ns"),
        Figure("qmail.attempts", "Delivery attempts", attempts),
        Figure("qmail.bytes_out", "Bytes delivered", total.bytes_out, "bytes"),
        Figure("qmail.ddelay", "Total delay of successes", total.ddelay, "ns"),
        Figure("qmail.xdelay", "Total time of attempts", total.xdelay, "ns"),
    ]
    if total.messages:
        each = total.messages
        rows.append(
            Figure("qmail.attempts_per_message", "Attempts per completed message", total.message_tries / each, "ratio")
        )
        rows.append(Figure("qmail.qtime.average", "Average time in the queue", total.qtime / each, "ns"))
    if success:
        rows.append(Figure("qmail.ddelay.average", "Average delay of a success", total.ddelay / success, "ns"))
    if attempts:
        rows.append(Figure("qmail.xdelay.average", "Average time of an attempt", total.xdelay / attempts, "ns"))
    if total.first is not None and total.last is not None and total.last > total.first:
        length = total.last - total.first
        rows.append(Figure("qmail.span", "From the earliest birth to the last event", length, "ns"))
        rows.append(Figure("qmail.concurrency", "Average concurrency", total.xdelay / length, "ratio"))
    if total.own:
        rows.append(Figure("qmail.own", "Messages of this report, not in the rankings", total.own))
    if total.forgotten:
        rows.append(Figure("qmail.forgotten", "Pending entries dropped as too old", total.forgotten))
    return tuple(rows)
