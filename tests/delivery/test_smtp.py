"""SMTP against servers on the loopback: replies, TLS, AUTH, and everything that can go wrong before a reply."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from qmailreport.delivery import Smtp, compose, render
from qmailreport.errors import DeliveryError
from qmailreport.model import Duration
from tests.delivery import sample
from tests.delivery.servers import Inbox, Relay, Running, speak

FROM, TO = "qmailreport@example.org", ["postmaster@example.org"]
DIGEST = sample.first()
MAIL = compose(DIGEST, render(DIGEST), FROM, TO)
WAIT = Duration(30 * 10**9)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A self-made certificate for localhost, and its key."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl here to make a certificate with")
    where = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            "key.pem",
            "-out",
            "cert.pem",
        ],
        cwd=where,
        check=True,
        capture_output=True,
    )
    return where / "cert.pem", where / "key.pem"


@pytest.fixture
def tls(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    """What a server needs for STARTTLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    return context


def test_a_mail_arrives_byte_for_byte_with_its_envelope() -> None:
    inbox = Inbox()
    with Running(inbox) as port:
        refused = Smtp("127.0.0.1", port, timeout=WAIT).deliver(
            MAIL, "Report <qmailreport@bücher.example>", ["J <a@example.org>", "b@c.de"]
        )
    assert refused == {}
    assert inbox.mails == [("qmailreport@xn--bcher-kva.example", ["a@example.org", "b@c.de"], MAIL.as_bytes())]


def test_refused_recipients_come_back_with_their_replies() -> None:
    inbox = Inbox()
    to = ["ok@example.org", "No One <550@example.org>", "451@example.org"]
    with Running(inbox) as port:
        refused = Smtp("127.0.0.1", port, timeout=WAIT).deliver(MAIL, FROM, to)
    assert refused == {to[1]: "550 5.1.1 not \ufffd[31mtoday", to[2]: "451 4.1.1 not \ufffd[31mtoday"}
    assert [recipients for _, recipients, _ in inbox.mails] == [["ok@example.org"]]


@pytest.mark.parametrize(
    ("to", "permanent"), [(["550@a.de"], True), (["451@a.de"], False), (["550@a.de", "452@a.de"], False)]
)
def test_all_recipients_refused_is_an_error_that_names_them(to: list[str], permanent: bool) -> None:
    with Running(Inbox()) as port, pytest.raises(DeliveryError, match="refused every recipient") as error:
        Smtp("127.0.0.1", port, timeout=WAIT).deliver(MAIL, FROM, to)
    assert error.value.permanent is permanent
    assert list(error.value.refused) == to


@pytest.mark.parametrize(
    ("inbox", "said", "permanent"),
    [
        (Inbox(data_reply="554 5.7.1 spam"), "554 5.7.1 spam", True),
        (Inbox(data_reply="452 4.3.1 full"), "452 4.3.1 full", False),
        (Inbox(mail_reply="553 5.1.8 who?"), "refused the sender qmailreport@example.org: 553 5.1.8 who?", True),
        (Inbox(mail_reply="450 4.1.8 later"), "refused the sender qmailreport@example.org: 450 4.1.8 later", False),
    ],
)
def test_a_refused_mail_is_an_error_with_the_reply(inbox: Inbox, said: str, permanent: bool) -> None:
    with Running(inbox) as port, pytest.raises(DeliveryError) as error:
        Smtp("127.0.0.1", port, timeout=WAIT).deliver(MAIL, FROM, TO)
    assert said in str(error.value) and error.value.permanent is permanent


def test_a_mail_over_the_servers_size_is_refused_for_good() -> None:
    with Running(Inbox(), data_size_limit=1000) as port, pytest.raises(DeliveryError, match="552") as error:
        Smtp("127.0.0.1", port, timeout=WAIT).deliver(MAIL, FROM, TO)
    assert error.value.permanent


def test_opportunistic_tls_takes_a_self_made_certificate(tls: ssl.SSLContext) -> None:
    inbox = Inbox()
    with Running(inbox, tls_context=tls) as port:
        Smtp("127.0.0.1", port, timeout=WAIT).deliver(MAIL, FROM, TO)
        Smtp("127.0.0.1", port, starttls="never", timeout=WAIT).deliver(MAIL, FROM, TO)
    assert inbox.tls == [True, False]


def test_required_tls_wants_a_valid_certificate(tls: ssl.SSLContext, certificate: tuple[Path, Path]) -> None:
    inbox = Inbox()
    with Running(inbox, tls_context=tls) as port:
        with pytest.raises(DeliveryError, match=r"certificate not valid: self.signed certificate") as error:
            Smtp("localhost", port, "required", timeout=WAIT).deliver(MAIL, FROM, TO)
        assert not error.value.permanent
        with pytest.raises(DeliveryError, match=r"certificate not valid: .*127\.0\.0\.1"):
            Smtp("127.0.0.1", port, "required", str(certificate[0]), timeout=WAIT).deliver(MAIL, FROM, TO)
        assert inbox.mails == []
        Smtp("localhost", port, "required", str(certificate[0]), timeout=WAIT).deliver(MAIL, FROM, TO)
    assert inbox.tls == [True]


def test_required_tls_is_not_done_without() -> None:
    inbox = Inbox()
    with Running(inbox) as port, pytest.raises(DeliveryError, match="offers no STARTTLS"):
        Smtp("127.0.0.1", port, "required", timeout=WAIT).deliver(MAIL, FROM, TO)
    assert inbox.mails == []


