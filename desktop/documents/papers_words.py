"""Amounts in words, as invoices carry them: English and Chinese capitals (大写)."""

from __future__ import annotations

from decimal import Decimal

from desktop.domain.money import EXPONENT

_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
_NAMES_EN = {"USD": ("US dollars", "cents"), "EUR": ("euros", "cents"), "GBP": ("pounds sterling", "pence"), "CNY": ("Chinese yuan", "cents"), "JPY": ("Japanese yen", "")}  # fmt: skip
_NAMES_ZH = {
    "USD": "美元",
    "EUR": "欧元",
    "GBP": "英镑",
    "CNY": "人民币",
    "JPY": "日元",
    "HKD": "港元",
    "AUD": "澳元",
    "CAD": "加元",
    "KRW": "韩元",
}
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def in_words_en(amount: Decimal, currency: str) -> str:
    """ "SAY US DOLLARS TWO THOUSAND FOUR HUNDRED AND CENTS FIFTY ONLY". Amounts below 10**15."""
    digits = EXPONENT.get(currency, 2)
    cents = int(amount.quantize(Decimal(1).scaleb(-digits)).scaleb(digits))
    whole, rest = divmod(cents, 10**digits)
    main, part = _NAMES_EN.get(currency, (currency, "cents"))
    text = f"say {main} {_english(whole)}"
    if rest and part:
        text += f" and {part} {_english(rest)}"
    elif rest:
        text += f" and {rest}/{10**digits}"
    return f"{text} only".upper()


def _english(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_ONES[hundreds]} hundred" + (f" and {_english(rest)}" if rest else "")
    for size, name in _SCALES:
        if number >= size:
            head, rest = divmod(number, size)
            return f"{_english(head)} {name}" + (f" {_english(rest)}" if rest else "")
    raise AssertionError(number)


def in_words_zh(amount: Decimal, currency: str) -> str:
    """ "美元贰仟肆佰元伍角整": the capitals that Chinese papers use. Amounts below 10**16."""
    name = _NAMES_ZH.get(currency, currency)
    cents = int(amount.quantize(Decimal("0.01")).scaleb(2))
    whole, rest = divmod(cents, 100)
    text = _chinese(whole) + "元"
    jiao, fen = divmod(rest, 10)
    if not rest:
        return f"{name}{text}整"
    if jiao:
        text += f"{_CAPITALS[jiao]}角"
    elif whole:
        text += "零"
    return f"{name}{text}" + (f"{_CAPITALS[fen]}分" if fen else "整")


def _chinese(number: int) -> str:
    if number == 0:
        return _CAPITALS[0]
    groups = []
    while number:
        number, group = divmod(number, 10000)
        groups.append(group)
    text = ""
    gap = False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if group == 0:
            gap = bool(text)
            continue
        if text and (gap or group < 1000):
            text += _CAPITALS[0]
        text += _group(group) + _GROUPS[index]
        gap = False
    return text


def _group(group: int) -> str:
    text = ""
    gap = False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        if gap:
            text += _CAPITALS[0]
        text += _CAPITALS[digit] + _PLACES[place]
        gap = False
    return text
