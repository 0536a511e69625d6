"""Models: what this machine is, in plain words; who writes now; what a model would add."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.services.doctor import Sign
from desktop.services.office import Office
from desktop.ui.models.library import Library
from desktop.ui.models.server import ServerPanel
from desktop.ui.models.trial import NightPanel, TrialPanel
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.widgets.parts import button, empty, label, note, panel, row, scrolled

_STATES = {"good": "done", "limited": "look", "broken": "blocked"}


class ModelsScreen(Screen):
    """The models screen."""

    nouns = ("models",)

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__(office, jobs)
        self._machine = QVBoxLayout()
        self.library = Library(office, jobs)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.addWidget(
            panel(
                label(_("Who writes now: templates"), "heading"),
                note(_("Templates are fixed sentences, checked one by one. They need no model, no line and no waiting."), "done"),
                label(
                    _(
                        "They write all texts of all products in every language, the replies to buyers, quotes and papers. "
                        "Facts and prices are always put in by the program, never by a model."
                    )
                ),
            )
        )
        layout.addWidget(
            panel(
                label(_("What a model would add"), "heading"),
                label(_("It can put your own Chinese sentences into other languages, and tell the sense of what no rule understands.")),
                label(_("It runs on this computer; nothing of yours is sent anywhere. It is not needed for any of your work."), "quiet"),
            )
        )
        self.trial, self.night = TrialPanel(office, jobs, self.library.refresh), NightPanel(office, jobs)
        layout.addWidget(self.trial)
        layout.addWidget(self.library)
        layout.addWidget(self.night)
        self.server = ServerPanel(office, jobs)
        layout.addWidget(self.server)
        layout.addLayout(self._machine)
        layout.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 8, 0, 0)
        outer.addWidget(label(_("Models"), "title"))
        outer.addWidget(scrolled(body), 1)
        outer.addLayout(row(None, button(_("Look at this computer again"), self.refresh)))

    def refresh(self, argument: str = "") -> None:
        """Look at the library and the machine; takes a moment."""
        self.library.refresh()
        empty(self._machine)
        self._machine.addWidget(panel(label(_("This computer"), "heading"), label(_("Looking at this computer …"), "quiet")))
        self.jobs.read("engine", lambda _context: self.office.doctor.look(), self._show)

    def _show(self, signs: list[Sign]) -> None:
        empty(self._machine)
        parts: list[QWidget] = [label(_("This computer"), "heading")]
        plain = (_("Computer"), _("Disk"), _("Graphics card"))  # the rest is in Settings, This computer
        for sign in (item for item in signs if item.name in plain):
            parts.append(note(f"{sign.name}: {sign.seen}", _STATES[sign.state]))
            if sign.step:
                parts.append(label(_("Next step: {step}", step=sign.step), "quiet"))
        self._machine.addWidget(panel(*parts))
