# Everything starts here: `make run` for people, `make test` for proof. The work is done in scripts/.
.DEFAULT_GOAL := help
.PHONY: help run run-api shell train test evaluate lint install lock spacy-model fact-model clean

SETUP := sh scripts/setup.sh

help: ## Toont deze lijst
	@echo "Gezinswegwijzer. Gebruik: make <opdracht>"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile
	@echo "Instellingen: PORT=5006 (poort), LOG_LEVEL=INFO (meer meldingen), TESTS=tests/procedures (wat getest wordt),"
	@echo "              RASA_TOKEN (geheim voor run-api), PYTHON=/pad/naar/python3.10"

run: ## Zet alles klaar en start de bot op 127.0.0.1:5005
	@$(SETUP) run

run-api: ## Hetzelfde, met de HTTP-API van Rasa (geheim in RASA_TOKEN)
	@$(SETUP) run-api

shell: ## Praat met de bot in dit venster
	@$(SETUP) shell

train: ## Traint het model, als er iets veranderd is
	@$(SETUP) train

test: ## Controleert de code en draait alle tests
	@$(SETUP) test

evaluate: install ## Meet hoe goed de bot zinnen begrijpt, op zinnen die hij nooit zag
	@TF_CPP_MIN_LOG_LEVEL=3 .venv/bin/python -W ignore -m benchmarks.nlu

lint: ## Controleert de code (ruff, mypy, YAML)
	@$(SETUP) lint

install: ## Maakt .venv met alle pakketten en de spaCy-pijplijn
	@$(SETUP) install

lock: ## Maakt de lock-bestanden opnieuw uit pyproject.toml
	@$(SETUP) lock

spacy-model: ## Traint de eigen Nederlandse spaCy-pijplijn opnieuw
	@$(SETUP) spacy-model

fact-model: ## Leert de tweede lezing opnieuw uit nlu/labelled (een half uur)
	@$(SETUP) fact-model

clean: ## Verwijdert .venv, modellen en alles wat gemaakt is
	rm -rf .venv .stamps .rasa models .mypy_cache .ruff_cache .pytest_cache .hypothesis
