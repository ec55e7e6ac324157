"""Sixth stage: which events to tell people about, and how each alert lives."""
