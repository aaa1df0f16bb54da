"""SMTP servers on the loopback, for tests: one that answers, one that only passes on, one that babbles."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Inbox:
    """An SMTP server's memory; it refuses what the recipient's local part says, as 550 or 451."""

    def __init__(self, data_reply: str = "250 OK", mail_reply: str = "") -> None:
        self.mails: list[tuple[str | None, list[str], bytes]] = []
        self.tls: list[bool] = []
        self.data_reply, self.mail_reply = data_reply, mail_reply

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mail_reply:
            return self.mail_reply
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        code = address.partition("@")[0]
        if code.isdigit():
            return f"{code} {code[0]}.1.1 not \x1b[31mtoday"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.mails.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        self.tls.append(session.ssl is not None)
        return self.data_reply


class Running:
    """A server on a free port of 127.0.0.1 for the length of a with block."""

    def __init__(self, inbox: Inbox, **options: Any) -> None:
        self.inbox = inbox
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.controller = Controller(inbox, hostname="127.0.0.1", port=port, **options)

    def __enter__(self) -> int:
        self.controller.start()
        return int(self.controller.port)

    def __exit__(self, *_: object) -> None:
        self.controller.stop()


class Relay:
    """127.0.0.2 → a port of 127.0.0.1; keeps what the client sent."""

    def __init__(self, port: int) -> None:
        self.sent = b""
        self.target = port
        self.listener = socket.create_server(("127.0.0.2", 0))
        self.port = int(self.listener.getsockname()[1])
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Relay:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.thread.join(10)
        self.listener.close()

    def _run(self) -> None:
        client, _ = self.listener.accept()
        with client, socket.create_connection(("127.0.0.1", self.target)) as server:
            back = threading.Thread(target=self._copy, args=(server, client), daemon=True)
            back.start()
            with contextlib.suppress(ConnectionResetError):  # the client leaves as it likes; that is what is tested
                while piece := client.recv(65536):
                    self.sent += piece
                    server.sendall(piece)
                server.shutdown(socket.SHUT_WR)
            back.join(10)

    @staticmethod
    def _copy(source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                target.sendall(piece)


def speak(listener: socket.socket, words: bytes) -> threading.Thread:
    """Says `words` to the first caller and hangs up."""

    def run() -> None:
        client, _ = listener.accept()
        with client:
            client.sendall(words)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread
