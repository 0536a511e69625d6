"""Makes papers until it is killed; prints each number once it is given (tests/faults/test_paper_numbers.py)."""

from __future__ import annotations

import sys
from datetime import date

from desktop.bootstrap import House
from desktop.domain.deals import Party
from desktop.domain.pricing import Wanted


def main() -> None:
    with House(sys.argv[1]) as house:
        built = house.deals.price("TB-301", Wanted(500, date(2026, 11, 23)))
        _, deal = house.deals.open([built], Party("Casa Ana SL"))
        print("ready", flush=True)
        while True:
            _, path = house.deals.paper(deal, "commercial_invoice", form="xlsx")
            print(path.name, flush=True)


main()
