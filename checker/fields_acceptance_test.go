package checker

import "testing"

// What reports say of the trial run, of certificates and of rectification.
func TestAcceptanceSentences(t *testing.T) {
	for _, c := range []struct {
		text, key string
		want      any
	}{
		{"2026年5月1日至2026年6月2日进行试运行，连续试运行32天，期间未中断。", "trial_start", "2026-05-01"},
		{"2026年5月1日至2026年6月2日进行试运行，连续试运行32天，期间未中断。", "trial_end", "2026-06-02"},
		{"试运行起止日期：2026.5.1～2026.6.2", "trial_end", "2026-06-02"},
		{"2026年6月7日至2026年6月22日系统稳定运行15天。", "stable_end", "2026-06-22"},
		{"试运行期间未发生中断。", "trial_interruption", "none"},
		{"试运行32天，期间因停电中断2天。", "trial_interruption", "interrupted"},
		{"流量计及堰槽检定证书有效期至2027年4月13日", "metrology_valid_to", "2027-04-13"},
		{"巴歇尔槽校准证书编号LL2026-11，有效期至2027-04-13。", "metrology_valid_to", "2027-04-13"},
		{"经复核，上述整改要求均已落实。", "rectified", "整改要求均已落实"},
		{"企业已按验收组意见完成整改，附照片。", "rectified", "已按验收组意见完成整改"},
		{"E113.7631°N22.8533°", "longitude", 113.7631},
		{"东经113.7631度，北纬22.8533度", "latitude", 22.8533},
	} {
		t.Run(c.text, func(t *testing.T) {
			got := readText1(c.text)[c.key]
			if len(got) != 1 || got[0].Value != c.want {
				t.Errorf("%s = %+v, want %v", c.key, got, c.want)
			}
		})
	}
}

// What is still to be done is not done.
func TestNothingRectified(t *testing.T) {
	for _, text := range []string{"整改完成后同意通过验收。", "存在问题及整改要求", "建议加强日常运维台账管理。", "验收组已提出整改要求如下"} {
		if got := readText1(text)["rectified"]; len(got) != 0 {
			t.Errorf("%s: %+v", text, got)
		}
	}
}

func readText1(text string) map[string][]Field {
	line := Line{Text: text, Box: [4]float64{60, 100, 60 + 10.5*float64(len([]rune(text))), 112}, Score: 0.99}
	return ExtractFields([]Page{{Number: 1, WidthPt: 595, HeightPt: 842, TextSource: TextOCR, Lines: []Line{line}}})
}
