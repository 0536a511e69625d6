"""Review of a product's listings: languages, texts, meaning; approve, publish, or copy field by field."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.errors import Cancelled, Problem
from desktop.domain.listings import LOCALES, Finding
from desktop.i18n import N_, _
from desktop.services.listings import ListingView, StatedFact, mending
from desktop.services.model_review import Growing
from desktop.services.office import Office
from desktop.ui.listings.languages import LanguageList, language_name, state_of
from desktop.ui.listings.side import PLACES, FactShown, ReviewSide
from desktop.ui.listings.text import ListingText
from desktop.ui.listings.wishes import Wishes
from desktop.ui.listings.writing import WritingPanel
from desktop.ui.qt_jobs import Context, Job, QtJobs
from desktop.ui.screen import Screen
from desktop.ui.widgets.parts import button, chip, empty, empty_page, label, panel, row, scrolled
from desktop.ui.widgets.pictures import thumbnail

RIGHT_TO_LEFT = ("ar",)
WRITER_MARKS = {"phrasebook": N_("template"), "model": N_("model"), "mixed": N_("model and template"), "hand": N_("by hand")}


def _draft(office: Office, sku: str, locale: str, _context: object) -> Changes:
    return office.listings.draft(sku, [locale])


def _model(office: Office) -> str:
    """The model that would write, "" when there is none."""
    try:
        return office.models.chosen().name
    except Problem:
        return ""


def _direction(locale: str) -> Qt.LayoutDirection:
    return Qt.LayoutDirection.RightToLeft if locale in RIGHT_TO_LEFT else Qt.LayoutDirection.LeftToRight


class ReviewTitle(QWidget):
    """The language shown and its state."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._state = label("", "heading", wrap=False), QHBoxLayout()
        layout = row(self._name, self._state, None)
        self.setLayout(layout)

    def show_state(self, view: ListingView) -> None:
        """Show a listing's language and state."""
        self._name.setText(language_name(view.locale))
        empty(self._state)
        state, word = state_of(view)
        self._state.addWidget(chip(word, state))


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
        self.side.onto_card.connect(self._onto_card)
        self.side.hovered.connect(self._light)
        self.side.opened.connect(lambda path: self.go.emit("cards", f"{self.sku}\t{path}"))
        self._stated: tuple[StatedFact, ...] = ()
        self._texts_locale, self._lit, self._model = "", "", ""
        self._marks: dict[str, QLabel] = {}
        self._title = ReviewTitle()
        self._head = QHBoxLayout()
        self.model_button = button(_("Draft with the model"), self.draft_with_model, name="draft-model")
        self.model_button.hide()
        self._middle = QWidget()
        self._middle_layout = QVBoxLayout(self._middle)
        self._middle_layout.setContentsMargins(4, 0, 8, 0)
        self.writing = WritingPanel()
        self._wishes = Wishes(office, jobs, lambda: (self.sku, self.shown_locale))
        self.writing.stopped.connect(self.stop_writing)
        self._job: Job | None = None
        self._found = -1
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(self._head)
        layout.addWidget(self._columns(), 1)
        layout.addLayout(self._buttons())
        self._keys()

    def _columns(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal)
        column = QWidget()
        middle = QVBoxLayout(column)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(self.writing)
        middle.addWidget(scrolled(self._middle), 1)
        for widget in (self.languages, column, scrolled(self.side)):
            split.addWidget(widget)
        split.setSizes([170, 600, 380])
        split.setStretchFactor(1, 3)
        split.setStretchFactor(2, 2)
        split.setChildrenCollapsible(False)
        return split

    def _keys(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, verb in (("F8", self.next_finding), ("F9", self.mend_here), ("Ctrl+Return", self.approve)):
            QShortcut(QKeySequence(keys), self, verb, context=within)
        for keys, step in (("Alt+Down", 1), ("Alt+Up", -1)):
            QShortcut(QKeySequence(keys), self, partial(self._step, step), context=within)

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
        self.jobs.read("reading", lambda _context: _model(self.office), self._show_model)
        missing = [locale for locale in self.office.settings.get("locales") if locale not in self._views]
        self.languages.show_views(views, self.shown_locale)
        if self.shown_locale in self._views:
            self._show_texts(self._views[self.shown_locale])
        if missing and argument:
            self.draft(missing)

    def draft(self, locales: list[str]) -> None:
        """Draft these languages; each appears as soon as it is written, and typing is saved in between."""
        for locale in locales:
            self.jobs.write(partial(_draft, self.office, self.sku, locale))

    def show_locale(self, locale: str) -> None:
        """Show one language's texts."""
        self.keep()
        self.shown_locale = locale
        self._texts = {}
        self.languages.show_views(list(self._views.values()), locale)
        if locale in self._views:
            self._show_texts(self._views[locale])

    def next_finding(self) -> None:
        """Select the next place to look at (F8)."""
        findings = self._findings()
        if findings:
            self._found = (self._found + 1) % len(findings)
            self._look_at(findings[self._found])

    def mend_here(self) -> None:
        """Put the card's own words into the place selected by F8 (F9)."""
        findings = self._findings()
        if findings:
            self._mend(findings[max(0, self._found) % len(findings)])
            self._found = -1

    def _findings(self) -> tuple[Finding, ...]:
        view = self._views.get(self.shown_locale)
        return view.findings if view else ()

    def _step(self, step: int) -> None:
        """The next or the previous language (Alt+Down, Alt+Up)."""
        locales = list(self._views)
        if self.shown_locale in locales:
            self.show_locale(locales[(locales.index(self.shown_locale) + step) % len(locales)])

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
        texts = dict(view.listing.texts())
        if self._texts.keys() == texts.keys() and self._texts_locale == view.locale:
            for place, edit in self._texts.items():  # in place: nothing jumps, and what is being typed stays
                if not edit.hasFocus() and not edit.waiting:
                    edit.take(texts[place])
            self._title.show_state(view)
            self._mark(view)
            return
        empty(self._middle_layout)
        self._texts, self._texts_locale = {}, view.locale
        self._title = ReviewTitle()
        self._title.show_state(view)
        self._middle_layout.addWidget(self._title)
        self._marks = {}
        part, group = "", QVBoxLayout()
        for place, text in texts.items():
            name = place.split("[")[0]
            if name != part:
                part, group = name, QVBoxLayout()
                group.setSpacing(2)
                self._middle_layout.addWidget(panel(label(_(PLACES[name]), "quiet"), group))
            edit = ListingText(
                place, text, _direction(view.locale), name=f"{_(PLACES[name])} {place.partition('[')[2].rstrip(']')}".strip()
            )
            edit.edited.connect(self._edited)
            edit.pointed.connect(self._pointed)
            edit.wished.connect(self._wishes.ask)
            self._texts[place], self._marks[place] = edit, label("", "mark", wrap=False)
            line = row(edit, self._marks[place])
            line.setStretch(0, 1)
            group.addLayout(line)
        self._middle_layout.addStretch(1)
        self._mark(view)

    def _mark(self, view: ListingView) -> None:
        for place, edit in self._texts.items():
            edit.show_findings([finding for finding in view.findings if finding.field == place])
        for place, (writer, model) in self.office.listings.writers(view).items():
            if place in self._marks:
                self._marks[place].setText(_(WRITER_MARKS[writer]))
                self._marks[place].setToolTip(model)
        card = self.office.cards.get(self.sku)
        self._stated = self.office.listings.stated(view)
        facts: dict[str, FactShown] = {}
        texts = dict(view.listing.texts())
        for fact in self._stated:
            if fact.path and fact.path != "attributes":  # a count over the whole card has no field of its own
                words = self.office.card_form.fact(card, fact.path, texts[fact.place][fact.start : fact.end])
                good = fact.good and (fact.path not in facts or facts[fact.path].good)
                facts[fact.path] = FactShown(fact.path, words, good)
        self.side.show_view(view, list(facts.values()), lambda finding: self._new_words(view, finding))

    def _new_words(self, view: ListingView, finding: Finding) -> str:
        new = mending(dict(view.listing.texts()).get(finding.field, ""), finding)
        return new[2] if new else ""

    def _light(self, path: str, on: bool) -> None:
        """Light a fact up in the texts, in the list of facts and in the Chinese meaning."""
        self.side.light(path, on)
        for place, edit in self._texts.items():
            edit.light([(fact.start, fact.end) for fact in self._stated if on and fact.path == path and fact.place == place])

    def _pointed(self, place: str, point: int) -> None:
        here = [fact.path for fact in self._stated if fact.place == place and fact.start <= point < fact.end]
        path = here[0] if here else ""
        if path != self._lit:
            self._lit = path
            self._light(path, bool(path))

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
        edit = self._texts.get(finding.field)
        new = mending(edit.text, finding) if edit else None
        if edit and new:
            edit.replace(*new)
            edit.flush()

    def _onto_card(self, finding: Finding) -> None:
        sku, locale, office = self.sku, self.shown_locale, self.office

        def failed(error: Exception) -> None:
            self.jobs.failed(error)
            self.go.emit("cards", sku)

        self.jobs.read("database", lambda _context: office.card_facts.put(sku, locale, finding), self.jobs.changed.emit, failed)

    def _buttons(self) -> QHBoxLayout:
        return row(
            button(_("Approve all without findings"), self.approve_clean, name="approve-all"),
            button(_("Approve this language"), self.approve, name="approve-one", tip="Ctrl+Enter"),
            button(_("Draft again"), self._redraft),
            self.model_button,
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

    def draft_with_model(self) -> None:
        """This language again, written by the model that is here; it can be watched and stopped, and everything else goes on."""
        sku, locale, office = self.sku, self.shown_locale, self.office
        self.keep()
        self.model_button.setEnabled(False)
        self.jobs.writing.emit(self._model)
        words = _("{model} is writing {language}", model=self._model, language=language_name(locale))
        self.writing.begin(words, _direction(locale))

        def work(context: Context) -> Changes:
            def told(growing: Growing) -> None:
                context.progress(growing.done, growing.total, f"{growing.stage}\n{growing.text}")

            return office.model_review.write(sku, locale, told, lambda: context.cancelled)

        self._job = self.jobs.long("engine", work, partial(self._written, locale), self._grew, self._not_written)

    def stop_writing(self) -> None:
        """End the model's work; the text that stood there stays."""
        if self._job is not None:
            self.writing.stopping()
            self._job.cancel()

    def _grew(self, done: int, total: int, text: str) -> None:
        stage, _line, words = text.partition("\n")
        self.writing.tell(Growing(stage, done, total, words))

    def _end_writing(self) -> None:
        self._job = None
        self.writing.hide()
        self.model_button.setEnabled(True)
        self.jobs.writing.emit("")

    def _written(self, locale: str, changes: Changes) -> None:
        self._end_writing()
        self._texts = {}
        self.jobs.changed.emit(changes)
        words = _("The model has written {language}. Please read it before you approve it.", language=language_name(locale))
        self.jobs.tell(words, "look")

    def _not_written(self, error: Exception) -> None:
        self._end_writing()
        if isinstance(error, Cancelled):
            self.jobs.tell(_("Stopped. The text that stood there is unchanged."), "done")
        self.jobs.failed(error)

    def _show_model(self, model: str) -> None:
        self._model = model
        self.model_button.setVisible(bool(model))
        self.model_button.setToolTip(model)

    def _redraft(self) -> None:
        sku, locale, office = self.sku, self.shown_locale, self.office
        self._texts = {}
        self.jobs.write(lambda _context: office.listings.redraft(sku, locale))
