"""Screen: outbox."""
