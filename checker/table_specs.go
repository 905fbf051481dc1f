package checker

// cellKind says how the text of a cell is read.
type cellKind int

const (
	cellText   cellKind = iota
	cellName            // 单位
	cellPerson          // 姓名
	cellCode            // numbers of instruments, certificates, standards
	cellModel           // 型号
	cellDate
	cellRange   // 量程
	cellNumber  // a figure, perhaps with its unit
	cellLimit   // ±10%, ≤200s, 0.8～1.4: a Range with open ends
	cellVerdict // 合格, 不合格
	cellPhone
	cellID
	cellOutlet
	cellMN
	cellClock  // a time of day or a span of it
	cellSigned // 签名: whether something is written there
	cellUnit
	cellFactorCode // HJ 212 code
	cellFactor     // 监测因子, by name
	cellMeasure    // a figure in the unit that the key's end names, as in fields
)

// tableColumn ties a column of the shared vocabulary to the heads under which forms print
// it. Heads are written without blanks and without what stands in parentheses.
type tableColumn struct {
	key   string
	kind  cellKind
	heads []string
}

// tableSpec is one kind of table: its columns, and which of them it must have (one of each
// list) or must not have.
type tableSpec struct {
	name    string
	columns []tableColumn
	needs   [][]string
	without []string
	// form: a record is a form of labels and values, one for each block of rules.
	form bool
	// kinds limits the table to some kinds of document; nil to none.
	kinds []string
	// words of which one must stand in the table or right above it.
	words []string
}

