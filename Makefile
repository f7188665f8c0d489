# One word for each thing one does here; `make` alone lists them. What a word needs, it installs into .venv.
.DEFAULT_GOAL := help
.PHONY: help venv demo test lint check bench hunt mutate refresh-golden docs clean
.NOTPARALLEL: # two words would fill .venv at once
SHELL := /bin/sh
PYTHON_IN_VENV := .venv/bin/python
# Two workers suit a laptop and the CI; `make test WORKERS=8 ARGS="-k credits"` narrows or widens a run.
WORKERS ?= 2
ARGS ?=
MINUTES ?= 10
SEED ?= 1
DEMO := build/demo

help: ## List these words
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

venv: ## Install the tool and everything for working on it into .venv
	@./scripts/environment dev

demo: ## Certify the shipped real parts and the flawed examples; ends with the path of the HTML report
	@./scripts/environment run
	@./scripts/demo $(DEMO)

test: ## Install what the tests need and run them all
	@./scripts/environment dev
	@./scripts/preflight tools git make chromium fonts-wqy-microhei
	@$(PYTHON_IN_VENV) -m pytest -n $(WORKERS) $(ARGS)

lint: ## Style, formatting, types, layers
	@./scripts/environment dev
	@$(PYTHON_IN_VENV) -m ruff check .
	@$(PYTHON_IN_VENV) -m ruff format --check .
	@$(PYTHON_IN_VENV) -m mypy
	@.venv/bin/lint-imports --no-cache

check: lint test ## All that CI runs and more: lint, then test

bench: ## Measure against the numbers to beat (not a test: prints a table)
	@./scripts/environment dev
	@$(PYTHON_IN_VENV) -m benchmarks $(ARGS)

hunt: ## Look for wrong verdicts, as before an engine change lands: random rules, changed parts (MINUTES=10 SEED=1)
	@./scripts/environment dev
	@$(PYTHON_IN_VENV) -m hunt --minutes $(MINUTES) --seed $(SEED) $(ARGS)

mutate: ## Mutation score of every rule: whether the examples notice each slip in a formula (minutes)
	@./scripts/environment dev
	@.venv/bin/openarch spec mutate --jobs $(WORKERS) $(ARGS)

refresh-golden: ## Rewrite the golden outputs in tests/golden; read the diff before you commit it
	@./scripts/environment dev
	@$(PYTHON_IN_VENV) -m pytest -q tests/golden --refresh-golden $(ARGS)

docs: ## Write docs/rules anew from the rule files; read the diff before you commit it
	@./scripts/environment dev
	@.venv/bin/openarch spec docs --out docs/rules --jobs $(WORKERS)

clean: ## Remove what the words above made, .venv too
	rm -rf .venv build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find conformance tests benchmarks -name __pycache__ -type d -exec rm -rf {} +
