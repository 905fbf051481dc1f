package sample

import (
	"fmt"
	"math/rand/v2"
)

// sealPages is the file that holds nothing but stamped pages.
const sealPages = "seals"

// The grid of a stamped page: cells wide enough that 45 mm seals rarely touch.
const (
	sealColumns, sealRows = 3, 3
	cellWide, cellHigh    = 176.0, 232.0
)

// writeSealPages makes one scanned document of s.SealPages pages with nine seals each: many
// impressions for little paper, for measuring how seals are found, read and verified.
func (s Spec) writeSealPages(dir string) error {
	r := random(s.Seed, "seal pages")
	faces, err := openFaces(r.IntN(6), false)
	if err != nil {
		return err
	}
	engraved, err := engravers()
	if err != nil {
		return err
	}
	m := newModel(s.Seed, s.Medium, false)
	c := newComposer(m, sealPages, faces, nil)
	c.press, c.worn = random(s.Seed+s.Rescan, "press", sealPages), s.Wear
	names := newRegister(r)
	for i := range s.SealPages {
		if i > 0 {
			c.newPage()
		}
		c.stampPage(r, names, engraved)
	}
	scans := s.scans(c.pages, kind{Slug: sealPages}, nil, false)
	data, err := assemble("印章样张", m.Dates.Filed, c.pages, scans)
	if err != nil {
		return err
	}
	truth, err := truthOf(sealPages+".pdf", "", c.pages, scans).encode()
	if err != nil {
		return fmt.Errorf("sample: truth: %w", err)
	}
	return writeFiles(dir, map[string][]byte{sealPages + ".pdf": data, sealPages + ".truth.json": truth})
}

// engravers are the faces in which seals are cut, as far as they are installed.
func engravers() ([]*Typeface, error) {
	var out []*Typeface
	for _, name := range []string{"song", "noto-bold", "hei", "kai", "noto-serif"} {
		if name != "song" && !installed(name) {
			continue
		}
		f, err := typeface(append([]string{name}, fallback...)...)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// stampPage sets short lines of text and stamps a seal of another company over each.
func (c *composer) stampPage(r *rand.Rand, names *register, engraved []*Typeface) {
	for row := range sealRows {
		for column := range sealColumns {
			u := newCompany(r, names.next())
			x := 122 + cellWide*float64(column) + between(c.press, -14, 14)
			y := 150 + cellHigh*float64(row) + between(c.press, -40, 40)
			c.cellText(r, u, x, y)
			seal := anySeal(r, u).press(c.press, c.worn)
			seal.Face = engraved[r.IntN(len(engraved))]
			c.page().add(impression{CX: x, CY: y, Seal: seal})
		}
	}
}

// anySeal is one of a company's seals: mostly 公章, often oval, with and without a code.
func anySeal(r *rand.Rand, u Company) Seal {
	s := u.Official
	switch r.IntN(10) {
	case 0, 1:
		s = u.Contract
	case 2:
		s.Inner, s.Kind = pick(r, "检验检测专用章", "财务专用章", "业务专用章"), "department"
		s.Kind = map[string]string{"检验检测专用章": "inspection", "财务专用章": "finance"}[s.Inner]
		if s.Kind == "" {
			s.Kind = "department"
		}
		s.Shape, s.WidthMM, s.HeightMM = "round", 40, 40
	}
	s.Role = "other"
	return s
}

// cellText is what stands below the seal: the unit's name and the date, or a line of the
// document's body.
func (c *composer) cellText(r *rand.Rand, u Company, x, y float64) {
	var lines []string
	switch r.IntN(4) {
	case 0:
		lines = []string{"（盖章）", c.date(c.m.Dates.Filed.Add(r.IntN(90)))}
	case 1:
		lines = []string{u.Legal + "　" + c.date(c.m.Dates.Filed.Add(r.IntN(90)))}
	case 2:
		lines = []string{"以上内容真实、有效，", "如有虚假愿承担责任。"}
	}
	for i, s := range lines {
		c.y = y - 14 + 22*float64(i)
		c.put(c.faces.Song, body, x-c.faces.Song.width(s, body)/2, s)
	}
}

// sealPagesAFile is small enough that the companies of a folder, which are taken for the
// parties of one dossier, are not a whole town.
const sealPagesAFile = 4

// SealSheets is a set of n files of stamped pages: resolutions take turns, wear grows from
// clean to tired.
func SealSheets(seed uint64, n int, dpis []int) []Named {
	var out []Named
	for i := range n {
		s := Spec{Seed: seed + uint64(i), Medium: Water, DPI: dpis[i%len(dpis)], Quality: 45 + 10*(i%4), Wear: float64(i%5) / 5, SealPages: sealPagesAFile}
		out = append(out, Named{fmt.Sprintf("seals-%04d", i), s})
	}
	return out
}
