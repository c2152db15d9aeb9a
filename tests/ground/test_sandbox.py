"""A file that crashes, hangs or eats memory costs itself alone, in real child processes."""

import hashlib

import pytest
from tests.ground import dies_on_import, parsers

from swaudit.ground import sandbox


def files(folder, *contents):
    paths = []
    for at, content in enumerate(contents):
        path = folder / f"{at}.bin"
        path.write_bytes(content)
        paths.append(path)
    return paths


@pytest.mark.parametrize(
    ("parser", "bad", "problem", "seconds"),
    [
        (parsers.crash, b"crash", "file.crashed", 60),
        (parsers.hang, b"hang", "file.timed_out", 5),
        (parsers.eat, b"eat", "file.crashed", 60),
    ],
)
def test_a_hostile_file_costs_itself_alone(tmp_path, parser, bad, problem, seconds):
    paths = files(tmp_path, b"one", bad, b"two", b"three")
    done = {p.path: p for p in sandbox.parse_all(paths, parser, seconds=seconds, workers=2)}
    assert done[paths[1]].problem == problem
    for at, content in ((0, b"one"), (2, b"two"), (3, b"three")):
        assert done[paths[at]].value == {"bytes": len(content), "name": f"{at}.bin"}
        assert done[paths[at]].sha256 == hashlib.sha256(content).hexdigest()


def test_children_that_die_before_they_take_a_file_cost_the_files_alone(tmp_path):
    paths = files(tmp_path, b"one", b"two")
    done = {p.path: p for p in sandbox.parse_all(paths, dies_on_import.parse, seconds=5, workers=2)}
    assert {path: done[path].problem for path in paths} == dict.fromkeys(paths, "file.crashed")


@pytest.mark.parametrize("parser", [parsers.fail, parsers.panic])
def test_an_error_of_the_parser_is_told_and_its_text_is_not(tmp_path, parser):
    (parsed,) = sandbox.parse_all(files(tmp_path, b"secret"), parser, seconds=60)
    assert (parsed.problem, parsed.value) == ("file.failed", None)


def test_a_file_that_is_gone_and_one_that_is_too_large(tmp_path):
    large = tmp_path / "large.bin"
    with large.open("wb") as stream:
        stream.truncate(sandbox.MAX_FILE_BYTES + 1)
    paths = [tmp_path / "gone.bin", large]
    done = {p.path: p.problem for p in sandbox.parse_all(paths, parsers.size, seconds=60)}
    assert done == {paths[0]: "file.gone", paths[1]: "file.too_large"}


def test_nothing_to_do_starts_nothing():
    assert list(sandbox.parse_all([], parsers.size, seconds=60)) == []
