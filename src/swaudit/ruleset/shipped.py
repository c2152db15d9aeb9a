"""The rulesets that come with swaudit."""

from __future__ import annotations

from pathlib import Path

FILE_NAME = "ruleset.yaml"


def rulesets_folder() -> Path:
    """Return the folder of the rulesets that come with swaudit."""
    package = Path(__file__).parents[1]
    shipped = package / "rulesets"
    return shipped if shipped.is_dir() else package.parents[1] / "rulesets"


def shipped() -> list[str]:
    """Return the ids of the rulesets that come with swaudit."""
    return sorted(path.parent.name for path in rulesets_folder().glob(f"*/{FILE_NAME}"))


def is_shipped(file: Path) -> bool:
    """Say whether a file is one of those that come with swaudit."""
    return rulesets_folder().resolve() in file.resolve().parents
