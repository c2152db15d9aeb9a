"""Every file is found and named, whatever it is called and whatever it is."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from swaudit.evidence.folders import Folders
from swaudit.evidence.inventory import changed, stamps, take_inventory
from swaudit.model.dossier import File


def _put(root: Path, *paths: str) -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")


def _by_path(root: Path) -> dict[str, File]:
    return {file.path: file for file in take_inventory(root)}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.JPG", "photo"),
        ("a.heic", "photo"),
        ("台账.xlsx", "sheet"),
        ("台账.et", "sheet"),
        ("台账.csv", "sheet"),
        ("制度.docx", "document"),
        ("制度.PDF", "document"),
        ("录音.mp3", "other"),
        ("无后缀", "other"),
    ],
)
def test_kind_is_by_suffix(tmp_path: Path, name: str, kind: str) -> None:
    _put(tmp_path, name)
    assert _by_path(tmp_path)[name].kind == kind


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("Thumbs.db", "ignored.system"),
        ("照片/.DS_Store", "ignored.system"),
        ("desktop.ini", "ignored.system"),
        ("__MACOSX/a.jpg", "ignored.system"),
        ("~$台账.xlsx", "ignored.lock"),
        (".~台账.xlsx", "ignored.lock"),
        ("a.tmp", "ignored.temporary"),
        ("某站.swaudit/facts.sqlite", "ignored.work"),
        (".git/config", "ignored.hidden"),
        ("._a.jpg", "ignored.hidden"),
    ],
)
def test_what_is_no_evidence_is_ignored_by_name(tmp_path: Path, path: str, code: str) -> None:
    _put(tmp_path, path)
    file = _by_path(tmp_path)[path]
    assert file.state == "ignored"
    assert file.reason is not None
    assert file.reason.code == code


def test_files_are_sorted_with_forward_slashes_and_sizes(tmp_path: Path) -> None:
    _put(tmp_path, "b/二.jpg", "a.txt", "b/一.jpg")
    assert [(f.path, f.size, f.state) for f in take_inventory(tmp_path)] == [
        ("a.txt", 1, "unreferenced"),
        ("b/一.jpg", 1, "unreferenced"),
        ("b/二.jpg", 1, "unreferenced"),
    ]


def test_station_yaml_is_used_at_the_root_only(tmp_path: Path) -> None:
    _put(tmp_path, "station.yaml", "sub/station.yaml")
    files = _by_path(tmp_path)
    assert files["station.yaml"].state == "used"
    assert files["sub/station.yaml"].state == "unreferenced"


def test_an_empty_file_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "空.jpg").touch()
    file = _by_path(tmp_path)["空.jpg"]
    assert file.state == "unreadable"
    assert file.reason is not None
    assert file.reason.code == "file.empty"


def test_an_empty_root_has_no_files(tmp_path: Path) -> None:
    assert take_inventory(tmp_path) == ()


def test_a_root_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        take_inventory(tmp_path / "nowhere")


def test_a_name_is_kept_as_it_is_on_disk(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "プ.jpg")
    _put(tmp_path, name)
    (file,) = take_inventory(tmp_path)
    assert (tmp_path / file.path).read_bytes() == b"x"


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a privilege there")
def test_links_are_named_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    _put(outside, "secret.jpg")
    root = tmp_path / "root"
    root.mkdir()
    (root / "dir").symlink_to(outside, target_is_directory=True)
    (root / "file.jpg").symlink_to(outside / "secret.jpg")
    (root / "loop").symlink_to(root, target_is_directory=True)
    files = take_inventory(root)
    assert [file.path for file in files] == ["dir", "file.jpg", "loop"]
    assert {file.reason.code for file in files if file.reason} == {"ignored.link"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_named_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (file,) = take_inventory(tmp_path)
    assert file.state == "ignored"


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="needs a user whom permissions bind",
)
def test_a_closed_folder_is_unreadable(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        (file,) = take_inventory(tmp_path)
    finally:
        closed.chmod(0o700)
    assert (file.path, file.state) == ("closed", "unreadable")


@pytest.mark.skipif(sys.platform != "linux", reason="names are text on other systems")
def test_a_garbled_name_is_unreadable_and_can_be_shown(tmp_path: Path) -> None:
    _put(tmp_path, os.fsdecode("照片".encode("gbk")) + "/a.jpg")
    (file,) = take_inventory(tmp_path)
    assert file.state == "unreadable"
    assert file.path.encode("utf-8").endswith(b"/a.jpg")


@pytest.mark.skipif(sys.platform == "darwin", reason="the system makes one name of both")
def test_two_forms_of_a_name_are_two_files_and_either_finds_both(tmp_path: Path) -> None:
    forms = [unicodedata.normalize(form, "プリント") + "/a.jpg" for form in ("NFC", "NFD")]
    _put(tmp_path, *forms)
    paths = [file.path for file in take_inventory(tmp_path)]
    assert sorted(paths) == sorted(forms)
    for form in forms:
        assert len(Folders(paths).find(form)) == 2


def test_a_very_long_name_is_a_name(tmp_path: Path) -> None:
    name = "长" * 83 + ".jpg"  # 253 bytes in UTF-8: as long as names may be
    _put(tmp_path, name)
    assert _by_path(tmp_path)[name].state == "unreferenced"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs folders opened by number")
def test_a_path_too_long_to_open_is_unreadable(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("深" * 80, dir_fd=here)
        here, above = os.open("深" * 80, os.O_RDONLY, dir_fd=here), here
        os.close(above)
    os.close(here)
    (file,) = take_inventory(tmp_path)
    assert file.state == "unreadable"
    assert file.reason is not None
    assert file.reason.code == "file.path_too_long"


def test_a_file_changed_while_it_was_read_is_named(tmp_path: Path) -> None:
    _put(tmp_path, "a.xlsx", "b.xlsx", "c.xlsx", "d.xlsx")
    files = take_inventory(tmp_path)
    before = stamps(tmp_path, files)
    (tmp_path / "a.xlsx").write_bytes(b"longer")
    (tmp_path / "b.xlsx").unlink()
    os.utime(tmp_path / "c.xlsx", ns=(1, 1))
    problems = changed(before, stamps(tmp_path, files))
    assert [(one.file, one.said.code) for one in problems] == [
        (name, "file.changed") for name in ("a.xlsx", "b.xlsx", "c.xlsx")
    ]
