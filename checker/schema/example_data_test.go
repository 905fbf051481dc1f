package schema_test

// sixtyFour is a SHA-256 in hex.
const sixtyFour = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// factsExample is the example of design.md 3.2 with its placeholders filled in, and with
// the keys that were added to it since: pages_inspected, layer_rejected, upright_turn,
// failed, the seal's score.
const factsExample = `{"schema":"lianshen.facts/1",
 "file":{"name":"验收报告.pdf","sha256":"` + sixtyFour + `","bytes":1,"pages":1,"pdf_version":"1.7","producer":"WPS","created":"2026-09-12T08:00:00Z","modified":null,
         "encrypted":false,"repaired":false,"structure_complete":true,"revisions":1,"active_content":["javascript"],"attachments":0,"pages_inspected":1},
 "document":{"kind":"acceptance-report","kind_score":0.93,"title":"验收报告"},
 "pages":[{"number":1,"width_pt":595.3,"height_pt":841.9,"rotation":0,"text_source":"ocr","layer_rejected":null,"scan_dpi":200,"colour":true,"blank":false,
           "sharpness":0.8,"skew_deg":0.4,"upright_turn":0,"printed_number":1,"printed_of":12,"lines":[{"text":"验收","box":[0,0,0,0],"score":0.99}],"failed":null}],
 "seals":[{"page":1,"box":[0,0,0,0],"shape":"round","colour":"red","title":"东莞市绿源纸业有限公司","title_score":0.97,
           "inner":"合同专用章","code":"4419001234567","kind":"official",
           "diameter_mm":40.2,"complete":true,"origin":"scan","phash":"00ff00ff00ff00ff","strip":null,"score":0.9,
           "matches":[{"name":"东莞市绿源纸业有限公司","role":"enterprise","verdict":"match","score":0.99}]}],
 "signatures":[{"field":"Signature1","page":1,"box":[1,2,3,4],"subject":"CN=某","organisation":"某公司","signed_at":"2026-09-12T08:00:00+08:00","algorithm":"SHA256-RSA","integrity":"valid",
                "covers_whole_file":true,"trust":"unknown"}],
 "marks":[{"kind":"cma","page":1,"box":[0,0,0,0],"value":"202119000001","score":0.9}],
 "fields":{"enterprise_name":[{"value":"东莞市绿源纸业有限公司","raw":"东莞市绿源纸业有限公司","label":"排污单位名称","page":1,"box":[0,0,0,0],"score":0.99}]},
 "tables":[{"name":"comparison_pairs","page":1,"box":[0,0,0,0],"columns":["reference"],"rows":[{"reference":{"value":12.3,"raw":"12.3","score":0.98,"box":[0,0,0,0]}}]}],
 "photos":[{"page":1,"box":[0,0,0,0],"phash":"0123456789abcdef","sharpness":0.7,"brightness":0.5,"taken_at":null,"gps":null,"caption":null,"view":null,"nameplate":{"model":null,"serial":null}}],
 "engines":{"ocr":"ppocr-v4-mobile","pdf":"pdfium","lianshen":"dev"},
 "timing_ms":{"total":0,"open":0,"render":0,"ocr":0,"seals":0}}`

// reportExample is the example of design.md 3.3, filled in likewise.
const reportExample = `{"schema":"lianshen.report/1","verdict":"block","policy_revision":"sha256:` + sixtyFour + `","evaluated_at":"2026-09-12T08:00:00Z",
 "findings":[{"code":"seal.owner_mismatch","checks":[22],"severity":"block","state":"fail",
   "message":{"zh":"印章不符","en":"wrong seal"},"solution":{"zh":"重新盖章","en":"stamp again"},"params":{"want":"某公司"},"expected":"某公司","found":"东莞某公司","basis":["东环办函〔2023〕42号 附件1 三(四)"],
   "document":"acceptance-report","places":[{"document":"acceptance-report","page":1,"box":[0,0,0,0],"value":"东莞某公司"}],"evidence":["` + sixtyFour + `"],"confidence":0.98}],
 "passed":["seal.present"],"not_applicable":["photos.gps"]}`
