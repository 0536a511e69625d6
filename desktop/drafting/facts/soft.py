"""When a quantity that the card does not state only warns: moments and turns that no card counts.

"Washed in two minutes", "a quarter turn of 90°": the card states nothing of that sort, so there is nothing to be wrong about. A
number that the card has in another unit still blocks ("six minutes" of six hours).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR

from desktop.domain.quantities import UNITS
from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts, Fact
from desktop.drafting.facts.verdicts import base
from desktop.language.triples import QuantityAt

_MOMENTS = frozenset({"s", "min"})
_HOURS = frozenset({"s", "min", "h"})
_TURNS = frozenset({45, 90, 180, 360})
_TRADE = frozenset({"lead", "warranty", "sample", "payment", "moq"})
_CELSIUS = re.compile(r"°c|celsi|цельси|مئوي|섭씨|摂氏|độ c(?![^\W\d_])|centigr|derajat c(?![^\W\d_])")
_HEAT = re.compile(  # what is washed, dried or heated is given in degrees of heat
    r"wash|lava|lavab|waschen|waschb|lavage|laver|lavage|bugel|стир|غسل|يغسل|غسيل|洗|세탁|빨래|giặt|cuci|temperat|температур|حراره|温度|온도|nhiệt|suhu"
    r"|dry|iron|oven|ofen|horno|forno|four |духовк|فرن|オーブン|오븐|lò nướng"
)
_A_DAY = re.compile(  # said of a folded text
    r" ?(?:(?:a|per|each|al|por|ao|am|pro|par|au|di|в|يوميا|mỗi|một) )?(?:day|dia|tag|jour|giorno|день|сутки|ngày|hari)(?![^\W\d_])"
    r"| ?/ ?(?:day|dia|tag|jour|giorno)| ?(?:daily|taglich|diarias?|quotidien|في اليوم|sehari|毎日|하루)"
)
_MOST = 10
_ANSWER = 24
"""Letters of an answer that may be nothing but a period ("Two years.")."""
_MINUTES, _SECONDS = 15, 60


def unsure(reading: Reading, item: QuantityAt, facts: CardFacts, topics: Sequence[str]) -> bool:
    """Whether a quantity that no fact equals is of a sort that the card says nothing of."""
    if _TRADE & set(topics):
        return False
    if item.symbol in ("°", "°C") and item.number.value in _TURNS and "angle" not in facts.by_dimension:
        return not _CELSIUS.search(reading.folded.text, item.start, item.end + 8) and not _HEAT.search(reading.sentence(item.start))
    if item.dimension not in ("time", "time_month"):
        return False
    own = [fact for fact in facts.facts if fact.dimension in ("time", "time_month") and fact.path.startswith("attributes")]
    if any(fact.value in item.number.values for fact in own):
        return False
    if item.symbol == "h" and _A_DAY.match(reading.folded.text, item.end):
        return True  # "at three hours a day"
    if item.symbol in _MOMENTS:
        return not any(fact.unit in _MOMENTS for fact in own) and item.number.value <= (_SECONDS if item.symbol == "s" else _MINUTES)
    if item.symbol in _HOURS:
        return item.number.words and not any(fact.unit in _HOURS for fact in own)
    # Ages and stories: a warranty in months or years is said with its word, or is the whole of an answer.
    long = all(fact.unit in _HOURS for fact in own)  # hours of a lamp's life say nothing of years
    return item.dimension == "time_month" and long and len(reading.sentence(item.start)) > _ANSWER


def nears(item: QuantityAt, fact: Fact, *, up: bool = False) -> bool:
    """ "Almost two days" of 40 hours, "over a kilo" of 1.2 kg: a small whole number next to the value in a larger unit."""
    stated, known = UNITS.get(item.symbol), UNITS.get(fact.unit)
    if stated is None or known is None or stated.dimension != known.dimension or stated.factor <= known.factor:
        return False
    value = item.number.value
    if value > _MOST or value != int(value):
        return False
    exact = base(fact.value, fact.unit) / stated.factor
    return value == exact.to_integral_value(ROUND_CEILING if up else ROUND_FLOOR)
