"""Both catalogues hold the same sentences, and every code that swaudit uses is in them."""

import ast
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import swaudit

SOURCE = Path(swaudit.__file__).parent
TELLERS = {"message", "word", "refusal", "Message"}


def catalogue(language):
    path = SOURCE / "locale" / language / "LC_MESSAGES" / "swaudit.po"
    with path.open("rb") as stream:
        return [(entry.id, entry.string) for entry in read_po(stream) if entry.id]


SENTENCES = {language: dict(catalogue(language)) for language in ("zh", "en")}


def placeholders(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def told():
    """Yield (place, code or prefix, is_prefix, keywords or None) of each call that names a code."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name not in TELLERS:
                continue
            place = f"{path.relative_to(SOURCE)}:{node.lineno}"
            first = node.args[0]
            keywords = {keyword.arg for keyword in node.keywords}
            known = name in ("message", "refusal") and None not in keywords
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield place, first.value, False, keywords if known else None
            elif isinstance(first, ast.JoinedStr) and isinstance(first.values[0], ast.Constant):
                yield place, first.values[0].value, True, None


def test_no_code_stands_twice():
    for language in SENTENCES:
        text = (SOURCE / f"locale/{language}/LC_MESSAGES/swaudit.po").read_text("utf-8")
        codes = [line for line in text.splitlines() if line.startswith("msgid ")]
        assert len(codes) == len(set(codes))


def test_both_languages_have_the_same_codes():
    assert set(SENTENCES["zh"]) == set(SENTENCES["en"])


@pytest.mark.parametrize("language", SENTENCES)
def test_no_sentence_is_empty(language):
    assert [code for code, sentence in SENTENCES[language].items() if not sentence.strip()] == []


def test_both_languages_name_the_same_values():
    zh, en = SENTENCES["zh"], SENTENCES["en"]
    assert [code for code in zh if placeholders(zh[code]) != placeholders(en[code])] == []


def test_every_code_used_has_a_sentence():
    codes = set(SENTENCES["zh"])
    missing = [
        (place, code)
        for place, code, prefix, _ in told()
        if not (any(known.startswith(code) for known in codes) if prefix else code in codes)
    ]
    assert missing == []


def test_every_value_a_sentence_names_is_given():
    short = [
        (place, code, placeholders(SENTENCES["zh"][code]) - keywords)
        for place, code, _, keywords in told()
        if keywords is not None and code in SENTENCES["zh"]
    ]
    assert [entry for entry in short if entry[2]] == []


def test_every_code_told_by_a_file_that_failed_has_a_sentence():
    """Codes that travel as plain strings (`problem`), as in the child pool."""
    sandbox = ast.parse((SOURCE / "ground" / "sandbox.py").read_text("utf-8"))
    codes = {
        node.value
        for node in ast.walk(sandbox)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith("file.")
    }
    assert codes
    assert codes <= set(SENTENCES["zh"])


def test_the_codes_stand_in_order():
    for language in SENTENCES:
        text = (SOURCE / f"locale/{language}/LC_MESSAGES/swaudit.po").read_text("utf-8")
        codes = [line for line in text.splitlines() if line.startswith("msgid ")]
        assert codes == sorted(codes)
