package sample

import (
	"regexp"
	"strconv"
	"strings"
)

// TableTruth is what a table of one name says on one page: rows of column → value,
// normalised as in the facts, null where the cell says nothing. A table that goes on on the
// next page is there once a page.
type TableTruth struct {
	Name string           `json:"name"`
	Page int              `json:"page"`
	Rows []map[string]any `json:"rows"`
}

// DemandValue is a demand such as ±10%, ≤200s or 0.8～1.4; an open end is nil.
type DemandValue struct {
	Low  *float64 `json:"low"`
	High *float64 `json:"high"`
	Unit *string  `json:"unit"`
}

// placedRow is one row of a table as the page prints it.
type placedRow struct {
	table  string
	values map[string]any
}

// record notes what a row of a table says. The rows that sum up a comparison are a form.
func (c *composer) record(t table, r []cell) {
	if t.name == "" {
		return
	}
	if t.summary != "" && r[0].Span > 1 {
		c.recordForm(t.summary, t.about, r)
		return
	}
	if t.keys == nil {
		c.recordForm(t.name, t.about, r)
		return
	}
	values := map[string]any{}
	for k, v := range t.about {
		values[k] = v
	}
	for i, ce := range r {
		if i < len(t.keys) && t.keys[i] != "" {
			values[t.keys[i]] = ce.value(t.name, t.keys[i])
		}
	}
	c.page().Rows = append(c.page().Rows, placedRow{t.name, values})
}

// recordForm adds labels and values to the record that the page has for this form, or
// begins one.
func (c *composer) recordForm(name string, about map[string]any, r []cell) {
	p := c.page()
	if n := len(p.Rows); n == 0 || p.Rows[n-1].table != name || c.formBegins {
		values := map[string]any{}
		if factor, ok := about["factor"]; ok {
			values["factor"] = factor
		}
		p.Rows = append(p.Rows, placedRow{name, values})
		c.formBegins = false
	}
	values := p.Rows[len(p.Rows)-1].values
	for i := 0; i+1 < len(r); i += 2 {
		if key := formKeys[name][r[i].S]; key != "" {
			values[key] = r[i+1].value(name, key)
		}
	}
}

// told is the truth of a cell where what is printed does not say it all: days, ranges, and
// texts that the facts hold in another form. Figures are read from what is printed, since
// fields and tables name their units in different places.
func (ce cell) told() any {
	switch v := ce.Truth.(type) {
	case Date:
		return v.String()
	case RangeValue, *RangeValue, string:
		return v
	}
	return nil
}

// value is what a cell says.
func (ce cell) value(name, key string) any {
	switch {
	case ce.Hand != "":
		return true
	case ce.told() != nil:
		return ce.told()
	case ce.S == "" || ce.S == "—":
		return nil
	case key == "signed":
		return false
	case key == "verdict":
		return map[string]string{"合格": "pass", "不合格": "fail"}[ce.S]
	case key == "limit" && name != "outlets_factors":
		return demand(ce.S)
	case strings.HasSuffix(key, "_seconds"):
		return seconds(ce.S)
	case figureKeys[key] || key == "limit":
		return printedFigure(ce.S)
	}
	return ce.S
}

// figureKeys are the columns that hold figures.
var figureKeys = map[string]bool{"value": true, "online": true, "online_1": true, "online_2": true, "reference": true, "error": true, "lod": true,
	"reference_mean": true, "online_mean": true, "mean_difference": true, "deviation": true, "confidence": true, "relative_accuracy": true,
	"absolute_error": true, "relative_error": true, "slope": true, "intercept": true, "calibration_factor": true, "digestion_celsius": true, "digestion_minutes": true,
	"colour_minutes": true, "standard_1": true, "standard_2": true, "alarm_high": true, "measuring_interval_seconds": true, "sampling_interval_seconds": true, "throat_width_mm": true, "level_zero_mm": true, "storage_celsius": true,
	"pitot_kp": true, "velocity_kv": true, "duct_diameter_m": true, "duct_area_m2": true, "base_oxygen_percent": true, "atmospheric_kpa": true, "heated_line_celsius": true,
	"condenser_celsius": true, "blowback_seconds": true, "no2_conversion_percent": true, "upload_interval_seconds": true, "minute_interval_minutes": true}

