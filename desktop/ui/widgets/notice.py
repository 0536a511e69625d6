"""A line at the top of the window that says one thing and goes away when it is read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from desktop.i18n import _


class Notice(QFrame):
    """State (done, waiting, look, blocked), a sentence, a button to close it, and one to undo where that is possible."""

    def __init__(self) -> None:
        super().__init__()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setAccessibleName(_("Notice"))
        close = QPushButton(_("Got it"))
        close.clicked.connect(self.hide)
        self.undo = QPushButton(_("Undo"))
        self.undo.setObjectName("undo")
        self.undo.clicked.connect(self._take_back)
        self._back: Callable[[], object] | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.undo)
        layout.addWidget(close)
        self.hide()

    def tell(self, state: str, text: str, back: Callable[[], object] | None = None) -> None:
        """Show a sentence; `back` takes what was done back."""
        self._back = back
        self.undo.setVisible(back is not None)
        self.setProperty("state", state)
        self._text.setText(text)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    def _take_back(self) -> None:
        back, self._back = self._back, None
        self.hide()
        if back is not None:
            back()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text.text()
