"""What a log says often is read by regexes of its own, with the same result."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmailreport.passes.keywords import State
from qmailreport.passes.keywords.learned import EACH, EFFORT, IDLE, MOST, Learned
from qmailreport.passes.keywords.masks import CLIP, MASK, masks_of, secretive, shape, spaced, spans_of
from qmailreport.passes.keywords.plan import planned
from qmailreport.passes.keywords.scan import Scanner
from qmailreport.passes.keywords.statements import FREE, SAME, Statement, statement
from qmailreport.passes.keywords.totals import Totals

from .keywords_logs import hostile, lines, said

SEEDS = st.integers(0, 10**6)
HEAD = b"\nNov 18 10:00:00 mx1 prog[7]: "
WORDS = (
    *(
        b"error",
        b"user",
        b"from",
        b"-",
        b"",
        b"a_b-c",
        b"x\ty",
        b"end\r",
        b"\xc3\xa9rror",
        b"ssh2",
        b"PASS",
        b"<*>",
        b"*",
    ),
    *(b"1", b"12", b"-7", b"+0000]", b"12%", b"1,234", b"0.25", b"4.4.1,", b"2026-09-21", b"21/Sep/2026:10:00:00"),
    *(
        b"10:00:00,123",
        b"10:00:00",
        b"192.0.2.7",
        b"192.0.2.7:",
        b"[192.0.2.7]",
        b"fe80::1",
        b"[::1]:25:",
        b"ab:12",
        b"ab:",
    ),
    *(b"mx12.example.org[192.0.2.7]:25:", b"smtp12.example.org", b"mail.example.org.", b"(connect", b"imap(a@b.c):"),
    *(
        b"a1b2c3d4",
        b"ABCDEF0123:",
        b"ABCDEFAB:",
        b"ABCDEFABC",
        b"deadbeef1",
        b"amiller123",
        b"UGFzc3dvcmQ6",
        b"bsmith7",
    ),
    *(
        b"to=<a@b.c>,",
        b"user=<>,",
        b"<passwd>",
        b"<S3ss/+=>",
        b"<a",
        b"a<b>",
        b"key=a@b.org,",
        b"pass=12",
        b"pwd=a1b2c3",
    ),
    *(
        b"[name=a@b.c;ip=192.0.2.7;]",
        b"(#4.4.2)/",
        b"/var/log/x.log:",
        b"~/x",
        b"/",
        b"http://a.b/c?d=1",
        b"x=http://a[1]",
    ),
    *(
        b"can't",
        b"it's",
        b"'Sent",
        b"Items',",
        b"'x'-5",
        b'""password',
        b"1:2:%<a@b.c>",
        b'svc.id="a',
        b'b"',
        b"[AB12CD",
    ),
    *(
        b"mail.info]",
        b"/home/bob:",
        b"/home/vpopmail/x:",
        b"users'",
        b"''",
        b'"a"b',
        b"<a><b>:",
        b"x<a>",
        b"(<a>)",
        b"'q'x",
    ),
    *(b'"GET /x?id=12 HTTP/1.1"', b"'q r'", b"'q'.", b'x="q r"', b'"', b"it's", b'"passwd":', b"delays=D/0.1/30/0,"),
)
SWAPS = (
    *(
        b"0",
        b"12",
        b"a",
        b"Z",
        b"pass",
        b"Pwd",
        b".",
        b"-",
        b":",
        b"@",
        b"/",
        b"<",
        b">",
        b"'",
        b'"',
        b"[",
        b"]",
        b"=",
        b"_",
    ),
    *(
        b"%",
        b"+",
        b";",
        b",",
        b"://",
        b"::",
        b" ",
        b"(",
        b")",
        b"\t",
        b"\r",
        b"\xff",
        b"<*>",
        b"message repeated 2 times",
    ),
)
SAID = (
    b"Failed password for invalid user %n from %a port %d ssh2",
    b"%q: to=<%n@%h>, relay=none, delay=%d, dsn=4.4.1, status=deferred (connect to %h[%a]:25: Connection timed out)",
    b"NOQUEUE: reject: RCPT from %h[%a]: 554 5.7.1 <%n@%h>: Relay access denied; from=<%n@%h> helo=<%h>",
    b"warning: %h[%a]: SASL LOGIN authentication failed: UGFzc3dvcmQ6",
    b"%e delivery %d: deferral: Connected_to_%a_but_connection_died._(#4.4.2)/",
    b"%e warning: trouble opening remote/3/%d; will try again later",
    b'%a - - [18/Nov/2026:10:00:00 +0000] "GET /php%d/x.php HTTP/1.1" 404 %d',
    b"unit%d.service: Failed with result 'exit-code'.",
    b"imap(%n@%h): Error: Corrupted index cache file /srv/mail/%n/index: invalid record size",
    b"success of %n, nothing else",
)


def filled(text: bytes, rng: random.Random) -> bytes:
    """One of SAID with its places filled, now and then by what a secret's name is in."""
    for place, values in (
        (b"%n", (b"miller%d" % rng.randrange(40), b"root", b"passau%d" % rng.randrange(3), b"o'neil")),
        (b"%h", (b"mx%d.example.org" % rng.randrange(30), b"smtp%d.example.org" % rng.randrange(20), b"unknown")),
        (b"%a", (b"192.0.2.%d" % rng.randrange(99), b"2001:db8::%x" % rng.randrange(99))),
        (b"%q", (b"%011X" % rng.getrandbits(44),)),
        (b"%d", (b"%d" % rng.randrange(10 ** rng.randrange(1, 6)),)),
    ):
        while place in text:
            text = text.replace(place, values[0] if rng.random() < 0.8 else rng.choice(values), 1)
    return text


