package eval

import (
	"strings"

	"lianshen/internal/errs"
)

// Aspect is a part of the reading that can be measured on its own.
type Aspect string

// Aspects.
const (
	Text   Aspect = "text"
	Seals  Aspect = "seals"
	Verify Aspect = "verify"
	Fields Aspect = "fields"
	// Dossiers are judged by the rules; the others are held against truth files.
	Dossiers Aspect = "dossiers"
)

// Aspects lists all of them in the order of the report.
var Aspects = []Aspect{Text, Seals, Verify, Fields, Dossiers}

// Unit says how a figure is to be read.
type Unit string

// Units.
const (
	Rate   Unit = "rate"   // share of N, with a Wilson interval
	Ratio  Unit = "ratio"  // mean share: characters, edit distances
	MM     Unit = "mm"     // mean millimetres
	Mean   Unit = "mean"   // mean number a case
	Middle Unit = "median" // of a number a case
)

// Metric is one thing that is counted.
type Metric struct {
	Key    string
	Aspect Aspect
	Unit   Unit
	Name   errs.Text
	// Target as design.md section 4 states it, "" where it states none.
	Target string
}

// OfKey reports whether the metric is that of one field key or kind of table.
func (m Metric) OfKey() bool {
	return strings.HasPrefix(m.Key, keyPrefix) || strings.HasPrefix(m.Key, tablePrefix)
}

// keyPrefix starts the metrics of single field keys.
const keyPrefix = "field."

