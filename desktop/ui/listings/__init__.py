"""Screen: listings."""
