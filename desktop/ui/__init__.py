"""The window: the only Qt widgets. Screens call services and read domain values, nothing between."""
