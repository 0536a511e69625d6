"""Collects the texts of the program and keeps the translations whole.

    python i18n/update.py                     writes messages.pot and every locale's messages.po anew (`make i18n`)
    python i18n/update.py new.json ...        and takes over translations {"English": "中文"} into zh_CN
    python i18n/update.py --check             changes nothing; exit 1 if a file is stale or a translation is missing

A translation that is no longer needed is kept at the end of its .po (`#~`), so that moving a text loses no work.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from desktop.i18n import CATALOGUE, same_placeholders

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
TEMPLATE = FOLDER / "messages.pot"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
# A fixed date: the file changes when a text does, and only then.
DATE = datetime(2026, 1, 1, tzinfo=UTC)

Forms = str | tuple[str, ...]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Collect texts and merge translations.")
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 if something is stale or missing")
    parser.add_argument("--into", default="zh_CN", help="the locale that the JSON files translate into")
    parser.add_argument("json", nargs="*", type=Path, help='files with {"English": "translation"}')
    chosen = parser.parse_args(arguments)
    template = _template()
    complaints = []
    if _text(template) != _read(TEMPLATE):
        complaints.append(f"{TEMPLATE.name} is stale")
    for path in sorted(FOLDER.glob(f"*/{CATALOGUE}")):
        locale = path.parent.parent.name
        given = _given(chosen.json) if locale == chosen.into else {}
        merged, found = _merged(template, path, locale, given)
        complaints += found
        if _text(merged) != _read(path):
            complaints.append(f"{locale}: messages.po is stale")
        if not chosen.check:
            path.write_text(_text(merged), encoding="utf-8")
    if not chosen.check:
        TEMPLATE.write_text(_text(template), encoding="utf-8")
        complaints = [line for line in complaints if not line.endswith("stale")]
    for line in complaints:
        print(f"i18n: {line}")
    print(f"i18n: {len(template)} texts, {len(complaints)} complaints")
    return 1 if chosen.check and complaints else 0


def _template() -> Catalog:
    catalog = _empty(None)
    messages = extract_from_dir(ROOT / "desktop", method_map=[("**.py", "python")], keywords=KEYWORDS)
    for _file, _line, message, _comments, _context in messages:
        catalog.add(message)
    return catalog


def _merged(template: Catalog, path: Path, locale: str, given: dict[str, str]) -> tuple[Catalog, list[str]]:
    """The locale's catalogue for exactly the template's texts, and what is wrong with it."""
    known = _known(path)
    known.update(given)
    merged = _empty(locale)
    complaints = []
    for message in template:
        msgid = _first(message.id)
        if not msgid:
            continue
        forms = known.pop(msgid, "")
        if not _first(forms):
            complaints.append(f"{locale}: missing: {msgid}")
        elif not all(same_placeholders(_all(message.id)[-1], form) for form in _all(forms)):
            complaints.append(f"{locale}: other placeholders than: {msgid}")
            forms = ""
        merged.add(message.id, _all(forms)[: merged.num_plurals] if message.pluralizable else _first(forms))
    for msgid, forms in known.items():
        merged.obsolete[msgid] = Message(msgid, _first(forms))
    return merged, complaints


def _empty(locale: str | None) -> Catalog:
    about = f"# Texts of Tengqiao, {locale or 'to be translated'}. Written by i18n/update.py."
    catalog = Catalog(
        locale,
        project="tengqiao",
        version="0",
        header_comment=about,
        msgid_bugs_address="see CONTRIBUTING.md",
        last_translator="the Tengqiao authors",
        language_team="the Tengqiao authors",
        charset="utf-8",
    )
    catalog.creation_date = catalog.revision_date = DATE
    catalog.fuzzy = False
    return catalog


def _known(path: Path) -> dict[str, Forms]:
    """What is translated so far, obsolete texts included."""
    with path.open("rb") as file:
        old = read_po(file)
    everything = [*old, *old.obsolete.values()]
    return {_first(message.id): message.string for message in everything if message.id and _first(message.string)}


def _given(files: Sequence[Path]) -> dict[str, str]:
    given: dict[str, str] = {}
    for file in files:
        content = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(content, dict):
            sys.exit(f"i18n: {file}: not an object of texts")
        given.update({str(key): str(value) for key, value in content.items() if value})
    return given


def _first(forms: Forms | list[str]) -> str:
    return forms if isinstance(forms, str) else (forms[0] if forms else "")


def _all(forms: Forms | list[str]) -> tuple[str, ...]:
    return (forms,) if isinstance(forms, str) else tuple(forms)


def _text(catalog: Catalog) -> str:
    out = io.BytesIO()
    # No places: with them, every edit of the code would change this file.
    write_po(out, catalog, no_location=True, sort_output=True, width=120)
    return out.getvalue().decode("utf-8")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
