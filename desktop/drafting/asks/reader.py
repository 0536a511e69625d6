"""A message in, what it asks out: the rules of reference/asks.md without a model."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from desktop.domain.cards import Card
from desktop.domain.messages import ASK_KINDS, MANY_KINDS, Ask, Message
from desktop.drafting.asks.amounts import block, find_amounts, without_codes
from desktop.drafting.asks.certificates import named_certificates
from desktop.drafting.asks.cleaning import Cleaned, clean, plain, sentences
from desktop.drafting.asks.dates import DateAt, find_dates
from desktop.drafting.asks.goods import Goods
from desktop.drafting.asks.kinds import Heard, KindReader, asks_for_papers, incoterms_in
from desktop.drafting.asks.lexicon import Lexicon, Lexicons, bare, folded, toneless
from desktop.drafting.asks.payment_terms import PaymentTerms
from desktop.drafting.asks.phrases import Names
from desktop.drafting.asks.places import DestinationReader, Places
from desktop.drafting.asks.products import ProductFinder, ProductWords
from desktop.drafting.asks.quantities import QuantityReader, Sentence
from desktop.drafting.asks.targets import TargetReader, money_string, sends_back
from desktop.drafting.asks.tongue import Tongues
from desktop.language.glossary import Glossary

_CODE = re.compile(r"(?<![a-z0-9])(?!po-|pi-|so-|inv)[a-z]{2,4}-\d{1,4}[a-z]?(?![a-z0-9])")  # "BL-130" is no bill of lading


@dataclass(frozen=True)
class Read:
    """What was read: language, cleaned text, cards meant, asks in the order of ASK_KINDS, sentences that nothing covers."""

    language: str
    cleaned: Cleaned
    cards: tuple[Card, ...]
    asks: tuple[Ask, ...]
    gaps: tuple[str, ...]
    place_names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Line:
    """One sentence as written and folded, codes blanked, dates blanked too."""

    said: str
    text: str
    heard: Heard
    words: ProductWords
    models: re.Pattern[str]


@dataclass(frozen=True)
class _Meant:
    """The products of a message: their cards, what they are called, the digits of their model numbers and of their facts."""

    cards: tuple[Card, ...]
    words: ProductWords
    models: re.Pattern[str]
    facts: frozenset[str]


class AskReader:
    """Reads messages in the twelve languages and Chinese. `folder` is resources/asks."""

    def __init__(self, folder: Path, glossaries: Callable[[str], Glossary]) -> None:
        self._lexicons = Lexicons(folder)
        self._tongues = Tongues(folder)
        self.places = Places(folder / "places.txt")
        self._glossaries = glossaries
        self.products = ProductFinder(glossaries, Goods(folder))
        self._colours = lru_cache(maxsize=16)(self._colour_pattern)
        self._nouns = lru_cache(maxsize=16)(self.products.nouns)

    def lexicon(self, language: str) -> Lexicon:
        """The recognition words of a language."""
        return self._lexicons(language)

    def read(self, message: Message, cards: Sequence[Card], today: date) -> Read:
        """Everything that the message asks and states, by rules alone."""
        language = self._tongues.language_of(_letters(plain(message.body)), "") or self._tongues.language_of(message.subject)
        lexicon = self._lexicons(language)
        cleaned = clean(message.body, lexicon)
        if len(cleaned.main) > 20:
            language = self._tongues.language_of(_letters(cleaned.main), language)
            if language != lexicon.language:
                lexicon = self._lexicons(language)
                cleaned = clean(message.body, lexicon)
        said = [*sentences(_subject(message.subject)), *cleaned.sentences]
        if language == "vi" and toneless(cleaned.main.lower()):
            lexicon = self._lexicons("vi-bare")
        meant = self.products.find(f"{message.subject}\n{cleaned.main}", language, cards)
        asks, gaps = self._asks(said, lexicon, self._meant(lexicon, meant or tuple(cards[:1])), today)
        return Read(language, cleaned, meant, asks, gaps, self._place_names(asks, language))

    def _place_names(self, asks: Sequence[Ask], language: str) -> tuple[tuple[str, str], ...]:
        """How the first destination is called in the buyer's language and in Chinese, where we know it."""
        ask = next((item for item in asks if item.kind == "destination"), None)
        if ask is None:
            return ()
        name, country = str(ask.value["place"]), str(ask.value["country"])
        return tuple((code, self.places.name_in(name, country, code)) for code in dict.fromkeys((language, "zh")))

    def _meant(self, lexicon: Lexicon, cards: tuple[Card, ...]) -> _Meant:
        language = "vi-bare" if lexicon is self._lexicons("vi-bare") else lexicon.language
        facts = frozenset(run for card in cards for run in re.findall(r"\d{2,}", str(card.attributes)))
        return _Meant(cards, self.products.words(language, cards), _model_numbers(cards), facts)

    def _asks(self, said: Sequence[str], lexicon: Lexicon, meant: _Meant, today: date) -> tuple[tuple[Ask, ...], tuple[str, ...]]:
        kinds = KindReader(lexicon)
        if kinds.is_advertising([folded(item, lexicon.language) for item in said]):
            return (), ()
        lines = [self._line(item, kinds, meant) for item in said]
        found: list[Ask] = []
        for line in lines:
            found += self._of_line(line, lexicon, meant.cards, today)
        found += self._quantities(lines, lexicon, meant)
        if any(sends_back(line.text) for line in lines):
            found = [ask for ask in found if ask.kind not in ("target_price", "payment_terms", "complaint")]
        asks = kinds.settled(found)
        covered = {ask.sentence for ask in asks}
        gaps = tuple(line.said for line in lines if line.said not in covered and kinds.says_something(line.text))
        return _ordered(asks), gaps

    def _line(self, said: str, kinds: KindReader, meant: _Meant) -> _Line:
        text = folded(said, kinds.language)
        return _Line(said, text, kinds.hear(_CODE.sub("#", meant.words.blanked(text))), meant.words, meant.models)

    def _of_line(self, line: _Line, lexicon: Lexicon, cards: Sequence[Card], today: date) -> list[Ask]:
        heard = line.heard
        text, dates = self._without_dates(line, lexicon, today)
        kinds_reader = KindReader(lexicon)
        amounts = find_amounts(text, lexicon)
        currency = cards[0].trade.currency if cards else "USD"
        asks = [
            Ask("target_price", {"amount": money_string(amount, code or currency), "currency": code or currency}, line.said)
            for amount, code in TargetReader(lexicon).read(text, amounts, heard.kinds)
        ]
        terms = incoterms_in(line.text, line.said)
        stated = PaymentTerms.stated(line.text)
        kinds = heard.kinds | ({"payment_terms"} if stated and stated != "T/T" else set())
        kinds = kinds - ({"price", "discount"} if asks else set())
        if asks and stated is None:
            kinds = kinds - {"payment_terms"}
        shipping = bool(
            terms or kinds & {"shipping_cost", "lead_time", "price", "order_status"} or (lexicon.cue("goes_to", line.text) and heard.ships)
        )
        shipping = shipping and not (kinds == {"other"} and asks_for_papers(line.text))
        shipping = shipping or any(kinds_reader.sets_date(line.text, item.start, item.end) for item in dates)
        asks += [Ask("incoterm", {"term": term}, line.said) for term in terms]
        asks += [
            Ask("destination", {"place": place.name, "country": place.country.split("-")[0]}, line.said)
            for place in DestinationReader(lexicon, self.places).read(line.said, line.text, shipping)
        ]
        if not kinds & {"meeting", "order_status"}:
            set_by_buyer = [item.day for item in dates if item.day > today and kinds_reader.sets_date(line.text, item.start, item.end)]
            asks += [Ask("deadline", {"date": day.isoformat()}, line.said) for day in set_by_buyer]
        return asks + self._plain_asks(line, kinds, lexicon)

    def _plain_asks(self, line: _Line, kinds: frozenset[str] | set[str], lexicon: Lexicon) -> list[Ask]:
        asks: list[Ask] = []
        names = named_certificates(line.said, "certificate" in kinds or ("availability" in kinds and len(line.said) < 60))
        asks += [Ask("certificate", {"name": name}, line.said) for name in names]
        if names:
            kinds = kinds - {"availability", *(() if lexicon.kinds["specification"].search(line.text) else ("specification",))}
        for kind in ASK_KINDS:
            if kind in kinds and not (kind == "certificate" and names):
                text = PaymentTerms.stated(line.text) if kind == "payment_terms" else None
                asks.append(Ask(kind, {"text": text} if text else {}, line.said))
        return asks

    def _without_dates(self, line: _Line, lexicon: Lexicon, today: date) -> tuple[str, list[DateAt]]:
        dates = find_dates(line.text, lexicon, today)
        text = without_codes(block(line.text, [(item.start, item.end) for item in dates]))
        text = line.models.sub(lambda match: match[0] if _counts(text[match.end() :], line, lexicon) else " " * len(match[0]), text)
        return text, dates

    def _quantities(self, lines: Sequence[_Line], lexicon: Lexicon, meant: _Meant) -> list[Ask]:
        whole = "\n".join(line.text for line in lines)
        language = lexicon.language
        nouns = self._nouns(language).pattern(whole)
        reader = QuantityReader(
            lexicon, self._colours(language).pattern(whole), lambda text: bool(nouns.match(text)) or meant.words.lead(text)
        )
        cards = meant.cards
        sentences_ = []
        for line in lines:
            text, _ = self._without_dates(line, lexicon, date.min)
            sentences_.append(Sentence(text, find_amounts(text, lexicon), line.heard.kinds))
        found = []
        wanted = reader.read(sentences_)
        for item in wanted:
            said = next(
                (line.said for line, part in zip(lines, sentences_, strict=True) if any(a.value == item.n for a in part.amounts)), ""
            )
            own = (self.products.find(said, language, cards) if len(cards) > 1 and said else cards) or cards
            unit_of_card = _unit(own)
            unit = unit_of_card if item.generic or (item.unit == "piece" and unit_of_card == "set") else item.unit
            if item.generic and len(wanted) > 1 and str(item.n) in meant.facts and not _counted(item.n, lines, meant):
                continue  # "power bank 20000": what the card says of the product, not how many
            found.append(Ask("quantity", {"n": item.n, "unit": unit}, said))
            if item.changed:
                found.append(Ask("other", {}, said))
        return found or _one_machine(lines, cards)

    def _colour_pattern(self, language: str) -> Names:
        """Colour words of a language, to see a colour split ("300 brown, 200 natural")."""
        glossary = self._glossaries(language)
        forms: set[str] = set()
        for concept in glossary.concepts.of_kind("colour"):
            term = glossary.terms.get(concept.id)
            if term:
                forms |= {folded(form, language) for form in (*term.forms.values(), *term.also) if len(form) > 1}
        lead = r"(?:in\s|en\s|em\s|di\s|de\s|color\s|de color\s|cor\s|warna\s|màu\s|mau\s|باللون\s|لون\s)?"
        return Names(forms, lead, r"(?![a-z])")


