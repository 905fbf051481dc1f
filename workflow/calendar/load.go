package calendar

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"

	"lianshen/internal/errs"
)

// holidaysJSON covers 2023 to 2026. Its source, the State Council General Office's notice of
// each year, and that notice's date stand in it.
//
//go:embed holidays.json
var holidaysJSON []byte

// maxFileBytes bounds a data file: a year takes about 1 KB.
const maxFileBytes = 1 << 20

// Default returns the calendar that the program carries.
func Default() (*Calendar, error) { return Parse(holidaysJSON) }

// Open reads another data file, which replaces the embedded one altogether. Errors are of
// use, with the codes calendar.not_found and calendar.malformed.
func Open(path string) (*Calendar, error) {
	raw, err := read(path)
	if err != nil {
		return nil, errs.New(errs.Usage, "calendar.not_found",
			errs.Text{ZH: "无法打开日历文件 " + path, EN: "cannot open the calendar file " + path},
			errs.Text{ZH: "请核对路径", EN: "check the path"}).Wrap(err)
	}
	return parse(path+": ", raw)
}

func read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxFileBytes+1))
}

// Parse reads a data file: an object of years, each {holidays, workdays, source, issued,
// complete}. What cannot be right is refused with the code calendar.malformed and the place.
func Parse(raw []byte) (*Calendar, error) { return parse("", raw) }

func parse(place string, raw []byte) (*Calendar, error) {
	years, err := decode(place, raw)
	if err != nil {
		return nil, err
	}
	c := &Calendar{years: map[int]Year{}, kinds: map[Date]Kind{}, digest: fmt.Sprintf("sha256:%x", sha256.Sum256(raw))}
	for _, name := range slices.Sorted(maps.Keys(years)) {
		if err := c.add(place+name+": ", name, years[name]); err != nil {
			return nil, err
		}
	}
	if c.first == 0 {
		return nil, malformed(place, "没有任何完整年度", "no year is complete")
	}
	return c, nil
}

func decode(place string, raw []byte) (map[string]Year, error) {
	if len(raw) > maxFileBytes {
		return nil, malformed(place, "文件过大", "the file is too large")
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	var years map[string]Year
	if err := dec.Decode(&years); err != nil {
		words := decoderWords(err)
		return nil, malformed(place, words.ZH, words.EN).Wrap(err)
	}
	if dec.More() {
		return nil, malformed(place, "文件末尾有多余内容", "something follows the object")
	}
	return years, nil
}

// add takes a year in; years come in order.
func (c *Calendar) add(place, name string, y Year) error {
	number, err := strconv.Atoi(name)
	if err != nil || len(name) != 4 || number < firstDate.Year() || number > lastDate.Year() {
		return malformed(place, "不是年度", "this is no year")
	}
	if y.Source == "" {
		return malformed(place, "缺少来源 source", "source is missing")
	}
	if y.Complete && len(y.Holidays) == 0 {
		return malformed(place, "完整年度没有节假日", "a complete year has no holidays")
	}
	if err := c.list(place, number, y.Holidays, Holiday); err != nil {
		return err
	}
	if err := c.list(place, number, y.MakeUpDays, MakeUp); err != nil {
		return err
	}
	c.years[number] = y
	if y.Complete {
		if c.first == 0 {
			c.first = number
		}
		c.last = number
	}
	return nil
}

func (c *Calendar) list(place string, year int, days []Date, kind Kind) error {
	for _, d := range days {
		_, twice := c.kinds[d]
		switch {
		case d.Year() != year:
			return malformed(place+d.String()+": ", "不在该年", "the day is in another year")
		case twice:
			return malformed(place+d.String()+": ", "重复", "the day stands twice")
		case kind == MakeUp && ofWeek(d) != Weekend:
			return malformed(place+d.String()+": ", "不是周末，不能调休上班", "only a weekend day can be made up")
		}
		c.kinds[d] = kind
	}
	return nil
}

// decoderWords are the decoder's own words, or ours when a date is wrong.
func decoderWords(err error) errs.Text {
	var e *errs.Error
	if errors.As(err, &e) {
		return e.Message
	}
	return errs.Text{ZH: err.Error(), EN: err.Error()}
}

func malformed(place, zh, en string) *errs.Error {
	return errs.New(errs.Usage, "calendar.malformed",
		errs.Text{ZH: "日历文件有误:" + place + zh, EN: "the calendar file is malformed: " + place + en},
		errs.Text{
			ZH: "格式见 lianshen calendar years --json",
			EN: "see lianshen calendar years --json for the form",
		})
}
