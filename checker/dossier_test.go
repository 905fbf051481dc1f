package checker

import (
	"strings"
	"testing"

	"lianshen/internal/errs"
)

var testSlugs = []string{"contract", "acceptance-report"}

func TestParseDossierNamesTheFault(t *testing.T) {
	tests := []struct{ name, yaml, want string }{
		{"unknown key", "enterprize:\n  name: x\n", "enterprize"},
		{"unknown kind", "documents:\n  invoice: a.pdf\n", "invoice"},
		{"file outside", "documents:\n  contract: ../../etc/passwd\n", "documents.contract"},
		{"absolute file", "documents:\n  contract: /etc/passwd\n", "documents.contract"},
		{"no date", "project:\n  submitted_on: soon\n", "project.submitted_on"},
		{"not YAML", "a: [", "dossier.yaml"},
		{"wrong type", "outlets: 3\n", "outlets"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ParseDossier([]byte(tt.yaml), testSlugs)
			e := errs.As(err)
			if e == nil || e.Category != errs.Usage || !strings.Contains(e.Message.ZH, tt.want) {
				t.Errorf("error = %v, want one of use that names %q", err, tt.want)
			}
		})
	}
}

func TestDossierInputHasTheNamedParties(t *testing.T) {
	d, err := ParseDossier([]byte("enterprise:\n  name: 甲\n  uscc: 91441900MA0000007J\ncontractor:\n  name: 乙\nlaboratory:\n  cma: '1'\n"), testSlugs)
	if err != nil {
		t.Fatal(err)
	}
	in := d.Input()
	if len(in.Parties) != 2 || in.Parties[0].Role != EnterpriseRole || in.Parties[1].Name != "乙" {
		t.Errorf("parties = %+v: want enterprise and contractor; a laboratory without a name is none", in.Parties)
	}
	if in.Outlets == nil || in.Instruments == nil || in.Documents == nil {
		t.Error("lists that were not given must be empty, not null")
	}
}

func FuzzParseDossier(f *testing.F) {
	f.Add([]byte("enterprise: {name: x}\ndocuments: {contract: a.pdf}\n"))
	f.Add([]byte("a: &a [*a]"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := ParseDossier(raw, testSlugs)
		if err == nil && d == nil {
			t.Fatal("neither a dossier nor an error")
		}
		if err != nil && errs.As(err).Category != errs.Usage {
			t.Fatalf("a malformed file is wrong use, not %v", err)
		}
	})
}
