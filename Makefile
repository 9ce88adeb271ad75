# make: build the site · make serve · make test · make check · make weekly · make update · make chapter NAME=… · make bench · make lock

PYTHON ?= python3
OLDEST_PYTHON ?= python3.11
BIN := .venv/bin
export NO_MKDOCS_2_WARNING = 1
ENVIRONMENT := .venv/.installed
BROWSER := .cache/browser/.fetched
BENCH := .cache/bench/.installed
BENCH_PYTHON := .cache/bench/bin/python
CHECKER := quality/node_modules/.installed
OLDEST := .cache/oldest/.installed
INSTALL := pip install --quiet --quiet --disable-pip-version-check

# Before a command that says nothing for long: every ten seconds a line that it is still at it.
WAITING = (while sleep 10 > /dev/null; do echo "  … still at it"; done) & dots=$$!; trap "kill $$dots" EXIT;

# One file, one process: what its tests share is made once.
ON_ALL_CORES := -n auto --dist loadfile --no-loadscope-reorder
WEEKLY := weekly-long weekly-examples weekly-oldest weekly-library

.PHONY: site serve test check weekly $(WEEKLY) update chapter bench lock clean

site: $(ENVIRONMENT) $(BROWSER)
	$(BIN)/mkdocs build --strict
	@echo "The site is in site/. To read it: make serve, or $(PYTHON) -m http.server -d site"

serve: $(ENVIRONMENT) $(BROWSER)
	$(BIN)/mkdocs serve --no-strict --livereload

test: $(ENVIRONMENT) $(BROWSER)
	$(BIN)/python -m pytest $(ON_ALL_CORES)

# Every gate and every test, on one built site, and then the site with what they say; docs/authors.md has what they ask.
check: $(ENVIRONMENT) $(BROWSER) $(CHECKER) $(OLDEST)
	$(BIN)/python -m pytest $(ON_ALL_CORES) -q -rN -m "not weekly" --publish --junit-xml=.cache/quality/tests.xml

# What takes too long for every change; each part runs, whatever the others say.
weekly: $(ENVIRONMENT) $(BROWSER) $(OLDEST)
	@$(MAKE) --keep-going --no-print-directory $(WEEKLY)

# Every download run anew, every page changed in each place, what is shown in PyTorch, and the other long tests.
weekly-long:
	$(BIN)/python -m pytest $(ON_ALL_CORES) -q -m weekly

# Ten thousand examples of every call; a few of one file take nearly all the time.
weekly-examples:
	HYPOTHESIS_PROFILE=weekly $(BIN)/python -m pytest -n auto --dist worksteal -q tests/library

weekly-oldest:
	$(dir $(OLDEST))bin/python -m pytest $(ON_ALL_CORES) -q --ignore=tests/quality --ignore=quality

# Changes to the library, each of which some check must notice; NAME may be some modules.
weekly-library:
	$(BIN)/python -m quality.mutation $(NAME)

update: $(ENVIRONMENT)
	$(BIN)/page-engine update README.md page_engine/README.md docs

# The skeleton of the next chapter, with its lab; NAME is its title.
chapter: $(ENVIRONMENT)
	$(BIN)/python -m quality.new_chapter "$(NAME)"

# The ratios that the page on quality shows are written to benchmarks/results.json.
bench: site $(BENCH)
	$(BENCH_PYTHON) benchmarks/fit_speed.py
	$(BENCH_PYTHON) benchmarks/forward_speed.py
	$(BIN)/python benchmarks/build_speed.py
	$(BIN)/python benchmarks/import_time.py
	rm -rf .cache/pages  # kept results would bring the times of another day
	$(BIN)/python benchmarks/page_times.py
	$(BIN)/python -m benchmarks.browser_times

# Pin what pyproject.toml asks for, newest versions first, with the hashes of every file.
lock: $(ENVIRONMENT)
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --upgrade --python-version 3.11 --generate-hashes --no-header \
		--group site --group test --group quality pyproject.toml page_engine/pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --upgrade --python-version 3.11 --generate-hashes --no-header \
		--constraint quality/oldest.txt --group site --group test pyproject.toml page_engine/pyproject.toml \
		--output-file requirements-oldest.lock

clean:
	rm -rf .venv .cache node_modules quality/node_modules site

$(ENVIRONMENT): requirements.lock pyproject.toml page_engine/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=…")'
	@echo "Making the environment .venv, which takes about a minute"
	@$(PYTHON) -m venv --clear .venv
	@$(WAITING) $(BIN)/$(INSTALL) --require-hashes --requirement requirements.lock
	@$(BIN)/$(INSTALL) --no-build-isolation --no-deps --editable . --editable ./page_engine
	@touch $@

$(OLDEST): requirements-oldest.lock pyproject.toml
	$(OLDEST_PYTHON) -m venv --clear $(@D)
	@$(WAITING) $(@D)/bin/$(INSTALL) --require-hashes --requirement requirements-oldest.lock
	$(@D)/bin/$(INSTALL) --no-build-isolation --no-deps --editable . --editable ./page_engine
	@touch $@

# PyTorch has no hash here: which file of this version is right depends on the processor.
$(BENCH): requirements.lock pyproject.toml
	$(OLDEST_PYTHON) -m venv --clear $(@D)
	$(@D)/bin/$(INSTALL) --require-hashes --requirement requirements.lock
	$(@D)/bin/$(INSTALL) torch==2.13.0
	$(@D)/bin/$(INSTALL) --no-build-isolation --no-deps --editable . --editable ./page_engine
	@touch $@

$(CHECKER): quality/package-lock.json
	npm ci --silent --prefix quality
	@touch $@

# Python for the browser, fetched once. Without npm or a network the site has no Run and Edit, and says so.
$(BROWSER): package-lock.json $(wildcard page_engine/src/page_engine/browser/*.*) | $(ENVIRONMENT)
	@echo "Fetching Python for the browser, once"
	@$(WAITING) $(BIN)/python -m page_engine.browser $(@D) && touch $@ || true
