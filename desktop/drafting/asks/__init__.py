"""What a buyer asks: language, products meant, asks with normalised values, by rules (reference/asks.md)."""
