"""Which programs' lines an entry of the catalogue is meant for.  Pure.

A line's program is its syslog tag; in a format without tags it is the format's own name (`zimbra`, `mgetty`), and
`qmail` where the stamps are daemontools'.  A word of `applies_to` stands for the programs in FAMILIES, or for itself;
it holds for every program that begins with it and goes on with no letter (`postfix` for `postfix-out/smtpd`, `su` not
for `sudo`), whatever the case.  A line without a program is in no scope but `all`.
"""

from __future__ import annotations

from collections.abc import Iterable

ALL = "all"
STAMPS = ("multilog", "fractional", "tai64nlocal")  # formats of daemontools
ZIMBRA = ("zimbra", "zimbramon", "zmconfigd", "zmmailboxd", "zmmtaconfig", "zmstat", "mailboxd")
WEB = ("httpd", "apache", "apache2", "nginx", "lighttpd", "combined", "common", "access", "delegated", "roundcube")
SMTP = ("postfix", "sendmail", "sm-mta", "sm-msp-queue", "qmail", "exim", "exim4", "smtpd")
FTP = ("ftp", "ftpd", "vsftpd", "proftpd", "pure-ftpd", "wu-ftpd", "in.ftpd")
LOGINS = ("login", "sshd", "sshd-session", "dovecot", "imapd", "pop3d", "vchkpw", "saslauthd", "pam")
FAMILIES: dict[str, tuple[str, ...]] = {
    "zimbra mailbox.log": ZIMBRA,
    "zimbra audit.log": ZIMBRA,
    "zmmailboxd.out": ZIMBRA,
    "zimbra.log": ZIMBRA,
    "web": WEB,
    "web access log": WEB,
    "apache error_log": WEB,
    "smtp": SMTP,
    "ftp": FTP,
    "auth": LOGINS,
    "pop/imap": LOGINS,
    "sendmail": ("sendmail", "sm-mta", "sm-msp-queue"),
    "qmail": ("qmail", "send"),
    "vpopmail": ("vpopmail", "vchkpw"),
    "cyrus": ("cyrus", "ctl_cyrusdb", "lmtpunix", "imaps", "pop3s", "imap", "pop3"),
    "courier": ("courier", "courierd", "imapd", "imapd-ssl", "pop3d", "pop3d-ssl", "authdaemond", "courierlogger"),
    "clamav": ("clamav", "clamd", "freshclam", "clamsmtpd", "clamav-milter", "clamdscan"),
    "mdadm": ("mdadm", "mdmonitor", "kernel"),
    "syslogd": ("syslogd", "rsyslogd", "syslog-ng", "syslog", "kernel"),
    "rsyslog": ("rsyslog", "rsyslogd", "rsyslogd-2177"),
    "journald": ("journald", "systemd-journald", "systemd-journal"),
    "ntp": ("ntp", "ntpd", "ntpdate", "sntp", "xntpd"),
    "chrony": ("chrony", "chronyd"),
    "sshd": ("sshd", "sshd-session"),
    "useradd": ("useradd", "userdel", "usermod", "groupadd", "groupdel", "groupmod", "adduser", "deluser", "chage"),
    "passwd": ("passwd", "chpasswd"),
    "rpm": ("rpm", "yum", "dnf"),
    "dpkg": ("dpkg", "apt", "aptitude"),
}


def applies(program: bytes, words: Iterable[str]) -> bool:
    """Does an entry with these words hold for the lines of a program?"""
    name = program.lower()
    return any(word == ALL or any(_is(name, each) for each in FAMILIES.get(word, (word,))) for word in words)


def _is(name: bytes, family: str) -> bool:
    start = family.lower().encode()
    return name.startswith(start) and not name[len(start) : len(start) + 1].isalpha()


def program_of(format_: str) -> bytes:
    """What stands for the program in a format (its class's name) that has no tags."""
    name = format_.lower()
    return b"qmail" if name in STAMPS else name.encode()
