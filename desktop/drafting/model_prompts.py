"""The words that a model is given: what is the same for all, the card, and what belongs to one language.

Only public facts and only the glossary terms that occur: a full glossary hurts small models, and what is not in a
prompt cannot leak (promise 3). The model sees slots, never needs numbers, and cannot write them.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.cards import Card
from desktop.domain.listings import Finding
from desktop.drafting.card_values import CardValues
from desktop.drafting.model_plan import PlannedLine
from desktop.engine.protocol import Prompt

NAMES = {
    "en": "English", "es": "Spanish", "pt": "Brazilian Portuguese", "fr": "French", "de": "German", "it": "Italian",
    "ru": "Russian", "ar": "Arabic", "ja": "Japanese", "ko": "Korean", "vi": "Vietnamese", "id": "Indonesian", "zh": "Simplified Chinese",
}  # fmt: skip
WISHES = {"shorter": "Make it shorter.", "plainer": "Use plainer words.", "warmer": "Make it sound warmer, without praise."}

SYSTEM = "You write product listings for a factory that sells to business buyers abroad. You are factual, plain and brief."
STABLE = (
    "Rules:\n"
    "- Say only what the facts say. Invent nothing: no certificate, no effect, no use, no origin that is not there.\n"
    "- Numbers, sizes, weights, materials and colours are never written out. Where one belongs, write its slot, such as "
    "{size} or {material}, exactly as given; the program fills it.\n"
    "- No praise such as best or perfect, no promise, no price, no delivery time.\n"
    "- Each line is one complete, natural sentence of the trade. Do not repeat a line.\n"
    "- Answer only with the lines asked for, in the order asked for.\n\n"
)
_ABOUT = {
    "title": "the product", "intro": "the product", "closing": "how to ask for a quotation", "spec": "a technical value",
    "use": "where it is used", "feature": "what it can do", "carton": "the carton", "packaging": "the packing of one piece",
}  # fmt: skip
_PRIVATE = ("trade.", "private")


def prompt(card: Card, values: CardValues) -> Prompt:
    """The part of the prompt that all languages share: rules, then this card's public facts."""
    facts = "\n".join(f"{path}: {_plain(text, values)}" for path, text in card.without_private().facts() if not path.startswith(_PRIVATE))
    return Prompt(SYSTEM, STABLE, f"Facts of the product:\n{facts[:6000]}\n\n")


def _plain(text: str, values: CardValues) -> str:
    """An owner's word with its English form beside it, where the glossary knows one."""
    concept = values.glossary.concepts.find(text)
    return f"{concept.zh} ({concept.id.replace('-', ' ')})" if concept else text[:300].replace("\n", " ")


def ask(values: CardValues, lines: Sequence[PlannedLine]) -> str:
    """What one language adds: its name, its terms, the lines."""
    language = NAMES[values.info.language]
    terms = "; ".join(terms_of(values))
    plan = "\n".join(_line(item) for item in lines)
    return f"Write in {language} only.\n" + (f"Terms: {terms}\n" if terms else "") + f"Lines:\n{plan}\n"


def terms_of(values: CardValues) -> list[str]:
    """ "rattan = ratán" for the terms of this card that the language has, at most sixteen."""
    found: dict[str, str] = {}
    noun = values("noun")
    if noun and values.noun:
        found[values.noun.concept.id.replace("-", " ")] = noun
    for _path, text in values.card.facts():
        term = values.glossary.term(text)
        form = values.glossary.default_form(term) if term else None
        if term and form and values.info.language != "en":
            found.setdefault(term.concept.id.replace("-", " "), form)
    return [f"{key} = {form}" for key, form in list(found.items())[:16]]


def _line(item: PlannedLine) -> str:
    about = f'the meaning of "{item.source_zh}"' if item.source_zh else _ABOUT.get(item.topic, f"the {item.topic}")
    return f"{item.place.partition('[')[0]}: about {about}" + (f" {{{item.rule.slots[0]}}}" if item.rule.slots else "")


def again(item: PlannedLine, text: str, findings: Sequence[Finding], language: str) -> str:
    """Asks for one line anew and says what was wrong with it."""
    wrong = "; ".join(f"“{finding.text}” ({finding.kind})" for finding in findings[:4])
    return (
        f"Write in {NAMES[language]} only.\nThis line cannot be used: {text}\n"
        f"The facts do not say: {wrong or 'what it says'}. Write it again without that.\nLines:\n{_line(item)}\n"
    )


def wished(item: PlannedLine, text: str, wish: str, language: str) -> str:
    """Asks for a line anew as the owner wishes: shorter, plainer, warmer."""
    return f"Write in {NAMES[language]} only.\nThe line now: {text}\n{WISHES[wish]}\nLines:\n{_line(item)}\n"


def meaning(texts: Sequence[str], language: str) -> str:
    """Asks for the Chinese meaning of lines, slots kept."""
    lines = "\n".join(texts)
    return f"Translate these lines from {NAMES[language]} to {NAMES['zh']}, one line each, slots such as {{size}} unchanged.\n{lines}\n"
