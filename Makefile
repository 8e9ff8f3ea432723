# VPĐT: one command each. Every VPDT_… variable may be given here or in the
# environment, e.g. make run VPDT_PORT=8169 VPDT_BIND=0.0.0.0
#   VPDT_PORT     8069        the address; PORT+1 and PORT+3 are used inside
#   VPDT_BIND     127.0.0.1   who may reach it
#   VPDT_DATA     .vpdt       everything that is downloaded or made
#   VPDT_CACHE    …/cache     downloads
#   VPDT_ODOO     (download)  an Odoo 19 folder or odoo-19….deb to use
#   VPDT_WORKERS  2           0: one threaded process
#   VPDT_DB       vpdt        the database of "make run"
#   VPDT_MODULES  vpdt_tuyphuoc   what is installed in it (vpdt_xa: a commune)
#   VPDT_DEMO     1           0: without demo people and papers
#   VPDT_BACKUP_TARGET (.vpdt/backups)   a folder on another disk, s3:…, sftp:…
#   PGHOST …      (private)   use this PostgreSQL server
SHELL := /bin/bash
.PHONY: help run test lint sequences bench pictures stop reset update setup backup restore rehearse

help:
	@echo 'make run        install what is missing, start, print address and accounts'
	@echo 'make test       every test (STAGE=unit|template|addons|product|judges: one)'
	@echo 'make lint       ruff, pylint-odoo, pylint of test_lint, oca-checks, licences, shellcheck'
	@echo 'make sequences  N=5000 generated sequences of moves keep the invariants'
	@echo 'make bench      benchmark table (N=1000000 documents)'
	@echo 'make pictures   pictures of the user guide, from an office made for them'
	@echo 'make setup      install what is missing, for tests too, and start nothing'
	@echo 'make backup     database and files, encrypted, to VPDT_BACKUP_TARGET'
	@echo 'make restore    the latest backup in place (BACKUP=id, TO=another name)'
	@echo 'make rehearse   restore the latest backup on trial, compare, throw it away'
	@echo 'make update     after git pull: bring the database up to the code'
	@echo 'make stop       stop the server and its PostgreSQL'
	@echo 'make reset      delete the database (ALL=1: and the environment)'
	@echo; echo 'Variables, as in make run VPDT_PORT=8169:'
	@sed -n 's/^#   //p' Makefile

run:
	@scripts/run

setup:
	@scripts/setup --dev

test:
	@scripts/test $(STAGE)

lint:
	@scripts/lint

sequences:
	@VPDT_SEQUENCES=$(or $(N),5000) scripts/sequences

bench:
	@scripts/bench $(or $(N),1000000)

pictures:
	@scripts/pictures

stop:
	@scripts/stop

reset:
	@scripts/reset $(if $(ALL),all)

update:
	@scripts/update

backup:
	@scripts/backup backup

restore:
	@scripts/backup restore $(or $(BACKUP),latest) $(if $(TO),--to $(TO))

rehearse:
	@scripts/backup rehearse
