"""The keyword scan: as grep counts, the same by every scanner and however a log is cut, silent where all is well."""

from __future__ import annotations

import dataclasses
import os
import pickle
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.formats import FORMATS
from qmailreport.passes.keywords import Keywords
from qmailreport.passes.keywords.catalogue import builtin
from qmailreport.passes.keywords.masks import _VARYING, Spans, masks, shape, values
from qmailreport.passes.keywords.options import Keyword
from qmailreport.passes.keywords.parts import parts
from qmailreport.passes.keywords.plan import REACH, planned
from qmailreport.passes.keywords.scan import Scanner
from qmailreport.passes.keywords.totals import Totals
from qmailreport.passes.keywords.verdicts import Alike

from .keywords_logs import DAY, EVER, MANUAL, PASS, counts, grep, hostile, joined, lines, said, scan, treed

SHARED = Path(os.environ.get("QMAILREPORT_SHARED") or Path(__file__).resolve().parents[3] / "shared") / "corpus"
FAST = dataclasses.replace(PASS, scanner="hyperscan")
LOGS = sorted(path for path in SHARED.glob("*/*/input*.log") if path.stat().st_size < 2_000_000)
SEEDS = st.integers(0, 10**6)


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_every_cut_says_the_same(seed: int) -> None:
    records = hostile(seed, 24)
    whole = said(scan(b"".join(records)))
    for cut in range(len(records) + 1):
        assert said(joined([b"".join(records[:cut]), b"".join(records[cut:])])) == whole
    assert said(joined(records)) == whole == said(treed(records))
    assert said(PASS.merge(PASS.start(), scan(b"".join(records)))) == whole


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_both_scanners_say_the_same(seed: int) -> None:
    text = b"".join(hostile(seed))
    assert said(scan(text)) == said(scan(text, FAST))


@pytest.mark.parametrize("seed", range(12))
def test_lines_are_counted_as_grep_does(seed: int, tmp_path: Path) -> None:
    text = b"".join(hostile(seed, 400))
    path = tmp_path / "log"
    path.write_bytes(text)
    for scan_by in (PASS, FAST):
        found = counts(scan(text, scan_by))
        assert {name: found.get(name, (0, 0))[0] for name in MANUAL} == {
            name: grep(path, word) for name, word in MANUAL.items()
        }


