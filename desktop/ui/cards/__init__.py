"""Screen: cards."""
