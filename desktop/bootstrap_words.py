"""The part of the composition root that needs no profile: languages, taxonomy, writers, the fact lock, papers."""

from __future__ import annotations

import os
import sys
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.system.paths import resources_dir

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

    from desktop.documents.papers import Papers
    from desktop.drafting.drafts import Drafter
    from desktop.drafting.facts import FactLock
    from desktop.drafting.goods_names import GoodsNames
    from desktop.drafting.model_writer import ModelWriter, TextEngine
    from desktop.drafting.render import ListingRenderer
    from desktop.language.glossary import Glossaries
    from desktop.language.phrasebook import Phrasebooks
    from desktop.services.replying import Replier
    from desktop.taxonomy.categories import Taxonomy


class Words:
    """What needs no profile: languages, taxonomy, writers and the fact lock."""

    def __init__(self, resources: Path | None = None) -> None:
        self.resources = resources or resources_dir()

    @cached_property
    def glossaries(self) -> Glossaries:
        """Terms by language."""
        from desktop.language.glossary import Glossaries

        return Glossaries(self.resources / "glossary")

    @cached_property
    def phrasebooks(self) -> Phrasebooks:
        """Sentence patterns by language."""
        from desktop.language.phrasebook import Phrasebooks

        return Phrasebooks(self.resources / "phrasebook")

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """Categories."""
        from desktop.taxonomy.categories import Taxonomy

        return Taxonomy(self.resources / "taxonomy")

    @cached_property
    def renderer(self) -> ListingRenderer:
        """Slotted text to readable text."""
        from desktop.drafting.render import ListingRenderer

        return ListingRenderer(self.glossaries, self.taxonomy)

    @cached_property
    def fact_lock(self) -> FactLock:
        """The checker."""
        from desktop.drafting.facts import FactLock

        return FactLock(self.glossaries)

    @cached_property
    def drafter(self) -> Drafter:
        """Card in, checked draft out."""
        from desktop.drafting.drafts import Drafter
        from desktop.drafting.phrasebook_writer import PhrasebookWriter

        return Drafter({"phrasebook": PhrasebookWriter(self.phrasebooks, self.renderer)}, self.renderer, self.fact_lock)

    def model_writer(self, engine: TextEngine, name: str) -> ModelWriter:
        """The model as a writer, with the phrasebook to stand in."""
        from desktop.drafting.model_writer import ModelWriter, Sources
        from desktop.drafting.phrasebook_writer import PhrasebookWriter

        stand_in = PhrasebookWriter(self.phrasebooks, self.renderer)
        return ModelWriter(engine, name, Sources(self.phrasebooks, self.renderer, self.fact_lock, stand_in))

    @cached_property
    def replier(self) -> Replier:
        """A buyer's message in, a checked reply out."""
        from desktop.drafting.asks.reader import AskReader
        from desktop.drafting.firewall import Firewall
        from desktop.drafting.replies.writer import ReplyWriter
        from desktop.drafting.risk import RiskReader
        from desktop.drafting.risk_cautions import CautionReader
        from desktop.services.replying import Doors, Replier

        folder = self.resources / "asks"
        asks = AskReader(folder, self.glossaries)
        writer = ReplyWriter(self.phrasebooks, self.glossaries, self.taxonomy, asks.products)
        risks, cautions = RiskReader(folder, asks.places), CautionReader(folder)
        return Replier(asks, risks, cautions, writer, Doors(self.fact_lock, Firewall()))

    @cached_property
    def goods_names(self) -> GoodsNames:
        """What goods are called on papers."""
        from desktop.drafting.goods_names import GoodsNames

        return GoodsNames(self.glossaries, self.taxonomy)

    @cached_property
    def papers(self) -> Papers:
        """Quotations, invoices and packing lists as PDF (call `gui_application()` first)."""
        from desktop.documents.papers import Papers
        from desktop.language.locales import locale_info
        from desktop.language.printing import country, unit_word

        def unit_name(unit: str, language: str) -> str:
            return unit_word(unit, Decimal(2), locale_info(language), self.glossaries(language)) or unit

        def country_name(code: str, language: str) -> str:
            return country(code, locale_info(language)) or code

        return Papers(self.resources / "papers" / "labels.json", unit_name, country_name)


def gui_application() -> QGuiApplication:
    """The Qt application that fonts and papers need; offscreen where there is no screen."""
    from PySide6.QtGui import QGuiApplication

    existing = QGuiApplication.instance()
    if existing is not None:
        return existing  # type: ignore[return-value]  # the running application is a QGuiApplication
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["tengqiao"])
