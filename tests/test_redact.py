"""What leaves redact is printable, bounded and harmless, whatever came in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmailreport.redact import LIMIT, clean


@given(st.one_of(st.binary(max_size=3000), st.text(max_size=3000)), st.integers(2, 500))
def test_anything_becomes_one_bounded_printable_line(text: bytes | str, limit: int) -> None:
    said = clean(text, limit)
    assert len(said) <= limit
    assert said.isprintable()
    assert said.encode("utf-8").decode("utf-8") == said


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=60))
def test_plain_words_stay_as_they_are(text: str) -> None:
    if "pass" not in text.lower() and "pwd" not in text.lower():
        assert clean(text) == text == clean(text.encode())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"caf\xc3\xa9", "café"),
        (b"caf\xe9 latin", "café latin"),
        (b"cut \xc3", "cut"),
        (b"a\x1b[31mb\x00c\x7f", "a\ufffd[31mb\ufffdc\ufffd"),
        ("user\u202egpj.exe", "user\ufffdgpj.exe"),
        ("zero\u200bwidth", "zero\ufffdwidth"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("two\r\nlines\tand\u2028three\u00a0four", "two lines and three four"),
        ("", ""),
    ],
)
def test_hostile_characters_show_and_do_nothing(text: bytes | str, said: str) -> None:
    assert clean(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "vchkpw-smtp: password fail (pass: 'S3cret!') bob@example.org:192.0.2.7",
        "(password: 'S3cret! with blanks') bob",
        "login failed user=bob password=S3cret! ip=192.0.2.7",
        "authcPasswd = S3cret!; via",
        "user=bob pass=S3cret!, tls",
        "pwd: S3cret!",
        "PASSWORD=S3cret!",
    ],
)
def test_passwords_are_hidden_and_the_rest_is_not(text: str) -> None:
    said = clean(text)
    assert "S3cret" not in said and "[hidden]" in said
    assert ("bob" in said) == ("bob" in text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("password: S3cret! bob", "password: [hidden] bob"),
        ("passwd: S3cret! bob", "passwd: [hidden] bob"),
        ('{"password":"S3cret and more","user":"bob"}', '{"password":[hidden],"user":"bob"}'),
        (r'{"pwd" : "S3\"cret", "user": "bob"}', '{"pwd" : [hidden], "user": "bob"}'),
        (r"{\"password\":\"S3cret\"}", r"{\"password\":[hidden]"),
        ("password='S3cret and more' ip=192.0.2.7", "password=[hidden] ip=192.0.2.7"),
        ("password='S3c'ret' ip=192.0.2.7", "password=[hidden] ip=192.0.2.7"),
        ('passwd="S3cret and no end', "passwd=[hidden]"),
        ("AUTH PLAIN AGpvZQBTM2NyZXQ= from bob", "AUTH PLAIN [hidden] from bob"),
        ("bob said AUTH LOGIN dXNlcg== UzNjcmV0", "bob said AUTH LOGIN [hidden]"),
        ("auth=plain by/UzNjcmV0", "auth=plain [hidden]"),
        ("said:_535_5.7.8_AUTH_PLAIN_AGFsaWNlAGh1bnRlcjI=_rejected/", "said:_535_5.7.8_AUTH_PLAIN_[hidden]"),
        ("said:_535_(auth=oauthbearer:abcdEF_GHIJkl)_rejected/", "said:_535_(auth=oauthbearer:[hidden]"),
        ("AUTH LOGIN with_dXNlcm5h=", "AUTH LOGIN [hidden]"),
        ("auth plain not_AGZvbw==", "auth plain [hidden]"),
        ("AUTH PLAIN=AGZvbwBiYXI=", "AUTH PLAIN=[hidden]"),
        ("535_error_pass=hunter2", "535_error_pass=[hidden]"),
        ("user_pass:_hunter2 x_pwd=hunter2", "user_pass:[hidden] x_pwd=[hidden]"),
        ("vchkpw:_(pass:_'hun)ter2')_bob", "vchkpw:_(pass:_'[hidden]')_bob"),
        ("said:_550_vpopmail_user_not_found_hunter2", "said:_550_vpopmail_user_not_found [hidden]"),
    ],
)
def test_secrets_of_every_form_are_hidden(text: str, said: str) -> None:
    assert clean(text) == said == clean(said)


@pytest.mark.parametrize(
    "text",
    [
        "SASL LOGIN authentication failed: authentication failure",
        "AUTH LOGIN failed for bob",
        "said:_535_AUTH_LOGIN_failed_for_bob",
        "250-AUTH=PLAIN LOGIN CRAM-MD5",
        "vchkpw-smtp: password fail bob@example.org:192.0.2.7",
        "spf=pass smtp.mailfrom=example.org",
    ],
)
def test_what_only_looks_like_a_secret_stays(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("text", ["password='", '"password":"\\', "auth plain ", "(pass: '", "a-passwd", "pass:"])
def test_a_thousand_beginnings_of_a_secret_hide_all_that_follows(text: str) -> None:
    assert "S3cret" not in clean(text * (LIMIT // len(text)) + "=S3cret")


def test_a_long_text_ends_with_an_ellipsis() -> None:
    assert clean("x" * 1000) == "x" * (LIMIT - 1) + "…"
    assert clean(b"y" * 50_000_000, 5) == "yyyy…"


def test_a_secret_does_not_escape_by_standing_at_the_cut() -> None:
    text = "x" * (LIMIT - 20) + " password=" + "s" * 50
    assert "ssss" not in clean(text)


def test_what_vpopmail_logs_may_be_a_password() -> None:
    for line in (
        "vchkpw-smtp: system password fail s3cret joe:192.0.2.4",
        "vpopmail[4800]: vchkpw-pop3: password fail (pass: 'it's s3cret') user@example.org:192.0.2.4",
        "vchkpw-imap: vpopmail user not found s3cret@:192.0.2.4",
    ):
        assert "s3cret" not in clean(line) and "vchkpw" in clean(line)
