"""One field of a form that saves itself while it is typed, and says why when it cannot."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.services.card_form import Field
from desktop.ui.widgets.choice import Choice
from desktop.ui.widgets.parts import label

AUTOSAVE_MS = 250  # promise 5: kill -9 costs at most 300 ms of typing
PAUSE_MS = 800  # a pause this long ends a value


class FieldEdit(QWidget):
    """One field. Typing is kept as it stands every AUTOSAVE_MS; after a pause, or when the field is left, it goes onto the card.

    So half a number never reaches the card, and what cannot be kept says why and is not lost.
    """

    edited = Signal(str, str)
    typed = Signal(str, str)

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._send)
        self._autosave = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._autosave.timeout.connect(lambda: self.typed.emit(self.field.path, self.line.text()))
        self.input: QLineEdit | Choice = self._combo() if field.choices else QLineEdit(field.text)
        self.line.setPlaceholderText(_("e.g. {example}", example=field.example) if field.example else "")
        self.line.textEdited.connect(lambda _text: self._typed())
        self.line.editingFinished.connect(self.flush)
        self.input.setAccessibleName(_(field.label))
        self.input.setObjectName(f"field-{field.path}")
        self._why = label("")
        self._why.setProperty("state", "blocked")
        self._why.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.input)
        layout.addWidget(self._why)

    @property
    def line(self) -> QLineEdit:
        """Where text is typed."""
        return self.input.line if isinstance(self.input, Choice) else self.input

    def _typed(self) -> None:
        self._timer.start()
        if not self._autosave.isActive():
            self._autosave.start()

    def flush(self) -> None:
        """Save now what waits for the pause in typing."""
        if self._timer.isActive():
            self._timer.stop()
            self._send()

    def resume(self) -> None:
        """Try again to keep what stands in the field."""
        self._timer.start()

    def tell(self, why: str) -> None:
        """Say why the text cannot be kept; "" when all is well."""
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def _combo(self) -> Choice:
        combo = Choice(self.field.choices, self.field.text, many=self.field.many)
        combo.taken.connect(self._timer.start)
        return combo

    def _send(self) -> None:
        self._autosave.stop()
        self.edited.emit(self.field.path, self.line.text())
