"""First start: three short steps, each can be skipped, no account asked; it ends on Today with something already done."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.listings import LOCALES
from desktop.i18n import N_, _
from desktop.services.office import Office
from desktop.ui.listings.languages import language_name
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.widgets.parts import button, chip, empty, label, note, panel, row, scrolled

STEPS = (N_("Your company"), N_("First product"), N_("Your texts are drafted"))
DRAFTS = 2  # the step that shows them
COMPANY = (("name.zh", N_("Company name (Chinese)")), ("name.en", N_("Company name (English)")), ("signer", N_("Who signs replies")))


NAME_LENGTH = 30


class FirstScreen(Screen):
    """The first start."""

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__(office, jobs)
        self.step = 0
        self._sku = ""
        self._where, self._texts, self._shop = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        self.progress = QProgressBar()
        self.pages = QStackedWidget()
        for page in (self._company(), self._product(), self._drafts()):
            self.pages.addWidget(scrolled(page))
        frame = QWidget()
        frame.setMaximumWidth(820)
        inside = QVBoxLayout(frame)
        inside.addLayout(self._where)
        inside.addWidget(self.pages, 1)
        self._back = button(_("Back"), self.back)
        self.next_button = button(_("Next"), self.next, "primary", name="first-next")
        inside.addLayout(row(button(_("Skip everything"), self.finish, "link", name="first-skip"), None, self._back, self.next_button))
        layout = QHBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(frame, 6)
        layout.addStretch(1)

    def refresh(self, argument: str = "") -> None:
        """Show the step."""
        if argument.isdigit():
            self.step = int(argument)
        self._show()

    def next(self) -> None:
        """Go on; the last step ends on Today."""
        if self.step == len(STEPS) - 1:
            self.finish()
            return
        self.step += 1
        self._show()

    def back(self) -> None:
        """One step back."""
        self.step = max(0, self.step - 1)
        self._show()

    def finish(self) -> None:
        """Never shown again; Today follows."""
        self.jobs.write(lambda _context: self.office.settings.put("first_start_done", True))
        self.go.emit("today", "")

    def keep(self) -> None:
        """Before the window goes: nothing waits here, every field is saved when it is left."""

    def take_sample(self) -> None:
        """A sample basket, to see how everything works."""
        self._sku = "TB-301"
        self.jobs.write(lambda _context: self.office.samples.take("TB-301"), self._draft)

    def new_product(self) -> None:
        """A card from its name, or from a whole sentence about it: what is understood is on the card already."""
        words = self.name.text().strip()
        if not words:
            self.name.setFocus()
            return
        office = self.office

        def work(_context: object) -> tuple[str, Changes]:
            data = dict(office.intake.read(words).data)
            data.setdefault("name", {"zh": words[:NAME_LENGTH]})
            return office.intake.keep(data)

        def done(made: tuple[str, Changes]) -> None:
            self._sku = made[0]
            self.jobs.changed.emit(made[1])
            self._draft()

        self.jobs.read("database", work, done)

    # --- steps -------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        empty(self._where)
        for number, words in enumerate(STEPS):
            if number == self.step:
                self._where.addWidget(label(f"{number + 1}. {_(words)}", "title", wrap=False))
        self._where.addStretch(1)
        self._where.addWidget(label(_("Step {n} of {all}, each can be skipped", n=self.step + 1, all=len(STEPS)), "quiet", wrap=False))
        self.pages.setCurrentIndex(self.step)
        self._back.setVisible(self.step > 0)
        begun = bool(self._texts.count())
        self.progress.setVisible(begun)
        self._texts_panel.setVisible(begun)
        self.next_button.setText(_("To today's work") if self.step == len(STEPS) - 1 else _("Next"))
        self.next_button.setAccessibleName(self.next_button.text())

    def _choose(self, language: str) -> None:
        def renewed() -> None:
            self.go.emit("renew", "first 0")

        self.jobs.write(lambda _context: self.office.settings.put("language", language), renewed)

    def _company(self) -> QWidget:
        form = QFormLayout()
        for path, words in COMPANY:
            line = QLineEdit(self.office.factory.text(path))
            line.setAccessibleName(_(words))
            line.editingFinished.connect(partial(self._write, path, line))
            form.addRow(label(_(words), wrap=False), line)
        languages = row(
            label("界面语言 / Language", "quiet", wrap=False),
            button("中文", partial(self._choose, "zh_CN"), name="first-zh"),
            button("English", partial(self._choose, "en"), name="first-en"),
            None,
        )
        about = label(_("It stands under replies and in papers. You can change it any time in Settings."))
        return _page(languages, panel(about, form), note(_("Everything stays on this computer. No account is needed."), "done"))

    def _write(self, path: str, line: QLineEdit) -> None:
        text = line.text()
        if text != self.office.factory.text(path):
            self.jobs.write(lambda _context: self.office.factory.write(path, text))

    def _product(self) -> QWidget:
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Its name, or a sentence: 藤编收纳篮，40乘30乘25厘米，一箱12个"))
        self.name.setAccessibleName(_("Your product in your own words"))
        self.name.returnPressed.connect(self.new_product)
        return _page(
            panel(
                label(_("Try it with a sample"), "heading"),
                label(_("A rattan basket with all its facts, so that you see how it works.")),
                row(button(_("Take the sample basket"), self.take_sample, name="first-sample"), None),
            ),
            panel(
                label(_("Your own product"), "heading"), row(self.name, button(_("Begin this product"), self.new_product, name="first-own"))
            ),
            panel(
                label(_("From your Excel list"), "heading"),
                row(button(_("Choose a file"), lambda: self.go.emit("cards", "import")), None),
            ),
        )

    def _drafts(self) -> QWidget:
        self.progress.setRange(0, len(LOCALES))
        self.progress.setAccessibleName(_("Texts drafted"))
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(8)
        self._hint = label(_("Take a sample or name a product first; its texts appear here at once."), "quiet")
        self._texts_panel = panel(self._texts)
        self._shop.addLayout(row(button(_("Open the practice shop"), self._open_shop, name="first-practice"), None))
        practice = label(_("A practice shop on this computer shows how publishing works. Nothing goes to the internet."))
        return _page(
            self._hint,
            self.progress,
            self._texts_panel,
            note(_("Written by templates: at once and without a line. A model can be added later, under Models."), "done"),
            panel(label(_("Practise first"), "heading"), practice, self._shop),
            panel(
                label(_("Alibaba.com and others"), "heading"),
                label(_("Today already: copy the finished texts field by field. Your own account can be connected later in Settings.")),
            ),
        )

    def _draft(self) -> None:
        self.step = DRAFTS
        self._show()
        empty(self._texts)
        self._hint.setText(_("Here is the title of your product in every language, drafted just now:"))
        for part in (self.progress, self._texts_panel):
            part.show()
        self.progress.setValue(0)
        for locale in LOCALES:
            self.jobs.read("database", partial(self._draft_one, locale), partial(self._drafted, locale), self._not_drafted)

    def _draft_one(self, locale: str, _context: object) -> Changes:
        return self.office.listings.draft(self._sku, [locale])

    def _not_drafted(self, error: Exception) -> None:
        self.progress.setValue(self.progress.value() + 1)
        self.jobs.failed(error)

    def _drafted(self, locale: str, changes: Changes) -> None:
        self.jobs.changed.emit(changes)
        self.progress.setValue(max(0, self.progress.value()) + 1)
        title = self.office.listings.get(self._sku, locale).listing.title
        line = row(label(language_name(locale), "quiet", wrap=False), label(title))
        line.setStretch(1, 1)
        self._texts.addLayout(line)

    def _open_shop(self) -> None:
        def done(changes: Changes) -> None:
            self.jobs.changed.emit(changes)
            self._shop.addWidget(chip(_("connected"), "done"))

        self.jobs.read("network", lambda _context: self.office.practice_shop.open(), done)


def _page(*parts: object) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 8, 0, 8)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)  # type: ignore[arg-type]  # a layout is what is left
    layout.addStretch(1)
    return page
