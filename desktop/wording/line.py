"""Words for the line, accounts and platforms: what happened, and the next step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.domain.outbox import Need
from desktop.i18n import N_, _, language
from desktop.wording.mail import WORDS as MAIL

WORDS: dict[str, tuple[str, str]] = {
    "line.offline": (N_("Offline mode is on."), N_("Switch it off when there is a line.")),
    "line.no_network": (N_("There is no network."), N_("Everything waits and is kept; it goes out when there is a line.")),
    "line.budget_used": (N_("Today's data allowance is used up."), N_("Raise it in the settings or wait until tomorrow.")),
    "line.bad_address": (N_("The address {address} cannot be used."), N_("Check it in the account's settings.")),
    "line.not_encrypted": (N_("{host} offers no encrypted connection."), N_("Use an https address.")),
    "line.unreachable": (N_("{host} cannot be reached."), N_("Check the line; everything waits and is kept.")),
    "line.not_trusted": (
        N_("The certificate of {host} is not valid."),
        N_("Check this computer's date; if it is right, another network may help."),
    ),
    "line.lost_answer": (N_("{host} did not answer to the end."), N_("It is checked before anything is sent again.")),
    "platform.no_answer": (N_("The platform did not answer."), N_("It is tried again by itself.")),
    "platform.strange_answer": (N_("The platform's answer could not be understood."), N_("It is tried again by itself.")),
    "platform.busy": (N_("The platform asks to wait {after} seconds."), N_("It goes on by itself.")),
    "platform.sign_in_again": (N_("The permission has ended."), N_("Sign in again on the platform's page.")),
    "platform.not_signed_in": (N_("You are not signed in to this account."), N_("Sign in on the platform's page.")),
    "platform.wrong_key": (N_("The platform does not know this app key or secret."), N_("Copy both again from the app's page.")),
    "platform.clock_wrong": (N_("This computer's clock is wrong."), N_("Set date and time, then try again.")),
    "platform.ip_not_allowed": (
        N_("The platform does not accept this computer's internet address."),
        N_("Add it to the app's IP list."),
    ),
    "platform.no_permission": (
        N_("The app has not been granted this right yet."),
        N_("Apply for it on the platform; until then use the copy panel."),
    ),
    "platform.refused": (N_("The platform refused: {said}"), ""),
    "platform.fields_refused": (N_("The platform refused some fields: {said}"), N_("Correct them and try again.")),
    "platform.category_gone": (N_("The platform no longer has this category."), N_("Choose another category.")),
    "platform.changed_there": (
        N_("The platform's copy was changed there, and here too."),
        N_("Choose for each field which one is right."),
    ),
    "platform.product_gone": (N_("The product is no longer on the platform."), N_("Publish it again if you want it there.")),
    "platform.no_category": (N_("No category of the platform is chosen for {category}."), N_("Choose one once; it is remembered.")),
    "platform.unfit": (N_("The platform's form does not take the field {name}."), N_("Correct it and try again.")),
    "platform.form_changed": (
        N_("The platform has changed its form since this was approved: {name}."),
        N_("Correct it and try again."),
    ),
    "platform.no_channel": (
        N_("This platform lets no program answer messages."),
        N_("Copy the reply and paste it on the platform's own page."),
    ),
    "platform.currency": (
        N_("The shop sells in {there}, the product is priced in {here}."),
        N_("State a price in {there} on the product card."),
    ),
    "platform.price_too_fine": (
        N_("The price {price} {currency} has too many decimals for the shop."),
        N_("Round it on the product card."),
    ),
    "platform.key_taken": (N_("The shop already has another product with the number {sku}."), N_("Remove it there or use another number.")),
    "platform.in_trash": (N_("The product {sku} lies in the shop's trash."), N_("Restore or delete it there, then try again.")),
    "platform.not_a_picture": (N_("The shop does not accept this picture: {said}"), N_("Use another picture.")),
    "platform.wrong_password": (N_("The shop does not accept user name and password."), N_("Enter them again in the account's settings.")),
    "platform.needs_password": (
        N_("A key and secret of the shop cannot upload pictures."),
        N_("Make an application password under Users in WordPress and enter it with your user name."),
    ),
    "platform.bad_schema": (N_("The platform's form could not be read."), N_("Try again later.")),
    "platform.picture_too_large": (
        N_("The picture has {size_mb} MB, the platform takes at most {limit_mb} MB."),
        N_("Bring it up to date: it is made smaller."),
    ),
    "platform.picture_missing": (N_("The picture {path} is missing."), N_("Approve the product again.")),
    "platform.picture_changed": (N_("The picture {path} changed after it was approved."), N_("Approve the product again.")),
    "platform.not_a_practice_shop": (N_("No practice shop answers at {address}."), N_("Start it: tengqiao practice")),
    "account.not_found": (N_("There is no account {account}."), N_("Known accounts: {known}.")),
    "account.broken": (N_("The account {account} cannot be read."), N_("Remove it and add it again.")),
    "account.no_code": (N_("There is no code in what was pasted."), N_("Copy the whole address of the page after signing in.")),
    "account.kind_not_ready": (N_("Accounts of the kind {kind} cannot publish."), ""),
    "account.practice_elsewhere": (N_("{address} is not on this computer."), N_("The practice shop runs on this computer only.")),
    "account.sign_in_refused": (N_("The sign-in was refused or closed."), N_("Start it again when you are ready.")),
    "account.no_port": (N_("No free port was found for the sign-in."), N_("Paste the code instead.")),
    "publish.not_approved": (N_("The English listing of {sku} is not approved yet."), N_("Read and approve it first.")),
    "publish.not_there": (N_("{sku} is not published in this account."), N_("Publish it first.")),
    "publish.no_drafts": (N_("This shop keeps no drafts."), ""),
    "publish.no_language": (N_("There is no language {language}."), N_("Known languages: {known}.")),
    "outbox.not_found": (N_("There is no outbox item {item}."), N_("See them all: tengqiao outbox")),
    "outbox.not_offered": (N_("{button} is not possible now."), ""),
    "outbox.moved_meanwhile": (N_("The item has moved on meanwhile."), N_("Look at the outbox again.")),
    "outbox.needs_a_screen": (N_("{button} is done in the window."), ""),
    "parcel.missing": (N_("There is no parcel in {folder}."), N_("Choose the folder that holds parcel.json.")),
    "parcel.broken": (N_("The parcel cannot be read ({name})."), N_("Copy it again from the other computer.")),
    "parcel.changed": (N_("The file {name} in the parcel is damaged or was changed."), N_("Copy it again from the other computer.")),
    "image.too_small": (N_("The picture {name} is too small."), N_("It needs at least {smallest} pixels on each side.")),
}

WORDS |= MAIL

# Why the platform's form would refuse a field; the placeholders are those of `platforms.alibaba.rules.Wrong`.
FIELDS: dict[str, str] = {
    "required": N_("{name} is missing."),
    "too_long": N_("{name} is too long: {size} of at most {limit} {unit}."),
    "too_short": N_("{name} is too short: {size} of at least {limit} {unit}."),
    "too_many": N_("{name} takes at most {limit} entries."),
    "too_few": N_("{name} needs at least {limit} entries."),
    "too_large": N_("{name} may be at most {limit}."),
    "too_small": N_("{name} must be at least {limit}."),
    "forbidden": N_("{name} must not contain “{value}”."),
    "form": N_("{name} has the wrong form: {value}"),
    "kind": N_("{name} must be a number or an address of the right kind: {value}"),
    "choice": N_("{name} does not offer {value}."),
    "picture_size": N_("{name}: the picture has {size_mb} MB, the platform takes at most {limit_mb} MB."),
}


UNITS = {"byte": N_("bytes"), "character": N_("characters")}

# What of a product card changed, by the part of the card.
PARTS = {
    "name": N_("name"), "attributes": N_("facts"), "trade": N_("trade terms"), "packaging": N_("packing"), "images": N_("pictures"),
    "certificates": N_("certificates"), "selling_points": N_("selling points"), "variants": N_("variants"), "origin": N_("origin"),
    "category": N_("category"), "brand": N_("brand"), "hs_code": N_("HS code"),
}  # fmt: skip

# Why an item that waited is shown again.
STALE: dict[str, str] = {
    "validity": N_("What it promises ended on {until}."),
    "newer_message": N_("The buyer has written again meanwhile."),
    "price": N_("The price on the product card has changed since."),
    "card": N_("The product card has changed since: {what}."),
    "age": N_("It has waited for {days} days."),
    "freight": N_("The freight price in it ended on {until}."),
    "rate": N_("The exchange rate for {currency} in it is from {stated}."),
    "holiday": N_("The factory is closed from {from} to {until}: the lead time in it no longer holds."),
}


# What the platform's score complains of, as a suggestion (reference, section 6: keys that were seen).
SUGGESTIONS = {
    "image_num": N_("Add more pictures: six are best."),
    "image_scale": N_("Use pictures with equal sides."),
    "imageQualityBad": N_("Use sharper pictures."),
    "title_word_error": N_("A word in the title is misspelt."),
    "title_word_miss_core_error": N_("Say in the title more exactly what the product is."),
    "price": N_("Complete the prices."),
    "inventory": N_("State the stock."),
    "freightRate": N_("State the package's size and weight."),
    "category": N_("Complete the facts and highlights."),
}


def suggestion(name: str, text: str) -> str:
    """A problem of the platform's score in one sentence; an unknown one in the platform's own words."""
    return _(SUGGESTIONS[name]) if name in SUGGESTIONS else text or name


def said(need: Need) -> str:
    """The one sentence of a need: what exactly is wrong. Empty when nothing more is known than why."""
    details = need.fields.get("details")
    if isinstance(details, list) and details and isinstance(details[0], Mapping):
        first = field(details[0])
        if need.why == "form_changed":
            first = _("The platform has changed its form since this was approved: {what}", what=first)
        return first if len(details) == 1 else _("{what} And {n} more.", what=first, n=len(details) - 1)
    if reason := STALE.get(str(need.fields.get("reason", ""))):
        parts = [_(PARTS.get(str(part), str(part))) for part in need.fields.get("parts", ())]
        return _filled(reason, {**need.fields, "what": ", ".join(parts)})
    if message := need.fields.get("message"):
        return str(message)
    known = WORDS.get(str(need.fields.get("code", "")))
    return _filled(known[0], need.fields) if known else ""


def field(row: Mapping[str, Any]) -> str:
    """Why the platform's form would refuse one field, in one sentence."""
    name = str(row.get("name_zh") or "") if language().startswith("zh") else ""
    unit = UNITS.get(str(row.get("unit", "")))
    fields = {**row, "name": name or row.get("name"), "unit": _(unit) if unit else ""}
    return _filled(FIELDS.get(str(row.get("kind")), "{name}"), fields)


def _filled(text: str, fields: Mapping[str, Any]) -> str:
    plain = {key: value for key, value in fields.items() if isinstance(value, str | int | float)}
    plain |= {f"{key}_mb": f"{size / 1_000_000:.1f}" for key in ("size", "limit") if isinstance(size := plain.get(key), int)}
    try:
        return _(text, **plain)
    except (KeyError, IndexError):
        return ""
