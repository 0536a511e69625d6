"""Which numbers of a message are what the buyer wants to order (reference/asks.md, "quantity")."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from desktop.drafting.asks.amounts import AmountAt
from desktop.drafting.asks.corrections import uncorrected
from desktop.drafting.asks.lexicon import UNSPACED, Lexicon

_CLAUSE = re.compile(
    r"(?<!\d)[,،、，;；:：]|[,،、，;；](?!\d)|\s[-–—]\s|[()]|\n|\s(?:but|pero|mas|mais|aber|ma|но|لكن|nhưng|tapi|tetapi)\s|지만|しかし|但"
)
_LIST_GAP = re.compile(
    r"^\s*(?:,|/|;|\+|&|、|，|،|-|–|~|or|and|o|y|e|ou|et|und|oder|bzw\.?|или|и|و|او|と|または|や|및|또는|과|와|hoặc|và|hay|atau|dan|和|或|以及|a|to|bis|до|حتي)\s*$"
)
_RANGE_GAP = re.compile(r"^\s*(?:-|–|~|to|a|à|bis|до|から|에서|～|到|đến|sampai)\s*$")
_REPLACED_BEFORE = re.compile(
    r"(?:instead of|rather than|not|from|in place of|en lugar de|en vez de|em vez de|ao inves de|au lieu de|plutot que|statt|anstatt|anstelle von|von|invece di|anziche|вместо|с|не на|а не|بدلا من|بدل|من|thay vi|thay vì|tu|từ|bukan|dari|de|da|(?:y |e |et |und |and |а |dan )?(?:no|not|non|nicht|pas|não|nao|не|jangan|không phải|khong phai)(?: con| por| com| mehr| più| piu| plus| mas| mais| более| больше)?)\s+(?:the |las |los |die |den |les |le |der |i |gli )?$"
)
_REJECTED_BEFORE = re.compile(
    r"(?<!\w)(?:instead of|rather than|in place of|en lugar de|en vez de|em vez de|ao inves de|au lieu de|plutot que|statt|anstatt|anstelle von|invece di|anziche|вместо|а не|بدلا من|بدل|thay vi|thay vì"
    r"|(?:y |e |et |und |and |а |dan |, ?)(?:no|not|non|nicht|pas|não|nao|не|bukan|jangan|không phải|khong phai)(?: con| por| com| mehr| più| piu| plus| mas| mais| более| больше)?)\s+(?:the |las |los |die |den |les |le |der |i |gli )?$"
)
_REJECTED_AFTER = re.compile(r"^\s*(?:個|台|枚|本|箱|개|대|장|세트)?\s*(?:ではなく|말고|대신)")
_WAS_BEFORE = re.compile(
    r"(?<!\w)(?:originally|previously|before it was|it was|antes (?:eran?|pedimos)|eran|originalmente|antes eram?|eram|au depart|initialement|avant c'etait|ursprünglich|ursprunglich|vorher|bisher|prima erano|inizialmente|erano|изначально|раньше было|было|كانت?|سابقا|اصلا|trước là|lúc đầu|ban đầu|tadinya|semula|sebelumnya|awalnya)(?: [^\W\d_]+)? $|(?:当初|元々|原来|원래|기존)(?:の|は|에는|은)?\s?$"
)
_REPLACED_AFTER = re.compile(r"^\s*(?:ではなく|から|より|대신|에서|말고|改|变)")
_FROM = re.compile(
    r"(?:from|over|above|beyond|от|свыше|ab|desde|a partir de|a partir|a partir des|mas de|oltre|da|dari|mulai|từ|tu|من|اكثر من)\s+$"
)
_SIZE = re.compile(r"^\s*(?:x?x?s|m|x{0,3}l|[2-5]xl)(?![^\W\d_])")
_DAY_WORD = re.compile(
    r"(?:(?<!\w)(?:dias?|день|числа|ngày|ngay|tanggal|tgl|يوم|am|den|le|el|il|on|the|of|art\.?|model|modell|modelo|modello|modele|mẫu|mau|tipo|модел\w{1,2}|no|nr|page|net|netto|room|suite|floor|street|rue|via|calle)|日)\s*$"
)
_HOW_MANY = re.compile(
    r"how many|cuant[oa]s|quant[oaie]s?(?![^\W\d_])|combien d|wie ?viele?|сколько|كم|何(?:個|枚|台|本|箱|カートン|セット)|いくつ|몇 ?(?:개|대|장|박스|세트)|얼마나|(?:bao nhieu|bao nhiêu|mấy|may) (?:cai|cái|chiec|chiếc|bo|bộ|thung|thùng)|berapa"
)
_YEAR = range(2015, 2041)


@dataclass(frozen=True)
class Quantity:
    """A quantity the buyer wants. `generic`: a counting word, which takes the card's unit."""

    n: int
    unit: str
    generic: bool
    split: bool = False
    changed: bool = False  # it takes the place of another number ("800 instead of 500")


