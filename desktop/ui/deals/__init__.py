"""Screen: deals."""
