// Package equipmentlist is the equipment of a project (设备清单) as tables of text: its parts, their
// columns, rows as they were typed, and what is wrong with single cells. The portal shows and
// takes it as tables to edit; equipmentlist/xlsx reads and writes it as a workbook.
package equipmentlist

import (
	"slices"
	"strings"

	"lianshen/internal/errs"
	"lianshen/workflow/unitlist"
)

// Parts, by the names under which tables hold their rows. All but Factors and Parties are lists
// of workflow.Equipment; factors stand in a table of their own beside their outlets.
const (
	Outlets     = "outlets"
	Factors     = "factors"
	Instruments = "instruments"
	Loggers     = "loggers"
	Video       = "video"
	Process     = "process"
	Parties     = "parties"
)

// Kinds of column.
const (
	Text   = "text"
	Number = "number"
	Date   = "date"   // 2026-12-31
	Choice = "choice" // one of the options, or nothing
	Open   = "open"   // one of the options, or another word
	Factor = "factor" // code of HJ 212; names of factors do as well
	Role   = "role"   // of a party: given, not entered
)

// Part (分表) is one table of the list.
type Part struct {
	Key     string
	Title   errs.Text
	Columns []Column
}

// Column (列) is a column of a part.
type Column struct {
	Key     string
	Title   errs.Text
	Kind    string
	Options []Option
	// Wide and Narrow are how much room its cells take.
	Wide, Narrow bool
}

// Option (选项) is a value with its name.
type Option struct {
	Value string
	Name  errs.Text
}

func column(key, zh, en string) Column {
	return Column{Key: key, Title: errs.Text{ZH: zh, EN: en}, Kind: Text}
}

func (c Column) of(kind string, options ...Option) Column {
	c.Kind, c.Options = kind, options
	return c
}

func (c Column) wide() Column   { c.Wide = true; return c }
func (c Column) narrow() Column { c.Narrow = true; return c }

func option(value, zh, en string) Option { return Option{value, errs.Text{ZH: zh, EN: en}} }

var (
	outletColumn = column("outlet", "排放口编号", "Outlet").narrow()
	brand        = column("brand", "品牌", "Brand").narrow()
	model        = column("model", "型号", "Model")
	maker        = column("maker", "生产厂家", "Maker").wide()
	serial       = column("serial", "出厂编号", "Serial no.")
	factorColumn = column("factor", "监测因子", "Factor").of(Factor).narrow()
	classes      = []Option{option("analyser", "分析仪", "analyser"), option("flowmeter", "流量计", "flowmeter"), option("sampler", "采样器", "sampler"), option("other", "其他设备", "other")}
)

// monitors are the columns of cameras and meters.
func monitors(class string) []Column {
	return []Column{outletColumn, column("class", class, "Class"), column("position", "安装位置", "Position").wide(), brand, model, maker, serial}
}

// All are the parts, in the order in which they are entered.
var All = []Part{
	{Outlets, errs.Text{ZH: "排放口", EN: "Outlets"}, []Column{
		column("code", "排放口编号", "Outlet"),
		column("medium", "介质", "Medium").of(Choice, option("water", "废水", "water"), option("gas", "废气", "gas")),
	}},
	{Factors, errs.Text{ZH: "监测因子", EN: "Factors"}, []Column{
		outletColumn, factorColumn, column("limit", "排放限值", "Limit").of(Number), column("unit", "单位", "Unit"),
		column("in_permit", "许可证载明", "In the permit").of(Choice, option("true", "是", "yes"), option("false", "否", "no")),
	}},
	{Instruments, errs.Text{ZH: "监测仪器", EN: "Instruments"}, []Column{
		outletColumn, factorColumn, column("class", "类别", "Class").of(Open, classes...), brand, model, maker, serial,
		column("principle", "测量原理", "Principle").wide(),
		column("range_low", "量程下限", "Range from").of(Number).narrow(), column("range_high", "量程上限", "Range to").of(Number).narrow(), column("range_unit", "量程单位", "Unit").narrow(),
		column("cert_no", "认证证书编号", "Certificate no."), column("cert_model", "证书型号", "Certified model"), column("cert_valid_to", "证书有效期至", "Valid to").of(Date),
		column("nox_mode", "NO2测量方式", "NO2").of(Choice, option("measured", "直接测量", "measured"), option("converted", "转换炉转换", "converted"), option("none", "不测量", "none")),
	}},
	{Loggers, errs.Text{ZH: "数据采集仪", EN: "Data loggers"}, []Column{
		brand, model, maker, serial, column("mn", "MN号", "MN").wide(), column("outlets", "接入排放口", "Outlets"),
	}},
	{Video, errs.Text{ZH: "视频监控", EN: "Cameras"}, monitors("类别")},
	{Process, errs.Text{ZH: "工况监控", EN: "Process monitors"}, monitors("监控内容")},
	{Parties, errs.Text{ZH: "参建单位", EN: "Companies"}, []Column{
		column("role", "单位角色", "Role").of(Role, option("contractor", "施工单位", "Contractor"), option("commissioner", "调试单位", "Commissioning unit"), option("laboratory", "检测机构", "Laboratory")),
		column("name", "单位名称", "Name").wide(), column("code", "统一社会信用代码（检测机构填CMA编号）", "USCC (of a laboratory: CMA no.)").wide(),
	}},
}

// Find is the part of a key, nil for none.
func Find(key string) *Part {
	i := slices.IndexFunc(All, func(p Part) bool { return p.Key == key })
	if i < 0 {
		return nil
	}
	return &All[i]
}

// Column is the column of a key, nil for none.
func (p *Part) Column(key string) *Column {
	i := slices.IndexFunc(p.Columns, func(c Column) bool { return c.Key == key })
	if i < 0 {
		return nil
	}
	return &p.Columns[i]
}

// ByTitle is the column of a head as people write it, nil for none.
func (p *Part) ByTitle(head string) *Column {
	plain := unitlist.Plain(head)
	for i, c := range p.Columns {
		if unitlist.Plain(c.Title.ZH) == plain || strings.EqualFold(unitlist.Plain(c.Title.EN), plain) {
			return &p.Columns[i]
		}
	}
	return nil
}

// Known reads a cell that has options: their names in either language stand for them.
func (c *Column) Known(text string) string {
	plain := unitlist.Plain(text)
	for _, o := range c.Options {
		if strings.EqualFold(plain, o.Value) || plain == unitlist.Plain(o.Name.ZH) || strings.EqualFold(plain, unitlist.Plain(o.Name.EN)) {
			return o.Value
		}
	}
	return text
}

// Say is a cell as people read it: the name of an option, in Chinese.
func (c *Column) Say(value string) string {
	for _, o := range c.Options {
		if o.Value == value {
			return o.Name.ZH
		}
	}
	return value
}
