"""Signs that a message may harm the owner (reference/asks.md, "Risks"): which, seen in which sentence, and what to do.

Rules join groups of words (resources/asks/risks.json) that must all stand in one message, near each other where a link or
a place is meant. Offline; the list of sanctioned destinations carries its date.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from desktop.domain.messages import RISKS, Message, RiskSign
from desktop.drafting.asks.lexicon import Lexicon, Phrases, bare
from desktop.drafting.asks.places import DestinationReader, Places
from desktop.drafting.asks.reader import Read
from desktop.i18n import N_, _
from desktop.language.normalise import fold

# Comprehensively sanctioned destinations (EU, US and UN lists); "UA-43" is Crimea in ISO 3166-2.
SANCTIONED = frozenset({"IR", "CU", "KP", "UA-43"})
_URL = re.compile(
    r"https?://|www\.|\[link\]|<link>|\bbit\.ly|\btinyurl|(?<![\w@.-])[a-z0-9-]+(?:\.[a-z0-9-]+)?\.(?:com|net|org|info|example|top|xyz|online|site|shop|link|app|live|club|io|cc|test|invalid|support|help)(?![a-z])"
)
_LINK_WORD = re.compile(r"link|enlace|lien|ссылк|رابط|リンク|링크|tautan|链接|clic|klick|klik|クリック|클릭|نقر|اضغط|нажм")
_SPACED_NAME = re.compile(r"(?<!\w)(?:\w[.\-_ ]){2,}\w(?!\w)")

ADVICE = {
    "phishing_link": N_("Do not open the link. Ask the buyer to write the details into the message itself."),
    "credential_request": N_("Never give a password or code to anybody. The platform never asks for it by message."),
    "malware_attachment_lure": N_("Do not run anything and do not allow macros. Ask for a plain PDF or picture."),
    "off_platform_payment": N_("Stay with the platform's payment or your company account. Money paid elsewhere is not protected."),
    "overpayment": N_("Do not send any difference on. Wait until your bank says that the money is final, then pay back only to the payer."),
    "advance_fee": N_("A real buyer never asks the seller for a fee. Do not pay."),
    "fake_purchase_order": N_("Look up the institution's telephone number yourself and call it before you make anything on credit."),
    "price_fishing": N_("Do not name floor prices or costs. Ask for quantity, company and market first."),
    "personal_bank_change": N_("Nobody changes bank details by message. Call the person on the number that you know."),
    "sanctions_destination": N_("Goods for this destination may be forbidden. Ask your bank and customs agent before you answer."),
}


def advice(label: str) -> str:
    """What to do about a risk, in the owner's language."""
    return _(ADVICE[label])


