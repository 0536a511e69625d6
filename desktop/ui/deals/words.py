"""Words for deals: their states and papers."""

from __future__ import annotations

from desktop.i18n import N_

STATES = {
    "quoted": ("waiting", N_("quoted")),
    "proforma": ("waiting", N_("proforma invoice made")),
    "confirmed": ("done", N_("confirmed")),
    "in_production": ("waiting", N_("in production")),
    "shipped": ("done", N_("shipped")),
    "closed": ("done", N_("closed")),
    "cancelled": ("look", N_("cancelled")),
}
PAPERS = {
    "proforma": N_("Proforma invoice"),
    "quotation": N_("Quotation"),
    "contract": N_("Sales contract"),
    "commercial_invoice": N_("Commercial invoice"),
    "packing_list": N_("Packing list"),
    "production_order": N_("Production order"),
}
