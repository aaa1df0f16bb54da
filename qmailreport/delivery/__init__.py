"""Digest → text and HTML → EmailMessage → SMTP, Maildir or files.

`render` and `compose` make the mail; DELIVERIES holds what can take it, by its key in the configuration.
"""

from __future__ import annotations

from .files import Files
from .maildir import Maildir
from .message import compose, message_id
from .render import Rendered, render
from .smtp import Smtp

Delivery = Smtp | Maildir | Files
DELIVERIES: dict[str, type[Smtp] | type[Maildir] | type[Files]] = {"smtp": Smtp, "maildir": Maildir, "files": Files}

__all__ = ["DELIVERIES", "Delivery", "Files", "Maildir", "Rendered", "Smtp", "compose", "message_id", "render"]
