package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"lianshen/checker"
	"lianshen/internal/errs"
)

// openFacts takes the input of the rules from a file that --keep-facts wrote: with the same
// rules and instant it gives the same report, bit for bit.
func (j *checkJob) openFacts() error {
	if j.cmd.File != "" || j.cmd.Owner != "" || j.cmd.Annotate != "" {
		return usageError(fmt.Errorf("--facts takes neither a file nor --owner nor --annotate"))
	}
	raw, err := os.ReadFile(j.cmd.Facts)
	if err != nil {
		return missingFile(j.cmd.Facts, err)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	err = dec.Decode(&j.input)
	if err == nil && j.input.Schema != checker.InputSchema {
		err = fmt.Errorf("schema %q, want %q", j.input.Schema, checker.InputSchema)
	}
	if err == nil && dec.More() {
		err = errors.New("it goes on after the object")
	}
	if err != nil {
		return errs.New(errs.Usage, "facts.malformed",
			errs.Text{ZH: j.cmd.Facts + " 不是 --keep-facts 所存的内容:" + err.Error(), EN: j.cmd.Facts + " is not what --keep-facts writes: " + err.Error()},
			errs.Text{ZH: "请用 check --keep-facts 重新生成", EN: "make it again with check --keep-facts"}).Wrap(err)
	}
	for _, d := range j.input.Documents {
		if j.notice.Kind(d.Slug) == nil {
			return unknownKind(d.Slug, j.notice.Slugs())
		}
	}
	return nil
}

// keepFacts writes what the rules saw. ID numbers in it are masked, as in all facts.
func (j *checkJob) keepFacts() error {
	if j.cmd.KeepFacts == "" {
		return nil
	}
	raw, err := json.Marshal(j.input)
	if err != nil {
		return err
	}
	return writeOut(j.cmd.KeepFacts, append(raw, '\n'))
}
