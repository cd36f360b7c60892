# Every command sets itself up: it installs what it needs into the checkout, once.
# `make` alone lists the commands.

SHELL       := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PORT  ?= 8000
STAGE ?= training
export PORT

PYTHON := .venv/bin/python
TSC    := node_modules/.bin/tsc

# The design system's built files alone; its dependencies serve those who build it.
ECL_VERSION := 4.11.0
ECL_SHA512  := b2f2877900df8db7c6925d71f6766a42b9e3970611ef3197c01c62e0613ec9db1686fbd82182968ed5356f4a4d2d5ac31fb55bd68acf34727a393ce368dc47a9

CATALOGUES   := $(wildcard chalicelib/locale/*/LC_MESSAGES/messages.po)
SITE_SOURCES := $(shell find site content chalicelib/domain chalicelib/i18n.py -type f -not -name '*.pyc')

# Where the site will stand: for canonical links, feeds and the sitemap. `make site ORIGIN=https://… STAGE=production`
ORIGIN ?= http://localhost:$(PORT)
# A release fails while the review of a page is overdue: `make site RELEASE=1`.
RELEASE ?=
# Where the other stage stands: production for training, and the reverse.
OTHER ?=

##@ Every day

.PHONY: help
help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} \
	  /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: .venv/.stamp build/.texts build/.site ## Start the training stage on http://localhost:8000 (PORT= changes it)
	@exec $(PYTHON) infra/local.py

.PHONY: site
site: build/.site ## Build the public site and the workspace into dist/

.PHONY: picture
picture: .venv/.stamp node_modules/.stamp build/.texts build/.site ## Make the README's picture of the case page anew
	MAKE_PICTURE=1 $(PYTHON) -m pytest --quiet tests/browser/test_journey.py -k danish

.PHONY: pictures
pictures: .venv/.stamp node_modules/.stamp build/.texts build/.site ## Take pictures of all pages, narrow and wide, into build/screenshots
	MAKE_PICTURES=1 $(PYTHON) -m pytest --quiet tests/browser -k "wider or fits or counted"

.PHONY: video
video: .venv/.stamp ## Make the video, its poster and the social preview anew; needs ffmpeg
	$(PYTHON) infra/video.py

.PHONY: texts
texts: .venv/.stamp ## Bring the catalogues of all languages in step with the code
	$(PYTHON) infra/texts.py update
	$(PYTHON) infra/texts.py compile

.PHONY: calendars
calendars: .venv/.stamp ## Make the public holidays of all countries anew
	$(PYTHON) infra/calendars.py

.PHONY: openapi
openapi: .venv/.stamp ## Bring docs/openapi.json in step with the code
	$(PYTHON) infra/openapi.py docs/openapi.json

build/api.d.ts: docs/openapi.json node_modules/.stamp
	@mkdir -p build
	node_modules/.bin/openapi-typescript $< --output $@ >/dev/null

##@ Before a commit

.PHONY: check
check: .venv/.stamp node_modules/.stamp build/api.d.ts ## Format, lint, types, directions of imports
	$(PYTHON) -m ruff format --check --quiet .
	$(PYTHON) -m ruff check --quiet .
	$(PYTHON) -m mypy
	PYTHONPATH=.:site .venv/bin/lint-imports --no-logo --no-cache
	$(TSC) --project jsconfig.json

.PHONY: test
test: system check build/.texts build/.site build/emulator-venv/.stamp ## Run every test, after `check`
	$(PYTHON) -m tests.rights forget
	$(PYTHON) -m pytest --quiet --cov --cov-fail-under=100 tests/domain
	$(PYTHON) -m pytest --quiet --numprocesses=2 --dist=loadfile --no-loadscope-reorder --ignore=tests/domain
	$(PYTHON) -m tests.rights
	$(if $(wildcard tests/js/*.test.js),node --test $(wildcard tests/js/*.test.js))

.PHONY: bench
bench: .venv/.stamp build/.site build/bench-venv/.stamp ## Measure the budgets
	$(MAKE) --no-print-directory package STAGE=training >/dev/null
	@$(PYTHON) -m tests.bench.run

.PHONY: soak
soak: .venv/.stamp node_modules/.stamp ## Lead 5,000 requests and 10,000 notices through all, weigh calls beside many stored ones
	@$(PYTHON) -m tests.soak.run

.PHONY: lighthouse
lighthouse: system build/.site build/lighthouse/.stamp ## Score home and quick guide on a throttled telephone
	@$(PYTHON) -m tests.bench.lighthouse

##@ For deployment

# Where `make backup` and `make restore` write and read: a folder on a locked disk. SUFFIX= ends the names of tables
# that point-in-time recovery has made.
FOLDER ?=
SUFFIX ?=

.PHONY: backup
backup: .venv/.stamp ## Write all that a stage stores into FOLDER=
	@$(PYTHON) infra/stage.py $(STAGE) infra/backup.py write "$(or $(FOLDER),$(error say FOLDER=))" --suffix=$(SUFFIX)

.PHONY: empty
empty: .venv/.stamp ## Take all items out of the tables of the stage that SURE= names again, to restore into them
	@$(PYTHON) infra/stage.py $(STAGE) infra/backup.py empty --sure=$(SURE)

.PHONY: restore
restore: .venv/.stamp ## Write FOLDER= back into the empty tables of a stage, and erase what has fallen due since
	@$(PYTHON) infra/stage.py $(STAGE) infra/backup.py restore "$(or $(FOLDER),$(error say FOLDER=))"

.PHONY: redrive
redrive: .venv/.stamp ## Try again what has failed in a stage
	@$(PYTHON) infra/stage.py $(STAGE) infra/redrive.py

.PHONY: deploy
deploy: .venv/.stamp ## Bring what is committed into a stage: STAGE=training or production
	@infra/system.sh deploy
	@$(PYTHON) infra/deploy.py deploy $(STAGE)

.PHONY: rollback
rollback: .venv/.stamp ## Let the release serve again that served before
	@$(PYTHON) infra/deploy.py rollback $(STAGE)

.PHONY: destroy
destroy: .venv/.stamp ## Take the stage away that SURE= names again; what it stores stays, unless ERASE_DATA_OF= does too
	@$(PYTHON) infra/deploy.py destroy $(STAGE) --sure=$(SURE) --erase-data-of=$(ERASE_DATA_OF)

# Who begins is described in a file: infra/begin.py.
COUNTRY ?=
ERASE_DATA_OF ?=
SURE ?=

.PHONY: begin
begin: .venv/.stamp ## Let a country begin in a stage: COUNTRY=file.json
	@$(PYTHON) infra/stage.py $(STAGE) infra/begin.py "$(COUNTRY)"

.PHONY: fill
fill: .venv/.stamp ## Fill a training stage with what is invented: authorities, people, counterparts, lessons
	@$(PYTHON) infra/stage.py $(STAGE) infra/fill.py

.PHONY: package
package: .venv/.stamp build/.texts ## Make sam.json and deployment.zip in build/STAGE/
	rm -rf build/$(STAGE)
	$(PYTHON) infra/template.py build/template.json
	AWS_DEFAULT_REGION=$${AWS_DEFAULT_REGION:-eu-central-1} .venv/bin/chalice package --stage $(STAGE) --merge-template build/template.json build/$(STAGE)
	$(PYTHON) infra/slim.py build/$(STAGE)/deployment.zip

##@ Housekeeping

.PHONY: system
system: ## Check for the system packages that tests need; as root, install them
	@infra/system.sh

# A release that stores something else than the one before writes down how: tests/shapes/README.md.
.PHONY: shape
shape: .venv/.stamp ## Write down the shape of what is stored, as WRITE_SHAPE=<version>
	@$(PYTHON) -m pytest --quiet tests/web/test_shapes.py -k written_down

.PHONY: clean
clean: ## Remove all that make has made
	rm -rf .venv node_modules .cache .chalice/deployments build dist
	find chalicelib/locale -name '*.mo' -delete
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/.stamp: requirements.txt requirements-dev.txt
	@python3 -c 'import ensurepip' 2>/dev/null || infra/system.sh
	python3 -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@touch $@

build/bench-venv/.stamp: requirements-bench.txt
	python3 -m venv build/bench-venv
	build/bench-venv/bin/pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

build/lighthouse/.stamp: $(wildcard tests/bench/lighthouse/*.json)
	rm -rf build/lighthouse && mkdir -p build && cp -r tests/bench/lighthouse build/lighthouse
	cd build/lighthouse && npm ci --loglevel=error
	@touch $@

build/emulator-venv/.stamp: requirements-emulator.txt
	python3 -m venv build/emulator-venv
	build/emulator-venv/bin/pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

node_modules/.stamp: package.json package-lock.json .npmrc
	npm ci --loglevel=error
	@touch $@

.cache/ecl/.stamp: Makefile
	rm -rf .cache/ecl && mkdir -p .cache/ecl
	npm pack --silent --pack-destination .cache/ecl @ecl/preset-eu@$(ECL_VERSION) >/dev/null
	@echo "$(ECL_SHA512)  .cache/ecl/ecl-preset-eu-$(ECL_VERSION).tgz" | sha512sum --check --quiet
	tar --extract --gzip --directory .cache/ecl --file .cache/ecl/ecl-preset-eu-$(ECL_VERSION).tgz
	@touch $@

build/.texts: .venv/.stamp $(CATALOGUES)
	$(PYTHON) infra/texts.py compile
	@mkdir -p build && touch $@

# Holds what was asked for last, and is new when something else is asked for.
WISHES := $(ORIGIN) $(STAGE) $(OTHER) $(if $(RELEASE),release)
build/.wishes: always
	@mkdir -p build
	@echo '$(WISHES)' | cmp --silent - $@ || echo '$(WISHES)' >$@

build/.site: build/.wishes .venv/.stamp node_modules/.stamp .cache/ecl/.stamp build/.texts $(SITE_SOURCES) $(if $(wildcard dist/404.html),,always)
	$(PYTHON) site/build.py dist --origin $(ORIGIN) $(if $(filter training,$(STAGE)),--training) $(if $(OTHER),--other $(OTHER)) $(if $(RELEASE),--release)
	@touch $@

.PHONY: always
always:
