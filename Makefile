# Needs GNU make and Python 3.11 or newer with venv; everything else is installed into .venv.

PYTHON ?= python3
# Test processes. Each begins with a run of neighbours, which share what their file prepares, and
# takes from the other when it is done (worksteal).
WORKERS ?= 2
# Resolves versions for `make lock`; fetched for the occasion where it is not installed.
UV ?= uv

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
LOCKS := requirements/all.txt requirements/build.txt

# Each stamp is written last, so a half-built .venv is never taken for a finished one.
# It holds the place: programs in a .venv that was moved or copied start the wrong interpreter.
LOCKED := $(VENV)/locked.stamp
INSTALLED := $(VENV)/installed.stamp
ifneq ($(shell $(BIN)/python -c 'import sys; print(sys.prefix)' 2>/dev/null || echo broken),$(shell cat $(LOCKED) 2>/dev/null))
STALE := stale
endif
# Programs that judge our files, in places of their own; those from Debian are listed in .ci/run.
FOREIGN := .venv-readers
READERS := $(FOREIGN)/installed.stamp tests/readers/node_modules/.package-lock.json

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test prove readers bench lock clean stale

help: ## list what make can do
	@echo "metalstamp: words to steel, and back"
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-14s%s\n", $$1, $$2 }'

setup: $(INSTALLED) ## install the locked versions and metalstamp itself into .venv
	@$(BIN)/python -m compileall -q generator

demo: setup ## make plates of a published test phrase, in all formats, in output/
	@$(BIN)/metalstamp demo --out output
	@echo "the files are in $(CURDIR)/output"

test: setup ## lint, check types and imports, run the tests
	@$(BIN)/python -m ruff check --output-format concise
	@$(BIN)/python -m ruff format --check
	@$(BIN)/python -m mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

prove: setup ## run the longer proofs
	@$(BIN)/python -m pytest -m prove -n $(WORKERS) --dist worksteal

readers: setup $(READERS) ## compare our files with what other programs see in them
	@$(BIN)/python -m pytest -m readers -n $(WORKERS) tests/readers

bench: setup ## measure against the yardsticks, as ratios
	@set -e; for file in bench/[!_]*.py; do \
		test -e "$$file" || { echo "bench/ has no benchmark yet" >&2; exit 1; }; \
		echo "$$file"; $(BIN)/python "$$file"; \
	done

lock: ## choose the newest versions that are a week old and lock them with hashes
	@command -v $(UV) >/dev/null || { $(PYTHON) -m venv build/uv && build/uv/bin/python -m pip install -q uv; }
	@set -e; PATH="$$PATH:build/uv/bin"; \
	compile() { to=requirements/$$1.txt; shift; $(UV) pip compile --quiet --no-header --no-config \
		--universal --python-version 3.11 --generate-hashes --upgrade --exclude-newer "7 days" \
		--output-file $$to "$$@"; }; \
	compile all pyproject.toml --extra cad --extra test; \
	compile test pyproject.toml --extra test --constraint requirements/all.txt; \
	compile run pyproject.toml --constraint requirements/all.txt; \
	compile readers requirements/readers.in; \
	$(PYTHON) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' \
		| compile build - --constraint requirements/all.txt
	@! grep -nE '://|^-|file:' requirements/*.txt || { echo "a lock must name no place" >&2; exit 1; }

clean: ## remove .venv, caches and build leftovers; never what is in output/
	@rm -rf $(VENV) $(FOREIGN) tests/readers/node_modules build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find generator tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

stale:

$(LOCKED): $(LOCKS) $(STALE)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "metalstamp needs Python 3.11 or newer, and $(PYTHON) is $$({ $(PYTHON) --version || echo missing; } 2>/dev/null);" \
			"try: make $(or $(firstword $(MAKECMDGOALS)),setup) PYTHON=python3.12" >&2; exit 1; }
	@echo "installing the locked versions into $(VENV) (2 GB, some minutes)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --require-hashes $(addprefix -r ,$(LOCKS))
	@$(BIN)/python -c 'import sys; print(sys.prefix)' >$@

$(INSTALLED): $(LOCKED) pyproject.toml generator/__init__.py
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -c 'import OCP' 2>$(VENV)/cad.log || { tail -n 1 $(VENV)/cad.log >&2; \
		echo "STEP needs the system's libGL, libX11 and libexpat; on Debian and Ubuntu:" \
			"apt-get install libgl1 libx11-6 libexpat1" >&2; exit 1; }
	@touch $@

$(FOREIGN)/installed.stamp: requirements/readers.txt
	@$(PYTHON) -m venv --clear $(FOREIGN)
	@$(FOREIGN)/bin/python -m pip -qq --disable-pip-version-check install --require-hashes -r $<
	@touch $@

# Without npm its readers are told as not run.
tests/readers/node_modules/.package-lock.json: tests/readers/package-lock.json
	@if command -v npm >/dev/null; then \
		npm ci --silent --ignore-scripts --no-audit --no-fund --prefix tests/readers && touch $@; \
	fi
