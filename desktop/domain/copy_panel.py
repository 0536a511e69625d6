"""The copy panel: an approved listing laid out field by field, for a site without an API or an account not granted yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CopyField:
    """One field of a site's form: its id there, its label in both languages, the text to paste, and the site's limit.

    `limit` is 0 where the site states none; `unit` is "byte" or "character".
    """

    id: str
    label_zh: str
    label_en: str
    text: str
    limit: int = 0
    unit: str = "character"

    @property
    def size(self) -> int:
        """The text's length in the limit's unit; a line break counts as one."""
        return len(self.text.encode("utf-8")) if self.unit == "byte" else len(self.text)

    @property
    def fits(self) -> bool:
        """Whether the site will take it."""
        return self.limit == 0 or self.size <= self.limit


@dataclass(frozen=True)
class CopyPanel:
    """All fields of one product for one site, in the order of the site's own form."""

    site: str
    sku: str
    locale: str
    fields: tuple[CopyField, ...]
    pictures: tuple[str, ...] = ()
    folder: str = ""
