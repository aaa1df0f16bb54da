"""Links between messages, and lines that were written to hurt."""

from __future__ import annotations

import pytest

from qmailreport.transactions.records import Record
from qmailreport.transactions.stories import Story, stories, wanted
from qmailreport.transactions.telling import tell

SECOND = 10**9


def records(*rows: tuple[int, str, str, str]) -> list[Record]:
    """(second, host, program[pid], text) as records."""
    made = []
    for at, host, tag, text in rows:
        program, _, pid = tag.partition("[")
        raw = f"{at} {host} {tag}: {text}\n".encode()
        made.append(Record(raw, host.encode(), program.encode(), pid[:-1].encode(), text.encode(), at * SECOND))
    return made


def told(found: list[Record], *places: int) -> list[Story]:
    """The stories of the records at these places."""
    return stories(found, frozenset(id(found[place]) for place in places))


def message(
    at: int, host: str, name: str, message_id: str, client: str = "c[192.0.2.1]"
) -> list[tuple[int, str, str, str]]:
    return [
        (at, host, "postfix/smtpd[1]", f"{name}: client={client}"),
        (at, host, "postfix/cleanup[2]", f"{name}: message-id=<{message_id}>"),
        (at + 1, host, "postfix/qmgr[3]", f"{name}: removed"),
    ]


def test_an_id_that_came_again_links_only_the_message_of_that_time() -> None:
    sent = "AAAA1: to=<b@x>, relay=y[192.0.2.2]:25, delay=1, dsn=2.0.0, status=sent (250 Ok: queued as BBBB2)"
    rows = [
        *message(1000, "mx1", "AAAA1", "one@x"),
        *message(1000, "mx2", "BBBB2", "else@x"),
        *message(90_000, "mx2", "BBBB2", "later@x"),
    ]
    rows.insert(2, (1001, "mx1", "postfix/smtp[4]", sent))
    (story,) = told(records(*rows), 0)
    assert [hop.facts.message_id for hop in story.hops] == [b"<one@x>", b"<else@x>"]


@pytest.mark.parametrize(
    ("host", "client", "later", "hops"),
    [
        ("mx2", "mx1[192.0.2.9]", 60, 2),  # another host
        ("mx1", "localhost[127.0.0.1]", 5, 2),  # handed back by a filter
        ("mx1", "c[192.0.2.1]", 60, 1),  # the client's second attempt
        ("mx2", "mx1[192.0.2.9]", 9 * 86400, 1),  # another week
    ],
)
def test_a_message_id_links_hosts_and_filters(host: str, client: str, later: int, hops: int) -> None:
    rows = [*message(1000, "mx1", "AAAA1", "same@x"), *message(1000 + later, host, "BBBB2", "same@x", client)]
    (story,) = told(records(*rows), 0)
    assert len(story.hops) == hops


def test_empty_message_ids_link_nothing() -> None:
    rows = [*message(1000, "mx1", "AAAA1", ""), *message(1000, "mx2", "BBBB2", "")]
    assert len(told(records(*rows), 0)[0].hops) == 1


def test_a_story_has_an_end_however_many_hops_there_are() -> None:
    rows = [row for n in range(80) for row in message(1000 + n, f"mx{n}", f"AAAA{n}", "list@x")]
    (story,) = told(records(*rows), 0)
    assert len(story.hops) == 50 and story.cut
    assert "It has more hops" in tell(story).sentences[-1].text


def test_a_requeued_message_goes_on_under_another_id() -> None:
    found = records(
        *message(1000, "mx1", "AAAA1", "m@x")[:2],
        (2000, "mx1", "postfix/postsuper[5]", "AAAA1: requeued"),
        (2001, "mx1", "postfix/pickup[6]", "BBBB2: uid=0 from=<a@x> orig_id=AAAA1"),
        (2002, "mx1", "postfix/cleanup[2]", "BBBB2: message-id=<m@x>"),
    )
    (story,) = told(found, 0)
    assert [hop.transaction.queue_id for hop in story.hops] == [b"AAAA1", b"BBBB2"]
    assert any("under another id" in said.text for said in tell(story).sentences)
    assert b"BBBB2" in wanted([story])