def test_a_file_of_certificates_that_is_none_is_a_sentence(tls: ssl.SSLContext, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nonsense")
    with Running(Inbox(), tls_context=tls) as port:
        for name in ("ca.pem", "missing.pem"):
            with pytest.raises(DeliveryError, match=name):
                Smtp("localhost", port, "required", str(tmp_path / name), timeout=WAIT).deliver(MAIL, FROM, TO)


def secret(tmp_path: Path, word: str, mode: int = 0o600) -> str:
    """A password file."""
    path = tmp_path / "secret"
    path.write_text(f"{word}\n")
    path.chmod(mode)
    return str(path)


def auth(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
    """Only reporter with pa ss."""
    return AuthResult(success=(given.login, given.password) == (b"reporter", b"pa ss"), handled=False)


def test_a_user_logs_in_over_tls(tls: ssl.SSLContext, tmp_path: Path) -> None:
    inbox = Inbox()
    with Running(inbox, tls_context=tls, authenticator=auth, auth_required=True, auth_require_tls=True) as port:
        smtp = Smtp("localhost", port, user="reporter", password_file=secret(tmp_path, "pa ss"), timeout=WAIT)
        assert smtp.deliver(MAIL, FROM, TO) == {}
        wrong = Smtp("localhost", port, user="reporter", password_file=secret(tmp_path, "wrong"), timeout=WAIT)
        with pytest.raises(DeliveryError, match="refused user and password: 535") as error:
            wrong.deliver(MAIL, FROM, TO)
        with pytest.raises(DeliveryError, match="530"):
            Smtp("localhost", port, timeout=WAIT).deliver(MAIL, FROM, TO)
    assert error.value.permanent and "wrong" not in str(error.value)
    assert inbox.tls == [True]


def test_no_password_leaves_for_another_host_in_the_clear(tls: ssl.SSLContext, tmp_path: Path) -> None:
    inbox, file = Inbox(), secret(tmp_path, "pa ss")
    # 127.0.0.2 is this host, but not one that the program knows to be
    with Running(inbox, authenticator=auth, auth_require_tls=False) as port:
        relay = Relay(port)
        with relay, pytest.raises(DeliveryError, match="no TLS, so the password was not sent"):
            Smtp("127.0.0.2", relay.port, user="reporter", password_file=file, timeout=WAIT).deliver(MAIL, FROM, TO)
    with Running(inbox, tls_context=tls, authenticator=auth) as port:
        relay = Relay(port)
        with relay, pytest.raises(DeliveryError, match="certificate not valid"):
            Smtp("127.0.0.2", relay.port, user="reporter", password_file=file, timeout=WAIT).deliver(MAIL, FROM, TO)
    assert b"AUTH" not in relay.sent and inbox.mails == []


@pytest.mark.parametrize(
    ("file", "mode", "said"),
    [
        ("secret", 0o644, "must be a file that others cannot read"),
        ("missing", 0o600, "No such file"),
    ],
)
def test_a_password_file_that_cannot_be_used_is_a_sentence(tmp_path: Path, file: str, mode: int, said: str) -> None:
    secret(tmp_path, "pa ss", mode)
    path = str(tmp_path / file)
    with pytest.raises(DeliveryError, match=said):
        Smtp("127.0.0.1", 9, user="reporter", password_file=path).deliver(MAIL, FROM, TO)


def test_an_address_beyond_ascii_needs_smtputf8() -> None:
    to = ["jörg@example.org"]
    message = compose(DIGEST, render(DIGEST), FROM, to)
    inbox = Inbox()
    with Running(inbox, enable_SMTPUTF8=True) as port:
        assert Smtp("127.0.0.1", port, timeout=WAIT).deliver(message, FROM, to) == {}
    assert inbox.mails[0][1] == to
    with (
        Running(inbox, enable_SMTPUTF8=False) as port,
        pytest.raises(DeliveryError, match="does not know SMTPUTF8") as error,
    ):
        Smtp("127.0.0.1", port, timeout=WAIT).deliver(message, FROM, to)
    assert error.value.permanent and len(inbox.mails) == 1


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A port where nobody accepts."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def test_a_server_that_says_nothing_times_out(silent: socket.socket) -> None:
    with pytest.raises(DeliveryError, match="no answer in time") as error:
        Smtp("127.0.0.1", silent.getsockname()[1], timeout=Duration(200_000_000)).deliver(MAIL, FROM, TO)
    assert not error.value.permanent


@pytest.mark.parametrize(
    ("words", "said", "permanent"),
    [
        (b"", "Connection unexpectedly closed", False),
        (b"554 5.3.2 not here\r\n", "554 5.3.2 not here", True),
        (b"421 4.3.2 later\r\n", "421 4.3.2 later", False),
        (b"\xff\xfe\x00garbage\r\n", "smtp 127.0.0.1", False),
    ],
)
def test_a_server_that_hangs_up_or_babbles(silent: socket.socket, words: bytes, said: str, permanent: bool) -> None:
    thread = speak(silent, words)
    with pytest.raises(DeliveryError) as error:
        Smtp("127.0.0.1", silent.getsockname()[1], timeout=WAIT).deliver(MAIL, FROM, TO)
    thread.join(10)
    assert said in str(error.value) and error.value.permanent is permanent
    assert str(error.value).isprintable()


def test_nobody_listening_and_no_such_host() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))  # bound, and not listening
        with pytest.raises(DeliveryError, match="Connection refused") as error:
            Smtp("127.0.0.1", probe.getsockname()[1]).deliver(MAIL, FROM, TO)
    assert not error.value.permanent
    with pytest.raises(DeliveryError, match="host name not found"):
        Smtp("no-such-host.invalid").deliver(MAIL, FROM, TO)
    for host in ("bad..host", "", "a b"):
        with pytest.raises(DeliveryError) as bad:
            Smtp(host).deliver(MAIL, FROM, TO)
        assert bad.value.permanent
