"""Messages: paste or choose a buyer's message, read what it wants, take the reply along."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.deals import Party
from desktop.i18n import _, ngettext
from desktop.services.known_buyer import KnownBuyer
from desktop.services.office import Office
from desktop.services.threads import ThreadView
from desktop.services.today import REMIND
from desktop.ui.messages.answer import Answer
from desktop.ui.messages.buyer import BuyerPage
from desktop.ui.messages.inbox import Inbox
from desktop.ui.messages.promise import PromisePanel
from desktop.ui.messages.said import Said
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.widgets.clipboard import copy, from_elsewhere
from desktop.ui.widgets.parts import button, empty_page, label, row, scrolled


class MessagesScreen(Screen):
    """The messages screen: inbox, one thread, or the page for pasting."""

    nouns = ("messages", "cards", "deals")

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__(office, jobs)
        self.shown_thread = ""
        self.view: ThreadView | None = None
        self.promise = PromisePanel(office, jobs)
        self.inbox, self.said, self.answer = Inbox(), Said(), Answer(self.promise)
        self.said.files_wanted.connect(self.save_files)
        self.promise.wanted.connect(self.keep)
        self.promise.made.connect(self.answer.take)
        self.inbox.chosen.connect(self.show_thread)
        self.answer.typed.connect(self._keep)
        self.box, self.buyer = QPlainTextEdit(), QLineEdit()
        self._right = QStackedWidget()
        action = button(_("Paste a buyer's message"), self.new_paste, "primary")
        self._empty = empty_page(_("No message yet. Paste what a buyer wrote, or drop a mail file here."), action)
        self.page = BuyerPage(office, jobs)
        self.page.opened.connect(self._opened)
        self.page.left.connect(self._back)
        self._pages = (self._empty, self._paste_page(), self._thread_page(), self.page)
        for page in self._pages:
            self._right.addWidget(page)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self.inbox)
        self._split.addWidget(self._right)
        self._split.setSizes([180, 1000])
        self._split.setStretchFactor(1, 1)
        self._split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(self._head())
        layout.addWidget(self._split, 1)
        self.setAcceptDrops(True)

    def refresh(self, argument: str = "") -> None:
        """Show the inbox; `argument` is a thread, or "paste" for what lies on the clipboard."""
        threads = self.office.messages.threads()
        self.inbox.setVisible(bool(threads))
        if argument == "paste":
            self.new_paste(take=True)
        elif argument.startswith(REMIND):
            self.remind(argument.removeprefix(REMIND))
        elif argument:
            self.show_thread(argument)
        elif self._right.currentWidget() is self.page:
            self.show_buyer()
        elif self.shown_thread:
            self._load()
        elif threads:
            self.show_thread(threads[0].id)
        elif self._right.currentWidget() is not self._pages[1]:
            self._right.setCurrentWidget(self._empty)
        self.inbox.show_threads(threads, self.shown_thread)

    def new_paste(self, *, take: bool = False) -> None:
        """The page for pasting; `take` drafts at once from what lies on the clipboard."""
        self.keep()
        text = from_elsewhere()
        self.box.setPlainText(text)
        self.buyer.clear()
        self._right.setCurrentWidget(self._pages[1])
        self.box.setFocus()
        if take and text:
            self.draft_pasted()

    def draft_pasted(self) -> None:
        """Take the pasted text in and show its reply."""
        text, buyer = self.box.toPlainText(), self.buyer.text().strip()
        self.jobs.read("database", lambda _context: self.office.messages.paste(text, buyer), self._taken)

    def take_file(self, path: Path) -> None:
        """Take a mail file in."""
        self.jobs.read("database", lambda _context: self.office.messages.take_file(path), self._taken)

    def show_thread(self, thread: str) -> None:
        """Open a thread."""
        if thread != self.shown_thread:
            self.keep()
        if self._right.currentWidget() is self.page:
            self._right.setCurrentWidget(self._pages[2])
        self.shown_thread = thread
        self._load()

    def remind(self, thread: str) -> None:
        """A reminder in the place of the reply, to be read before it goes."""
        self.show_thread(thread)
        self.jobs.read("database", lambda _context: (self.office.messages.remind(thread), thread), self._taken)

    def save_files(self, message: str) -> None:
        """The files of a mail into a folder that the owner names; nothing is opened."""
        folder = QFileDialog.getExistingDirectory(self, _("Save the files where?"))
        if folder:
            self.jobs.read("database", lambda _context: self.office.mail.save_files(message, Path(folder)), self._saved)

    def _saved(self, names: tuple[str, ...]) -> None:
        self.jobs.tell(
            _("Saved: {files}. Open only what you expected from this buyer.", files=", ".join(names))
            if names
            else _("No file of this message is kept here."),
            "done" if names else "look",
        )

    def show_buyer(self) -> None:
        """The page of the buyer who wrote the shown thread."""
        if self.view is None or not self.view.thread.buyer:
            self.jobs.tell(_("Nobody's name stands on this message. Paste it again with the buyer's name."))
            return
        self.keep()
        self.page.show_buyer(self.view.thread.buyer, self.shown_thread)
        self._right.setCurrentWidget(self.page)

    def keep(self) -> None:
        """Save at once the reply, or the note, that is being typed."""
        self.page.keep()
        if self.answer.text is not None:
            self.answer.text.flush()

    def copy_reply(self) -> None:
        """Copy the reply, through the same gate as sending; then the thread counts as answered."""
        thread, text = self.shown_thread, self._text()
        if not thread or not text or not self._all_read():
            return
        warned = self.said.warned(thread)

        def done(changes: Changes) -> None:
            copy(text)
            self.jobs.tell(_("Copied. Paste it where the buyer wrote to you."), "done")
            self.jobs.changed.emit(changes)

        self.jobs.read("database", lambda _context: self.office.messages.copied(thread, text, warned=warned), done)

    def send_reply(self) -> None:
        """Approve the reply: it goes into the outbox with what it promises, and out when there is a line."""
        view, thread, text = self.view, self.shown_thread, self._text()
        if view is None or not text or not self._all_read():
            return
        account, warned = view.account, self.said.warned(thread)

        def done(made: tuple[Changes, str]) -> None:
            self.jobs.changed.emit(made[0])
            self.jobs.tell(_("In the outbox. It goes out by itself as soon as there is a line."), "waiting")

        self.jobs.read("database", lambda _context: self.office.messages.approve(thread, text, account, warned=warned), done)

    def make_deal(self) -> None:
        """A deal from the prices that the reply quotes."""
        view = self.view
        if view is None or not view.quoted:
            self.jobs.tell(_("This reply quotes no price, so there is nothing to make a proforma invoice of."))
            return
        buyer = Party(view.thread.buyer or view.thread.subject or "—")

        def done(made: tuple[Changes, str]) -> None:
            self.jobs.changed.emit(made[0])
            self.go.emit("deals", made[1])

        self.jobs.read("database", lambda _context: self.office.deals.open(view.quoted[:1], buyer, view.thread.id), done)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Mail files and texts may be dropped anywhere on the screen."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped in."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        for path in files:
            self.take_file(path)
        if not files and event.mimeData().text():
            self.new_paste()
            self.box.setPlainText(event.mimeData().text())

    # --- parts -------------------------------------------------------------------------------------------------------

    def _opened(self, screen: str, argument: str) -> None:
        if screen == "messages":
            self._right.setCurrentWidget(self._pages[2])
            self.show_thread(argument)
        else:
            self.go.emit(screen, argument)

    def _back(self) -> None:
        self._right.setCurrentWidget(self._pages[2])
        self._load()

    def _taken(self, made: tuple[Changes, str]) -> None:
        self.shown_thread = made[1]
        self._load()
        self.jobs.changed.emit(made[0] or Changes.of("messages", made[1]))

    def _load(self) -> None:
        thread = self.shown_thread
        office = self.office
        self.jobs.read(
            "reading", lambda _context: (office.messages.view(thread), office.buyers.known(thread)), lambda seen: self._show(*seen)
        )

    def _show(self, view: ThreadView, buyer: KnownBuyer) -> None:
        if view.thread.id != self.shown_thread:
            return  # another one was chosen meanwhile
        self.view = view
        self.said.show_view(view, buyer)
        self.answer.show_view(view)
        self.promise.show_view(view)
        self._ways_out(view)
        if self._right.currentWidget() is not self.page:  # a reading that comes late never takes the buyer's page away
            self._right.setCurrentWidget(self._pages[2])
        if self.isVisible():
            self.inbox.show_threads(self.office.messages.threads(), self.shown_thread)

    def _ways_out(self, view: ThreadView) -> None:
        """Send where the buyer wrote by mail to a mailbox that is here; else copy. One of them is the primary button."""
        mail = bool(view.account) and any(item.id == view.account and item.kind == "mail" for item in self.office.accounts.all())
        offline = self.office.settings.get("offline")
        when = _("No line now: it waits in the outbox and goes out by itself.") if offline else _("Goes out at once.")
        answered = view.thread.state == "answered"
        self.remind_button.setVisible(answered)
        self.close_button.setVisible(not answered)
        self.send_button.setVisible(mail)
        self.send_button.setToolTip(when)
        kind = "" if mail else "primary"
        if self.copy_button.property("kind") != kind:
            self.copy_button.setProperty("kind", kind)
            self.copy_button.style().unpolish(self.copy_button)
            self.copy_button.style().polish(self.copy_button)

    def _all_read(self) -> bool:
        """Whether the owner has ticked off what was not understood: nothing goes out over an unread sentence."""
        left = self.said.unread()
        if left:
            words = ngettext(
                "{n} sentence was not understood. Read it at the left and tick it off first.",
                "{n} sentences were not understood. Read them at the left and tick them off first.",
                left,
            )
            self.jobs.tell(words)
        return not left

    def _text(self) -> str:
        return self.answer.text.text if self.answer.text is not None else ""

    def _keep(self, text: str) -> None:
        thread, office = self.shown_thread, self.office

        def kept(at: str) -> None:
            self.jobs.saved.emit(at)
            if thread == self.shown_thread:
                self._load()

        self.jobs.read("database", lambda _context: office.messages.keep_typing(thread, text), kept)

    def _head(self) -> QHBoxLayout:
        return row(
            label(_("Messages"), "title", wrap=False),
            None,
            button(_("Open a mail file"), self._choose_file),
            button(_("Paste a buyer's message"), self.new_paste, name="paste-another"),
        )

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a mail file"), "", "*.eml *.msg")
        if name:
            self.take_file(Path(name))

    def _paste_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addWidget(label(_("Paste what the buyer wrote, in any language"), "heading"))
        self.box.setAccessibleName(_("The buyer's message"))
        self.box.setTabChangesFocus(True)
        layout.addWidget(self.box, 1)
        self.buyer.setPlaceholderText(_("Buyer's name, if you know it"))
        self.buyer.setAccessibleName(_("Buyer's name"))
        self.buyer.setMaximumWidth(360)
        layout.addLayout(row(self.buyer, None, button(_("Draft the reply"), self.draft_pasted, "primary", name="draft-reply")))
        return page

    def _thread_page(self) -> QWidget:
        page = QWidget()
        self.copy_button = button(_("Copy the reply"), self.copy_reply, "primary", name="copy-reply")
        self.send_button = button(_("Send"), self.send_reply, "primary", name="send-reply")
        self.close_button = button(_("Nothing to answer"), self._close, "link")
        self.remind_button = button(_("Draft a reminder"), lambda: self.remind(self.shown_thread), "link", name="remind")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(scrolled(self.said))
        split.addWidget(scrolled(self.answer))
        split.setSizes([300, 680])
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        layout.addWidget(split, 1)
        layout.addLayout(
            row(
                self.close_button,
                self.remind_button,
                button(_("Draft again"), self._redraft, "link"),
                button(_("About this buyer"), self.show_buyer, "link", name="show-buyer"),
                None,
                button(_("Proforma invoice"), self.make_deal, name="make-deal"),
                self.copy_button,
                self.send_button,
            )
        )
        return page

    def _close(self) -> None:
        thread = self.shown_thread
        self.jobs.write(lambda _context: self.office.messages.close(thread))

    def _redraft(self) -> None:
        thread = self.shown_thread
        if self.answer.text is not None:
            self.answer.text.clearFocus()
        self.jobs.write(lambda _context: self.office.messages.redraft(thread))
