package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"lianshen/api"
	"lianshen/workflow"
	"lianshen/workflow/account"
)

// driveAccounts goes through invitations, partners, reset links, sign-ups, role applications and
// everybody's own account.
func (c *city) driveAccounts(p workflow.Project) {
	c.t.Helper()
	c.driveInvitations(p)
	c.driveSignups()
	c.driveRoles()
	c.driveOwn()
}

func (c *city) driveInvitations(p workflow.Project) {
	c.t.Helper()
	at := "/enterprises/" + c.company.ID
	var second workflow.Project
	c.handler.do("POST", "/projects", api.NewProject{Enterprise: c.company.ID, Kind: "new", UnitClass: "key"}).into(&second)
	var made api.MadeInvitation
	c.enterprise.do("POST", at+"/invitations", api.NewInvitation{Name: "施工员", Documents: &workflow.SomeDocuments{Project: second.ID, Slugs: []string{"contractor-info"}, Unit: "施工公司"}}).into(&made)
	var who workflow.Person
	bare := c.client()
	bare.do("POST", "/invitations/accept", api.Acceptance{Secret: made.Link.Secret + "x", Login: "builder", Password: password}).refused(403, "link.dead", "")
	bare.do("POST", "/invitations/accept", api.Acceptance{Secret: made.Link.Secret, Login: "builder", Password: password}).into(&who)
	bare.do("POST", "/invitations/accept", api.Acceptance{Secret: made.Link.Secret, Login: "another", Password: password}).refused(403, "link.dead", "")
	builder := c.signIn("builder", password)
	builder.do("PUT", "/projects/"+second.ID+"/documents/contractor-info", strings.NewReader(pdf)).expect(201)
	builder.do("PUT", "/projects/"+second.ID+"/documents/contract", strings.NewReader(pdf)).refused(404, "workflow.not_found", "")
	builder.do("PUT", "/projects/"+p.ID+"/documents/contractor-info", strings.NewReader(pdf)).refused(404, "workflow.not_found", "")
	builder.do("GET", "/projects/"+second.ID, nil).refused(403, "authz.denied", "")
	var view api.PartnerView
	builder.do("GET", "/projects/"+second.ID+"/contribution", nil).into(&view)
	if len(view.Documents) != 1 || view.Enterprise != c.company.Name {
		c.t.Errorf("contribution %+v", view)
	}
	builder.do("GET", "/projects/"+p.ID+"/contribution", nil).refused(404, "workflow.not_found", "")
	var people workflow.EnterprisePeople
	c.enterprise.do("GET", at+"/people", nil).into(&people)
	c.stranger.do("GET", at+"/people", nil).refused(404, "workflow.not_found", "")
	c.enterprise.do("DELETE", "/partners/"+people.Partners[0].Grant.ID, nil).expect(204)
	builder.do("GET", "/projects/"+second.ID+"/contribution", nil).refused(403, "authz.denied", "")

	c.handler.do("POST", at+"/invitations", api.NewInvitation{Name: "联系人"}).into(&made)
	c.handler.do("DELETE", "/invitations/"+made.Invitation.ID, nil).expect(204)
	c.handler.do("POST", at+"/invitations", api.NewInvitation{Name: "施工员"}).into(&made)
	builder.do("POST", "/invitations/join", api.Secret{Secret: made.Link.Secret}).expect(204)
	builder.do("GET", at+"/people", nil).expect(200)

	var found api.PersonList
	c.bureau.do("GET", "/persons?text=builder", nil).into(&found)
	if len(found.Items) != 1 || found.Items[0].Person.ID != who.ID {
		c.t.Errorf("found %+v", found)
	}
	c.handler.do("GET", "/persons/"+who.ID, nil).expect(200)
	c.handler.do("GET", "/persons/"+c.bureau.person, nil).refused(404, "workflow.not_found", "")
	var link api.OneTimeLink
	c.handler.do("POST", "/persons/"+who.ID+"/reset-link", api.NewReset{}).into(&link)
	c.handler.do("POST", "/persons/"+c.bureau.person+"/reset-link", api.NewReset{}).refused(404, "workflow.not_found", "")
	bare.do("POST", "/password-resets", api.Acceptance{Secret: link.Secret, Password: password + "新"}).expect(204)
	bare.do("POST", "/password-resets", api.Acceptance{Secret: link.Secret, Password: password + "新"}).refused(403, "link.dead", "")
	builder.do("GET", "/session", nil).refused(401, "account.signed_out", "")
	c.signIn("builder", password+"新")
}

// signIn is a client that signed in by name.
func (c *city) signIn(name, word string) *client {
	c.t.Helper()
	out := c.client()
	var me api.Me
	out.do("POST", "/session", api.SignIn{Name: name, Password: word}).into(&me)
	out.csrf = me.CSRF
	return out
}

func (c *city) driveSignups() {
	c.t.Helper()
	ctx := c.t.Context()
	licence, err := c.workflow.KeepLicence(ctx, strings.NewReader(pdf+"licence"))
	if err != nil {
		c.t.Fatal(err)
	}
	in := workflow.Signup{Name: "东莞三厂", USCC: "91441900MA0000007J", Town: "南城街道", Contact: "赵六", Licence: licence}
	for range 2 {
		if _, _, err := c.workflow.SignUp(ctx, "192.0.2.1", in, "zhaoliu", password); err != nil {
			c.t.Fatal(err)
		}
	}
	var list api.SignupList
	c.handler.do("GET", "/signups", nil).into(&list)
	c.stranger.do("GET", "/signups", nil).refused(403, "authz.denied", "")
	if len(list.Items) != 2 {
		c.t.Fatalf("%d sign-ups", len(list.Items))
	}
	settle := func(i int, move string, body any) *result {
		at := "/signups/" + list.Items[i].ID
		tag := c.handler.do("GET", at, nil).expect(200).header.Get("ETag")
		return c.handler.do("POST", at+"/"+move, body, "If-Match", tag)
	}
	var done workflow.Signup
	settle(0, "confirm", api.Confirmation{}).into(&done)
	settle(1, "confirm", api.Confirmation{}).refused(409, "signup.exists", "")
	settle(1, "decline", api.Reason{Reason: "重复"}).expect(200)
}

