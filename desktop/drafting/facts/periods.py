"""Periods that are said without a number: "гарантия год", "ضمان سنة", "garansi setahun"."""

from __future__ import annotations

import re
from decimal import Decimal

from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts
from desktop.drafting.facts.verdicts import Verdict

_MONTHS = {
    "год": 12,
    "полгода": 6,
    "месяц": 1,
    "سنه": 12,
    "عام": 12,
    "شهر": 1,
    "نصف سنه": 6,
    "setahun": 12,
    "setengah tahun": 6,
    "sebulan": 1,
}
_BESIDE = {
    "ru": re.compile(r"гаранти[а-я]*(?: на| в| составляет| сроком| -|:| —| –)* (?P<after>год|полгода|месяц)(?![а-я])"),
    "ar": re.compile(r"ضمان(?: لمده| مدته|ه)?:? (?P<after>نصف سنه|سنه|عام|شهر)(?! ?(?:ونصف|واحد|كامل|[0-9]))(?![^\W\d_])"),
    "id": re.compile(r"(?:garansi|jaminan)(?: selama|:| -)* (?P<after>setahun|sebulan|setengah tahun)(?![a-z])"),
}


def lone_periods(reading: Reading, facts: CardFacts, language: str) -> list[Verdict]:
    """A verdict for each warranty whose period has no number of its own."""
    pattern = _BESIDE.get(language)
    if pattern is None:
        return []
    known = next((fact for fact in facts.facts if fact.path == "trade.warranty.months"), None)
    return [
        Verdict(
            *match.span("after"),
            known is not None and known.value == Decimal(_MONTHS[match["after"]]),
            "term",
            "trade.warranty",
            known,
            "value",
        )
        for match in pattern.finditer(reading.folded.text)
        if not any(item.start <= match.start("after") < item.end for item in reading.quantities)
    ]
