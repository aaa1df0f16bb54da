"""How numbers, times and widths look: the only place that formats a value or measures a text.  Pure.

1,234 · 1.4 s · 9 min · 4 d 2 h · 412 MB · 12.5 %; instants on the day's wall clock; a minus is U+2212.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from ..day import SECOND, Window, local
from ..report import Value

MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 86400 * SECOND
WIDTH = 80  # columns of the text part
BYTES = ("B", "kB", "MB", "GB", "TB", "PB")
PIECE = 14  # characters of a word that stay together in a narrow cell
_DOTS = re.compile(r"@|\.(?=[^\W\d_])|://")
_LINKS = re.compile(r"(?i)\b(https?|ftps?|file|mailto|tel)(:)|\b(www)(\.)")
_TOKEN = re.compile(r"\s+|[^\s\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]+|[^\s]")
_CLOSING = "、。」）・ー"


def num(value: int | float) -> str:
    """1,234; at most four decimals."""
    said = f"{abs(value):,}" if isinstance(value, int) else f"{abs(value):,.4f}".rstrip("0").rstrip(".")
    return f"−{said}" if value < 0 else said


def ordinal(value: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 1,002nd."""
    teen = value // 10 % 10 == 1
    return f"{num(value)}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def _short(value: float) -> str:
    """One decimal below ten where it says something, none above."""
    said = f"{value:.1f}" if value < 9.95 else f"{value:,.0f}"
    return said.removesuffix(".0")


def duration(ns: int | float) -> str:
    """Nanoseconds as 12 ms, 1.4 s, 9 min, 2.7 h or 4 d 2 h."""
    if ns < 0:
        return f"−{duration(-ns)}"
    if ns < SECOND // 10:
        return "0 s" if not ns else f"{max(round(ns / 1e6), 1)} ms"
    for below, unit, word in ((59.5 * SECOND, SECOND, "s"), (59.5 * MINUTE, MINUTE, "min"), (23.5 * HOUR, HOUR, "h")):
        if ns < below:
            return f"{_short(ns / unit)} {word}"
    days, hours = divmod(round(ns / HOUR), 24)
    return f"{days:,} d {hours} h" if hours and days < 100 else f"{days:,} d"


def size_unit(count: int | float) -> int:
    """The power of a thousand that `count` bytes are best said in."""
    power = 0
    while power < len(BYTES) - 1 and abs(count) >= 999.5 * 1000**power:
        power += 1
    return power


def size(count: int | float, power: int | None = None) -> str:
    """Bytes as 512 B, 1.2 kB, 412 MB; `power` fixes the unit, and leaves it out."""
    at = size_unit(count) if power is None else power
    said = ("−" if count < 0 else "") + _short(abs(count) / 1000**at)
    return f"{said} {BYTES[at]}" if power is None else said


def percent(value: float) -> str:
    """0..100 as 12.5 %; two significant digits below one."""
    said = f"{value:.2g}" if 0.0001 <= abs(value) < 1 else f"{value:.1f}".removesuffix(".0")
    return f"{said.replace('-', '−')} %"


def unit(value: Value, kind: str, zone: ZoneInfo, window: Window | None = None) -> str:
    """A value of a Figure or a Column as it is shown; None is a dash where a number could be, else empty."""
    if value is None:
        return "" if kind in ("text", "code") else "–"
    if isinstance(value, str):
        return value
    match kind:
        case "bytes":
            return size(value)
        case "ns":
            return duration(value)
        case "percent":
            return percent(value)
        case "ratio":
            return f"{value:,.2f}".replace("-", "−")
        case "instant":
            return moment(int(value), zone, window)
        case _:
            return num(value)


def clock(at: int, zone: ZoneInfo, window: Window, seconds: bool = False) -> str:
    """An instant of the day as 07:12 or 07:12:36; the day's end is 24:00."""
    if at >= window.end:
        return "24:00:00" if seconds else "24:00"
    return f"{local(at, zone):%H:%M:%S}" if seconds else f"{local(at, zone):%H:%M}"


def moment(at: int, zone: ZoneInfo, window: Window | None = None) -> str:
    """An instant as 07:12:36 within the day, else as 17 Nov 23:10:02."""
    if window and at in window:
        return clock(at, zone, window, seconds=True)
    there = local(at, zone)
    return f"{there.day} {there:%b %H:%M:%S}"


def date_words(at: int, zone: ZoneInfo, back: int = 0) -> str:
    """The day of an instant, `back` days earlier, as 18 Nov."""
    there = local(at, zone).date() - timedelta(days=back)
    return f"{there.day} {there:%b}"