def _counts(tail: str, line: _Line, lexicon: Lexicon) -> bool:
    """Whether a model's digits count something here: "500 tumblers" of TM-500, "500 pcs"."""
    tail = tail.lstrip(" ")
    return line.words.lead(tail) or any(unit.match(tail) for unit in lexicon.units.values())


def _counted(number: int, lines: Sequence[_Line], meant: _Meant) -> bool:
    """Whether a number stands right before a product's name somewhere: "500 tumblers"."""
    places = (re.search(rf"(?<![\d.,]){number}\s+", line.text) for line in lines)
    return any(place and meant.words.lead(place.string[place.end() :]) for place in places)


def _unit(cards: Sequence[Card]) -> str:
    unit = cards[0].trade.unit if cards else "piece"
    return unit if unit in ("piece", "set", "carton", "dozen") else "piece"


def _model_numbers(cards: Sequence[Card]) -> re.Pattern[str]:
    """The digits of model numbers ("6204" of BR-6204), which buyers write alone and which are no quantity."""
    digits = {run for card in cards for run in re.findall(r"\d{3,}", f"{card.sku} {card.model_number or ''}")}
    return re.compile(rf"(?<![\d.,])(?:{'|'.join(sorted(digits))})(?![\d]|[.,]\d)") if digits else re.compile(r"(?!)")


