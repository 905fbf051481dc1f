package pdf

import (
	"bytes"
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lianshen/testdata/hostile"
)

func signaturesOf(t *testing.T, data []byte) []Signature {
	t.Helper()
	s, err := open(t, data, Limits{}).Structure(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return s.Signatures
}

func TestSignatureDetails(t *testing.T) {
	want := []Signature{{
		Field: "Signature1", Page: 1, Box: &Box{300, 661.89, 450, 741.89},
		Subject: hostile.SignerName, Organisation: hostile.SignerOrganisation,
		Algorithm: "SHA256-RSA", Integrity: Valid, CoversWholeFile: true, Trust: "untrusted",
	}}
	got := signaturesOf(t, hostile.Signed())
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 0.01), cmpopts.IgnoreFields(Signature{}, "SignedAt")); diff != "" {
		t.Errorf("signatures (-want +got):\n%s", diff)
	}
	if len(got) == 1 && got[0].SignedAt == nil {
		t.Error("no time of signing")
	}
}

// TestSignatureNoticesEveryChange flips single bytes all over the signed part.
func TestSignatureNoticesEveryChange(t *testing.T) {
	signed := hostile.Signed()
	for _, place := range []string{"(Hello)", "/Rect [300", "/MediaBox [0 0 595", "/T (Signature1)"} {
		i := bytes.Index(signed, []byte(place)) + len(place) - 2
		data := bytes.Clone(signed)
		data[i] ^= 1
		for _, s := range signaturesOf(t, data) {
			if s.Integrity != Invalid {
				t.Errorf("a change in %s leaves the signature %s", place, s.Integrity)
			}
		}
	}
}

func TestSignatureAfterwards(t *testing.T) {
	signed := hostile.Signed()
	tests := map[string]struct {
		tail  string
		want  Integrity
		whole bool
	}{
		"nothing":         {"", Valid, true},
		"blanks":          {"\r\n\n", Valid, true},
		"anything":        {"% comment\n", Invalid, false},
		"validation data": {"9 0 obj\n<< /Type /DSS >>\nendobj\n/DSS", Unknown, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := signaturesOf(t, append(bytes.Clone(signed), tt.tail...))
			if len(got) != 1 || got[0].Integrity != tt.want || got[0].CoversWholeFile != tt.whole {
				t.Errorf("signatures %+v, want %s, whole %v", got, tt.want, tt.whole)
			}
		})
	}
}

// FuzzHexString checks that only one whole hexadecimal string is accepted from the gap.
func FuzzHexString(f *testing.F) {
	f.Add([]byte("<00ff>"))
	f.Add([]byte("<00> /Hidden (x) <ff>"))
	f.Fuzz(func(t *testing.T, gap []byte) {
		if _, ok := hexString(gap); ok && bytes.ContainsAny(gap[1:len(gap)-1], "<>/()[]") {
			t.Fatalf("accepted %q", gap)
		}
	})
}

// FuzzVerify feeds broken signatures: the verdict must be one of the three, and valid only
// for the true one.
func FuzzVerify(f *testing.F) {
	data := hostile.Signed()
	o, err := walkFile(context.Background(), data, Limits{}.withDefaults())
	if err != nil {
		f.Fatal(err)
	}
	r := o.byteRange(o.signed[0].value, data)
	original := bytes.TrimRight(r.contents, "\x00")
	f.Add(original)
	f.Add(original[:len(original)/2])
	f.Fuzz(func(t *testing.T, contents []byte) {
		d := &Document{data: data}
		changed := r
		changed.contents = contents
		s := Signature{Integrity: Unknown}
		d.verify(&s, "adbe.pkcs7.detached", changed)
		switch s.Integrity {
		case Invalid, Unknown:
		case Valid:
			if s.Subject != hostile.SignerName && s.Subject == "" {
				t.Fatal("valid without a signer")
			}
		default:
			t.Fatalf("integrity %q", s.Integrity)
		}
	})
}
