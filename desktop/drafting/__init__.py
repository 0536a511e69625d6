"""Card or message in, checked draft out."""
