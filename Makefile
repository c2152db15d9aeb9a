# Needs only git, make and Python 3.11 or newer with pip. PYTHON=python3.12 chooses another one.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
CATALOGUES := $(wildcard src/swaudit/locale/*/LC_MESSAGES/swaudit.po)

.PHONY: demo test check messages clean

demo: messages
	$(BIN)/swaudit audit examples/hulunbuir/station --exit-zero

test: messages
	$(BIN)/pytest -n auto --dist loadfile

check: messages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

messages: $(CATALOGUES:.po=.mo)

clean:
	rm -rf .venv build dist .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .coverage
	find src tests -name __pycache__ -prune -exec rm -rf {} +

%.mo: %.po $(READY)
	$(BIN)/pybabel -q compile -i $< -o $@

$(READY): pyproject.toml constraints.txt hatch_build.py
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	$(BIN)/python -m compileall -q src
	touch $@
