"""All services of one profile in one value, as `bootstrap` joins them: what a screen is given."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.services.card_form import CardForm
from desktop.services.cards import Cards
from desktop.services.doctor import Doctor
from desktop.services.listings import Listings
from desktop.services.safety import Safety
from desktop.services.samples import Samples
from desktop.services.settings import Settings


@dataclass(frozen=True)
class Office:
    """The verbs of every noun."""

    resources: Path
    profile: Path
    cards: Cards
    card_form: CardForm
    listings: Listings
    settings: Settings
    samples: Samples
    doctor: Doctor
    safety: Safety