EVIL = 200_000


@pytest.mark.parametrize(
    "piece",
    [
        *(">, relay=", "; from=<", "<a@", "(", "((", " (in reply to ", "Giving up on ", ":", "a:", "queued as ", " "),
        *(" TLS connection established from ", "status=sent (", "] said: ", ", orig_to=<", "notification: "),
        "NOQUEUE: reject: RCPT from ",
    ],
)
def test_lines_written_to_hurt_are_read_in_time(piece: str) -> None:
    evil = piece * (EVIL // len(piece))
    found = records(
        *message(1000, "mx", "AAAA1", "m@x"),
        (1000, "mx", "postfix/smtp[4]", f"AAAA1: to=<{evil}"),
        (1000, "mx", "postfix/smtp[4]", f"AAAA1: to=<b@x>, relay=y, delay=1, status=bounced (host {evil}"),
        (1000, "mx", "postfix/smtpd[1]", f"NOQUEUE: reject: RCPT from {evil}"),
        (1000, "mx", "postfix/qmgr[1]", f"AAAA1: from=<{evil}"),
        (1000, "mx", "postfix/smtp[4]", f"AAAA1: {evil}"),
        (1000, "mx", "amavis[9]", f"({evil} Queue-ID: AAAA1"),
        (1000, "mx", "dovecot[9]", f"msgid=<m@x>: {evil}"),
        (1000, "mx", "qmail", "new msg 1"),
        (1000, "mx", "qmail", f"info msg 1: bytes 1 from <{evil}> qp 1 uid 1"),
        (1000, "mx", "qmail", f"starting delivery 1: msg 1 to remote {evil}"),
        (1000, "mx", "qmail", "starting delivery 1: msg 1 to remote b@x"),
        (1000, "mx", "qmail", f"delivery 1: failure: {evil.replace(' ', '_')}"),
        (1000, "mx", "qmail", f"end msg 1 {evil}"),
    )
    for story in told(found, 0, 3, 5, 11):
        said = tell(story)
        assert all(len(one.text) < 3000 for one in said.sentences)
    wanted(told(found, 0))


CLIENT = "relay.c.example[192.0.2.1]"
ENVELOPE = "from=<a@c.example> to=<b@x.example> proto=ESMTP helo=<relay.c.example>"
PUT_OFF = "AAAA1: to=<b@far.example>, relay={}, delay=1, delays=0/0/0/1, dsn=4.0.0, status=deferred ({})"


@pytest.mark.parametrize(
    ("program", "said", "sentence"),
    [
        (
            "cleanup[2]",
            f"AAAA1: reject: header Subject: x; from=<z@z> to=<z@z> from {CLIENT}; {ENVELOPE}: 5.7.1 No spam",
            "Refused for a line of its header from relay.c.example [192.0.2.1]:"
            " Subject: x; from=<z@z> to=<z@z>: 5.7.1 No spam (a@c.example → b@x.example).",
        ),
        (
            "smtpd[1]",
            f"NOQUEUE: reject: MAIL from {CLIENT}: 552 5.3.4 Too big; proto=ESMTP helo=<relay.c.example>",
            "Refused at MAIL from relay.c.example [192.0.2.1]: 552 5.3.4 Too big; it was never in our queue.",
        ),
        ("postsuper[8]", "AAAA1: released from hold", "Released from hold by postsuper."),
        (
            "discard[8]",
            "AAAA1: to=<b@x.example>, relay=none, delay=1, dsn=2.0.0, status=sent (silently discarded)",
            "Thrown away (silently discarded).",
        ),
        (
            "error[8]",
            PUT_OFF.format("none", "mail transport unavailable"),
            "It was put off here (mail transport unavailable).",
        ),
        (
            "smtp[8]",
            PUT_OFF.format("none", "connect to far.example[192.0.2.3]:25: Connection timed out"),
            "far.example could not be reached (connect to far.example[192.0.2.3]:25: Connection timed out).",
        ),
        (
            "smtp[8]",
            PUT_OFF.format("mx.far.example[192.0.2.3]:25", "lost connection with mx.far.example[192.0.2.3]"),
            "The connection to far.example broke (lost connection with mx.far.example[192.0.2.3]).",
        ),
        (
            "smtpd[1]",
            f"Anonymous TLS connection established from {CLIENT}: TLSv1 with cipher X (256/256 bits)",
            "Offered from relay.c.example [192.0.2.1] over TLS 1.0.",
        ),
    ],
)
def test_a_line_is_told_as(program: str, said: str, sentence: str) -> None:
    rows = [
        (1000, "mx", "postfix/smtpd[1]", f"connect from {CLIENT}"),
        (1001, "mx", "postfix/smtpd[1]", f"AAAA1: client={CLIENT}"),
        (1002, "mx", f"postfix/{program}", said),
    ]
    (story,) = told(records(*rows), 1)
    assert sentence in [one.text for one in tell(story).sentences]


@pytest.mark.parametrize(
    ("rows", "outcome", "last"),
    [
        (["cleanup[2] AAAA1: message-id=<m@c>", "cleanup[2] AAAA1: milter-reject: END-OF-MESSAGE from c[1]: 5.7.1 no"],
         "refused", "Nothing was queued."),
        (["smtpd[1] AAAA1: reject: RCPT from c[192.0.2.1]: 550 no"], "refused", ""),
        (["discard[3] AAAA1: to=<b@x>, relay=none, delay=1, dsn=2.0.0, status=sent (gone)",
          "qmgr[4] AAAA1: removed"], "thrown away", ""),
        (["cleanup[2] AAAA1: hold: header X: y from c[192.0.2.1]; from=<a@c> to=<b@x> proto=ESMTP helo=<c>"], "held",
         "It is still on hold, and stays so until somebody releases it (postsuper -H)."),
        (["virtual[3] AAAA1: to=<b@x>, relay=virtual, delay=1, dsn=2.0.0, status=sent (delivered to maildir)",
          "smtp[5] AAAA1: to=<d@y>, relay=y[192.0.2.2]:25, delay=1, dsn=2.0.0, status=sent (250 ok)",
          "qmgr[4] AAAA1: removed"], "1 delivered, 1 accepted", "Accepted is not read."),
    ],
)  # fmt: skip
def test_it_came_out_as(rows: list[str], outcome: str, last: str) -> None:
    lines = ["smtpd[1] AAAA1: client=c[192.0.2.1]", *rows]
    found = records(
        *((1000 + at, "mx", "postfix/" + row.split(" ")[0], row.split(" ", 1)[1]) for at, row in enumerate(lines))
    )
    telling = tell(told(found, 0)[0])
    assert telling.outcome == outcome
    assert not last or telling.sentences[-1].text == last
    if outcome == "refused":
        assert not any("Accepted" in one.text for one in telling.sentences)


def test_qmail_says_in_words_whether_a_server_answered() -> None:
    rows = [(1000, "mx", "qmail", "new msg 7"), (1000, "mx", "qmail", "info msg 7: bytes 9 from <a@c> qp 8 uid 9")]
    for number, why in enumerate(["CNAME_lookup_failed_temporarily._(#4.4.3)/", "Connected_to_192.0.2.1_but_busy./"]):
        rows.append((1001, "mx", "qmail", f"starting delivery {number}: msg 7 to remote b@far{number}.example"))
        rows.append((1002, "mx", "qmail", f"delivery {number}: deferral: {why}"))
    (story,) = told(records(*rows), 0)
    said = " ".join(one.text for one in tell(story).sentences)
    assert "far0.example could not be reached for b@far0.example (CNAME lookup failed" in said
    assert "far1.example deferred it once for b@far1.example (Connected to 192.0.2.1 but busy" in said
