"""The command line as a user calls it, for all tests of it."""

import pytest

from swaudit.cli.main import main


@pytest.fixture
def swaudit(capsys):
    """Run a command line; it returns (exit code, stdout, stderr)."""

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            main([*map(str, arguments), "--lang", "zh"])
        told = capsys.readouterr()
        return int(left.value.code or 0), told.out, told.err

    return run
