package webtest

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"lianshen/api/caller"
	"lianshen/workflow/equipmentlist"
	"lianshen/workflow/equipmentlist/xlsx"
	"lianshen/workflow/photosheet"
)

// readEquipment stands for the cell: tests open what they have written.
func readEquipment(_ context.Context, book io.Reader) (*equipmentlist.Imported, error) {
	raw, err := io.ReadAll(book)
	if err != nil {
		return nil, err
	}
	return xlsx.Read(raw)
}

// assemble stands for the cell.
func assemble(_ context.Context, w io.Writer, s *photosheet.Sheet, pictures []io.Reader) error {
	var all []byte
	for i, p := range pictures {
		raw, err := io.ReadAll(p)
		if err != nil {
			return err
		}
		made, err := photosheet.Prepare(raw, s.Pictures[i].Turn)
		if err != nil {
			return &photosheet.PictureError{Index: i, Err: err}
		}
		s.Pictures[i].Bytes, s.Pictures[i].Taken = len(made.JPEG), made.Taken
		all = append(all, made.JPEG...)
	}
	return photosheet.Write(w, s, all, Monday)
}

// SignOut leaves by the button for it.
func (b *Browser) SignOut() {
	b.t.Helper()
	b.Press(".who form[action='/sign-out'] button")
}

// Scripts lets the pages that are opened from now on run their scripts, or not.
func (b *Browser) Scripts(run bool) {
	b.t.Helper()
	if _, err := chromedp.Call(b.Ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !run}); err != nil {
		b.t.Fatal(err)
	}
}

// Hand is what a browser holds of somebody who is signed in, for requests by hand.
type Hand struct{ Cookie, CSRF string }

// ByHand signs somebody in by their login.
func (c *City) ByHand(name string) Hand {
	c.t.Helper()
	session, secret, err := c.Accounts.SignIn(c.t.Context(), name, Password)
	if err != nil {
		c.t.Fatal(err)
	}
	return Hand{caller.Cookie + "=" + secret, caller.New(session, secret).CSRF()}
}

// Kept is the file that a button has the browser keep by a script, whose name ends as is said.
func (b *Browser) Kept(selector, name string) []byte {
	b.t.Helper()
	text := Eval[string](b, fmt.Sprintf(`new Promise((done, fail) => {
		const click = HTMLAnchorElement.prototype.click;
		HTMLAnchorElement.prototype.click = function () {
			HTMLAnchorElement.prototype.click = click;
			if (!this.download.endsWith(%q)) fail(new Error(this.download));
			window.kept.then(b => { const r = new FileReader(); r.onload = () => done(r.result.slice(r.result.indexOf(",") + 1)); r.readAsDataURL(b); });
		};
		const make = URL.createObjectURL;
		URL.createObjectURL = (b) => { window.kept = Promise.resolve(b); URL.createObjectURL = make; return make.call(URL, b); };
		document.querySelector(%q).click();
	})`, name, selector))
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		b.t.Fatal(err)
	}
	return raw
}

// Agree answers what the page asks before it acts with yes.
func (b *Browser) Agree() {
	b.t.Helper()
	b.Do(chromedp.Evaluate[chromedp.Void]("window.confirm = () => true"))
}

// Tick chooses a radio or a box, in the middle of the window, where no bar lies over it.
func (b *Browser) Tick(selector string) {
	b.t.Helper()
	b.Do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf("document.querySelector(%q).scrollIntoView({block: 'center'})", selector)), chromedp.Click(chromedp.CSS(selector)))
}
