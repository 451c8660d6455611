# `make run` serves the portal on this machine; `make check` is quick, `make test` checks everything. Developers: docs/how-to/develop.md.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.PHONY: help run check test mutants format messages requirements

help:
	@echo "make run           install, prepare and serve the portal (HOST=127.0.0.1 PORT=8000 DATA_DIR=data)"
	echo "make check         lint, catalogs and the tests that need neither database, browser nor server: under a minute"
	echo "make test          lint, catalogs, deployment check and all tests (REQUIRE_ALL=1: nothing is skipped)"
	echo "make mutants       tests of the tests of rules: minutes to hours, see docs/reference/mutation.md"
	echo "make format        format the code and mend what the linter can"
	echo "make messages      bring the Arabic and French catalogs up to date"
	echo "make requirements  resolve requirements*.in anew into requirements*.txt"

run:
	@$(call install,requirements.txt)
	exec .venv/bin/python -m portal.launch

check:
	@$(call install,requirements-dev.txt)
	exec .venv/bin/python -m tests.run check

test:
	@$(call install,requirements-dev.txt)
	exec .venv/bin/python -m tests.run

mutants:
	@$(call install,requirements-dev.txt)
	.venv/bin/mutmut run --max-children 1
	.venv/bin/mutmut results

format:
	@$(call install,requirements-dev.txt)
	.venv/bin/ruff check --fix --quiet
	.venv/bin/ruff format

messages:
	@$(call install,requirements-dev.txt)
	.venv/bin/python manage.py makemessages --locale ar --locale fr
	.venv/bin/python manage.py compilemessages --verbosity 0

# Upgrades all packages within the bounds of the .in files. The addresses of registries stay out of the files.
requirements:
	@$(call install,requirements.txt)
	uv=$$(command -v uv || true)
	if [ -z "$$uv" ]; then
		echo "Installing uv, which resolves the requirements"
		.venv/bin/python -m pip install --quiet uv
		uv=.venv/bin/uv
	fi
	compile="$$uv pip compile --quiet --upgrade --generate-hashes --no-header --python-version 3.11"
	$$compile requirements.in --output-file requirements.txt
	$$compile requirements-dev.in --constraint requirements.txt --output-file requirements-dev.txt

# Installs the packages of a requirements file into .venv, which it makes first. Quick where that was done before:
# .venv keeps the checksum of what was installed.
define install
	checksum=$$(sha256sum $(1))
	if [ "$$(cat .venv/installed-$(1) 2>/dev/null)" != "$$checksum" ] || ! .venv/bin/python -c ''; then
		if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
			$(make-environment)
		fi
		echo "Installing the packages of $(1) (about half a minute)"
		.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes --requirement $(1)
		echo "$$checksum" > .venv/installed-$(1)
	fi
endef

define make-environment
	python=
	for candidate in python3.11 python3 python3.12 python3.13; do
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
			python=$$candidate
			break
		fi
	done
	if [ -z "$$python" ]; then
		echo "Python 3.11 or later is missing. Install it: apt-get install python3.11 python3.11-venv" >&2
		exit 1
	fi
	version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then
		echo "python$$version-venv is missing. Install it: apt-get install python$$version-venv" >&2
		exit 1
	fi
	echo "Making a virtual environment in .venv with Python $$version"
	"$$python" -m venv --clear .venv
endef
