"""Reads what a watermark camera drew on a photo."""