def _subject(subject: str) -> str:
    return re.sub(r"^(?:\s*(?:re|fw|fwd|aw|wg|rv|rif|回复|答复|转发|tr)\s?[:：]\s*)+", "", plain(subject), flags=re.IGNORECASE)


_ONE = re.compile(
    r"(?<!\w)(?:one|a|una|un|uma|um|une|eine|einen|ein|una|одн[ауы]|один|واحده|một|satu|sebuah|1)\s(?:[^\W\d_]+\s){0,2}$|(?:1台|一台|한 ?대|1대)$"
)


def _one_machine(lines: Sequence[_Line], cards: Sequence[Card]) -> list[Ask]:
    """Machines are ordered singly: "we need a packing machine PM-320" is a quantity of one."""
    machines = [card for card in cards if card.vertical == "machinery" and card.trade.moq in (None, 1)]
    for card in machines:
        for line in lines:
            place = line.text.find(card.sku.casefold())
            if place > 0 and not line.heard.kinds & {"complaint", "order_status"} and _ONE.search(line.text[max(0, place - 40) : place]):
                unit = card.trade.unit if card.trade.unit in ("piece", "set") else "piece"
                return [Ask("quantity", {"n": 1, "unit": unit}, line.said)]
    return []


def _letters(text: str) -> str:
    """The text without addresses and links, which are no language."""
    return re.sub(r"\S{1,80}@\S{1,200}|https?://\S+|www\.\S+", " ", text)


def _ordered(asks: Sequence[Ask]) -> tuple[Ask, ...]:
    """In the order of ASK_KINDS; one per kind, or one per value where a kind may stand several times."""
    result: list[Ask] = []
    for kind in ASK_KINDS:
        values: list[dict[str, str | int]] = []
        mine = [ask for ask in asks if ask.kind == kind]
        if kind not in MANY_KINDS:
            mine = sorted(mine, key=lambda ask: not ask.value)[:1]
        for ask in mine:
            value = dict(ask.value)
            if value not in values and not (not value and any(other.value for other in mine)):
                values.append(value)
                result.append(ask)
    return tuple(result)


def unaccented(text: str) -> str:
    """A text without tones, for tests of Vietnamese typed without them."""
    return bare(text)
