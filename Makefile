# Front door of the course and of its grader. GNU make 4.3 or newer; nothing else needs to be installed beforehand.
# Every recipe speaks one readable line; the tools behind it speak only when they fail.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

AMBIENTE := .venv
PY := $(AMBIENTE)/bin/python
# The stamp is written last: an environment without it was interrupted, and is made again from nothing. A pip that gives up by itself
# (no network) gives the old stamp back, so that the next call tries the update alone.
PRONTO := $(AMBIENTE)/.pronto

DEMONSTRACAO := turma-demonstracao
TURMA ?= $(if $(wildcard turma),turma,$(DEMONSTRACAO))
FONTES_DA_DEMONSTRACAO := tests/demonstracao.py $(wildcard tests/cases/02/*/*.py tests/cases/02/*/*/*.py tests/cases/ataques/*/*.py) $(wildcard solutions/02_*.py)

CHAMADOS := help ambiente curso test test-colab ataques acidentes quedas lint corrigir professor publicar pacote retratos site conferir bench bench-completo trava isolamento navegador ortografia postgresql
.PHONY: $(CHAMADOS)

diga := printf '%s\n'

# $(call instala,PACKAGE,why): installs a Debian package where that may be done without asking, else says what to type.
define instala
como=; if [ "$$(id -u)" = 0 ]; then como=env; elif sudo -n true 2>/dev/null; then como=sudo; fi; \
if [ -n "$$como" ] && command -v apt-get >/dev/null; then \
  $(diga) 'Instalando $(1) com apt-get…'; \
  registro=$$(mktemp); \
  if $$como apt-get update >"$$registro" 2>&1 && $$como env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(1) >>"$$registro" 2>&1; then rm -f "$$registro"; \
  else tail -n 5 "$$registro" >&2; rm -f "$$registro"; $(diga) '$(1): o apt-get falhou (mensagem acima); $(2).' >&2; exit 1; fi; \
else \
  $(diga) '$(1): não está instalado; $(2).' >&2; exit 1; \
fi
endef

# A line `##@ …` is a heading of this list; a target with `## …` is listed under the one above it.
help:
	@$(diga) 'Trilha residual: curso de redes residuais com correção automática.' '' 'Uso: make ALVO'
	@awk -F ':.*## ' '/^##@ / { printf "\n%s\n", substr($$0, 5) } /^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@$(diga) '' 'Comece por make corrigir (turma de demonstração), make curso (notebooks) ou make test.'

##@ Para estudar

ambiente: $(PRONTO) ## cria ou atualiza o ambiente Python em .venv
	@$(diga) 'Ambiente pronto em .venv.'

$(PRONTO): pyproject.toml requirements.lock
	@python=; for p in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3; do \
	  if "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$p; break; fi; done; \
	if [ -z "$$python" ]; then $(diga) 'Python 3.11 ou mais novo: não encontrado; instale-o (Debian: apt-get install python3 python3-venv) ou use make ambiente PYTHON=/caminho/do/python.' >&2; exit 1; fi; \
	if [ ! -e $(PRONTO) ]; then \
	  if ! "$$python" -c 'import ensurepip' 2>/dev/null; then $(call instala,python3-venv,rode: sudo apt-get install python3-venv); fi; \
	  $(diga) 'Criando o ambiente em .venv (o PyTorch é grande: uns 6 GB e alguns minutos)…'; \
	  "$$python" -m venv --clear $(AMBIENTE); \
	else \
	  $(diga) 'Atualizando o ambiente em .venv…'; \
	fi; \
	if [ -e $(PRONTO) ]; then mv $(PRONTO) $(AMBIENTE)/.antes; fi; \
	if ! $(PY) -m pip install -qq --disable-pip-version-check --no-input -c requirements.lock -e '.[curso,grader,cluster,postgresql,dev]'; then \
	  if [ -e $(AMBIENTE)/.antes ]; then mv $(AMBIENTE)/.antes $(PRONTO); fi; \
	  $(diga) '.venv: o pip não conseguiu instalar os pacotes (mensagem acima); verifique a rede e o espaço em disco e repita o comando.' >&2; exit 1; fi; \
	rm -f $(AMBIENTE)/.antes; touch $(PRONTO)

