package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"lianshen/api/web/webtest"
	"lianshen/checker"
	"lianshen/internal/clock"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
	"lianshen/workflow/equipmentlist"
	"lianshen/workflow/equipmentlist/xlsx"
)

// journey is a portal on real engines and rules, with the people of a branch, and an enterprise
// that comes to it.
type journey struct {
	t      *testing.T
	at     string
	notice *notice.Notice
	told   func(args ...string) string
	folder string
}

const (
	mill   = "东莞市绿源纸业有限公司"
	branch = "东莞市生态环境局中堂分局"
)

func newJourney(t *testing.T) *journey {
	t.Helper()
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	env := []string{"LIANSHEN_DATA=" + t.TempDir(), "LIANSHEN_MODELS=" + models(t, repo), "LIANSHEN_ADDR=127.0.0.1:0", "XDG_CACHE_HOME=" + t.TempDir()}
	j := &journey{t: t, folder: t.TempDir()}
	if j.notice, err = notice.Default(); err != nil {
		t.Fatal(err)
	}
	j.told = func(args ...string) string {
		t.Helper()
		var out, problems bytes.Buffer
		if code := run(t.Context(), args, env, &out, &problems); code != 0 {
			t.Fatalf("%v: %d: %s", args, code, problems.String())
		}
		return strings.SplitN(out.String(), "\n", 2)[0]
	}
	admin := j.told("user", "first", "管理员")
	for login, grant := range map[string][]string{"handler": {"--role", "handler", "--post", "A"}, "leader": {"--role", "leader"}} {
		person := j.told("user", "add", "--as", admin, login)
		j.told(append([]string{"user", "grant", "--as", admin, person, "--branch", branch}, grant...)...)
		j.told("user", "login", person, "--name", login, "--password", j.file("password", []byte(webtest.Password+"\n")))
	}
	j.serve(env)
	return j
}

// serve starts the program as a user does, and stops it at the end of the test.
func (j *journey) serve(env []string) {
	ctx, stop := context.WithCancel(j.t.Context())
	r, w := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"serve", "--addr", "127.0.0.1:0"}, env, w, os.Stderr)
		w.Close()
	}()
	j.t.Cleanup(func() {
		stop()
		if code := <-done; code != 0 {
			j.t.Errorf("exit code %d", code)
		}
	})
	at, err := bufio.NewReader(r).ReadString('\n')
	if err != nil || !strings.HasPrefix(at, "http://127.0.0.1:") {
		j.t.Fatalf("%q, %v", at, err)
	}
	j.at = strings.TrimSpace(at)
}

func (j *journey) file(name string, content []byte) string {
	j.t.Helper()
	path := filepath.Join(j.folder, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		j.t.Fatal(err)
	}
	return path
}

// sample is a document of a sample dossier, under the name by which it is known.
func (j *journey) sample(dossier, slug string) string {
	return j.file(j.notice.Kind(slug).Name.ZH+".pdf", readFile(j.t, dossier+"/"+slug+".pdf"))
}

// TestPortal goes the whole way in browsers, with real documents, engines and rules: an enterprise
// signs up and is confirmed, is given a task, enters its equipment, uploads its documents, sets
// photographs, is told what is wrong with a report and mends it, files, applies; the application
// is returned once, comes again, and is approved in two steps.
func TestPortal(t *testing.T) {
	j := newJourney(t)
	e, h, l := webtest.Open(t, j.at), webtest.Open(t, j.at), webtest.Open(t, j.at)
	h.SignIn("handler")
	l.SignIn("leader")

	login := j.signUp(e)
	project := j.confirm(h)
	e.SignIn(login)
	e.Sees("确定建设方案")
	j.equip(e, project)
	j.photographs(e, project)
	j.documents(e, project)
	j.faultMended(e, project)

	e.Go(project + "/filing")
	e.Press(".main form .actions button")
	e.Sees("已报送备案")
	e.Accessible()
	e.Shoot("portal-filed")
	application := j.apply(e, project)
	j.handle(h, application, workflow.Fails)
	j.giveBack(l, application)

	e.Go(application)
	e.Sees("请补充采样口近景照片")
	e.Accessible()
	e.Shoot("portal-returned")
	j.upload(e, project, "water-valid", "contract") // the same once more is no new version
	if again := j.apply(e, project); again != application {
		t.Errorf("%s became %s", application, again)
	}
	j.handle(h, application, workflow.Conforms)
	l.Go(application)
	l.Tick("form[action$='/approve'] [name=sure]")
	l.Press("form[action$='/approve'] button")
	l.Sees("审核通过")
	l.Accessible()
	l.Shoot("portal-approved")
	e.Go(project)
	e.Sees("待上传数据")
	e.Accessible()
	e.Shoot("portal-project")
	e.Size(webtest.Phone)
	e.Accessible()
	e.Shoot("portal-project-phone")
}

