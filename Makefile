# Two commands: `make run` shows the product at work, `make test` proves it. The rest is for whoever changes it.
PYTHON ?= python3
SERVE ?= 1
BIN := .venv/bin
UV := $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11.7 --generate-hashes --no-header --no-annotate --no-emit-index-url

# What is compiled once is kept: the suite starts hundreds of processes, and each would compile every module again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check style bench bench-small bench-aging bench-load bench-service bench-check bench-statements bench-dunning bench-reports bench-match bench-names bench-parsers corpus lockbox-variants estimate mixed-bounds pools three-days soak-books soak-erp soak-orders schemathesis client fuzz world lock sbom soak-kills clean help

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: .venv/.run ## a sample morning taken in, matched and posted, then the desk on 127.0.0.1:8000 (SERVE=0: only the table)
	@$(BIN)/tieout demo $(if $(filter 0,$(SERVE)),--no-serve)

test: .venv/.test style ## the whole suite, with a real PostgreSQL and a real browser
	@sh requirements/browser.sh
	@POLARS_MAX_THREADS=1 $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: style ## style, types and who may import whom
	@$(BIN)/mypy

style: .venv/.test ## style and who may import whom
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports --no-cache

bench: .venv/.test ## the workload: 10,000 receipts against 100,000 open items, its stages, seconds and memory
	@$(BIN)/python -m benchmarks.workload

bench-small: .venv/.test ## parsers, matcher and books by themselves, with pytest-benchmark
	@$(BIN)/python -m pytest benchmarks -o python_files='bench_*.py' --benchmark-only

bench-match: .venv/.test ## the matcher alone, frames in, decisions out: stages, memory, growth: make bench-match RECEIPTS=100000 ITEMS=1000000
	@$(BIN)/python -m benchmarks.bench_match --growth --receipts $(or $(RECEIPTS),10000) --items $(or $(ITEMS),100000)

bench-aging: .venv/.test ## as-of aging of 1,000,000 open items, in memory and from books: make bench-aging ITEMS=100000
	@$(BIN)/python -m benchmarks.bench_aging --items $(or $(ITEMS),1000000) $(if $(DB),--db $(DB))

bench-load: .venv/.test ## 100,000 applications with every rule of the database on, and one a command: make bench-load DB=url
	@$(BIN)/python -m benchmarks.bench_load $(if $(DB),--db $(DB))

bench-service: .venv/.test ## 50 reviewers and an upload of 100,000 lines at once, over HTTP: percentiles of a decision: make bench-service DB=url
	@$(BIN)/python -m benchmarks.bench_service $(if $(DB),--db $(DB))

bench-check: .venv/.test ## the proof of books of 10,000,000 journal lines, its seconds and memory: make bench-check LINES=1000000 DB=url
	@$(BIN)/python -m benchmarks.bench_check --lines $(or $(LINES),10000000) $(if $(DB),--db $(DB))

bench-statements: .venv/.test ## 10,000 statements as one PDF run
	@$(BIN)/python -m benchmarks.bench_statements

bench-dunning: .venv/.test ## 50,000 past-due documents planned, written as letters and queued: make bench-dunning ITEMS=10000
	@$(BIN)/python -m benchmarks.bench_dunning --items $(or $(ITEMS),50000)

bench-reports: .venv/.test ## reports, lists and pages on books of a large house, filled where empty: make bench-reports DB=url ITEMS=100000
	@$(BIN)/python -m benchmarks.bench_reports --items $(or $(ITEMS),1000000) $(if $(DB),--db $(DB)) $(NAMES)

bench-names: .venv/.test ## noisy payers' names among 100,000 customers: how many lead to the right one first, names a second
	@$(BIN)/python -m benchmarks.bench_names

bench-parsers: .venv/.test .venv/peers ## every reader on 100,000 payments, and as ratios against other readers
	@$(BIN)/python -m benchmarks.bench_parsers --peers .venv/peers/bin/python

estimate: .venv/.test ## the weights of evidence and their reliability, estimated anew on made-up mornings
	@$(BIN)/python -m benchmarks.estimate --write

mixed-bounds: .venv/.test ## twenty worlds of other mixes: wrong postings against the stated bound of each stratum
	@$(BIN)/python -m benchmarks.mixed_bounds --seeds $(or $(SEEDS),20)

pools: .venv/.test ## what the rule by which strata post lets through and stops, where error rates are known
	@$(BIN)/python -m benchmarks.pools

three-days: .venv/.test ## three days of the same customers, with what a reviewer's answers teach and without
	@$(BIN)/python -m benchmarks.three_days

soak-books: .venv/.test ## 20,000 random operations on each database, all that must be true proven after each: make soak-books OPERATIONS=50000
	@POLARS_MAX_THREADS=1 TIEOUT_SOAK=$(or $(OPERATIONS),20000) $(BIN)/python -m pytest -q -s -n 2 tests/services/soak.py

