"""Screen: today."""