// formKeys are the labels of forms.
var formKeys = map[string]map[string]string{
	"parameters": {"监测因子": "factor", "因子编码": "factor_code", "品牌": "brand", "数采仪品牌": "brand", "型号": "model", "出厂编号": "serial", "测量原理": "principle", "量程": "range", "检出限": "lod",
		"斜率k": "slope", "截距b": "intercept", "校正系数": "calibration_factor", "消解温度": "digestion_celsius", "消解时间": "digestion_minutes", "显色时间": "colour_minutes",
		"标液浓度1": "standard_1", "标液浓度2": "standard_2", "校准液1": "standard_1", "校准液2": "standard_2", "报警上限": "alarm_high", "测量间隔": "measuring_interval_seconds", "采样间隔": "sampling_interval_seconds",
		"校准日期": "calibrated_on", "堰槽类型": "flume_type", "喉道宽": "throat_width_mm", "液位零点": "level_zero_mm", "流量公式": "flow_formula", "采样方式": "sampling_mode",
		"留样温度": "storage_celsius", "温度补偿": "temperature_compensation", "皮托管系数Kp": "pitot_kp", "速度场系数Kv": "velocity_kv", "烟道直径": "duct_diameter_m", "烟道截面积": "duct_area_m2",
		"基准氧含量": "base_oxygen_percent", "当地大气压": "atmospheric_kpa", "伴热管温度": "heated_line_celsius", "冷凝温度": "condenser_celsius", "反吹间隔": "blowback_seconds", "NO2转换效率": "no2_conversion_percent",
		"MN号": "mn", "平台地址及端口": "host", "协议版本": "protocol", "实时数据上传间隔": "upload_interval_seconds", "分钟数据间隔": "minute_interval_minutes"},
	"comparison_summary": {"参比方法均值": "reference_mean", "CEMS均值": "online_mean", "数据对差的平均值": "mean_difference", "数据对差的标准偏差": "deviation", "置信系数": "confidence",
		"相对准确度": "relative_accuracy", "绝对误差": "absolute_error", "相对误差": "relative_error", "技术要求": "limit", "判定": "verdict"},
}

var leadingFigure = regexp.MustCompile(`^([±≤≥+\-]?)([0-9.]+)(.*)$`)

// printedFigure is the number that a printed figure begins with, with its sign.
func printedFigure(s string) any {
	m := leadingFigure.FindStringSubmatch(s)
	if m == nil {
		return nil
	}
	v, err := strconv.ParseFloat(m[2], 64)
	if err != nil {
		return nil
	}
	if m[1] == "-" {
		v = -v
	}
	return v
}

// demand is a printed demand as the span of figures that meet it.
func demand(s string) any {
	if low, high, ok := strings.Cut(s, "～"); ok {
		l, h := printedFigure(low).(float64), printedFigure(high).(float64)
		return DemandValue{&l, &h, nil}
	}
	m := leadingFigure.FindStringSubmatch(s)
	v := printedFigure(strings.TrimLeft(s, "±≤≥")).(float64)
	d := DemandValue{Unit: optional(m[3])}
	switch m[1] {
	case "±":
		low := -v
		d.Low, d.High = &low, &v
	case "≥":
		d.Low = &v
	default:
		d.High = &v
	}
	return d
}

// tableTruths groups the rows of a page by table, in the order of their first rows.
func tableTruths(n int, rows []placedRow) []TableTruth {
	out := []TableTruth{}
	at := map[string]int{}
	for _, r := range rows {
		i, ok := at[r.table]
		if !ok {
			i = len(out)
			at[r.table], out = i, append(out, TableTruth{Name: r.table, Page: n})
		}
		out[i].Rows = append(out[i].Rows, r.values)
	}
	return out
}
