"""See section 6 of the design: the house."""
