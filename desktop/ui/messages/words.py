"""Words for asks, risks and price lines as the owner reads them."""

from __future__ import annotations

from desktop.domain.messages import Ask
from desktop.i18n import N_, _

ASKS = {
    "price": N_("asks the price"),
    "quantity": N_("quantity"),
    "target_price": N_("wants the price"),
    "moq": N_("asks the MOQ"),
    "lead_time": N_("asks the lead time"),
    "deadline": N_("needs it by"),
    "incoterm": N_("Incoterm"),
    "destination": N_("to"),
    "shipping_cost": N_("asks the freight"),
    "sample": N_("wants a sample"),
    "customisation": N_("customisation"),
    "certificate": N_("certificate"),
    "specification": N_("asks a specification"),
    "packaging": N_("asks the packing"),
    "payment_terms": N_("asks payment terms"),
    "warranty": N_("asks the warranty"),
    "availability": N_("asks if it is available"),
    "catalogue": N_("wants the catalogue"),
    "complaint": N_("complains"),
    "order_status": N_("asks about an order"),
    "discount": N_("wants a discount"),
    "meeting": N_("wants to meet"),
    "other": N_("something else"),
}
PROMISES = {
    "price": N_("price"), "valid_until": N_("valid until"), "lead_time": N_("lead time"), "sample": N_("sample"),
    "certificate": N_("certificate"), "payment": N_("payment"), "refund": N_("a refund"), "discount": N_("a lower price"),
    "delivery": N_("delivery"), "penalty": N_("a penalty if late"),
}  # fmt: skip
RISKS = {
    "phishing_link": N_("A link that may steal your password"),
    "off_platform_payment": N_("Wants to pay outside the platform"),
    "overpayment": N_("Wants to pay too much and get some back"),
    "fake_purchase_order": N_("The order may be a fake"),
    "credential_request": N_("Asks for a password or code"),
    "malware_attachment_lure": N_("An attachment that may do harm"),
    "price_fishing": N_("Only collects prices"),
    "personal_bank_change": N_("Asks to change the bank account"),
    "sanctions_destination": N_("The destination is under sanctions"),
    "advance_fee": N_("Asks you to pay a fee first"),
    "payer_not_buyer": N_("Somebody else would pay"),
    "third_party_rmb": N_("RMB from somebody else"),
    "forwarder_without_bl": N_("Goods to the buyer's forwarder without an original bill of lading"),
    "lookalike_domain": N_("An address that looks like another"),
    "lc_soft_clause": N_("A letter of credit that only the buyer can fulfil"),
    "under_invoicing": N_("Wants a lower value on the invoice"),
    "origin_change": N_("Wants another country of origin"),
    "branded_goods": N_("Another firm's brand"),
    "sample_fishing": N_("Many free samples"),
}
FLAGS = {
    "hidden_text": N_("Hidden text was in it and is left out here: somebody wanted a program to read what you do not see."),
    "direction_tricks": N_("Invisible signs that turn text around were in it and are taken out."),
    "unreadable": N_("This mail could not be read. The original lies beside it as a file."),
    "cut": N_("This mail is very large: only its beginning is here."),
    "automatic": N_("A machine sent this, no person: an automatic answer or a mailing list."),
}
LINES = {
    "goods": N_("Goods"),
    "inland": N_("Truck to the port"),
    "export_clearance": N_("Export clearance"),
    "port": N_("Port charges"),
    "freight": N_("Freight"),
    "insurance": N_("Insurance (110 %)"),
    "destination": N_("Charges at destination"),
    "import_clearance": N_("Import clearance"),
    "duty": N_("Duty and tax"),
    "delivery": N_("Delivery"),
    "rounding": N_("Rounding"),
}
NOTES = {
    "freight_missing": N_("Freight is not known yet: the price is without it, and the reply says so."),
    "freight_expired": N_("The freight price has expired: the price is without it, and the reply says so."),
    "ddp_needs_forwarder": N_("DDP needs a forwarder's quote first."),
    "below_moq_surcharge": N_("Below the MOQ: with the surcharge for trial orders."),
    "insurance_missing": N_("The insurance rate is not stated: the price is without it. State it under Settings, Prices and costs."),
    "basis_unknown": N_("The card states no Incoterm of its own: the price is as the card says."),
}
STATES = {
    "waiting": ("look", N_("to answer")),
    "answered": ("done", N_("answered")),
    "closed": ("done", N_("closed")),
}
_UNITS = {"piece": N_("pieces"), "set": N_("sets"), "pair": N_("pairs"), "carton": N_("cartons")}


def note_words(code: str) -> str:
    """What a price is without, in words."""
    if code in NOTES:
        return _(NOTES[code])
    charge, _line, state = code.rpartition("_")
    name = _(LINES[charge]) if charge in LINES else charge
    if state == "expired":
        return _("{charge}: the stated sum is out of date, so the price is without it.", charge=name)
    return _("{charge}: not stated, so the price is without it. State it under Settings, Prices and costs.", charge=name)


def ask_words(ask: Ask) -> str:
    """An ask as a chip says it: "quantity 1,200 pieces"."""
    value = dict(ask.value)
    if "n" in value:
        number = f"{int(value.pop('n')):,}"
        unit = str(value.pop("unit", ""))
        value = {"n": f"{number} {_(_UNITS.get(unit, unit))}".strip()}
    parts = [str(item) for item in value.values()]
    return " ".join([_(ASKS.get(ask.kind, ask.kind)), *parts])
