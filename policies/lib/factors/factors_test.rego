package lib.factors_test

import data.lib.assertions
import data.lib.factors

test_code_of[text] if {
	some text, want in {"化学需氧量": "w01018", "CODcr": "w01018", "pH 值": "w01001", "烟气温度": "a01012", "氧含量": "a19001"}
	assertions.same(factors.code_of(text), want)
}

test_an_unknown_name_has_no_code if not factors.code_of("不明")

test_name if assertions.same(factors.name("w01018").en, "COD")

test_an_unknown_code_names_itself if assertions.same(factors.name("x1"), {"zh": "x1", "en": "x1"})

test_joined if assertions.same(factors.joined(["w01018", "w01001"]), {"zh": "化学需氧量、pH值", "en": "COD, pH"})

test_within[text] if {
	some text, want in {
		"COD": "w01018",
		"CODcr 水质分析仪": "w01018",
		"二氧化硫(SO2)": "a21026",
		"总磷在线分析仪": "w21011",
		"明渠流量计": "w00000",
		"废气流速": "a01011",
	}
	assertions.same(factors.within(text), want)
}

test_a_text_about_no_factor[text] if {
	some text in ["不明", "硼砂"]
	not factors.within(text)
}
