package pdf

import (
	"bytes"
	"encoding/hex"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Integrity says whether the signed bytes are what was signed.
type Integrity string

// Outcomes of checking a signature.
const (
	// Valid: digest and signature fit, and whatever follows in the file is itself covered
	// by a later signature.
	Valid Integrity = "valid"
	// Invalid: the signed bytes were changed, or the file was changed after the last
	// signature.
	Invalid Integrity = "invalid"
	// Unknown: an algorithm that this program cannot check, such as SM2.
	Unknown Integrity = "unknown"
)

// Signature (电子签名) is one signed field. Empty strings and nil mean unknown.
type Signature struct {
	Field           string
	Page            int  // from 1; 0 when no page shows it
	Box             *Box // nil when invisible
	Subject         string
	Organisation    string
	SignedAt        *time.Time // as the signer claims
	Algorithm       string     // for example "SHA256-RSA"
	Integrity       Integrity
	CoversWholeFile bool
	// Trust is "untrusted" for a self-signed certificate, else "unknown": the program
	// holds no list of certification authorities.
	Trust string
}

// signatures checks every signed field; it runs inside do, because boxes need pages.
func (d *Document) signatures(o *objects) []Signature {
	ranges := make([]byteRange, len(o.signed))
	lastCovered := 0
	for i, field := range o.signed {
		ranges[i] = o.byteRange(field.value, d.data)
		if ranges[i].sound {
			lastCovered = max(lastCovered, ranges[i].end)
		}
	}
	var all []Signature
	for i, field := range o.signed {
		s := Signature{Field: field.name, Page: field.page, Integrity: Unknown, Trust: "unknown"}
		s.Box = d.widgetBox(field)
		s.SignedAt = parseDate(o.text(field.value["M"]))
		d.verify(&s, name(field.value, "SubFilter"), ranges[i])
		if s.Integrity == Valid {
			s.Integrity = afterwards(d.data[lastCovered:])
		}
		all = append(all, s)
	}
	return all
}

// afterwards judges what was appended after the last signature. Validation data
// (/DSS) may be added to a signed file without changing what it says.
func afterwards(tail []byte) Integrity {
	switch {
	case len(bytes.Trim(tail, "\x00\t\n\f\r ")) == 0:
		return Valid
	case bytes.Contains(tail, []byte("/DSS")):
		return Unknown
	default:
		return Invalid
	}
}

// widgetBox returns where the signature is shown, nil when it is invisible.
func (d *Document) widgetBox(field signedField) *Box {
	r := Box(field.rect).normal()
	if field.page == 0 || field.page > d.pages || r.area() == 0 || !r.finite() {
		return nil
	}
	f, err := d.frame(field.page)
	if err != nil {
		return nil
	}
	b := f.box(r[0], r[1], r[2], r[3])
	return &b
}

// byteRange is what /ByteRange says is signed: all bytes from 0 to end but for the gap,
// which holds the signature itself.
type byteRange struct {
	gapStart, gapEnd, end int
	contents              []byte // the signature, from the gap
	sound                 bool   // the gap holds exactly one hexadecimal string
	whole                 bool   // only blanks follow end
}

// byteRange reads and checks /ByteRange against the file. The signature is taken from the
// gap, not from /Contents: whatever else the gap might hide would not be signed.
func (o *objects) byteRange(value types.Dict, data []byte) byteRange {
	var n [4]int
	a := o.array(value["ByteRange"])
	if len(a) != 4 {
		return byteRange{}
	}
	for i := range n {
		v, err := o.table.DereferenceInteger(a[i])
		if err != nil || v == nil || v.Value() < 0 || v.Value() > len(data) {
			return byteRange{}
		}
		n[i] = v.Value()
	}
	if n[0] != 0 || n[1] >= n[2] || n[2]+n[3] > len(data) {
		return byteRange{}
	}
	r := byteRange{gapStart: n[1], gapEnd: n[2], end: n[2] + n[3]}
	r.contents, r.sound = hexString(data[n[1]:n[2]])
	r.whole = len(bytes.Trim(data[r.end:], "\x00\t\n\f\r ")) == 0
	return r
}

// hexString decodes "<…>" without anything around it.
func hexString(gap []byte) ([]byte, bool) {
	const longest = 4 << 20
	if len(gap) < 2 || len(gap) > longest || gap[0] != '<' || gap[len(gap)-1] != '>' {
		return nil, false
	}
	digits := bytes.Join(bytes.Fields(gap[1:len(gap)-1]), nil)
	out := make([]byte, hex.DecodedLen(len(digits)))
	_, err := hex.Decode(out, digits)
	return out, err == nil
}

// signedBytes returns the two signed parts joined.
func (r byteRange) signedBytes(data []byte) []byte {
	return append(append(make([]byte, 0, r.gapStart+r.end-r.gapEnd), data[:r.gapStart]...), data[r.gapEnd:r.end]...)
}
