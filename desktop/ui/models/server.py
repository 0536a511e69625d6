"""A model on another computer: where it is, what it costs, tried before it is used; off until it is switched on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.i18n import _
from desktop.services.model_server import DIALECTS
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.choice import StillCombo
from desktop.ui.widgets.parts import button, label, panel, row


class ServerPanel(QWidget):
    """The form of the model server."""

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        server = office.model_server.get()
        self.on = QCheckBox(_("Write with a model on another computer"))
        self.on.setObjectName("model-server-on")
        self.on.setChecked(server.on)
        self.address = self._line(_("Address"), server.address)
        self.model = self._line(_("Name of the model"), server.model)
        self.key = self._line(_("Key (kept in the system's keyring)"), "")
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.dialect = StillCombo()
        self.dialect.setAccessibleName(_("How answers are bounded"))
        self.dialect.addItems(list(DIALECTS))
        self.dialect.setCurrentText(server.dialect)
        self.price_in, self.price_out = self._price(_("Price read"), server.price_in), self._price(_("Price written"), server.price_out)
        self.result = label("", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            panel(
                label(_("A model on another computer"), "heading"),
                label(_("Only for those who have one. The public facts of a product go there; cost and floor prices never do.")),
                self.on,
                row(self.address, self.model, None),
                row(self.key, self.dialect, None),
                row(label(_("CNY per million tokens, read and written"), "quiet", wrap=False), self.price_in, self.price_out, None),
                self.result,
                row(button(_("Save and try"), self.save, name="model-server-save"), None),
            )
        )

    def save(self) -> None:
        """Keep the form; when it is on, ask for one line and say what came."""
        office, key = self._office, self.key.text().strip() or None
        server = replace(
            office.model_server.get(),
            on=self.on.isChecked(),
            address=self.address.text().strip(),
            model=self.model.text().strip(),
            dialect=self.dialect.currentText(),  # type: ignore[arg-type]  # one of DIALECTS
            price_in=self.price_in.value(),
            price_out=self.price_out.value(),
            currency="CNY" if self.price_in.value() or self.price_out.value() else "",
        )
        self.result.setText(_("Trying …") if server.on else "")

        def work(_context: object) -> tuple[Changes, dict[str, Any]]:
            changes = office.model_server.save(server, key)
            office.model_drafts.close()
            return changes, office.model_server.test() if server.on else {}

        self._jobs.read("engine", work, self._done, self._failed)

    def _done(self, made: tuple[Changes, dict[str, Any]]) -> None:
        changes, found = made
        self.key.clear()
        self._jobs.changed.emit(changes)
        if not found:
            self.result.setText(_("Saved; it is switched off."))
            return
        words = _("It answers.") if found["fits"] else _("It answers, but did not keep to the rules; templates fill such lines.")
        if found["currency"]:
            words += " " + _("This try cost {sum} {currency}.", sum=f"{found['spent']:.4f}", currency=found["currency"])
        self.result.setText(words)

    def _failed(self, error: Exception) -> None:
        self.result.setText("")
        self._jobs.failed(error)

    def _line(self, name: str, text: str) -> QLineEdit:
        edit = QLineEdit(text)
        edit.setPlaceholderText(name)
        edit.setAccessibleName(name)
        edit.setMinimumWidth(260)
        return edit

    def _price(self, name: str, value: float) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(0, 10_000)
        box.setValue(value)
        box.setAccessibleName(name)
        return box
