"""The language layer: one object, one address per language, translated fields and their freshness.

A reader sees a text in their language, else in the language it was written in, never in a third one.
It also defines the one signal, `content_changed`, that tells the rest of the house what changed.
"""
