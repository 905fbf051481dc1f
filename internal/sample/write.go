package sample

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Spec asks for one dossier. The same Spec gives the same bytes.
type Spec struct {
	Seed   uint64
	Medium string // Water or Gas
	// Named uses the fixed names of the committed samples instead of invented ones.
	Named bool
	// Slugs limits the dossier to some documents; empty means all thirteen.
	Slugs  []string
	Faults []Fault
	// Mixed documents have only the pages scanned that bear ink (a seal or a signature);
	// the others keep their text layer. Slugs; "all" stands for every document.
	Mixed []string
	// Printed puts the pages on paper that are else inserted as files, such as those of the
	// installation photos, so that they are scanned too. Those of Mixed documents stay files.
	Printed bool
	// DPI of the scans; 0 means 200.
	DPI int
	// Quality of the JPEG pages; 0 means 55.
	Quality int
	// Extras adds what real files have beside the seals that are asked for: a paging seal
	// (骑缝章) over the comparison report and personal seals on the contract.
	Extras bool
	// Rescan other than 0 presses and scans the same papers anew: other angles, other
	// noise, same words.
	Rescan uint64
	// Varied adds what the ordinary dossier has not: other inks, papers and copies, seals at
	// any angle, over one another and over the edge, pages that lie wrongly or were
	// photographed, and red things that are no seals, on pages of documents and in a
	// document of their own. Such a dossier is for measuring the reading, not the rules.
	Varied bool
	// Wear, 0 … 1, is how bad the scans are: 0 clean office scanner, 1 tired copier.
	Wear float64
	// SealPages other than 0 makes one scanned file of so many pages full of stamped seals of
	// many companies instead of the documents of a dossier.
	SealPages int
}

// Write makes a dossier in dir: the PDFs, a truth file beside each, and dossier.yaml.
// Errors wrap ErrFont or ErrFault, or come from the file system.
func Write(dir string, spec Spec) error {
	spec = spec.withDefaults()
	for _, f := range spec.Faults {
		if err := f.check(); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("sample: %w", err)
	}
	if spec.SealPages > 0 {
		return spec.writeSealPages(dir)
	}
	m := spec.Model()
	var written []kind
	for _, k := range spec.kinds() {
		if err := spec.document(dir, m, k); err != nil {
			return fmt.Errorf("%s: %w", k.Slug, err)
		}
		written = append(written, k)
	}
	if spec.Varied { // what the rules must say of it is not known
		if err := spec.document(dir, m, redKind); err != nil {
			return fmt.Errorf("%s: %w", redKind.Slug, err)
		}
		return writeDossier(dir, m, spec, written)
	}
	if err := writeExpected(dir, spec.Faults); err != nil {
		return err
	}
	return writeDossier(dir, m, spec, written)
}

// Model is what the dossier of a Spec says, before faults of single documents.
func (s Spec) Model() *Model {
	s = s.withDefaults()
	m := newModel(s.Seed, s.Medium, s.Named)
	m.spoil(s.Faults)
	return m
}

func (s Spec) withDefaults() Spec {
	if s.Medium == "" {
		s.Medium = Water
	}
	if s.DPI == 0 {
		s.DPI = 200
	}
	if s.Quality == 0 {
		s.Quality = 55
	}
	return s
}

// kinds are the documents to make, in order.
func (s Spec) kinds() []kind {
	var out []kind
	for _, k := range kinds {
		if (len(s.Slugs) == 0 || slices.Contains(s.Slugs, k.Slug)) && !faultsOf(s.Faults, k.Slug)[FaultMissing] {
			out = append(out, k)
		}
	}
	return out
}

// document lays out, scans or prints one document and writes it with its truth.
func (s Spec) document(dir string, m *Model, k kind) error {
	faults := faultsOf(s.Faults, k.Slug)
	digital := k.digital || faults[FaultOverlaySeal]
	faces, err := openFaces(random(s.Seed, "faces", s.Medium, k.Slug).IntN(6), digital || k.embeds || s.mixed(k.Slug))
	if err != nil {
		return err
	}
	c := newComposer(m, k.Slug, faces, faults)
	c.press = random(s.Seed+s.Rescan, "press", s.Medium, k.Slug)
	c.worn, c.extras = s.Wear, s.Extras
	if s.Varied {
		c.vary = random(s.Seed+s.Rescan, "vary", s.Medium, k.Slug)
	}
	k.build(c)
	if c.err != nil {
		return c.err
	}
	if c.vary != nil {
		c.garnish()
	}
	pages := c.finish()
	scans := s.scans(pages, k, faults, digital)
	file := k.Slug + ".pdf"
	data, err := assemble(m.Project.Name+" "+k.Name, m.Dates.Filed, pages, scans)
	if err != nil {
		return err
	}
	if faults[FaultJavaScript] {
		data = withJavaScript(data)
	}
	truth, err := truthOf(file, k.known(), pages, scans).encode()
	if err != nil {
		return fmt.Errorf("sample: truth: %w", err)
	}
	return writeFiles(dir, map[string][]byte{file: data, k.Slug + ".truth.json": truth})
}

func writeFiles(dir string, files map[string][]byte) error {
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return fmt.Errorf("sample: %w", err)
		}
	}
	return nil
}

// assemble draws the pages into one PDF.
func assemble(title string, made Date, pages []*page, scans []*Scan) ([]byte, error) {
	w := newPDF(title, made)
	for i, p := range pages {
		var err error
		if scans[i] != nil {
			err = w.scanned(p, *scans[i])
		} else {
			err = w.digital(p)
		}
		if err != nil {
			return nil, err
		}
	}
	return w.bytes()
}