class RiskReader:
    """Finds risk signs. `folder` is resources/asks."""

    def __init__(self, folder: Path, places: Places) -> None:
        self._file = folder / "risks.json"
        self._places = places

    @cached_property
    def _lists(self) -> dict[str, Any]:
        return dict(json.loads(self._file.read_text("utf-8")))

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return {name: Group(phrases) for name, phrases in self._lists["groups"].items()}

    @cached_property
    def _rules(self) -> dict[str, list[list[Group]]]:
        return {label: [[self._groups[name] for name in rule] for rule in rules] for label, rules in self._lists["rules"].items()}

    @cached_property
    def dated(self) -> str:
        """The day the lists were made."""
        return str(self._lists["dated"])

    def read(self, message: Message, read: Read, lexicon: Lexicon) -> tuple[RiskSign, ...]:
        """The risk signs of a message in the order of RISKS, each with the sentence that shows it best."""
        sentences = [message.subject, *read.cleaned.sentences] if message.subject.strip() else list(read.cleaned.sentences)
        folded = [folded_sentence(item) for item in sentences]
        found: dict[str, RiskSign] = {}
        for label, rules in self._rules.items():
            for rule in rules:
                place = seen_at(folded, rule, near=label == "personal_bank_change")
                if place is not None and self._holds(label, folded, place, read):
                    found.setdefault(label, RiskSign(label, sentences[place]))
        if (
            "personal_bank_change" in found
            and "off_platform_payment" in found
            and not self._rules["off_platform_payment"][0][0].stands(" ".join(folded))
        ):
            del found["off_platform_payment"]  # the private account is the redirected one, said once
        sanctioned = self._sanctioned(sentences, read, lexicon)
        if sanctioned is not None:
            found["sanctions_destination"] = sanctioned
        return tuple(found[label] for label in RISKS if label in found)

    def _holds(self, label: str, folded: Sequence[str], place: int, read: Read) -> bool:
        """What a label needs beside its words."""
        text = folded[place]
        if label == "phishing_link":
            near = " ".join(folded[max(0, place - 1) : place + 2])
            return bool(_URL.search(near) or _LINK_WORD.search(near))
        if label == "price_fishing":
            return not any(ask.kind in ("quantity", "target_price") for ask in read.asks)
        if label == "credential_request":
            return not self._groups["own_site"].stands(text)  # "your site asks me for a password", "we never ask for one"
        if label == "overpayment":  # what is taken off the next invoice goes to nobody else
            whole = " ".join(folded)
            return not self._groups["settled"].stands(whole) or self._groups["third_party"].stands(whole)
        return True

    def _sanctioned(self, sentences: Sequence[str], read: Read, lexicon: Lexicon) -> RiskSign | None:
        reader = DestinationReader(lexicon, self._places)
        for sentence in sentences:
            for said in dict.fromkeys((sentence, _SPACED_NAME.sub(lambda match: re.sub(r"[.\-_ ]", "", match[0]), sentence))):
                goals = reader.read(said, fold(said, lexicon.language).text, True)
                if any(place.country in SANCTIONED for place in goals) or self._passed_on(said, reader, lexicon):
                    return RiskSign("sanctions_destination", sentence, _("list of {date}", date=self.dated))
        return None

    def _passed_on(self, said: str, reader: DestinationReader, lexicon: Lexicon) -> bool:
        """ "From there to Isfahan", "our shops in Sevastopol": a place behind the destination that is named, when goods go on."""
        text = folded_sentence(said)
        if not self._groups["onward"].stands(text) or self._groups["not_there"].stands(text):
            return False
        return any(place.country in SANCTIONED for place in reader.named(said, fold(said, lexicon.language).text))


class Group:
    """A group of words of all languages: spaced scripts with word edges, the others without."""

    def __init__(self, phrases: Sequence[str]) -> None:
        east = [phrase for phrase in phrases if re.search("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]", phrase)]
        arabic = [phrase for phrase in phrases if re.search("[\u0600-\u06ff]", phrase)]
        rest = [phrase for phrase in phrases if phrase not in east and phrase not in arabic]
        self._parts = [Phrases(part, language) for part, language in ((rest, "en"), (arabic, "ar"), (east, "ja"))]

    def stands(self, text: str) -> bool:
        """Whether one of the phrases stands in a folded text."""
        return any(part.search(text) for part in self._parts)


def folded_sentence(text: str) -> str:
    """A sentence as the groups of words are looked for in it, whatever its language."""
    low = fold(text, "en").text.replace("ß", "ss")
    return bare(low) if "đ" in low else low


def seen_at(folded: Sequence[str], rule: Sequence[Group], *, near: bool = False) -> int | None:
    """The sentence where a rule stands: all of it within three neighbouring sentences (long rules, unless `near`: in the whole text)."""
    hits = [[group.stands(text) for group in rule] for text in folded]
    for index in range(len(folded)):
        window = hits[max(0, index - 1) : index + 2] if near or len(rule) < 3 else hits
        if all(any(row[n] for row in window) for n in range(len(rule))) and hits[index][0]:
            return index
    return None
