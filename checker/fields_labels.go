package checker

import (
	"cmp"
	"slices"
	"strings"
)

// valueType says how the text behind a label is read.
type valueType int

const (
	textValue valueType = iota // free text: address, principle
	nameValue                  // 单位名称
	personValue
	usccValue
	permitValue
	dateValue
	spanValue  // two dates: the keys are <key>_start and <key>_end
	codeValue  // report, contract and certificate numbers
	modelValue // 型号: like a code, letter case kept
	rangeValue
	mnValue
	cmaValue
	outletValue
	phoneValue
	idValue
	countValue // a number of hours or days
	conclusionValue
	numberValue     // a figure in the unit that the key's end names; see measures
	quantityValue   // a figure with its unit
	choiceValue     // one of a few words; see choices
	moneyValue      // a sum in figures
	capitalValue    // a sum in words
	standardValue   // the number of a standard
	protocolValue   // the standard of the wire protocol
	factorCodeValue // w01018, a21026: HJ 212
	validValue      // the last day of what the label before it names; see validKeys
	noValue         // a label whose value no key stands for; it ends other values
)

// labelRule ties a field key of the shared vocabulary to the labels under which forms,
// reports and tables print it. Our list, after the documents of domain.md 2.
type labelRule struct {
	key    string
	kind   valueType
	labels []string
}

// unitKey stands for the party that a document is about; see subjectKey.
const unitKey = "(unit)"

