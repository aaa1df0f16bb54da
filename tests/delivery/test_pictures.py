"""The mail as a browser draws it: 700 and 360 px, light and dark."""

from __future__ import annotations

import dataclasses
import re
import shutil
import struct
import subprocess
import zlib
from html import escape
from pathlib import Path

import pytest

from qmailreport.day import HOUR
from qmailreport.delivery import render
from tests.delivery import sample

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LIGHT, DARK = (0xEE, 0xF1, 0xF5), (0x0E, 0x11, 0x16)
# a frame, because the browser's own window is never narrower than 500 px
FRAME = """<title>not measured</title><body style="margin:0">
<iframe style="border:0;width:{0}px;height:900px" srcdoc="{1}"></iframe>
<script>onload=()=>{{const page=document.querySelector("iframe").contentDocument.documentElement;
document.title=[page.clientWidth,page.scrollWidth,page.scrollHeight].join()}}</script>"""


@pytest.fixture(scope="session")
def browser() -> str:
    """The path of Chromium."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        pytest.skip("no Chromium here to draw the mail")
    return found


def draw(browser: str, page: Path, width: int, height: int, *flags: str) -> str:
    """Runs the browser on a page; what it printed."""
    home = page.parent / "home"
    command = [browser, *FLAGS, f"--user-data-dir={home}", f"--window-size={width},{height}", *flags, page.as_uri()]
    try:
        return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def pixels(png: Path) -> list[list[tuple[int, int, int]]]:
    """The rows of an 8-bit RGB or RGBA picture."""
    raw = png.read_bytes()
    assert raw.startswith(b"\x89PNG\r\n\x1a\n")
    at, packed, wide, deep = 8, b"", 0, 3
    while at < len(raw):
        length, kind = struct.unpack_from(">I4s", raw, at)
        body = raw[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            wide, _, bits, colour = struct.unpack_from(">IIBB", body)
            assert bits == 8 and colour in (2, 6)
            deep = 3 if colour == 2 else 4
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    flat, stride, rows = zlib.decompress(packed), wide * deep, []
    above = bytearray(stride)
    for start in range(0, len(flat), stride + 1):
        above = unfiltered(flat[start], bytearray(flat[start + 1 : start + 1 + stride]), above, deep)
        rows.append([(above[x], above[x + 1], above[x + 2]) for x in range(0, stride, deep)])
    return rows


def unfiltered(kind: int, row: bytearray, above: bytearray, deep: int) -> bytearray:
    """One row of a PNG without its filter."""
    for x in range(len(row)):
        left = row[x - deep] if x >= deep else 0
        corner = above[x - deep] if x >= deep else 0
        if kind == 1:
            row[x] = row[x] + left & 255
        elif kind == 2:
            row[x] = row[x] + above[x] & 255
        elif kind == 3:
            row[x] = row[x] + (left + above[x]) // 2 & 255
        elif kind == 4:
            guess = left + above[x] - corner
            near = min((left, above[x], corner), key=lambda value: abs(guess - value))
            row[x] = row[x] + near & 255
    return row


@pytest.mark.parametrize(
    ("width", "scheme", "background", "paper"),
    [
        (700, 1, LIGHT, (255, 255, 255)),
        (700, 0, DARK, (0x17, 0x1B, 0x21)),
        (360, 1, LIGHT, (255, 255, 255)),
        (360, 0, DARK, (0x17, 0x1B, 0x21)),
    ],
)
def test_pictures(
    browser: str, tmp_path: Path, width: int, scheme: int, background: tuple[int, int, int], paper: tuple[int, int, int]
) -> None:
    (tmp_path / "mail.html").write_text(render(sample.first()).html)
    shot = tmp_path / "mail.png"
    draw(
        browser,
        tmp_path / "mail.html",
        width,
        900,
        f"--screenshot={shot}",
        f"--blink-settings=preferredColorScheme={scheme}",
    )
    rows = pixels(shot)
    assert (len(rows[0]), len(rows)) == (width, 900)
    assert rows[4][2] == background
    colours = {colour for row in rows for colour in row}
    assert {paper, (0x3F, 0x68, 0xB8), (0xC5, 0x83, 0x00)} <= colours  # the page, and the chart's first two series
    blue = sum(colour == (0x3F, 0x68, 0xB8) for row in rows for colour in row)
    assert blue > 5 * width  # more than the line at the top


WORDS = """<title>not measured</title><body style="margin:0">
<iframe style="border:0;width:360px;height:900px" srcdoc="{}"></iframe>
<script>onload=()=>{{const page=document.querySelector("iframe").contentDocument;const broken=[];let all=0;
for(const cell of page.querySelectorAll("th.nm")){{const walk=page.createTreeWalker(cell,4);let text;
while(text=walk.nextNode())for(const word of text.data.matchAll(/\\w+/g)){{all++;const range=page.createRange();
range.setStart(text,word.index);range.setEnd(text,word.index+word[0].length);
if(new Set([...range.getClientRects()].map(box=>box.top)).size>1)broken.push(word[0])}}}}
document.title=[all,page.documentElement.scrollWidth,broken.join(" ")].join()}}</script>"""


def test_names_in_narrow_tables_break_behind_dots_not_in_words(browser: str, tmp_path: Path) -> None:
    names = (
        "mail-relay-prod01.customers.example.net",
        "aspmx.l.googlemail.com",
        "example-com.mail.protection.outlook.com",
    )
    calm = sample.first()
    tables = {
        "qmail.rhosts": tuple((name, 1_234_567, 21_345, 1_911, 912 * 10**9, 14 * HOUR) for name in names),
        "qmail.senders": tuple((f"bounces@{name}", 1_234_567, 912 * 10**9, 1_234_567, 98 * HOUR) for name in names),
    }
    sections = tuple(
        dataclasses.replace(each, tables=(dataclasses.replace(each.tables[0], rows=tables[each.id]),))
        for each in calm.sections
        if each.id in tables
    )
    html = render(dataclasses.replace(calm, sections=sections)).html
    (tmp_path / "frame.html").write_text(WORDS.format(escape(html)))
    drawn = draw(browser, tmp_path / "frame.html", 800, 900, "--dump-dom")
    found = re.search(r"<title>(\d+),(\d+),(.*)</title>", drawn)
    assert found, drawn[:500]
    assert int(found[1]) > 20 and found[2] == "360" and found[3] == ""


@pytest.mark.parametrize(
    "make", [sample.first, sample.bad, sample.hostile, sample.scanned], ids=lambda make: make.__name__
)
@pytest.mark.parametrize("inline", [True, False])
@pytest.mark.parametrize("width", [700, 360])
def test_nothing_sticks_out(browser: str, tmp_path: Path, make: object, inline: bool, width: int) -> None:
    assert callable(make)
    html = render(make(), inline=inline).html
    (tmp_path / "frame.html").write_text(FRAME.format(width, escape(html)))
    drawn = draw(browser, tmp_path / "frame.html", 800, 900, "--dump-dom")
    found = re.search(r"<title>(\d+),(\d+),(\d+)</title>", drawn)
    assert found, drawn[:500]
    inner, scroll, height = map(int, found.groups())
    assert (inner, scroll) == (width, width) and height > 1000
