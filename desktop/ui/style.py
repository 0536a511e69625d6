"""The style sheet, made from resources/style/tokens.toml; light and dark from the system unless the owner chose."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

Tokens = Mapping[str, str]

_FAMILIES = [
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans",
    "Segoe UI",
    "Noto Sans Arabic",
    "Noto Naskh Arabic",
    "sans-serif",
]


def read_tokens(folder: Path) -> dict[str, dict[str, str]]:
    """All tokens by section: size, light, dark."""
    raw = tomllib.loads((folder / "tokens.toml").read_text("utf-8"))
    return {section: {key: str(value) for key, value in values.items()} for section, values in raw.items()}


class Style:
    """The tokens in force and how they are put on."""

    def __init__(self, folder: Path, theme: str = "system") -> None:
        self._folder = folder
        self._all = read_tokens(folder)
        self.theme = theme

    @property
    def dark(self) -> bool:
        """Whether the dark tokens are in force."""
        if self.theme in ("light", "dark"):
            return self.theme == "dark"
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark

    @property
    def tokens(self) -> dict[str, str]:
        """Colours and sizes in force."""
        return self._all["size"] | self._all["dark" if self.dark else "light"]

    def colour(self, name: str) -> QColor:
        """One colour by token name."""
        return QColor(self.tokens[name])

    def put_on(self, app: QApplication) -> None:
        """Fusion, palette, font and style sheet."""
        theme = "dark" if self.dark else "light"
        signs = {name: (self._folder / f"{name}-{theme}.svg").as_posix() for name in ("arrow", "check")}
        wanted = sheet(self.tokens | signs)
        if app.styleSheet() == wanted:
            return  # putting it on again would polish every widget anew: seconds in a window with much in it
        app.setStyle("Fusion")
        app.setFont(self.font())
        app.setPalette(self._palette())
        app.setProperty("tokens", dict(self.tokens))
        app.setStyleSheet(wanted)

    def font(self) -> QFont:
        """The system's own fonts at the base size."""
        font = QFont()
        font.setFamilies(_FAMILIES)
        font.setPointSizeF(float(self.tokens["base_pt"]))
        return font

    def _palette(self) -> QPalette:
        t, roles = self.tokens, QPalette.ColorRole
        palette = QPalette()
        pairs = {
            roles.Window: "ground",
            roles.WindowText: "text",
            roles.Base: "panel",
            roles.AlternateBase: "raised",
            roles.Text: "text",
            roles.Button: "raised",
            roles.ButtonText: "text",
            roles.Highlight: "selected",
            roles.HighlightedText: "text",
            roles.ToolTipBase: "panel",
            roles.ToolTipText: "text",
            roles.PlaceholderText: "quiet",
            roles.Link: "accent",
            roles.BrightText: "blocked",
        }
        for role, name in pairs.items():
            palette.setColor(role, QColor(t[name]))
        return palette


def sheet(t: Tokens) -> str:
    """The style sheet for a set of tokens. Widgets are told apart by the property `kind`."""
    return _BASE.format(**t) + "".join(
        _STATE.format(state=state, ink=t[state], soft=t[f"{state}_soft"]) for state in ("done", "waiting", "look", "blocked")
    )