@dataclass(frozen=True)
class Sentence:
    """One folded sentence with its amounts, and which kinds of asks it was found to hold."""

    text: str
    amounts: Sequence[AmountAt]
    kinds: frozenset[str]


class QuantityReader:
    """Reads quantities for one language. `colours` matches colour words directly behind a number (a split), `nouns` says whether a text begins with a product's name."""

    def __init__(self, lexicon: Lexicon, colours: re.Pattern[str], nouns: Callable[[str], bool]) -> None:
        self._lexicon = lexicon
        self._colours = colours
        self._nouns = nouns

    def read(self, sentences: Sequence[Sentence]) -> list[Quantity]:
        """Quantities over all sentences, each value once, splits summed into their total."""
        found: list[Quantity] = []
        for sentence in sentences:
            found += self._of_sentence(replace(sentence, amounts=uncorrected(sentence.text, sentence.amounts)))
        return _merged(found)

    def _of_sentence(self, sentence: Sentence) -> list[Quantity]:
        cancel = self._lexicon.cues.get("cancel")
        if "complaint" in sentence.kinds or (cancel is not None and cancel.search(sentence.text)):
            return []
        kept: list[tuple[AmountAt, Quantity]] = []
        inherited = self._inherited(sentence)
        for index, item in enumerate(sentence.amounts):
            quantity = self._quantity(sentence, self._of_things(sentence, item), inherited.get(index))
            if quantity is not None:
                kept.append((item, quantity))
        return self._after_changes(sentence, kept)

    def _of_things(self, sentence: Sentence, item: AmountAt) -> AmountAt:
        """ "450 ساعة حائط": what looks like hours counts clocks where the product is one."""
        figure = re.match(r"[\d.,]+\s*", sentence.text[item.start :]) if item.kind == "measure" else None
        if figure and self._nouns(sentence.text[item.start + figure.end() :]):
            return replace(item, kind="count", unit="piece", generic=True)
        return item

    def _inherited(self, sentence: Sentence) -> dict[int, AmountAt]:
        """Bare numbers of a list ("500, 1000 or 2000 pcs") take the unit of the number that ends it."""
        result: dict[int, AmountAt] = {}
        items = list(sentence.amounts)
        for index in range(len(items) - 2, -1, -1):
            gap = sentence.text[items[index].end : items[index + 1].start]
            follower = result.get(index + 1, items[index + 1])
            if items[index].kind == "bare" and follower.kind == "count" and _LIST_GAP.match(gap):
                result[index] = follower
        if self._lexicon.cue("change", sentence.text):  # "from 40 cartons to 55"
            result |= {
                n: last for n, (last, item) in enumerate(pairwise(items), 1) if item.kind == "bare" and last.kind in ("count", "bare")
            }
        return result

    def _quantity(self, sentence: Sentence, item: AmountAt, heir: AmountAt | None) -> Quantity | None:
        if item.kind == "container":
            asked = _HOW_MANY.search(sentence.text[: item.start])  # "how many go into a 40' HQ"
            return None if asked or self._spoiled(sentence, item) else Quantity(int(item.value), item.unit, False)
        if item.kind not in ("count", "bare") or item.value != int(item.value) or not 0 < item.value <= 10_000_000:
            return None
        source = heir or item
        tail = sentence.text[item.end : item.end + 24]
        split = bool(self._colours.match(tail.lstrip(" ")) or _SIZE.match(tail))
        named = self._nouns(tail.lstrip(" )"))
        changed = heir is not None and heir.kind == "bare" and item.value >= 5
        if source.kind == "bare" and not (split or named or changed or self._wanted_bare(sentence, item)):
            return None
        if source.kind == "bare" and "order_status" in sentence.kinds:
            return None  # the number of an order
        if item.value == 1 and any(other.kind == "money" and 0 <= other.start - item.end <= 6 for other in sentence.amounts):
            return None  # "1 piece at 0.60"
        if "discount" in sentence.kinds and _FROM.search(sentence.text[max(0, item.start - 14) : item.start]):
            return None
        if self._spoiled(sentence, item) or self._packed(sentence, item):
            return None
        unit = source.unit if source.kind == "count" else "piece"
        return Quantity(int(item.value), unit, source.generic or source.kind == "bare", split)

    def _clause(self, sentence: Sentence, item: AmountAt) -> tuple[str, str]:
        """The clause around a number, before and after it."""
        before, after = sentence.text[: item.start], sentence.text[item.end :]
        cuts = [match.end() for match in _CLAUSE.finditer(before)]
        ends = [match.start() for match in _CLAUSE.finditer(after)]
        return before[cuts[-1] if cuts else 0 :], after[: ends[0] if ends else len(after)]

    def _wanted_bare(self, sentence: Sentence, item: AmountAt) -> bool:
        """A number without a unit counts only behind a word of ordering, and not as a year, a small number or a decimal."""
        before, after = self._clause(sentence, item)
        whole_before = sentence.text[max(0, item.start - 45) : item.start]
        if int(item.value) in _YEAR and not re.search(r"[:：]\s*$", whole_before):
            return False
        if _DAY_WORD.search(whole_before) or (item.value < 5 and not self._ordered_few(before, after)):
            return False
        own = [match.end() for match in self._lexicon.cues["own_price"].finditer(whole_before)]
        if own and len(whole_before) - own[-1] <= 8:
            return False  # "your price of 1,790 for the machine"
        if (
            item.value >= 100
            and not before.strip()
            and not after.strip()
            and self._lexicon.cues["order"].search(sentence.text[: item.start])
        ):
            return True  # "we need white t-shirts, 2,500, printed"
        if "/" in (whole_before[-1:], sentence.text[item.end : item.end + 1]):
            return False  # "30/70"
        if _REPLACED_BEFORE.search(whole_before[-28:]) and any(other.kind == "measure" for other in sentence.amounts):
            return False  # "24 V instead of 12"
        if (
            sentence.kinds & {"price", "discount", "moq"}
            and item.value >= 10
            and re.match(r"\s*(?:[^\W\d_]|[.?!,]|$)", sentence.text[item.end :])
        ):
            return True
        cue = self._lexicon.cues["order"]
        if self._lexicon.language in UNSPACED:
            return bool(cue.search(before[-20:]) or cue.search(after[:12])) and not after[:1].strip().isalnum()
        return bool(cue.search(before[-45:] or "") or (re.search(r"[:：]\s*$", whole_before) and cue.search(whole_before)))

    def _ordered_few(self, before: str, after: str) -> bool:
        """ "Würden wir 4 nehmen", "se ne ordiniamo 2": a small number right beside a word of ordering, at the clause's end or before a noun."""
        cue = self._lexicon.cues["order"]
        beside = any(len(before.rstrip()) - match.end() <= 0 for match in cue.finditer(before.rstrip())) and len(before.split()) > 1
        behind = cue.match(after.lstrip(" "))
        return bool(behind and not before.rstrip().endswith(("nr", "no"))) or (beside and not after.strip())

    def _spoiled(self, sentence: Sentence, item: AmountAt) -> bool:
        """Past orders, yearly needs and minimum orders are not what is wanted now."""
        before, after = self._clause(sentence, item)
        cues = self._lexicon.cues
        changed = "other" in sentence.kinds and self._lexicon.cue("change", sentence.text)  # "yesterday's order: 450 instead of 300"
        if not changed and (cues["past"].search(before[-60:]) or cues["past"].search(after[:40])):
            return True
        if cues["yearly"].search(after[:26]) or cues["yearly"].search(before[-22:]):
            return True
        moq = self._lexicon.kinds["moq"]
        if moq.search(before[-30:]) or moq.search(after[:16]):
            return True
        if any(match.start() <= item.start < match.end() for match in moq.finditer(sentence.text)):
            return True
        return bool(self._lexicon.kinds["sample"].match(after.lstrip(" ")[:20])) or bool(
            self._lexicon.language in UNSPACED and self._lexicon.kinds["sample"].search(before[-8:]) and item.value < 20
        )

    def _packed(self, sentence: Sentence, item: AmountAt) -> bool:
        """ "12 pieces per carton", "boxes of 6"."""
        per = self._lexicon.cues["per_pack"]
        after = sentence.text[item.end : item.end + 22]
        before = sentence.text[max(0, item.start - 18) : item.start]
        if self._lexicon.language in UNSPACED:
            return bool(per.search(before[-8:]) or per.search(_CLAUSE.split(after[:8])[0]))
        match = per.search(after)
        if match and match.start() <= 3:
            return True
        hits = list(per.finditer(before))
        return bool(hits) and len(before) - hits[-1].end() <= 2

    def _after_changes(self, sentence: Sentence, kept: list[tuple[AmountAt, Quantity]]) -> list[Quantity]:
        """In "800 instead of 500" and "from 500 to 800" only the new number stands; of a range the lower end."""
        if len(kept) > 1:
            kept = [kept[0]] + [
                pair
                for last, pair in pairwise(kept)
                if not (_RANGE_GAP.match(sentence.text[last[0].end : pair[0].start]) and not self._lexicon.cue("change", sentence.text))
            ]
        change = self._lexicon.cue("change", sentence.text)
        left = [pair for pair in kept if not self._replaced(sentence, pair[0], change)]
        if len(kept) > 1 and (change or len(left) < len(kept)):
            gone = 0 < len(left) < len(kept)
            return [replace(quantity, changed=gone) for _, quantity in (left if gone else kept[-1:])]
        return [quantity for _, quantity in kept]

    def _replaced(self, sentence: Sentence, item: AmountAt, change: bool) -> bool:
        """Whether a number is the old one: "instead of 500", "not 500"; where a change is spoken of also "from 500"."""
        before = sentence.text[max(0, item.start - 28) : item.start]
        if _WAS_BEFORE.search(before) or _REJECTED_BEFORE.search(before) or _REJECTED_AFTER.match(sentence.text[item.end :]):
            return True
        return change and bool(_REPLACED_BEFORE.search(before) or _REPLACED_AFTER.match(sentence.text[item.end :]))


def _merged(found: list[Quantity]) -> list[Quantity]:
    parts = [item for item in found if item.split]
    whole = [item for item in found if not item.split]
    if len(parts) >= 2:
        total = sum(item.n for item in parts)
        if not any(item.n == total for item in whole):
            whole.append(Quantity(total, parts[0].unit, all(item.generic for item in parts)))
    else:
        whole = [item for item in found if not item.split] if parts and any(item.n > parts[0].n for item in whole) else found
    whole = _without_addends(whole)
    result: list[Quantity] = []
    for item in whole:
        same = next((other for other in result if other.n == item.n and (other.unit == item.unit or other.generic or item.generic)), None)
        if same is None:
            result.append(item)
        elif same.generic and not item.generic:
            result[result.index(same)] = item
    return result


def _without_addends(items: list[Quantity]) -> list[Quantity]:
    """When the largest number is the sum of all the others, the others are its split."""
    if len(items) < 3:
        return items
    largest = max(items, key=lambda item: item.n)
    others = [item for item in items if item is not largest]
    return [largest] if Decimal(sum(item.n for item in others)) == largest.n else items
