"""A new ruleset drafted from a checklist's tables: read, cut into clauses, proposed, written."""
