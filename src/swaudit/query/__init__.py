"""Conditions, intervals, periods and calendar: one engine for validity, checks and files."""