def defang(text: object) -> Markup:
    """Escaped, and cut so that no mail client makes a link of what came from a log."""
    return Markup(_DOTS.sub(lambda m: f"<span>{m[0]}</span>", str(escape(text))))  # noqa: S704 - escaped just here


def place(text: object) -> Markup:
    """The same for a name in a narrow cell: it breaks behind a dot or @, and within a word only where that is long."""
    words = re.split(r"(\W)", str(text))
    cut_up = ["\u200b".join(word[at : at + PIECE] for at in range(0, len(word), PIECE)) for word in words]
    said = re.sub(r"(</span>)(?=[^<\s])|\u200b", lambda m: f"{m[1] or ''}<wbr>", str(defang("".join(cut_up))))
    return Markup(said)  # noqa: S704 - escaped by defang


def unlink(text: object) -> str:
    """For the text part: http[:]//, www[.], so that no client makes a link of it."""
    return _LINKS.sub(lambda m: f"{m[1]}[:]" if m[2] else f"{m[3]}[.]", str(text))


def clip(text: object, limit: int) -> str:
    """At most `limit` characters, the last of them … where something is missing."""
    said = str(text)
    return said if len(said) <= limit else said[: limit - 1] + "…"


def char_width(char: str) -> int:
    """Columns of one character on a terminal."""
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me") else 1


def width(text: str) -> int:
    """Columns of a text: wide characters are two, combining ones none."""
    return len(text) if text.isascii() else sum(map(char_width, text))


def head(text: str, columns: int) -> str:
    """The longest beginning of `text` in `columns` columns, at least one character."""
    used = 0
    for index, char in enumerate(text):
        used += char_width(char)
        if used > columns and index:
            return text[:index]
    return text


def cut(text: str, columns: int) -> str:
    """The text in at most `columns` columns, ending in … where something is missing."""
    return text if width(text) <= columns else head(text, columns - 1) + "…"


def pad(text: str, columns: int) -> str:
    """At least `columns` columns, filled with blanks."""
    return text + " " * (columns - width(text))


def cols(cells: Sequence[object], widths: Sequence[int]) -> str:
    """One row of text; a negative width is left-aligned. Cuts, never overflows."""
    row = []
    for cell, columns in zip(cells, widths, strict=False):
        said = cut(unlink(cell), abs(columns))
        space = " " * (abs(columns) - width(said))
        row.append(said + space if columns < 0 else space + said)
    return " ".join(row).rstrip()


def _pieces(text: str, room: int) -> list[str]:
    """What a line may be broken between: words, spaces and wide characters, none wider than `room`."""
    pieces: list[str] = []
    for token in _TOKEN.findall(text):
        if pieces and token in _CLOSING:
            pieces[-1] += token
            continue
        while width(token) > room:
            pieces.append(head(token, room))
            token = token[len(pieces[-1]) :]
        pieces.append(token)
    return pieces


def wrap(text: object, first: str = "", rest: str | None = None, columns: int = 78) -> str:
    """Lines of at most `columns` columns behind the prefix `first`, then `rest`; overlong words are broken."""
    rest = first if rest is None else rest
    lines, current, prefix = [], "", first
    for piece in _pieces(unlink(text), columns - max(width(first), width(rest))):
        if width(prefix + current + piece.rstrip()) > columns and current.strip():
            lines.append((prefix + current).rstrip())
            current, prefix = "", rest
        if piece.strip() or current:
            current += piece
    lines.append((prefix + current).rstrip())
    return "\n".join(lines)


def spark(values: Sequence[int | float | None]) -> str:
    """Bars of eighths, the highest full; '.' is None (not known), '_' is zero."""
    high = max((value for value in values if value), default=1)
    bars = "▁▂▃▄▅▆▇█"
    return "".join("." if v is None else bars[min(7, int(v / high * 7.999))] if v > 0 else "_" for v in values)


def hbar(value: int | float, high: int | float, columns: int = 10) -> str:
    """A horizontal bar in half columns; anything above zero shows."""
    halves = round(value / high * columns * 2) if high > 0 and value > 0 else 0
    return "█" * (halves // 2) + "▌" * (halves % 2) or ("▏" if value > 0 else "")


def share(value: int | float, high: int | float) -> int:
    """A width in percent of `high`; anything above zero shows."""
    return min(max(round(100 * value / high), 1), 100) if value > 0 and high > 0 else 0
