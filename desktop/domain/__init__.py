"""Pure values and rules: the standard library only, no input or output."""
