"""Buyers' mails in the charsets, encodings and shapes of the real world, also broken ones; each knows what must be read."""

from __future__ import annotations

import base64
import quopri
import random
import unicodedata
from dataclasses import dataclass

TEXTS = {
    "en": "Dear team, please quote 500 pcs of basket TB-301.",
    "es": "¿Cuál es el precio de 300 cestas de ratán? Señor Núñez",
    "fr": "Bonjour, délai de livraison pour 200 pièces à Orléans ?",
    "de": "Guten Tag, wir möchten 150 Stück, Größe 40 x 30, für Köln.",
    "pt": "Olá, qual é o preço? Não temos amostra, coração.",
    "it": "Buongiorno, qual è il prezzo? Perché così caro?",
    "ru": "Здравствуйте, сколько стоит корзина из ротанга?",
    "uk": "Добрий день, яка ціна кошика?",
    "ar": "مرحبا، كم سعر سلة الروطان؟",
    "he": "שלום, מה המחיר של הסל?",
    "ja": "お世話になります。籐のバスケットの見積をお願いします。",
    "ko": "안녕하세요. 라탄 바구니 견적을 부탁드립니다.",
    "zh": "您好，请报藤篮价格，数量五百个。",
    "zh-TW": "您好，請報藤籃價格，數量五百個。",
    "vi": "Xin chào, giá giỏ mây là bao nhiêu?",
    "tr": "Merhaba, sepetin fiyatı ne kadar? Teşekkürler, ığşçö",
    "pl": "Dzień dobry, proszę o cenę kosza, żółty.",
    "cs": "Dobrý den, kolik stojí ratanový košík? Děkuji",
    "el": "Καλημέρα, ποια είναι η τιμή του καλαθιού;",
    "th": "สวัสดีครับ ตะกร้าหวายราคาเท่าไร",
}
CHARSETS = (
    ("en", "us-ascii"), ("en", "utf-8"), ("es", "iso-8859-1"), ("es", "windows-1252"), ("fr", "iso-8859-15"), ("fr", "utf-8"),
    ("de", "iso-8859-1"), ("de", "windows-1252"), ("pt", "iso-8859-1"), ("it", "windows-1252"), ("ru", "koi8-r"), ("ru", "windows-1251"),
    ("ru", "iso-8859-5"), ("ru", "utf-8"), ("uk", "koi8-u"), ("uk", "windows-1251"), ("ar", "windows-1256"), ("ar", "iso-8859-6"),
    ("he", "windows-1255"), ("he", "iso-8859-8"), ("ja", "iso-2022-jp"), ("ja", "shift_jis"), ("ja", "euc-jp"), ("ja", "utf-8"),
    ("ko", "euc-kr"), ("ko", "ks_c_5601-1987"), ("ko", "iso-2022-kr"), ("zh", "gb2312"), ("zh", "gbk"), ("zh", "gb18030"), ("zh", "utf-8"),
    ("zh", "hz-gb-2312"), ("zh-TW", "big5"), ("vi", "utf-8"), ("vi", "windows-1258"), ("tr", "windows-1254"), ("tr", "iso-8859-9"),
    ("pl", "windows-1250"), ("pl", "iso-8859-2"), ("cs", "windows-1250"), ("el", "windows-1253"), ("el", "iso-8859-7"), ("th", "windows-874"),
    ("th", "tis-620"), ("zh", "utf-16"), ("ru", "utf-7"),
)  # fmt: skip
_PYTHON = {"ks_c_5601-1987": "cp949", "windows-874": "cp874", "hz-gb-2312": "hz"}
SHAPES = ("plain", "html", "alternative", "attachment", "nested", "format=flowed")
BROKEN = (
    "no charset", "lying charset", "unknown charset", "raw subject", "bad base64", "no end boundary", "no date", "no message-id",
    "nul bytes", "endless line", "bad encoded word", "same message-id",
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A mail, and what must be found again: `token` names it, `text` is what its body says ("" where nobody could tell)."""

    data: bytes
    token: str
    text: str
    files: int = 0


def samples(count: int, seed: int = 1) -> list[Sample]:
    """`count` mails: every charset with every shape and transfer encoding in turn, one in eight broken."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        if number % 8 == 7:
            found.append(_broken(number, BROKEN[(number // 8) % len(BROKEN)]))
            continue
        language, charset = CHARSETS[number % len(CHARSETS)]
        transfer = chance.choice(("base64", "quoted-printable", "8bit"))
        found.append(_good(number, (language, charset), SHAPES[chance.randrange(len(SHAPES))], transfer))
    return found


def _good(number: int, tongue: tuple[str, str], shape: str, transfer: str) -> Sample:
    language, charset = tongue
    token = f"T{number:05d}"
    text = TEXTS[language]
    if charset in ("utf-16", "utf-7", "hz-gb-2312"):
        transfer = "base64"
    body = _encoded(f"{token} {text}\r\n", charset)
    flowed = "; format=flowed" if shape == "format=flowed" else ""
    plain = _part(f'text/plain; charset="{charset}"{flowed}', body, transfer)
    if shape in ("plain", "format=flowed"):
        return Sample(_head(number, token, charset) + plain, token, text)
    page = _encoded(f"<html><head><style>p{{}}</style></head><body><p>{token} {text}</p></body></html>\r\n", charset)
    html = _part(f"text/html; charset={charset}", page, "base64" if charset == "utf-16" else transfer)
    if shape == "html":
        return Sample(_head(number, token, charset) + html, token, text)
    if shape == "alternative":
        return Sample(_head(number, token, charset) + _multi("alternative", plain, html), token, text)
    content = bytes(range(256)) * (number % 7 + 1)
    name = "=?utf-8?B?" + base64.b64encode("规格书.pdf".encode()).decode() + "?="
    attached = _part(f'application/pdf; name="{name}"', content, "base64", f'Content-Disposition: attachment; filename="{name}"\r\n')
    inner = _multi("alternative", plain, html) if shape == "nested" else plain
    return Sample(_head(number, token, charset) + _multi("mixed", inner, attached), token, text, 1)


def _broken(number: int, kind: str) -> Sample:
    token = f"T{number:05d}"
    zh = f"{token} {TEXTS['zh']}\r\n".encode("gb18030")
    head = _head(number, token, "us-ascii")
    if kind == "no charset":
        return Sample(head + _part("text/plain", zh, "8bit"), token, TEXTS["zh"])
    if kind == "lying charset":
        return Sample(head + _part('text/plain; charset="us-ascii"', zh, "8bit"), token, TEXTS["zh"])
    if kind == "unknown charset":
        return Sample(head + _part('text/plain; charset="x-unknown-8"', f"{token} {TEXTS['ru']}\r\n".encode(), "8bit"), token, TEXTS["ru"])
    if kind == "raw subject":
        return Sample(
            head.replace(b"Subject: ", b"Subject: \xcc\xd9\xc0\xba ") + _part("text/plain; charset=gbk", zh, "8bit"), token, TEXTS["zh"]
        )
    if kind == "bad base64":
        body = base64.b64encode(f"{token} hello there".encode()) + b"=\r\n!!*\r\n"
        return Sample(head + b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body, token, "")
    if kind == "no end boundary":
        whole = _multi("mixed", _part("text/plain; charset=gbk", zh, "8bit"))
        return Sample(head + whole[: whole.rindex(b"--limit")], token, TEXTS["zh"])
    plain = _part("text/plain; charset=utf-8", f"{token} {TEXTS['ja']}\r\n".encode(), "8bit")
    if kind == "no date":
        return Sample(head.replace(b"Date:", b"X-Date:") + plain, token, TEXTS["ja"])
    if kind == "no message-id":
        return Sample(head.replace(b"Message-ID:", b"X-Id:") + plain, token, TEXTS["ja"])
    if kind == "nul bytes":
        return Sample(head + _part("text/plain; charset=utf-8", f"{token} nul here\r\n".encode() + b"\x80\xff\r\n", "8bit"), token, "")
    if kind == "endless line":
        return Sample(head + _part("text/plain; charset=utf-8", f"{token} ".encode() + b"a" * 70_000 + b"\r\n", "8bit"), token, "")
    if kind == "bad encoded word":
        return Sample(head.replace(b"Subject: ", b"Subject: =?utf-8?B?!!!!?= =?x?y?z?= ") + plain, token, TEXTS["ja"])
    return Sample(head.replace(f"<{token}".encode(), b"<constant") + plain, token, TEXTS["ja"])


def _encoded(text: str, charset: str) -> bytes:
    if charset == "windows-1258":  # it has the tones only as characters of their own
        return _tones_apart(text).encode("cp1258")
    if charset == "iso-8859-6":
        text = text.replace("،", ",")
    return text.encode(_PYTHON.get(charset, charset), "replace")


def _tones_apart(text: str) -> str:
    tones = "\u0300\u0301\u0303\u0309\u0323"
    found = []
    for ch in text:
        apart = unicodedata.normalize("NFD", ch)
        tone = next((mark for mark in apart if mark in tones), "")
        base = unicodedata.normalize("NFC", apart.replace(tone, "")) if tone else ch
        found.append(base + tone)
    return "".join(found)


def _head(number: int, token: str, charset: str) -> bytes:
    subject = f"Inquiry {token}"
    lines = [
        f"From: =?utf-8?B?{base64.b64encode('Müller 李'.encode()).decode()}?= <buyer{number % 40}@example.com>",
        "To: seller@mail.test",
        f"Subject: {subject}",
        f"Date: Mon, 23 Nov 2026 0{number % 10}:00:00 +0000",
        f"Message-ID: <{token}.{charset}@example.com>",
        "MIME-Version: 1.0",
    ]
    return ("\r\n".join(lines) + "\r\n").encode("ascii")


def _part(kind: str, body: bytes, transfer: str, more: str = "") -> bytes:
    if transfer == "base64":
        body = base64.encodebytes(body).replace(b"\n", b"\r\n")
    elif transfer == "quoted-printable":
        body = quopri.encodestring(body.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {transfer}\r\n{more}\r\n".encode("ascii") + body


def _multi(kind: str, *parts: bytes) -> bytes:
    limit = f"limit-{kind}"
    joined = b"".join(b"--" + limit.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{limit}"\r\n\r\n'.encode() + joined + b"--" + limit.encode() + b"--\r\n"
