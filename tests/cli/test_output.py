"""Where results go: outputs checked before the work, JSON whole and readable on any console."""

import io
import json
import sys
from time import sleep

import pytest
from rich.console import Console as Rich
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
    page = render_photos((), (), (File(name, "photo", 1, None, "unreadable"),), (), "zh")
    output.print_page(page, output.console(sys.stdout))
    assert r"\u2713.jpg" in console.said()


def progress(seconds, terminal=False, each=("photo", 100)):
    """Return what is said while things are done, one each `seconds`, on a clock of our own."""
    console = Console("utf-8")
    to = output.console(console.text)
    if terminal:
        seen = {"TERM": "xterm", "COLUMNS": "80", "LINES": "24"}
        to = Rich(file=console.text, force_terminal=True, width=80, _environ=seen)
    now = [1000.0]
    what, total = each
    with shown(to, "zh", clock=lambda: now[0]) as told:
        for done in range(1, total + 1):
            now[0] += seconds
            told(what, done, total)
            for _ in range(100 * terminal * (2 * done == total)):
                if "还要" not in console.said():  # drawn a few times a second, whatever is told
                    sleep(0.05)
    return console.said()


def test_what_is_done_within_seconds_is_not_told_off_a_terminal():
    assert progress(0.05) == ""


@pytest.mark.parametrize(
    ("seconds", "lines"),
    [
        (
            1,
            [
                "读照片 25/100  还要约 2 分钟",
                "读照片 50/100  还要不到 1 分钟",
                "读照片 75/100  还要不到 1 分钟",
                "读照片 100/100",
            ],
        ),
        (
            30,
            [
                "读照片 25/100  还要约 40 分钟",
                "读照片 27/100  还要约 40 分钟",
            ],
        ),
    ],
)
def test_progress_off_a_terminal_is_sparse_and_says_how_long(seconds, lines):
    said = progress(seconds).splitlines()
    assert [line for line in said if line in lines] == lines
    assert len(said) <= 4 + 100 * seconds / 60
    assert said[-1] == "读照片 100/100"


def test_an_estimate_does_not_jump():
    # Fifty minutes at an even pace: what is said to be left only ever shrinks.
    told = [line.partition("约 ")[2].partition(" ")[0] for line in progress(30).splitlines()]
    minutes = [int(one) for one in told if one]
    assert minutes == sorted(minutes, reverse=True)


def test_a_terminal_sees_a_bar_and_what_is_left():
    said = progress(1, terminal=True)
    assert "读照片" in said
    assert "50/100" in said
    assert "还要不到 1 分钟" in said


def test_a_step_that_begins_again_has_a_pace_of_its_own():
    console = Console("utf-8")
    now = [0.0]
    with shown(output.console(console.text), "zh", clock=lambda: now[0]) as told:
        for seconds in (1, 60):
            for done in range(1, 101):
                now[0] += seconds
                told("photo", done, 100)
    assert "读照片 3/100  还要约 1 小时 40 分" in console.said()
