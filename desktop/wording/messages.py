"""Words for messages, prices, deals and papers."""

from __future__ import annotations

from desktop.i18n import N_

WORDS: dict[str, tuple[str, str]] = {
    "message.wrong_type": (N_("{path} of the message must be {expected}."), ""),
    "message.missing": (N_("The message has no {path}."), ""),
    "message.too_long": (N_("{path} of the message is longer than {limit} characters."), N_("Paste only the part that asks something.")),
    "message.unknown": (N_("This message is not here any more."), ""),
    "message.not_sendable": (N_("The reply cannot go out as it stands: {why}"), N_("Mend what is marked red, or take the sentence out.")),
    "message.contradicts": (
        N_("This contradicts what you promised {buyer} on {date}: {sentence}"),
        N_("Change the reply, or withdraw the promise first."),
    ),
    "mail.too_large": (N_("The mail is larger than {limit} MB."), ""),
    "mail.broken": (N_("This file is not a mail."), N_("Save the mail again as .eml, or paste its text.")),
    "reply.no_cards": (N_("There is no product card in {path}."), N_("Name the folder that holds the cards as JSON.")),
    "quote.unknown_term": (N_("{value} is not an Incoterms 2020 term."), N_("Known are: {known}.")),
    "price.none": (N_("{sku} has no price yet."), N_("Write price tiers onto the card.")),
    "price.quantity": (N_("{quantity} is no quantity to price."), ""),
    "price.below_moq": (
        N_("{sku}: the smallest order is {moq} {unit}."),
        N_("Ask the buyer for more, or set a surcharge for trial orders."),
    ),
    "price.sea_only": (N_("{term} is for ships only, not for {mode}."), N_("Use {instead} instead.")),
    "price.no_rate": (N_("There is no exchange rate from {source} to {target}."), N_("Write it into the price settings, with its date.")),
    "price.below_floor": (N_("{sku}: this price is below your limit. It cannot be quoted."), N_("Raise the price or change the quantity.")),
    "money.not_decimal": (N_("{path}: {value} is not an amount."), N_("Write digits with a dot, like 4.80.")),
    "policy.unknown_key": (N_("The price settings do not know {path}."), N_("Known are: {known}.")),
    "policy.wrong_type": (N_("{path} of the price settings must be {expected}."), ""),
    "policy.bad_code": (N_("{path} of the price settings cannot be {value}."), N_("Possible: {known}.")),
    "policy.too_many_concessions": (N_("At most {limit} concessions can be set."), ""),
    "factory.unknown_key": (N_("The factory card does not know {path}."), N_("Did you mean {nearest}?")),
    "factory.wrong_type": (N_("{path} of the factory card must be {expected}."), ""),
    "factory.bad_code": (N_("{path} of the factory card cannot be {value}."), ""),
    "factory.missing": (N_("{path} of the factory card is missing."), ""),
    "factory.too_long": (N_("{path} of the factory card is longer than {limit} characters."), ""),
    "paper.unknown_kind": (N_("{value} is not a paper that can be made."), N_("Known are: {known}.")),
    "paper.unknown_language": (N_("Papers cannot be made in {value}."), N_("Known are: {known}.")),
    "paper.cannot_write": (N_("The paper cannot be written to {path}: {reason}."), N_("Choose another folder or free some space.")),
    "paper.no_application": (N_("The text engine is not ready."), N_("Start Tengqiao again.")),
    "deal.unknown": (N_("This deal is not here any more."), ""),
    "deal.state": (N_("A deal that is {state} cannot become {wanted}."), ""),
    "promise.amount": (N_("A promise needs a sum above zero."), N_("Write digits with a dot, like 120.50.")),
    "promise.no_quantity": (N_("A special price needs a product and a quantity."), ""),
    "promise.no_day": (N_("A penalty needs the day by which the goods must be ready."), ""),
    "promise.no_words": (N_("There is no approved sentence for this promise in the buyer's language."), ""),
    "commitment.unknown": (N_("This promise is not here any more."), ""),
}
