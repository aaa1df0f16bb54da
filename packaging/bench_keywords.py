"""Measures the pass `keywords` beside grep in the same run, as ratios of CPU time.

    make bench-keywords                     1 GB of mixed syslog, grep and both scanners, one process
    make bench-keywords ARGS="--mega 256"   256 MB

The log is made once and kept in --dir: Postfix, Dovecot, qmail, sshd, kernel, Zimbra and Apache in one syslog, the
digits varied, every eighth line or so a hit.  grep counts the lines that hold any of 25 keywords; ours is the whole
job: configuration read, mail rendered, written as files.  A figure is the least of `--runs` runs, taken in turn.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import measured

DATE = "2026-09-21"
KEYWORDS = (
    *("warning", "err", "abort", "timeout", "timed out", "refused", "reject", "not permitted", "denied", "fail"),
    *("incorrect", "invalid", "/phf", "/php", "/test-cgi", "null connection", "eof received", "authentication failed"),
    *("repeated login failures", "login incorrect", "passwd", "fatal", "panic", "handler exception", "segfault"),
)
# Weight and text: D a digit run, Q a queue id, N a name, H a host, I an address, S a session id.
PLAIN = (
    (90, "postfix/smtpd[D]: connect from H[I]"),
    (90, "postfix/smtpd[D]: disconnect from H[I] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5"),
    (80, "postfix/smtpd[D]: Q: client=H[I]"),
    (80, "postfix/cleanup[D]: Q: message-id=<D.Q@H>"),
    (80, "postfix/qmgr[D]: Q: from=<N@H>, size=D, nrcpt=1 (queue active)"),
    (
        80,
        "postfix/smtp[D]: Q: to=<N@H>, relay=H[I]:25, delay=0.D, delays=0.1/0/0.2/0.3, dsn=2.0.0, "
        "status=sent (250 2.0.0 Ok: queued as Q)",
    ),
    (80, "postfix/qmgr[D]: Q: removed"),
    (60, "dovecot: imap-login: Login: user=<N@H>, method=PLAIN, rip=I, lip=192.0.2.1, mpid=D, TLS, session=<S>"),
    (60, "dovecot: imap(N@H)<D><S>: Disconnected: Logged out in=D out=D deleted=0 expunged=0 trashed=0 hdr_count=0"),
    (40, "dovecot: lmtp(N@H)<D><S>: sieve: msgid=<D.Q@H>: stored mail into mailbox 'INBOX'"),
    (30, "qmail: E new msg D"),
    (30, "qmail: E info msg D: bytes D from <N@H> qp D uid 89"),
    (30, "qmail: E starting delivery D: msg D to remote N@H"),
    (30, "qmail: E status: local 0/10 remote 3/20"),
    (30, "qmail: E delivery D: success: I_accepted_message./Remote_host_said:_250_ok_D_qp_D/"),
    (30, "qmail: E end msg D"),
    (40, 'apache2: I - - [21/Sep/2026:10:00:00 +0000] "GET /webmail/index.html?id=D HTTP/1.1" 200 D'),
    (
        20,
        "zimbra: 2026-09-21 10:00:00,D INFO  [qtp509886383-D:https:https://H/service/soap/SearchRequest] "
        "[name=N@H;mid=D;oip=I;ua=ZimbraWebClient - GC99 (Win)/8.8.15_GA_D;] soap - SearchRequest elapsed=D",
    ),
    (10, "kernel: [D.D] eth0: link up, 1000Mbps, full-duplex, lpa 0xD"),
    (10, "CRON[D]: (root) CMD (test -x /usr/sbin/anacron || run-parts --report /etc/cron.daily)"),
    (10, "systemd[1]: Started Session D of user N."),
    (10, "sshd[D]: Connection closed by I port D"),
)
HITS = (
    (40, "sshd[D]: Failed password for invalid user N from I port D ssh2"),
    (25, "sshd[D]: error: Received disconnect from I: 3: com.jcraft.jsch.JSchException: Auth fail [preauth]"),
    (
        30,
        "postfix/smtp[D]: Q: to=<N@H>, relay=none, delay=D, delays=D/0.1/30/0, dsn=4.4.1, status=deferred "
        "(connect to H[I]:25: Connection timed out)",
    ),
    (
        20,
        "postfix/smtpd[D]: NOQUEUE: reject: RCPT from H[I]: 554 5.7.1 <N@H>: Relay access denied; "
        "from=<N@H> to=<N@H> proto=ESMTP helo=<H>",
    ),
    (20, "postfix/smtpd[D]: warning: hostname H does not resolve to address I: Name or service not known"),
    (15, "postfix/smtpd[D]: warning: H[I]: SASL LOGIN authentication failed: UGFzc3dvcmQ6"),
    (
        20,
        "dovecot: imap-login: Disconnected (auth failed, 3 attempts in D secs): user=<N@H>, method=PLAIN, rip=I, "
        "lip=192.0.2.1, TLS, session=<S>",
    ),
    (10, "dovecot: imap(N@H): Error: Corrupted index cache file /srv/mail/N/dovecot.index.cache: invalid record size"),
    (15, "qmail: E delivery D: deferral: Connected_to_I_but_connection_died._(#4.4.2)/"),
    (5, "qmail: E delivery D: failure: Sorry,_no_mailbox_here_by_that_name._(#5.1.1)/"),
    (3, "qmail: E warning: trouble opening remote/3/D; will try again later"),
    (3, "kernel: [D.D] php[D]: segfault at D ip D sp D error 4 in libc.so.6[D+D000]"),
    (2, "kernel: [D.D] end_request: I/O error, dev sda, sector D"),
    (10, "zimbra: 2026-09-21 10:00:00,D WARN  [ImapSSLServer-D] [name=N@H;ip=I;] imap - handler exception: D"),
    (
        8,
        "zimbra: 2026-09-21 10:00:00,D WARN  [qtp509886383-D] [oip=I;] security - cmd=Auth; account=N@H; "
        "protocol=soap; error=authentication failed for [N], invalid password;",
    ),
    (12, 'apache2: I - - [21/Sep/2026:10:00:00 +0000] "GET /phpmyadmin/scripts/setup.php HTTP/1.1" 404 D'),
    (3, "systemd[1]: fail2ban.service: Failed with result 'exit-code'."),
)
EVERY = 8  # of so many lines one is a hit


def lines(size: int) -> Iterator[str]:
    """Lines of one day, in order, until they are `size` bytes."""
    rng = random.Random(7)
    plain, hits = ([text for weight, text in table for _ in range(weight)] for table in (PLAIN, HITS))
    names = [
        f"{rng.choice('abcdefghjklmnprst')}{rng.choice(('miller', 'smith', 'tanaka', 'rossi'))}{number}"
        for number in range(400)
    ]
    domains = ("example", "sample", "test")
    hosts = [f"{rng.choice(('mail', 'mx', 'out', 'smtp'))}{number}.{rng.choice(domains)}.org" for number in range(900)]
    step = 86_000 / (size / 126)
    at, made = 0.0, 0
    while made < size:
        at += step
        text = rng.choice(hits if rng.randrange(EVERY) == 0 else plain)
        second = int(at) % 86_400
        time = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        line = f"Sep 21 {time} mx1 {filled(text, rng, names, hosts, at)}\n"
        made += len(line)
        yield line


def filled(text: str, rng: random.Random, names: list[str], hosts: list[str], at: float) -> str:
    """A text with its places filled."""
    out = []
    bits = rng.getrandbits
    for part in _parts(text):
        if part == "D":
            out.append(str(bits(17)))
        elif part == "Q":
            out.append(f"{bits(44):X}")
        elif part == "I":
            out.append(f"198.51.{bits(7)}.{bits(8)}")
        elif part == "N":
            out.append(names[bits(16) % len(names)])
        elif part == "H":
            out.append(hosts[bits(16) % len(hosts)])
        elif part == "S":
            out.append(f"{bits(60):015x}")
        elif part == "E":
            out.append(f"{1_789_948_800 + at:.6f}")
        else:
            out.append(part)
    return "".join(out)


_PARTS: dict[str, list[str]] = {}


def _parts(text: str) -> list[str]:
    """Places (single capitals that stand alone) and what lies between them."""
    known = _PARTS.get(text)
    if known is None:
        known = _PARTS[text] = re.split(r"(?<![A-Za-z])([DQNHISE])(?![A-Za-z/-])", text)
    return known


def log(directory: Path, mega: int) -> Path:
    """A log of so many MB, made where it is not there yet."""
    path = directory / f"mixed-{mega}.log"
    if not path.exists():
        made = path.with_suffix(".part")
        with made.open("w") as out:
            out.writelines(lines(mega * 1_000_000))
        made.rename(path)
    return path


def ours(directory: Path, path: Path, scanner: str) -> list[str]:
    """The whole job over one log."""
    state = directory / f"keywords-{scanner}"
    shutil.rmtree(state, ignore_errors=True)
    state.mkdir(mode=0o700)
    config = directory / f"keywords-{scanner}.yaml"
    config.write_text(CONFIG.format(state=state, path=path, scanner=scanner))
    command = [sys.executable, "-m", "qmailreport", "run", "--config", str(config), "--date", DATE]
    return [*command, "--output", str(state / "o")]


CONFIG = """\
site: bench.example.org
timezone: UTC
state: {state}
sources:
  mixed: {{format: syslog, path: "{path}", files: ["{path}"], host: mx1}}
