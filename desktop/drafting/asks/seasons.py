"""Dates that buyers name without a day: "before Christmas", "mid-March", "end of Q1", "Tet", in all languages.

Movable feasts are reckoned (Easter) or listed (the lunar New Year, Ramadan, the Feast of Sacrifice: astronomical tables, to the day
that most countries keep).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

_LUNAR = {2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3), 2031: (1, 23), 2032: (2, 11)}
_RAMADAN = {2026: (2, 18), 2027: (2, 8), 2028: (1, 28), 2029: (1, 16), 2030: (1, 5), 2031: (12, 15), 2032: (12, 4)}
_FITR = {2026: (3, 20), 2027: (3, 10), 2028: (2, 27), 2029: (2, 15), 2030: (2, 5), 2031: (1, 25), 2032: (1, 14)}
_ADHA = {2026: (5, 27), 2027: (5, 17), 2028: (5, 5), 2029: (4, 24), 2030: (4, 13), 2031: (4, 2), 2032: (3, 22)}
_TABLES: Mapping[str, Mapping[int, tuple[int, int]]] = {"lunar": _LUNAR, "ramadan": _RAMADAN, "fitr": _FITR, "adha": _ADHA}
_FIXED = {
    "christmas": (12, 25), "new_year": (1, 1), "orthodox": (1, 7), "valentine": (2, 14), "women": (3, 8), "halloween": (10, 31), "golden": (10, 1), "golden_jp": (4, 29),
}  # fmt: skip
_NAMES = (
    ("orthodox", r"православн\w+ рождеств\w+"),
    ("christmas", r"christmas|x-?mas|navidad\w*|natal(?!i)|noel|weihnacht\w*|natale|рождеств\w+|(?:عيد |ال)?(?:ميلاد|كريسماس)|クリスマス|크리스마스|성탄\w*|giang sinh|giáng sinh"),
    ("lunar", r"(?:chinese|lunar) new year|cny(?![a-z])|spring festival|(?:ano|año) nuevo chino|ano.novo chines|nouvel an chinois|chinesische\w* neujahr\w*|capodanno cinese|китайск\w+ нов\w+ год\w*|春節|旧正月|설(?:날| 연휴| 전)|구정|춘절|(?<!\w)t[eế]t(?!\w)|imlek|السنه الصينيه|راس السنه الصيني\w*"),
    ("new_year", r"new year(?:'s)?(?: eve| day)?|ano nuevo|ano novo|reveillon|nouvel an|neujahr\w*|jahreswechsel|capodanno|нов\w{2,3} год\w*|راس السنه|正月|年明け|新年|새해|신정|tahun baru|nam moi|năm mới"),
    ("fitr", r"eid(?: al[- ]fitr)?(?! al[- ]ad)(?![a-z])|lebaran|idul ?fitri|عيد الفطر"),
    ("adha", r"eid al[- ]ad\w+|idul ?adha|عيد الاضحي"),
    ("ramadan", r"ramadh?an|рамадан\w*|رمضان|ラマダン|라마단"),
    ("easter", r"easter|pascua|semana santa|pascoa|paques|ostern|pasqua|пасх\w+|イースター|부활절|paskah|phuc sinh|phục sinh"),
    ("friday", r"black friday|viernes negro|черн\w+ пятниц\w*|ブラックフライデー|블랙 ?프라이데이"),
    ("thanksgiving", r"thanksgiving"), ("valentine", r"valentine\w*|san valentin\w*|saint.valentin|バレンタイン|발렌타인"),
    ("halloween", r"hall?oween\w*"), ("golden_jp", r"gw前|ゴールデンウィーク|golden week"), ("golden", r"national day holiday|国慶節|국경절"),
)  # fmt: skip
_FEAST = re.compile("|".join(f"(?<![^\\W\\d_])(?P<{name}>{words})(?![a-z])" for name, words in _NAMES))
_AIMED = re.compile(
    r"(?:before|by|until|till|for|around|vor|bis|zu|zum|an|avant|pour|d'ici|a|à|entro|per|prima|antes|ate|para|hasta|до|к|на|перед|قبل|حتي|في|sebelum|jelang|menjelang|untuk|sampai|truoc|trước|dịp|dip|kịp|kip|pada|saat)"
    r"(?: (?:the|la|las|el|o|os|do|da|de|di|del|al|den|dem|das|il|le|l|start of|end of|inicio de|inizio|начала|наступления|ngày|ngay|dịp|hari))*(?: l')? $"
)
_AIMED_EAST = re.compile(r"^\s?(?:の|연휴|시즌)?\s?(?:前|まで|に間|に必|商戦|전|까지|이전|시즌|에 맞)")
_MIDDLE = re.compile(
    r"(?:mid(?:dle of)?[- ]?(?:of )?|mediados de(?:l mes de)?|mitad de|meados de|meio de|metade de|mi-?|milieu|mitte(?: des)?|meta(?: di| del mese di)?|середин\w+|منتصف(?: شهر)?|pertengahan(?: bulan)?|giữa(?: tháng)?|giua(?: thang)?)\s*$"
)
_START = re.compile(
    r"(?:early|beginning of|start of|inicios? de|principios de|comienzos de|comeco de|inicio de|debut|anfang|inizio(?: di)?|inizi di|начал\w+|مطلع|بدايه(?: شهر)?|اوائل|awal(?: bulan)?|đầu(?: tháng)?|dau(?: thang)?)\s*$"
)
_QUARTER = re.compile(
    r"(?P<end>end of |by the end of |fin de |final de |finales de |fim do |ate o fim do |fin (?:du )?|ende |fine |(?:до )?конц\w+ |نهايه |akhir |cuối |cuoi )?"
    r"(?:(?<![a-z0-9])q(?P<a>[1-4])(?![a-z0-9])|(?P<b>[1-4])(?:st|nd|rd|th|er|o|e|º|°|[.]|-?й|-?го)?[ .]{0,2}(?:quarter|trimestre|quartal\w*|квартал\w*|кв[.]?(?![а-я])|kuartal|四半期|분기)|(?:kuartal|quý|quy|الربع) (?P<c>[1-4]|i{1,3}|iv|الاول|الثاني|الثالث|الرابع))"
    r"(?:\s*(?:of |de |del |du |di |/)?(?P<year>20\d\d))?"
)
_EAST_MIDDLE = re.compile(r"(?:(20\d\d)\s?[年년]\s?)?(\d{1,2})\s?[月월]\s?(中旬|半ば|なかば|중순|上旬|初旬|초순|초(?!\w)|下旬|하순|末|말)")
_VIET_PART = re.compile(r"(giữa|giua|đầu|dau|cuối|cuoi)\s+(?:tháng|thang)\s+(\d{1,2})(?:(?:\s*(?:năm|nam)\s+|/)(20\d\d))?")
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "الاول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4}


def seasons_in(text: str, language: str, today: date) -> Iterator[tuple[int, int, date]]:
    """(start, end, day) of every feast, quarter and part of a month that a folded text names; the next such day after `today`."""
    for match in _FEAST.finditer(text):
        if not (
            _AIMED.search(text[max(0, match.start() - 40) : match.start()].replace("'", "' ")) or _AIMED_EAST.match(text[match.end() :])
        ):
            continue  # "Christmas balls" name no day
        feast = str(match.lastgroup)
        if feast == "golden_jp" and language not in ("ja", "en"):
            feast = "golden"
        yield match.start(), match.end(), _next_feast(feast, today)
    for match in _QUARTER.finditer(text):
        number = match["a"] or match["b"] or match["c"]
        quarter = _NUMBERS.get(number) or int(number)
        yield match.start(), match.end(), _last_day(quarter * 3, int(match["year"]) if match["year"] else None, today)
    if language in ("ja", "ko", "zh"):
        for match in _EAST_MIDDLE.finditer(text):
            if 1 <= int(match[2]) <= 12:
                day = 15 if match[3][0] in "中半な중" else 5 if match[3][0] in "上初초" else 31
                yield match.start(), match.end(), day_in(int(match[2]), day, int(match[1]) if match[1] else None, today)
    if language == "vi":
        for match in _VIET_PART.finditer(text):
            if 1 <= int(match[2]) <= 12:
                day = 15 if match[1][0] == "g" else 5 if match[1][0] in "đd" else 31
                yield match.start(), match.end(), day_in(int(match[2]), day, int(match[3]) if match[3] else None, today)


def part_of_month(before: str) -> tuple[int, int] | None:
    """(day, length) when the words before a month's name say "mid-" or "early"; the length is how far they reach back."""
    for pattern, day in ((_MIDDLE, 15), (_START, 5)):
        match = pattern.search(before)
        if match:
            return day, len(before) - match.start()
    return None


