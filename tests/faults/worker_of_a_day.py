"""A child process that works like an owner in a hurry: types, approves, publishes, sends; the test kills it.

After each thing that must never be lost it prints one line, so that the parent knows what had been promised.
"""

from __future__ import annotations

import random
import sys

from desktop.bootstrap import House

WORDS = "Hand-woven from rattan for the living room."


def say(*parts: str) -> None:
    print(*parts, flush=True)


def main() -> None:
    profile, seed, skus = sys.argv[1], int(sys.argv[2]), sys.argv[3].split(",")
    chance = random.Random(seed)
    with House(profile) as house:
        house.listings.draft(skus[0], ["en", "es"])  # the words are loaded before the clock of the kill begins
        say("ready")
        while True:
            sku = chance.choice(skus)
            step = chance.randrange(3)
            if step == 0:
                text = f"{WORDS} {seed}-{chance.random()}"
                house.listings.keep_typing(f"listing:{sku}:en:description", text)
                say("typed", sku, text)
            elif step == 1:
                house.listings.draft(sku, ["en", "es"])
                for locale in ("en", "es"):
                    house.listings.approve(sku, locale)
                    say("approved", sku, locale)
            elif house.outbox.published(sku, "practice") is None and house.listings.states().get(sku, {}).get("en") == "approved":
                waits = any(item.subject == sku and item.open for item in house.outbox.all())
                if not waits:
                    house.publishing.publish(sku, "practice")
                    say("queued", sku)
                house.line.run(patience=1.0)


if __name__ == "__main__":
    main()