def spoken(seed: int, count: int, hosts: int = 1) -> list[bytes]:
    """Lines of one hour, mostly of a few statements."""
    rng = random.Random(seed)
    found = []
    for at in range(count):
        second = at * 3600 // count
        clock = b"10:%02d:%02d" % (second // 60, second % 60)
        stamp = b"Nov 18 " + clock if rng.random() < 0.9 else b"2026-11-18T" + clock + b".5+00:00"
        text = filled(rng.choice(SAID), rng).replace(b"%e", b"%d.123456" % (1_795_000_000 - 1_795_000_000 % 86400 + 0))
        text = text.replace(b"1794960000.", b"%d." % (1_794_996_000 + second))
        tag = b"qmail: " if text[:1] == b"1" and text[10:11] == b"." else b"prog[%d]: " % rng.randrange(9)
        found.append(stamp + b" mx%d " % rng.randrange(1, 1 + hosts) + tag + text + b"\n")
    return found


def read(chunks: list[bytes], how: str, *, learning: bool, learned: Learned | None = None) -> tuple[State, Learned]:
    """The chunks read one behind the other, with or without what the ones before have taught."""
    plan = dataclasses.replace(planned(()), learned=learned or Learned())
    state = State({})
    for chunk in chunks:
        opened = lines(chunk)
        state.read += opened.reading.in_day
        used = plan if learning else dataclasses.replace(plan, learned=Learned())
        Scanner(opened, used, lambda host: state.by_host.setdefault(host.decode("latin-1"), Totals())).scan(how)
    return state, plan.learned


@pytest.mark.parametrize("how", ["plain", "hyperscan"])
@pytest.mark.parametrize(("seed", "hosts"), [(1, 1), (2, 1), (3, 3)])
def test_what_was_learned_changes_nothing(how: str, seed: int, hosts: int) -> None:
    rng = random.Random(seed)
    records = spoken(seed, 4000, hosts)
    for at in range(0, len(records), 40):  # what is rare among what is frequent
        records[at] = rng.choice(hostile(seed + at, 6)).replace(b"Nov 18 00", b"Nov 18 10")
    for at in range(20, len(records), 500):
        records[at] += records[at][:16] + b"mx1 last message repeated 3 times\n"
    chunks = [b"".join(records[at : at + 800]) for at in range(0, len(records), 800)]
    state, learned = read(chunks, how, learning=True)
    assert sum(map(len, learned.by_texts.values())) > 6
    assert said(state) == said(read(chunks, how, learning=False)[0])


def test_a_day_begun_anew_is_read_in_full() -> None:
    """Values that an earlier day had too many of are counted again."""
    records = spoken(5, 16_000)
    chunks = [b"".join(records[at : at + 2000]) for at in range(0, len(records), 2000)]
    state, learned = read(chunks, "plain", learning=True)
    assert any(each.needless for known in learned.by_texts.values() for each in known)
    assert said(state) == said(read(chunks, "plain", learning=False)[0])
    anew = read(chunks[:2], "plain", learning=True, learned=learned)[0]
    assert said(anew) == said(read(chunks[:2], "plain", learning=False)[0])


def taught(learned: Learned, word: bytes, texts: int = 1) -> None:
    """A chunk in which one statement is frequent."""
    learned.turn()
    if learned.wants(texts, b"prog", inner=False):
        pairs = ((HEAD + b"%b %d" % (word, at), b"%b %d" % (word, at)) for at in range(30))
        learned.learn(texts, b"prog", b"Nov 18 10:00:00", pairs, inner=False)


def test_few_statements_are_kept_and_those_of_no_use_forgotten() -> None:
    learned = Learned()
    for at in range(2 * MOST):
        taught(learned, b"word%d" % at, at % 20)
        assert sum(map(len, learned.by_texts.values())) <= MOST
        assert max(map(len, learned.by_texts.values()), default=0) <= EACH
    for _ in range(2 * IDLE):
        learned.turn()
    assert not learned.by_texts


def test_a_chunk_of_many_programs_teaches_little_at_a_time() -> None:
    learned = Learned()
    for _ in range(3):
        learned.turn()
        before = sum(map(len, learned.by_texts.values()))
        for texts in range(4 * EFFORT):
            if not learned.of(texts) and learned.wants(texts, b"prog", inner=False):
                pairs = ((HEAD + b"w %d" % at, b"w %d" % at) for at in range(30))
                learned.learn(texts, b"prog", b"Nov 18 10:00:00", pairs, inner=False)
        assert sum(map(len, learned.by_texts.values())) - before <= EFFORT
    assert sum(map(len, learned.by_texts.values())) == 2 * EFFORT


def test_nothing_is_learned_twice() -> None:
    learned = Learned()
    for _ in range(8):
        taught(learned, b"word")
    assert len(learned.of(1)) == 1
    failed = list(spoken(1, 600))
    records = [b"Nov 18 10:00:00 mx1 prog: error <a+pass%d@x.org> 1\n" % (at % 7) for at in range(60)]
    chunks = [b"".join(records), b"".join(failed)] * 12
    state, learned = read(chunks, "plain", learning=True)
    assert said(state) == said(read(chunks, "plain", learning=False)[0])
    for known in learned.by_texts.values():
        assert len({each.statement.bits for each in known}) == len(known)


def parts_of(made: Statement, line: bytes) -> tuple[bytes, list[bytes]] | None:
    """The mask and the values of a line that a statement matches; None where it leaves the line to the others."""
    match = made.regex().match(line)
    if match is None or match.end() != len(line):
        return None
    groups = iter(match.groups()[1 + made.inner :])
    found, values, pieces = [], [], iter(made.mask)
    found.append(next(pieces))
    for field in made.fields:
        value = field.value if field.kind == SAME else next(groups)
        if field.guarded and secretive(value):
            return None
        if field.kind == FREE:
            found += [*masks_of([value]), next(pieces)]
            values += [value[begin:end] for begin, end in spans_of(value)]
        else:
            values.append(value)
    return b"".join(found), values


def changed(word: bytes, rng: random.Random) -> bytes:
    """A word of the same kind, or nearly."""
    kind = rng.randrange(6)
    if kind == 0:
        return b"".join(b"%d" % rng.randrange(10) if chr(each).isdigit() else bytes([each]) for each in word)
    if kind == 1:
        return bytes(
            rng.choice(b"0123456789") if chr(each).isdigit() else each for each in word
        ) + b"0" * rng.randrange(3)
    if kind == 2:
        return bytes(
            rng.choice(b"abcdefpwsABF09") if chr(each).isalnum() and rng.random() < 0.3 else each for each in word
        )
    if kind == 3:
        at = rng.randrange(len(word) + 1)
        return word[:at] + rng.choice(SWAPS) + word[at:]
    if kind == 4:
        at = rng.randrange(len(word) + 1)
        return word[:at] + word[at + 1 :]
    return word


@given(SEEDS)
@settings(max_examples=400, deadline=None)
def test_what_a_statement_matches_is_masked_as_it_says(seed: int) -> None:
    rng = random.Random(seed)
    words = [rng.choice(WORDS) for _ in range(rng.randrange(1, 7))]
    if rng.random() < 0.15:
        words = [b"delivery", b"12:", rng.choice((b"deferral:", b"failure:")), b"_".join(words)]
    text = b" ".join(words)
    made = statement(b"prog", b"Nov 18 10:00:00", text, inner=False)
    if made is None:
        return
    for other in _others(words, rng):
        told = parts_of(made, HEAD + other) if len(other) <= CLIP and b"\n" not in other else None
        if told is None or MASK in other:
            continue
        mask, spans = shape(other)
        assert told == (mask, [spaced(other)[begin:end] for begin, end in spans]), (text, other)


def _others(words: list[bytes], rng: random.Random) -> Iterator[bytes]:
    yield b" ".join(words)
    for _ in range(20):
        yield b" ".join(changed(word, rng) if rng.random() < 0.5 else word for word in words)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (b"Failed password for invalid user amiller123 from 192.0.2.7 port 4711 ssh2", 3),
        (b'192.0.2.7 - - [21/Sep/2026:10:00:00 +0000] "GET /phpmyadmin/ HTTP/1.1" 404 7', 6),
        (b"imap(a@b.c): Error: Corrupted index cache file /srv/mail/a12/x.cache: invalid record size", 2),
        (b"2026-09-21 10:00:00,123 WARN  [ImapServer-12] [name=a@b.c;ip=192.0.2.7;] imap - handler exception: 7", 7),
    ],
)
def test_common_statements_are_learned(text: bytes, values: int) -> None:
    made = statement(b"prog", b"Nov 18 10:00:00", text, inner=False)
    assert made is not None
    told = parts_of(made, HEAD + text)
    assert told is not None and told[0] == shape(text)[0] and len(told[1]) == values


