# The one door for every task; `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_COMPILE := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11

.DEFAULT_GOAL := help
.PHONY: help site serve test format messages lock dist clean

help:  ## list the tasks
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

site: $(VENV)/site.stamp  ## set up and build the sample site into public/
	@$(BIN)/site-gen build

serve: $(VENV)/site.stamp  ## preview the sample site with live reload
	@$(BIN)/site-gen serve

test: $(VENV)/dev.stamp  ## set up and run every check and test
	@AGAIN=$(AGAIN) sh tools/test.sh $(BIN) $(VENV)/tested

format: $(VENV)/dev.stamp  ## put the code into its form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

messages: $(VENV)/dev.stamp  ## bring the catalogues of translations up to date
	@$(BIN)/python tools/messages.py

lock: $(VENV)/dev.stamp  ## write the lock files anew (needs uv)
	$(UV_COMPILE) --extra build pyproject.toml -o requirements.txt
	$(UV_COMPILE) --extra build --extra dev pyproject.toml -o requirements-dev.txt

dist: $(VENV)/dev.stamp  ## build the wheel and the source archive
	@$(BIN)/hatchling build

clean:  ## remove everything that can be made again
	rm -rf $(VENV) public .site-gen dist

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
