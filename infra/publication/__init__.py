"""Publishes the data in content/ into a stage."""
