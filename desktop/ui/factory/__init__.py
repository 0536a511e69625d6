"""Screen: factory."""
