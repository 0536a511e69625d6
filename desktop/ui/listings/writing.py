"""The model at work: its draft grows before the owner's eyes, and a button stops it; the text that stands stays meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QProgressBar, QVBoxLayout

from desktop.i18n import N_, _
from desktop.services.model_review import Growing
from desktop.ui.widgets.parts import button, label, row

_STAGES = {
    "loading": N_("The model is being loaded …"),
    "reading": N_("The model is reading the product card …"),
    "writing": N_("The model is writing; facts come from the card."),
    "checking": N_("Every sentence is checked against the card …"),
}
HEIGHT = 180


class WritingPanel(QFrame):
    """Shown while the model writes one language."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self._title, self._stage = label("", "heading"), label("", "quiet")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFixedHeight(HEIGHT)
        self.text.setAccessibleName(_("What the model has written so far"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress"))
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.stop = button(_("Stop"), self.stopped.emit, name="model-stop")
        layout = QVBoxLayout(self)
        head = row(self._title, self.stop)
        head.setStretch(0, 1)
        layout.addLayout(head)
        for widget in (self._stage, self.bar, self.text):
            layout.addWidget(widget)
        self.hide()

    def begin(self, title: str, direction: Qt.LayoutDirection) -> None:
        """Show it, empty."""
        self._title.setText(title)
        self.text.setLayoutDirection(direction)
        self.text.clear()
        self.stop.setEnabled(True)
        self.tell(Growing("loading"))
        self.show()

    def tell(self, growing: Growing) -> None:
        """Show how far it is; the newest words stay in view."""
        self._stage.setText(_(_STAGES[growing.stage]))
        self.bar.setRange(0, growing.total)
        self.bar.setValue(growing.done)
        if growing.text:
            shown = self.text.toPlainText()
            if growing.text.startswith(shown):
                cursor = QTextCursor(self.text.document())
                cursor.movePosition(QTextCursor.MoveOperation.End)
                cursor.insertText(growing.text[len(shown) :])
            else:
                self.text.setPlainText(growing.text)
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.maximum())

    def stopping(self) -> None:
        """The button was pressed: it ends within a moment."""
        self.stop.setEnabled(False)
        self._stage.setText(_("Stopping …"))
