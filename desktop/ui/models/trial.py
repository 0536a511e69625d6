"""This computer and models: one measurement of about 20 seconds, and a whole catalogue written over night."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.services.model_catalogue import CatalogueRun
from desktop.services.model_trial import Trial
from desktop.services.office import Office
from desktop.ui.qt_jobs import Context, Job, QtJobs
from desktop.ui.widgets.parts import button, label, panel, row


class _Working(QWidget):
    """A sentence, a bar and a stop button while something long runs; what started it waits till it ends."""

    def __init__(self, name: str, starter: QPushButton) -> None:
        super().__init__()
        self.job: Job | None = None
        self._starter = starter
        self.words, self.bar = label("", "quiet"), QProgressBar()
        self.bar.setAccessibleName(_("Progress"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)
        layout.addLayout(row(self.bar, button(_("Stop"), self.stop, name=name)))
        self.hide()

    def begin(self, words: str) -> None:
        self._starter.setEnabled(False)
        self.words.setText(words)
        self.bar.setRange(0, 0)
        self.show()

    def step(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        if text:
            self.words.setText(text)

    def stop(self) -> None:
        """Stop; what is done stays."""
        if self.job is not None:
            self.job.cancel()

    def end(self) -> None:
        self.job = None
        self.hide()
        self._starter.setEnabled(True)


class TrialPanel(QWidget):
    """Try this computer before any download."""

    def __init__(self, office: Office, jobs: QtJobs, measured: Callable[[], None]) -> None:
        super().__init__()
        self._office, self._jobs, self._measured = office, jobs, measured
        self.start_button = button(_("Try this computer (about 20 seconds)"), self.start, name="model-trial")
        self.result, self._working = label("", "quiet"), _Working("model-trial-stop", self.start_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            panel(
                label(_("How fast would a model be here?"), "heading"),
                label(_("A small practice model is made on this computer and measured; nothing is fetched.")),
                self.result,
                self._working,
                row(self.start_button, None),
            )
        )
        self._say(office.models.trials.last())

    def start(self) -> None:
        """Measure; the list of models then says seconds for each."""
        self._working.begin(_("Measuring …"))
        models = self._office.models

        def work(context: Context) -> Trial:
            def step(done: int, total: int) -> None:
                context.check_cancelled()
                context.progress(done, total)

            return models.trials.run(step)

        self._working.job = self._jobs.long("engine", work, self._done, self._working.step, self._failed)

    def _done(self, trial: Trial) -> None:
        self._working.end()
        self._say(trial)
        self._measured()

    def _failed(self, error: Exception) -> None:
        self._working.end()
        self._jobs.failed(error)

    def _say(self, trial: Trial | None) -> None:
        self.result.setVisible(trial is not None)
        if trial is None:
            return
        where = _("on the graphics card") if trial.gpu_layers else _("with {n} threads", n=trial.threads)
        self.result.setText(
            _(
                "Measured {where}: for a reply a small model (0.5 billion) would need about {small} s, a large one (4 billion) {large} s.",
                where=where,
                small=round(trial.seconds(0.5)),
                large=round(trial.seconds(4)),
            )
        )


class NightPanel(QWidget):
    """All products by the model, card after card; what is done stays, and a later run goes on."""

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self.start_button = button(_("Write all products with the model"), self.start, name="model-night")
        self.result, self._working = label("", "quiet"), _Working("model-night-stop", self.start_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            panel(
                label(_("Over night"), "heading"),
                label(_("The model writes one product after the other. What you touched or approved is left as it is.")),
                label(_("You can stop at any time, and go on from there another night."), "quiet"),
                self._working,
                self.result,
                row(self.start_button, None),
            )
        )

    def start(self) -> None:
        """Begin, or go on."""
        office, jobs = self._office, self._jobs
        self.result.setText("")
        self._working.begin(_("Looking at what waits …"))

        def work(context: Context) -> CatalogueRun:
            locales = tuple(office.settings.get("locales"))
            price = office.model_catalogue.price(locales).expected()

            def step(done: int, total: int, sku: str) -> None:
                words = _("Writing {sku}: {done} of {total} products done.", sku=sku, done=done, total=total)
                context.progress(done, total, _joined(words, price))

            return office.model_catalogue.run_all(locales, step, lambda: context.cancelled, jobs.told)

        self._working.job = jobs.long("engine", work, self._done, self._working.step, self._failed)

    def _done(self, run: CatalogueRun) -> None:
        self._working.end()
        words = _("{cards} products and {listings} listings were written.", cards=run.cards, listings=run.listings)
        if run.problems:
            words += " " + _("Left to the templates: {skus}.", skus=", ".join(sorted(run.problems)))
        self.result.setText(_joined(words, self._office.model_catalogue.spent.charged()))

    def _failed(self, error: Exception) -> None:
        self._working.end()
        self.result.setText(_joined(_("Stopped; what was written stays."), self._office.model_catalogue.spent.charged()))
        self._jobs.failed(error)


def _joined(words: str, price: str) -> str:
    """Words, and what the model server charges where it charges."""
    return f"{words} {price}" if price else words
