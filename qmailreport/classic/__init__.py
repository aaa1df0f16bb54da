"""The peers' equals: qmailanalog's matchup, z* and x* tools, the TAI64N filters, collate.pl, last, ac, byte for byte.

matchup    qmail-send's lines put together, and what is still open
convert    the logs it reads: raw, TAI64N, tai64nlocal, splogger and its dialects
labels     TAI64N labels as decimals
stamps     tai64nfrac, tai64nlocal
overall    zoverall, zddist
reports    the reports with rows, zsendmail
select     xqp, xsender, xrecipient
awk        fields and numbers as gawk has them
collate    Postfix's log lines put together by message
columnt    aligned columns
last       util-linux's last
ac         GNU acct's ac
lastlog    shadow's lastlog
wtmp       their files
logintools their options
texts      what each report says above its rows
pending    where the open ones go
main       run(): argv → exit status
"""

from __future__ import annotations

from qmailreport.classic.main import TOOLS, run

__all__ = ["TOOLS", "run"]