# .jupyter/ gives this JupyterLab other defaults (Portuguese, no request for news); what a person chose in its menus still comes first.
curso: $(PRONTO) ## abre os notebooks do curso no JupyterLab
	@$(diga) 'Abrindo o JupyterLab na pasta course/ (Ctrl+C encerra)…'
	@JUPYTER_CONFIG_PATH="$(CURDIR)/.jupyter$${JUPYTER_CONFIG_PATH:+:$$JUPYTER_CONFIG_PATH}" \
	  $(PY) -m jupyterlab $(if $(filter 0,$(shell id -u)),--allow-root) course

##@ Para dar o curso

pacote: $(PRONTO) ## monta em pacote/ o arquivo que se dá aos alunos: aulas, trilha e LEIAME, sem soluções
	@$(diga) 'Montando o arquivo dos alunos em pacote/…'
	@$(PY) -m grader.package

site: $(PRONTO) ## monta o curso em site/, como páginas que se leem sem Jupyter e sem rede (a primeira vez leva uns minutos)
	@$(PY) -m grader.site

$(DEMONSTRACAO)/submitted: $(FONTES_DA_DEMONSTRACAO) | $(PRONTO)
	@$(diga) 'Montando a turma de demonstração em $(DEMONSTRACAO)/…'
	@$(PY) -m tests.demonstracao $(DEMONSTRACAO)

# Exit status 1 of `grader corrigir` says that some submission could not be judged. The demonstration holds one on purpose
# (a truncated file); in a class of one's own it stays visible, after the feedback of all the others was written.
corrigir: $(PRONTO) isolamento $(if $(filter $(DEMONSTRACAO),$(TURMA)),$(DEMONSTRACAO)/submitted) ## corrige turma/ (ou a de demonstração), devolve e exporta; outra: TURMA=pasta
	@estado=0; $(AMBIENTE)/bin/grader corrigir --em-roteiro --turma $(TURMA) || estado=$$?; \
	if [ $$estado -gt 1 ]; then exit $$estado; fi; \
	$(AMBIENTE)/bin/grader devolver --turma $(TURMA); \
	$(AMBIENTE)/bin/grader exportar --formato csv --turma $(TURMA); \
	$(AMBIENTE)/bin/grader relatorio --turma $(TURMA); \
	$(diga) 'Devolutivas em $(TURMA)/feedback/, a página da turma em $(TURMA)/relatorio/, notas em $(TURMA)/notas.csv e no banco do nbgrader $(TURMA)/gradebook.db.'; \
	if [ $(TURMA) != $(DEMONSTRACAO) ]; then exit $$estado; fi

$(DEMONSTRACAO)/gradebook.db: | $(PRONTO)
	@$(MAKE) --no-print-directory corrigir TURMA=$(DEMONSTRACAO)

# A server of the grader's own, on 127.0.0.1 and with a token: grader/professor.py says why it is not JupyterLab.
professor: $(PRONTO) $(if $(filter $(DEMONSTRACAO),$(TURMA)),$(DEMONSTRACAO)/gradebook.db) ## abre a página em que se corrigem as questões abertas de turma/ (ou da demonstração); outra: TURMA=pasta
	@$(AMBIENTE)/bin/grader professor --turma $(TURMA) $(if $(PORTA),--porta $(PORTA))

##@ Para escrever aulas e exercícios

publicar: $(PRONTO) ## gera os notebooks dos alunos em course/ a partir de solutions/
	@$(AMBIENTE)/bin/grader publicar

conferir: $(PRONTO) isolamento ## confere o próprio curso: soluções, erros típicos, respostas triviais e course/
	@$(AMBIENTE)/bin/grader conferir

##@ Para cuidar do projeto

test: lint isolamento navegador ## confere estilo e tipos e roda todos os testes
	@$(PY) -m pytest -n 2 --dist loadfile

lint: $(PRONTO) ortografia ## confere estilo (ruff), tipos (mypy), acessibilidade das aulas e ortografia (hunspell)
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet . || { $(diga) 'Há arquivos fora do formato; rode: .venv/bin/ruff format .' >&2; exit 1; }
	@$(PY) -m mypy --no-error-summary
	@$(PY) -m tests.accessible
	@$(PY) -m tests.spelling
	@$(diga) 'Estilo e tipos: nada a corrigir.'