// signUp asks for an account with a sealed sheet of the company in place of its licence.
func (j *journey) signUp(e *webtest.Browser) (login string) {
	e.Go("/sign-up")
	e.Accessible()
	for name, value := range map[string]string{
		"name": mill, "uscc": "91441900MADPN89Y6H", "permit": "91441900MADPN89Y6H001P", "contact": "李建国", "login": "luyuan", "password": webtest.Password,
	} {
		e.Fill(name, value)
	}
	webtest.Eval[bool](e, `(() => { const s = document.querySelector("#f-town"); s.value = [...s.options].find(o => o.text === "中堂镇").value; return true })()`)
	e.Choose("licence", j.sample("water-valid", "acceptance-opinion"))
	e.Press(".main form .actions button")
	e.Sees("登录名")
	e.Accessible()
	e.Shoot("portal-signed-up")
	return webtest.Eval[string](e, `document.querySelector(".login").textContent`)
}

// confirm has the branch confirm the request and give the enterprise a task.
func (j *journey) confirm(h *webtest.Browser) (project string) {
	h.Go("/signups")
	h.Press("td a[href^='/signups/']")
	h.Sees(mill)
	h.Accessible()
	h.Shoot("portal-signup")
	h.Press("form[action$='/confirm'] button")
	h.Go("/enterprises")
	h.Press("td a[href^='/enterprises/']")
	h.Fill("deadline", (calendar.DateOf(clock.System{}.Now()) + 33).String())
	h.Fill("deadline.source", "东环函〔2026〕1号")
	h.Press("form[action$='/projects'] > button")
	h.Sees("确定建设方案")
	return webtest.Eval[string](h, "location.pathname")
}

// equip imports the equipment of the sample dossier as a workbook.
func (j *journey) equip(e *webtest.Browser, project string) {
	d, err := checker.ParseDossier(readFile(j.t, "water-valid/dossier.yaml"), j.notice.Slugs())
	if err != nil {
		j.t.Fatal(err)
	}
	equipment := workflow.EquipmentOf(d)
	var book bytes.Buffer
	if err := xlsx.Write(&book, equipmentlist.Of(&equipment)); err != nil {
		j.t.Fatal(err)
	}
	e.Go(project + "/equipment")
	e.Click("details.sheet > summary")
	e.Choose("file", j.file("清单.xlsx", book.Bytes()))
	e.Press("form[action$='/import'] button")
	e.Sees("已读取工作簿，尚未保存")
	e.Press(".actions.sticky button[value=save]")
	e.Sees("设备清单已保存")
	e.Accessible()
	e.Shoot("portal-equipment")
}

// photographs sets two pictures for the seal, and uploads the sheet unsealed: which is told.
func (j *journey) photographs(e *webtest.Browser, project string) {
	e.Go(project + "/photos")
	e.Do(chooseFiles("#f-choose", j.file("站房.jpg", photograph(1)), j.file("采样口.jpg", photograph(2))))
	e.Sees("已选2张")
	e.Do(setValue("[data-photo-row]:nth-child(1) [name^=caption]", "站房外观"), setValue("[data-photo-row]:nth-child(2) [name^=caption]", "采样口"))
	e.Accessible()
	e.Shoot("portal-photos")
	made := e.Kept("[data-photos-do]", "-安装图片.pdf")
	e.Go(project + "/documents/installation-photos")
	e.Choose("file", j.file("未盖章.pdf", made))
	e.Click(".main [data-upload] .actions button")
	e.Sees("未找到")
	e.Accessible()
	e.Shoot("portal-photos-unsealed")
}

// documents uploads all others but the report at once; kinds are guessed from the names.
func (j *journey) documents(e *webtest.Browser, project string) {
	var files []string
	for _, slug := range j.notice.Required("new") {
		if slug != "acceptance-report" && slug != "equipment-list" {
			files = append(files, j.sample("water-valid", slug))
		}
	}
	e.Go(project + "/upload")
	e.Do(chooseFiles(".drop-zone #file", files...))
	e.Sees(fmt.Sprintf("%s.pdf", j.notice.Kind("commissioning-personnel").Name.ZH))
	e.Accessible()
	e.Shoot("portal-upload")
	e.Click("[data-send]")
	j.settled(e, len(files))
	e.Accessible()
	e.Shoot("portal-uploaded")
}

