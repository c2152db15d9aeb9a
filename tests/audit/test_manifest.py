"""The seal of the evidence: checked by anybody's sha256sum, and what changed since is named."""

import hashlib
import shutil
import subprocess
from datetime import date

import pytest

from swaudit.audit.manifest import UNREAD, changes_since_seal, read_seal, root_of, write_seal
from swaudit.audit.usage import UsageError

DAY = date(2026, 7, 5)
NAMES = (
    "台账.xlsx",
    "照片/3月/a b.jpg",
    "照片/“引号”.jpg",
    "a\\b.txt",
    "two\nlines.txt",
    "\x85.txt",
)


@pytest.fixture
def station(tmp_path):
    folder = tmp_path / "站"
    for name in NAMES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (folder / "Thumbs.db").write_text("the system's own")
    return folder


def work(station):
    return station.with_name("站.swaudit")


def hash_of(text):
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_seal_holds_every_file_and_reads_back(station):
    seal = write_seal(station, work(station), DAY)
    assert dict(seal.files) == {name: hash_of(name) for name in NAMES}
    assert read_seal(seal.path) == seal.files
    assert seal.root == hashlib.sha256(seal.path.read_bytes()).hexdigest()
    assert seal.path.parent == work(station)


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs sha256sum")
def test_sha256sum_agrees(station):
    seal = write_seal(station, work(station), DAY)
    command = ["sha256sum", "--check", "--strict", "--quiet", str(seal.path)]
    assert subprocess.run(command, cwd=station, check=False).returncode == 0
    (station / NAMES[0]).write_text("changed")
    assert subprocess.run(command, cwd=station, check=False).returncode == 1


def test_the_root_does_not_depend_on_the_order_of_files():
    one, two = {"a": "0" * 64, "b": "1" * 64}, {"b": "1" * 64, "a": "0" * 64}
    assert root_of(one) == root_of(two) != root_of({"a": "1" * 64, "b": "0" * 64})


def test_what_changed_since_the_latest_seal_is_named(station):
    write_seal(station, work(station), date(2026, 6, 5))
    seal = write_seal(station, work(station), DAY)
    now = dict(seal.files) | {"台账.xlsx": "0" * 64, "新.jpg": "1" * 64}
    del now["照片/3月/a b.jpg"]
    since = changes_since_seal(work(station), now)
    assert (since.day, since.root) == ("2026-07-05", seal.root)
    assert since.added == ("新.jpg",)
    assert since.changed == ("台账.xlsx",)
    assert since.removed == ("照片/3月/a b.jpg",)
    untouched = changes_since_seal(work(station), seal.files)
    assert (untouched.added, untouched.changed, untouched.removed) == ((), (), ())


def test_without_a_seal_nothing_is_said(station):
    assert changes_since_seal(work(station), {}) is None


def test_a_day_is_sealed_once(station):
    write_seal(station, work(station), DAY)
    with pytest.raises(UsageError) as caught:
        write_seal(station, work(station), DAY)
    assert caught.value.said.code == "manifest.exists"


def test_nothing_cannot_be_sealed(tmp_path):
    with pytest.raises(UsageError) as caught:
        write_seal(tmp_path, tmp_path.with_name("w"), DAY)
    assert caught.value.said.code == "manifest.nothing"


def test_a_file_that_cannot_be_opened_is_sealed_as_such(station):
    (station / "断.jpg").symlink_to("nowhere")
    seal = write_seal(station, work(station), DAY)
    assert "断.jpg" not in seal.files  # a link is not followed, and ignored by name
    assert UNREAD not in seal.files.values()


@pytest.mark.parametrize("line", ["", "abc  a.jpg", "0" * 64 + " a.jpg", "0" * 63 + "  a.jpg"])
def test_a_damaged_seal_is_told_with_its_line(station, line):
    seal = write_seal(station, work(station), DAY)
    seal.path.write_text(f"{'0' * 64}  a.jpg\n{line}\n")
    with pytest.raises(UsageError) as caught:
        changes_since_seal(work(station), {})
    assert dict(caught.value.said.values)["line"] == "2"
