"""The copy panel: an approved listing in the order of the platform's own form, one button a field, pictures in a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.copy_panel import CopyField, CopyPanel
from desktop.domain.errors import Problem
from desktop.i18n import N_, _, language
from desktop.services.office import Office
from desktop.ui.listings.languages import language_name
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.widgets.clipboard import copy
from desktop.ui.widgets.parts import SIGNS, button, chip, column, empty, empty_page, label, panel, row, scrolled
from desktop.ui.widgets.pictures import thumbnail
from desktop.wording import full

NAME_WIDTH = 150
SITES = (("alibaba", N_("Alibaba.com's form")), ("generic", N_("any other site")))


class FieldRow(QWidget):
    """One field: its name there, the text, how much of the limit it takes, and the button that copies it."""

    def __init__(self, field: CopyField) -> None:
        super().__init__()
        self.field = field
        chinese = language().startswith("zh")
        name = label(field.label_zh if chinese else field.label_en, wrap=True)
        name.setFixedWidth(NAME_WIDTH)
        names = column(name)
        if chinese and field.label_en != field.label_zh:
            there = label(field.label_en, "mark")  # as the platform's form has it
            there.setFixedWidth(NAME_WIDTH)
            names.addWidget(there)
        names.addStretch(1)
        text = label(field.text)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAccessibleName(f"{name.text()}: {field.text}")
        self.copy_button = button(_("Copy"), self.copy, name=f"copy-{field.id}")
        self.copy_button.setAccessibleName(_("Copy {field}", field=name.text()))
        self.copy_button.setFixedWidth(100)
        line = row(names, text, self._size(), self.copy_button)
        line.setStretch(1, 1)
        self.setLayout(line)

    def copy(self) -> None:
        """Put the text on the clipboard and tick the row off."""
        copy(self.field.text)
        self.copy_button.setText(f"{SIGNS['done']} {_('Copied')}")
        self.copy_button.setProperty("state", "done")
        self.copy_button.style().unpolish(self.copy_button)
        self.copy_button.style().polish(self.copy_button)

    def _size(self) -> QLabel:
        field = self.field
        if not field.limit:
            return label("", wrap=False)
        words = f"{field.size} / {field.limit}"
        return label(words, "quiet", wrap=False) if field.fits else chip(_("too long: {size}", size=words), "blocked")


class CopyScreen(Screen):
    """The copy panel of one product in one language."""

    nouns = ("listings", "cards")

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__(office, jobs)
        self.sku, self.shown_locale = "", "en"
        self.rows: list[FieldRow] = []
        self._folder = ""
        self._head = QHBoxLayout()
        self._body = QWidget()
        self._layout = QVBoxLayout(self._body)
        self._site, self._locale = QComboBox(), QComboBox()
        self._site.setAccessibleName(_("Site"))
        self._locale.setAccessibleName(_("Language"))
        for site, words in SITES:
            self._site.addItem(_(words), site)
        self._site.activated.connect(lambda _index: self._load())
        self._locale.activated.connect(lambda _index: self._choose())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(self._head)
        layout.addLayout(row(label(_("For"), "quiet", wrap=False), self._site, self._locale, None))
        layout.addWidget(scrolled(self._body), 1)
        self._pictures: QPushButton = button(_("Open the folder with the pictures"), self.open_folder, "primary", name="open-pictures")
        layout.addLayout(row(button(_("Back to the review"), lambda: self.go.emit("listings", self.sku)), None, self._pictures))

    def refresh(self, argument: str = "") -> None:
        """Lay the approved listing out; `argument` is "SKU locale"."""
        if argument:
            self.sku, _space, locale = argument.partition(" ")
            self.shown_locale = locale or "en"
        if not self.sku:
            return
        view = self.office.cards.view(self.sku)
        empty(self._head)
        picture = QLabel()
        picture.setPixmap(thumbnail(view.pictures[0] if view.pictures else None))
        self._head.addWidget(picture)
        self._head.addWidget(label(_("Copy field by field: {name}", name=view.card.name.get("zh") or self.sku), "title", wrap=False))
        self._head.addStretch(1)
        approved = [item.locale for item in self.office.listings.of_card(self.sku) if item.state == "approved"]
        if self.shown_locale not in approved and approved:
            self.shown_locale = "en" if "en" in approved else approved[0]
        self._locale.clear()
        for locale in approved:
            self._locale.addItem(language_name(locale), locale)
        self._locale.setCurrentIndex(max(0, self._locale.findData(self.shown_locale)))
        self._load()

    def open_folder(self) -> None:
        """Show the prepared pictures in the system's file window."""
        if self._folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))

    def _choose(self) -> None:
        self.shown_locale = str(self._locale.currentData())
        self._load()

    def _load(self) -> None:
        sku, site, locale = self.sku, str(self._site.currentData()), self.shown_locale
        folder = self.office.profile / "pictures" / "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in sku)
        self.jobs.read("reading", lambda _context: self.office.publishing.copy_panel(sku, site, locale, folder), self._show, self._failed)

    def _show(self, made: CopyPanel) -> None:
        empty(self._layout)
        self._folder = made.folder
        self._pictures.setEnabled(bool(made.pictures))
        hint = _("From top to bottom as in the form there: press Copy, paste it there, go on.")
        self._layout.addWidget(label(hint, "quiet"))
        self.rows = [FieldRow(field) for field in made.fields]
        frame = panel(*self.rows)
        self._layout.addWidget(frame)
        if made.pictures:
            files = ", ".join(Path(path).name for path in made.pictures)
            self._layout.addWidget(panel(label(_("Pictures"), "heading"), label(files, "quiet")))
        self._layout.addStretch(1)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            self.jobs.failed(error)
            return
        empty(self._layout)
        self.rows = []
        self._pictures.setEnabled(False)
        self._layout.addWidget(empty_page(full(error), button(_("To the review"), lambda: self.go.emit("listings", self.sku), "primary")))
