"""Mails into a Maildir and into files."""

from __future__ import annotations

import dataclasses
import mailbox
import os
import re
import stat
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest

from qmailreport.delivery import DELIVERIES, Files, Maildir, compose, render
from qmailreport.errors import DeliveryError
from qmailreport.report import Digest
from tests.delivery import sample

FROM, TO = "qmailreport@example.org", ["postmaster@example.org"]
NAME = "qmailreport.daily.2026-11-18.r1@mail.example.org"


def mail(digest: Digest | None = None) -> EmailMessage:
    """The mail of a digest."""
    digest = digest or sample.first()
    return compose(digest, render(digest), FROM, TO)


def names(path: Path) -> list[str]:
    """What is in a directory."""
    return sorted(found.name for found in path.iterdir())


def mode(path: Path) -> int:
    """A path's permissions."""
    return stat.S_IMODE(path.stat().st_mode)


def test_a_maildir_is_made_and_holds_the_mail(tmp_path: Path) -> None:
    root = tmp_path / "deep" / "Maildir"
    assert Maildir(str(root)).deliver(mail(), FROM, TO) == {}
    assert [mode(root / part) for part in (".", "tmp", "new", "cur")] == [0o700] * 4
    assert names(root / "tmp") == [] and names(root / "new") == [NAME]
    assert mode(root / "new" / NAME) == 0o600
    (found,) = mailbox.Maildir(root, create=False, factory=None)
    assert found["Subject"] == "mail.example.org 18 Nov: nothing urgent; 4,490 delivered, 18 waiting"
    assert b"\r" not in (root / "new" / NAME).read_bytes()


def test_a_retry_replaces_and_a_revision_adds(tmp_path: Path) -> None:
    box = Maildir(str(tmp_path / "box"))
    for digest in (sample.first(), sample.first(), dataclasses.replace(sample.first(), revision=2)):
        box.deliver(mail(digest), FROM, TO)
    assert names(tmp_path / "box" / "new") == [NAME, NAME.replace("r1", "r2")]


def test_a_mail_that_was_read_does_not_come_again(tmp_path: Path) -> None:
    box, root = Maildir(str(tmp_path / "box")), tmp_path / "box"
    box.deliver(mail(), FROM, TO)
    (root / "new" / NAME).rename(root / "cur" / f"{NAME}:2,S")
    box.deliver(mail(), FROM, TO)
    assert names(root / "new") == []
    box.deliver(mail(dataclasses.replace(sample.first(), rerun="something else")), FROM, TO)
    assert names(root / "new") == [NAME]


def test_an_empty_directory_becomes_a_maildir(tmp_path: Path) -> None:
    Maildir(str(tmp_path)).deliver(mail(), FROM, TO)
    assert names(tmp_path / "new") == [NAME]


def test_what_is_no_maildir_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for name in ("home", "file"):
        for kind in (Maildir,):
            with pytest.raises(DeliveryError) as refusal:
                kind(str(tmp_path / name)).deliver(mail(), FROM, TO)
            assert refusal.value.permanent and name in str(refusal.value)
    assert names(tmp_path / "home") == ["letter"]
    with pytest.raises(DeliveryError, match="no directory"):
        Files(str(tmp_path / "file")).deliver(mail(), FROM, TO)


def test_a_path_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for kind in (Maildir, Files):
        with pytest.raises(DeliveryError, match="Not a directory") as refusal:
            kind(str(tmp_path / "file" / "below")).deliver(mail(), FROM, TO)
        assert not refusal.value.permanent


def test_a_link_in_the_way_is_replaced_and_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    out = tmp_path / "out"
    out.mkdir()
    for name in ("daily-2026-11-18.html", f".daily-2026-11-18.html.{os.getpid()}"):
        (out / name).symlink_to(victim)
    Files(str(out)).deliver(mail(), FROM, TO)
    assert victim.read_text() == "mine"
    assert not (out / "daily-2026-11-18.html").is_symlink()


def test_files_hold_the_mail_and_its_parts(tmp_path: Path) -> None:
    digest = sample.first()
    rendered = render(digest)
    for _ in range(2):
        assert Files(str(tmp_path / "out")).deliver(mail(digest), FROM, TO) == {}
    out = tmp_path / "out"
    assert names(out) == [f"daily-2026-11-18.{kind}" for kind in ("eml", "html", "txt")]
    assert (out / "daily-2026-11-18.html").read_text() == rendered.html
    assert (out / "daily-2026-11-18.txt").read_text() == rendered.text
    back = BytesParser(policy=policy.default).parsebytes((out / "daily-2026-11-18.eml").read_bytes())
    assert back["Message-ID"] == f"<{NAME}>"


@pytest.mark.parametrize(
    ("given", "file", "directory"), [("0600", 0o600, 0o700), ("0640", 0o640, 0o750), ("644", 0o644, 0o755)]
)
def test_files_may_be_for_others_too(tmp_path: Path, given: str, file: int, directory: int) -> None:
    before = os.umask(0o077)
    try:
        Files(str(tmp_path / "out"), mode=given).deliver(mail(), FROM, TO)
    finally:
        os.umask(before)
    assert {mode(path) for path in (tmp_path / "out").iterdir()} == {file}
    assert mode(tmp_path / "out") == directory


def test_a_directory_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o711)
    Files(str(tmp_path / "out"), mode="0644").deliver(mail(), FROM, TO)
    assert mode(tmp_path / "out") == 0o711


@pytest.mark.parametrize(
    "ident", ["<../../etc/passwd>", "<.hidden@x>", "<a b@c>", "<" + "x" * 300 + "@y>", "<a:2,S@x>"]
)
def test_a_message_id_never_leaves_the_directory(tmp_path: Path, ident: str) -> None:
    message = EmailMessage(policy=policy.SMTP)
    message["Message-ID"] = ident
    message.set_content("x\n")
    for kind in (Maildir, Files):
        kind(str(tmp_path / kind.__name__)).deliver(message, FROM, TO)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) == 3  # one in the Maildir; .eml and .txt
    assert all(re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9_.@-]{0,110}", path.name) for path in written)
    assert {path.parent.relative_to(tmp_path).as_posix() for path in written} == {"Maildir/new", "Files"}


def test_the_table_names_what_there_is() -> None:
    assert {name: kind.__name__ for name, kind in DELIVERIES.items()} == {
        "smtp": "Smtp",
        "maildir": "Maildir",
        "files": "Files",
    }
