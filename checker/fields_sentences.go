package checker

import (
	"regexp"
	"unicode/utf8"
)

// sentence finds a value in running text: the first group of the form that matched holds it.
type sentence struct {
	label label
	form  *regexp.Regexp
}

func says(key string, kind valueType, form string) sentence {
	return sentence{label{key: key, kind: kind}, regexp.MustCompile(form)}
}

// dayAgain is a day whose value is not wanted: the first group of a form holds its value.
var dayAgain = "(?:" + dayForm[1:]

const (
	until   = `(?:至|到|[~～—]+)`
	figure  = `([0-9]{1,6}(?:\.[0-9]{1,4})?)`
	dayForm = `([0-9OoIl〇零一二三四五六七八九]{4}(?:年|[-./])[0-9OoIl一二三四五六七八九十]{1,3}(?:月|[-./])[0-9OoIl一二三四五六七八九十]{1,3}[日号]?)`
	about   = `(?:不少于|不小于|达|了|共|满|约|超过|为|共计|,|，|:)*`
)

// sentences are how reports and plans say in prose what forms have a label for. The station
// is told from the platform by what is said along with it: area, then height.
var sentences = []sentence{
	says("run_hours", countValue, `(?:连续|累计|稳定)(?:稳定)?运行(?:时间)?`+about+`([0-9]{1,5})(?:个)?(?:小时|h|H)`),
	says("test_hours", countValue, `(?:连续)?(?:调试检测|调试测试|检测|测试)(?:时间)?`+about+`([0-9]{1,5})(?:个)?(?:小时|h|H)`),
	says("test_hours", countValue, `([0-9]{1,5})(?:个)?(?:小时|h|H)(?:的)?(?:连续)?(?:调试检测|调试测试)(?:[^时]|$)`),
	says("trial_days", countValue, `试运行(?:时间|期)?`+about+`([0-9]{1,4})(?:个)?(?:天|日历天|日|d)`),
	says("trial_start", dateValue, dayForm+until+dayAgain+`(?:期间)?(?:进行|开展|为)?(?:了)?(?:连续)?试运行`),
	says("trial_end", dateValue, until+dayForm+`(?:期间)?(?:进行|开展|为)?(?:了)?(?:连续)?试运行`),
	says("stable_end", dateValue, until+dayForm+`(?:期间)?(?:系统|设备)?(?:连续)?稳定运行`),
	says("trial_interruption", choiceValue, `(?:试运行|期间)[^。;；]{0,12}?[,，]?((?:未|无|没有|发生|出现|因)[^。;；,，]{0,12}中断)`),
	says("stable_days", countValue, `稳定运行`+about+`([0-9]{1,4})(?:个)?(?:天|日历天|d)`),
	says("station_area_m2", numberValue, `(?:站房|仪表间|机房)(?:建筑|使用|室内)?(?:建筑|使用|室内)?面积`+about+figure+`(?:m|㎡|平方)`),
	says("station_area_m2", numberValue, `(?:^|[^台道槽断截])面积`+about+figure+`(?:m[²2]?|㎡|平方米)[,，、;]?(?:室内)?(?:净)?高`),
	says("station_height_m", numberValue, `(?:净高|室内高度|层高|净空高度)(?:度)?`+about+figure+`(?:m|米)`),
	says("station_distance_m", numberValue, `距(?:离)?采样(?:点|口|断面|平台|探头)(?:位)?(?:的)?(?:距离)?`+about+figure+`(?:m|米)`),
	says("station_celsius", rangeValue, `(?:室内|站房内|房内)(?:环境)?温度(?:控制在|保持在|维持在|为|:)*([0-9]{1,2}[~～∼\-—至][0-9]{1,2}[°o]?[℃C]?)`),
	says("station_celsius", rangeValue, `距采样[^。;；]{2,12}[,，、]温度([0-9]{1,2}[~～∼\-—至][0-9]{1,2}[°o]?[℃C]?)`),
	says("longitude", numberValue, `(?:^|[^A-Za-z])(?:E|东经|经度:?)([0-9]{2,3}\.[0-9]{3,6})`),
	says("latitude", numberValue, `(?:^|[^A-Za-z])(?:N|北纬|纬度:?)([0-9]{1,2}\.[0-9]{3,6})`),
	says("platform_area_m2", numberValue, `平台(?:工作)?(?:有效)?面积`+about+figure+`(?:m|㎡|平方)`),
	says("duct_diameter_m", numberValue, `(?:烟道|烟囱|管道)(?:内径|直径)`+about+figure+`m(?:[^m]|$)`),
	says("duct_area_m2", numberValue, `(?:截面积|断面面积)`+about+figure+`(?:m|㎡|平方)`),
	says("throat_width_mm", numberValue, `喉道宽(?:度)?`+about+figure+`mm`),
	says("heated_line_celsius", numberValue, `长度[0-9.]+m[,，、]温度`+about+figure+`℃`),
	says("upload_interval_seconds", numberValue, `实时数据(?:上传|上报)?(?:时间)?间隔`+about+figure+`(?:s|S|秒)`),
	says("construction_start", dateValue, `自`+dayForm+`(?:起)?(?:开工|起至|进场|开始施工)`),
	says("construction_end", dateValue, `(?:至|到|于)`+dayForm+`(?:止)?(?:[竣峻]工|完工|完成安装|完成施工)`),
	says("construction_days", countValue, `(?:工期|[竣峻]工|完工)[^。;；]{0,8}?([0-9]{1,4})(?:个)?(?:日历天|日历日|天)`),
	says("amount_yuan", moneyValue, `(?:总价|总金额|合同价款|合同金额|总价款)(?:为|:)*(?:人民币)?(?:\(?小写\)?)?[:¥￥]*([0-9][0-9,，.]{2,16}万?元)`),
	says("amount_words_yuan", capitalValue, `(?:大写|人民币)[:]?(?:人民币)?([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,30}(?:元|圆))`),
	says("task_deadline", dateValue, `(?:任务完成期限|建设任务期限)(?:为|:)*`+dayForm),
	says("project_kind", choiceValue, `建设(?:类型|性质)(?:为|:)*([^。;；,，]{2,24})`),
	says("operator_name", nameValue, `(?:运行维护|运维|运营)单位(?:为|是|:)+([^。;；,，]{4,40})`),
	says("carrier", choiceValue, `通过(中国(?:移动|电信|联通))`),
	says("load_percent", numberValue, `(?:负荷|工况|处理量)[^0-9。;；]{0,12}`+figure+`[%％]`),
	says("metrology_valid_to", dateValue, `(?:流量计|堰槽|巴歇尔槽|明渠)[^。;；]{0,24}(?:检定|校准)[^。;；]{0,30}?有效(?:期|期限)?(?:至|为|到|:)*`+dayForm),
	says("rectified", textValue, `(整改(?:工作|事项|内容|问题|要求)?(?:均|全部)?已[^。;；,，后]{0,8}(?:完成|完毕|落实|到位))`),
	says("rectified", textValue, `(已(?:全部|逐项|逐条|均|经|按[^。;；,，]{0,10})?(?:完成|落实|予以)(?:了)?(?:全部|相关|上述)?整改)`),
	says("flume_type", textValue, `(巴歇尔槽|三角堰|矩形堰|薄壁堰|巴歇尔)(?:槽)?[,，、(]?(?:喉|及|配)`),
	says("protocol", protocolValue, `按((?:HJ|hj)[/T]*212(?:-[0-9]{4})?)`),
}

