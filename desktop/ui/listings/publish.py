"""Publishing: what leaves, to whom, how many bytes; then one button. Without an account the two ways out are shown."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.accounts import SHOPS
from desktop.domain.changes import Changes
from desktop.domain.errors import Problem
from desktop.i18n import _, ngettext
from desktop.services.fitting import Fit
from desktop.services.leaving import Leaving
from desktop.services.office import Office
from desktop.ui.listings.languages import language_name
from desktop.ui.listings.publish_category import CategoryPanel
from desktop.ui.listings.publish_there import OnPlatform
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.widgets.clipboard import bytes_words
from desktop.ui.widgets.parts import button, chip, empty, empty_page, label, note, panel, row, scrolled
from desktop.ui.widgets.pictures import thumbnail
from desktop.wording import full
from desktop.wording import outbox as words

FORMS = ("alibaba", "practice")
"""Kinds of accounts with a form, drafts and a score."""
OLD_FORM = 86_400.0
"""Seconds after which the date of a kept form is shown."""


class PublishScreen(Screen):
    """The last look before a product leaves the house."""

    nouns = ("listings", "cards", "settings")

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__(office, jobs)
        self.sku = ""
        self._wanted = ""
        """The account whose category is to be chosen."""
        self._fit, self._there = QVBoxLayout(), QVBoxLayout()
        self._body = QWidget()
        self._layout = QVBoxLayout(self._body)
        self._head = QHBoxLayout()
        self.account = QComboBox()
        self.account.setAccessibleName(_("Account"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(self._head)
        layout.addWidget(scrolled(self._body), 1)
        self.publish_button = button(_("Publish now"), self.publish, "primary", name="publish-now")
        layout.addLayout(
            row(
                button(_("Back to the review"), lambda: self.go.emit("listings", self.sku)),
                None,
                button(_("Catalogue, sheet, USB stick"), lambda: self.go.emit("files", self.sku), "link", name="files"),
                button(_("Copy field by field"), lambda: self.go.emit("copy", f"{self.sku} en")),
                self.publish_button,
            )
        )

    def refresh(self, argument: str = "") -> None:
        """Prepare what would leave; `argument` is the product, or "SKU ACCOUNT category" to choose its category there."""
        if argument.endswith(" category"):
            self.sku, self._wanted, _word = argument.rsplit(" ", 2)
        elif argument:
            self.sku, self._wanted = argument, ""
        if not self.sku:
            return
        view = self.office.cards.view(self.sku)
        empty(self._head)
        picture = QLabel()
        picture.setPixmap(thumbnail(view.pictures[0] if view.pictures else None))
        self._head.addWidget(picture)
        self._head.addWidget(label(_("Publish {name}", name=view.card.name.get("zh") or self.sku), "title", wrap=False))
        self._head.addStretch(1)
        self.publish_button.setEnabled(False)
        sku = self.sku
        self.jobs.read("reading", lambda _context: self.office.leaving.of(sku), self._show, self._failed)

    def publish(self) -> None:
        """Put it into the outbox; it goes out as soon as there is a line."""
        sku, account, office = self.sku, str(self.account.currentData()), self.office
        if not self.publish_button.isEnabled():
            return
        self.publish_button.setEnabled(False)

        def done(changes: Changes) -> None:
            self.jobs.changed.emit(changes)
            self.jobs.tell(_("In the outbox. It goes out by itself as soon as there is a line."), "waiting")
            self.go.emit("outbox", "")

        def failed(error: Exception) -> None:
            self.publish_button.setEnabled(True)
            self.jobs.failed(error)

        self.jobs.read("database", lambda _context: office.publishing.publish(sku, account)[0], done, failed)

    def _show(self, leaving: Leaving) -> None:
        empty(self._layout)
        self._layout.addWidget(self._where(leaving.total_bytes))
        self._fit, self._there = QVBoxLayout(), QVBoxLayout()
        self._layout.addLayout(self._there)
        self._layout.addLayout(self._fit)
        self._look_whether_it_fits()
        rows = QGridLayout()
        rows.setColumnStretch(1, 1)
        for number, (locale, title) in enumerate(leaving.titles):
            rows.addWidget(label(language_name(locale), "quiet", wrap=False), number, 0)
            rows.addWidget(label(title), number, 1)
        count = ngettext("{n} language", "{n} languages", len(leaving.titles))
        hint = _("Alibaba.com takes the English text. The others go to your own shop, replies, catalogue and copy panel.")
        english = label(hint, "quiet")
        self._layout.addWidget(panel(label(_("Texts ({languages}, all approved)", languages=count), "heading"), rows, english))
        prices = label("    ".join(leaving.prices) or _("no price"))
        self._layout.addWidget(panel(label(_("Prices buyers see"), "heading"), prices))
        self._layout.addWidget(self._pictures(leaving))
        self._layout.addWidget(note(_("Cost and floor price are not in it and never leave this computer."), "done"))
        self._layout.addStretch(1)

    def _look_whether_it_fits(self) -> None:
        """What the platform's form would refuse is said before anything leaves; without a line the kept form is used."""
        sku, account, office = self.sku, str(self.account.currentData() or ""), self.office
        empty(self._fit)
        empty(self._there)
        if account and office.accounts.get(account).kind in FORMS:
            self._there.addWidget(OnPlatform(office, self.jobs, sku, account))
        if account:
            self.jobs.read("network", lambda _context: office.fitting.of(sku, account), self._fits, lambda _error: None)

    def _fits(self, fit: Fit) -> None:
        empty(self._fit)
        notes: list[QWidget] = [note(text, "look") for text in fit.problems]
        if fit.left_out:
            notes.append(label(_("Not on the platform's form: {facts}", facts="; ".join(fit.left_out)), "quiet"))
        if fit.category:
            notes.append(label(_("The platform's category: {name}", name=fit.category), "quiet"))
        if fit.at and time.time() - fit.at > OLD_FORM:
            day = datetime.fromtimestamp(fit.at, UTC).astimezone()
            notes.append(label(_("The form as it was on {date}.", date=f"{day:%Y-%m-%d}"), "quiet"))
        buttons: list[QWidget | None] = []
        if fit.problems and fit.category:
            buttons.append(button(_("Complete the product card"), lambda: self.go.emit("cards", self.sku), name="complete-card"))
        if fit.choosable:
            buttons.append(button(_("Choose another category"), self.choose_category, "link", name="choose-category"))
        if notes:
            self._fit.addWidget(panel(label(_("The platform's form"), "heading"), *notes, row(*buttons, None)))
        if (fit.choosable and not fit.category) or self._wanted:
            self.choose_category()

    def choose_category(self) -> None:
        """Show the platform's categories, to choose one for products like this."""
        self._wanted = ""
        where = (self.sku, str(self.account.currentData()))
        self._fit.addWidget(CategoryPanel(self.office, self.jobs, where, self._look_whether_it_fits))

    def _where(self, size: int) -> QFrame:
        accounts = [item for item in self.office.accounts.all() if item.kind in SHOPS]
        if not accounts:
            self.publish_button.setEnabled(False)
            return panel(
                note(_("No account is connected yet."), "look"),
                label(_("You can put the product up today by copying field by field. To publish by itself, connect an account.")),
                row(
                    button(_("Copy field by field"), lambda: self.go.emit("copy", f"{self.sku} en")),
                    button(_("Connect an account"), lambda: self.go.emit("settings", "accounts"), name="connect-account"),
                    None,
                ),
            )
        known = self._wanted or self.account.currentData()
        self.account = QComboBox()
        self.account.setAccessibleName(_("Account"))
        for account in accounts:
            self.account.addItem(words.account_name(account), account.id)
        self.account.setCurrentIndex(max(0, self.account.findData(known)))
        self.account.activated.connect(lambda _index: self._look_whether_it_fits())
        self.publish_button.setEnabled(True)
        held = self.office.line.would_hold(str(self.account.currentData()), size)
        when = words.hold(held) if held else _("Goes out at once.")
        return panel(row(label(_("To"), "heading", wrap=False), self.account, label(when, "quiet", wrap=False), None))

    def _pictures(self, leaving: Leaving) -> QFrame:
        lines: list[QHBoxLayout] = []
        for item in leaving.pictures:
            small = QLabel()
            small.setPixmap(thumbnail(item.path))
            small.setAccessibleName(item.name)
            saved = _("{name}: {after} (was {before})", name=item.name, after=bytes_words(item.after), before=bytes_words(item.before))
            texts = [label(saved, "quiet")]
            if not item.square_enough:
                texts.append(note(_("Long and narrow: the platform shows wide margins. A square picture sells better."), "look"))
            side = QVBoxLayout()
            for text in texts:
                side.addWidget(text)
            line = QHBoxLayout()
            line.addWidget(small)
            line.addLayout(side, 1)
            lines.append(line)
        total = chip(_("{size} in all", size=bytes_words(leaving.total_bytes)), "waiting")
        words_size = label(_("Texts: {size}", size=bytes_words(leaving.text_bytes)), "quiet")
        return panel(label(_("Pictures and size"), "heading"), *lines, words_size, total)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            self.jobs.failed(error)
            return
        empty(self._layout)
        action = button(_("To the review"), lambda: self.go.emit("listings", self.sku), "primary")
        self._layout.addWidget(empty_page(full(error), action))
