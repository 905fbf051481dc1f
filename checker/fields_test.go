package checker

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lianshen/ocr"
)

// sheetOf makes a page of lines set one below the other, 12 points high.
func sheetOf(lines ...string) []Page {
	p := Page{Number: 1, WidthPt: 595, HeightPt: 842, TextSource: TextOCR}
	for i, text := range lines {
		y := 100 + 20*float64(i)
		w := 12 * float64(len([]rune(text)))
		p.Lines = append(p.Lines, Line{Text: text, Box: ocr.Box{80, y, 80 + w, y + 12}, Score: 0.98})
	}
	return []Page{p}
}

// grid makes a page of cells; columns are 100 points wide, rows 24 high.
func grid(rows ...[]string) []Page {
	p := Page{Number: 1, WidthPt: 595, HeightPt: 842, TextSource: TextOCR}
	for r, row := range rows {
		for c, text := range row {
			if text == "" {
				continue
			}
			w, x, y := 5*float64(len([]rune(text))), 100+100*float64(c), 100+24*float64(r)
			p.Lines = append(p.Lines, Line{Text: text, Box: ocr.Box{x - w, y, x + w, y + 10}, Score: 0.98})
		}
	}
	return []Page{p}
}

// lowered moves line i of the first page down by so many points.
func lowered(pages []Page, i int, by float64) []Page {
	b := &pages[0].Lines[i].Box
	b[1], b[3] = b[1]+by, b[3]+by
	return pages
}

// values reduces fields to their values.
func values(fields map[string][]Field) map[string][]any {
	out := map[string][]any{}
	for key, list := range fields {
		for _, f := range list {
			out[key] = append(out[key], f.Value)
		}
	}
	return out
}

