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
	noValue // a label whose value no key stands for; it ends other values
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
	{"sampled_on", dateValue, []string{"采样日期", "采样时间", "监测日期", "检测日期", "现场监测日期", "比对监测日期"}},
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
	{"trial_days", countValue, []string{"试运行天数", "试运行时间", "试运行时长", "试运行期"}},
	{"", noValue, []string{"出厂日期", "生产日期", "有效日期", "有效期", "有效期至", "有效期限", "校准日期", "检定日期", "到期日期", "开工日期", "竣工日期", "购置日期",
		"成立日期", "安装日期", "发证日期", "发证时间", "拍摄日期", "拍摄时间", "检定时间", "序号", "监测因子", "因子", "监测项目", "项目名称", "项目", "设备名称", "仪器名称", "名称及型号",
		"数量", "单位", "单价", "备注", "姓名", "岗位", "职务", "职称", "签名", "签字", "法定代表人", "法人代表", "委托代理人", "授权代表", "盖章", "公章", "检出限", "测量精度",
		"精度", "证书名称", "证书编号", "资质等级", "资质类别", "开户银行", "账号", "邮编", "邮政编码", "传真", "电子邮箱", "邮箱", "设备类别", "类别", "限值", "执行标准", "排放标准",
		"判定", "是否合格", "指标", "测试项目", "要求", "结果", "实测值", "标准值", "采样点位", "点位", "监测点位", "位置", "行业类别", "所属镇街", "镇街", "经纬度", "经度", "纬度",
		"管理类别", "建设类型", "合同名称", "工程名称", "工程地点", "合同金额", "环保产品认证", "适用性检测报告", "认证编号", "报警上限", "报警下限", "斜率", "截距", "工期", "编制人",
		"审核人", "编制", "审核", "批准", "签发", "试运行起止日期", "试运行日期", "起始日期", "结束日期", "参比方法", "数采仪", "端口", "IP地址", "协议版本", "上传间隔", "会议地点",
		"验收地点", "主持人", "参加人员", "天气", "工况", "排放去向", "排放口名称", "排放口类型", "废水类型", "邮政", "网址", "仪器编号", "监测仪器名称", "验收内容", "验收情况", "服务内容", "服务范围", "经营范围", "资质类别及等级", "企业类型", "附件", "服务的排污单位", "所在镇街", "检查内容", "检查情况", "校正系数", "测量间隔", "校准", "证书有效期", "检测依据", "检测类别", "样品类别", "样品状态"}},
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
