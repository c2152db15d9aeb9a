"""`swaudit rules schema` and `rules new`: what they print and write, and their exit codes."""

import json
from functools import partial

import pytest
from tests.support.checklists import write_docx
from tests.support.rulesets import RULESET, write_ruleset


@pytest.fixture
def swaudit(swaudit):
    """Run `swaudit rules` with some arguments."""
    return partial(swaudit, "rules")


@pytest.mark.parametrize(("kind", "key"), [("ruleset", "rules"), ("tests", "cases")])
def test_schema_is_json_on_stdout_or_in_a_file(swaudit, tmp_path, kind, key):
    code, out, err = swaudit("schema", "--for", kind)
    assert (code, err) == (0, "")
    assert key in json.loads(out)["properties"]
    assert swaudit("schema", "--for", kind, "-o", tmp_path / "s.json") == (0, "", "")
    assert (tmp_path / "s.json").read_text("utf-8") == out


def test_the_reference_is_markdown(swaudit, tmp_path):
    assert swaudit("schema", "-o", tmp_path / "a.md") == (0, "", "")
    assert (tmp_path / "a.md").read_text("utf-8").startswith("# 规则语言手册\n")


@pytest.mark.parametrize(
    ("path", "told"), [("a.txt", ".json .md"), ("no-such-folder/a.json", "没有这个文件夹")]
)
def test_what_cannot_be_written_is_2(swaudit, tmp_path, path, told):
    code, out, err = swaudit("schema", "-o", tmp_path / path)
    assert (code, out) == (2, "")
    assert told in err


def test_new_drafts_a_folder_that_tests_and_lints(swaudit, tmp_path):
    folder = tmp_path / "my-city"
    code, out, err = swaudit("new", folder, "--from", write_docx(tmp_path / "某市清单.docx"))
    assert (code, err) == (0, "")
    assert "9 条要求，拟了查法的 8 条，留给人看的 1 条" in out
    assert {path.name for path in folder.iterdir()} == {
        "README.md", "requirements.csv", "ruleset.yaml", "schema", "tests"
    }  # fmt: skip
    assert "起草自 某市清单" in (folder / "ruleset.yaml").read_text("utf-8")
    assert swaudit("test", folder)[0] == 0
    assert swaudit("coverage", folder)[0] == 0
    code, out, _ = swaudit("lint", folder)
    assert code == 1
    assert all(": 还没有定：" in line for line in out.splitlines() if line.endswith("[错误]"))


def test_new_without_a_checklist_is_a_bare_ruleset(swaudit, tmp_path):
    code, out, _ = swaudit("new", tmp_path / "my-city")
    assert code == 0
    assert "swaudit rules lint" in out
    assert swaudit("test", tmp_path / "my-city")[0] == 0


def test_new_never_writes_into_what_is_there(swaudit, tmp_path):
    folder = write_ruleset(tmp_path / "my-city")
    code, out, err = swaudit("new", folder)
    assert (code, out) == (2, "")
    assert "不会覆盖" in err
    assert (folder / "ruleset.yaml").read_text("utf-8") == RULESET


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.docx", b"text", "不是 Word"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "另存为 .docx"),
        ("a.docx", None, "文件打不开"),
    ],
)
def test_a_checklist_that_cannot_be_read_is_3_and_nothing_is_made(
    swaudit, tmp_path, name, content, told
):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, out, err = swaudit("new", tmp_path / "my-city", "--from", tmp_path / name)
    assert (code, out) == (3, "")
    assert told in err
    assert not (tmp_path / "my-city").exists()
