package sample

import (
	"fmt"
	"strings"
)

// contract is 施工合同 between the enterprise (甲方) and the contractor (乙方).
func (c *composer) contract() {
	m, e, u := c.m, c.m.Enterprise, c.m.Contractor
	c.numbered = true
	signed := c.when(m.Dates.Contract)
	c.space(20)
	c.centred(c.faces.Hei, 20, "污染源自动监控设施建设施工合同")
	c.space(16)
	c.kv("合同编号", m.Project.ContractNo, "contract_no", m.Project.ContractNo)
	c.kv("甲方（建设单位）", c.owner(), "party_a", c.owner())
	c.kv("统一社会信用代码", c.code(), "uscc", c.code())
	c.kv("乙方（施工单位）", u.Name, "party_b", u.Name)
	c.kv("统一社会信用代码", u.USCC, "uscc", u.USCC)
	c.kv("签订地点", "广东省东莞市"+e.Town, "signed_place", "广东省东莞市"+e.Town)
	c.kv("签订日期", c.date(signed), "signed_on", signed)
	c.space(8)
	c.para("根据《中华人民共和国民法典》及有关法律、法规，甲乙双方在平等、自愿的基础上，就" + m.Project.Name + "的施工事宜协商一致，订立本合同。")
	c.clause("第一条 工程内容", "乙方负责甲方"+m.Outlet.Code+"（"+m.Outlet.Name+"）自动监控设施的站房建设、"+c.deviceNames()+"及数据采集传输仪的供货、安装、布线与防雷接地，配合调试、比对监测、自主验收及联网。")
	c.tells("outlet_code", m.Outlet.Code)
	c.clause("第二条 工程地点", e.Address+"。")
	c.clause("第三条 工期", fmt.Sprintf("自%s开工，至%s竣工，共%d个日历天。因甲方原因或不可抗力造成延误的，工期相应顺延。", c.date(m.Dates.Start), c.date(m.Dates.Finish), m.Dates.days(m.Dates.Start, m.Dates.Finish)))
	c.tells("construction_start", m.Dates.Start, "construction_end", m.Dates.Finish, "construction_days", m.Dates.days(m.Dates.Start, m.Dates.Finish))
	c.clause("第四条 合同价款", fmt.Sprintf("本合同总价为人民币%s元（大写：%s），含税，税率9%%。", thousands(m.Project.Yuan), capital(m.Project.Yuan)))
	c.tells("amount_yuan", m.Project.Yuan, "amount_words_yuan", m.Project.Yuan)
	c.clause("第五条 付款方式", "合同签订后7个工作日内甲方支付合同总价的30%；设备到货验收后支付40%；自主验收合格并完成联网后支付25%；余款5%为质量保证金，质保期满无质量问题后一次付清。")
	c.clause("第六条 质量要求", "设备应具有有效的环保产品认证证书，安装应符合国家和地方相关技术规范。质保期为自验收合格之日起12个月，质保期内设备故障由乙方免费维修。")
	c.clause("第七条 双方责任", "甲方提供施工场地、水电接入条件并指定现场负责人；乙方遵守甲方安全管理制度，特种作业人员持证上岗，对施工安全负责，并提供完整的竣工资料。")
	c.clause("第八条 违约责任", "任何一方违约的，应向守约方支付合同总价5%的违约金；逾期完工的，每逾期一日按合同总价的0.1%支付违约金。")
	c.clause("第九条 争议解决", "因本合同发生的争议，双方协商解决；协商不成的，向工程所在地人民法院提起诉讼。")
	c.clause("第十条 其他", "本合同一式肆份，双方各执贰份，自双方签字盖章之日起生效。未尽事宜由双方另行签订补充协议，补充协议与本合同具有同等效力。")
	c.signatures()
}

func (c *composer) clause(title, s string) {
	c.need(3 * body * lead)
	c.line(c.faces.Hei, body, title)
	c.section(title)
	c.para(s)
}

// signatures is the last block of the contract: two columns, signed and sealed.
func (c *composer) signatures() {
	m := c.m
	c.need(230)
	c.space(14)
	mid, y := (left+right)/2+6, c.y
	c.party(left, "甲方（盖章）", c.owner(), m.Enterprise.Legal, "enterprise")
	end := c.y
	c.y = y
	c.party(mid, "乙方（盖章）", m.Contractor.Name, m.Contractor.Legal, "contractor")
	c.y = max(c.y, end)
}

func (c *composer) party(x float64, label, name, signer, role string) {
	c.put(c.faces.Song, body, x, label+"：")
	c.y += body * 1.8
	for _, l := range wrap(c.faces.Song, body, (right-left)/2-14, name) {
		c.put(c.faces.Song, body, x, l)
		c.y += body * 1.5
	}
	c.space(26)
	end := c.signedBy(x, "法定代表人或委托代理人", signer)
	if c.extras {
		c.stamp(c.personalSeal(signer, role), end, c.y+26)
	}
	c.y += body * 2.6
	d := c.when(c.m.Dates.Contract)
	c.put(c.faces.Song, body, x, "日期："+c.date(d))
	c.stamp(*c.contractSeal(role), x+95, c.y-56)
	c.y += body * 2
}

// deviceNames joins the instruments for running text.
func (c *composer) deviceNames() string {
	var names []string
	for _, i := range c.m.Instruments {
		names = append(names, i.Name)
	}
	return strings.Join(names, "、")
}

// days counts from one day to another, both included.
func (Dates) days(from, to Date) int { return int(to.Time().Sub(from.Time()).Hours()/24) + 1 }

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s + ".00"
}

// capital writes whole yuan in the characters used against forgery (大写金额).
func capital(n int) string {
	const marks = "零壹贰叁肆伍陆柒捌玖"
	digit, units := []rune(marks), []string{"", "拾", "佰", "仟", "万", "拾", "佰", "仟"}
	s := fmt.Sprint(n)
	out, zero := "", false
	for i, r := range s {
		place := len(s) - 1 - i
		if r == '0' {
			zero = true
			if place == 4 {
				out, zero = out+"万", false
			}
			continue
		}
		if zero {
			out, zero = out+"零", false
		}
		out += string(digit[r-'0']) + units[place]
	}
	return out + "元整"
}
