package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"lianshen/internal/errs"
	"lianshen/workflow/calendar"
)

// calendarSchema names the version of the JSON form of a count.
const calendarSchema = "lianshen.calendar/1"

// write prints a count: its result, and in full how it was found.
func (n *counting) write(p *program, asJSON, full bool) error {
	if asJSON {
		return n.writeJSON(p.stdout, full)
	}
	fmt.Fprintln(p.stdout, n.count.Result)
	if full {
		n.explain(p)
	}
	if n.count.Provisional() {
		fmt.Fprintln(p.stdout, n.provisional().In(p.lang))
	}
	return nil
}

func (n *counting) explain(p *program) {
	fmt.Fprintf(p.stdout, "%s\n%s\n", n.rule().In(p.lang), n.readingLine().In(p.lang))
	for i, day := range n.count.Table {
		fmt.Fprintln(p.stdout, row(day, i == 0, p.lang))
	}
	if n.window != nil {
		fmt.Fprintln(p.stdout, n.windowLine().In(p.lang))
	}
	for _, year := range n.yearsSeen() {
		if y := n.calendar.Year(year); y.Complete {
			fmt.Fprintf(p.stdout, "%d: %s%s\n", year, y.Source, issued(y))
		}
	}
}

func (n *counting) rule() errs.Text {
	if n.kind == "due" {
		return errs.Text{
			ZH: fmt.Sprintf("自%s起%d个工作日，起始日不计；于当日24:00届满，次日00:00起为逾期（北京时间）", n.start, n.days),
			EN: fmt.Sprintf("%d working days from %s, which is not counted; ends at 24:00 of the day, overdue from 00:00 of the next (Asia/Shanghai)", n.days, n.start),
		}
	}
	return errs.Text{
		ZH: fmt.Sprintf("任务完成期限%s前%d个工作日，期限当日不计", n.start, n.days),
		EN: fmt.Sprintf("%d working days before the task deadline %s, which is not counted", n.days, n.start),
	}
}

func (n *counting) readingLine() errs.Text {
	words := n.readingWords()
	return errs.Text{ZH: "读法 " + n.reading + ":" + words.ZH, EN: "reading " + n.reading + ": " + words.EN}
}

func (n *counting) windowLine() errs.Text {
	from, to, reading := n.window.From.Result, n.window.To, n.readings.Networking
	return errs.Text{
		ZH: fmt.Sprintf("联网时段：%s至%s（读法 %s）", from, to, reading),
		EN: fmt.Sprintf("networking window: %s to %s (reading %s)", from, to, reading),
	}
}

// provisional says which years are guessed, and how far off the result can be.
func (n *counting) provisional() errs.Text {
	years := make([]string, len(n.count.Missing))
	for i, y := range n.count.Missing {
		years[i] = strconv.Itoa(y)
	}
	bounds := n.bounds()
	return errs.Text{
		ZH: fmt.Sprintf("暂定：尚无%s年工作日日历，按周一至周五推算；%s", strings.Join(years, "、"), bounds.ZH),
		EN: fmt.Sprintf("provisional: no calendar of %s yet, counted Monday to Friday; %s", strings.Join(years, ", "), bounds.EN),
	}
}

func (n *counting) bounds() errs.Text {
	zh, en := []string{}, []string{}
	if d := n.count.Earliest; d != nil {
		zh, en = append(zh, fmt.Sprintf("不早于%s", d)), append(en, fmt.Sprintf("not before %s", d))
	}
	if d := n.count.Latest; d != nil {
		zh, en = append(zh, fmt.Sprintf("不晚于%s", d)), append(en, fmt.Sprintf("not after %s", d))
	}
	return errs.Text{ZH: strings.Join(zh, "，"), EN: strings.Join(en, ", ")}
}

// row is a line of the day table. Columns of one width come first: date, weekday, number.
func row(d calendar.Day, start bool, lang string) string {
	number := "-"
	if d.Number != nil {
		number = strconv.Itoa(*d.Number)
	}
	notes := []string{d.Kind.Name().In(lang)}
	if start {
		notes = append(notes, errs.Text{ZH: "起点", EN: "start"}.In(lang))
	}
	if !d.Known {
		notes = append(notes, errs.Text{ZH: "暂定", EN: "provisional"}.In(lang))
	}
	return fmt.Sprintf("%s %s %4s  %s", d.Date, weekday(d.Date, lang), number, strings.Join(notes, " "))
}

func weekday(d calendar.Date, lang string) string {
	if lang == "en" {
		return d.Weekday().String()[:3]
	}
	return "周" + [...]string{"日", "一", "二", "三", "四", "五", "六"}[d.Weekday()]
}

func (n *counting) yearsSeen() []int {
	first, last := n.start.Year(), n.count.Result.Year()
	var years []int
	for y := min(first, last); y <= max(first, last); y++ {
		years = append(years, y)
	}
	return years
}

func issued(y calendar.Year) string {
	if y.Issued == nil {
		return ""
	}
	return " (" + *y.Issued + ")"
}

// countJSON is the JSON form of a count; Table is there when it is explained.
type countJSON struct {
	Schema       string         `json:"schema"`
	Kind         string         `json:"kind"`
	From         *calendar.Date `json:"from,omitempty"`
	Deadline     *calendar.Date `json:"deadline,omitempty"`
	Days         int            `json:"days"`
	Reading      string         `json:"reading"`
	Result       calendar.Date  `json:"result"`
	Overdue      *time.Time     `json:"overdue_from,omitempty"`
	Window       *windowJSON    `json:"window,omitempty"`
	Provisional  bool           `json:"provisional"`
	MissingYears []int          `json:"missing_years"`
	Earliest     *calendar.Date `json:"earliest"`
	Latest       *calendar.Date `json:"latest"`
	Calendar     string         `json:"calendar"`
	Table        []calendar.Day `json:"table,omitempty"`
}

type windowJSON struct {
	From    calendar.Date `json:"from"`
	To      calendar.Date `json:"to"`
	Reading string        `json:"reading"`
}

func (n *counting) writeJSON(w io.Writer, full bool) error {
	out := countJSON{
		Schema: calendarSchema, Kind: n.kind, Days: n.days, Reading: n.reading, Result: n.count.Result,
		Provisional: n.count.Provisional(), MissingYears: append([]int{}, n.count.Missing...),
		Earliest: n.count.Earliest, Latest: n.count.Latest, Calendar: n.calendar.Digest(),
	}
	if n.kind == "due" {
		overdue := (n.count.Result + 1).Start()
		out.From, out.Overdue = &n.start, &overdue
	} else {
		out.Deadline = &n.start
		out.Window = &windowJSON{n.window.From.Result, n.window.To, string(n.readings.Networking)}
	}
	if full {
		out.Table = n.count.Table
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}
