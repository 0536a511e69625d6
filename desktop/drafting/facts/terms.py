"""Materials, colours and certificates named in a text, traced to the card."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from desktop.drafting.facts.denials import Denials
from desktop.drafting.facts.elsewhere import Elsewhere
from desktop.drafting.facts.kinships import ancestors
from desktop.drafting.facts.lexicons import FACT_KINDS, IGNORE
from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts, compact
from desktop.drafting.facts.topics import PACKED, Topics
from desktop.drafting.facts.verdicts import Verdict
from desktop.drafting.facts.words import ClaimWords
from desktop.language.match import TOKENS, TermAt

# Kinds whose word is no material even when it is written like one (fr "carton", packaging "wooden case").
_NEUTRAL = frozenset({"unit", "packaging", IGNORE})
# Words that are a colour or a material only beside a word that says so, another colour, or a list of them.
_CUED = frozenset({"natural", "down", "felt", "iron", "peek", "modal", "lace", "rust", "mint", "peach", "sand", "coffee",
    "chocolate", "caramel", "amber", "coral",
                   "apricot", "champagne", "tan", "cream", "nude", "transparent", "camel", "olive", "mustard", "lavender",
                   "ivory", "camouflage", "rgb",
                   "copper-color", "bronze-color", "pet", "foam", "sage-green", "charcoal", "jersey", "mesh-fabric",
                   "rib-knit"})  # fmt: skip
_ENGLISH_ONLY = frozenset(
    {"felt", "iron", "lace", "rust", "cream", "tan", "charcoal", "camel", "mustard", "foam", "modal", "copper-color", "bronze-color"}
)
# How a fabric is made, not what it is made of: said of many goods without being a separate fact.
_SOFT = frozenset({"jersey", "rib-knit", "twill-fabric", "mesh-fabric", "terry", "non-woven-fabric", "foam", "enamel", "transparent"})
_LOOKS = re.compile(r"[ -]?(?:look|like|style|effect|optik|farbe|farbig|imitation|風|調|느낌|무늬)")
_DENIED = re.compile(r" (?:no|nao|not|non|nicht|нет)(?=[.,;:!]|$)")  # "what plastics do not"
_CARDBOARD = frozenset({"cardboard", "corrugated-cardboard"})
_BOARDS = _CARDBOARD | {"greyboard"}
_PAPERS = _CARDBOARD | {"paper", "kraft-paper", "greyboard", "paper-rope"}
# What a thing is made of is said, whatever it works on or is packed in.
_MADE = re.compile(
    r"(?:(?:made|built|cast|forged|machined) (?:of|from|in|out of)|uses|materials?(?: is| are|:)|hech[oa]s? (?:de|en|con)"
    r"|fabricad[oa]s? (?:de|en|em|con|com)|feit[oa]s? (?:de|em|com)|materiale?s?(?: es| e| sono| sao|:)|fabriquee?s? en|realisee?s? en"
    r"|matiere(?: est|:)|bestehen aus|besteht aus|(?<![a-z])aus|fatt[oaie] (?:di|in)|realizzat[oaie] in|(?<![а-я])из|материал(?: -|:)?"
    r"|مصنوع(?:ه|ات)? من|الماده(?: هي|:)?|素材は|材質は|소재는|재질은"
    r"|bằng|chúng tôi dùng|làm từ|chất liệu(?: là|:)?|terbuat dari|bahannya|bahan(?: adalah|:))"
    r" ?(?:the |a |an |el |la |o |le |du |de la |dem |der )?$"
)
_LIGHT = (
    "light", "glow", "luz", "lumiere", "eclairage", "licht", "luce", "свет", "ضوء", "اضاءه", "光", "ライト", "灯", "빛", "조명", "ánh sáng",
    "cahaya", "lampu",
)  # fmt: skip
_PURPOSE = frozenset({"for", "fur", "für", "pour", "para", "для", "cho", "untuk"})
_CLAUSE = re.compile(r"[.,;:()。、]")
_SENTENCE = re.compile(r"[.!?;]")
_LABEL_WORDS = 3  # "Material of the outer:"; before a longer clause a colon opens an enumeration of anything
_SHORT = 3  # letters of a scheme that stand inside other names too ("KC" in "UKCA")
_NEAR = 26  # letters between a material and the word that says what is done to it
_WASHED = re.compile(r"°|wash|lava|laver|lave |wasch|стир|غسل|洗|세탁|giặt|cuci|stir|passa|repass|bugel")
_CARE = 70  # letters around a word that care labels use
_DIGITS = re.compile(r"\d+")
_JOINT = re.compile(
    r"[ ,/、،;()]{0,3}(?:and|or|y|e|o|ou|et|und|oder|и|или|و|او|và|hoặc|dan|atau|with|と|または|과|와|및|또는)?[ ,/、،;()]{0,3}$"
)


@dataclass
class TermChecker:
    """Checks the terms of readings in one language against one card."""

    facts: CardFacts
    words: ClaimWords
    language: str

    def __post_init__(self) -> None:
        self._cues = self.words.cues | self.words.matcues
        self._near = Topics(self.words.topics)
        self._elsewhere = Elsewhere(self.facts, self.language)
        self._denials = Denials(self.facts, self.language, self._near)
        self._lit = {"colour_temperature", "luminous_flux"} & set(self.facts.by_dimension)
        self._plain: dict[int, Verdict | None] = {}  # what an entry means wherever it stands; one that depends on its place is not here

    def check(self, reading: Reading) -> list[Verdict]:
        """One verdict for each material, colour, certificate and word that must not be used."""
        found = list(self._denials.check(reading))
        denied = {verdict.start for verdict in found}
        for index, term in enumerate(reading.terms):
            if term.start in denied:
                continue
            key = id(term.entry)
            if key not in self._plain and self._placed(term):
                verdict = self._stated(reading, index, term)
            else:
                if key not in self._plain:
                    self._plain[key] = self._anywhere(term)
                known = self._plain[key]
                verdict = known and Verdict(
                    term.start, term.end, known.ok, known.kind, known.path, reason=known.reason, severity=known.severity
                )
            if verdict:
                found.append(verdict)
        return found

    def _placed(self, term: TermAt) -> bool:
        """Whether it depends on the place what the term says: a fact's word that the card does not state."""
        uses = term.entry.uses
        facts = [concept for kind, concept in uses if kind in FACT_KINDS]
        if not facts or any(kind in _NEUTRAL for kind, _ in uses) or any(concept in self.facts.terms for _, concept in uses):
            return False
        return not any(kind == "product" for kind, _ in uses) or any(concept in ("wood", "glass") for concept in facts)

    def _anywhere(self, term: TermAt) -> Verdict | None:
        """What is said of a term wherever it stands: the card states it, or it must not be used."""
        kinds = [kind for kind, _ in term.entry.uses if kind in FACT_KINDS]
        stated = next((concept for _, concept in term.entry.uses if concept in self.facts.terms), None)
        if stated and kinds:
            return Verdict(term.start, term.end, True, kinds[0], self.facts.terms[stated])
        if kinds or any(kind in _NEUTRAL for kind, _ in term.entry.uses):
            return None
        return self._avoided(term)

    def _stated(self, reading: Reading, index: int, term: TermAt) -> Verdict | None:
        uses = [(kind, concept) for kind, concept in term.entry.uses if kind in FACT_KINDS]
        kind, concept = uses[0]
        if kind == "certificate" and self._part_of_scheme(term.entry.text):
            return Verdict(term.start, term.end, True, kind, "certificates")
        if self._graded(reading, term, uses):
            return Verdict(term.start, term.end, True, kind, _PATHS[kind])
        if kind != "certificate" and not self._states(reading, index, term, [concept for _, concept in uses]):
            return None
        soft = concept in _SOFT or (kind != "certificate" and self._elsewhere.says(reading, term))
        return Verdict(term.start, term.end, False, kind, _PATHS[kind], severity="warn" if soft else "block", reason="term")

    def _part_of_scheme(self, written: str) -> bool:
        """The word is part of a scheme as the card writes it."""
        part = compact(written)
        known = [text for path, text in self.facts.texts if path.startswith("certificates")]
        if len(part) <= _SHORT:
            return any(part in re.findall(r"[a-z]+|\d+", text.lower()) for text in known)
        return any(part in compact(text) for text in known)

    def _graded(self, reading: Reading, term: TermAt, uses: list[tuple[str, str]]) -> bool:
        """A grade of what the card has ("stainless steel 304"), when the card states that number elsewhere."""
        digits = _DIGITS.findall(term.entry.text)
        if not digits or not any(parent in self.facts.terms for _, concept in uses for parent in ancestors(concept)):
            return False
        return all(Decimal(number) in self.facts.bare or number in self.facts.codes for number in digits)

    def _avoided(self, term: TermAt) -> Verdict | None:
        """A word that must not be used for something that the card has."""
        hits = [concept for concept in term.entry.avoid if concept in self.facts.terms]
        if not hits or term.entry.uses:
            return None
        path = self.facts.terms[hits[0]]
        severity = "block" if path.startswith("attributes.material") else "warn"  # a wrong word for what it is made of misleads
        return Verdict(term.start, term.end, False, "glossary", path, reason="avoid:" + hits[0], severity=severity)

    def _states(self, reading: Reading, index: int, term: TermAt, concepts: list[str]) -> bool:
        """Whether the word states a fact here: not negated, not a likeness, and not another sense of the word."""
        text = reading.folded.text
        if _LOOKS.match(text, term.end) or (self.facts.machine and self._worked(reading, index)):
            return False
        if self._of_packing(reading, term, concepts) or self._of_light(text, term, concepts) or self._named_before(reading, index):
            return False
        if self._of_care(reading, term, concepts):
            return False
        if self._of_stuff(reading, index, concepts) or self._metal_colour(text, term, concepts):
            return False
        before = TOKENS.findall(text[max(0, term.start - 28) : term.start])[-2:]
        if _PURPOSE & set(before[-1:]) or text[term.end : term.end + 1] in ("用", "용"):
            return False  # "for woollen blankets" says nothing of the basket
        if self.words.negators & set(before) or self._negated_after(text, term.end) or self._denials.denied(text, term):
            return False
        if not all(self._needs_cue(concept) for concept in concepts) and term.entry.text not in self.words.cued:
            return True
        if text[max(0, term.start - 2) : term.start].rstrip().endswith((":", "：")):
            label = _SENTENCE.split(text[max(0, term.start - 60) : term.start])[-1]
            return len(label.split()) <= _LABEL_WORDS  # "Material: skin"
        after = TOKENS.findall(text[term.end : term.end + 20])[:1]
        cues = self._cues
        if (
            set(before[-1:]) & cues
            or set(after) & self.words.cues
            or any(cue in text[term.end : term.end + 3] for cue in cues if self.language in ("ja", "ko"))
        ):
            return True
        return self._in_list(reading, index) or self._of_product(reading, index)

    @staticmethod
    def _of_product(reading: Reading, index: int) -> bool:
        """ "Ransel kulit": it stands directly behind a product's name."""
        if not index or reading.folded.text[reading.terms[index - 1].end : reading.terms[index].start] != " ":
            return False
        return any(kind == "product" for kind, _ in reading.terms[index - 1].entry.uses)

    def _of_packing(self, reading: Reading, term: TermAt, concepts: list[str]) -> bool:
        """ "In a brown box", "cartons of 80": what the goods are packed in, and the colour that the card gives for it."""
        known = self.facts.pack_colours | self.facts.pack_stuffs
        known = known if _PAPERS & set(self.facts.terms) else known | _CARDBOARD
        if not all(concept in known for concept in concepts) or _MADE.search(reading.folded.text, max(0, term.start - 24), term.start):
            return False
        return bool(PACKED & set(self._near.near(reading, term.start)))

    def _of_stuff(self, reading: Reading, index: int, concepts: list[str]) -> bool:
        """ "Caoutchouc naturel et jute", "cartone grigio": a colour word that says of which sort the material beside it is."""
        text, term = reading.folded.text, reading.terms[index]
        for other in (index - 1, index + 1):
            if not 0 <= other < len(reading.terms):
                continue
            beside = reading.terms[other]
            gap = text[beside.end : term.start] if other < index else text[term.end : beside.start]
            own = [concept for concept in beside.entry.concepts("material") if concept in self.facts.terms]
            if gap in ("", " ") and ((own and "natural" in concepts) or ("gray" in concepts and _BOARDS & set(self.facts.terms))):
                return True
        return False

    def _metal_colour(self, text: str, term: TermAt, concepts: list[str]) -> bool:
        """ "Bronze, olive or cream" of a lamp in bronze colour; "the copper-coloured rose" of brass."""
        if any(concept + "-color" in self.facts.terms for concept in concepts):
            return not _MADE.search(text, max(0, term.start - 24), term.start)
        return "copper-color" in concepts and bool({"brass", "copper"} & set(self.facts.terms))

    def _of_light(self, text: str, term: TermAt, concepts: list[str]) -> bool:
        """The white of a lamp's light is no colour of the lamp."""
        if not self._lit or not all(concept.endswith("white") for concept in concepts):
            return False
        around = text[max(0, term.start - 14) : term.start] + " " + text[term.end : term.end + 12]
        return any(word in around for word in _LIGHT)

    def _named_before(self, reading: Reading, index: int) -> bool:
        """A short name for what a longer term has named before in this text ("polyester wadding ... the wadding")."""
        word = reading.terms[index].entry.text
        if len(word) < _SHORT:
            return False
        longer = (term.entry for term in reading.terms[:index] if len(term.entry.text) > len(word))
        stated = (entry.text for entry in longer if any(concept in self.facts.terms for concept in entry.concepts("material")))
        return any(word in text.split() for text in stated)

    def _worked(self, reading: Reading, index: int) -> bool:
        """ "Cuts plywood, MDF and acrylic": what a machine works on is not what the machine is made of."""
        text, terms = reading.folded.text, reading.terms
        first = last = index
        while first and _JOINT.match(text[terms[first - 1].end : terms[first].start]):
            first -= 1
        while last + 1 < len(terms) and _JOINT.match(text[terms[last].end : terms[last + 1].start]):
            last += 1
        start, end = terms[first].start, terms[last].end
        if _MADE.search(text, max(0, start - 24), start) or text[end - 1 : end] == "製" or text[end : end + 1] in ("製", "제"):
            return False
        stems = self.words.topics.get("worked", ())
        before = _CLAUSE.split(text[max(0, start - _NEAR) : start])[-1]
        after = _CLAUSE.split(text[end : end + _NEAR])[0]
        return any(stem in before or stem in after for stem in stems)

    def _of_care(self, reading: Reading, term: TermAt, concepts: list[str]) -> bool:
        """ "Ferro leve", "a cool iron", "washed with stones", "stretchy": words of care, of how it is made and how it feels."""
        if "iron" in concepts and _WASHED.search(reading.folded.text, max(0, term.start - _CARE), term.end + _CARE):
            return True
        if self.language == "it" and term.entry.text == "bordo" and self._next_colour(reading, term):
            return True  # a black rim
        if "stone" in concepts and "stone-washed" in self.facts.terms:
            return True
        if "rubber" in concepts and self.language == "ar" and {"stretchable", "spandex"} & set(self.facts.terms):
            return True
        return self.language == "ko" and term.entry.text == "면" and self.facts.machine_part

    @staticmethod
    def _next_colour(reading: Reading, term: TermAt) -> bool:
        return any(other.start == term.end + 1 and other.entry.concepts("colour") for other in reading.terms)

    def _needs_cue(self, concept: str) -> bool:
        return concept in _CUED and (self.language == "en" or concept not in _ENGLISH_ONLY)

    def _negated_after(self, text: str, end: int) -> bool:
        following = text[end : end + 6]
        if _DENIED.match(text, end):
            return True
        if self.language in ("ja", "ko"):
            return any(word in following for word in self.words.negators)
        return following.startswith(("-free", " free", "-frei", "frei"))

    @staticmethod
    def _in_list(reading: Reading, index: int) -> bool:
        """Another colour or material stands directly beside it."""
        text = reading.folded.text
        term = reading.terms[index]
        for other in (index - 1, index + 1):
            if not 0 <= other < len(reading.terms):
                continue
            neighbour = reading.terms[other]
            if not any(kind in ("colour", "material") for kind, _ in neighbour.entry.uses):
                continue
            gap = text[neighbour.end : term.start] if other < index else text[term.end : neighbour.start]
            if 0 < len(gap) <= 8 and _JOINT.match(gap):
                return True
        return False


_PATHS = {"material": "attributes.material", "colour": "attributes.colour", "certificate": "certificates"}
