"""Numbers that tell the time, a decade or a figure of speech and state nothing of the goods: "9 a.m.", "the 1920s", "hundreds of".

The patterns are for folded texts: resources/claims/moments.json; what they find is no number of the goods.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from desktop.system.paths import resources_dir

_DENSE = frozenset({"ja", "ko"})


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    raw: dict[str, Any] = json.loads((resources_dir() / "claims" / "moments.json").read_text("utf-8"))
    return raw


@lru_cache(maxsize=16)
def moments(language: str) -> re.Pattern[str]:
    """Where a folded text of the language tells a time of day, a decade or a figure of speech."""
    table = _table()
    own = table["of_day"].get(language, "")
    head = r"(?<!\d)" if language in _DENSE else r"(?<![^\W_])"
    return re.compile("|".join(filter(None, (table["colon"], table["decade"], f"{head}(?:{own})" if own else ""))))
