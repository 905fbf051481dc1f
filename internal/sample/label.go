package sample

import (
	"regexp"
	"strconv"
	"strings"
)

// Quantity is the value of a field that is a figure with its unit.
type Quantity struct {
	Value float64 `json:"value"`
	Unit  *string `json:"unit"`
}

// figureAt is the figure that a printed value begins with.
var figureAt = regexp.MustCompile(`^[+-]?[0-9]+(?:\.[0-9]+)?`)

// figureOf is the number in a printed value.
func figureOf(s string) float64 {
	v, err := strconv.ParseFloat(figureAt.FindString(s), 64)
	if err != nil {
		panic("sample: no figure in " + s) // our own data
	}
	return v
}

// quantity splits a printed value into figure and unit.
func quantity(s string) Quantity {
	return Quantity{figureOf(s), optional(strings.TrimPrefix(s, figureAt.FindString(s)))}
}

// seconds is a printed interval.
func seconds(s string) float64 {
	switch {
	case strings.HasSuffix(s, "min"):
		return figureOf(s) * 60
	case strings.HasSuffix(s, "h"):
		return figureOf(s) * 3600
	}
	return figureOf(s)
}

// labelled says what a parameter of the filing form is in the facts.
type labelled struct {
	key  string
	read func(string) any
}

func plain(s string) any { return figureOf(s) }

func words(s string) any { return s }

func withUnit(s string) any { return quantity(s) }

func lasting(s string) any { return seconds(s) }

// parameters by the names under which the filing form prints them.
var parameters = map[string]labelled{
	"消解温度": {"digestion_celsius", plain}, "消解时间": {"digestion_minutes", plain}, "显色时间": {"colour_minutes", plain},
	"标液浓度1": {"standard_1", withUnit}, "标液浓度2": {"standard_2", withUnit}, "斜率k": {"slope", plain}, "截距b": {"intercept", plain},
	"校正系数": {"calibration_factor", plain}, "堰槽类型": {"flume_type", words}, "喉道宽": {"throat_width_mm", plain}, "液位零点": {"level_zero_mm", plain},
	"采样间隔": {"sampling_interval_seconds", lasting}, "测量间隔": {"measuring_interval_seconds", lasting}, "报警上限": {"alarm_high", withUnit},
	"伴热管温度": {"heated_line_celsius", plain}, "冷凝温度": {"condenser_celsius", plain}, "反吹间隔": {"blowback_seconds", lasting},
	"NO2转换效率": {"no2_conversion_percent", plain}, "基准氧含量": {"base_oxygen_percent", plain}, "皮托管系数Kp": {"pitot_kp", plain},
	"速度场系数Kv": {"velocity_kv", plain}, "烟道直径": {"duct_diameter_m", plain}, "烟道截面积": {"duct_area_m2", plain}, "当地大气压": {"atmospheric_kpa", plain},
}

// parameter is the cell of a parameter's value.
func parameter(p Param) cell {
	l, ok := parameters[p.Name]
	if !ok {
		return cell{S: p.Value}
	}
	return val(p.Value, l.key, l.read(p.Value))
}

// classOf is how the facts call a printed 管理类别.
func classOf(printed string) string {
	return map[string]string{"重点管理": "key", "简化管理": "simplified"}[printed]
}

// tells records what a paragraph says besides what it is about.
func (c *composer) tells(pairs ...any) {
	for i := 0; i+1 < len(pairs); i += 2 {
		c.field(pairs[i].(string), pairs[i+1])
	}
}

// cites records the standards that a text names.
func (c *composer) cites(numbers ...string) {
	for _, n := range numbers {
		c.field("standards_cited", n)
	}
}

// headed is a chapter's title without its number.
var headed = regexp.MustCompile(`^(?:第[一二三四五六七八九十]+[章条]|[一二三四五六七八九十]+、|[0-9]+)\s*(.+)$`)

// section records a chapter.
func (c *composer) section(title string) {
	if m := headed.FindStringSubmatch(title); m != nil {
		c.field("sections", strings.TrimSpace(m[1]))
	}
}