def day_in(month: int, day: int, year: int | None, today: date) -> date:
    """A day of a month, the last one where it has fewer; the next one after today when the year is missing."""
    for candidate in (year,) if year is not None else (today.year, today.year + 1):
        result = date(candidate, month, min(day, monthrange(candidate, month)[1]))
        if year is not None or result > today:
            return result
    return result


def _last_day(month: int, year: int | None, today: date) -> date:
    return day_in(month, 31, year, today)


def _next_feast(feast: str, today: date) -> date:
    for year in (today.year, today.year + 1, today.year + 2):
        day = _feast(feast, year)
        if day is not None and day > today:
            return day
    return today + timedelta(days=365)


def _feast(feast: str, year: int) -> date | None:
    if feast in _FIXED:
        return date(year, *_FIXED[feast])
    if feast in _TABLES:
        return date(year, *_TABLES[feast][year]) if year in _TABLES[feast] else None
    if feast == "easter":
        return _easter(year)
    first = date(year, 11, 1)  # Thanksgiving is November's fourth Thursday, Black Friday the day after
    thursday = first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    return thursday if feast == "thanksgiving" else thursday + timedelta(days=1)


def _easter(year: int) -> date:
    """Western Easter, by the anonymous Gregorian computus."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    offset = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * offset) // 451
    month, day = divmod(epact + offset - 7 * shift + 114, 31)
    return date(year, month, day + 1)
