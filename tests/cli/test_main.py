"""The command line as a process: help, version, usage errors, what is loaded when."""

import os
import subprocess
import sys

import pytest

import swaudit
from swaudit.cli.main import main

RUN = "from swaudit.cli.main import main; main()"


def run(*arguments, language="zh_CN.UTF-8"):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("LC_")}
    environment |= {"LANG": language, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


def test_version():
    done = run("--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"swaudit {swaudit.__version__}")


@pytest.mark.parametrize(
    ("arguments", "language", "wanted"),
    [
        (["--help"], "zh_CN.UTF-8", "检查一个站的资料"),
        (["--help"], "en_US.UTF-8", "Audit the evidence of one station"),
        (["audit", "--help"], "zh_CN.UTF-8", "先不读照片"),
        (["audit", "--help", "--lang", "en"], "zh_CN.UTF-8", "result on stdout"),
        (["photos", "--help"], "zh_CN.UTF-8", "照片所在的文件夹"),
        (["--lang", "en", "audit", "--help"], "zh_CN.UTF-8", "result on stdout"),
    ],
)
def test_help_is_in_the_language_asked(arguments, language, wanted):
    done = run(*arguments, language=language)
    assert done.returncode == 0
    assert wanted in done.stdout
    assert "cli.help." not in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["audit"],
        ["audit", "no-such-folder"],
        ["audit", ".", "--as-of", "2026-02-30"],
        ["audit", ".", "--format", "xml"],
        ["audit", ".", "--lang", "fr"],
        ["audit", ".", "--unknown"],
        ["audit", ".", "-o", "report.doc"],
        ["photos", ".", "--work", "work"],
        ["nothing"],
    ],
)
def test_wrong_usage_is_2_and_says_why_on_stderr(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


USAGE = [
    (["audit"], "少写了 STATION", "STATION is missing"),
    (["audti"], "没有“audti”这个命令\n是不是想写：audit", "There is no command “audti”"),
    (["audit", ".", "--nope"], "没有 --nope 这个选项", "There is no option --nope"),
    (["audit", ".", "--rulset", "x"], "是不是想写：", "did you mean: "),
    (["audit", ".", "--work"], "--work 后面少写了内容", "--work needs a value"),
    (["audit", ".", "--quick=3"], "--quick 后面不用写内容", "--quick takes no value"),
    (["audit", ".", "b"], "多写了：b", "Too much: b"),
    (
        ["audit", ".", "--as-of", "5月"],
        "--as-of 要写成 2026-06-30 这样的日期，写的是“5月”",
        "--as-of needs a date such as 2026-06-30",
    ),
    (
        ["rules", "list", "--format", "xx"],
        "--format 没有“xx”；可以写：text, json",
        "--format cannot be “xx”; it can be: text, json",
    ),
    (["rules", "show", "nope"], "找不到清单“nope”", "there is no ruleset “nope”"),
]


@pytest.mark.parametrize(("arguments", "chinese", "english"), USAGE)
def test_wrong_usage_is_told_in_the_language_asked(capsys, arguments, chinese, english):
    for speaks, wanted in (("zh", chinese), ("en", english)):
        with pytest.raises(SystemExit) as left:
            main(["--lang", speaks, *arguments])
        said = capsys.readouterr()
        assert (left.value.code, said.out) == (2, "")
        assert wanted in said.err


def test_help_loads_nothing_heavy():
    code = (
        "import sys\n"
        "from swaudit.cli.main import main\n"
        "try: main(['audit', '--help'])\n"
        "finally: print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    loaded = set(done.stderr.split())
    assert "typer" in loaded
    heavy = {"pandas", "numpy", "cv2", "PIL", "onnxruntime", "rapidocr", "openpyxl"}
    assert not loaded & heavy


def test_an_unexpected_error_is_3_without_its_values(monkeypatch, capsys):
    from swaudit.cli import app as commands

    def broken(language):
        secret = "15212019900307001X"

        def command(arguments, **settings):
            raise ValueError(secret)

        return command

    monkeypatch.setattr(commands, "build", broken)
    with pytest.raises(SystemExit) as left:
        main(["audit", "x"])
    said = capsys.readouterr().err
    assert left.value.code == 3
    assert "ValueError" in said
    assert "15212019900307001X" not in said
    assert "test_main.py" in said


def test_ctrl_c_is_130(monkeypatch):
    from swaudit.cli import app as commands

    def interrupted(language):
        def command(arguments, **settings):
            raise KeyboardInterrupt

        return command

    monkeypatch.setattr(commands, "build", interrupted)
    with pytest.raises(SystemExit) as left:
        main([])
    assert left.value.code == 130
