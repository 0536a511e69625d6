"""Review of a product's listings: languages, texts, meaning; approve, publish, or copy field by field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.listings import LOCALES, Finding
from desktop.i18n import N_, _
from desktop.services.listings import ListingView
from desktop.services.office import Office
from desktop.ui.listings.languages import LanguageList, language_name, state_of
from desktop.ui.listings.side import ReviewSide
from desktop.ui.listings.text import ListingText
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.widgets.parts import button, chip, empty, empty_page, label, panel, row, scrolled
from desktop.ui.widgets.pictures import thumbnail

_LABELS = {
    "title": N_("Title"),
    "keywords": N_("Keywords"),
    "highlights": N_("Highlights"),
    "description": N_("Description"),
    "faq": N_("Questions and answers"),
}


class ListingsScreen(Screen):
    """The review screen of one product."""

    nouns = ("listings", "cards")

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__(office, jobs)
        self.sku, self.shown_locale = "", "en"
        self._texts: dict[str, ListingText] = {}
        self._views: dict[str, ListingView] = {}
        self.languages = LanguageList()
        self.languages.chosen.connect(self.show_locale)
        self.side = ReviewSide()
        self.side.look_at.connect(self._look_at)
        self.side.mend.connect(self._mend)
        self.side.onto_card.connect(lambda _finding: self.go.emit("cards", self.sku))
        self._head = QHBoxLayout()
        self._middle = QWidget()
        self._middle_layout = QVBoxLayout(self._middle)
        split = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.languages, scrolled(self._middle), scrolled(self.side)):
            split.addWidget(widget)
        split.setSizes([190, 560, 400])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(self._head)
        layout.addWidget(split, 1)
        layout.addLayout(self._buttons())

    def refresh(self, argument: str = "") -> None:
        """Show a product; texts that do not exist yet are drafted in the background."""
        if argument and argument != self.sku:
            self.keep()
            self.sku = argument
            self._texts = {}
        if not self.sku:
            empty(self._middle_layout)
            self._middle_layout.addWidget(
                empty_page(_("Choose a product first."), button(_("Products"), lambda: self.go.emit("cards", "")))
            )
            return
        views = self.office.listings.of_card(self.sku)
        self._views = {view.locale: view for view in views}
        self._show_head()
        missing = [locale for locale in self.office.settings.get("locales") if locale not in self._views]
        self.languages.show_views(views, self.shown_locale)
        if self.shown_locale in self._views:
            self._show_texts(self._views[self.shown_locale])
        if missing and argument:
            self.draft(missing)

    def draft(self, locales: list[str]) -> None:
        """Draft these languages; each appears as soon as it is written."""
        sku, office = self.sku, self.office

        def work(context: object) -> Changes:
            changes = Changes()
            for locale in locales:
                changes |= office.listings.draft(sku, [locale])
            return changes

        self.jobs.write(work)

    def show_locale(self, locale: str) -> None:
        """Show one language's texts."""
        self.keep()
        self.shown_locale = locale
        self._texts = {}
        if locale in self._views:
            self._show_texts(self._views[locale])

    def keep(self) -> None:
        """Save at once whatever is being typed."""
        for text in self._texts.values():
            text.flush()

    # --- parts -------------------------------------------------------------------------------------------------------

    def _show_head(self) -> None:
        empty(self._head)
        view = self.office.cards.view(self.sku)
        picture = QLabel()
        picture.setPixmap(thumbnail(view.pictures[0] if view.pictures else None))
        approved = sum(item.state == "approved" for item in self._views.values())
        for widget in (picture, label(f"{view.card.name.get('zh', '')}  {self.sku}", "title", wrap=False)):
            self._head.addWidget(widget)
        self._head.addStretch(1)
        self._head.addWidget(chip(_("{done} of {all} approved", done=approved, all=len(LOCALES)), "done" if approved else "waiting"))
        self._head.addWidget(button(_("Product card"), lambda: self.go.emit("cards", self.sku)))

    def _show_texts(self, view: ListingView) -> None:
        if self._texts and self._same_texts(view):
            self._mark(view)
            return
        empty(self._middle_layout)
        self._texts = {}
        direction = Qt.LayoutDirection.RightToLeft if view.locale == "ar" else Qt.LayoutDirection.LeftToRight
        state, word = state_of(view)
        self._middle_layout.addLayout(row(label(language_name(view.locale), "heading", wrap=False), chip(word, state), None))
        part, group = "", QVBoxLayout()
        for place, text in view.listing.texts():
            name = place.split("[")[0]
            if name != part:
                part, group = name, QVBoxLayout()
                self._middle_layout.addWidget(panel(label(_(_LABELS[name]), "quiet"), group))
            edit = ListingText(place, text, direction)
            edit.edited.connect(self._edited)
            self._texts[place] = edit
            group.addWidget(edit)
        self._middle_layout.addStretch(1)
        self._mark(view)

    def _same_texts(self, view: ListingView) -> bool:
        """Whether the texts shown are these (a check came back while typing): then nothing moves."""
        shown = {place: edit.text for place, edit in self._texts.items()}
        return shown.keys() == dict(view.listing.texts()).keys() and any(edit.hasFocus() for edit in self._texts.values())

    def _mark(self, view: ListingView) -> None:
        for place, edit in self._texts.items():
            edit.show_findings([finding for finding in view.findings if finding.field == place])
        self.side.show_view(view, self.office.listings.facts(view) if view.publishable else [])

    def _edited(self, place: str, text: str) -> None:
        view = self._views.get(self.shown_locale)
        if view is None or dict(view.listing.texts()).get(place) == text:
            return
        sku, locale, office = self.sku, self.shown_locale, self.office
        self.jobs.write(lambda _context: office.listings.edit(sku, locale, place, text))

    def _look_at(self, finding: Finding) -> None:
        if finding.field in self._texts:
            self._texts[finding.field].select(finding.start, finding.end)

    def _mend(self, finding: Finding) -> None:
        if finding.field in self._texts:
            self._texts[finding.field].replace(finding.start, finding.end, finding.expected)
            self._texts[finding.field].flush()

    def _buttons(self) -> QHBoxLayout:
        return row(
            button(_("Approve all without findings"), self.approve_clean, name="approve-all"),
            button(_("Approve this language"), self.approve, name="approve-one"),
            button(_("Draft again"), self._redraft),
            None,
            button(_("Copy field by field"), lambda: self.go.emit("copy", f"{self.sku} {self.shown_locale}"), name="copy-panel"),
            button(_("Publish"), lambda: self.go.emit("publish", self.sku), "primary", name="publish"),
        )

    def approve(self) -> None:
        """Approve the language shown."""
        self.keep()
        sku, locale, office = self.sku, self.shown_locale, self.office
        self.jobs.write(lambda _context: office.listings.approve(sku, locale))

    def approve_clean(self) -> None:
        """Approve every template-written language without findings."""
        self.keep()
        sku, office = self.sku, self.office
        self.jobs.write(lambda _context: office.listings.approve_clean(sku)[0])

    def _redraft(self) -> None:
        sku, locale, office = self.sku, self.shown_locale, self.office
        self._texts = {}
        self.jobs.write(lambda _context: office.listings.redraft(sku, locale))
