package seal_test

import (
	"context"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"lianshen/ocr"
	"lianshen/ocr/seal"
)

// lookalikes are characters that recognisers and forgers mix up.
var lookalikes = strings.NewReplacer("源", "原", "泰", "秦", "兴", "光", "丰", "半", "田", "由", "盛", "威", "达", "运", "晨", "震", "禾", "木", "信", "佳",
	"大", "太", "远", "运", "江", "汪", "方", "万", "宇", "字", "科", "料", "环", "坏", "天", "夫", "润", "闰", "湖", "胡", "图", "围", "联", "职", "特", "持", "明", "朋", "态", "志", "海", "每", "益", "盖")

// sisters returns names that are another company's though they look like name.
func sisters(rng *rand.Rand, name string) []string {
	out := []string{lookalikes.Replace(name)}
	switch {
	case strings.Contains(name, "有限责任公司"):
		out = append(out, strings.Replace(name, "有限责任公司", "有限公司", 1), strings.Replace(name, "有限责任", "股份有限", 1))
	case strings.Contains(name, "有限公司"):
		out = append(out, strings.Replace(name, "有限公司", "有限责任公司", 1), strings.TrimSuffix(name, "东莞分公司"), name+"东莞分公司")
	}
	runes := []rune(name)
	i := 3 + rng.IntN(3)
	other := append([]rune(nil), runes...)
	other[i] = []rune("恒泰金永新宏德瑞")[rng.IntN(8)]
	out = append(out, string(other), string(runes[1:]), string(runes[:i])+string(runes[i+1:]), "新"+name)
	var kept []string
	for _, o := range out {
		if o != name {
			kept = append(kept, o)
		}
	}
	return kept
}

// TestVerifyMeasured counts verdicts on drawn seals: LIANSHEN_SEAL_PAGES pages of six.
func TestVerifyMeasured(t *testing.T) {
	strips := stripReader(t)
	if strips == nil {
		t.Skip("skipped: no recogniser")
	}
	pages, _ := strconv.Atoi(os.Getenv("LIANSHEN_SEAL_PAGES"))
	seed, _ := strconv.ParseUint(os.Getenv("LIANSHEN_SEAL_SEED"), 10, 64)
	rng := rand.New(rand.NewPCG(seed, 78))
	fonts := openFonts(t)
	right, wrong := map[ocr.Verdict]int{}, map[ocr.Verdict]int{}
	for range max(1, pages) {
		page, labels, _ := syntheticPage(t, rng, fonts)
		seals, err := titled(strips).ReadSeals(context.Background(), page)
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range labels {
			at := nearest(l.box, seals)
			if at < 0 {
				continue
			}
			verifier := seal.NewVerifier(seals[at].Posteriors)
			v, score := verifier.Verify(l.title, nil)
			right[v]++
			if v != ocr.VerdictMatch {
				t.Logf("%s is %s (%.2f), read %q", l.title, v, score, seals[at].Title)
			}
			names := append(sisters(rng, l.title), labels[(i+1)%len(labels)].title)
			for _, name := range names {
				v, score := verifier.Verify(name, nil)
				wrong[v]++
				if v == ocr.VerdictMatch {
					t.Logf("accepted %s (%.2f) on the seal of %s, read %q", name, score, l.title, seals[at].Title)
				}
			}
		}
	}
	t.Logf("own name: %v; other names: %v", right, wrong)
	if wrong[ocr.VerdictMatch] > 0 {
		t.Errorf("%d other names accepted", wrong[ocr.VerdictMatch])
	}
	if right[ocr.VerdictMismatch] > right[ocr.VerdictMatch]/50 {
		t.Errorf("%d own names refused", right[ocr.VerdictMismatch])
	}
}
