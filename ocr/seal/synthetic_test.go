package seal_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"lianshen/ocr"
	"lianshen/ocr/seal/sealtest"
)

var (
	places   = strings.Fields("东莞市 东莞市 东莞市 广东 深圳市 佛山市 广州市 惠州市 中山市 东莞 广东省")
	brands   = strings.Fields("绿源 同泰 华兴 恒丰 金田 永盛 创新达 海晨 嘉禾 立信 正大 宏远 东江 南方 新宇 瑞科 中环 蓝天 鼎盛 德润 银湖 万科 鸿图 智联 沃特 景明 森态 澄宇 益海 联泰")
	trades   = strings.Fields("纸业 电镀 环保科技 检测技术 五金制品 塑胶制品 印染 水务 环境工程 仪器仪表 食品 化工 电子科技 玻璃 金属表面处理 智能装备 自动化设备 污水处理 线路板 家具")
	forms    = strings.Fields("有限公司 有限公司 有限公司 有限公司 有限责任公司 股份有限公司 厂 （集团）有限公司 有限公司东莞分公司")
	specials = strings.Fields("合同专用章 财务专用章 发票专用章 检验检测专用章 业务专用章")
)

func pick(rng *rand.Rand, words []string) string { return words[rng.IntN(len(words))] }

func companyName(rng *rand.Rand) string {
	return pick(rng, places) + pick(rng, brands) + pick(rng, trades) + pick(rng, forms)
}

// randomSeal is what a stamped page may bear: most round, some oval, worn, pale, turned.
func randomSeal(rng *rand.Rand, fonts []*sealtest.Font) sealtest.Params {
	p := sealtest.Params{
		Title: companyName(rng), Font: fonts[rng.IntN(len(fonts))], Seed: rng.Uint64(),
		AngleDeg: rng.NormFloat64() * 25, InkAlpha: 0.45 + 0.5*rng.Float64(), Wear: max(0, 0.25*rng.Float64()-0.1),
		DiameterPx: (38 + 5*rng.Float64()) / 25.4 * dpi, DoubleRing: rng.IntN(8) == 0,
		Colour: color.RGBA{uint8(190 + rng.IntN(60)), uint8(20 + rng.IntN(60)), uint8(20 + rng.IntN(60)), 255},
	}
	if rng.IntN(8) == 0 {
		p.AngleDeg = rng.Float64() * 360
	}
	if rng.IntN(2) == 0 {
		p.Code = "4419" + strconv.Itoa(100000000+rng.IntN(899999999))
	}
	if rng.IntN(3) == 0 {
		p.Inner = pick(rng, specials)
	}
	if rng.IntN(6) == 0 {
		p.Shape, p.Code, p.DiameterPx = ocr.Oval, "", 45/25.4*dpi
	}
	return p
}

// scanned gives a page the marks of a scanner and of JPEG.
func scanned(t *testing.T, s sheet, rng *rand.Rand) *image.RGBA {
	s.grain(rng.Uint64())
	var b bytes.Buffer
	if err := jpeg.Encode(&b, s.RGBA, &jpeg.Options{Quality: 60 + rng.IntN(35)}); err != nil {
		t.Fatal(err)
	}
	m, err := jpeg.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	out := image.NewRGBA(m.Bounds())
	draw.Draw(out, out.Rect, m, image.Point{}, draw.Src)
	return out
}

// syntheticPage stamps six random seals on a page of text.
func syntheticPage(t *testing.T, rng *rand.Rand, fonts []*sealtest.Font) (ocr.Page, []label, []sealtest.Params) {
	tint := uint8(rng.IntN(25))
	s := newSheet(t, color.RGBA{255 - tint/2, 255 - tint/2, 255 - tint, 255})
	if rng.IntN(3) == 0 {
		s.body()
	}
	if rng.IntN(3) == 0 {
		s.write(190, 250, 110, vermil, "东莞市生态环境局文件")
	}
	var labels []label
	var params []sealtest.Params
	for i := range 6 {
		x, y := 420+800*float64(i%2)+60*rng.NormFloat64(), 560+640*float64(i/2)+50*rng.NormFloat64()
		p := randomSeal(rng, fonts)
		box := s.stamp(x, y, p)
		labels = append(labels, label{box: box, title: p.Title, centre: p.Inner, shape: string(orElse(p.Shape, ocr.Round))})
		params = append(params, p)
	}
	return ocr.Page{Image: scanned(t, s, rng), DPI: dpi}, labels, params
}

func openFonts(t *testing.T) []*sealtest.Font {
	var fonts []*sealtest.Font
	for _, path := range sealtest.Fonts() {
		f, err := sealtest.OpenFont(path)
		if err != nil {
			t.Fatal(err)
		}
		fonts = append(fonts, f)
	}
	if len(fonts) == 0 {
		skipOrFail(t, sealtest.ErrNoFont)
	}
	return fonts
}

// TestSynthetic measures on drawn pages: LIANSHEN_SEAL_PAGES says how many (1 when unset),
// LIANSHEN_SEAL_SEED which.
func TestSynthetic(t *testing.T) {
	pages, _ := strconv.Atoi(os.Getenv("LIANSHEN_SEAL_PAGES"))
	seed, _ := strconv.ParseUint(os.Getenv("LIANSHEN_SEAL_SEED"), 10, 64)
	rng := rand.New(rand.NewPCG(seed, 77))
	fonts := openFonts(t)
	strips := stripReader(t)
	var sum tally
	var codes, inners, kinds, total int
	for i := range max(1, pages) {
		page, labels, params := syntheticPage(t, rng, fonts)
		name := "page" + strconv.Itoa(i)
		if dir := os.Getenv("LIANSHEN_DRAW_TO"); dir != "" {
			savePNG(t, filepath.Join(dir, name+".png"), page.Image)
		}
		seals, err := titled(strips).ReadSeals(context.Background(), page)
		if err != nil {
			t.Fatal(err)
		}
		sum.add(t, name, labels, seals)
		for j, l := range labels {
			at := nearest(l.box, seals)
			if at < 0 {
				continue
			}
			total++
			codes += count(seals[at].Code == params[j].Code)
			inners += count(seals[at].Inner == params[j].Inner)
			if s := seals[at]; s.Inner != params[j].Inner || s.Code != params[j].Code {
				t.Logf("%s: inner %q code %q, want %q %q", name, s.Inner, s.Code, params[j].Inner, params[j].Code)
			}
			kinds += count((seals[at].Kind == ocr.OfficialSeal) == (params[j].Inner == "" && params[j].Shape == ""))
		}
	}
	sum.report(t)
	t.Logf("of %d: inner %d, code %d, official or not %d", total, inners, codes, kinds)
	if sum.found < sum.seals*95/100 || sum.wrong > sum.seals/50 {
		t.Errorf("found %d of %d seals, %d false", sum.found, sum.seals, sum.wrong)
	}
	// Six titles say little about exactness, and which fonts they are drawn in depends on the
	// machine: what must hold is that nearly every character is read.
	if likeness := sum.likeness / float64(max(1, sum.titles)); strips != nil && likeness < 0.92 {
		t.Errorf("titles are read to %.3f, want 0.92", likeness)
	}
}

func count(ok bool) int {
	if ok {
		return 1
	}
	return 0
}
