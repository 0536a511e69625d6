"""What is said when the window cannot open: a small window with the sentence and the next step, for whoever has no terminal."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout

from desktop.domain.errors import Problem
from desktop.i18n import _
from desktop.ui.widgets.parts import label
from desktop.wording import next_step, sentence

WIDTH = 460


class CannotOpen(QDialog):
    """One sentence, one next step, one button."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.setWindowTitle(_("Tengqiao cannot open"))
        self.setMinimumWidth(WIDTH)
        self.words = label(sentence(problem), "heading")
        self.step = label(next_step(problem))
        for words in (self.words, self.step):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        for widget in (self.words, self.step):
            layout.addWidget(widget)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
