"""The guides, the hooks and the CI example do what they say: every command in them is run."""

import re
import runpy
import shlex
import shutil
import sys
from pathlib import Path

import pytest
import yaml

from swaudit.cli.main import main

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "examples" / "guide"
PAGES = {"zh": ROOT / "docs" / "guide.zh-CN.md", "en": ROOT / "docs" / "guide.md"}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SKIPPED = "…"
"""A line of shown output that stands for any number of lines."""


def run(command, capsys, language):
    """Run one shown command and return (exit code, what it printed)."""
    words = shlex.split(command)
    if words[0] == "cp":
        shutil.copytree(words[-2], words[-1], dirs_exist_ok=True)
        return 0, ""
    if words[0] == "python":
        argv, sys.argv = sys.argv, words[1:]
        try:
            runpy.run_path(words[1], run_name="__main__")
        finally:
            sys.argv = argv
        return 0, ""
    assert words[0] == "swaudit"
    with pytest.raises(SystemExit) as left:
        main([*words[1:], "--lang", language])
    told = capsys.readouterr()
    return int(left.value.code or 0), told.out + told.err


def agrees(shown, printed):
    """Say whether what is shown is what was printed, a line … standing for any lines."""
    pattern = "".join(
        "(?:.*\n)*" if line == SKIPPED else re.escape(line) + "\n"
        for line in shown.strip("\n").splitlines()
    )
    return re.fullmatch(pattern, printed) is not None


@pytest.mark.parametrize("language", PAGES)
def test_every_command_of_the_guide_prints_what_it_shows(language, tmp_path, monkeypatch, capsys):
    shutil.copytree(GUIDE, tmp_path / "examples" / "guide")
    monkeypatch.chdir(tmp_path)
    ran = 0
    for kind, text in FENCE.findall(PAGES[language].read_text("utf-8")):
        if kind == "yaml":
            written = [path.read_text("utf-8") for path in tmp_path.rglob("*.yaml")]
            assert any(text.rstrip("\n") in one for one in written), text
        if kind != "console":
            continue
        for block in re.split(r"(?m)^\$ ", text)[1:]:
            command, _, shown = block.partition("\n")
            _, printed = run(command, capsys, language)
            assert agrees(shown, printed), f"{command}\n{printed}"
            ran += 1
    assert ran >= 8


def test_the_ruleset_of_the_guide_is_sound(capsys):
    for tool in ("lint", "test", "coverage"):
        assert run(f"swaudit rules {tool} {GUIDE / 'yunxi-2026'}", capsys, "zh")[0] == 0


def test_both_guides_run_the_same_commands():
    ran = [re.findall(r"(?m)^\$ (.*)$", path.read_text("utf-8")) for path in PAGES.values()]
    assert ran[0] == ran[1]


def test_the_commands_of_the_ci_example_run(monkeypatch, capsys):
    workflow = yaml.safe_load((ROOT / "examples" / "ci" / "rules.yml").read_text("utf-8"))
    monkeypatch.chdir(GUIDE)
    steps = [step["run"] for step in workflow["jobs"]["rules"]["steps"] if "run" in step]
    commands = [one for one in steps if one.startswith("swaudit ")]
    assert [one.split()[2] for one in commands] == ["lint", "test", "coverage"]
    for command in commands:
        for name, value in workflow["env"].items():
            command = command.replace(f"${name}", value)
        assert run(command, capsys, "en")[0] == 0


HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_checks_the_ruleset_of_the_files_that_changed(hook, monkeypatch, capsys, tmp_path):
    shutil.copytree(GUIDE / "yunxi-2026", tmp_path / "yunxi-2026")
    monkeypatch.chdir(tmp_path)
    files = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")]
    changed = [one for one in files if re.search(hook["files"], one)]
    assert len(changed) >= 2
    command = " ".join([hook["entry"], *changed])
    code, out = run(command, capsys, "zh")
    assert code == 0
    assert out.count("elderly-policy 正好够数") <= 1
    path = tmp_path / "yunxi-2026" / "tests" / "cases.yaml"
    path.write_text(path.read_text("utf-8").replace("expect: review", "expect: reviewd"), "utf-8")
    assert run(command, capsys, "zh")[0] in (1, 2)
