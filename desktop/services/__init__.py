"""What a user can do, one verb per function; no Qt."""
