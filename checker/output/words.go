package output

import (
	"fmt"
	"strings"

	"lianshen/checker"
	"lianshen/internal/errs"
)

// words are the fixed words of reports.
var words = map[string]errs.Text{
	"block":          {ZH: "不通过", EN: "blocked"},
	"flag":           {ZH: "需人工核对", EN: "needs a look"},
	"clean":          {ZH: "未发现问题", EN: "clean"},
	"s.block":        {ZH: "须整改", EN: "must mend"},
	"s.warn":         {ZH: "请注意", EN: "warning"},
	"s.info":         {ZH: "提示", EN: "note"},
	"s.undetermined": {ZH: "无法判定", EN: "cannot tell"},
	"s.contested":    {ZH: "有异议", EN: "contested"},
	"s.exempted":     {ZH: "已豁免", EN: "exempted"},
	"place":          {ZH: "位置", EN: "where"},
	"expected":       {ZH: "应为", EN: "expected"},
	"found":          {ZH: "实为", EN: "found"},
	"solution":       {ZH: "办法", EN: "mend"},
	"basis":          {ZH: "依据", EN: "basis"},
	"colon":          {ZH: "：", EN: ": "},
	"semicolon":      {ZH: "；", EN: "; "},
	"passed":         {ZH: "通过", EN: "passed"},
	"not_applicable": {ZH: "不适用", EN: "not applicable"},
	"items":          {ZH: "项", EN: "rules"},
	"revision":       {ZH: "规则版本", EN: "rules"},
	"found_n":        {ZH: "共发现", EN: "findings:"},
	"whole":          {ZH: "整份材料", EN: "the whole document"},
	"project":        {ZH: "项目信息", EN: "project data"},
	"exemption":      {ZH: "豁免", EN: "exempt"},
	"until":          {ZH: "有效至", EN: "until"},
	"expired":        {ZH: "已到期，问题重新计入", EN: "expired, the finding counts again"},

	"rest":      {ZH: "其余规则", EN: "other rules"},
	"at":        {ZH: "检查时间", EN: "checked at"},
	"report":    {ZH: "材料检查报告", EN: "Report on the documents"},
	"brand":     {ZH: "联审 · 污染源自动监控设施安装联网材料", EN: "lianshen · filings for pollution monitors"},
	"documents": {ZH: "材料", EN: "documents"},
	"copies":    {ZH: "份", EN: ""},
	"overview":  {ZH: "问题一览", EN: "At a glance"},
	"no":        {ZH: "序号", EN: "No."},
	"document":  {ZH: "材料", EN: "Document"},
	"page":      {ZH: "页", EN: "Page"},
	"problem":   {ZH: "问题", EN: "What is wrong"},
	"remedy":    {ZH: "整改办法", EN: "How to mend it"},
	"mended":    {ZH: "已整改", EN: "mended"},
	"more":      {ZH: "另有页数未附图:", EN: "further pages without a picture: "},
	"nothing":   {ZH: "按所列规则检查，未发现问题。", EN: "Nothing was found by the rules listed below."},
	"beijing":   {ZH: "（北京时间）", EN: "(Beijing time)"},
	"version":   {ZH: "程序版本", EN: "program"},
	"provenance": {
		ZH: "同一套材料、同一规则版本、同一检查时间，得出的报告完全相同。",
		EN: "The same documents, rules and instant of judgement give this same report.",
	},
	"notice":        {ZH: "一次性告知书", EN: "Notice of all corrections"},
	"notice.lead":   {ZH: "经检查，你单位提交的自动监控设施安装联网材料存在以下问题，现一次性告知。请逐条整改后一并重新提交。", EN: "The check of the documents that you filed found the following, told here all at once. Please mend every item and file again."},
	"notice.none":   {ZH: "经检查，你单位提交的材料未发现需要整改的问题。", EN: "The check of the documents that you filed found nothing to mend."},
	"notice.mend":   {ZH: "须整改", EN: "To be mended"},
	"notice.check":  {ZH: "请核实", EN: "To be checked"},
	"notice.person": {ZH: "待人工核对", EN: "For a person to look at"},

	"notice.mend.note":   {ZH: "以下问题须整改后方可通过；有异议的，可附书面说明申诉。", EN: "These must be mended; you may contest any of them in writing."},
	"notice.check.note":  {ZH: "以下问题由审核人员查看，建议一并改正。", EN: "A reviewer will look at these; mending them at once is advised."},
	"notice.person.note": {ZH: "以下内容程序无法判定，由审核人员核对；换用更清晰的彩色扫描件通常即可判定。", EN: "The program cannot tell these; a reviewer will. A clearer colour scan usually settles them."},
	"notice.caution":     {ZH: "本告知书由程序按所列规则自动生成，供整改之用，不替代审核意见。", EN: "Made by a program from the rules named; it helps mending and does not replace the reviewer's opinion."},

	"unused_exemptions": {ZH: "未用到的豁免", EN: "exemptions that concern nothing"},
}