// Columns that several tables have.
var (
	colNo       = tableColumn{"no", cellText, []string{"序号", "编号", "No", "No.", "项次"}}
	colOutlet   = tableColumn{"outlet", cellOutlet, []string{"排放口编号", "排放口", "排口编号", "排污口编号", "监测点位", "点位编号", "排放口名称及编号", "排放口编号及名称", "安装位置", "安装点位"}}
	colFactor   = tableColumn{"factor", cellFactor, []string{"监测因子", "因子", "监测项目", "监测参数", "测量因子", "监测指标", "污染物", "污染因子", "污染物名称", "测量参数", "因子名称", "分析项目", "污染物项目", "测定项目"}}
	colCode     = tableColumn{"factor_code", cellFactorCode, []string{"因子编码", "因子代码", "污染物编码", "编码", "污染物代码", "参数编码"}}
	colDevice   = tableColumn{"name", cellText, []string{"设备名称", "仪器名称", "名称", "仪器设备名称", "设备", "仪器", "仪器设备", "设备名称及用途", "监测仪器", "监测设备", "监测仪器名称", "监测设备名称"}}
	colBrand    = tableColumn{"brand", cellText, []string{"品牌", "设备品牌", "仪器品牌", "商标"}}
	colModel    = tableColumn{"model", cellModel, []string{"型号", "规格型号", "型号规格", "设备型号", "仪器型号", "产品型号", "型号/规格", "规格/型号", "在线仪器型号", "仪器规格型号", "设备规格型号"}}
	colMaker    = tableColumn{"maker", cellName, []string{"生产厂家", "生产厂商", "制造商", "制造厂家", "生产单位", "制造单位", "厂家", "生产企业", "生产商", "厂商", "设备厂家", "供应商"}}
	colSerial   = tableColumn{"serial", cellCode, []string{"出厂编号", "出厂序列号", "出厂号", "序列号", "设备编号", "机身编号", "产品编号", "设备序列号", "仪器出厂编号", "设备出厂编号", "编号"}}
	colMethod   = tableColumn{"principle", cellText, []string{"测量原理", "监测原理", "测定原理", "工作原理", "分析原理", "分析方法", "测量方法", "测定方法", "测量原理/方法", "原理", "监测方法", "原理/方法"}}
	colRange    = tableColumn{"range", cellRange, []string{"量程", "测量范围", "量程范围", "工作量程", "测量量程", "仪器量程", "设定量程", "量程设置"}}
	colLow      = tableColumn{"range_low", cellNumber, []string{"量程下限", "测量下限"}}
	colHigh     = tableColumn{"range_high", cellNumber, []string{"量程上限", "测量上限"}}
	colLOD      = tableColumn{"lod", cellNumber, []string{"检出限", "检测下限", "最低检出限", "方法检出限", "检测限"}}
	colAccuracy = tableColumn{"accuracy", cellText, []string{"测量精度", "精度", "准确度", "精确度"}}
	colCert     = tableColumn{"certificate_no", cellCode, []string{"证书编号", "环保产品认证证书编号", "环保认证证书编号", "适用性检测报告编号", "适用性检测证书编号", "认证证书编号", "证书号", "认证编号", "环保产品认证编号", "CCEP证书编号", "证书/报告编号", "适用性检测报告号", "环保产品认证", "认证证书"}}
	colCertTo   = tableColumn{"certificate_valid_to", cellDate, []string{"有效期至", "证书有效期", "有效期", "证书有效期至", "有效期限", "有效日期", "到期日期", "有效截止日期", "证书到期日期"}}
	colUnit     = tableColumn{"unit", cellUnit, []string{"单位", "计量单位", "浓度单位"}}
	colVerdict  = tableColumn{"verdict", cellVerdict, []string{"判定", "是否合格", "结果判定", "评价", "结论", "单项判定", "是否达标", "评价结果", "合格与否", "判定结果", "是否符合", "符合性", "单项结论", "结果评价", "单项评价"}}
	colPerson   = tableColumn{"name", cellPerson, []string{"姓名", "人员姓名"}}
	colPhone    = tableColumn{"phone", cellPhone, []string{"电话", "联系电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "移动电话"}}
)

// instrumentColumns are those of lists of instruments.
var instrumentColumns = []tableColumn{colNo, colOutlet, colFactor, colCode, colDevice,
	{"class", cellText, []string{"设备类别", "类别", "设备类型", "仪器类别"}},
	colBrand, colModel, colMaker, colSerial, colMethod, colRange, colLow, colHigh, colLOD, colAccuracy, colCert,
	{"certificate_model", cellModel, []string{"证书型号", "认证型号"}}, colCertTo,
	{"method", cellText, []string{"参比方法", "实验室方法", "手工监测方法", "参比实验室方法", "标准方法", "手工方法"}},
	{"quantity", cellNumber, []string{"数量", "台数"}}, {"remark", cellText, []string{"备注", "说明"}},
	{"alarm_low", cellNumber, []string{"报警下限", "限制下限"}}, {"alarm_high", cellNumber, []string{"报警上限", "限制上限"}},
	{"mn", cellMN, []string{"MN号", "MN", "MN码", "MN编号", "设备唯一标识", "唯一标识", "设备唯一标识MN", "数采仪MN号", "联网MN号"}},
}

// describesInstrument are columns of which a list of instruments has some.
var describesInstrument = []string{"brand", "maker", "range", "principle", "factor", "name"}

var tableSpecs = []tableSpec{
	{name: "loggers", columns: instrumentColumns, needs: [][]string{{"mn"}, {"model", "brand", "serial", "maker"}}, without: []string{"range", "principle", "lod"}},
	{name: "equipment_list", columns: instrumentColumns, kinds: []string{"equipment-list"},
		needs: [][]string{{"model", "serial"}, {"brand", "maker", "range", "principle"}, describesInstrument}},
	{name: "instruments", columns: instrumentColumns,
		needs: [][]string{{"model", "serial"}, {"brand", "maker", "range", "principle"}, describesInstrument}},
	{name: "certificates", columns: []tableColumn{colNo, colFactor, colDevice, colModel, {"certificate_model", cellModel, []string{"证书型号", "认证型号"}}, colSerial, colCert, colCertTo, colMaker},
		needs: [][]string{{"certificate_no"}, {"certificate_model", "serial", "model"}}, without: []string{"brand", "range", "principle"}},
	{name: "apparatus", kinds: []string{"comparison-report"}, columns: []tableColumn{colNo,
		{"name", cellText, []string{"监测仪器名称", "仪器名称", "仪器设备名称", "设备名称", "监测仪器", "采样仪器"}}, colModel,
		{"instrument_no", cellCode, []string{"仪器编号", "设备编号", "内部编号", "管理编号", "出厂编号"}},
		{"certificate_no", cellCode, []string{"检定/校准证书号", "检定证书号", "校准证书号", "检定/校准证书编号", "检定证书编号", "校准证书编号", "证书编号", "溯源证书编号"}},
		{"valid_to", cellDate, []string{"检定/校准有效期至", "检定有效期至", "校准有效期至", "有效期至", "检定有效期", "校准有效期", "检定/校准有效期", "有效期", "有效日期", "检定/校准日期有效期", "校准/检定有效期"}}},
		needs: [][]string{{"name"}, {"instrument_no", "certificate_no", "model"}, {"valid_to"}}},
	{name: "standards", columns: []tableColumn{colNo,
		{"name", cellText, []string{"标准物质名称", "标准物质", "标准气体", "标准气体名称", "标气名称", "标准溶液", "标准溶液名称", "标准样品名称", "标准样品", "标液名称", "名称"}},
		{"standard_no", cellCode, []string{"证书编号", "标准物质编号", "编号", "标气编号", "标准样品编号", "证书号", "批号", "钢瓶号", "标准编号"}},
		{"value", cellNumber, []string{"标准值", "浓度", "标准值浓度", "标准浓度", "浓度值", "标称值", "定值", "保证值", "标准物质浓度"}}, colUnit,
		{"uncertainty", cellText, []string{"不确定度", "扩展不确定度", "相对扩展不确定度"}},
		{"maker", cellName, []string{"生产厂家", "生产单位", "生产商", "厂家"}},
		{"valid_to", cellDate, []string{"有效期至", "有效期", "有效日期", "有效期限", "失效日期"}}},
		needs: [][]string{{"name"}, {"value"}, {"standard_no", "valid_to"}}},
	{name: "comparison_pairs", columns: []tableColumn{
		{"no", cellText, []string{"序号", "样品", "样品编号", "编号", "次数", "数据对", "组号", "样品序号", "比对次数", "数据对序号", "组数"}},
		{"time", cellClock, []string{"采样时间", "监测时间", "时间", "测试时间", "监测日期及时间", "时段", "采样时段", "监测时段", "比对时间"}}, colFactor,
		{"online", cellNumber, []string{"在线均值", "在线平均值", "在线测定值平均值", "在线测定值均值", "CEMS测定值", "CEMS法", "CEMS", "CEMS数据", "CEMS测量值", "CEMS显示值", "在线测定值", "在线监测值", "自动监测数据", "自动监测结果", "自动监测值",
			"在线监测数据", "仪器测定值", "在线仪器测定值", "在线值", "CEMS法测定值", "在线读数均值", "自动监测均值"}},
		{"online_1", cellNumber, []string{"在线测定值1", "在线测定值", "在线监测值", "在线测定值一", "在线值1", "在线1", "在线监测值1", "在线测定值第一次", "在线测定值第1次", "平行1", "在线读数1"}},
		{"online_2", cellNumber, []string{"在线测定值2", "在线测定值二", "在线值2", "在线2", "在线监测值2", "在线测定值第二次", "在线测定值第2次", "平行2", "在线读数2"}},
		{"reference", cellNumber, []string{"实验室测定值", "实验室值", "实验室分析值", "手工监测结果", "手工监测值", "参比方法测定值", "参比方法", "参比值", "参比方法测量值", "比对方法测定值", "手工监测数据", "实验室测定结果", "实验室结果",
			"手工测定值", "参比方法数据", "手工法", "实验室分析结果"}},
		{"error", cellNumber, []string{"误差", "数据对差", "相对误差", "绝对误差", "误差值", "测定误差", "示值误差", "比对误差", "比对结果", "差值", "实际水样比对误差"}},
		{"limit", cellLimit, []string{"允许误差", "误差限值", "限值", "标准要求", "技术要求", "评价标准", "要求", "允许限值", "误差要求", "标准限值", "指标要求", "评价限值"}},
		colUnit, colVerdict},
		needs: [][]string{{"reference"}, {"online", "online_1"}}},
	{name: "commissioning_tests", columns: []tableColumn{colNo,
		{"factor", cellFactor, append([]string{"仪器", "设备", "仪器名称", "设备名称", "仪器设备", "名称"}, colFactor.heads...)},
		{"test", cellText, []string{"测试项目", "验收项目", "检测项目", "项目", "指标", "性能指标", "检测指标", "测试指标", "调试项目", "测试内容", "调试检测项目", "指标名称", "考核指标"}},
		{"value", cellNumber, []string{"测试结果", "检测结果", "实测值", "结果", "测定结果", "实测结果", "测试值", "检测值", "调试结果", "测量结果"}},
		{"limit", cellLimit, []string{"技术要求", "指标要求", "标准要求", "限值", "要求", "技术指标", "性能要求", "标准限值", "允许误差", "考核要求", "指标限值"}},
		colUnit, colVerdict},
		needs: [][]string{{"test"}, {"value"}, {"limit", "verdict"}}, without: []string{"reference"}},
	{name: "outlets_factors", columns: []tableColumn{colNo, colOutlet, colFactor, colCode,
		{"limit", cellNumber, []string{"排放限值", "限值", "标准限值", "浓度限值", "许可排放浓度", "许可排放浓度限值", "执行限值", "排放标准限值", "排放浓度限值"}},
		colUnit, {"basis", cellText, []string{"确定依据", "依据", "来源", "因子来源", "确定依据及来源", "监测依据"}},
		{"standard", cellText, []string{"执行标准", "排放标准", "执行排放标准", "标准名称"}}},
		needs: [][]string{{"factor"}, {"limit"}, {"unit", "basis", "factor_code", "outlet", "standard"}}, without: []string{"test", "value", "verdict"}},
	{name: "networking", words: []string{"联网", "在线率", "掉线", "报文", "通信协议", "通讯协议"}, columns: checkColumns, needs: checkNeeds},
	{name: "construction_checks", columns: checkColumns, needs: checkNeeds},
	{name: "members", columns: []tableColumn{colNo, colPerson,
		{"unit", cellName, []string{"单位", "工作单位", "单位名称", "所在单位", "代表单位"}},
		{"title", cellText, []string{"职称", "职称/职务", "职务/职称", "技术职称", "职务职称", "职务"}},
		{"role", cellText, []string{"职务", "组内职务", "身份", "验收组职务", "组内分工", "验收组", "成员", "分工", "角色"}}, colPhone,
		{"signed", cellSigned, []string{"签名", "签字", "本人签名", "签名栏", "签字栏", "成员签名"}}},
		needs: [][]string{{"name"}, {"unit"}, {"title", "phone", "signed", "role"}}, without: []string{"id", "certificate_no"}},
	{name: "personnel", columns: []tableColumn{colNo, colPerson,
		{"post", cellText, []string{"岗位", "职务", "工种", "岗位/职务", "职务/岗位", "负责内容", "岗位名称", "工作岗位", "分工", "岗位职责"}},
		{"id", cellID, []string{"身份证号", "身份证号码", "身份证", "公民身份号码", "证件号码", "身份证件号码"}}, colPhone,
		{"certificate", cellText, []string{"证书名称", "资格证书", "持证名称", "证书", "上岗证", "资格证书名称", "持证情况", "证书类型", "培训证书", "上岗证名称"}},
		{"certificate_no", cellCode, []string{"证书编号", "证号", "证书号", "资格证书编号", "上岗证编号", "上岗证号", "证书号码"}},
		{"certificate_valid_to", cellDate, []string{"有效期至", "有效期", "证书有效期", "有效期限", "证书有效期至", "有效截止日期", "有效日期", "到期日期", "有效时间"}},
		{"title", cellText, []string{"职称"}}, {"remark", cellText, []string{"备注"}}},
		needs: [][]string{{"name"}, {"post", "id", "certificate", "certificate_no"}}, without: []string{"signed"}},
	{name: "parameters", form: true, kinds: []string{"parameter-filing"}, columns: parameterColumns, needs: [][]string{{"serial", "model", "range", "slope", "factor_code", "mn"}}},
	{name: "comparison_summary", form: true, columns: summaryColumns, needs: [][]string{{"reference_mean", "online_mean"}, {"limit", "verdict", "mean_difference", "relative_accuracy"}}},
}

var checkColumns = []tableColumn{colNo,
	{"item", cellText, []string{"验收内容", "检查内容", "验收项目", "检查项目", "考核项目", "验收指标", "项目", "内容", "核查内容", "考核指标"}},
	{"result", cellText, []string{"验收情况", "检查情况", "检查结果", "验收结果", "实际情况", "考核结果", "现场情况", "完成情况", "核查情况"}},
	{"requirement", cellText, []string{"技术要求", "验收要求", "要求", "标准要求", "考核要求"}}, colVerdict}

var checkNeeds = [][]string{{"item"}, {"result"}, {"verdict"}}

// summaryColumns end the comparison of a gas (domain.md 3.4).
var summaryColumns = []tableColumn{colFactor,
	{"reference_mean", cellNumber, []string{"参比方法均值", "参比方法平均值", "参比均值", "参比方法测定值平均值", "手工监测均值", "参比方法测量值的平均值", "参比方法测定值的平均值"}},
	{"online_mean", cellNumber, []string{"CEMS均值", "CEMS平均值", "CEMS测定值平均值", "在线均值", "CEMS数据平均值", "CEMS测量值的平均值", "CEMS测定值的平均值"}},
	{"mean_difference", cellNumber, []string{"数据对差的平均值", "数据对差平均值", "平均差", "数据对差均值", "差值平均值"}},
	{"deviation", cellNumber, []string{"数据对差的标准偏差", "标准偏差", "数据对差标准偏差"}},
	{"confidence", cellNumber, []string{"置信系数", "置信系数cc"}},
	{"relative_accuracy", cellNumber, []string{"相对准确度", "相对准确度RA"}},
	{"absolute_error", cellNumber, []string{"绝对误差", "平均绝对误差"}},
	{"relative_error", cellNumber, []string{"相对误差", "平均相对误差"}},
	{"limit", cellLimit, []string{"技术要求", "允许误差", "限值", "标准要求", "评价标准", "要求"}}, colVerdict}

// parameterColumns are the labels of 参数备案表, domain.md 2.4 (e). Their keys are those of
// labelled fields, and so are the units that they are kept in.
var parameterColumns = []tableColumn{colOutlet, colFactor, colCode,
	{"name", cellText, []string{"设备名称", "仪器名称"}}, {"brand", cellText, []string{"品牌", "数采仪品牌", "设备品牌"}},
	{"model", cellModel, []string{"型号", "规格型号", "仪器型号", "设备型号", "数采仪型号"}}, colMaker,
	{"serial", cellCode, []string{"出厂编号", "序列号", "设备编号", "设备序列号", "出厂序列号"}}, colMethod, colRange, colLow, colHigh, colLOD, colAccuracy,
	{"slope", cellNumber, []string{"斜率k", "斜率", "斜率K", "校准曲线斜率", "标准曲线斜率", "工作曲线斜率"}},
	{"intercept", cellNumber, []string{"截距b", "截距", "截距B", "校准曲线截距", "标准曲线截距", "工作曲线截距"}},
	{"calibration_factor", cellMeasure, []string{"校正系数", "修正系数", "校准系数"}},
	{"digestion_celsius", cellMeasure, []string{"消解温度"}}, {"digestion_minutes", cellMeasure, []string{"消解时间", "消解时长"}},
	{"colour_minutes", cellMeasure, []string{"显色时间"}},
	{"standard_1", cellNumber, []string{"标液浓度1", "标液1浓度", "标液1", "校准液1", "标准液1"}}, {"standard_2", cellNumber, []string{"标液浓度2", "标液2浓度", "标液2", "校准液2", "标准液2"}},
	{"alarm_high", cellNumber, []string{"报警上限", "报警值上限", "超标报警值"}}, {"alarm_low", cellNumber, []string{"报警下限"}},
	{"measuring_interval_seconds", cellMeasure, []string{"测量间隔", "监测间隔", "测量周期", "监测周期"}}, {"sampling_interval_seconds", cellMeasure, []string{"采样间隔", "采样周期"}},
	{"calibrated_on", cellDate, []string{"校准日期", "校准时间", "检定时间", "最近校准日期"}},
	{"flume_type", cellText, []string{"堰槽类型", "堰槽形式"}}, {"throat_width_mm", cellMeasure, []string{"喉道宽", "喉道宽度"}}, {"level_zero_mm", cellMeasure, []string{"液位零点"}},
	{"flow_formula", cellText, []string{"流量公式", "流量计算公式"}}, {"sampling_mode", cellText, []string{"采样方式", "采样模式"}},
	{"storage_celsius", cellMeasure, []string{"留样温度"}}, {"temperature_compensation", cellText, []string{"温度补偿"}},
	{"pitot_kp", cellMeasure, []string{"皮托管系数Kp", "皮托管系数", "皮托管系数KP", "Kp", "Kp值"}}, {"velocity_kv", cellMeasure, []string{"速度场系数Kv", "速度场系数", "速度场系数KV", "Kv", "Kv值"}},
	{"duct_diameter_m", cellMeasure, []string{"烟道直径", "烟道内径", "烟囱内径", "烟囱直径", "管道内径", "管道直径"}}, {"duct_length_m", cellMeasure, []string{"烟道长", "烟道长度", "截面长", "断面长"}}, {"duct_width_m", cellMeasure, []string{"烟道宽", "烟道宽度", "截面宽", "断面宽"}}, {"duct_area_m2", cellMeasure, []string{"烟道截面积", "烟道面积", "烟囱截面积", "截面积"}},
	{"base_oxygen_percent", cellMeasure, []string{"基准氧含量", "基准氧", "基准含氧量"}}, {"excess_air", cellMeasure, []string{"过量空气系数", "过剩空气系数", "空气系数"}},
	{"atmospheric_kpa", cellMeasure, []string{"当地大气压", "大气压", "大气压力"}}, {"heated_line_celsius", cellMeasure, []string{"伴热管温度", "伴热温度", "伴热管线温度", "伴热带温度"}},
	{"condenser_celsius", cellMeasure, []string{"冷凝温度", "冷凝器温度"}}, {"blowback_seconds", cellMeasure, []string{"反吹间隔", "反吹周期"}},
	{"no2_conversion_percent", cellMeasure, []string{"NO2转换效率", "转换效率", "NO2转化效率"}},
	{"mn", cellMN, []string{"MN号", "MN", "MN码", "数采仪MN号", "设备唯一标识", "唯一标识"}},
	{"host", cellText, []string{"平台地址及端口", "平台地址", "服务器地址及端口"}}, {"protocol", cellText, []string{"协议版本", "通信协议", "传输协议"}},
	{"upload_interval_seconds", cellMeasure, []string{"实时数据上传间隔", "上传间隔", "实时数据间隔"}}, {"minute_interval_minutes", cellMeasure, []string{"分钟数据间隔", "分钟数据上传间隔"}},
}
