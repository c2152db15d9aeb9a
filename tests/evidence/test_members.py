"""What is packed inside files is named, and nothing is unpacked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from swaudit.evidence.inventory import take_inventory
from swaudit.evidence.members import PHOTO_BYTES, look_inside
from swaudit.ground.store import Store, quiet
from swaudit.model.dossier import Problem
from swaudit.model.message import tell

PHOTO, LOGO = b"x" * PHOTO_BYTES, b"x" * 900


def _zip(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _look(root: Path) -> tuple[Problem, ...]:
    with Store(root.parent / "work" / "facts.sqlite") as store:
        return look_inside(store, root, take_inventory(root), quiet)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "station").mkdir()
    return tmp_path / "station"


def _values(problem: Problem) -> dict[str, str]:
    assert tell(problem.said, "zh") != problem.said.code
    return dict(problem.said.values)


def test_what_an_archive_holds_is_counted_by_kind(root: Path) -> None:
    packed = {"3月/走访.jpg": PHOTO, "3月/记录.docx": b"x", "台账.xlsx": b"x", "a.mp3": b"x"}
    (root / "材料.zip").write_bytes(_zip(**packed))
    (problem,) = _look(root)
    assert (problem.file, problem.said.code) == ("材料.zip", "archive.packed")
    told = _values(problem)
    assert (told["photos"], told["papers"], told["others"]) == ("1", "2", "1")
    assert told["names"] == "3月/走访.jpg、3月/记录.docx、台账.xlsx…"


def test_names_packed_by_chinese_windows_are_read(root: Path) -> None:
    content = _zip(**{"x" * 8: PHOTO})
    (root / "a.zip").write_bytes(content.replace(b"x" * 8, "走访.j".encode("gbk") + b"pg"))
    (problem,) = _look(root)
    assert "走访.jpg" in _values(problem)["names"]


def test_photos_in_a_document_are_named_and_its_logo_is_not(root: Path) -> None:
    parts = {"word/document.xml": b"<x/>", "word/media/image1.jpeg": PHOTO}
    (root / "记录.docx").write_bytes(_zip(**parts, **{"word/media/logo.png": LOGO}))
    (root / "制度.docx").write_bytes(_zip(**{"word/media/logo.png": LOGO}))
    (root / "台账.xlsx").write_bytes(_zip(**{"xl/media/image1.png": PHOTO}))
    problems = _look(root)
    assert [(one.file, one.said.code) for one in problems] == [
        ("台账.xlsx", "note.photos_inside"),
        ("记录.docx", "note.photos_inside"),
    ]
    assert _values(problems[1])["count"] == "1"


def test_documents_in_a_document_are_named(root: Path) -> None:
    (root / "记录.docx").write_bytes(_zip(**{"word/embeddings/签到.xlsx": b"x"}))
    (problem,) = _look(root)
    assert problem.said.code == "note.papers_inside"


@pytest.mark.parametrize("name", ["a.rar", "a.7z", "broken.zip"])
def test_an_archive_that_cannot_be_listed_is_called_closed(root: Path, name: str) -> None:
    (root / name).write_bytes(b"Rar!\x1a\x07\x01\x00 and so on")
    (problem,) = _look(root)
    assert (problem.file, problem.said.code) == (name, "archive.closed")


def test_a_locked_archive_is_called_so(root: Path) -> None:
    content = bytearray(_zip(**{"a.jpg": PHOTO}))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    (root / "a.zip").write_bytes(bytes(content))
    (problem,) = _look(root)
    assert problem.said.code == "archive.locked"


def test_a_bomb_stays_folded(root: Path) -> None:
    bomb = _zip(**{f"{n}.jpg": bytes(40_000_000) for n in range(3)})
    assert len(bomb) < 200_000
    (root / "a.zip").write_bytes(bomb)
    (problem,) = _look(root)
    assert _values(problem)["photos"] == "3"
