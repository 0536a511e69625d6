"""Dates that buyers name from today's month: "by the 30th of this month", "月末まで", "до конца следующего месяца", in twelve languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from desktop.drafting.asks.seasons import day_in

_THIS = (
    r"(?:this|the current) month|(?:de )?este mes|(?:d)?este mes|(?:de )?ce mois(?:-ci)?|(?:dieses|diesen|laufenden) monats?|(?:di )?questo mese|этого месяца|(?:من )?(?:هذا )?الشهر (?:هذا|الجاري|الحالي)|(?:من )?هذا الشهر"
    r"|今月|当月|이번 ?달|이달|금월|tháng này|thang nay|bulan ini"
)
_NEXT = (
    r"next month|(?:del |de )?(?:proximo mes|mes que viene|mes proximo)|(?:do )?(?:proximo mes|mes que vem)|(?:du )?mois prochain|(?:nächsten|nachsten|kommenden) monats?|(?:del )?(?:prossimo mese|mese prossimo)|следующего месяца"
    r"|(?:من )?الشهر (?:القادم|الجاي|المقبل)|来月|다음 ?달|내달|익월|tháng (?:sau|tới)|thang (?:sau|toi)|bulan depan"
)
_MONTH = f"(?:(?P<this>{_THIS})|(?P<next>{_NEXT}))"
_DAY = r"(?<![\d.,/])(?P<day>\d{1,2})"
_BEFORE_MONTH = re.compile(
    rf"(?<!\w)(?:(?:tanggal|tgl|ngày|ngay|dia|día|يوم) )?{_DAY}(?:st|nd|rd|th|-?го|\.|er)?(?: (?:of|числа|de|من))? {_MONTH}(?!\w)"
)
_EASTERN = re.compile(
    rf"(?P<this>今月|当月|이번 ?달|이달|금월)?(?P<next>来月|다음 ?달|내달|익월)?\s?(?:의\s?|の)?(?:{_DAY}\s?[日일]|(?P<end>末|말))(?![間이내以])"
)
_END = r"(?:the )?end of|fin(?:ales)? de(?:l)?|a fin de|fi(?:m|nal|nais) d[oe]|(?:la )?fin (?:de|du)?|ende(?: des)?|(?:la )?fine (?:di|del)?|конц[ауе]|نهايه|اخر|اواخر|akhir|cuối|cuoi"
_END_OF = re.compile(rf"(?<!\w)(?:{_END}) ?{_MONTH}(?!\w)")
_MONTH_END = re.compile(
    r"(?<!\w)(?:month.?end|(?:the )?end of (?:the )?month|fin(?:ales)? de mes|fi(?:m|nal) d[oe] mes|fin d[ue] mois|monatsende|ende des monats|fine mese|конц[ауе] месяца|نهايه الشهر|اخر الشهر|cuối tháng|cuoi thang|akhir bulan)"
    r"(?!\w| ?\d| (?:january|february|march|april|may|ju|aug|sep|oct|nov|dec|jan|feb|mar|apr|mei|des|agu|okt|này|nay|sau|tới|toi|ini|depan))|(?<![0-9月今来])月末|(?<![0-9월달])월말"
)
_BARE_DAY = re.compile(
    rf"(?:(?<!\w)(?:by|before|until|till|no later than) the|antes del(?: dia)?|para el(?: dia)?|hasta el(?: dia)?|(?:ate|antes)(?: d?o)? dia|avant le|d'ici le|bis zum|vor dem|entro il|prima del|до|к|قبل يوم|قبل|trước ngày|truoc ngay|sebelum tanggal|sebelum tgl|paling lambat tanggal) {_DAY}"
    r"(?:st|nd|rd|th|-?го|\.)?(?P<mark> числа)?(?=\s*(?:[,;!?)\n]|\.(?!\d)|$))"
)
_MARKED = re.compile(r"(?:st|nd|rd|th|го|\.)$| числа$")


def relative_dates(text: str, language: str, today: date) -> Iterator[tuple[int, int, date]]:
    """(start, end, day) of every date of a folded text that is reckoned from the current month."""
    patterns = (_EASTERN,) if language in ("ja", "ko", "zh") else (_BEFORE_MONTH, _END_OF)
    for pattern in patterns:
        for match in pattern.finditer(text):
            if match["this"] or match["next"]:
                day = int(match.groupdict().get("day") or 31)
                month = today.month + bool(match["next"])
                if 1 <= day <= 31:
                    yield match.start(), match.end(), _on(day, month, today)
    for match in _MONTH_END.finditer(text):
        yield match.start(), match.end(), _on(31, today.month, today)
    for match in _BARE_DAY.finditer(text):
        day = int(match["day"])
        said = text[match.start() : match.end()]
        if 1 <= day <= 31 and (language in ("fr", "es", "pt", "it", "vi", "id") or _MARKED.search(said)):
            yield match.start("day"), match.end(), _on(day, today.month if day > today.day else today.month + 1, today)


def _on(day: int, month: int, today: date) -> date:
    year, month = today.year + (month - 1) // 12, (month - 1) % 12 + 1
    return day_in(month, day, year, today)
