# Every verb of the house. `make` alone lists them.
SHELL := /bin/sh
PYTHON ?=
VENV := .venv/bin
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run demo test check fix journeys bench soak docs lock screenshots

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: ## set up what is missing: virtual environment, locked packages, stylesheet; run nothing
	@python=$$(sh tools/python.sh) && "$$python" tools/set_up.py

setup-dev: ## the same, and what tests and checks need
	@python=$$(sh tools/python.sh) && "$$python" tools/set_up.py --dev

run: setup ## set up, load the demonstration authority if the database is empty, serve on http://127.0.0.1:8000 (PORT=)
	@$(VENV)/python -m tools.run

demo: setup ## rebuild the demonstration authority (CHILDREN=, SEED=, TODAY=)
	@$(VENV)/python -m tools.run --rebuild-demonstration

test: setup-dev ## every test: on SQLite, in a real browser, and on PostgreSQL
	@$(VENV)/python -m tools.run_tests

journeys: setup-dev ## only the journeys in a real browser
	@$(VENV)/python -m tools.run_tests --only journeys

check: setup-dev ## format, lint, types, layers, migrations, drift
	@$(VENV)/python -m tools.check

fix: setup-dev ## mend what format and lint can mend by themselves
	@$(VENV)/ruff check --fix --quiet . ; $(VENV)/ruff format --quiet . && $(VENV)/ruff check .

soak: setup-dev ## the slow tests: many more examples of each property
	@HYPOTHESIS_PROFILE=soak $(VENV)/python -m tools.run_tests --only soak

bench: setup-dev ## measure what the project promises to be fast at
	@$(VENV)/python -m bench

docs: setup-dev ## write the generated documents anew
	@$(VENV)/python -m tools.documents

screenshots: setup-dev ## pictures of pages in var/screenshots (PAGES="/ /children/", ROLE=officer)
	@$(VENV)/python -m tools.screenshots

lock: setup-dev ## write the lock files anew from pyproject.toml (UPGRADE=1 takes newer versions)
	@$(VENV)/python -m tools.lock $(if $(UPGRADE),--upgrade)
