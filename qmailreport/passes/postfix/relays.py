"""Where a delivery went: the relay's name and the provider behind it.  Pure."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

# What the hosts of a provider's MX records end in, where that is not the name that people know it by.
_KNOWN = {
    host: name
    for name, hosts in {
        b"google.com": b"googlemail.com gmail.com 1e100.net psmtp.com",
        b"outlook.com": b"hotmail.com live.com msn.com microsoft.com office365.com office365.us",
        b"yahoo.com": b"yahoodns.net yahoo.net aol.com yahoo.co.jp",
        b"icloud.com": b"apple.com me.com mac.com",
        b"gmx.net": b"gmx.de gmx.com gmx.at gmx.ch",
        b"web.de": b"web.de",
        b"ionos.com": b"kundenserver.de 1and1.com 1and1.de ionos.de perfora.net ionos.co.uk",
        b"t-online.de": b"t-online.com magenta.de",
        b"proton.me": b"protonmail.ch protonmail.com",
        b"fastmail.com": b"messagingengine.com",
        b"zoho.com": b"zoho.eu zohomail.com zoho.in",
        b"mimecast.com": b"mimecast.co.za mimecast-offshore.com",
        b"proofpoint.com": b"pphosted.com ppe-hosted.com gpphosted.com",
        b"symantec.com": b"messagelabs.com",
        b"barracuda.com": b"barracudanetworks.com ess.barracudanetworks.com",
        b"amazon.com": b"amazonaws.com awsapps.com",
        b"cisco.com": b"iphmx.com",
        b"yandex.com": b"yandex.ru yandex.net",
        b"qq.com": b"tencent.com",
        b"ovh.net": b"ovh.com ovh.ca",
        b"orange.fr": b"wanadoo.fr",
    }.items()
    for host in hosts.split()
}
# Mailboxes for everybody: that one of their users was written to says nothing of the others.
FREEMAIL = frozenset(
    b"gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com aol.com icloud.com me.com "
    b"mac.com gmx.net gmx.de gmx.com gmx.at gmx.ch web.de t-online.de freenet.de mail.com mail.ru yandex.ru yandex.com "
    b"qq.com 163.com 126.com proton.me protonmail.com orange.fr wanadoo.fr free.fr laposte.net libero.it "
    b"comcast.net verizon.net att.net zoho.com fastmail.com posteo.de mailbox.org".split()
)
_SECOND = frozenset((b"co", b"com", b"org", b"net", b"ac", b"gov", b"edu", b"or", b"ne", b"go", b"gob", b"nom", b"gv"))
_PRIVATE = re.compile(
    rb"127\.|10\.|192\.168\.|172\.(?:1[6-9]|2[0-9]|3[01])\.|169\.254\.|::1$|f[cd][0-9a-f]{2}:|fe80:", re.IGNORECASE
)
_RELAY = re.compile(rb"([^\[\s]*)(?:\[([0-9A-Fa-f.:]+)\])?(?::([0-9]{1,5}))?\Z")
_HOST = re.compile(rb"(?:\bconnect to|\bhost|\bwith|\bfrom) ([0-9A-Za-z._-]{1,255})\[([0-9A-Fa-f.:]+)\]")
_MAILBOXES = frozenset((b"24", b"7025"))  # LMTP: a mailbox server of this house
HERE = b"-"  # in place of a provider: a relay on a private network, or without a name
LOOPBACK = re.compile(rb"127\.|localhost\[|\[?::1")


@lru_cache(maxsize=8192)
def provider(host: bytes) -> bytes:
    """The domain that a mail host's name belongs to, by a provider's best known name; empty for an address."""
    labels = host.lower().rstrip(b".").split(b".")
    if len(labels) < 2 or labels[-1].isdigit() or b":" in host:
        return b""
    size = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND else 2
    base = b".".join(labels[-size:])
    return _KNOWN.get(base, base)


@lru_cache(maxsize=32_768)
def way(relay: bytes) -> bytes:
    """'mx1.example.org example.org' of a `relay=`: its name and its provider; nothing where mail stays here."""
    found = _RELAY.match(relay[:300].lower())
    if found is None:  # a socket's name
        return relay.partition(b"[")[0][:60].lower().replace(b" ", b"_") + b" "
    name, address, port = found.groups()
    if address is None or port in _MAILBOXES:
        return name + b" "  # local, virtual, lmtp
    return (name or address) + b" " + (HERE if _PRIVATE.match(address) else provider(name) or HERE)


def behind(way: bytes, domain: bytes, own: Container[bytes] = ()) -> bytes:
    """Who runs the mail of `domain`, by the way that mail for it went: the provider, or the domain itself."""
    found = way.rpartition(b" ")[2]
    return domain if found in (b"", HERE) or found in own else found


def tried(why: bytes) -> bytes:
    """The way that a reason speaks of, where no relay is named: 'connect to mx1.example.org[192.0.2.1]:25: …'."""
    found = _HOST.search(why[:500])
    return way(found[1] + b"[" + found[2] + b"]:25") if found else b"none "


def network(address: bytes) -> bytes:
    """The /24 or /48 that an address lies in, as '192.0.2.0/24'."""
    if b":" in address:
        return b":".join(address.split(b"::")[0].split(b":")[:3]).lower() + b"::/48"
    return address.rpartition(b".")[0] + b".0/24" if address.count(b".") == 3 else b"other"
