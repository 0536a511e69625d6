"""The model library: what is here, what can be fetched and whether it fits, progress in megabytes, USB."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDoubleSpinBox, QFileDialog, QFrame, QProgressBar, QSpinBox, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.i18n import _
from desktop.services.models import Installed, Offer, line_cost
from desktop.services.office import Office
from desktop.ui.qt_jobs import Job, QtJobs
from desktop.ui.widgets.parts import button, chip, empty, label, note, panel, row

MB = 1_000_000


class Library(QWidget):
    """Models here and models to fetch."""

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self._job: Job | None = None
        self._paid = False
        self.bar, self._left = QProgressBar(), label("", "quiet")
        self.bar.setAccessibleName(_("Progress"))
        self._working = panel(self._left, row(self.bar, button(_("Pause"), self.stop, name="model-pause")))
        self._working.hide()
        self._lists = QVBoxLayout()
        self.cap = QSpinBox()
        self.cap.setRange(0, 100_000)
        self.cap.setSuffix(" kB/s")
        self.cap.setSpecialValueText(_("as fast as it goes"))
        self.cap.setAccessibleName(_("Speed limit"))
        self.cap.setMinimumWidth(160)
        self.cap.setValue(int(office.settings.get("model_kb_per_s")))
        self.cap.editingFinished.connect(self._keep_cap)
        self.price = QDoubleSpinBox()
        self.price.setRange(0, 100)
        self.price.setDecimals(3)
        self.price.setSuffix(" CNY/MB")
        self.price.setSpecialValueText(_("costs nothing by the megabyte"))
        self.price.setAccessibleName(_("What a megabyte costs on your line"))
        self.price.setMinimumWidth(160)
        self.price.setValue(float(office.settings.get("mb_price") or 0))
        self.price.editingFinished.connect(self._keep_price)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._working)
        layout.addLayout(self._lists)
        layout.addWidget(
            panel(
                row(label(_("Speed limit"), wrap=False), self.cap, label(_("Your line"), wrap=False), self.price, None),
                label(self._when(), "quiet"),
            )
        )

    def refresh(self) -> None:
        """Look at the library; headers are read off the GUI thread."""
        models = self._office.models
        self._jobs.read("reading", lambda _context: (models.installed(), models.offers()), self._show)

    def get(self, name: str) -> None:
        """Fetch a model; it goes on later from where it was paused."""
        self._paid = True
        self._begin(_("Fetching {name}. You can go on working.", name=name))
        models, allowed = self._office.models, self._office.download_rules()
        self._job = self._jobs.long(
            "network",
            lambda context: models.fetch(name, lambda done, total: context.progress(done, total, ""), context.check_cancelled, allowed),
            self._done,
            self._step,
            self._failed,
        )

    def bring(self, folder: Path) -> None:
        """Take a model from a USB stick or a folder."""
        self._paid = False
        self._begin(_("Copying from {folder}", folder=folder.name))
        models = self._office.models
        self._job = self._jobs.long(
            "network",
            lambda context: models.bring(folder, lambda done, total: context.progress(done, total, "")),
            self._done,
            self._step,
            self._failed,
        )

    def stop(self) -> None:
        """Pause; what was fetched stays."""
        if self._job is not None:
            self._job.cancel()

    def _keep_cap(self) -> None:
        value = self.cap.value()
        self._jobs.write(lambda _context: self._office.settings.put("model_kb_per_s", value))

    def _keep_price(self) -> None:
        value = f"{self.price.value():.3f}" if self.price.value() else ""
        if value == self._office.settings.get("mb_price"):
            return
        self._jobs.write(lambda _context: self._office.settings.put("mb_price", value))
        self.refresh()

    def _cost(self, count: int) -> str:
        """What so many bytes cost on the owner's line, after a comma; "" where they cost nothing."""
        cost = line_cost(count, f"{self.price.value():.3f}")
        return f", {cost}" if cost else ""

    def _when(self) -> str:
        rules = self._office.settings.line_rules()
        if rules.metered and rules.night:
            return _(
                "Your line is paid by the megabyte: models are fetched from {start} to {end} o'clock only.",
                start=rules.night[0],
                end=rules.night[1],
            )
        return _("A fetch can be paused; it goes on from where it stopped, also after a restart.")

    # --- parts -------------------------------------------------------------------------------------------------------

    def _begin(self, words: str) -> None:
        self._left.setText(words)
        self.bar.setRange(0, 0)
        self._working.show()

    def _step(self, done: int, total: int, _text: str) -> None:
        self.bar.setRange(0, max(1, total // MB))
        self.bar.setValue(done // MB)
        self._left.setText(
            _("{done} MB of {total} MB, {left} MB left", done=done // MB, total=total // MB, left=max(0, total - done) // MB)
            + (self._cost(max(0, total - done)) if self._paid else "")
        )

    def _done(self, changes: Changes) -> None:
        self._working.hide()
        self._job = None
        self._jobs.changed.emit(changes)
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._working.hide()
        self._job = None
        self._jobs.failed(error)

    def _show(self, found: tuple[list[Installed], list[Offer]]) -> None:
        empty(self._lists)
        here, offers = found
        if here:
            self._lists.addWidget(panel(label(_("Models on this computer"), "heading"), *(self._installed(item) for item in here)))
        rows: list[QWidget] = [self._offer(offer) for offer in offers if not offer.installed]
        if any(not offer.entry.tried for offer in offers):
            rows.insert(0, note(_("These downloads have not been tried from here yet; what arrives is checked before it is used."), "look"))
        usb = button(_("From a USB stick or a folder"), self._choose, name="model-usb")
        self._lists.addWidget(panel(label(_("Models to fetch"), "heading"), *rows, row(usb, None)))

    def _installed(self, item: Installed) -> QWidget:
        mark = chip(_("checked"), "done") if item.checked else chip(_("not checked"), "look")
        size = label(f"{item.header.file_bytes // MB} MB", "quiet", wrap=False)
        remove = button(_("Remove"), lambda: self._remove(item.name), "link")
        remove.setAccessibleName(_("Remove {name}", name=item.name))
        line = QWidget()
        line.setLayout(row(label(item.name, wrap=False), size, mark, None, remove))
        return line

    def _offer(self, offer: Offer) -> QFrame:
        entry = offer.entry
        fits = chip(_("fits this computer"), "done") if offer.fits else chip(_("needs more memory than is free"), "look")
        speed = _("about {n} s per reply", n=round(offer.seconds)) if offer.seconds else _("speed is known after a trial")
        get = button(_("Get"), lambda: self.get(entry.name), name=f"get-{entry.name}")
        get.setAccessibleName(_("Get {name}, {size} MB", name=entry.name, size=entry.size // MB))
        get.setEnabled(not self._office.settings.get("offline"))
        about = label(f"{entry.size // MB} MB{self._cost(entry.size)}  ·  {speed}  ·  {entry.licence}", "quiet")
        return panel(row(label(entry.name, "heading", wrap=False), fits, None, get), about)

    def _remove(self, name: str) -> None:
        self._jobs.read("reading", lambda _context: self._office.models.remove(name), self._done)

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Choose the folder with the model"))
        if name:
            self.bring(Path(name))
