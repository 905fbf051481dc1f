package checker

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for text, want := range map[string]string{
		"2026年9月12日":           "2026-09-12",
		"2026 年 9 月 12 日":      "2026-09-12",
		"２０２６年９月１２日":           "2026-09-12",
		"2026-09-12":           "2026-09-12",
		"2026/9/12":            "2026-09-12",
		"2026.9.12":            "2026-09-12",
		"2026．09．12":           "2026-09-12",
		"20260912":             "2026-09-12",
		"二〇二六年九月十二日":           "2026-09-12",
		"二○二六年九月十二日":           "2026-09-12",
		"二零二六年十二月三十一日":         "2026-12-31",
		"二O二六年二月二十日":           "2026-02-20",
		"2O26年O9月l2日":          "2026-09-12",
		"2026年9月12日（星期六）10:00": "2026-09-12",
		"会议于2026年9月12日召开":      "2026-09-12",
		"2028年2月29日":           "2028-02-29",
		"2026年2月29日":           "",
		"2026年13月1日":           "",
		"1026年1月1日":            "",
		"12026年1月1日":           "",
		"2026年9月":              "",
		"20261332":             "",
		"QP260193419":          "",
		"GB 3544-2008":         "",
		"0.381":                "",
		"":                     "",
	} {
		if got, ok := parseDate(text); got != want || ok != (want != "") {
			t.Errorf("parseDate(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
}

func TestFindDatesOfSpans(t *testing.T) {
	for text, want := range map[string]string{
		"2026年5月6日至2026年5月15日":            "2026-05-06 2026-05-15",
		"2026年5月6日至5月15日":                 "2026-05-06 2026-05-15",
		"2026年6月23日～24日":                  "2026-06-23 2026-06-24",
		"2026.5.6-2026.5.15":              "2026-05-06 2026-05-15",
		"2026-05-06~2026-05-15":           "2026-05-06 2026-05-15",
		"2026/5/6—2026/5/15":              "2026-05-06 2026-05-15",
		"二〇二六年五月六日至二〇二六年五月十五日":            "2026-05-06 2026-05-15",
		"2026年12月30日至2027年1月8日":           "2026-12-30 2027-01-08",
		"2026年6月23日至2月31日":                "2026-06-23",
		"自2026年4月4日开工，至2026年4月27日竣工，共24天": "2026-04-04 2026-04-27",
	} {
		var got []string
		for _, h := range findDates(text) {
			got = append(got, h.iso)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("findDates(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestIsBareDate(t *testing.T) {
	for text, want := range map[string]bool{
		" 2026 年 9 月 12 日 ": true, "二〇二六年九月十二日": true, "20260912": true, //nolint:gocritic // white space is part of the test
		"日期：2026-09-12": false, "2026年9月12日至13日": false, "": false,
	} {
		if got := isBareDate(text); got != want {
			t.Errorf("isBareDate(%q) = %v", text, got)
		}
	}
}

// hanForm writes a number below 100 in Chinese numerals.
func hanForm(n int) string {
	const digits = "零一二三四五六七八九"
	d := func(n int) string { return string([]rune(digits)[n]) }
	switch {
	case n < 10:
		return d(n)
	case n < 20:
		return strings.TrimSuffix("十"+d(n-10), "零")
	default:
		return strings.TrimSuffix(d(n/10)+"十"+d(n%10), "零")
	}
}

// Every day of some years is read back from every form.
func TestEveryDayInEveryForm(t *testing.T) {
	end := time.Date(2028, 12, 31, 0, 0, 0, 0, time.UTC)
	for d := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); !d.After(end); d = d.AddDate(0, 0, 1) {
		y, m, day := d.Date()
		var year string
		for _, r := range strconv.Itoa(y) {
			year += string([]rune("〇一二三四五六七八九")[r-'0'])
		}
		want := d.Format(time.DateOnly)
		for _, text := range []string{
			want, d.Format("20060102"), d.Format("2006.1.2"), d.Format("2006/01/02"), d.Format("2006年1月2日"), d.Format("2006 年 01 月 02 日"),
			fmt.Sprintf("%s年%s月%s日", year, hanForm(int(m)), hanForm(day)),
		} {
			if got, _ := parseDate(text); got != want {
				t.Fatalf("parseDate(%q) = %q, want %s", text, got, want)
			}
		}
	}
}

// FuzzFindDates: whatever is found is a day of the calendar and stands where it is said to.
func FuzzFindDates(f *testing.F) {
	for _, s := range []string{"2026年9月12日", "二〇二六年九月十二日至十月三日", "2O26.l.2", "20260912", "2026年6月23日~24日"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		folded, last := squeeze(text), 0
		for _, h := range findDates(text) {
			if _, err := time.Parse(time.DateOnly, h.iso); err != nil {
				t.Errorf("findDates(%q): %v", text, err)
			}
			if h.start < last || h.end <= h.start || h.end > len(folded) {
				t.Errorf("findDates(%q): [%d,%d) after %d of %d", text, h.start, h.end, last, len(folded))
			}
			last = h.end
		}
	})
}
