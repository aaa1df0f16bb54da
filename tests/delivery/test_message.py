"""The mail as its reader's program takes it apart."""

from __future__ import annotations

import dataclasses
import email
from email import policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.delivery import Rendered, compose, message_id, render
from qmailreport.errors import DeliveryError
from tests.delivery import sample

NAMES = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress", "List-Id"]
FROM = "qmailreport@example.org"


def parsed(message: EmailMessage) -> EmailMessage:
    """The finished bytes, read again."""
    back = email.message_from_bytes(message.as_bytes(), policy=policy.default)
    assert isinstance(back, EmailMessage)
    return back


def test_headers_and_parts() -> None:
    digest = sample.first()
    rendered = render(digest)
    back = parsed(compose(digest, rendered, FROM, digest.to))
    assert {name: str(back[name]) for name in NAMES} == {
        "From": FROM,
        "To": "postmaster@example.org",
        "Subject": "mail.example.org 18 Nov: nothing urgent; 4,490 delivered, 18 waiting",
        "Date": "Thu, 19 Nov 2026 05:00:03 +0100",
        "Message-ID": "<qmailreport.daily.2026-11-18.r1@mail.example.org>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Id": "<daily.qmailreport.mail.example.org>",
    }
    assert "References" not in back and "In-Reply-To" not in back
    assert [part.get_content_type() for part in back.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert [part["Content-Transfer-Encoding"] for part in back.iter_parts()] == ["quoted-printable"] * 2
    plain, html = (back.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None and plain.get_content().replace("\r\n", "\n") == rendered.text
    assert html is not None and html.get_content().replace("\r\n", "\n") == rendered.html


def test_two_builds_are_the_same_bytes_and_every_line_is_short() -> None:
    first, second = (compose(d, render(d), FROM, d.to).as_bytes() for d in (sample.bad(), sample.bad()))
    assert first == second
    assert max(map(len, first.split(b"\r\n"))) <= 78
    assert first.isascii() and b"\n" not in first.replace(b"\r\n", b"")


def test_another_day_or_revision_is_another_mail() -> None:
    calm = sample.first()
    idents = {
        message_id(d) for d in (calm, dataclasses.replace(calm, revision=2), dataclasses.replace(calm, report="weekly"))
    }
    assert idents == {
        "<qmailreport.daily.2026-11-18.r1@mail.example.org>",
        "<qmailreport.daily.2026-11-18.r2@mail.example.org>",
        "<qmailreport.weekly.2026-11-18.r1@mail.example.org>",
    }


def test_a_hostile_digest_adds_no_header() -> None:
    digest = sample.hostile()
    back = parsed(compose(digest, render(digest), FROM, digest.to))
    assert list(back.keys())[: len(NAMES)] == NAMES
    assert set(back.keys()) - set(NAMES) == {"Content-Type", "MIME-Version"}
    assert len(str(back["Subject"])) <= 150 and "=?" not in str(back["Subject"])
    assert "\u202e" not in str(back["Subject"])
    assert len(str(back["Message-ID"])) <= 66


@pytest.mark.parametrize(
    "subject",
    ["=?utf-8?q?a=0D=0ABcc:=20x@example.com?=", "a\r\nBcc: x@example.com", "x" * 10_000, "=" * 80 + "?utf-8?q?a?="],
)
def test_an_attack_in_the_subject_stays_in_the_subject(subject: str) -> None:
    digest = sample.first()
    back = parsed(compose(digest, Rendered(subject, "<p>x</p>", "x\n"), FROM, digest.to))
    assert "Bcc" not in back
    assert len(str(back["Subject"])) <= 150


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=60))
def test_any_subject_report_and_site_make_a_mail_with_these_headers(subject: str, report: str, site: str) -> None:
    digest = dataclasses.replace(sample.first(), report=report, site=site)
    back = parsed(compose(digest, Rendered(subject, "<p>x</p>\n", "x\n"), FROM, digest.to))
    assert set(back.keys()) == {*NAMES, "Content-Type", "MIME-Version"}
    assert len(message_id(digest)) <= 66 and message_id(digest).isascii()


def test_names_that_differ_have_message_ids_that_differ() -> None:
    calm = sample.first()
    reports = ["daily", "Daily", "daily ", "a" * 40, "a" * 41, "日報", "週報", "", ".", "-"]
    assert len({message_id(dataclasses.replace(calm, report=report)) for report in reports}) == len(reports)
    sites = ["mail.example.org", "Mail.example.org", "bücher.example", "a" * 90, "a" * 91, "..", ""]
    assert len({message_id(dataclasses.replace(calm, site=site)) for site in sites}) == len(sites)


def test_domains_are_idna_and_names_are_kept() -> None:
    digest = sample.first()
    message = compose(digest, render(digest), "Mail report <r@bücher.example>", ["Jörg <j@müller.example>", "root"])
    back = parsed(message)
    assert str(back["From"]) == "Mail report <r@xn--bcher-kva.example>"
    assert [a.addr_spec for a in back["To"].addresses] == ["j@xn--mller-kva.example", "root"]
    assert message.as_bytes().isascii()


def test_a_local_part_that_is_not_ascii_makes_a_utf8_mail() -> None:
    digest = sample.first()
    message = compose(digest, render(digest), FROM, ["jörg@example.org"])
    assert "To: jörg@example.org".encode() in message.as_bytes()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "@",
        "a@",
        "@b.de",
        "a b@c.de",
        "a@b.de\r\nBcc: c@d.e",
        "a@b@c.de",
        "a,b@c.de",
        "a@b..de",
        "a@-",
        "a..b@c.de",
        "<a@b.de",
        "a@b de",
        "a\u202e@b.de",
    ],
)
def test_addresses_that_are_none_are_refused_for_good(address: str) -> None:
    digest = sample.first()
    for sender, to in ((address, digest.to), (FROM, [address])):
        with pytest.raises(DeliveryError) as refusal:
            compose(digest, Rendered("s", "<p>x</p>\n", "x\n"), sender, to)
        assert refusal.value.permanent
        assert "no mail" in str(refusal.value) or "IDNA" in str(refusal.value)


def test_a_mail_to_nobody_is_refused() -> None:
    digest = sample.first()
    with pytest.raises(DeliveryError, match="no recipients"):
        compose(digest, render(digest), FROM, [])