# Its own environment, with Colab's versions, stays in PASTA for the next time.
test-colab: $(PRONTO) isolamento ## roda todas as aulas com o Python e as versões do Colab (uns 7 GB em PASTA=.venv/colab, uns 20 minutos)
	@$(PY) -m tests.colab $(PASTA)

ataques: $(PRONTO) isolamento ## mostra o que cada ataque ganha no nbgrader puro e aqui (uns 20 minutos)
	@$(PY) -m bench.ataques $(ATAQUE)

acidentes: $(PRONTO) isolamento ## mostra o que cada acidente com uma entrega custa, e o que o aluno lê (uns 2 minutos)
	@$(PY) -m tests.accidents

quedas: $(PRONTO) isolamento ## mata a correção 33 vezes, em momentos quaisquer, e confere que nada se perde (uns 6 minutos)
	@$(PY) -m tests.crashes

bench: $(PRONTO) isolamento ## mede a correção, ao lado do nbgrader puro e do otter-grader (uns 7 minutos)
	@$(PY) -m bench.tabela

bench-completo: $(PRONTO) isolamento ## o mesmo, com todas as aulas e turmas de até 5.000 entregas (uns 20 minutos)
	@$(PY) -m bench.tabela --completo

# To be looked at before they are committed.
retratos: $(PRONTO) isolamento navegador ## tira de novo os retratos do README, em docs/imagens/ (uns 2 minutos)
	@$(PY) -m tests.retratos

# Versions alone, so that any index may serve them. The editable install of this project is not part of it.
trava: $(PRONTO) ## renova requirements.lock com as versões instaladas em .venv
	@sed -n '/^#/p' requirements.lock > requirements.lock.novo
	@$(PY) -m pip freeze --disable-pip-version-check --exclude-editable | grep -E '^[A-Za-z0-9._-]+==[^ ]+$$' >> requirements.lock.novo
	@mv requirements.lock.novo requirements.lock
	@touch $(PRONTO)
	@$(diga) 'requirements.lock renovado; confira com git diff.'

##@ Peças: os outros alvos as chamam quando precisam delas

isolamento: ## confere (ou instala) o bubblewrap, que isola o código dos alunos
	@if command -v bwrap >/dev/null && PATH=$$PATH:/sbin:/usr/sbin ldconfig -p | grep -q libseccomp.so.2; then exit 0; fi; \
	if [ "$$(uname -s)" != Linux ]; then $(diga) 'bubblewrap: só existe em Linux; corrija em Linux ou no WSL2 (os notebooks não precisam dele).' >&2; exit 1; fi; \
	$(call instala,bubblewrap libseccomp2,rode: sudo apt-get install bubblewrap libseccomp2 (Debian e Ubuntu) ou sudo dnf install bubblewrap libseccomp (Fedora) ou sudo pacman -S bubblewrap libseccomp (Arch))

# Fonts too: without them axe and the screenshots judge boxes in place of letters.
navegador: ## confere (ou instala) o Chromium, em que os testes olham as páginas
	@if command -v chromium chromium-browser google-chrome >/dev/null; then exit 0; fi; \
	if [ "$$(uname -s)" != Linux ]; then $(diga) 'Chromium: instale o Google Chrome ou o Chromium e ponha-o no PATH; só os testes precisam dele.' >&2; exit 1; fi; \
	$(call instala,chromium fonts-dejavu-core fonts-noto-color-emoji,rode: sudo apt-get install chromium fonts-dejavu-core fonts-noto-color-emoji (Debian) ou instale o Google Chrome)

ortografia: ## confere (ou instala) o hunspell, com que se confere a ortografia
	@if hunspell -d pt_BR -l </dev/null >/dev/null 2>&1; then exit 0; fi; \
	$(call instala,hunspell hunspell-pt-br,rode: sudo apt-get install hunspell hunspell-pt-br (Debian e Ubuntu) ou sudo dnf install hunspell-pt-BR (Fedora))

postgresql: ## confere (ou instala) o PostgreSQL, que um dos testes usa como banco de notas
	@if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null; then exit 0; fi; \
	$(call instala,postgresql,rode: sudo apt-get install postgresql (Debian e Ubuntu); só um teste precisa dele)
