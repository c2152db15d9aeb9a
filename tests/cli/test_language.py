"""The language spoken: --lang, else the locale."""

import pytest

from swaudit.cli.language import chosen


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_TW"}, "zh"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "C"}, "en"),
        ([], {"LC_ALL": "C", "LANG": "zh_CN"}, "en"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh"),
        (["--lang", "zh"], {"LANG": "en_US"}, "zh"),
        (["audit", "x", "--lang=en"], {"LANG": "zh_CN"}, "en"),
        (["--lang", "fr"], {"LANG": "zh_CN"}, "zh"),
        (["audit", "--lang"], {"LANG": "zh_CN"}, "zh"),
    ],
)
def test_chosen(arguments, environment, language):
    assert chosen(arguments, environment) == language
