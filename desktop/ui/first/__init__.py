"""Screen: the first start."""
