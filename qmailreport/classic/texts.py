"""What each report says above its rows: part of the output, byte for byte."""

from __future__ import annotations

OVERALL = b"""\
Basic statistics

qtime is the time spent by a message in the queue.

ddelay is the latency for a successful delivery to one recipient---the
end of successful delivery, minus the time when the message was queued.

xdelay is the latency for a delivery attempt---the time when the attempt
finished, minus the time when it started. The average concurrency is the
total xdelay for all deliveries divided by the time span; this is a good
measure of how busy the mailer is.

"""

DDIST = b"""\
Distribution of ddelays for successful deliveries

Meaning of each line: The first pct% of successful deliveries
all happened within doneby seconds. The average ddelay was avg.

"""

RXDELAY = b"""\
Recipients in the best order for mailing lists

One line per recipient, sorted by avg. Information on each line:
* avg is the _average_ xdelay for the recipient.
* tries is the number of deliveries that avg is based on.

"""

_REASONS = b"""\
Reasons for %b

One line per reason for %b. Information on each line:
* del is the number of deliveries that ended for this reason.
* xdelay is the total xdelay on those deliveries.

"""
DEFERRALS = _REASONS % (b"deferral", b"deferral")
FAILURES = _REASONS % (b"failure", b"delivery failure")
SUCCESSES = _REASONS % (b"success", b"successful delivery")

_TARGETS = b"""\
%b

One line per %b. Information on each line:
* sbytes is the number of bytes successfully delivered to this %b.
* mess is the number of messages sent to this %b (success plus failure).
* tries is the number of delivery attempts (success, failure, deferral).
* xdelay is the total xdelay incurred by this %b.

"""
RECIPIENTS = _TARGETS % (b"Recipients", b"recipient", b"recipient", b"recipient", b"recipient")
RHOSTS = _TARGETS % (b"Recipient hosts", b"recipient host", b"host", b"host", b"host")

_ORIGINS = b"""\
%b

One line per %b. Information on each line:
* mess is the number of messages sent by this %b.
* bytes is the number of bytes sent by this %b.
* sbytes is the number of bytes successfully received from this %b.
* rbytes is the number of bytes from this %b, weighted by recipient.
* recips is the number of recipients (success plus failure).
* tries is the number of delivery attempts (success, failure, deferral).
* xdelay is the total xdelay incurred by this %b.

"""
SENDERS = _ORIGINS % (b"Senders", b"sender", *[b"sender"] * 5)
SUIDS = _ORIGINS % (b"Sender uids", b"sender uid", *[b"uid"] * 5)
