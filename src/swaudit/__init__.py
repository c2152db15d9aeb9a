"""swaudit: audits a social-work station's acceptance evidence against a city's checklist."""

__version__ = "0.1.0"
