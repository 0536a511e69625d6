"""Screen: widgets."""
