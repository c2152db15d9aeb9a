"""A city's checklist: read from YAML with positions, checked, extended and overlaid."""