func (c *city) driveRoles() {
	c.t.Helper()
	var form workflow.RoleForm
	c.leader.do("POST", "/role-applications", api.NewRoles{Branch: c.company.Branch, Rows: []api.NewRole{{Name: "王局", Position: "副局长", Role: "leader"}, {Name: "小李", Position: "科员", Role: "handler", Post: "A"}}}).into(&form)
	c.stranger.do("GET", "/role-forms/"+form.ID, nil).refused(403, "authz.denied", "")
	settle := func(by *client, i, version int, move string, body any) *result {
		return by.do("POST", "/role-applications/"+form.Rows[i].ID+"/"+move, body, "If-Match", fmt.Sprintf("%q", fmt.Sprint(version)))
	}
	settle(c.leader, 0, 1, "grant", api.Grantee{}).refused(403, "authz.denied", "")
	var granted api.GrantedRole
	settle(c.bureau, 0, 1, "grant", api.Grantee{}).into(&granted)
	if !strings.HasPrefix(granted.Path, "/reset/") {
		c.t.Errorf("granted %+v", granted)
	}
	settle(c.bureau, 0, 1, "grant", api.Grantee{}).refused(412, "workflow.version", "version")
	settle(c.bureau, 1, 1, "decline", api.Reason{Reason: "人数已满"}).expect(200)
	settle(c.bureau, 0, 2, "revoke", api.Reason{Reason: "调离"}).expect(200)
	c.bureau.do("GET", "/role-forms/"+form.ID, nil).expect(200)
	var list api.RoleList
	c.handler.do("GET", "/role-applications?limit=1", nil).into(&list)
	if len(list.Items) != 1 || list.Next == "" {
		c.t.Errorf("roles %+v", list)
	}
}

func (c *city) driveOwn() {
	c.t.Helper()
	own := c.signIn(c.second.name, password)
	var token api.IssuedToken
	own.do("POST", "/account/tokens", api.NewToken{Name: "平台"}).into(&token)
	var list api.SessionItems
	own.do("GET", "/account/sessions", nil).into(&list)
	here := 0
	for _, s := range list.Items {
		if s.Here {
			here++
		}
	}
	if here != 1 || len(list.Items) < 2 {
		c.t.Errorf("sessions %+v", list)
	}
	c.leader.do("DELETE", "/account/sessions/"+token.ID, nil).expect(204) // another's is nothing to it
	machine := c.client()
	machine.token = token.Secret
	machine.do("GET", "/session", nil).expect(200)
	own.do("DELETE", "/account/sessions/"+token.ID, nil).expect(204)
	machine.do("GET", "/session", nil).refused(401, "account.signed_out", "")

	var e account.Enrolment
	own.do("POST", "/account/second-step", nil).into(&e)
	code := func() string { return must(totp.GenerateCode(e.Secret, c.clock.Now()))(c.t) }
	own.do("POST", "/account/second-step/confirm", api.Code{Code: "000000"}).refused(401, "account.code", "code")
	var codes api.RecoveryCodes
	own.do("POST", "/account/second-step/confirm", api.Code{Code: code()}).into(&codes)
	c.clock.Advance(time.Minute)
	bare := c.client()
	in := api.SignIn{Name: c.second.name, Password: password}
	bare.do("POST", "/session", in).refused(401, "account.second_step", "code")
	in.Code = code()
	bare.do("POST", "/session", in).expect(201)
	bare.do("POST", "/session", in).refused(401, "account.code", "code") // replayed
	in.Code = codes.Codes[0]
	bare.do("POST", "/session", in).expect(201)
	own.do("POST", "/account/second-step/end", api.Password{Password: "wrong"}).refused(403, "account.old", "old")
	own.do("POST", "/account/second-step/end", api.Password{Password: password}).expect(204)
	own.do("PUT", "/account/password", api.Passwords{Old: password, Password: password + "新"}).expect(204)
	own.do("GET", "/session", nil).expect(200)
	c.second.do("GET", "/session", nil).refused(401, "account.signed_out", "")
}

// Wrong names and wrong passwords are answered alike, and so are all links that are dead.
func TestNothingIsTold(t *testing.T) {
	each(t, func(t *testing.T, c *city) {
		bare := c.client()
		known := bare.do("POST", "/session", api.SignIn{Name: c.leader.name, Password: "wrong"})
		unknown := bare.do("POST", "/session", api.SignIn{Name: "nobody", Password: "wrong"})
		if known.status != unknown.status || strip(known) != strip(unknown) {
			t.Errorf("%s\n%s", known.raw, unknown.raw)
		}
		for range 61 {
			bare.do("POST", "/invitations/accept", api.Acceptance{Secret: "x", Login: "somebody", Password: password})
		}
		bare.do("POST", "/invitations/accept", api.Acceptance{Secret: "x", Login: "somebody", Password: password}).refused(429, "account.often", "")
		bare.do("POST", "/password-resets", api.Acceptance{Secret: "x", Password: password}).refused(429, "account.often", "")
	})
}

// strip is a problem without the name of its request.
func strip(r *result) string {
	before, _, _ := strings.Cut(string(r.raw), `"request"`)
	return before
}