@pytest.mark.skipif(not LOGS, reason="the shared corpus is not there")
@pytest.mark.parametrize("path", LOGS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_corpus_logs_are_counted_as_grep_does(path: Path, tmp_path: Path) -> None:
    """Of what stands in records whose stamp is a time: a log may begin with something else."""
    text = path.read_bytes()
    form, begun = max(((name, _from_first_record(text, name)) for name in FORMATS), key=lambda pair: len(pair[1]))
    if not begun:
        pytest.skip("no format of ours")
    (tmp_path / "log").write_bytes(begun)
    slow, quick = (scan(begun, scan_by, form, EVER) for scan_by in (PASS, FAST))
    assert said(slow) == said(quick)
    found = counts(slow)
    assert {name: found.get(name, (0, 0))[0] for name in MANUAL} == {
        name: grep(tmp_path / "log", word) for name, word in MANUAL.items()
    }


def _from_first_record(text: bytes, form: str) -> bytes:
    from qmailreport.fold import begins

    match = begins(FORMATS[form]).search(b"\n" + text)
    return text[match.start() :] if match else b""


def test_a_large_log_of_many_programs_is_parted_and_says_the_same() -> None:
    few = (b"postfix/smtpd[7]: connect from a[192.0.2.1]", b"dovecot: imap-login: Login: user=<a@b>")
    usual = [b"Nov 18 00:00:%02d mx1 " % (at % 60) + few[at % 2] + b"\n" for at in range(6000)]
    odd = hostile(5, 600)
    text = b"".join(line for pair in zip(usual, (odd * 20)[: len(usual)], strict=True) for line in pair)
    text += b"Nov 18 23:00:00 mx1 su[3]: (to root) bob on pts/1\nNov 18 23:00:01 mx1 cron[1]: (root) CMD\n"
    text = b"".join(usual * 8) + text
    assert parts(b"\n" + text, planned(())) is not None
    assert said(scan(text)) == said(scan(text, FAST))
    assert "su.root" in counts(scan(text))


def test_occurrences_are_those_that_syslogd_says() -> None:
    found = counts(
        scan(
            b"Nov 18 10:00:00 mx1 sshd[1]: Connection timed out\n"
            b"Nov 18 10:00:09 mx1 last message repeated 4 times\n"
            b"Nov 18 10:00:10 mx1 sshd[1]: message repeated 6 times: [ Connection timed out]\n"
            b"Nov 18 10:00:11 mx1 sshd[1]: Connection timed out\n"
        )
    )
    assert found["om.timed-out"] == (3, 12)


def test_lines_without_a_stamp_belong_to_the_record_before_them() -> None:
    trace = b"\tat Error.java\nCaused by: x failed\n"
    before, inside, after = (
        b"Nov %d 23:59:59 mx1 zimbra: soap - handler exception\n" % day + trace for day in (17, 18, 19)
    )
    found = counts(scan(trace + before + inside + after))
    assert found["om.err"] == found["om.fail"] == (1, 1)
    assert found["zm.caused"] == found["zm.handler"] == (1, 1)
    odd = b"Nov 18 10:00:00 mx1 a: ok\nFeb 30 10:00:00 mx1 a: error\nerror\n"
    assert "om.err" not in counts(scan(odd))


def test_a_megabyte_is_counted_and_its_regexes_look_at_the_begin_alone() -> None:
    long = b"Nov 18 10:00:00 mx1 postfix/smtpd[1]: " + b"postfix" * 150_000 + b" TIMED OUT\n"
    found = counts(scan(long))
    assert found["om.timed-out"] == (1, 1)
    tail = b"Nov 18 10:00:00 mx1 postfix/smtpd[1]: " + b"x" * REACH + b" SASL LOGIN authentication failed\n"
    assert "pf.sasl" not in counts(scan(tail)) and counts(scan(tail))["om.authentication-failed"] == (1, 1)


def test_a_daemontools_log_is_qmails() -> None:
    from qmailreport.formats.multilog import label

    text = f"{label(DAY.start + 5)} alert: cannot start: unable to read controls\n".encode()
    text += f"{label(DAY.start + 6)} auth failed, 3 attempts\n".encode()
    found = counts(scan(text, form="multilog"))
    assert found["qm.cannot-start"] == (1, 1) and "dv.auth" not in found


def test_an_entry_of_ones_own_may_need_no_text_at_all() -> None:
    own = dataclasses.replace(
        PASS, keywords=(Keyword("my.digits", pattern=r"\d{7}", severity="notice"), Keyword("om.err", pattern="xyzzy"))
    )
    text = b"Nov 18 10:00:00 mx1 a: 1234567 err\nNov 18 10:00:01 mx1 b: 12345 XYZZY\n"
    for scan_by in (own, dataclasses.replace(own, scanner="hyperscan")):
        found = counts(scan(text, scan_by))
        assert found["my.digits"] == (1, 1) and found["om.err"] == (1, 1)


# Measured on real logs: what `grep -i` finds there, and no fault is.
INNOCENT = (
    b"postfix/smtp[1]: 4F2A1B: to=<a@b.example>, relay=none, delay=1, dsn=4.4.1, status=deferred (connect to b)",
    b"dovecot: imap-login: Login: user=<derry@example.org>, method=PLAIN, rip=192.0.2.1, session=<zErRgSxy>",
    b"kernel: ACPI: PCI interrupt 0000:00:1d.0[A]: no GSI, override",
    b"sendmail[1]: x: to=<a@b>, delay=00:00:01, dsn=4.0.0, stat=Deferred: Connection refused by b.",
    b"qmail: 1795000000.000001 status: local 0/10 remote 3/20",
    b"zimbra[1]: index - IndexDeferredCount=0 (0 items failed to index) for terriw@example.org",
    b"sshd[1]: error: Received disconnect from 192.0.2.1: 3: com.jcraft.jsch.JSchException: Auth fail [preauth]",
    b"sshd[1]: Failed password for invalid user admin from 192.0.2.1 port 22 ssh2",
    b"postfix/smtpd[1]: NOQUEUE: reject: RCPT from x[192.0.2.1]: 554 5.7.1 Service unavailable; blocked using zen",
    b"postfix/smtpd[1]: timeout after END-OF-MESSAGE from x[192.0.2.1]",
    b"spamc[1]: connecting with timeout=30",
    b"java[1]: org.apache.hadoop RMContainerRequestor: Recalculating schedule; WorkReceiver interrupted",
    b"opendkim[1]: 4F2A1B: s=x d=example.net SSL error:04091068:rsa routines:int_rsa_verify:bad signature",
    b'httpd[1]: 192.0.2.1 - - "GET /phpmyadmin/index.php?failover=1 HTTP/1.1" 200 5',
    b"chpasswd[1]: (bob) changed; /home/vpopmail/bin/vchkpw passwd",
    b"fail2ban.actions[1]: NOTICE [sshd] Ban 192.0.2.1",
    b"postfix/anvil[1]: statistics: max cache size 3, 0 errors, terminated without error",
    b"dovecot: auth: ldap: unable to refuse the rejected, denied nothing",
)


@pytest.mark.parametrize("text", INNOCENT, ids=lambda text: text[:24].decode())
def test_the_strict_view_is_silent_where_nothing_is_wrong(text: bytes) -> None:
    found = counts(scan(b"Nov 18 10:00:00 mx1 " + text + b"\n"))
    loud = {name for name in found if builtin()[name].view == "strict"}
    assert {name for name in loud if builtin()[name].severity in ("fatal", "serious", "warning")} == set()


def test_an_entry_holds_for_its_programs_alone() -> None:
    for text, name, held in (
        (b"dovecot: auth: unknown user", "dv.auth", True),
        (b"postfix/local[1]: unknown user: bob", "dv.auth", False),
        (b"su[1]: (to root) bob", "su.root", True),
        (b"subtle[1]: su: x", "su.root", False),
        (b"postfix-out/smtpd[1]: fatal: x", "pf.fatal", True),
        (b"nopostfix[1]: postfix/smtpd[1]: fatal: x", "pf.fatal", False),
        (b"zimbra: 2026-11-18 10:00:00,123 FATAL [main] system - no database", "zm.fatal", True),
        (b"other: 2026-11-18 10:00:00,123 FATAL [main] system - no database", "zm.fatal", False),
    ):
        for scan_by in (PASS, FAST):
            found = counts(scan(b"Nov 18 10:00:00 mx1 " + text + b"\n", scan_by))
            assert (name in found) == held, text


def test_hosts_are_those_of_the_lines() -> None:
    text = b"Nov 18 10:00:00 mx2 a: error\nNov 18 10:00:00 mx3 a: fail\n"
    assert sorted(said(scan(text))) == ["mx2", "mx3"]
    quiet = said(scan(b"Nov 18 10:00:00 mx2 a: fine\n"))
    assert [PASS.stirred(each) for each in quiet.values()] == [True]


def test_a_pass_travels_to_a_worker() -> None:
    assert pickle.loads(pickle.dumps(PASS)) == PASS
    state = scan(b"".join(hostile(1)))
    assert said(pickle.loads(pickle.dumps(state))) == said(state)
    assert isinstance(PASS, Keywords)


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_rules_tried_on_many_lines_are_tried_on_each(seed: int) -> None:
    plan, many = planned(()), [line for each in hostile(seed, 60) for line in each.split(b"\n")]
    many += [b"x" * REACH + line for line in many[:1]] if seed % 5 == 0 else []
    lows, everything = [line.lower() for line in many], (1 << len(plan.texts)) - 1
    for program in (b"postfix/smtpd", b"dovecot", b"zimbra", b"kernel", b"sshd"):
        starts = [min(len(line), 22) for line in many]
        found = Alike(many, lows, range(len(many)), starts.__getitem__).judged(
            plan.trials(everything, program), plan, 0
        )
        each = [plan.judged(everything, line, at, program) for line, at in zip(many, starts, strict=True)]
        assert (found if isinstance(found, list) else [found] * len(many)) == each


HEADS = st.sampled_from((b"", b"delivery 7: deferral: ", b"delivery 12345: success: ", b"delivery x: failure: "))
TAILS = st.text("ab AF09.:/@<>=-_%+~'\\[]{}\t\rpassé*", max_size=60).map(str.encode)


@given(st.lists(st.builds(bytes.__add__, HEADS, TAILS), min_size=1, max_size=5))
@settings(max_examples=800, deadline=None)
def test_texts_are_masked_together_as_each_is(texts: list[bytes]) -> None:
    assert masks(texts) == [shape(text)[0] for text in texts]
    for mask in set(masks(texts)):
        alike = [text for text in texts if shape(text)[0] == mask]
        told = values(mask, alike, ())
        assert [sum(each.values()) for each in told if each is not None] == [len(alike)] * mask.count(b"<*>")
        spans = [[text[begin:end] for begin, end in shape(text)[1]] for text in alike]
        assert told == [Counter(column) for column in zip(*spans, strict=True)]


def test_what_looks_like_a_mask_is_none() -> None:
    one, two = (b"Nov 18 10:00:00 mx1 a: fail %s\n" % text for text in (b"1.5<*>", b"<a><b>"))
    assert said(scan(one + two)) == said(joined([one, two])) == said(joined([two, one]))


@given(st.text("ab AF09.:/@<>=-_%+~\\[]{}\t\rpassé", max_size=60).map(str.encode))
@settings(max_examples=500, deadline=None)
def test_a_text_without_quotes_is_masked_word_by_word_as_it_is_in_one(text: bytes) -> None:
    mask, spans = shape(text)
    assert mask == b"<*>".join(_between(text, spans)) and spans == tuple(
        match.span() for match in _VARYING.finditer(text)
    )


def _between(text: bytes, spans: Spans) -> list[bytes]:
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return [text[edges[at] : edges[at + 1]] for at in range(0, len(edges), 2)]


ODD = (
    b"Nov 18 10:00:00 mx1 qmail: 1795003200.000001 warning: trouble opening remote/1\n",
    b"Nov 18 10:00:00 mx1 qmail: 1795003200.000001+ fail, a piece\n",
    b"Nov 18 10:00:00 mx1 qmail: 1795203200.000001 fail on another day\n",
    b"Nov 18 25:00:00 mx1 a: error at no time\n",
    b"Nov 31 10:00:00 mx1 a: error on no day\n",
    b"Nov 19 10:00:00 mx1 a: error tomorrow\n",
    b"Nov 18 10:00:01 2026 mx1 a: error with a year\n",
    b"Nov 18 10:00:01 mx1 a[1]: [ID 7 mail.info] error of Solaris\n",
    b"Nov 18 10:00:01 mx1 a: \xef\xbb\xbferror behind a mark\n",
    b"2026-11-18T10:00:02.5+01:00 mx2 a[1]: error elsewhere\n",
    b"<13>1 2026-11-18T10:00:02Z mx1 a 1 - - error in full\n",
    b"Nov 18 10:00:03 mx1 error without a tag\n",
    b"Nov 18 10:00:03 mx1 last message repeated 3 times\n",
    b"Nov 18 10:00:03 192.0.2.1 a: error of an address\n",
    b"Nov 18 10:00:04 mx1 a[1]:error at once\n",
)


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_heads_taken_apart_at_once_are_what_the_format_says(seed: int) -> None:
    chance = random.Random(seed)
    text = b"".join(chance.choice((ODD[chance.randrange(len(ODD))], line)) for line in hostile(seed, 50))
    for window in (DAY, EVER):
        found: list[dict[bytes, Totals]] = []
        for tagged in (True, False):
            chunk, totals = lines(text, window=window), dict[bytes, Totals]()
            scanner = Scanner(chunk, planned(()), lambda host, totals=totals: totals.setdefault(host, Totals()))  # type: ignore[misc]
            scanner.tagged = tagged
            scanner.scan("plain")
            found.append(totals)
        assert found[0] == found[1]
