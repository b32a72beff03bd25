# Two commands do everything: `make demo` shows a working desk over an invented city, `make test` runs every test.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := src tests benchmarks

.PHONY: demo test check format manual looks install-tools clean

demo: $(VENV)/.runtime
	$(BIN)/mingjian demo

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@ $(VENV)/.runtime

# Spark, the third engine of figures, is large: only the whole test installs it.
$(VENV)/.spark: requirements-spark.lock | $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.lock
	touch $@

test: check install-tools $(VENV)/.spark
	tests/servers/all.sh $(BIN)/python

check: $(VENV)/.dev
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

# The walk of docs/manual through a demo city in real Chromium; its pictures and the one of the README are made again.
manual: $(VENV)/.dev
	$(BIN)/python -m tests.manual

# A picture of every page at three widths in looks/; APPROVED=FOLDER compares with pictures that were looked at (docs/how-to/look-at-every-page.md).
looks: $(VENV)/.dev
	$(BIN)/python -m tests.looks $(if $(APPROVED),--approved $(APPROVED))

install-tools:
	tests/servers/install.sh

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
