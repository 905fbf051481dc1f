package lib.codes_test

import data.lib.assertions
import data.lib.codes

test_code[text] if {
	some text, want in {
		"化学需氧量": "w01018",
		"COD": "w01018",
		"CODcr 水质分析仪": "w01018",
		"氨氮": "w21003",
		"二氧化硫(SO2)": "a21026",
		"烟气温度": "a01012",
		"总磷在线分析仪": "w21011",
	}
	assertions.same(codes.of(text), want)
}

test_an_unknown_name_has_no_code if not codes.of("不明")

test_name if {
	assertions.same(codes.name("w01018"), "化学需氧量")
	assertions.same(codes.name("x"), "x")
}
