"""Screen: messages."""
