"""Replies to buyers from approved sentences: every ask answered, or honestly put off."""
