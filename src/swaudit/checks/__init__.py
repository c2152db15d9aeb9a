"""One module per check kind: its options and a pure function from a view to outcomes."""
