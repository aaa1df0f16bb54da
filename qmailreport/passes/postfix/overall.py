"""Every figure of Postfix with what it counts, and what stands at the top of the mail.  Pure."""

from __future__ import annotations

from ...day import Day
from ...redact import clean
from ...report import Figure, Section, Unit
from ..qmail.overall import span
from .totals import Totals

# name, label, what it counts; in groups, each of which is a section whose note must be short enough for a mail
DELIVERIES = (
    ("deliveries_to_filter", "Deliveries to filters", "passed on over loopback"),
    ("forwarded", "Forwarded", "went on as new mail"),
    ("bytes_delivered_final", "Bytes delivered", "size times recipients"),
    ("deferrals", "Deferrals", "attempts by recipient"),
    ("deferred_messages", "Deferred messages", "at their first deferral"),
    ("expired", "Expired", "returned as too old"),
    ("removed", "Removed", "finished by qmgr"),
    ("deleted", "Deleted", "by postsuper"),
)
ARRIVALS = (
    ("accepted_smtpd", "Accepted by smtpd", "queued"),
    ("accepted_submission", "Accepted for submission", "submission(s), smtps"),
    ("accepted_pickup", "Accepted from sendmail", "written here"),
    ("reinjected", "Handed back", "by filters or instances"),
    ("proxied", "Proxied", "to a proxy filter"),
    ("bounce_messages", "Bounces made", "notices of failure"),
    ("delay_notices", "Other notices", "of delay or success"),
    ("forwarded_copies", "Forwarded copies", "made by local"),
    ("queue_ids", "Queue ids", "given out"),
    ("reused_queue_ids", "Ids used again", "seen before"),
)
VERDICTS = (
    ("held", "Held", "actions"),
    ("released", "Released", "from hold"),
    ("requeued", "Requeued", "by postsuper"),
    ("discarded", "Discarded", "actions"),
    ("canceled", "Canceled", "given up before complete"),
    ("late_rejects", "Late rejects", "refused when there was a queue id"),
    ("milter_rejects", "Rejected by milters", "by smtpd or cleanup"),
    ("cleanup_rejects", "Rejected for content", "header and body checks"),
    ("proxy_rejects", "Rejected by the proxy filter", "messages"),
    ("reject_warnings", "Reject warnings", "what warn_if_reject let pass"),
)
SESSIONS = (
    ("sessions_without_message", "Sessions without a message", "ended with no queue id"),
    ("postscreen_connects", "Connections to postscreen", "CONNECT lines"),
    ("tls_in", "TLS in", "sessions of smtpd"),
    ("tls_out", "TLS out", "of smtp"),
    ("sasl_failures", "Failed logins", "SASL"),
    ("warnings", "Warnings", "lines"),
    ("errors", "Errors", "lines"),
    ("fatals", "Fatal errors", "lines"),
    ("panics", "Panics", "lines"),
    ("lines", "Lines", "records of the host, of whatever program"),
)
_UNITS: dict[str, Unit] = {"bytes_delivered_final": "bytes"}
_RARE = frozenset(("proxied", "delay_notices", "deleted", "released", "requeued", "proxy_rejects", "tls_out", "errors"))
ACCEPTED = ("accepted_smtpd", "accepted_submission", "accepted_pickup")
Group = tuple[tuple[str, str, str], ...]


def accepted(total: Totals) -> int:
    """Messages that came in, each once, however many filters they passed."""
    return sum(total.get(name) for name in ACCEPTED)


def deliveries(total: Totals, day: Day) -> Section:
    """What left: the headline's first figures."""
    waiting = sum(count for count, _ in total.waiting.values())
    headline = (
        Figure(
            "postfix.deliveries_final", "Delivered", total.get("deliveries_final"), noun="recipients", headline=True
        ),
        Figure(
            "postfix.waiting", "Waiting at 24:00", waiting, noun="messages", detail=oldest(total, day), headline=True
        ),
        Figure(
            "postfix.bounced_recipients", "Failed", total.get("bounced_recipients"), noun="recipients", headline=True
        ),
    )
    agents = _under(total, "sent_by_agent", "Delivered by")
    lead = "Delivered (by): status=sent, filters and forwards left out. Waiting: in the queue. Failed: bounced."
    return _section("postfix.overall", "All figures", DELIVERIES, total, headline, agents, lead)


def arrivals(total: Totals) -> Section:
    """What came."""
    into, out = total.get("bytes_accepted"), total.get("bytes_delivered_final")
    headline = (
        Figure("postfix.accepted", "Received", accepted(total), noun="messages", headline=True),
        Figure("postfix.bytes_accepted", "Volume in / out", into, "bytes", beside=out, headline=True),
    )
    lead = "Received: accepted, each once. Volume: their size; out: delivered."
    return _section("postfix.arrivals", "Arrivals", ARRIVALS, total, headline, (), lead)


def verdicts(total: Totals) -> Section:
    """What was not taken."""
    headline = (Figure("postfix.rejected", "Rejected", total.get("rejected"), noun="attempts", headline=True),)
    lead = "Rejected: refusals of all kinds; “late”: with a queue id."
    return _section(
        "postfix.verdicts", "Verdicts", VERDICTS, total, headline, _under(total, "rejects", "Rejected:"), lead
    )


def sessions(total: Totals) -> Section:
    """Who called, and what went wrong."""
    headline = (Figure("postfix.smtpd_sessions", "SMTP sessions", total.get("smtpd_sessions"), headline=True),)
    lead = "SMTP sessions: clients of smtpd, without filters that hand mail back."
    return _section("postfix.sessions", "Sessions", SESSIONS, total, headline, _forgotten(total), lead)


def _section(
    id: str,
    title: str,
    group: Group,
    total: Totals,
    headline: tuple[Figure, ...],
    more: tuple[Figure, ...],
    lead: str,
) -> Section:
    shown = [each for each in group if total.get(each[0]) or each[0] not in _RARE]
    figures = tuple(
        Figure(f"postfix.{name}", label, total.get(name), _UNITS.get(name, "count")) for name, label, _ in shown
    )
    note = " ".join((lead, *(f"{label}: {meaning}." for _, label, meaning in shown)))
    return Section(id, title, note, (*headline, *figures, *more))


def _under(total: Totals, stem: str, label: str) -> tuple[Figure, ...]:
    return tuple(Figure(f"postfix.{stem}.{name}", f"{label} {name}", n) for name, n in total.under(stem).items())


def _forgotten(total: Totals) -> tuple[Figure, ...]:
    lost = total.get("forgotten")
    return (Figure("postfix.forgotten", "Open messages dropped as too old", lost),) if lost else ()


def oldest(total: Totals, day: Day) -> str:
    """'oldest 14 h, web.de': the age at the day's end of the message that waits longest, and for whom."""
    if not total.waiting:
        return ""
    born, host = min((born, host) for host, (_, born) in total.waiting.items())
    return f"oldest {span(max(0, day.window.end - born))}" + (f", {clean(host, 40)}" if host else "")


def of_day(total: Totals, day: Day) -> tuple[Figure, ...]:
    """The day's flow under the day's own name: what arrived (refused later or not), and what became of it."""
    flow = (
        ("received", "Arrived", total.get("received")),
        ("delivered", "Delivered", total.get("deliveries_final")),
        ("deferred", "Deferred", total.get("deferrals")),
        ("bounced", "Failed", total.get("bounced_recipients")),
        ("rejected", "Rejected or warned", total.get("rejected") + total.get("reject_warnings")),
    )
    return tuple(
        Figure(f"postfix.per_day.{day.date}.{name}", f"{label} on {day.date}", n) for name, label, n in flow if n
    )