var labelRules = []labelRule{
	{"enterprise_name", nameValue, []string{"排污单位名称", "排污单位", "排污单位全称", "企业名称", "建设单位名称", "建设单位", "业主单位",
		"委托单位", "委托单位名称", "受检单位", "受检单位名称", "被测单位", "被测单位名称", "被监测单位", "受测单位", "项目单位", "申请单位", "填报单位", "验收单位"}},
	{"contractor_name", nameValue, []string{"施工单位名称", "施工单位", "承建单位", "安装单位", "施工方"}},
	{"commissioner_name", nameValue, []string{"调试单位名称", "调试单位", "调试方"}},
	{"laboratory_name", nameValue, []string{"检测机构名称", "检测机构", "检测单位", "检测单位名称", "监测单位", "监测机构", "监测机构名称",
		"比对监测单位", "比对监测机构", "检验检测机构", "检验检测机构名称", "验收比对监测机构", "验收比对监测单位"}},
	{unitKey, nameValue, []string{"单位名称", "公司名称", "单位全称", "名称"}},
	{"party_a", nameValue, []string{"甲方", "发包方", "发包人", "委托方", "甲方名称", "甲方单位"}},
	{"party_b", nameValue, []string{"乙方", "承包方", "承包人", "受托方", "乙方名称", "乙方单位"}},
	{"uscc", usccValue, []string{"统一社会信用代码", "社会信用代码", "统一信用代码", "信用代码", "统一社会信用代码证号", "纳税人识别号", "税号"}},
	{"permit_no", permitValue, []string{"排污许可证编号", "排污许可证号", "排污许可证", "排污许可编号", "许可证编号", "许可证号"}},
	{"report_no", codeValue, []string{"报告编号", "报告号", "检测报告编号", "监测报告编号", "调试报告编号"}},
	{"contract_no", codeValue, []string{"合同编号", "合同号"}},
	{"qualification_no", codeValue, []string{"资质证书编号", "资质证书号", "资质编号", "资质证号"}},
	{"cma_no", cmaValue, []string{"资质认定证书编号", "资质认定编号", "CMA证书编号", "CMA编号", "CMA", "资质认定证书号", "检验检测机构资质认定证书编号"}},
	{"document_date", dateValue, []string{"日期", "编制日期", "编制时间", "填报日期", "填表日期", "报告日期", "编报日期", "出具日期", "填写日期", "备案日期"}},
	{"signed_on", dateValue, []string{"签订日期", "签订时间", "签约日期", "签署日期", "合同签订日期", "合同签订时间"}},
	{"acceptance_date", dateValue, []string{"验收日期", "验收时间", "会议时间", "会议日期", "自主验收日期", "自主验收时间", "验收会时间"}},
	{"commissioning", spanValue, []string{"调试起止日期", "调试起止时间", "调试日期", "调试时间", "调试期间", "调试周期", "起止日期", "起止时间"}},
	{"commissioning_start", dateValue, []string{"调试开始日期", "调试开始时间"}},
	{"commissioning_end", dateValue, []string{"调试结束日期", "调试结束时间", "调试完成日期", "调试完成时间"}},
	{"sampled_on", dateValue, []string{"采样日期", "采样时间", "采样起止日期", "采样起止时间", "监测日期", "检测日期", "现场监测日期", "比对监测日期"}},
	{"issued_on", dateValue, []string{"签发日期", "签发时间"}},
	{"outlet_code", outletValue, []string{"排放口编号", "排污口编号", "排口编号", "排放口编号及名称", "排放口名称及编号", "排放口", "排放口代码"}},
	{"model", modelValue, []string{"型号", "规格型号", "型号规格", "设备型号", "仪器型号", "产品型号", "型号/规格", "规格/型号", "数采仪型号"}},
	{"serial", codeValue, []string{"出厂编号", "出厂序列号", "出厂号", "序列号", "设备编号", "机身编号", "产品编号", "设备序列号"}},
	{"brand", textValue, []string{"品牌", "设备品牌", "仪器品牌"}},
	{"maker", nameValue, []string{"生产厂家", "生产厂商", "制造商", "制造厂家", "生产单位", "制造单位", "厂家", "生产企业", "生产商", "厂商"}},
	{"principle", textValue, []string{"测量原理", "监测原理", "测定原理", "工作原理", "分析原理", "分析方法", "测量方法", "测定方法", "测量原理/方法", "原理"}},
	{"range", rangeValue, []string{"量程", "测量范围", "量程范围", "工作量程", "测量量程", "仪器量程", "设定量程"}},
	{"mn", mnValue, []string{"MN号", "MN", "MN码", "MN编号", "设备唯一标识", "设备唯一标识MN", "设备唯一标识(MN)", "数采仪MN号", "数采仪MN", "唯一标识", "唯一标识MN", "联网MN号"}},
	{"phone", phoneValue, []string{"联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "联系人电话", "联系手机", "移动电话"}},
	{"contact", personValue, []string{"联系人", "联系人姓名", "环保负责人", "项目联系人", "环保联系人"}},
	{"address", textValue, []string{"地址", "单位地址", "详细地址", "通讯地址", "通信地址", "注册地址", "企业地址", "联系地址", "生产经营场所地址", "生产地址", "住所"}},
	{"id_number", idValue, []string{"身份证号", "身份证号码", "身份证", "公民身份号码", "证件号码"}},
	{"conclusion", conclusionValue, []string{"结论", "验收结论", "检测结论", "监测结论", "调试结论", "比对结论", "总体结论", "综合结论", "比对监测结论", "总结论", "结论意见"}},
	{"run_hours", countValue, []string{"连续运行时间", "连续运行小时数", "运行时间", "连续运行时长"}},
	{"test_hours", countValue, []string{"调试检测时间", "检测时长", "测试时间", "调试检测时长"}},
	{"trial", spanValue, []string{"试运行起止日期", "试运行日期", "试运行起止时间"}},
	{"trial_days", countValue, []string{"试运行天数", "试运行时间", "试运行时长", "试运行期"}},
	{"project_name", textValue, []string{"项目名称", "工程名称", "建设项目名称"}},
	{"project_kind", choiceValue, []string{"建设类型", "建设性质", "项目类型", "项目性质", "安装类型", "建设类别"}},
	{"permit_class", choiceValue, []string{"管理类别", "排污许可管理类别", "许可管理类别", "许可证管理类别"}},
	{"carrier", choiceValue, []string{"网络运营商", "运营商", "通信运营商", "通讯运营商"}},
	{"industry", textValue, []string{"行业类别", "所属行业", "行业", "行业名称", "国民经济行业类别"}},
	{"town", textValue, []string{"所在镇街", "所属镇街", "镇街", "镇(街)", "所在镇(街)", "所属镇街(园区)"}},
	{"legal_person", personValue, []string{"法定代表人", "法人代表", "法人", "法定代表人姓名"}},
	{"served_enterprise", nameValue, []string{"服务的排污单位", "服务单位", "服务对象", "服务的企业"}},
	{"prepared_by", nameValue, []string{"编制单位", "编制单位名称", "方案编制单位", "报告编制单位"}},
	{"operator_name", nameValue, []string{"运维单位", "运维单位名称", "运营单位", "运营单位名称", "运行维护单位", "运行维护单位名称", "运行单位", "运维公司"}},
	{"outlet_name", textValue, []string{"排放口名称", "排污口名称", "排口名称"}},
	{"discharge_to", textValue, []string{"排放去向", "废水排放去向", "排水去向"}},
	{"emission_standard", textValue, []string{"执行标准", "排放标准", "执行排放标准", "污染物排放标准", "排放执行标准"}},
	{"factor", textValue, []string{"监测因子", "因子", "监测项目", "污染物", "污染因子", "监测指标", "污染物名称", "因子名称"}},
	{"factor_code", factorCodeValue, []string{"因子编码", "因子代码", "污染物编码", "污染物代码", "监测因子编码"}},
	{"limit", quantityValue, []string{"排放限值", "限值", "执行限值", "浓度限值", "标准限值", "许可排放浓度限值"}},
	{"signed_place", textValue, []string{"签订地点", "签约地点", "签署地点"}},
	{"amount_yuan", moneyValue, []string{"合同金额", "合同总价", "合同价款", "合同总金额", "小写", "金额(小写)", "小写金额", "总价", "合同金额(小写)", "金额"}},
	{"amount_words_yuan", capitalValue, []string{"大写", "金额(大写)", "大写金额", "人民币大写", "人民币(大写)", "合同金额(大写)"}},
	{"construction_start", dateValue, []string{"开工日期", "开工时间", "计划开工日期", "施工开始日期"}},
	{"construction_end", dateValue, []string{"竣工日期", "竣工时间", "完工日期", "完工时间", "计划竣工日期", "安装完成日期", "施工结束日期"}},
	{"construction", spanValue, []string{"工期", "施工工期", "施工起止日期", "施工期限", "合同工期"}},
	{"task_deadline", dateValue, []string{"任务完成期限", "完成期限", "建设任务完成期限"}},
	{"qualification", textValue, []string{"资质等级", "资质类别", "资质类别及等级", "资质名称", "资质等级及类别", "企业资质"}},
	{"qualification_valid_to", validValue, []string{"资质有效期", "资质有效期至", "资质证书有效期", "资质证书有效期至"}},
	{"safety_licence_no", codeValue, []string{"安全生产许可证编号", "安全生产许可证号", "安全生产许可证"}},
	{"certificate_model", modelValue, []string{"证书型号", "认证型号"}},
	{"certificate_no", codeValue, []string{"证书编号", "证书号", "认证编号", "环保产品认证", "环保产品认证编号", "环保产品认证证书编号", "CCEP证书编号", "CCEP编号", "适用性检测报告",
		"适用性检测报告编号", "适用性检测报告号", "型式批准证书编号", "型式批准编号"}},
	{"calibration_no", codeValue, []string{"检定证书编号", "检定证书号", "校准证书编号", "校准证书号", "检定/校准证书号", "检定/校准证书编号", "检定(校准)证书编号", "检定(校准)证书号", "检定编号"}},
	{"calibration_valid_to", validValue, []string{"检定有效期", "检定有效期至", "校准有效期至", "检定/校准有效期至", "检定/校准有效期", "检定(校准)有效期至", "检定校准有效期至"}},
	{"valid_to", validValue, []string{"有效期", "有效期至", "有效期限", "有效日期", "证书有效期", "证书有效期至", "到期日期", "有效期截止日期"}},
	{"calibrated_on", dateValue, []string{"校准日期", "校准时间", "检定日期", "检定时间", "校正日期"}},
	{"installed_on", dateValue, []string{"安装日期", "安装时间", "安装完成时间"}},
	{"analysed_on", dateValue, []string{"分析日期", "分析时间", "实验室分析日期"}},
	{"load", textValue, []string{"监测工况", "生产工况", "工况", "运行工况", "运行负荷", "生产负荷", "工况负荷", "工况说明"}},
	{"running_rate_percent", numberValue, []string{"设备运转率", "运转率", "设备运行率", "仪器运转率"}},
	{"transmission_rate_percent", numberValue, []string{"数据传输率", "传输率", "数据传输有效率", "数据上传率", "传输有效率", "数据捕集率"}},
	{"meeting_place", textValue, []string{"会议地点", "验收地点"}},
	{"lod", quantityValue, []string{"检出限", "仪器检出限", "方法检出限", "最低检出限"}},
	{"alarm_high", quantityValue, []string{"报警上限", "限制上限", "报警高限", "上限报警值"}},
	{"alarm_low", quantityValue, []string{"报警下限", "限制下限", "报警低限", "下限报警值"}},
	{"digestion_celsius", numberValue, []string{"消解温度", "消解池温度", "消解器温度"}},
	{"digestion_minutes", numberValue, []string{"消解时间", "消解时长"}},
	{"colour_minutes", numberValue, []string{"显色时间", "显色时长", "反应时间"}},
	{"standard_1", quantityValue, []string{"标液浓度1", "标液1浓度", "标样浓度1", "标液一浓度"}},
	{"standard_2", quantityValue, []string{"标液浓度2", "标液2浓度", "标样浓度2", "标液二浓度"}},
	{"slope", numberValue, []string{"斜率k", "斜率K", "斜率", "曲线斜率", "斜率(k)", "斜率(K)", "工作曲线斜率", "斜率a"}},
	{"intercept", numberValue, []string{"截距b", "截距B", "截距", "曲线截距", "截距(b)", "截距(B)", "工作曲线截距"}},
	{"calibration_factor", numberValue, []string{"校正系数", "修正系数", "校准系数"}},
	{"measuring_interval_seconds", numberValue, []string{"测量间隔", "测量周期", "监测间隔", "分析周期", "测定间隔"}},
	{"sampling_interval_seconds", numberValue, []string{"采样间隔", "采样周期"}},
	{"upload_interval_seconds", numberValue, []string{"实时数据上传间隔", "上传间隔", "数据上传间隔", "实时数据间隔", "实时数据上报间隔"}},
	{"minute_interval_minutes", numberValue, []string{"分钟数据间隔", "分钟数据上传间隔", "分钟数据上报间隔"}},
	{"flume_type", textValue, []string{"堰槽类型", "堰槽型式", "堰槽形式", "量水堰槽类型"}},
	{"throat_width_mm", numberValue, []string{"喉道宽", "喉道宽度", "喉宽"}},
	{"level_zero_mm", numberValue, []string{"液位零点"}},
	{"pitot_kp", numberValue, []string{"皮托管系数Kp", "皮托管系数KP", "皮托管系数", "皮托管系数(Kp)", "Kp", "Kp值"}},
	{"velocity_kv", numberValue, []string{"速度场系数Kv", "速度场系数KV", "速度场系数", "速度场系数(Kv)", "Kv", "Kv值"}},
	{"duct_diameter_m", numberValue, []string{"烟道直径", "烟道内径", "烟囱内径", "烟囱直径", "管道直径", "管道内径"}},
	{"duct_area_m2", numberValue, []string{"烟道截面积", "烟道面积", "截面积", "烟道横截面积", "监测断面面积", "断面面积"}},
	{"duct_length_m", numberValue, []string{"烟道长", "烟道长度"}},
	{"duct_width_m", numberValue, []string{"烟道宽", "烟道宽度"}},
	{"excess_air", numberValue, []string{"过量空气系数", "过剩空气系数", "空气系数", "过量空气系数α", "基准过量空气系数"}},
	{"base_oxygen_percent", numberValue, []string{"基准氧含量", "基准氧", "基准含氧量", "基准O2", "折算氧含量", "基准氧量"}},
	{"atmospheric_kpa", numberValue, []string{"当地大气压", "大气压", "大气压力", "当地大气压力"}},
	{"heated_line_celsius", numberValue, []string{"伴热管温度", "伴热温度", "伴热管线温度", "伴热带温度"}},
	{"condenser_celsius", numberValue, []string{"冷凝温度", "冷凝器温度", "冷凝管温度"}},
	{"blowback_seconds", numberValue, []string{"反吹间隔", "反吹周期", "反吹时间间隔"}},
	{"no2_conversion_percent", numberValue, []string{"NO2转换效率", "NO2转化效率", "转换效率", "转化效率", "转换器效率"}},
	{"dilution_ratio", numberValue, []string{"稀释比"}},
	{"protocol", protocolValue, []string{"协议版本", "通信协议", "通讯协议", "传输协议", "通信协议版本", "协议"}},
	{"station_area_m2", numberValue, []string{"站房面积", "监测站房面积"}},
	{"station_height_m", numberValue, []string{"站房高度", "站房净高", "监测站房高度"}},
	{"platform_area_m2", numberValue, []string{"平台面积", "采样平台面积", "监测平台面积"}},
	{"", noValue, []string{"出厂日期", "生产日期", "购置日期",
		"成立日期", "发证日期", "发证时间", "拍摄日期", "拍摄时间", "序号", "项目", "设备名称", "仪器名称", "名称及型号",
		"数量", "单位", "单价", "备注", "姓名", "岗位", "职务", "职称", "签名", "签字", "委托代理人", "授权代表", "盖章", "公章", "测量精度",
		"精度", "证书名称", "开户银行", "账号", "邮编", "邮政编码", "传真", "电子邮箱", "邮箱", "设备类别", "类别",
		"判定", "是否合格", "指标", "测试项目", "要求", "结果", "实测值", "标准值", "采样点位", "点位", "监测点位", "位置", "经纬度", "经度", "纬度",
		"合同名称", "工程地点", "编制人",
		"审核人", "编制", "审核", "批准", "签发", "起始日期", "结束日期", "参比方法", "数采仪", "端口", "IP地址",
		"主持人", "参加人员", "天气", "排放口类型", "废水类型", "邮政", "网址", "仪器编号", "监测仪器名称", "验收内容", "验收情况", "服务内容", "服务范围", "经营范围", "企业类型", "附件", "检查内容", "检查情况", "校准", "检测依据", "标准物质名称", "温度补偿", "校准液1", "校准液2", "流量公式", "采样方式", "留样温度", "平台地址及端口", "确定依据", "计划时间", "工作内容", "证书号及有效期", "标准编号", "证书型号及编号", "图号", "内容", "样品", "采样点", "检测类别", "样品类别", "样品状态"}},
}

// label is one way to print one key.
type label struct {
	text []rune
	key  string
	kind valueType
}

// labels holds all labels by their first rune, the longest first; longLabels those of five
// and more characters by their number.
var labels, longLabels = indexLabels()

func indexLabels() (first map[rune][]label, size map[int][]label) {
	first, size = map[rune][]label{}, map[int][]label{}
	for _, rule := range labelRules {
		for _, text := range rule.labels {
			l := label{[]rune(text), rule.key, rule.kind}
			first[l.text[0]] = append(first[l.text[0]], l)
			if n := len(l.text); n >= 5 {
				size[n] = append(size[n], l)
			}
		}
	}
	for r := range first {
		slices.SortStableFunc(first[r], func(a, b label) int { return cmp.Compare(len(b.text), len(a.text)) })
	}
	return first, size
}

// modifiers are words that say whose or which a label's value is and leave its key as it is:
// 在线仪器型号, 数采仪品牌, 单位地址.
var modifiers = []string{"在线", "自动", "现场", "设备", "仪器", "数采仪", "数据采集仪", "数据采集传输仪", "排污单位",
	"施工单位", "调试单位", "检测机构", "检测单位", "企业", "单位", "公司", "项目"}

var modifierRunes = func() (out [][]rune) {
	for _, m := range modifiers {
		out = append(out, []rune(m))
	}
	return out
}()

// labelAt returns the longest label that stands at index i, with a modifier or without.
// The text of the label covers the modifier.
func labelAt(f folded, i int) (label, bool) {
	best, found := plainLabelAt(f, i)
	for _, m := range modifierRunes {
		if !f.has(i, m) || i+len(m) >= len(f.runes) {
			continue
		}
		l, ok := plainLabelAt(f, i+len(m))
		if size := len(m) + len(l.text); ok && l.key != unitKey && size > len(best.text) {
			l.text = f.runes[i : i+size]
			best, found = l, true
		}
	}
	return best, found
}

func plainLabelAt(f folded, i int) (label, bool) {
	for _, l := range labels[f.runes[i]] {
		if f.has(i, l.text) {
			return l, true
		}
	}
	return label{}, false
}

// subjects tells which party 单位名称 means in a document with one of these words in its
// title; in any other it is the enterprise.
var subjects = []struct{ word, key string }{
	{"施工单位", "contractor_name"}, {"施工人员", "contractor_name"},
	{"调试单位", "commissioner_name"}, {"调试人员", "commissioner_name"},
	{"检测机构", "laboratory_name"}, {"检测单位", "laboratory_name"},
}

// subjectKey returns the key of the party that a document is about.
func subjectKey(pages []Page) string {
	if p := firstPage(pages); p != nil {
		title := strings.Join(append(titleLines(*p), headings(*p)...), "\n")
		for _, s := range subjects {
			if strings.Contains(title, s.word) {
				return s.key
			}
		}
	}
	return "enterprise_name"
}
