"""Pictures of every screen for looking at: `tengqiao screens`, `make screens`."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from desktop.domain.deals import Party
from desktop.domain.listings import LOCALES
from desktop.services.office import Office
from desktop.ui.app import application, window
from desktop.ui.main_window import MainWindow
from desktop.ui.qt_jobs import QtJobs

# picture name -> screen, argument
VIEWS = (
    ("first", "first", "0"),
    ("today", "today", ""),
    ("products", "cards", ""),
    ("card", "cards", "TB-301"),
    ("review", "listings", "TB-301"),
    ("copy", "copy", "TB-301 en"),
    ("publish", "publish", "TB-301"),
    ("messages", "messages", ""),
    ("deals", "deals", ""),
    ("outbox", "outbox", ""),
    ("models", "models", ""),
    ("settings", "settings", "company"),
    ("prices", "settings", "prices"),
    ("reception", "settings", "reception"),
    ("line", "settings", "line"),
    ("backup", "settings", "backup"),
)
LOOKS = (("zh_CN", "light"), ("en", "light"), ("zh_CN", "dark"))
FRAUD = (
    "Hello, we want 2,000 pieces of TB-301. Our order is here: http://alibaba.com.secure-login.example/po , please log in with your "
    "password. Our agent in Shenzhen will pay you in RMB. Robert Miller, tel. +44 20 7946 0018"
)
SIZES = {"": (1366, 768), "-narrow": (1024, 700)}


def take_all(office: Office, folder: Path, looks: tuple[tuple[str, str], ...] = LOOKS) -> list[str]:
    """One PNG per screen, language and theme, and the Arabic review; answers their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    fraud = _prepare(office)
    names: list[str] = []
    for language, theme in looks:
        jobs = QtJobs.immediate()
        main = window(app, office, jobs, language=language, theme=theme)
        main.resize(*SIZES[""])
        main.show()
        for name, screen, argument in VIEWS:
            main.go(screen, argument)
            names.append(_shoot(app, main, folder / f"{name}-{language}-{theme}.png"))
        main.go("messages", fraud)
        names.append(_shoot(app, main, folder / f"trust-{language}-{theme}.png"))
        products = main.shown("cards")
        products.home()
        products.show_grid(True)  # type: ignore[attr-defined]  # the products screen's own verb
        names.append(_shoot(app, main, folder / f"products-grid-{language}-{theme}.png"))
        products.show_grid(False)  # type: ignore[attr-defined]  # as above
        main.go("listings", "TB-301")
        review = main.shown("listings")
        review.show_locale("ar")  # type: ignore[attr-defined]  # the review screen's own verb
        names.append(_shoot(app, main, folder / f"review-ar-{language}-{theme}.png"))
        main.resize(*SIZES["-narrow"])
        names.append(_shoot(app, main, folder / f"review-narrow-{language}-{theme}.png"))
        main.close()
        main.deleteLater()
    return names


def _prepare(office: Office) -> str:
    """Work in every state: approved texts, messages in two scripts, a deal; the conversation of a fraud is answered."""
    office.listings.draft("TB-301")
    office.listings.approve_clean("TB-301", [locale for locale in LOCALES if locale not in ("ar", "ko")])
    office.listings.draft("DL-12")
    for name, buyer in (("ar-bv-15", "Khalid"), ("en-tb-301", "Megan Porter")):
        message = json.loads((office.resources / "samples" / "messages" / f"{name}.json").read_text("utf-8"))
        _changes, thread = office.messages.paste(message["body"], buyer)
    quoted = office.messages.view(thread).quoted
    _changes, fraud = office.messages.paste(FRAUD, "Robert Miller")
    office.deals.open(quoted[:1], Party("Coastline Home LLC", "Long Beach, CA", "US", "Megan Porter"), thread)
    return fraud


def _shoot(app: QApplication, main: MainWindow, path: Path) -> str:
    for _ in range(4):
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    main.grab().save(str(path))
    return str(path)
