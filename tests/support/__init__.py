"""Shared by tests: builders of tables, worlds and reports, and the comparison of examples."""

import pytest

pytest.register_assert_rewrite("tests.support.examples")
