"""What a sentence is about: the carton, the minimum order, a sample ... by the language's stems and the glossary's packaging words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.drafting.facts.reading import Reading
from desktop.language.match import TermAt

# Topics whose words in a sentence decide which facts it is about, and the card paths that they stand for.
TOPIC_PATHS = {
    "carton": ("packaging.carton",),
    "inner": ("packaging.unit",),
    "packing": ("packaging.",),
    "moq": ("trade.moq", "trade.price_tiers", "variants"),
    "logo": ("trade.customisation",),
    "sample": ("trade.samples",),
    "lead": ("trade.lead_time",),
    "payment": ("trade.payment",),
    "warranty": ("trade.warranty",),
}
PACKED = frozenset({"carton", "inner", "packing"})
_PACKS = frozenset({"carton", "roll", "pallet"})


class Topics:
    """The topics of one language's sentences; found once per sentence of a reading."""

    def __init__(self, topics: Mapping[str, Sequence[str]]) -> None:
        self._stems = [(topic, stems) for topic, stems in topics.items() if topic in TOPIC_PATHS]

    def near(self, reading: Reading, place: int) -> list[str]:
        """Topics of the sentence around a place."""
        end = reading.sentence_end(place)
        if end not in reading.topics:
            sentence = reading.sentence(place)
            topics = [topic for topic, stems in self._stems if any(stem in sentence for stem in stems)]
            if "packing" not in topics and any(_packs(term) for term in reading.terms if end - len(sentence) <= term.start < end):
                topics.append("packing")
            reading.topics[end] = topics
        found = reading.topics[end]
        return [*found, "carton"] if end in reading.carton_sentences and "carton" not in found else found


def _packs(term: TermAt) -> bool:
    """Whether a term names what goods are packed in."""
    return any(kind == "packaging" or concept in _PACKS for kind, concept in term.entry.uses)
