"""Words for cards, listings and their files."""

from __future__ import annotations

from desktop.i18n import N_

WORDS: dict[str, tuple[str, str]] = {
    "fact.not_understood": (N_("“{text}” could not be put on the card by itself."), N_("Please write it onto the product card by hand.")),
    "card.unknown_key": (N_("The card has an unknown entry “{path}”."), N_("Did you mean “{nearest}”?")),
    "card.missing": (N_("The card lacks “{path}”."), N_("Fill it in and try again.")),
    "card.wrong_type": (N_("“{path}” is not what is expected there ({expected})."), N_("Correct it and try again.")),
    "card.too_long": (N_("“{path}” is longer than {limit} characters."), N_("Make it shorter.")),
    "card.too_many_own": (
        N_("A card can hold at most {limit} facts of your own naming."),
        N_("Remove the least important ones."),
    ),
    "card.bad_sku": (
        N_("“{value}” cannot be used as a product number."),
        N_("Use letters, digits, dots and dashes, at most 64."),
    ),
    "card.bad_code": (N_("“{value}” is not valid for “{path}”."), N_("Correct it and try again.")),
    "card.not_found": (N_("There is no product “{sku}”."), N_("Check the product number, or import the card first.")),
    "form.not_understood": (N_("“{value}” was not understood."), N_("Write it like this: {hint}")),
    "money.not_decimal": (
        N_("“{value}” in “{path}” is not a price."),
        N_("Write prices with digits and a dot, such as 4.80, without a comma or a currency sign."),
    ),
    "image.outside": (
        N_("The picture “{name}” is not inside the card's own folder."),
        N_("Copy it next to the card and use a plain file name."),
    ),
    "image.missing": (
        N_("The picture “{name}” was not found."),
        N_("Put the file into the card's folder, or remove it from the card."),
    ),
    "image.not_a_picture": (N_("“{name}” is not a picture that can be read."), N_("Save it again as JPEG or PNG.")),
    "image.too_large": (
        N_("The picture “{name}” is too large to open safely."),
        N_("Save it with at most 50 million pixels."),
    ),
    "file.not_found": (N_("The file “{path}” was not found."), N_("Check the name and the folder.")),
    "file.unreadable": (
        N_("The file “{path}” cannot be read: {reason}."),
        N_("Check that it is the right file and not open elsewhere."),
    ),
    "file.too_large": (N_("The file “{path}” is larger than {limit} MB."), N_("Use a smaller file.")),
    "file.unusable": (
        N_("“{path}” cannot be read or written: {reason}."),
        N_("Is the disk or the stick still there, and may you use the folder?"),
    ),
    "file.unwritable": (N_("“{path}” cannot be written: {reason}."), N_("Choose another folder or free some space.")),
    "json.broken": (N_("“{path}” is not valid JSON (line {line})."), N_("Correct that line and try again.")),
    "json.not_object": (N_("Line {line} of “{path}” is not a JSON object."), N_("Write one object a line.")),
    "table.broken": (
        N_("“{path}” is not a workbook that can be opened."),
        N_("Open it in Excel and save it again as .xlsx, or save it as CSV."),
    ),
    "table.no_headers": (
        N_("No known column was found in sheet “{sheet}”."),
        N_("Use the template: tengqiao import --template FILE.xlsx"),
    ),
    "table.cell": (N_("Sheet “{sheet}”, row {row}, column “{column}”: {reason}"), ""),
    "intake.unsure": (
        N_("Column “{column}” of sheet “{sheet}” seems to be: {meaning}. It was left out until you say so."),
        N_("Confirm the columns once (in the window, or with --yes)."),
    ),
    "intake.ignored": (N_("Column “{column}” of sheet “{sheet}” is not known and was left out."), ""),
    "intake.rmb": (
        N_("Column “{column}” of sheet “{sheet}” is in RMB: is it your cost or a selling price? It was left out."),
        N_("Say it once: choose the column's meaning in the window."),
    ),
    "intake.currency": (
        N_("Column “{column}” of sheet “{sheet}” names no currency and was left out."),
        N_("Write USD into its header, or choose its meaning in the window."),
    ),
    "intake.unit": (
        N_("Column “{column}” of sheet “{sheet}” names no unit; {unit} was taken."),
        N_("Look at one product; if it is wrong, write the unit into the header."),
    ),
    "intake.left": (
        N_("Sheet “{sheet}”, row {row}: “{text}” was not put on the card."),
        N_("Please write it onto the product card by hand."),
    ),
    "intake.volume": (
        N_("Sheet “{sheet}”, row {row}: the carton's volume and sides differ ({text})."),
        N_("Check both with a tape measure."),
    ),
    "intake.nameless": (N_("Sheet “{sheet}”, row {row}: there is no product name."), N_("Write one and import again.")),
    "intake.picture": (
        N_("Sheet “{sheet}”, row {row}: a picture in it cannot be read."),
        N_("Save it as JPEG or PNG and add it to the card."),
    ),
    "table.format": (N_("“{path}” is neither .json, .xlsx nor .csv."), N_("Save it in one of these formats.")),
    "listing.wrong_type": (
        N_("“{path}” of the listing is not what is expected there ({expected})."),
        N_("Correct it and try again."),
    ),
    "listing.unknown_locale": (N_("“{value}” is not a language of listings."), N_("Use one of: {known}.")),
    "listing.too_long": (N_("“{path}” is longer than {limit} characters."), N_("Make it shorter.")),
    "listing.not_found": (N_("There is no {locale} listing of “{sku}” yet."), N_("Draft it first.")),
    "listing.blocked": (
        N_("The {locale} listing of “{sku}” has {count} findings that block it."),
        N_("Mend the red places first."),
    ),
    "listing.not_approved": (
        N_("The {locale} listing of “{sku}” is not approved yet."),
        N_("Read it and approve it first."),
    ),
    "locale.unknown": (N_("“{value}” is not a language of listings."), N_("Use one of: {known}.")),
    "draft.no_title": (
        N_("No title can be written for “{sku}” in {locale}: the card says too little."),
        N_("Add material, use or size to the card."),
    ),
    "draft.no_model": (
        N_("No model is in use on this computer."),
        N_("Use the templates (--writer phrasebook), or get a model first: tengqiao model list"),
    ),
}
