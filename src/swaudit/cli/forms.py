"""The forms in which the tools of `rules` give their results on stdout."""

from enum import StrEnum


class Form(StrEnum):
    """The form of a result on stdout."""

    TEXT = "text"
    JSON = "json"


class ReviewForm(StrEnum):
    """The form of a result that points at places in files."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
