"""What a ruleset says about the worklog and about documents: declarative settings, as data.

A worklog row says in 形式 how something was done and in 内容 what was done. `forms` leads from
形式 to the canonical table the row belongs to, `contents` from 内容 to the category (A, B, …) the
contract counts it under. A `DocumentKind` says by which names a file is recognised.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from swaudit.evidence.inside.facts import Holds
from swaudit.model.written import SHORT

WorklogTable = Literal["服务记录", "个案节次", "小组节次", "活动", "培训督导会议"]
"""The canonical tables that a worklog row can become a row of."""

Contents = Mapping[str, Mapping[str, tuple[str, ...]]]
"""领域 → 类别 → the words allowed in 内容."""

BASE_FORMS: Mapping[str, WorklogTable] = {
    "走访": "服务记录",
    "电话": "服务记录",
    "面谈": "服务记录",
    "线上": "服务记录",
    "宣传": "服务记录",
    "调研": "服务记录",
    "回访": "服务记录",
    "个案": "个案节次",
    "小组": "小组节次",
    "活动": "活动",
    "培训": "培训督导会议",
    "督导": "培训督导会议",
    "参访": "培训督导会议",
    "会议": "培训督导会议",
}
"""The words of 形式 every station uses, unless its ruleset says otherwise."""


class Worklog(BaseModel):
    """How worklog rows are understood. A 领域 that `contents` does not name has no categories."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    contents: Contents = {}
    forms: Mapping[str, WorklogTable] = BASE_FORMS


class FormField(BaseModel):
    """A place of a form that somebody fills in.

    `labels` are other words that stand before it. `holds` says what will do as an answer, `none`
    that 无 is one; `hints` are texts that the blank form prints in the place itself. In short: what
    it holds (`date`), or its labels as a list.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            SHORT: [
                {"enum": list(get_args(Holds))},
                {"type": "array", "items": {"type": "string"}},
            ]
        },
    )

    labels: tuple[str, ...] = ()
    holds: Holds = "text"
    none: bool = False
    hints: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: Any) -> Any:
        if isinstance(given, str):
            return {"holds": given}
        return {"labels": given} if isinstance(given, list) else given


class DocumentKind(BaseModel):
    """A kind of document: any of `names` within a file's name makes the file one of this kind.

    `folder` (written `in` in a ruleset) is text that the file's folder must contain as well;
    `photo` kinds are photos only, the others any document, sheet or picture: a scan is a document.
    A form says what is filled in (`fields`) and who signs it (`signed`, each with its labels); it
    is known by its title as well, which ends with one of `names`. `labels` are further words that
    are printed on it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    names: tuple[str, ...] = Field(min_length=1)
    folder: str | None = Field(default=None, validation_alias="in")
    photo: bool = False
    fields: Mapping[str, FormField] = {}
    signed: Mapping[str, tuple[str, ...]] = {}
    labels: tuple[str, ...] = ()