// settled waits until so many files were read and judged.
func (j *journey) settled(e *webtest.Browser, n int) {
	deadline := time.Now().Add(4 * time.Minute) // a slow machine reads thirty pages meanwhile
	for {
		left := webtest.Eval[int](e, `document.querySelectorAll("[data-rows] > li").length - document.querySelectorAll("[data-rows] .tag.good, [data-rows] .tag.warn, [data-rows] .tag.bad").length`)
		done := webtest.Eval[int](e, `document.querySelectorAll("[data-rows] > li").length`)
		if left == 0 && done == n {
			return
		}
		if time.Now().After(deadline) {
			j.t.Fatalf("%d of %d are not settled:\n%s", left, n, e.Text())
		}
		webtest.Eval[bool](e, `new Promise(r => new MutationObserver((m, o) => { o.disconnect(); r(true) }).observe(document.body, {subtree: true, childList: true}) || setTimeout(() => r(false), 5000))`)
	}
}

// faultMended uploads a report without its seal, sees what is wrong, and puts the sealed one in
// its place.
func (j *journey) faultMended(e *webtest.Browser, project string) {
	j.upload(e, project, "water-faulty-seal", "acceptance-report")
	e.Sees("验收报告应盖有排污单位公章，未找到")
	e.Accessible()
	e.Shoot("portal-fault")
	e.Go(project + "/apply")
	e.Sees("须先整改")
	e.Accessible()
	e.Shoot("portal-apply-wrong")
	j.upload(e, project, "water-valid", "acceptance-report")
	e.Sees("已解决的问题")
	e.Accessible()
	e.Shoot("portal-mended")
}

// upload sends a document of a sample dossier from its page and waits for the result.
func (j *journey) upload(e *webtest.Browser, project, dossier, slug string) {
	e.Go(project + "/documents/" + slug)
	webtest.Eval[bool](e, `(() => { const d = document.querySelector("section details:has([data-upload])"); if (d) d.open = true; return true })()`)
	e.Choose("file", j.sample(dossier, slug))
	e.Click(".main [data-upload] .actions button")
	e.Sees("识别为")
}

func (j *journey) apply(e *webtest.Browser, project string) (application string) {
	e.Go(project + "/apply")
	e.Sees("未见影响提交的问题")
	e.Accessible()
	e.Shoot("portal-apply")
	e.Press(".main form .actions button")
	e.Sees("联网申请已提交")
	e.Accessible()
	return webtest.Eval[string](e, "location.pathname")
}

// handle claims, fills in the sheet, and passes on.
func (j *journey) handle(h *webtest.Browser, application, finding string) {
	h.Go(application)
	h.Press("form[action$='/claim'] button")
	h.Sees("已领取")
	for _, line := range j.notice.Sheet {
		h.Tick(fmt.Sprintf("[name='l-%s-finding'][value=%s]", line.Line, finding))
		if finding != workflow.Conforms {
			h.Fill("l-"+line.Line+"-note", "与要求不符")
		}
	}
	h.Accessible()
	h.Shoot("portal-case")
	h.Agree()
	h.Press("button[value='pass-on']")
	h.Sees("已报分局领导")
}

// giveBack has the leader return it with something to mend.
func (j *journey) giveBack(l *webtest.Browser, application string) {
	l.Go(application)
	l.Click("#return > summary")
	webtest.Eval[bool](l, `(() => { for (const u of document.querySelectorAll(".return [name$=-use]")) u.checked = false; return true })()`)
	free := webtest.Eval[string](l, `[...document.querySelectorAll(".return fieldset.item")].find(f => f.querySelector("select[name$=-document]")).querySelector("[name$=-use]").name.replace("-use", "")`)
	l.Tick("[name='" + free + "-use']")
	l.Do(setValue("[name='"+free+"-document']", "installation-photos"), setValue("[name='"+free+"-remedy']", "请补充采样口近景照片"))
	l.Do(setValue("[name='"+free+"-pages']", "1"))
	l.Fill("rectify_by", (calendar.DateOf(clock.System{}.Now()) + 9).String())
	l.Tick(".return [name=sure]")
	l.Press(".return button.grave")
	l.Sees("已退回企业整改")
}

// photograph is a picture as a camera makes one: each with its own colours.
func photograph(seed int) []byte {
	m := image.NewRGBA(image.Rect(0, 0, 1600, 1200))
	for y := range 1200 {
		for x := range 1600 {
			m.Set(x, y, color.RGBA{uint8(x*seed/8 ^ y/5), uint8(y / 6), uint8((x + y*seed) / 12), 255})
		}
	}
	var out bytes.Buffer
	_ = jpeg.Encode(&out, m, nil) // to memory
	return out.Bytes()
}

func setValue(selector, value string) chromedp.Action[chromedp.Void] {
	return chromedp.SetValue(chromedp.CSS(selector), value)
}

func chooseFiles(selector string, files ...string) chromedp.Action[chromedp.Void] {
	return chromedp.SetUploadFiles(chromedp.CSS(selector), files)
}
