"""Local SQLite through sqlite-utils: the only package that imports it."""

import sys

# sqlite-utils loads numpy where it is installed, only to know its column types, which nothing here keeps: with the model's
# extra that was a third of the time before the window's first picture.
_before = sys.modules.get("numpy")
if _before is None:
    sys.modules["numpy"] = None  # type: ignore[assignment]  # so Python says that a module is not there
    try:
        import sqlite_utils.db  # noqa: F401 (loaded here, without it)
    finally:
        del sys.modules["numpy"]
