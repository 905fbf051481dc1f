package pdf

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/requests"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Structure is what the file says of itself, beside its pages.
type Structure struct {
	Version  string     // "1.7"; "" when the header names none
	Producer string     // "" when not given
	Created  *time.Time // nil when not given or not readable
	Modified *time.Time
	// Encrypted: an owner password restricts what may be done; opening needs none.
	Encrypted bool
	// Repaired: the file breaks the rules of PDF and was read all the same.
	Repaired bool
	// Revisions counts the saved states: 1 plus the incremental updates.
	Revisions int
	// Active lists active content, sorted: "embedded_file", "import_data", "javascript",
	// "launch", "rich_media", "submit_form", "uri", "xfa". Never nil.
	Active      []string
	Attachments int
	FormFields  int
	Signatures  []Signature
	// Complete is false when the objects of the file could not all be read: Active and
	// Signatures then hold what was found, and there may be more.
	Complete bool
}

// Structure inspects the file as a whole. A part that cannot be read is left out and
// Complete is false; the error is ErrTimeout when pdfium did not answer before ctx ended.
func (d *Document) Structure(ctx context.Context) (Structure, error) {
	s := Structure{Revisions: countRevisions(d.data), Active: []string{}}
	if err := d.do(ctx, func() error { d.describe(&s); return nil }); err != nil {
		return Structure{}, fileError(err)
	}
	found, repaired, err := d.readObjects(ctx)
	s.Repaired = s.Repaired || repaired
	if err != nil {
		s.Repaired = true
		s.Active = rawActive(d.data)
		s.Attachments = max(s.Attachments, boolInt(slices.Contains(s.Active, embeddedFile)))
		return s, nil //nolint:nilerr // Complete stays false: what could not be read is data of a hostile file
	}
	s.Complete = found.complete
	s.Active, s.FormFields = found.activeList(), found.fields
	s.Attachments = max(s.Attachments, found.attachments)
	if err := d.do(ctx, func() error { s.Signatures = d.signatures(found); return nil }); err != nil {
		return Structure{}, fileError(err)
	}
	return s, nil
}

// describe asks pdfium what it knows; it runs inside do.
func (d *Document) describe(s *Structure) {
	if v, err := d.instance.FPDF_GetFileVersion(&requests.FPDF_GetFileVersion{Document: d.ref}); err == nil && v.FileVersion > 0 {
		s.Version = fmt.Sprintf("%d.%d", v.FileVersion/10, v.FileVersion%10)
	}
	s.Producer = clean(d.meta("Producer"))
	s.Created, s.Modified = parseDate(d.meta("CreationDate")), parseDate(d.meta("ModDate"))
	if r, err := d.instance.FPDF_GetSecurityHandlerRevision(&requests.FPDF_GetSecurityHandlerRevision{Document: d.ref}); err == nil {
		s.Encrypted = r.SecurityHandlerRevision >= 0
	}
	if x, err := d.instance.FPDF_DocumentHasValidCrossReferenceTable(&requests.FPDF_DocumentHasValidCrossReferenceTable{Document: d.ref}); err == nil {
		s.Repaired = !x.DocumentHasValidCrossReferenceTable
	}
	if a, err := d.instance.FPDFDoc_GetAttachmentCount(&requests.FPDFDoc_GetAttachmentCount{Document: d.ref}); err == nil {
		s.Attachments = a.AttachmentCount
	}
}

func (d *Document) meta(tag string) string {
	m, err := d.instance.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: d.ref, Tag: tag})
	if err != nil {
		return ""
	}
	return m.Value
}

// clean makes a string of the file fit to be shown: valid UTF-8, one line, not endless.
func clean(s string) string {
	const longest = 200
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	s = strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return -1
		}
		return r
	}, s)
	if utf8.RuneCountInString(s) > longest {
		s = string([]rune(s)[:longest]) + "…"
	}
	return s
}

// parseDate reads a PDF date such as "D:20260912102000+08'00'".
func parseDate(s string) *time.Time {
	if t, ok := types.DateTime(strings.TrimSpace(s), true); ok && plausibleYear(t) {
		return &t
	}
	return nil
}

// rawActive looks for the names of active content in the bytes of a file whose objects
// cannot be read. Compressed objects stay unseen, so this is a lower bound.
func rawActive(data []byte) []string {
	var found []string
	for _, m := range rawMarks {
		if bytes.Contains(data, []byte(m.mark)) && !slices.Contains(found, m.kind) {
			found = append(found, m.kind)
		}
	}
	slices.Sort(found)
	return append([]string{}, found...)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
