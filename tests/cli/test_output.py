"""Where results go: outputs checked before the work, JSON whole and readable on any console."""

import io
import json
import sys

import pytest
from tests.support.reports import FULL

from swaudit.cli import output
from swaudit.cli.output import OutputError
from swaudit.cli.progress import shown
from swaudit.model.dossier import File
from swaudit.report.machine import to_json
from swaudit.report.outputs import renderer, suffixes


class Console:
    """A stand-in for a console: bytes in a given encoding."""

    def __init__(self, encoding):
        self.raw = io.BytesIO()
        self.text = io.TextIOWrapper(self.raw, encoding=encoding, newline="")

    def said(self):
        self.text.flush()
        return self.raw.getvalue().decode(self.text.encoding)


@pytest.fixture
def evidence(tmp_path):
    folder = tmp_path / "站点"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("结果.exe", "cli.output_suffix"),
        ("结果", "cli.output_suffix"),
        ("整改通知.xlsx", "cli.output_suffix"),
        ("没有/结果.json", "cli.output_folder"),
        ("站点/结果.json", "cli.output_in_evidence"),
        ("站点/../站点/结果.json", "cli.output_in_evidence"),
    ],
)
def test_impossible_outputs_are_refused(evidence, name, code):
    with pytest.raises(OutputError) as caught:
        output.check_outputs([evidence.parent / name], evidence, suffixes)
    assert caught.value.said.code == code
    assert not (evidence.parent / name).exists()


def test_possible_outputs_are_taken(evidence):
    files = [
        evidence.parent / "a.json",
        evidence.parent / "b.JSON",
        evidence.parent / "自检表.xlsx",
    ]
    output.check_outputs(files, evidence, suffixes)


def test_a_written_file_is_whole_and_replaces(tmp_path):
    target = tmp_path / "结果.json"
    target.write_text("old")
    output.write_file(renderer(target)(FULL, "zh"), target)
    assert json.loads(target.read_text("utf-8"))["station"]["name"] == "样例镇社工站"
    assert [path.name for path in tmp_path.iterdir()] == ["结果.json"]


def test_a_failed_write_is_told_and_leaves_nothing(tmp_path):
    target = tmp_path / "folder.json"
    target.mkdir()
    with pytest.raises(OutputError) as caught:
        output.write_file(b"{}", target)
    assert caught.value.said.code == "cli.output_failed"
    assert [path.name for path in tmp_path.iterdir()] == ["folder.json"]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
def test_json_on_any_console_is_the_same_document(monkeypatch, encoding):
    console = Console(encoding)
    monkeypatch.setattr(sys, "stdout", console.text)
    document = to_json(FULL, "zh")
    document["files"]["ignored_paths"] = ["emoji \N{GRINNING FACE}.jpg"]
    output.print_json(document)
    assert json.loads(console.said()) == json.loads(json.dumps(document))


def test_a_gbk_console_survives_any_file_name(monkeypatch):
    from swaudit.report.terminal_photos import render_photos

    console = Console("gbk")
    monkeypatch.setattr(sys, "stdout", console.text)
    output.settle_streams()
    name = "\N{GRINNING FACE}한글✓.jpg"
    page = render_photos((), (), (File(name, "photo", 1, None, "unreadable"),), "zh")
    output.print_page(page, output.console(sys.stdout))
    assert r"\u2713.jpg" in console.said()


def test_progress_off_a_terminal_is_sparse():
    console = Console("utf-8")
    with shown(output.console(console.text), "zh") as told:
        for done in range(1, 101):
            told("photos", done, 100)
    assert len(console.said().splitlines()) == 4
    assert "100/100" in console.said()
