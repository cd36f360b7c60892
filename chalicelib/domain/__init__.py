"""The nouns of the field and their rules: pure Python, no clock, no I/O."""
