PYTHON ?= python3
BIN := .venv/bin
# Two workers of the tests' own processes would fight over the same cores with BLAS threads.
export OMP_NUM_THREADS ?= 1

.PHONY: help install demo test test-kafka check format lock schemas quality train bench clean

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

install: .venv/installed ## Install everything into .venv, as locked

.venv/installed: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing into .venv (a minute or two the first time)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: install ## Run the main job on an embedded broker and show the alerts
	@$(BIN)/tocsin demo

test: install ## Run the tests, those on the embedded broker included
	@$(BIN)/python -m pytest -q

test-kafka: install ## Run the end-to-end tests on Apache Kafka (needs mvn and java)
	@$(BIN)/python deploy/kafka-local/run.py $(BIN)/python -m pytest -q -m broker

check: install ## Format, lint, types, import contracts, rules, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m schemas.generate --check
	$(BIN)/python tests/settings_table.py --check
	$(BIN)/python tests/gazetteer.py
	$(BIN)/check-jsonschema -q --builtin-schema vendor.compose-spec docker-compose.yml

format: install ## Format, and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schemas: install ## Write what is generated: JSON Schemas, the table of settings
	$(BIN)/python -m schemas.generate
	$(BIN)/python tests/settings_table.py

quality: install ## Score the public command against the evaluation sets, into docs/quality.md
	$(BIN)/python tests/quality.py

train: install ## Train the recogniser of names anew (a quarter of an hour)
	$(BIN)/python -m streams.training.names

bench: install ## Measure speed, as ratios side by side in one run
	$(BIN)/python tests/bench/entities.py
	$(BIN)/python tests/bench/engine.py

lock: install ## Pin every dependency anew
	$(BIN)/pip-compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --allow-unsafe --strip-extras --extra embedded --extra rocksdb --extra dev -o requirements.lock pyproject.toml

clean: ## Remove everything that was made
	rm -rf .venv .kafka .tocsin .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
