package checker

import "slices"

// WithCopies returns the documents with the signs of impressions that stand in two of their
// files, as markIdentical notes them within one. The facts given stay as they are: they are
// those of one file, whatever it is filed with.
func WithCopies(docs []Document) []Document {
	var all []placedSeal
	for i, d := range docs {
		if d.Facts == nil || sharesFile(docs[:i], d) {
			continue
		}
		for k, s := range d.Facts.Seals {
			if s.Print != nil {
				all = append(all, placedSeal{i, k, s})
			}
		}
	}
	found := map[[2]int][]SealSign{}
	all = all[:min(len(all), mostCompared)]
	seals := make([]Seal, len(all))
	for i, p := range all {
		seals[i] = p.seal
	}
	for _, c := range copiesAmong(seals, func(a, b int) bool { return all[a].doc != all[b].doc }) {
		a, b := all[c.later], all[c.earlier]
		found[a.key()] = append(found[a.key()], copyIn(docs[b.doc].Slug, b.seal, c.score, c.likeness))
		found[b.key()] = append(found[b.key()], copyIn(docs[a.doc].Slug, a.seal, c.score, c.likeness))
	}
	return signed(docs, found)
}

// placedSeal is a seal with its places in the dossier: document, then seal.
type placedSeal struct {
	doc, index int
	seal       Seal
}

func (p placedSeal) key() [2]int { return [2]int{p.doc, p.index} }

// sharesFile reports whether an earlier slot holds the same file: its seals are the same
// impressions, not copies.
func sharesFile(earlier []Document, d Document) bool {
	return slices.ContainsFunc(earlier, func(e Document) bool {
		return e.Facts != nil && e.Facts.File.SHA256 == d.Facts.File.SHA256
	})
}

func copyIn(slug string, other Seal, score, likeness float64) SealSign {
	s := sign(IdenticalImpression, score, &likeness)
	s.With = []SealPlace{{Document: slug, Page: other.Page, Box: other.Box}}
	return s
}

// signed returns the documents with more signs on some seals.
func signed(docs []Document, found map[[2]int][]SealSign) []Document {
	if len(found) == 0 {
		return docs
	}
	out := slices.Clone(docs)
	for key, signs := range found {
		doc, index := key[0], key[1]
		if out[doc].Facts == docs[doc].Facts {
			facts := *docs[doc].Facts
			facts.Seals = slices.Clone(facts.Seals)
			out[doc].Facts = &facts
		}
		seal := &out[doc].Facts.Seals[index]
		seal.Signs = append(slices.Clone(seal.Signs), signs...)
	}
	return out
}
