package seal_test

import (
	"context"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"lianshen/ocr"
)

// TestTitleScoreIsTheChance prints the reliability of TitleScore on drawn pages: of the
// titles with a score around p, a share of p should be exact. LIANSHEN_SEAL_PAGES says how
// many pages of six seals, LIANSHEN_SEAL_SEED which.
func TestTitleScoreIsTheChance(t *testing.T) {
	pages, _ := strconv.Atoi(os.Getenv("LIANSHEN_SEAL_PAGES"))
	if pages < 1 {
		t.Skip("skipped: LIANSHEN_SEAL_PAGES names no number of pages")
	}
	seed, _ := strconv.ParseUint(os.Getenv("LIANSHEN_SEAL_SEED"), 10, 64)
	rng, fonts, strips := rand.New(rand.NewPCG(seed, 79)), openFonts(t), stripReader(t)
	edges := []float64{0, 0.3, 0.6, 0.8, 0.9, 0.95, 1}
	exact, sum, n := make([]float64, len(edges)), make([]float64, len(edges)), make([]float64, len(edges))
	for range pages {
		page, labels, _ := syntheticPage(t, rng, fonts)
		seals, err := titled(strips).ReadSeals(context.Background(), page)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range labels {
			if at := nearest(l.box, seals); at >= 0 {
				i := 1
				for seals[at].TitleScore > edges[i] {
					i++
				}
				n[i], sum[i] = n[i]+1, sum[i]+seals[at].TitleScore
				exact[i] += float64(count(ocr.NED(seals[at].Title, l.title) == 0))
			}
		}
	}
	off, all := 0.0, 0.0
	for i := range edges {
		if n[i] > 0 {
			t.Logf("score %.2f to %.2f: %3.0f titles, mean score %.3f, exact %.3f", edges[i-1], edges[i], n[i], sum[i]/n[i], exact[i]/n[i])
			off, all = off+math.Abs(sum[i]-exact[i]), all+n[i]
		}
	}
	t.Logf("expected calibration error %.3f of %.0f titles", off/all, all)
	if all >= 60 && off/all > 0.12 {
		t.Errorf("scores are off by %.3f, want at most 0.12", off/all)
	}
}
