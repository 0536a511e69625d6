"""Screen: models."""