_BASE = """
QWidget {{ color: {text}; }}
QMainWindow, QWidget[kind="ground"] {{ background: {ground}; }}
QFrame[kind="panel"] {{ background: {panel}; border: 1px solid {line}; border-radius: {radius}px; }}
QWidget[kind="rail"] {{ background: {raised}; border-right: 1px solid {line}; }}
QPushButton[kind="rail"] {{ text-align: left; padding: 9px 12px; border: 2px solid transparent; border-radius: {radius}px;
  background: transparent; }}
QPushButton[kind="rail"]:hover {{ background: {accent_soft}; }}
QPushButton[kind="rail"]:checked {{ background: {selected}; border-color: transparent; font-weight: 600; }}
QPushButton[kind="rail"]:focus, QPushButton:focus, QListView:focus, QTableView:focus {{ outline: none; border: 2px solid {accent}; }}
QLabel[kind="title"] {{ font-size: 15pt; font-weight: 600; }}
QLabel[kind="heading"] {{ font-size: 11.5pt; font-weight: 600; }}
QLabel[kind="quiet"] {{ color: {quiet}; }}
QLabel[kind="mark"] {{ color: {quiet}; font-size: 9pt; }}
QPushButton {{ background: {panel}; border: 1px solid {line}; border-radius: {radius}px; padding: 6px 14px; min-height: 20px; }}
QPushButton:hover {{ background: {accent_soft}; }}
QPushButton:disabled {{ color: {quiet}; background: {raised}; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {accent_text}; border-color: {accent}; font-weight: 600; padding: 8px 22px; }}
QPushButton[kind="primary"]:disabled {{ background: {raised}; color: {quiet}; border-color: {line}; }}
QPushButton[kind="switch"]:checked {{ background: {selected}; border-color: {accent}; }}
QPushButton[kind="choice"] {{ padding: 1px 8px; border-radius: 10px; color: {quiet}; min-height: 18px; }}
QPushButton[kind="link"] {{ border: none; background: transparent; color: {accent}; padding: 2px 4px; text-align: left; }}
QLineEdit, QTextEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateEdit {{
  background: {panel}; border: 1px solid {line}; border-radius: {radius}px; padding: 5px 8px;
  selection-background-color: {selected}; selection-color: {text}; }}
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {accent}; padding: 4px 7px; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ border: none; padding: 0 6px; background: transparent; }}
QSpinBox, QDateEdit, QDoubleSpinBox {{ padding: 6px 8px; min-height: 20px; }}
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {{ width: 0; border: none; }}
QCheckBox::indicator {{ width: 16px; height: 16px; border: 1px solid {quiet}; border-radius: 3px; background: {panel}; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{check}"); }}
QCheckBox::indicator:disabled {{ border-color: {line}; }}
QCheckBox:disabled {{ color: {quiet}; }}
QCheckBox:focus {{ color: {accent}; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{arrow}"); width: 12px; height: 12px; }}
QTextEdit[kind="inline"] {{ background: transparent; border: none; border-bottom: 1px solid {line}; border-radius: 0; padding: 1px 2px; }}
QTextEdit[kind="inline"]:hover {{ background: {ground}; }}
QTextEdit[kind="inline"]:focus {{ border: none; border-bottom: 2px solid {accent}; padding: 1px 2px 0 2px; }}
QTextBrowser[kind="paper"] {{ background: #ffffff; color: #000000; border: 1px solid {line}; border-radius: 0; }}
QLabel[kind="fact"] {{ background: {raised}; border: 1px solid transparent; border-radius: 4px; padding: 2px 7px; }}
QLabel[kind="fact"][state="blocked"] {{ background: {blocked_soft}; }}
QLabel[kind="fact"]:hover, QLabel[kind="fact"][lit="true"] {{ background: {fact}; border-color: {accent}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {line}; border-radius: 5px; min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: {quiet}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QComboBox QAbstractItemView {{ background: {panel}; border: 1px solid {line};
  selection-background-color: {selected}; selection-color: {text}; }}
QListView, QTableView, QTreeView {{ background: {panel}; border: 1px solid {line}; border-radius: {radius}px;
  alternate-background-color: {raised}; }}
QListView::item, QTableView::item {{ padding: 4px; }}
QListView::item:selected, QTableView::item:selected {{ background: {selected}; color: {text}; }}
QHeaderView::section {{ text-align: left; background: {raised}; border: none; border-bottom: 1px solid {line}; padding: 6px 8px; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea > QWidget > QWidget[kind="ground"] {{ background: {ground}; }}
QToolTip {{ background: {panel}; color: {text}; border: 1px solid {line}; }}
QStatusBar {{ background: {raised}; border-top: 1px solid {line}; }}
QStatusBar::item {{ border: none; }}
QSplitter::handle {{ background: transparent; width: 8px; }}
QProgressBar {{ border: 1px solid {line}; border-radius: {radius}px; background: {panel}; text-align: center; }}
QProgressBar::chunk {{ background: {accent}; border-radius: {radius}px; }}
QTabBar::tab {{ padding: 7px 14px; background: transparent; border: none; border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ border-bottom-color: {accent}; font-weight: 600; }}
QTabWidget::pane {{ border: none; }}
"""
_STATE = """
QLabel[state="{state}"], QFrame[state="{state}"] {{ color: {ink}; background: {soft}; border-radius: 4px; padding: 2px 8px; }}
QPushButton[state="{state}"] {{ color: {ink}; border-color: {ink}; }}
"""