// readSentences finds what running text says. A value that the page gives under a label
// already is not told twice.
func (e *extractor) readSentences() {
	for _, f := range e.layout.flows() {
		text := string(f.runes)
		e.readStandards(f, text)
		if utf8.RuneCountInString(text) < 6 {
			continue
		}
		for _, s := range sentences {
			for _, m := range s.form.FindAllStringSubmatchIndex(text, 4) {
				e.readSentence(f, text, s, m)
			}
		}
	}
}

func (e *extractor) readSentence(f flow, text string, s sentence, m []int) {
	raw := text[m[2]:m[3]]
	r, ok := readLabelled(s.label, raw, "", e.mend())
	if !ok || e.has(s.label.key, r.value) {
		return
	}
	from := utf8.RuneCountInString(text[:m[2]])
	box, score := e.layout.place(f, from, from+utf8.RuneCountInString(raw))
	e.add(s.label.key, Field{Value: r.value, Raw: text[m[0]:m[1]], Box: box, Score: score * looseScore})
}

// readStandards notes the standards that a text cites, also those broken by the end of a
// line.
func (e *extractor) readStandards(f flow, text string) {
	for _, hit := range standardsIn(text) {
		if e.has("standards_cited", hit.number) {
			continue
		}
		from := utf8.RuneCountInString(text[:hit.start])
		raw := text[hit.start:hit.end]
		box, score := e.layout.place(f, from, from+utf8.RuneCountInString(raw))
		e.add("standards_cited", Field{Value: hit.number, Raw: raw, Box: box, Score: score * looseScore})
	}
}
