"""What a model does with one text on the owner's wish: say it shorter, plainer, warmer, otherwise; or tell its meaning."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.changes import Changes
from desktop.i18n import _
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs


class Wishes:
    """Asks the model in the engine's lane. `where` answers product and language."""

    def __init__(self, office: Office, jobs: QtJobs, where: Callable[[], tuple[str, str]]) -> None:
        self._office, self._jobs, self._where = office, jobs, where

    def ask(self, place: str, wish: str) -> None:
        """Do what was wished; the text changes, or its meaning is said at the top of the window."""
        sku, locale = self._where()
        review = self._office.model_review
        self._jobs.tell(_("The model is at it …"))
        if wish == "meaning":
            self._jobs.read("engine", lambda _context: review.meaning(sku, locale, place), self._said)
        else:
            self._jobs.read("engine", lambda _context: review.rewrite(sku, locale, place, wish), self._rewritten)

    def _rewritten(self, changes: Changes) -> None:
        self._jobs.changed.emit(changes)
        self._jobs.tell(_("The model wrote this text anew; look at it before you approve."), "done")

    def _said(self, text: str) -> None:
        self._jobs.tell(text)
