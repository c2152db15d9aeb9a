"""One audit: evidence, validity, checks and the report, in one direction."""
