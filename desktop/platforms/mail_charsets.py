"""Bytes of a mail to text: the charset it names, or, where it names none or a wrong one, the one that makes most sense."""

from __future__ import annotations

import re
import unicodedata

# What mails call by one name is often another; a superset reads both.
_ALIASES = {
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80", "cn-gb", "euc-cn", "cp936"), "gb18030"),
    **dict.fromkeys(("ks_c_5601-1987", "euc-kr", "ksc5601", "ks_c_5601"), "cp949"),
    **dict.fromkeys(("shift_jis", "x-sjis", "shift-jis", "windows-31j"), "cp932"),
    **dict.fromkeys(("us-ascii", "ascii", "unknown-8bit", "utf8", "utf-8", "default", "x-unknown"), "utf-8"),
    **dict.fromkeys(("windows-874", "tis-620", "iso-8859-11"), "cp874"),
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-6": "iso8859_6",
    "cp-850": "cp850",
    "iso-2022-jp": "iso2022_jp_ext",
    "big5": "big5hkscs",
    "hz-gb-2312": "hz",
    "iso-8859-8-i": "iso8859_8",
    "iso-8859-6-i": "iso8859_6",
    "windows-1258": "cp1258",
    "koi8-u": "koi8_u",
    "unicode-1-1-utf-7": "utf-7",
}
# Codecs of Python that are no charsets: they would decode a bomb or fail in their own ways.
_NEVER = frozenset(
    ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem")
)
_HAN = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法"
    "学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日者意无力它与长把机十民第公此已工使情明性知全三又关点正业外"
    "将两高间由问很最重并物手应向头文体美相见被利什二等产或新制身果加西月话合回特代内信表化老给世位次度门常先海通原东提立及比员解水名"
    "真处各入几口认条平系气更别打变四总何电数安少报才结反目太量再感建务做接必场件计管期市直资金指保至便空展司五您请价询货样款单厂装运"
    "這個們來為國說時會對過發後樣經沒動還進開從實無與長機當業將兩間問應見產話給門東員處條氣變總電數報結務場計資請價詢貨單廠裝運"
)  # fmt: skip
_HANGUL = frozenset("이다는을를의가에은하고니습요서지한로기사도해어시으자나수대인정주일상부전보안녕세격제품견적문부탁드립바구")
_CYRILLIC = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфіїє")
_ARABIC = frozenset("اليمنرتبةهدعوسكفحقأجشخص")
_THAI = frozenset(chr(code) for code in range(0x0E01, 0x0E4E))
_CHOICES = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "cp1251", "koi8_r", "cp1256")
_RUN = re.compile(rb"[\x80-\xff]+")
_LEAST = 0.45


def decoded(data: bytes, declared: str = "") -> str:
    """Text of a mail's part or header, composed (NFC); never raises. `declared` is the charset that the mail names."""
    name = declared.strip().strip("'\"").lower()
    name = _ALIASES.get(name, name)
    if name and name not in _NEVER and "codec" not in name:
        try:
            return _composed(data.decode(name))
        except (LookupError, UnicodeError, ValueError):
            pass
    return _composed(_guessed(data))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _guessed(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    sample = data[:20_000]
    runs = [len(run) for run in _RUN.findall(sample)]
    single = sum(1 for size in runs if size == 1)
    if runs and single * 2 > len(runs):  # accents stand alone between ASCII letters
        return data.decode("cp1252", "replace")
    best = max(_CHOICES, key=lambda name: _sense(sample, name))
    if _sense(sample, best) >= _LEAST:
        return data.decode(best, "replace")
    return data.decode("utf-8" if _mostly_utf8(sample) else "gb18030", "replace")


def _sense(sample: bytes, name: str) -> float:
    """How much of what lies beyond ASCII is common in the writing that a charset is for, 0 to 1."""
    text = [ch for ch in sample.decode(name, "replace") if not ch.isascii() and not _mark(ch)]
    if not text:
        return 0.0
    if name in ("cp932", "euc_jp"):
        kana = sum("\u3041" <= ch <= "\u30ff" for ch in text)
        han = sum("\u4e00" <= ch <= "\u9fff" for ch in text)
        return (kana + han) / len(text) if kana * 3 >= len(text) else kana / len(text)
    common = _HAN if name in ("gb18030", "big5hkscs") else _HANGUL if name == "cp949" else _ARABIC if name == "cp1256" else _CYRILLIC
    strange = sum(not ch.isalpha() for ch in text)  # frames and signs between letters: a wrong guess
    return (sum(ch in common for ch in text) - strange) / len(text)


def _mark(ch: str) -> bool:
    return ch != "\ufffd" and unicodedata.category(ch)[0] in "PZ"


def _mostly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    return text.count("\ufffd") * 4 < sum(not ch.isascii() for ch in text)
