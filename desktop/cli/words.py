"""draft and check."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.bootstrap import Words
from desktop.cli.running import answer, batch, read_json
from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card
from desktop.domain.errors import BadInput
from desktop.domain.listings import LOCALES, Draft, Finding, listing_from_json
from desktop.i18n import _, ngettext


def run_draft(arguments: argparse.Namespace) -> int:
    """Draft a card's listings; exit 1 when a finding blocks."""
    from desktop.drafting.drafts import draft_to_json
    from desktop.language.locales import locale_info

    card = card_from_json(read_json(arguments.card))
    locales = [item.strip() for item in arguments.to.split(",") if item.strip()] or list(LOCALES)
    infos = [locale_info(locale) for locale in locales]  # refuse an unknown language before any work
    codes = [info.code for info in infos]
    if arguments.writer == "model":
        from desktop.cli.models import draft_with_model

        drafts = draft_with_model(arguments.profile, card, codes)
    else:
        drafter = Words().drafter
        drafts = {code: drafter.draft(card, code) for code in codes}
    if arguments.json:
        answer({"listings": {locale: draft_to_json(draft) for locale, draft in drafts.items()}})
    else:
        for locale, draft in drafts.items():
            _print_draft(locale, draft)
    return 0 if all(draft.publishable for draft in drafts.values()) else 1


def _print_draft(locale: str, draft: Draft) -> None:
    listing = draft.listing
    print(f"== {locale} ==\n{listing.title}\n{', '.join(listing.keywords)}\n")
    print("\n".join(f"- {text}" for text in listing.highlights), f"\n\n{listing.description}\n")
    for item in listing.faq:
        print(f"? {item.q}\n  {item.a}")
    print()
    for finding in draft.findings:
        print_finding(finding)


def print_finding(finding: Finding) -> None:
    """One finding on one line: severity, place, what stands there, what the card says."""
    expected = f" -> {finding.expected}" if finding.expected else ""
    print(
        f"[{finding.severity}] {finding.kind} {finding.field} {finding.start}-{finding.end}: “{finding.text}”{expected}  {finding.message}"
    )


def run_check(arguments: argparse.Namespace) -> int:
    """Check one listing, or a batch of them."""
    words = Words()
    if arguments.batch:
        return batch(arguments.batch, lambda data: _checked(words, data, Path(arguments.batch).parent))
    if not arguments.listing or not arguments.card:
        raise BadInput("argument.bad", name="check", value="LISTING --card CARD", command="check")
    card = card_from_json(read_json(arguments.card))
    findings = words.fact_lock.check(card, listing_from_json(read_json(arguments.listing)))
    result = _verdict(findings)
    if arguments.json:
        answer(result)
    else:
        for finding in findings:
            print_finding(finding)
        print(
            _("Can be published.") if result["publishable"] else ngettext("{n} finding blocks.", "{n} findings block.", _blocking(findings))
        )
    return 0 if result["publishable"] else 1


def _blocking(findings: tuple[Finding, ...]) -> int:
    return sum(finding.severity == "block" for finding in findings)


def _verdict(findings: tuple[Finding, ...]) -> dict[str, Any]:
    return {"publishable": not _blocking(findings), "findings": [finding.to_json() for finding in findings]}


def _checked(words: Words, data: dict[str, Any], folder: Path) -> dict[str, Any]:
    findings = words.fact_lock.check(_card_of(data, folder), listing_from_json(data.get("listing")))
    return {"id": data.get("id")} | _verdict(findings)


def _card_of(data: dict[str, Any], folder: Path) -> Card:
    given = data.get("card")
    if isinstance(given, str):
        path = Path(given)
        given = read_json(str(path if path.is_absolute() or path.exists() else folder / path))
    return card_from_json(given)
