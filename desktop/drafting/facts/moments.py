"""Numbers that tell the time, a decade or a figure of speech, and state nothing of the goods: "9 a.m.", "1920s", "18/10 steel" is none.

One pattern for each language, run over folded texts that hold numbers; what it finds is no number of the goods.
"""

from __future__ import annotations

import re
from functools import lru_cache

_END = (
    r"(?= ?(?:[.,;:!?)»\"]|$|-|(?:a|hasta|de la|del|y|da|do|e|ate|et|au|jusqu|bis|und|morgens|abends|mittags|nachts|to|until"
    r"|till|and|in the|di"
    r"|del mattino|di sera|da manha|da tarde|da noite|del mediodia|alle|as)(?![^\W\d_])))"
)
_CLOCK = r"(?:[01]?\d|2[0-4])"
_COLON = r"(?<![\d:.,/])(?:[01]\d|2[0-3]|[5-9]):[0-5]\d(?![\d:])"
_DECADE = (
    r"(?<!\d)(?:19|20)\d0(?:'?s|ern?|'?er|[- ]?(?:an|e|x|х|е|ые|ых))(?![a-z0-9])|(?<!\d)(?:(?:19|20)\d0|[2-9]0)(?:年代|년대)"
    r"|(?<![^\W\d_])(?:anos|anni|annees|decada de(?: los)?|decennio|thap nien|thập niên|những năm|era|tahun|годов"
    r"|годы)(?: los)? '?(?:19|20)?[1-9]0(?!\d)(?:-an)?"
    r"|(?<![^\W\d_])anni (?:venti|trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta)(?![^\W\d_])"
    r"|(?<![^\W\d_])anos (?:veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|vinte|trinta|quarenta|cinquenta"
    r"|sessenta|oitenta)(?![^\W\d_])"
    r"|(?<![^\W\d_])annees (?:vingt|trente|quarante|cinquante|soixante)(?![^\W\d_])|(?<!\d)[2-9]0-(?:х|е|ые|ых)(?![^\W\d_])"
)
_OF_DAY = {
    "en": rf"{_CLOCK}(?:[:.]\d\d)? ?(?:a\.m\.?|p\.m\.?|am|pm|o'clock|sharp)(?![^\W\d_])|(?:[a-z]+) (?:o'clock|a\.m|p\.m)"
    rf"|(?:thousand and one|a thousand and one)",
    "es": rf"(?:a|hasta|desde|de|sobre|hacia|entre) las? {_CLOCK}(?: ?h(?:oras)?)?{_END}|[a-z]+ (?:de la (?:manana|tarde|noche)|en punto)"
    r"|mil y una?",
    "pt": rf"(?:as|das|ate as|pelas|desde as) {_CLOCK} ?h?(?:oras)?(?:\d\d)?{_END}|(?:as|das) [a-z]+ (?:horas )?(?:da manha"
    rf"|da tarde|da noite)"
    r"|[a-z]+ horas da (?:manha|tarde|noite)|mil e uma?",
    "fr": rf"(?<!\d )(?<!h )(?:(?<!jusqu')a|vers|des|avant|apres) {_CLOCK} ?h(?:eures)? ?(?:\d\d)?(?! ?d')|rendez-vous de {_CLOCK} ?h"
    r"|[a-z]+ heures (?:du matin|du soir|de l'apres-midi|pile)|au dernier de \d{1,2} ?h|mille et une?",
    "de": rf"{_CLOCK}(?:[:.]\d\d)? ?(?:bis {_CLOCK} ?)?uhr(?![^\W\d_])|um [a-z]+ uhr|tausendundein[a-z]*",
    "it": rf"(?:alle|delle|dalle|all'|verso le) {_CLOCK}(?:[:.,]\d\d)?{_END}|(?:alle|delle|dalle) [a-z]+ (?:di sera|di mattina"
    rf"|del mattino)|mille e una?",
    "ru": rf"(?:в|к|до|с|около|после) {_CLOCK}(?:[:.]\d\d)? ?(?:час[а-я]* )?(?:утра|вечера|дня|ночи)"
    rf"|[а-я]+ (?:час[а-я]* )?(?:утра|вечера|ночи)"
    r"|тысяч[аеи] и одн[а-я]+",
    "ar": rf"الساعه (?:ال)?{_CLOCK}|الف ليله وليله",
    "ja": rf"{_CLOCK}時(?!間)(?:半|\d{{1,2}}分)?|千夜一夜|[何数][十百千万]",
    "ko": rf"{_CLOCK}시(?!간)(?: ?반| ?\d{{1,2}}분)?|(?:수|몇) ?[십백천만]|천일야화",
    "vi": rf"(?:[^\W\d_]+|{_CLOCK}) giờ (?:\d{{1,2}} )?(?:sáng|trưa|chiều|tối|đêm)(?![^\W\d_])|lúc {_CLOCK} ?(?:giờ|h)|nghìn lẻ một"
    r"|[^\W\d_]+ mươi mấy|mấy (?:chục|trăm|nghìn)|vài (?:chục|trăm|nghìn)",
    "id": rf"(?:pukul|jam) {_CLOCK}(?:[:.]\d\d)?(?: (?:pagi|siang|sore|malam))?|(?:pukul|jam) [a-z]+ (?:pagi|siang|sore|malam)|seribu satu",
}  # fmt: skip


@lru_cache(maxsize=16)
def moments(language: str) -> re.Pattern[str]:
    """Where a folded text of the language tells a time of day, a decade or a figure of speech."""
    own = _OF_DAY.get(language, "")
    head = r"(?<![^\W_])" if language not in ("ja", "ko") else r"(?<!\d)"
    return re.compile("|".join(filter(None, (_COLON, _DECADE, f"{head}(?:{own})" if own else ""))))
