# Everything sets itself up from Python 3.11 or later, make and the package registry alone.
PYTHON ?= python3
PORT ?= 8600
VENV := .venv
BIN := $(VENV)/bin
# one test more at a time than there are processors: some wait for a browser or a clock
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(os.cpu_count() or 1, 7) + 1)')

# the tests start the program some two hundred times: it is compiled once, whatever the shell says
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo demo-reset test check audit fuzz speech bench bench-understanding chaos model docs clean

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; set PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	@echo 'Fetching the packages: about a minute, this once.'

$(VENV)/.run: pyproject.toml | $(VENV)/pyvenv.cfg
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[pictures,sheets,posters]'
	@touch $@

$(VENV)/.check: pyproject.toml | $(VENV)/pyvenv.cfg
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test,check]'
	@touch $@ $(VENV)/.run

$(VENV)/.bench: pyproject.toml | $(VENV)/pyvenv.cfg
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test,check,bench]'
	@touch $@ $(VENV)/.run $(VENV)/.check

$(VENV)/.speech: pyproject.toml | $(VENV)/pyvenv.cfg
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test,check,speech]'
	@touch $@ $(VENV)/.run $(VENV)/.check

## the main job in the browser: http://127.0.0.1:8600/demo
demo: $(VENV)/.run
	@$(BIN)/jiedan demo --port $(PORT)

## the same, starting over
demo-reset: $(VENV)/.run
	@$(BIN)/jiedan demo --port $(PORT) --reset

## all tests, on SQLite and a real PostgreSQL that comes as a package
test: $(VENV)/.check
	$(BIN)/pytest -n $(WORKERS)

## what CI runs: style, types, layers, generated documents, all tests
check: $(VENV)/.check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m docs.generate --check
	$(BIN)/pytest -n $(WORKERS)

## hostile and random input for every parser, for a bounded time; SECONDS=180
fuzz: $(VENV)/.check
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),180)

## known vulnerabilities in what the program runs on; says loudly when nobody could be asked
audit: $(VENV)/.check
	$(BIN)/python .ci/audit.py

## the library that hears speech, with a model of one sentence made on the spot (400 MB to install)
speech: $(VENV)/.speech
	$(BIN)/pytest tests/bot/test_whisper.py

## our figures beside a baseline measured in the same run
bench: $(VENV)/.check
	$(BIN)/python -m benchmarks

## how well messages are understood, beside two baselines; EXTRA=DIR: sets of your own as well
bench-understanding: $(VENV)/.bench
	$(BIN)/python -m benchmarks.understanding $(if $(EXTRA),--extra '$(EXTRA)') $(if $(WRITE),--write)

## kill, cut off and refuse real processes, and see whether anything was lost (some minutes); SEED=N
chaos: $(VENV)/.check
	$(BIN)/python -m benchmarks.chaos $(if $(SEED),--seed $(SEED))

## train the learned reader anew from benchmarks/requests
model: $(VENV)/.bench
	$(BIN)/python -m benchmarks.understanding.train

## write the generated parts of docs/ anew
docs: $(VENV)/.check
	$(BIN)/python -m docs.generate

clean:
	rm -rf $(VENV) .demo dist build
