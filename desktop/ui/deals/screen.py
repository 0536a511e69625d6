"""Screen: deals."""

from __future__ import annotations

from desktop.ui.screen import Screen


class DealsScreen(Screen):
    """To be filled by the window's builder."""

    def refresh(self, argument: str = "") -> None:
        """Show."""
