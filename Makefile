# make demo   install into .venv and make yesterday's digest of bundled sample logs
# make test   run the tests
# make check  ruff and mypy
# make bench  measure beside grep, zcat and mawk; bench-postfix: beside pflogsumm, logwatch and perl;
#             bench-keywords: beside grep; bench-logins: beside last and ac
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test check bench bench-postfix bench-keywords bench-logins clean

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[all]'
	@touch $@

$(VENV)/tested: pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[all,test]'
	@touch $@ $(VENV)/installed

demo: $(VENV)/installed
	@$(BIN)/qmailreport demo demo-out

test: $(VENV)/tested
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

check: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict

bench: $(VENV)/installed
	$(BIN)/python packaging/bench.py $(ARGS)

bench-keywords: $(VENV)/installed
	$(BIN)/python packaging/bench_keywords.py $(ARGS)

bench-logins: $(VENV)/installed
	$(BIN)/python packaging/bench_logins.py $(ARGS)

bench-postfix: $(VENV)/installed
	$(BIN)/python packaging/bench_postfix.py $(ARGS)

clean:
	rm -rf $(VENV) demo-out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage*
