"""Choosing the platform's category for a kind of product: one step down at a time, remembered for all products like it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.services.fitting import Branch
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.parts import button, empty, label, panel, row


class CategoryPanel(QWidget):
    """Shows the categories below the one pressed last; a leaf is chosen by pressing it."""

    def __init__(self, office: Office, jobs: QtJobs, where: tuple[str, str], chosen: Callable[[], None]) -> None:
        super().__init__()
        self._office, self._jobs, self._chosen = office, jobs, chosen
        self.sku, self.account = where
        self.path: list[Branch] = []
        self.branches: list[Branch] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.open()

    def open(self, branch: Branch | None = None) -> None:
        """Go one step down, or to the top; a leaf is chosen."""
        if branch is not None and branch.leaf:
            self._choose(branch)
            return
        self.path = [*self.path, branch] if branch else []
        self._fetch()

    def back(self) -> None:
        """One step up."""
        self.path = self.path[:-1]
        self._fetch()

    def _fetch(self) -> None:
        empty(self._layout)
        self._layout.addWidget(label(_("Fetching the platform's categories …"), "quiet"))
        account, parent = self.account, self.path[-1].id if self.path else 0
        self._jobs.read("network", lambda _context: self._office.fitting.branches(account, parent), self._show, self._failed)

    def _show(self, branches: list[Branch]) -> None:
        empty(self._layout)
        self.branches = branches
        flow = Flow()
        for branch in branches:
            name = branch.name if branch.leaf else f"{branch.name} ›"
            flow.addWidget(button(name, partial(self.open, branch), name=f"category-{branch.id}"))
        above = " › ".join(item.name for item in self.path)
        up = [button(_("One step up"), self.back, "link", name="category-up")] if self.path else []
        hint = label(_("Choose once; it is remembered for all products of this kind."), "quiet")
        title = label(_("The platform's category"), "heading", wrap=False)
        self._layout.addWidget(panel(row(title, label(above, "quiet", wrap=False), *up, None), hint, flow))

    def _failed(self, error: Exception) -> None:
        empty(self._layout)
        self._jobs.failed(error)

    def _choose(self, branch: Branch) -> None:
        office, sku, account = self._office, self.sku, self.account
        self._jobs.write(lambda _context: office.fitting.choose(sku, account, branch.id), self._chosen)
