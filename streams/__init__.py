"""Tocsin's streams: the core by stage (clean, entities, themes, claims, events, alerts), the shell by role."""
