"""Categories and the facts each kind of product has."""