soak-orders: .venv/.test ## 1,000 times two orders at once on each database, never both beyond the limit: make soak-orders TRIES=100
	@TIEOUT_SOAK_ORDERS=$(or $(TRIES),1000) $(BIN)/python -m pytest -q -n 2 tests/services/credit/test_orders.py -k at_once

schemathesis: .venv/.test ## the whole API asked rightly and wrongly, every phase: make schemathesis EXAMPLES=200
	@$(BIN)/python -m tests.api.whole_api $(or $(EXAMPLES),50)

soak-erp: .venv/.test ## 10,000 receipts told to each ERP that misbehaves, each there once or reported: make soak-erp POSTINGS=1000 ERPS=quickbooks
	@POSTINGS=$(or $(POSTINGS),10000) $(if $(ERPS),ERPS='$(ERPS)') $(BIN)/python -m tests.services.erp.soak

client: .venv/.test .venv/client ## the typed Python client, written anew from the OpenAPI document
	@$(BIN)/python -m clients.generate

soak-kills: .venv/.test ## 200 kills of a worker at random points on each database, nothing lost, nothing doubled: make soak-kills KILLS=20
	@POLARS_MAX_THREADS=1 TIEOUT_SOAK_KILLS=$(or $(KILLS),200) $(BIN)/python -m pytest -q -s -n 2 tests/services/jobs/soak.py

fuzz: .venv/.test ## coverage-guided fuzzing of every parser, its corpus kept: make fuzz SECONDS=60 FORMAT=bai2
	@$(UV) --require-hashes -r requirements/fuzz.txt
	@$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),60) $(if $(FORMAT),--format $(FORMAT))

corpus: .venv/.test ## every bank file of a folder read, a table a format, its manifests' expectations: make corpus CORPUS=folder
	@$(BIN)/python -m benchmarks.corpus $(or $(CORPUS),fixtures/bank_files)

lockbox-variants: .venv/.test ## 500 invented lockbox layouts: recognised, asked for, misread: make lockbox-variants SEED=7
	@$(BIN)/python -m benchmarks.lockbox_variants 500 $(or $(SEED),7)

sbom: .venv/sbom ## what we ship as a CycloneDX bill of materials, made from the lock: make sbom OUT=var/sbom.json
	@mkdir -p $(dir $(or $(OUT),var/sbom.json))
	@.venv/sbom/bin/cyclonedx-py requirements requirements/run.txt --pyproject pyproject.toml --output-reproducible --of JSON -o $(or $(OUT),var/sbom.json)
	@$(BIN)/python -m tests.sbom $(or $(OUT),var/sbom.json)

world: .venv/.test ## a made-up morning with its truth beside it: make world OUT=var/world SEED=7
	@$(BIN)/python -m benchmarks.world --seed $(or $(SEED),7) --out $(or $(OUT),var/world)

lock: .venv/.test ## write the hashed locks anew
	@$(COMPILE) pyproject.toml --group build -o requirements/run.txt
	@$(COMPILE) pyproject.toml --group build --group dev -o requirements/test.txt
	@$(COMPILE) --group pyproject.toml:peers -o requirements/peers.txt
	@$(COMPILE) --group pyproject.toml:fuzz -o requirements/fuzz.txt
	@$(COMPILE) --group pyproject.toml:client -o requirements/client.txt
	@$(COMPILE) --group pyproject.toml:sbom -o requirements/sbom.txt
	@echo uv | $(COMPILE) - -o requirements/uv.txt

clean: ## the environment and everything made with it
	rm -rf .venv var

.venv/uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "tieout needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; set PYTHON=")'
	@echo "setting up .venv (once)"
	@$(PYTHON) -m venv .venv || { echo "the venv module is missing: on Debian or Ubuntu 'apt-get install python3-venv'" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/peers: .venv/uv requirements/peers.txt
	@echo "installing other readers into .venv/peers, for the ratios"
	@$(PYTHON) -m venv --clear $@
	@$(BIN)/uv pip install --quiet --python $@/bin/python --require-hashes -r requirements/peers.txt
	@touch $@

.venv/client: .venv/uv requirements/client.txt
	@echo "installing the generator of clients into .venv/client"
	@$(PYTHON) -m venv --clear $@
	@$(BIN)/uv pip install --quiet --python $@/bin/python --require-hashes -r requirements/client.txt
	@touch $@

.venv/sbom: .venv/uv requirements/sbom.txt .venv/.test
	@echo "installing the maker of bills of materials into .venv/sbom"
	@$(PYTHON) -m venv --clear $@
	@$(BIN)/uv pip install --quiet --python $@/bin/python --require-hashes -r requirements/sbom.txt
	@touch $@

.venv/.run: .venv/uv requirements/run.txt pyproject.toml
	@echo "installing the application into .venv"
	@$(UV) --require-hashes -r requirements/run.txt
	@$(UV) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: .venv/uv requirements/test.txt pyproject.toml
	@echo "installing the application and what its tests need into .venv"
	@$(UV) --require-hashes -r requirements/test.txt
	@$(UV) --no-deps --no-build-isolation -e .
	@touch .venv/.run $@
