"""What a model is asked to write about a card: one rule a line, by the house's plan and the card's own slots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.drafting.card_values import CardValues
from desktop.drafting.plan import FAQ_TOPICS, HIGHLIGHT_TOPICS, allowed, body_order, seeded
from desktop.engine.grammar import LineRule
from desktop.language.phrasebook import Pattern, Phrasebook

HIGHLIGHTS, BODY, QUESTIONS = 4, 5, 2
FORMS = 3
NOUNS = ("noun", "noun.def_sg", "noun.pl")


@dataclass(frozen=True)
class PlannedLine:
    """One line to write: its place in the listing, what it is about, the Chinese text to translate (or "")."""

    place: str
    topic: str
    rule: LineRule
    source_zh: str = ""


def planned(values: CardValues, book: Phrasebook) -> list[PlannedLine]:
    """Title, highlights, description and questions that this card can fill in this language."""
    nouns = tuple(name for name in NOUNS[:1] if values(name))
    lines = [PlannedLine("title", "title", LineRule("Title: ", _title_slots(values), (), (0 if values.info.spaced else 1, 4), ""))]
    for index, (topic, slots) in enumerate(_topics(values, book, "highlight", HIGHLIGHT_TOPICS, HIGHLIGHTS)):
        lines.append(PlannedLine(f"highlights[{index}]", topic, LineRule("- ", slots, (), (2, 6), "")))
    lines += _description(values, book, nouns)
    faq = [topic for topic in seeded(FAQ_TOPICS, values.card.sku) if topic != "inquiry"]
    for index, (topic, slots) in enumerate(_topics(values, book, "faq", faq, QUESTIONS)):
        lines.append(PlannedLine(f"faq[{index}].q", topic, LineRule("Q: ", (), nouns, (2, 5), "ask")))
        lines.append(PlannedLine(f"faq[{index}].a", topic, LineRule("A: ", slots, nouns, (2, 8))))
    return lines


def _description(values: CardValues, book: Phrasebook, nouns: tuple[str, ...]) -> list[PlannedLine]:
    lines = [PlannedLine("description[0]", "intro", LineRule("", nouns, (), (3, 8)))]
    for topic, slots in _topics(values, book, "description", body_order(values.card.sku), BODY):
        lines.append(PlannedLine(f"description[{len(lines)}]", topic, LineRule("", slots, nouns, (3, 9))))
    for text in untranslated(values)[:2]:
        lines.append(PlannedLine(f"description[{len(lines)}]", "free", LineRule("", (), nouns, (2, 9)), text))
    lines.append(PlannedLine(f"description[{len(lines)}]", "closing", LineRule("", (), nouns, (4, 9))))
    return lines


def untranslated(values: CardValues) -> list[str]:
    """Selling points in the owner's own Chinese that no term covers: only a model or a person can say them."""
    return [text for text in values.card.selling_points if values.term_text(text) is None and not any(ch.isdigit() for ch in text)]


def _title_slots(values: CardValues) -> tuple[str, ...]:
    return tuple(name for name in ("noun",) if values(name)) or ("model",)


def _topics(values: CardValues, book: Phrasebook, section: str, topics: Iterable[str], most: int) -> list[tuple[str, tuple[str, ...]]]:
    """Topics with the slots that a line about them must hold: forms that the phrasebook uses and the card can fill."""
    found: list[tuple[str, tuple[str, ...]]] = []
    said: set[str] = set()
    for topic in topics:
        slots = _forms(values, book.patterns(section, topic), "spec1" if topic == "spec" else topic)
        if slots and slots[0].partition(".")[0] not in said:
            said.add(slots[0].partition(".")[0])
            found.append((topic, slots))
        if len(found) == most:
            break
    return found


_SLOT_OF = {"carton": ("carton_qty", "carton_size", "carton_weight"), "packaging": ("unit_packing",)}


def _forms(values: CardValues, patterns: Iterable[Pattern], topic: str) -> tuple[str, ...]:
    names = _SLOT_OF.get(topic, (topic,))
    fitting = (pattern for pattern in patterns if allowed(pattern.when, values))
    slots = (slot for pattern in fitting for slot in sorted(pattern.slots) if slot.partition(".")[0] in names)
    usable = [slot for slot in dict.fromkeys(slots) if not slot.endswith((".label", ".sentence")) and values(slot) is not None]
    return tuple(usable[:FORMS])
