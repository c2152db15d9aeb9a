"""What everything stands on: the child pool for untrusted files and the store of facts."""