// Metrics lists what is counted, in the order of the report.
var Metrics = []Metric{
	{"line_exact", Text, Rate, errs.Text{ZH: "文字行完全正确", EN: "lines exactly right"}, "≥ 97 %"},
	{"char_errors", Text, Ratio, errs.Text{ZH: "字符错误率", EN: "character errors"}, "≤ 0.5 %"},
	{"seal_recall", Seals, Rate, errs.Text{ZH: "圆章、椭圆章检出", EN: "round and oval seals found"}, "≥ 99 %"},
	{"seal_precision", Seals, Rate, errs.Text{ZH: "检出的圆章、椭圆章属实", EN: "found round and oval seals that are seals"}, "≥ 99 %"},
	{"framed_recall", Seals, Rate, errs.Text{ZH: "其他形状的章检出", EN: "seals of other shapes found"}, ""},
	{"framed_precision", Seals, Rate, errs.Text{ZH: "检出的其他形状的章属实", EN: "found seals of other shapes that are seals"}, ""},
	{"slice_recall", Seals, Rate, errs.Text{ZH: "骑缝章切片检出", EN: "slices of paging seals found"}, ""},
	{"false_per_page", Seals, Mean, errs.Text{ZH: "每页误检印章数", EN: "false seals a page"}, ""},
	{"alarm_page", Seals, Rate, errs.Text{ZH: "无章页误报", EN: "seal-free pages with an alarm"}, ""},
	{"title_exact", Seals, Rate, errs.Text{ZH: "印章名称完全正确", EN: "seal titles exactly right"}, "≥ 92 %"},
	{"title_closeness", Seals, Ratio, errs.Text{ZH: "印章名称 1 − 归一化编辑距离", EN: "seal titles, 1 − normalised edit distance"}, "≥ 97 %"},
	{"framed_title", Seals, Rate, errs.Text{ZH: "方章文字完全正确", EN: "texts of framed seals exactly right"}, ""},
	{"inner_exact", Seals, Rate, errs.Text{ZH: "章内横排文字正确", EN: "inner texts right"}, ""},
	{"code_exact", Seals, Rate, errs.Text{ZH: "印章编码正确", EN: "seal codes right"}, ""},
	{"seal_kind", Seals, Rate, errs.Text{ZH: "印章种类正确", EN: "kinds of seal right"}, ""},
	{"seal_shape", Seals, Rate, errs.Text{ZH: "印章形状正确", EN: "shapes of seal right"}, ""},
	{"seal_complete", Seals, Rate, errs.Text{ZH: "印章是否完整判断正确", EN: "complete or cut, told right"}, ""},
	{"seal_colour", Seals, Rate, errs.Text{ZH: "印章颜色正确", EN: "colours of seal right"}, ""},
	{"diameter_error", Seals, MM, errs.Text{ZH: "印章直径平均误差", EN: "mean error of the diameter"}, ""},
	{"picture_found", Seals, Rate, errs.Text{ZH: "图片中的印章检出", EN: "seals on pictures found"}, "≥ 98 %"},
	{"picture_false", Seals, Mean, errs.Text{ZH: "每张图片误检印章数", EN: "false seals a picture"}, ""},
	{"picture_alarm", Seals, Rate, errs.Text{ZH: "无章图片误报", EN: "seal-free pictures with an alarm"}, "≤ 3.5 %"},
	{"large_exact", Seals, Rate, errs.Text{ZH: "图片：清晰且 ≥ 150 像素的名称完全正确", EN: "pictures: clear titles of 150 px or more exactly right"}, "≥ 85 %"},
	{"large_closeness", Seals, Ratio, errs.Text{ZH: "图片：清晰且 ≥ 150 像素的名称 1 − 归一化编辑距离", EN: "pictures: clear titles of 150 px or more, 1 − normalised edit distance"}, "≥ 95 %"},
	{"clear_exact", Seals, Rate, errs.Text{ZH: "图片：清晰名称完全正确", EN: "pictures: clear titles exactly right"}, "≥ 70 %"},
	{"clear_closeness", Seals, Ratio, errs.Text{ZH: "图片：清晰名称 1 − 归一化编辑距离", EN: "pictures: clear titles, 1 − normalised edit distance"}, "≥ 92 %"},
	{"right_match", Verify, Rate, errs.Text{ZH: "正确单位判为相符", EN: "right company: match"}, ""},
	{"right_mismatch", Verify, Rate, errs.Text{ZH: "正确单位误判为不符", EN: "right company called a mismatch"}, "≤ 1 %"},
	{"right_unknown", Verify, Rate, errs.Text{ZH: "正确单位无法判断", EN: "right company: cannot tell"}, "≤ 5 %"},
	{"wrong_match", Verify, Rate, errs.Text{ZH: "错误单位误判为相符", EN: "wrong company accepted"}, "≤ 0.1 %"},
	{"changed_match", Verify, Rate, errs.Text{ZH: "一字之差的单位误判为相符", EN: "name with one other character accepted"}, "≤ 0.1 %"},
	{"legal_form_match", Verify, Rate, errs.Text{ZH: "有限公司与有限责任公司混同", EN: "other legal form accepted"}, "≤ 0.1 %"},
	{"lookalike_match", Verify, Rate, errs.Text{ZH: "形近字的单位误判为相符", EN: "name with a look-alike character accepted"}, "≤ 0.1 %"},
	{"shorter_match", Verify, Rate, errs.Text{ZH: "少字的单位误判为相符", EN: "name with something left out accepted"}, "≤ 0.1 %"},
	{"longer_match", Verify, Rate, errs.Text{ZH: "多字的单位误判为相符", EN: "name with something added accepted"}, "≤ 0.1 %"},
	{"near_match", Verify, Rate, errs.Text{ZH: "相近单位误判为相符", EN: "near names accepted, all kinds"}, "≤ 0.1 %"},
	{"other_match", Verify, Rate, errs.Text{ZH: "其他单位误判为相符", EN: "other company accepted"}, "≤ 0.1 %"},
	{"near_mismatch", Verify, Rate, errs.Text{ZH: "相近单位判为不符", EN: "near names: mismatch"}, ""},
	{"other_mismatch", Verify, Rate, errs.Text{ZH: "其他单位判为不符", EN: "other company: mismatch"}, ""},
	{"kind_exact", Fields, Rate, errs.Text{ZH: "材料种类正确", EN: "kinds of document right"}, ""},
	{"field_exact", Fields, Rate, errs.Text{ZH: "字段值完全正确", EN: "field values exactly right"}, "≥ 97 %"},
	{"critical_undetermined", Fields, Rate, errs.Text{ZH: "关键字段无法确定", EN: "critical fields undetermined"}, "≤ 3 %"},
	{"field_true", Fields, Rate, errs.Text{ZH: "读出的字段值属实", EN: "read field values that are true"}, ""},
	{"dossier_clean", Dossiers, Rate, errs.Text{ZH: "合格卷宗判为 clean", EN: "valid dossiers that come out clean"}, "≥ 80 %"},
	{"document_blocked", Dossiers, Rate, errs.Text{ZH: "合格材料被误拦", EN: "valid documents blocked"}, "≤ 1 %"},
	{"valid_findings", Dossiers, Middle, errs.Text{ZH: "合格卷宗问题数中位数", EN: "median findings of a valid dossier"}, "≤ 0"},
	{"valid_undetermined", Dossiers, Mean, errs.Text{ZH: "合格卷宗待人工确认数", EN: "undetermined findings a valid dossier"}, "≤ 2"},
	{"valid_alarms", Dossiers, Mean, errs.Text{ZH: "合格卷宗误报数（按规则）", EN: "findings a valid dossier, by rule"}, ""},
	{"fault_found", Dossiers, Rate, errs.Text{ZH: "应有问题被发现", EN: "expected findings of faulty dossiers reported"}, ""},
	{"fault_extra", Dossiers, Mean, errs.Text{ZH: "问题卷宗多报数", EN: "findings beside the faults, a faulty dossier"}, ""},
	{"photo_view", Fields, Rate, errs.Text{ZH: "照片内容正确", EN: "views of photographs right"}, ""},
	{"nameplate_exact", Fields, Rate, errs.Text{ZH: "铭牌型号、编号正确", EN: "models and serials of nameplates right"}, ""},
	{"nameplate_true", Fields, Rate, errs.Text{ZH: "读出的铭牌型号、编号属实", EN: "read models and serials of nameplates that are true"}, ""},
	{"cma_found", Fields, Rate, errs.Text{ZH: "CMA 标志检出", EN: "CMA marks found"}, ""},
	{"cma_true", Fields, Rate, errs.Text{ZH: "检出的 CMA 标志属实", EN: "found CMA marks that are real"}, ""},
	{"handwriting_found", Fields, Rate, errs.Text{ZH: "手写签名检出", EN: "signatures by hand found"}, ""},
	{"handwriting_true", Fields, Rate, errs.Text{ZH: "检出的手写签名属实", EN: "found signatures by hand that are real"}, ""},
}

// fieldMetric is the metric of one field key, listed after the others.
func fieldMetric(key string) Metric {
	return Metric{Key: keyPrefix + key, Aspect: Fields, Unit: Rate, Name: errs.Text{ZH: key, EN: key}}
}
