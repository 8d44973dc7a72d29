# Everything a person types. Only relative paths and `python -m`: the folder may have any name.

PORT ?= 8000
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
venv := .venv/bin/python
lock := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --quiet \
	--custom-compile-command "make lock"

# As many as there are cores, at most eight; 0 is no worker, one process with everything in it.
WORKERS ?= logical

.DEFAULT_GOAL := help
.PHONY: help run manage test large-pictures libreoffice coverage lint format screenshots bench lock clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: .venv/run.stamp ## The portal with sample content at http://127.0.0.1:8000 (another port: PORT=8080 make run)
	@PORT="$(PORT)" exec $(venv) -m devserver.launcher

manage: .venv/run.stamp ## A command of manage.py on the portal's database: make manage CMD="changepassword admin"
	@exec $(venv) -m devserver.launcher manage $(CMD)

test: .venv/dev.stamp ## All tests, on databases of their own (some: make test T=tests/comments)
	@$(venv) -m pytest -n $(WORKERS) $(if $(CLOCK),--clock "$(CLOCK)") $(T)

large-pictures: .venv/dev.stamp ## The memory that decoding the largest pictures takes; some minutes
	@$(venv) -m pytest -q -p no:randomly -n 0 tests/uploads/large_pictures.py $(T)

libreoffice: .venv/dev.stamp ## What LibreOffice writes, read as articles (needs it: apt-get install libreoffice-writer-nogui)
	@command -v soffice >/dev/null || { echo "LibreOffice is not installed: apt-get install libreoffice-writer-nogui"; exit 1; }
	@$(venv) -m pytest tests/manuscripts/test_libreoffice.py

coverage: .venv/dev.stamp ## The same tests, and which lines of the code they never run
	@COVERAGE_FILE=var/coverage $(venv) -m pytest -n $(WORKERS) --cov --cov-report=term $(T)

lint: .venv/dev.stamp ## Style of code and templates, types where packages meet, and which rooms there are
	@$(venv) -m ruff check .
	@$(venv) -m ruff format --check .
	@$(venv) -m djlint templates --quiet --lint
	@$(venv) -m mypy
	@$(venv) -m tools.rooms

format: .venv/dev.stamp ## Put code and templates in that style
	@$(venv) -m ruff check --fix --quiet . ; $(venv) -m ruff format .
	@$(venv) -m djlint templates --quiet --reformat ; true

screenshots: .venv/dev.stamp ## Pictures of the main pages in var/screenshots
	@$(venv) -m devserver.launcher manage screenshots

bench: .venv/dev.stamp ## Measure speed (what and how: bench/README.md)
	@$(venv) -m devserver.launcher exec $(venv) bench/run.py

lock: ## Write the lock files of servers, make run and tests anew (needs uv; newer releases: make lock UPGRADE=--upgrade)
	@$(lock) $(UPGRADE) -o requirements.lock
	@$(lock) $(UPGRADE) -c requirements.lock --extra run -o requirements-run.lock
	@$(lock) $(UPGRADE) -c requirements-run.lock --extra run --extra dev --extra heic -o requirements-dev.lock

clean: ## Delete .venv; the data in var/ stay
	@rm -rf .venv

.venv/bin/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Python 3.11 or newer is needed and was not found. On Debian: apt-get install python3 python3-venv;" \
			"or name one: make PYTHON=/path/to/python3"; exit 1; \
	fi
	@echo "Making .venv …"
	@if command -v uv >/dev/null; then uv venv --quiet --clear --python "$(PYTHON)" .venv; \
	else "$(PYTHON)" -m venv --clear .venv || { rm -rf .venv; \
		echo "Python cannot make .venv; on Debian: apt-get install python3-venv"; exit 1; }; fi

install = @echo "Installing $(1) …"; if command -v uv >/dev/null; then \
	uv pip install --quiet --require-hashes --python $(venv) -r $(1); \
	else { $(venv) -m pip --version >/dev/null 2>&1 || $(venv) -m ensurepip >/dev/null; } && \
	$(venv) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); fi

.venv/run.stamp: requirements-run.lock .venv/bin/python
	$(call install,requirements-run.lock)
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/bin/python
	$(call install,requirements-dev.lock)
	@touch $@ .venv/run.stamp