func (r *Report) word(key string) string { return words[key].In(r.Lang) }

// tally counts findings by label: "共发现 须整改 2 · 无法判定 1".
func (r *Report) tally() string {
	if len(r.Findings) == 0 {
		return ""
	}
	var order []string
	count := map[string]int{}
	for _, f := range r.Findings {
		l := labelKey(f)
		if count[l] == 0 {
			order = append(order, l)
		}
		count[l]++
	}
	parts := make([]string, len(order))
	for i, l := range order {
		parts[i] = fmt.Sprintf("%s %d", r.word(l), count[l])
	}
	return r.word("found_n") + " " + strings.Join(parts, " · ")
}

// labelKey names a finding by what the reader has to do: state first, then severity.
func labelKey(f checker.Finding) string {
	if f.State != checker.Fail {
		return "s." + string(f.State)
	}
	return "s." + string(f.Severity)
}

// places lists where a finding is seen: page and, in words, which part of it. The exact
// box is in the JSON form and in the annotated copy.
func (r *Report) places(f checker.Finding) string {
	var parts []string
	for _, p := range f.Places {
		s := r.word("whole")
		if p.Page > 0 {
			s = r.page(p)
		}
		if p.Document != "" && p.Document != deref(f.Document) { // seen in another document
			s = r.kind(p.Document) + " " + s
		}
		if v := deref(p.Value); v != "" && v != deref(f.Found) {
			s += "「" + v + "」"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, "、")
}

func (r *Report) page(p checker.Place) string {
	s := fmt.Sprintf("第 %d 页", p.Page)
	if r.Lang == "en" {
		s = fmt.Sprintf("page %d", p.Page)
	}
	if p.Box == nil {
		return s
	}
	x, y := p.Box.Centre()
	if r.Lang == "en" {
		return fmt.Sprintf("%s (%.0f, %.0f pt from top left)", s, x, y)
	}
	return fmt.Sprintf("%s 距左 %.0f mm、距上 %.0f mm", s, x*25.4/72, y*25.4/72)
}

// group is the findings of one document, or of the project: slug "".
type group struct {
	slug     string
	findings []checker.Finding
}

// groups keeps the report's order within and between documents.
func (r *Report) groups() []group {
	var out []group
	index := map[string]int{}
	for _, f := range r.Findings {
		slug := deref(f.Document)
		i, ok := index[slug]
		if !ok {
			i = len(out)
			index[slug] = i
			out = append(out, group{slug: slug})
		}
		out[i].findings = append(out[i].findings, f)
	}
	return out
}

func (r *Report) groupTitle(slug string) string {
	if slug == "" {
		return r.word("project")
	}
	return r.kind(slug)
}

// waiver tells which exemption covers a finding, or covered it; "" for none.
func (r *Report) waiver(w *checker.Waiver) string {
	if w == nil {
		return ""
	}
	text := fmt.Sprintf("%s · %s · %s %s", w.Who, w.Why, r.word("until"), w.Until)
	if w.Expired {
		text += " · " + r.word("expired")
	}
	return text
}

// exemption is one that concerns nothing, in a line.
func (r *Report) exemption(e checker.Exemption) string {
	scope := e.Code
	if e.Document != nil {
		scope += " " + r.kind(*e.Document)
	}
	if e.Page != nil {
		scope += " " + r.page(checker.Place{Page: *e.Page})
	}
	return scope + " · " + r.waiver(&checker.Waiver{Who: e.Who, Why: e.Why, Until: e.Until, Expired: e.Expired})
}

func shortRevision(rev string) string {
	if len(rev) > len("sha256:")+12 {
		return rev[:len("sha256:")+12]
	}
	return rev
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
