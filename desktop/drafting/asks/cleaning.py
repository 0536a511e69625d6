"""From a mail body to what the buyer says now: no quoted history, no signature, wrapped lines joined, sentences apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from desktop.drafting.asks.lexicon import UNSPACED, Lexicon, folded

MAX_TEXT = 60_000
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_TAG = re.compile(r"<[^<>\n]{0,400}>")
_QUOTE_LINE = re.compile(r"^\s*(?:>|\|\s)")
_MAIL_HEAD = re.compile(r"^\s*\*?(?:from|von|de|da|от|من|差出人|送信者|보낸 ?사람|từ|dari|发件人|寄件者)\*?\s?[:：].{0,120}@")
_RULE = re.compile(r"^\s*(?:-{2,}|_{3,}|={3,}|\*{3,}|—{2,})\s*$")
_BULLET = re.compile(r"^\s*(?:[-*•·–—▪●○◦]|\d{1,2}[.)、）]|[a-z][.)])\s+")
_END = ".!?。！？؟;；…:："
_SPLIT = re.compile(
    r"(?<=[!?。！？؟；;…])\s*|(?<=[^\W\d_]{2}\.)\s+(?=\S)|(?<=[%)\]\"”»]\.)\s+(?=[^\W\d_])|(?<=\d{3}\.)\s+(?=[^\W\d_])|(?<=[.,]\d\d\.)\s+(?=[^\W\d_])|\n+"
)
_ABBREVIATIONS = frozenset(
    "pos poz lfd поз pcs pc pce pz pzs pza pzas uds ud und un st stk stck ca approx no nr nro num art ref st sr sra dr mr mrs ms min max incl excl inkl exkl zzgl bzw etc vs tel qty "
    "шт тыс руб ул тел г д т ед компл ok ltd inc co vol ft in doz jan feb mar apr jun jul aug sep sept oct nov dec fig vd bl tp q p mr mrs bd env qte".split()
)
_CLOSING_REST = 60


@dataclass(frozen=True)
class Cleaned:
    """`main` is what the buyer says; `sentences` its parts in order; `signature` and `quoted` are kept for the trust card."""

    main: str
    sentences: tuple[str, ...]
    signature: str = ""
    quoted: str = ""


def plain(text: str) -> str:
    """Invisible and control characters away, line ends unified, length bounded."""
    text = _ZERO_WIDTH.sub("", text[:MAX_TEXT]).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return "".join(ch for ch in text if ch in "\n\t" or unicodedata.category(ch)[0] != "C")


def clean(body: str, lexicon: Lexicon) -> Cleaned:
    """Split a body into what is said, the signature and the quoted history."""
    lines = _TAG.sub(" ", plain(body)).split("\n")
    said, quoted = _without_history(lines, lexicon)
    said, signature = _without_signature(said, lexicon)
    paragraphs = _joined(said)
    main = "\n".join(paragraphs)
    return Cleaned(main, tuple(sentences(main)), "\n".join(signature), "\n".join(quoted))


def sentences(text: str) -> list[str]:
    """The sentences of a text; list items and lines stay apart, decimals and abbreviations whole."""
    found: list[str] = []
    for piece in _SPLIT.split(text):
        if not piece or not piece.strip():
            continue
        if found and _continues(found[-1]) and not text_break(text, found[-1], piece):
            found[-1] = f"{found[-1]} {piece.strip()}"
        else:
            found.append(piece.strip())
    return found


def text_break(text: str, before: str, after: str) -> bool:
    """Whether a line break stands between two neighbouring pieces."""
    return f"{before}\n" in text and f"{before} {after}" not in text


def _continues(sentence: str) -> bool:
    if not sentence.endswith("."):
        return False
    last = re.split(r"[\s(]", sentence[:-1])[-1].casefold()
    return last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha())


def _without_history(lines: list[str], lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """Everything from the first quote head on is history; single quoted lines are too."""
    said: list[str] = []
    quoted: list[str] = []
    for index, line in enumerate(lines):
        low = folded(line, lexicon.language)
        if _QUOTE_LINE.match(line):
            quoted.append(line)
            continue
        is_head = len(low) < 200 and (_MAIL_HEAD.match(low) or _is_quote_head(low, lexicon))
        if is_head and any(item.strip() for item in said):
            rest = [item for item in lines[index:] if not _QUOTE_LINE.match(item)]
            return said, quoted + (rest or lines[index:])
        said.append(line)
    return said, quoted


def _is_quote_head(low: str, lexicon: Lexicon) -> bool:
    match = lexicon.quote_head.search(low)
    if not match:
        return bool(re.match(r"^\s*-{3,}.{0,60}-{3,}\s*$", low) and "original" in low)
    return match.start() < 4 or low.rstrip().endswith((":", "："))


def _without_signature(lines: list[str], lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """Cut at "-- " or at a closing line; short lines after it are the signature, longer ones are still said."""
    for index, line in enumerate(lines):
        low = folded(line, lexicon.language).strip()
        if _RULE.match(line) and index > 0 and sum(len(item) for item in lines[:index]) > 20:
            return lines[:index], lines[index:]
        if index > 0 and low and _is_closing(low, lexicon):
            rest = lines[index + 1 :]
            kept = [item for item in rest if len(item) > 90 or "?" in item or "？" in item or re.match(r"\s*p\.?\s?s", item.casefold())]
            return lines[:index] + kept, [line, *(item for item in rest if item not in kept)]
    return _without_trailer(lines)


_TRAILER = re.compile(
    r"\+?\d[\d ().\-]{7,}\d|\w@\w|www\.|(?:tel|fax|mob|phone|電話|전화|전번|тел|هاتف|điện thoại|hp)\b|\(주\)|㈜|주식회사|株式会社|有限会社|〒|gmbh|s\.l\.|s\.a\.|ltd|llc|inc\.|s\.r\.l|sarl|ооо|cty|pt\.? |cv\.? |co\.,",
    re.IGNORECASE,
)


def _without_trailer(lines: list[str]) -> tuple[list[str], list[str]]:
    """A mail without a closing line may still end in a name, a firm and a telephone number: short last lines with such marks."""
    start = len(lines)
    marked = False
    while start > 1:
        text = lines[start - 1].strip()
        if len(text) > 60 or text.endswith(("?", "？", "؟", "。", "!", "！")) or (text.endswith(".") and len(text) > 25):
            break
        marked = marked or bool(_TRAILER.search(text))
        start -= 1
    while start < len(lines) and not _TRAILER.search(lines[start]) and len(lines[start].split()) > 4:
        start += 1
    return (lines[:start], lines[start:]) if marked and start < len(lines) else (lines, [])


def _is_closing(low: str, lexicon: Lexicon) -> bool:
    match = lexicon.closing.match(low)
    if not match or "?" in low or "؟" in low or "？" in low:
        return False
    rest = low[match.end() :]
    if any(ch.isdigit() for ch in rest):
        return False
    return len(rest) <= (12 if lexicon.language in UNSPACED else _CLOSING_REST) and (len(rest.split()) <= 5)


def _joined(lines: list[str]) -> list[str]:
    """Lines that a mail program wrapped are joined; list items, short lines and paragraphs stay apart."""
    result: list[str] = []
    open_line = False
    for line in lines:
        text = line.strip()
        if not text:
            open_line = False
            continue
        wraps = open_line and result and not _BULLET.match(line) and text[:1].islower()
        if wraps and result[-1][-1] not in _END:
            result[-1] += " " + text
        else:
            result.append(_BULLET.sub("", text))
        open_line = len(text) > 40
    return result
