"""Shared by tests: builders of tables, worlds and reports."""
