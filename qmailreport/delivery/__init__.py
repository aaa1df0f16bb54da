"""Digest → text and HTML → EmailMessage → SMTP, Maildir or files.

`render` and `compose` make the mail, `render_letter` and `compose_letter` one to a user.
DELIVERIES holds what can take it, by its key in the configuration.
"""

from __future__ import annotations

from .files import Files
from .maildir import Maildir
from .message import compose, compose_letter, letter_id, message_id
from .render import Rendered, prepare, render, render_letter
from .smtp import Smtp

Delivery = Smtp | Maildir | Files
DELIVERIES: dict[str, type[Smtp] | type[Maildir] | type[Files]] = {"smtp": Smtp, "maildir": Maildir, "files": Files}

__all__ = [
    "DELIVERIES",
    "Delivery",
    "Files",
    "Maildir",
    "Rendered",
    "Smtp",
    "compose",
    "compose_letter",
    "letter_id",
    "message_id",
    "prepare",
    "render",
    "render_letter",
]
