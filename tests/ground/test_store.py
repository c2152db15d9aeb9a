"""Facts are remembered by content and version, and only when there are any."""

import os
import sqlite3
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from tests.ground import parsers

from swaudit.ground.store import Extractor, Store

SIZE = Extractor("size", 1, parsers.size, seconds=10)


def extract(store, paths, extractor=SIZE):
    told = []
    facts = store.extract(paths, extractor, progress=lambda *said: told.append(said))
    return facts, told


def test_the_same_bytes_are_read_once_wherever_they_lie(tmp_path):
    first, second = tmp_path / "a.bin", tmp_path / "b.bin"
    first.write_bytes(b"same")
    with Store(tmp_path / "w" / "facts.sqlite") as store:
        facts, told = extract(store, [first])
        assert (facts[first].value["bytes"], told) == (4, [("size", 1, 1)])
        second.write_bytes(b"same")
        facts, told = extract(store, [first, second])
        assert told == []
        assert facts[second].sha256 == facts[first].sha256


def test_changed_content_and_a_new_version_are_read_again(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"one")
    with Store(tmp_path / "facts.sqlite") as store:
        extract(store, [path])
        stat = path.stat()
        path.write_bytes(b"two!")
        facts, told = extract(store, [path])
        assert (facts[path].value["bytes"], len(told)) == (4, 1)
        path.write_bytes(b"six!")
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 10**9))
        assert len(extract(store, [path])[1]) == 1
        assert len(extract(store, [path], Extractor("size", 2, parsers.size, 10))[1]) == 1


def test_a_failure_is_tried_again(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"one")
    with Store(tmp_path / "facts.sqlite") as store:
        for _ in range(2):
            facts, told = extract(store, [path], Extractor("size", 1, parsers.fail, 10))
            assert (facts[path].problem, len(told)) == ("file.failed", 1)
        assert extract(store, [path])[0][path].value["bytes"] == 3


@pytest.mark.skipif(sys.platform == "win32", reason="keeps no time of change")
def test_what_is_replaced_with_its_time_set_back_is_read_again(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"one")
    with Store(tmp_path / "facts.sqlite") as store:
        before = extract(store, [path])[0][path].sha256
        stat = path.stat()
        path.write_bytes(b"two")
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        assert extract(store, [path])[0][path].sha256 != before


def test_what_kills_its_parser_is_known_by_its_content(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"crash")
    crash = Extractor("size", 1, parsers.crash, 10)
    with Store(tmp_path / "facts.sqlite") as store:
        facts = extract(store, [path], crash)[0][path]
        assert facts.problem == "file.crashed"
        assert facts.sha256 == sha256(b"crash").hexdigest()


def test_facts_outlive_the_store(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"one")
    for expected in (1, 0):
        with Store(tmp_path / "facts.sqlite") as store:
            assert len(extract(store, [path])[1]) == expected


def test_a_damaged_memory_is_begun_anew(tmp_path):
    path, memory = tmp_path / "a.bin", tmp_path / "facts.sqlite"
    path.write_bytes(b"one")
    memory.write_bytes(b"this is no database, whatever its name says" * 50)
    with Store(memory) as store:
        assert extract(store, [path])[0][path].value["bytes"] == 3


def test_a_memory_that_another_process_keeps_is_left_alone(tmp_path, monkeypatch):
    path = tmp_path / "facts.sqlite"
    with Store(path) as store:
        store.hash_of(Path(__file__))
    before = path.read_bytes()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda where: connect(where, timeout=0.1))
    with pytest.raises(OSError, match="locked"):
        Store(path)
    other.close()
    assert path.read_bytes() == before
