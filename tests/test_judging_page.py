"""The pages on judgement do what they say: every command in them is run."""

import io
import re
import runpy
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from swaudit.cli.main import main

ROOT = Path(__file__).parents[1]
PAGES = {"zh": ROOT / "docs" / "judging.zh-CN.md", "en": ROOT / "docs" / "judging.md"}
FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(command, capsys, monkeypatch, language):
    """Run one shown command and return what it printed."""
    line, _, answers = command.partition(" < ")
    words = shlex.split(line)
    if words[0] == "rm":
        Path(words[1]).unlink()
    elif words[0] == "python":
        monkeypatch.setattr(sys, "argv", words[1:])
        runpy.run_path(words[1], run_name="__main__")
    else:
        assert words[0] == "swaudit"
        if answers:
            monkeypatch.setattr(sys, "stdin", io.StringIO(Path(answers).read_text("utf-8")))
        with pytest.raises(SystemExit):
            main([*words[1:], "--lang", language])
    told = capsys.readouterr()
    return told.out + told.err


def agrees(shown, printed):
    """Say whether what is shown is what was printed, … standing for any words or lines."""
    lines = (re.escape(line.rstrip()).replace("…", ".*") for line in shown.strip("\n").split("\n"))
    pattern = "".join("(?:.*\n)*" if line == ".*" else f"{line}\n" for line in lines)
    told = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
    return re.fullmatch(pattern if shown.strip() else "", told) is not None


@pytest.mark.parametrize("language", PAGES)
def test_every_command_prints_what_it_shows(language, tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "examples" / "judging", tmp_path / "examples" / "judging")
    monkeypatch.chdir(tmp_path)
    commands = []
    for text in FENCE.findall(PAGES[language].read_text("utf-8")):
        for block in re.split(r"(?m)^\$ ", text)[1:]:
            command, _, shown = block.partition("\n")
            printed = run(command, capsys, monkeypatch, language)
            assert agrees(shown, printed), f"{command}\n{printed}"
            commands.append(command)
    used = {command.split()[1] for command in commands if command.startswith("swaudit")}
    assert used == {"attest", "audit", "diff", "manifest", "review", "sample", "waive"}


def test_both_pages_run_the_same_commands():
    ran = [
        [line.split()[:2] for line in re.findall(r"(?m)^\$ (.*)$", path.read_text("utf-8"))]
        for path in PAGES.values()
    ]
    assert ran[0] == ran[1]