reports:
  - name: bench
    to: [postmaster@example.org]
    passes:
      - keywords: {{source: mixed, scanner: {scanner}}}
delivery:
  files: {state}/out
"""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mega", type=int, default=1074, metavar="MB")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--dir", type=Path, default=Path(tempfile.gettempdir()) / "qmailreport-bench")
    parser.add_argument("--make", action="store_true", help="only make the log")
    arguments = parser.parse_args()
    arguments.dir.mkdir(parents=True, exist_ok=True)
    path = log(arguments.dir, arguments.mega)
    if arguments.make:
        return
    size = path.stat().st_size / 1e6
    grep = ["env", "LC_ALL=C", "grep", "-a", "-c", "-i", "-E", "|".join(KEYWORDS), str(path)]
    commands = {"grep -a -c -i -E (25 keywords)": grep}
    for scanner in ("plain", "hyperscan"):
        commands[f"qmailreport, {scanner}"] = ours(arguments.dir, path, scanner)
    best: dict[str, tuple[float, float, int]] = {}
    for _ in range(arguments.runs):
        for name, command in commands.items():
            wall, cpu, peak = measured(command, 1)
            if command[0] == sys.executable and not list((Path(command[-1])).glob("*.eml")):
                sys.exit(f"{name}: no mail was made; run {' '.join(command)}")
            last = best.get(name, (wall, cpu, peak))
            best[name] = min(last[0], wall), min(last[1], cpu), max(last[2], peak)
    print(f"{path.name}: {size:.0f} MB; CPU seconds (user + system)")
    base = next(iter(best.values()))[1]
    for name, (wall, cpu, peak) in best.items():
        print(
            f"{name:34}{wall:8.2f}s wall{cpu:8.2f}s CPU{cpu / base:8.1f} x grep{size / cpu:8.0f} MB/s{peak:6} MB peak"
        )


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