func TestExtractFields(t *testing.T) {
	low, high, unit := 0.0, 200.0, "mg/L"
	eighteen, twentyEight, celsius := 18.0, 28.0, "℃"
	for name, tt := range map[string]struct {
		pages []Page
		want  map[string][]any
	}{
		"full-width colon": {sheetOf("单位名称：东莞市绿源纸业有限公司"), map[string][]any{"enterprise_name": {"东莞市绿源纸业有限公司"}}},
		"blank instead of colon": {sheetOf("排污单位名称 东莞市绿源纸业有限公司"),
			map[string][]any{"enterprise_name": {"东莞市绿源纸业有限公司"}}},
		"lost colon": {sheetOf("排污单位名称东莞市绿源纸业有限公司"), map[string][]any{"enterprise_name": {"东莞市绿源纸业有限公司"}}},
		"remark in parentheses": {sheetOf("甲方（发包方）：东莞市绿源纸业有限公司（盖章）", "乙方(承包方):广东粤环自控工程有限公司"),
			map[string][]any{"party_a": {"东莞市绿源纸业有限公司"}, "party_b": {"广东粤环自控工程有限公司"}}},
		"blanks in the label":       {sheetOf("日　　期：2026年9月12日"), map[string][]any{"document_date": {"2026-09-12"}}},
		"brackets stay full width":  {sheetOf("施工单位：东莞市环科(粤)工程有限公司"), map[string][]any{"contractor_name": {"东莞市环科（粤）工程有限公司"}}},
		"two pairs on a line":       {sheetOf("联系人：张三　联系电话：13800138000"), map[string][]any{"contact": {"张三"}, "phone": {"13800138000"}}},
		"two pairs glued by OCR":    {sheetOf("联系人:张三联系电话:13800138000"), map[string][]any{"contact": {"张三"}, "phone": {"13800138000"}}},
		"name split over two lines": {sheetOf("建设单位：东莞市绿源环保纸业", "科技有限公司"), map[string][]any{"enterprise_name": {"东莞市绿源环保纸业科技有限公司"}}},
		"next line is another pair": {sheetOf("建设单位：东莞市绿源环保纸业", "地址：东莞市某公司"), map[string][]any{
			"enterprise_name": {"东莞市绿源环保纸业"}, "address": {"东莞市某公司"}}},
		"short label within a long one": {sheetOf("出厂日期：2026-01-02", "有效日期:2027-01-02"), map[string][]any{"valid_to": {"2027-01-02"}}},
		"misread code":                  {sheetOf("统一社会信用代码：9144I900MAO000007J"), map[string][]any{"uscc": {"91441900MA0000007J"}}},
		"code without a label":          {sheetOf("（91441900MA0000007J）"), map[string][]any{"uscc": {"91441900MA0000007J"}}},
		"wrong code without a label":    {sheetOf("（91441900MA0000008J）"), map[string][]any{}},
		"a span of days": {sheetOf("调试起止日期：2026年5月6日至5月15日"),
			map[string][]any{"commissioning_start": {"2026-05-06"}, "commissioning_end": {"2026-05-15"}}},
		"impossible day": {sheetOf("签订日期：2026年2月30日"), map[string][]any{}},
		"a form": {grid([]string{"单位名称", "东莞市绿源纸业有限公司"}, []string{"联系人", "李四", "联系电话", "0769-22334455"}),
			map[string][]any{"enterprise_name": {"东莞市绿源纸业有限公司"}, "contact": {"李四"}, "phone": {"0769-22334455"}}},
		"a phone number that is none":     {sheetOf("联系电话：1380013800"), map[string][]any{"phone": {nil}}},
		"a phone number without its area": {sheetOf("联系电话：22334455"), map[string][]any{}},
		"a short number":                  {sheetOf("联系电话：12369"), map[string][]any{}},
		"a form with an empty cell":       {grid([]string{"联系人", "", "联系电话", "13800138000"}), map[string][]any{"phone": {"13800138000"}}},
		"a table": {grid([]string{"序号", "设备名称", "型号", "出厂编号", "量程"}, []string{"1", "分析仪", "QP-1000C", "qp2601", "0～200mg/L"},
			[]string{"2", "分析仪", "QP-1000N", "QP2602", "0～200mg/L"}),
			map[string][]any{"model": {"QP-1000C", "QP-1000N"}, "serial": {"QP2601", "QP2602"},
				"range": {Range{&low, &high, &unit}, Range{&low, &high, &unit}}}},
		"unit in the head": {grid([]string{"序号", "型号", "量程(mg/L)"}, []string{"1", "QP-1", "0-200"}),
			map[string][]any{"model": {"QP-1"}, "range": {Range{&low, &high, &unit}}}},
		"conclusion below its heading": {sheetOf("六、验收结论", "经整改后同意通过验收。"), map[string][]any{"conclusion": {"conditional"}, "sections": {"验收结论"}}},
		"conclusion on its line":       {sheetOf("结论：不合格"), map[string][]any{"conclusion": {"fail"}}},
		"hours and days in sentences": {sheetOf("系统连续运行168小时，随后进行72h调试检测。", "试运行共32天。"),
			map[string][]any{"run_hours": {168.0}, "test_hours": {72.0}, "trial_days": {32.0}}},
		"number below the CMA mark": {sheetOf("202419846578", "检测报告"), map[string][]any{"cma_no": {"202419846578"}}},
		"date at the end":           {sheetOf("东莞市绿源纸业有限公司", "二〇二六年九月十二日"), map[string][]any{"document_date": {"2026-09-12"}}},
		"a cell off its row is no date of the document": {lowered(grid([]string{"序号", "证书编号", "有效期至"}, []string{"1", "T442809932955549", "2029.2.15"}), 5, 12),
			map[string][]any{"certificate_no": {"T442809932955549"}, "certificate_valid_to": {"2029-02-15"}}},
		"id number is masked":       {sheetOf("身份证号：11010519491231002X"), map[string][]any{"id_number": {"110105********002X"}}},
		"modifier before a label":   {sheetOf("数采仪MN号：010000A8900016F000169DC0", "在线仪器型号：LP-200"), map[string][]any{"mn": {"010000A8900016F000169DC0"}, "model": {"LP-200"}}},
		"the contractor's own form": {sheetOf("施工单位信息表", "单位名称：广东粤环自控工程有限公司"), map[string][]any{"contractor_name": {"广东粤环自控工程有限公司"}}},
		"label read wrongly":        {grid([]string{"统一社会信用代玛", "91441900MA0000007J"}), map[string][]any{"uscc": {"91441900MA0000007J"}}},
		"a validity has an owner": {grid([]string{"资质证书编号", "D244001234", "有效期至", "2028年6月30日"}),
			map[string][]any{"qualification_no": {"D244001234"}, "qualification_valid_to": {"2028-06-30"}}},
		"underlined blanks": {sheetOf("合 同 编 号：__HT-2026-001__", "签 订 日 期：_2026年3月1日_"),
			map[string][]any{"contract_no": {"HT-2026-001"}, "signed_on": {"2026-03-01"}}},
		"sums in figures and words": {sheetOf("本合同总价为人民币486,000.00元（大写：肆拾捌万陆仟元整）。"),
			map[string][]any{"amount_yuan": {486000.0}, "amount_words_yuan": {486000.0}}},
		"a sentence over two lines": {sheetOf("监测站房面积15.6m²，净高2.9m，距采样", "点25m，室内温度控制在18～28℃。采样平台面积6.5m²。"), map[string][]any{"station_area_m2": {15.6},
			"station_height_m": {2.9}, "station_distance_m": {25.0}, "station_celsius": {Range{&eighteen, &twentyEight, &celsius}}, "platform_area_m2": {6.5}}},
		"days of sampling": {sheetOf("采样日期：2026年6月23日至24日"),
			map[string][]any{"sampled_on": {"2026-06-23"}, "sampled_from": {"2026-06-23"}, "sampled_to": {"2026-06-24"}}},
		"a label as a value": {grid([]string{"序号", "监测因子", "因子编码", "确定依据"}, []string{"1", "化学需氧量", "w01018", "排污许可证"}, []string{"2", "氨氮", "w21003", "排污许可证"}),
			map[string][]any{"factor": {"化学需氧量", "氨氮"}, "factor_code": {"w01018", "w21003"}}},
		"prose": {sheetOf("施工单位应当按照合同约定的日期完成安装，并对型号、量程等参数进行核对。"), map[string][]any{}},
	} {
		if diff := cmp.Diff(tt.want, values(ExtractFields(tt.pages)), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestFieldTellsWhereItStands(t *testing.T) {
	fits := true
	got := ExtractFields(sheetOf("统一社会信用代码：9144I900MA0000007J"))["uscc"]
	want := []Field{{Value: "91441900MA0000007J", Raw: "9144I900MA0000007J", Label: "统一社会信用代码", Page: 1,
		Box: ocr.Box{0, 100, 404, 112}, Score: 0.98, CheckDigit: &fits}}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Field{}, "Box")); diff != "" {
		t.Errorf("field (-want +got):\n%s", diff)
	}
	if b := got[0].Box; b[0] < 150 || b[2] > 420 || b[1] != 100 || b[3] != 112 {
		t.Errorf("box %v does not stand on the value", b)
	}
}

// A date in the picture of a middle page is not the document's.
func TestBareDateOfMiddlePage(t *testing.T) {
	page := sheetOf("2026年5月20日")[0]
	pages := []Page{sheetOf("封面")[0], page, sheetOf("封底")[0]}
	pages[0].Number, pages[1].Number, pages[2].Number = 1, 2, 3
	if got := ExtractFields(pages)["document_date"]; len(got) != 0 {
		t.Errorf("got %+v", got)
	}
}

// A text layer says what it says: nothing is mended there.
func TestTextLayerIsNotMended(t *testing.T) {
	pages := sheetOf("统一社会信用代码：9144I900MA0000007J")
	pages[0].TextSource = TextLayer
	got := ExtractFields(pages)["uscc"]
	if len(got) != 1 || got[0].Value != "9144I900MA0000007J" || *got[0].CheckDigit {
		t.Errorf("got %+v", got)
	}
}

func TestParseConclusion(t *testing.T) {
	for text, want := range map[string]string{
		"合格": "pass", "不合格": "fail", "同意通过验收。": "pass", "不同意通过验收": "fail", "验收组一致同意通过验收": "pass",
		"符合HJ 354-2019的要求": "pass", "不符合要求": "fail", "整改完成后同意通过验收": "conditional", "原则同意通过": "conditional",
		"按上述意见完善后，可通过验收": "conditional", "各项指标均合格，未发现不合格项": "pass", "未通过": "fail",
		"☑合格 □不合格": "pass", "□合格 ☑不合格": "fail", "□合格 □不合格": "", "合格/不合格": "", "√合格√不合格": "", "见附件": "", "": "",
	} {
		if got, ok := parseConclusion(text); got != want || ok != (want != "") {
			t.Errorf("parseConclusion(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
}

// FuzzExtractFields: every field stands on a page that exists, with a score in [0, 1] and
// a value of its type; no ID number leaves in full.
func FuzzExtractFields(f *testing.F) {
	f.Add("单位名称：东莞市绿源纸业有限公司", "身份证号", "11010519491231002X", 100.0, 120.0)
	f.Add("型号", "量程", "0-200mg/L", 100.0, 100.0)
	f.Fuzz(func(t *testing.T, a, b, c string, x, y float64) {
		p := Page{Number: 1, WidthPt: 595, HeightPt: 842, Lines: []Line{
			{Text: a, Box: ocr.Box{80, 100, 200, 112}, Score: 1}, {Text: b, Box: ocr.Box{x, y, x + 60, y + 12}, Score: 0.9},
			{Text: c, Box: ocr.Box{220, 100, 400, 112}, Score: 0.8}}}
		for key, list := range ExtractFields([]Page{p}) {
			for _, field := range list {
				if field.Page != 1 || field.Score < 0 || field.Score > 1 || field.Value == nil || field.Value == "" {
					t.Errorf("%s: %+v", key, field)
				}
				if key == "id_number" && (MaskIDs(field.Raw) != field.Raw || field.Value != field.Raw) {
					t.Errorf("id number in full: %+v", field)
				}
			}
		}
	})
}
