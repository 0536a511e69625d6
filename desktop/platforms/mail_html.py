"""HTML of a stranger's mail as plain text: what a person would have seen, nothing that was hidden, no tricks with direction.

Nothing is fetched, run or kept of the page. What was hidden or reordered is removed and flagged.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from html.parser import HTMLParser

HIDDEN, TRICKS = "hidden_text", "direction_tricks"
_DROPPED = frozenset("script style head title object iframe template svg math noscript applet audio video canvas select textarea".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BLOCKS = frozenset(
    "address article aside br center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section"
    " table tr ul".split()
)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
# The parser looks for the end of every tag anew: a tag that does not end soon is text, or 100,000 of them take minutes.
_ENDLESS = re.compile(r"<(?![^<>]{1,8000}>)")
_RULE = re.compile(r"\.([A-Za-z_][\w-]{0,80})\s*\{([^{}]{0,2000})\}")
_SHEET = re.compile(r"<style\b[^>]{0,400}>(.*?)(?:</style\s*>|$)", re.IGNORECASE | re.DOTALL)
_UNSEEN = re.compile(
    r"display:none|visibility:hidden|visibility:collapse|font-size:[01](?:\.\d+)?(?:px|pt|em|%)?(?:;|!|$)|opacity:0(?:\.0+)?(?:;|!|$)"
    r"|mso-hide:all|max-height:0(?:px)?(?:;|!|$)|max-width:0(?:px)?(?:;|!|$)|text-indent:-\d{3,}|(?:left|top|right):-\d{3,}|clip:rect\(0"
)
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_GROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_WHITE = re.compile(r"^(?:white|#fff|#ffffff|#fe?fe?fe?|rgba?\(255,255,255(?:,1)?\)|transparent|rgba\([\d,]+,0\))$")

_STRONG = re.compile("[\u202d\u202e\U000e0000-\U000e007f]")
_INSIDE = re.compile("(?<=[A-Za-z0-9])[\u200b-\u200f\u2060-\u2064\u2066-\u2069\ufeff]+(?=[A-Za-z0-9])")
_AWAY = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\u034f\u061c\u180e\U000e0000-\U000e007f\U000e0100-\U000e01ef]")
_JOINERS = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])")


def without_tricks(text: str) -> tuple[str, bool]:
    """The text without characters that cannot be seen or that turn its direction; True where they deceive.

    Marks that Arabic and Hebrew mails carry of right are removed without a word; joiners inside words of other scripts stay.
    """
    deceives = bool(_STRONG.search(text) or _INSIDE.search(text))
    clean = _JOINERS.sub("", _AWAY.sub("", text))
    return "".join(ch for ch in clean if ch in "\n\t\r" or ch in "\u200c\u200d" or unicodedata.category(ch) != "Cc"), deceives


def safe_text(source: str) -> tuple[str, tuple[str, ...]]:
    """HTML as plain text, and flags for what was taken out ("hidden_text", "direction_tricks"). Quoted parts begin with "> "."""
    reader = _Reader(_hidden_classes(source))
    try:
        reader.feed(_ENDLESS.sub("&lt;", _COMMENT.sub("", source)))
        reader.close()
    except (AssertionError, ValueError):  # the parser gives up on some malformed declarations
        reader.said("")
    text, deceives = without_tricks(reader.text())
    flags = ([HIDDEN] if reader.hid else []) + ([TRICKS] if deceives else [])
    return "\n".join(line.strip() for line in text.split("\n")), tuple(flags)


def _hidden_classes(source: str) -> frozenset[str]:
    """Classes whose style hides text; what stands under an @media rule holds for other screens only."""
    found = set()
    for sheet in _SHEET.findall(source)[:20]:
        flat = _without_conditions(sheet[:100_000])
        found |= {name for name, rules in _RULE.findall(flat) if _UNSEEN.search(_squeezed(rules))}
    return frozenset(found)


def _without_conditions(sheet: str) -> str:
    kept, depth, conditional = [], 0, 0
    for piece in re.split(r"(@[\w-]+[^{};]{0,400}\{|[{}])", sheet):
        if piece.startswith("@") and piece.endswith("{"):
            depth += 1
            conditional = conditional or depth
        elif piece == "{":
            depth += 1
        elif piece == "}":
            conditional = 0 if conditional == depth else conditional
            depth = max(0, depth - 1)
        if not conditional and not piece.startswith("@"):
            kept.append(piece)
    return "".join(kept)


def _squeezed(style: str) -> str:
    return re.sub(r"\s+", "", style).lower()


@dataclass
class _Open:
    """An element that is open: whether it hides its text, and whether a background other than white lies under it."""

    tag: str
    hides: bool
    ground: bool
    dropped: bool
    quote: bool


@dataclass
class _Line:
    quote: bool = False
    parts: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, hidden_classes: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._hidden_classes = hidden_classes
        self._open: list[_Open] = []
        self._lines: list[_Line] = [_Line()]
        self.hid = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what an element does to the text inside it."""
        if tag in _BLOCKS or tag == "blockquote":
            self._break()
        elif tag in ("td", "th"):
            self.said(" ")
        if tag in _VOID or len(self._open) > 400:
            return
        given = {name: value or "" for name, value in attrs}
        style = _squeezed(given.get("style", "")[:4000])
        above = self._open[-1] if self._open else _Open("", False, False, False, False)
        own_ground = _GROUND.search(style)
        colour = given.get("bgcolor", "") if own_ground is None else own_ground[1]
        ground = above.ground or bool(colour and not _WHITE.match(colour.strip().lower()))
        self._open.append(
            _Open(
                tag,
                above.hides or self._hides(tag, given, style, ground),
                ground,
                above.dropped or tag in _DROPPED,
                above.quote or tag == "blockquote",
            )
        )

    def _hides(self, tag: str, given: dict[str, str], style: str, ground: bool) -> bool:
        if "hidden" in given or _UNSEEN.search(style) or self._hidden_classes & set(given.get("class", "").split()):
            return True
        named = _COLOUR.search(style)
        colour = named[1] if named else given.get("color", "").strip().lower() if tag == "font" else ""
        return bool(colour and not ground and _WHITE.match(colour))

    def handle_endtag(self, tag: str) -> None:
        """Closes the nearest open element of that name, and what was left open inside it."""
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                break
        if tag in _BLOCKS or tag == "blockquote":
            self._break()

    def handle_data(self, data: str) -> None:
        """Text: kept, dropped with its element, or hidden."""
        above = self._open[-1] if self._open else None
        if above is not None and above.dropped:
            return
        if above is not None and above.hides:
            self.hid = self.hid or any(ch.isalnum() for ch in data)
            return
        self.said(re.sub(r"[ \t\r\n\u00a0]+", " ", data))

    def said(self, text: str) -> None:
        """Adds to the line that is being written."""
        self._lines[-1].parts.append(text)

    def _break(self) -> None:
        quote = self._open[-1].quote if self._open else False
        if self._lines[-1].parts:
            self._lines.append(_Line(quote))
        else:
            self._lines[-1].quote = quote

    def text(self) -> str:
        """Every line that was seen."""
        lines = [("> " if line.quote else "") + " ".join("".join(line.parts).split(" ")).strip() for line in self._lines]
        return "\n".join(re.sub(r" {2,}", " ", line) for line in lines if line.strip(" >")).strip()
