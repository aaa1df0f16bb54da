"""The lines of Zimbra's own programs in zimbra.log: zimbramon, zmconfigd, zmmailboxdmgr.  Pure.

zmstatuslog writes every two minutes, through zimbramon, `STATUS: HOST: SERVICE: Running|Stopped` for each service.
"""

from __future__ import annotations

import re

from ...fold import Grammar

_HEAD = rb"(?>[0-9]{1,10}:(?P<level>[a-z]{2,8}): |)(?>[0-9-]{10} [0-9:]{8}, |)"
_REST = rb"[^\n]{0,1000}"
_NAME = rb"[A-Za-z][A-Za-z0-9_. -]{0,39}"

EVENTS = b"|".join(
    (
        _HEAD
        + rb"(?:(?P<status>STATUS: (?P<on>[^ :\n]{1,255}): (?P<service>"
        + _NAME
        + rb"): (?P<is>Running|Stopped))"
        + rb"|(?P<change>Service status change: (?P<change_on>[^ \n]{1,255}) (?P<changed>"
        + _NAME
        + rb") changed from (?:running|stopped) to (?P<became>running|stopped))"
        rb"|(?P<disk>Disk warning: (?:(?P<disk_on>[^ :\n]{1,255}): )?(?P<mount>[^\n]{1,255}?) "
        rb"(?:on device [^ \n]{1,255} at|\([^()\n]{1,255}\) at) (?P<percent>[0-9]{1,3}) ?(?:%|percent)?)"
        rb"|(?P<act>(?P<verb>Starting|Stopping) (?P<what>" + _NAME + rb") via zmcontrol)"
        rb"|(?P<begun>manager started mailboxd/JVM with pid)"
        rb"|(?P<ended>manager woke up from wait on mailboxd/JVM|mailboxd/JVM[^\n]{0,80}(?:exited|terminated|died))"
        rb"|(?P<born>zmconfigd (?:started|starting)|Starting zmconfigd)"
        rb"|(?P<alarm>(?:[^\n]{0,200}(?:ERROR|FATAL|Traceback|service\.FAILURE|Watchdog: (?![^\n]{0,80} is OK)"
        rb"[^\n]{0,80}(?:restart|not OK|failed|down|stopped))|stale pid )" + _REST + rb"))",
        rb"(?P<odd>"
        + _HEAD.replace(b"?P<level>", b"?:")
        + rb"(?:STATUS: |Disk warning: |Service status change: )"
        + _REST
        + b")",
        rb"(?P<told>)",
    )
)
ZIMBRA = Grammar(program=rb"(?:zimbramon|zmconfigd|zmmailboxd(?:mgr)?|zmmtaconfig|zmtomcatmgr)", events=EVENTS)
SPOKEN: tuple[tuple[()], re.Pattern[bytes]] = (
    (),
    re.compile(rb" z(?:imbramon|mconfigd|mmailboxd(?:mgr)?|mmtaconfig|mtomcatmgr)(?:[:\[]| [0-9-])"),
)