@pytest.mark.parametrize(
    ("learned", "other"),
    [
        (b"error: can't open 'Sent Items', it's locked 5", b"error: can't open 'Sent Items', it's locked 7"),
        (b"error users' folder 'Sent Items' of dogs' 5", b"error users' folder 'Sent Items' of dogs' 7"),
        (b"error isn't ' 5 'q' x", b"error isn't ' 5 '' x"),
        (b"error 'x'-5", b"error 'x'5"),
        (b'error "x"password 12', b'error ""password 12'),
        (b'error ""A1B2C3', b'error ""pwd'),
        (b"error 1:2:%<a@b.c>", b"error n9<a@b.c>"),
        (b'error svc.id="a b"', b'error svcid.x"a b"'),
        (b"[AB12CD 12 mail.info] error", b"[ID 12 mail.info] error"),
        (b"error 21/Sep/2026:00:00:00", b"error 21/Sep/2026:00:00:0:"),
        (b"delivery 1: deferral: to_/home/bob:_no._(#4.3.0)/", b"delivery 1: deferral: to_/home/bob_x:_no._(#4.3.0)/"),
        (b"delivery 1: deferral: to_/home/bob:_no_12345_z", b"delivery 1: deferral: to_/x/pass:_no_12345_z"),
    ],
)
def test_what_is_masked_in_another_way_is_not_matched(learned: bytes, other: bytes) -> None:
    made = statement(b"prog", b"Nov 18 10:00:00", learned, inner=False)
    for text in (learned, other):
        told = parts_of(made, HEAD + text) if made else None
        mask, spans = shape(text)
        assert told in (None, (mask, [spaced(text)[begin:end] for begin, end in spans]))
    by_id = made.regex().match(HEAD + b"[ID 12 mail.info] error") if made else None
    assert by_id is None
