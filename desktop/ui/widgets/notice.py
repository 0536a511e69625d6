"""A line at the top of the window that says one thing and goes away when it is read."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from desktop.i18n import _


class Notice(QFrame):
    """State (done, waiting, look, blocked), a sentence, and a button to close it."""

    def __init__(self) -> None:
        super().__init__()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setAccessibleName(_("Notice"))
        close = QPushButton(_("Got it"))
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.addWidget(self._text, 1)
        layout.addWidget(close)
        self.hide()

    def tell(self, state: str, text: str) -> None:
        """Show a sentence."""
        self.setProperty("state", state)
        self._text.setText(text)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text.text()
