"""Money as decimals with an ISO 4217 currency, never a float."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from desktop.domain.errors import BadInput

_DECIMAL = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")

# Currencies whose smallest unit is not a hundredth (ISO 4217 exponent; nobody quotes rupiah in cents, though it has them there).
EXPONENT = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "IDR": 0, "KWD": 3, "BHD": 3, "OMR": 3, "TND": 3, "JOD": 3}


def decimal_string(text: object, path: str) -> Decimal:
    """A price as the card writes it: digits and a dot ("4.80").

    Raises BadInput("money.not_decimal") for a comma, a sign, a float or anything else; `path` names the place.
    """
    if not isinstance(text, str) or not _DECIMAL.fullmatch(text):
        raise BadInput("money.not_decimal", path=path, value=str(text)[:40])
    return Decimal(text)


@dataclass(frozen=True)
class Money:
    """An amount in one currency."""

    amount: Decimal
    currency: str

    def rounded(self) -> Money:
        """To the currency's smallest unit, half up."""
        return Money(self.amount.quantize(_step(self.currency), rounding=ROUND_HALF_UP), self.currency)

    def rounded_up(self) -> Money:
        """To the currency's smallest unit, upwards: used where rounding down could go below a floor."""
        return Money(self.amount.quantize(_step(self.currency), rounding=ROUND_CEILING), self.currency)

    def __str__(self) -> str:
        return f"{self.currency} {self.rounded().amount}"


def _step(currency: str) -> Decimal:
    return Decimal(1).scaleb(-EXPONENT.get(currency, 2))
