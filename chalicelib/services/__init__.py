"""One function for each thing that an official or the clock does."""
