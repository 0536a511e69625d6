"""Local SQLite through sqlite-utils: the only package that imports it."""
