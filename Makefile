# The front door. `make` lists what there is; each target sets up what it needs.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
BROWSER := .venv/.browser
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup demo sandbox run test test-long test-browser check lint types bench evaluate pictures contract clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(READY) ## make the virtual environment with the pinned packages

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Entaku needs Python 3.11 or newer: apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Entaku needs Python 3.11 or newer; $(PYTHON) is older: apt install python3.11 python3.11-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv module is missing: apt install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up .venv with the packages of constraints.txt (once) ..."
	@PIP_CONSTRAINT=constraints.txt $(BIN)/pip install --quiet -e '.[postgres,sandbox,semantic,slides,mcp,dev]'
	@touch $@

demo: $(READY) ## a believable company on a page to play in, no Slack account needed (lang=en: in English)
	@$(BIN)/python app.py demo $(if $(lang),--lang $(lang))

sandbox: $(READY) ## only the Slack of your own on this machine
	@$(BIN)/python app.py sandbox

run: $(READY) ## run the app with the settings of .env
	@$(BIN)/python app.py

check: $(READY) lint types ## the quick inner part of test: lint, types, import rules, the product's fast tests on SQLite
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal --ignore=tests/sandbox -m "not slow and not postgresql and not long"

test: $(READY) lint types ## everything in under five minutes; CI runs the two below as well
	@$(BIN)/python -m pytest -q -n 3 --dist worksteal -m "not long"

test-long: $(READY) ## whole half hours, weeks and crashes in running processes; every button; PostgreSQL in full
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal -m long

test-browser: $(BROWSER) ## the sandbox's page in Chromium, which it installs where it may
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile tests/browser

$(BROWSER): $(READY)
	@PIP_CONSTRAINT=constraints.txt $(BIN)/pip install --quiet -e '.[browser]'
	@touch $@

lint: $(READY)
	@$(BIN)/ruff format --check --quiet . || { echo "run: $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports --no-logo > .import_linter.log 2>&1 || { cat .import_linter.log; rm -f .import_linter.log; exit 1; }
	@rm -f .import_linter.log

types: $(READY)
	@$(BIN)/mypy --no-error-summary

bench: $(READY) ## figures of this machine beside their floors
	@$(BIN)/python -m benchmarks

evaluate: $(READY) ## how well watchwords are found, on cases tuned on and on cases kept aside
	@$(BIN)/python -m evaluation

pictures: $(BROWSER) ## take the pictures of docs/pictures anew
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m tests.browser.pictures

contract: $(READY) ## the sandbox's rules against a real workspace (needs tokens)
	@$(BIN)/python -m sandbox.contract

clean: ## remove the virtual environment and caches
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
