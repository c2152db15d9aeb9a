"""What rule files may write beside the keys of a model, said in the JSON Schema of the model."""

from __future__ import annotations

SHORT = "x-short"
"""The list of schemas of what may stand for the whole mapping: `valid`, a status, a value."""

BESIDE = "x-beside"
"""Keys that are read into others before the model sees them, each with its schema."""
