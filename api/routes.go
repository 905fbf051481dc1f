package api

import (
	"net/http"

	"lianshen/api/access"
	"lianshen/api/live"
	"lianshen/checker"
	"lianshen/policies/authz"
	"lianshen/workflow"
)

const prefix = "/api/v1"

// route is one operation of the API. openapi.yaml is written from these.
type route struct {
	Method, Path string
	// Op is its name, ID what it is about; Tag groups operations.
	Op, Tag, Summary string
	// Open answers without anyone being signed in, as access.yaml says too.
	Open bool
	// Match takes the version that was seen, in If-Match.
	Match bool
	// Body and Result are zero values of what is sent and answered; nil is nothing. File is a
	// body of bytes, Page an answer in HTML, Zip one of an archive. Stream is an answer of
	// server-sent events, with Result as the data of each; it is sent by Do itself.
	Body, Result            any
	File, Page, Zip, Stream bool
	Query, Headers          []string
	Status                  int // 0 is 200, or 204 without a result
	Do                      func(*Server, *call) (any, error)
}

func (r route) status() int {
	switch {
	case r.Status != 0:
		return r.Status
	case r.Result == nil && !r.Page && !r.Zip:
		return http.StatusNoContent
	}
	return http.StatusOK
}

// routes are all operations. A path holds one identifier at most, {id} of what the path names
// before it, and {slug} or {contest} within it.
func routes() []route {
	var all []route
	for _, part := range [][]route{
		sessionRoutes, accountRoutes, listRoutes, peopleRoutes, invitationRoutes, signupRoutes, projectRoutes, documentRoutes, tusRoutes,
		applicationRoutes,
	} {
		all = append(all, part...)
	}
	return all
}

// Operations are all operations of the API, by what the policy of access calls them.
func Operations() []access.Operation {
	var out []access.Operation
	for _, r := range routes() {
		out = append(out, r.operation())
	}
	return out
}

func (r route) operation() access.Operation {
	return access.Operation{Surface: authz.API, Name: r.Op, Method: r.Method, Path: prefix + r.Path, Open: r.Open}
}

var sessionRoutes = []route{
	{Method: "POST", Path: "/session", Op: "signIn", Tag: "session", Summary: "Sign in; the answer sets the cookie of the session.", Open: true, Body: SignIn{}, Result: Me{}, Status: 201, Do: (*Server).signIn},
	{Method: "GET", Path: "/session", Op: "me", Tag: "session", Summary: "Who is signed in, with roles and the CSRF token.", Result: Me{}, Do: (*Server).me},
	{Method: "DELETE", Path: "/session", Op: "signOut", Tag: "session", Summary: "Sign out.", Do: (*Server).signOut},
	{Method: "GET", Path: "/messages", Op: "messages", Tag: "session", Summary: "Messages to who is signed in, the latest first.", Result: workflow.Inbox{}, Query: []string{"before", "limit"}, Do: (*Server).messages},
	{Method: "POST", Path: "/messages/{id}/opened", Op: "openMessages", Tag: "session", Summary: "Note that messages up to one were seen.", Do: (*Server).openMessages},
}

var listRoutes = []route{
	{Method: "GET", Path: "/projects", Op: "projects", Tag: "lists", Summary: "Projects in the order of their opening.", Query: []string{"branch", "enterprise", "state", "after", "limit"}, Result: ProjectList{}, Do: (*Server).projects},
	{Method: "GET", Path: "/inbox", Op: "inbox", Tag: "lists", Summary: "Applications by when they are due.", Query: []string{"branch", "enterprise", "state", "after", "limit"}, Result: Desk{}, Do: (*Server).inbox},
	{Method: "GET", Path: "/deadlines", Op: "deadlines", Tag: "lists", Summary: "Active projects by their task deadlines.", Query: []string{"branch", "from", "to", "after", "limit"}, Result: DeadlineList{}, Do: (*Server).deadlines},
	{Method: "GET", Path: "/search", Op: "search", Tag: "lists", Summary: "Enterprises, projects and applications by a number or a part of a name.", Query: []string{"text", "branch", "after", "limit"}, Result: FoundList{}, Do: (*Server).search},
	{Method: "GET", Path: "/deemed", Op: "deemed", Tag: "lists", Summary: "Deemed approvals, the latest first; open=true those whose supervision is open.", Query: []string{"branch", "open", "after", "limit"}, Result: DeemedList{}, Do: (*Server).deemed},
	{Method: "GET", Path: "/filings", Op: "filings", Tag: "lists", Summary: "Acceptance filings that nobody has answered, the oldest first.", Query: []string{"branch", "after", "limit"}, Result: FilingList{}, Do: (*Server).filings},
	{Method: "GET", Path: "/enterprises", Op: "enterprises", Tag: "lists", Summary: "Enterprises in the order of their registration.", Query: []string{"branch", "after", "limit"}, Result: EnterpriseList{}, Do: (*Server).enterprises},
	{Method: "GET", Path: "/audit", Op: "trail", Tag: "lists", Summary: "The audit trail, the latest event first.", Query: []string{"before", "subject", "limit"}, Result: Records{}, Do: (*Server).trail},
}

var peopleRoutes = []route{
	{Method: "POST", Path: "/persons", Op: "registerPerson", Tag: "people", Summary: "Register a person.", Body: NewPerson{}, Result: workflow.Person{}, Status: 201, Do: (*Server).registerPerson},
	{Method: "POST", Path: "/grants", Op: "grantRole", Tag: "people", Summary: "Give a person a role.", Body: NewGrant{}, Result: workflow.Grant{}, Status: 201, Do: (*Server).grantRole},
	{Method: "DELETE", Path: "/grants/{id}", Op: "revokeGrant", Tag: "people", Summary: "End a grant at once.", Do: (*Server).revokeGrant},
	{Method: "GET", Path: "/delegations", Op: "delegations", Tag: "people", Summary: "What the caller has lent, was lent and may lend.", Result: workflow.Delegations{}, Do: (*Server).delegations},
	{Method: "POST", Path: "/delegations", Op: "delegate", Tag: "people", Summary: "Have another handler of the branch stand in for some days.", Body: Delegation{}, Result: workflow.Grant{}, Status: 201, Do: (*Server).delegate},
	{Method: "DELETE", Path: "/delegations/{id}", Op: "endDelegation", Tag: "people", Summary: "End a delegation at once.", Do: (*Server).endDelegation},
	{Method: "GET", Path: "/towns", Op: "towns", Tag: "people", Summary: "Towns with the branches in charge.", Result: []workflow.Town{}, Do: (*Server).towns},
	{Method: "PUT", Path: "/towns/{id}/branch", Op: "routeTown", Tag: "people", Summary: "Have another branch review what a town's enterprises file.", Body: Branch{}, Do: (*Server).routeTown},
	{Method: "GET", Path: "/enterprises/{id}", Op: "enterprise", Tag: "people", Summary: "An enterprise with its outlets.", Result: workflow.Enterprise{}, Do: (*Server).enterprise},
	{Method: "POST", Path: "/enterprises", Op: "registerEnterprise", Tag: "people", Summary: "Register an enterprise.", Body: NewEnterprise{}, Result: workflow.Enterprise{}, Status: 201, Do: (*Server).registerEnterprise},
}

var projectRoutes = []route{
	{Method: "POST", Path: "/projects", Op: "openProject", Tag: "projects", Summary: "Give an enterprise a task.", Body: NewProject{}, Result: workflow.Project{}, Status: 201, Do: (*Server).openProject},
	{Method: "GET", Path: "/projects/{id}", Op: "project", Tag: "projects", Summary: "A project with its documents and days.", Result: workflow.Dossier{}, Do: (*Server).project},
	{Method: "PUT", Path: "/projects/{id}/deadline", Op: "setDeadline", Tag: "projects", Summary: "Set or change the task deadline.", Match: true, Body: Deadline{}, Result: workflow.Project{}, Do: (*Server).setDeadline},
	{Method: "POST", Path: "/projects/{id}/deadline-proposal", Op: "proposeDeadline", Tag: "projects", Summary: "Propose a task deadline.", Match: true, Body: Deadline{}, Result: workflow.Project{}, Do: (*Server).proposeDeadline},
	{Method: "PUT", Path: "/projects/{id}/equipment", Op: "setEquipment", Tag: "projects", Summary: "Enter the equipment, whole.", Match: true, Body: workflow.Equipment{}, Result: workflow.Project{}, Do: (*Server).setEquipment},
	{Method: "POST", Path: "/projects/{id}/suspend", Op: "suspendProject", Tag: "projects", Summary: "Suspend a project.", Match: true, Body: Reason{}, Result: workflow.Project{}, Do: halted((*workflow.Service).Suspend)},
	{Method: "POST", Path: "/projects/{id}/resume", Op: "resumeProject", Tag: "projects", Summary: "Take it up again.", Match: true, Body: Reason{}, Result: workflow.Project{}, Do: halted((*workflow.Service).Resume)},
	{Method: "POST", Path: "/projects/{id}/close", Op: "closeProject", Tag: "projects", Summary: "End a project that will not be networked.", Match: true, Body: Reason{}, Result: workflow.Project{}, Do: halted((*workflow.Service).Close)},
	{Method: "POST", Path: "/projects/{id}/replacements", Op: "replacePart", Tag: "projects", Summary: "Begin anew after part of a networked installation was replaced.", Body: NewReplacement{}, Result: workflow.Project{}, Status: 201, Do: (*Server).replacePart},
}

var documentRoutes = []route{
	{Method: "PUT", Path: "/projects/{id}/documents/{slug}", Op: "upload", Tag: "documents", Summary: "Store a file as the current version of a document; it is read in the background.", File: true, Query: []string{"name"}, Result: workflow.Version{}, Status: 201, Do: (*Server).upload},
	{Method: "GET", Path: "/projects/{id}/events", Op: "events", Tag: "documents", Summary: "What happens to the documents while it happens: how far reading is, what is found early, that the project was judged. Begins with what is known; a later event of a version takes the place of an earlier one.", Stream: true, Result: live.Event{}, Do: (*Server).events},
	{Method: "POST", Path: "/first-data", Op: "firstData", Tag: "projects", Summary: "Report that data of a monitor came in, by the platform; the first of a project completes its networking, by the server's clock, and later ones change nothing.", Body: FirstData{}, Result: FirstDataNoted{}, Do: (*Server).firstData},
	{Method: "GET", Path: "/projects/{id}/report", Op: "report", Tag: "documents", Summary: "What the rules said of the documents when they were last judged.", Result: checker.Report{}, Do: (*Server).report},
	{Method: "GET", Path: "/projects/{id}/notice", Op: "notice", Tag: "documents", Summary: "The notice of all corrections, to print.", Page: true, Do: (*Server).notice},
	{Method: "GET", Path: "/projects/{id}/forms/{slug}", Op: "form", Tag: "documents", Summary: "The form of a document, filled in beforehand, to print, stamp and scan.", Page: true, Do: (*Server).form},
	{Method: "GET", Path: "/projects/{id}/dossier.zip", Op: "dossierZip", Tag: "documents", Summary: "The documents with dossier.yaml, the last report and a manifest.", Zip: true, Do: (*Server).dossierZip},
	{Method: "POST", Path: "/projects/{id}/filing", Op: "fileAcceptance", Tag: "documents", Summary: "File the acceptance with the branch.", Result: workflow.AcceptanceFiling{}, Status: 201, Do: (*Server).fileAcceptance},
	{Method: "POST", Path: "/projects/{id}/filing/acknowledge", Op: "acknowledgeFiling", Tag: "documents", Summary: "Answer that the filing was received.", Result: workflow.AcceptanceFiling{}, Do: (*Server).acknowledgeFiling},
	{Method: "POST", Path: "/projects/{id}/filing/send-back", Op: "sendFilingBack", Tag: "documents", Summary: "Send the filing back.", Body: Reason{}, Result: workflow.AcceptanceFiling{}, Do: (*Server).sendFilingBack},
	{Method: "GET", Path: "/projects/{id}/filing/receipt", Op: "filingReceipt", Tag: "documents", Summary: "The receipt of the filing, to print.", Page: true, Do: (*Server).filingReceipt},
	{Method: "POST", Path: "/projects/{id}/contests", Op: "contest", Tag: "documents", Summary: "Contest a finding, with a statement.", Body: NewContest{}, Result: workflow.Contest{}, Status: 201, Do: (*Server).contest},
	{Method: "DELETE", Path: "/projects/{id}/contests/{contest}", Op: "retractContest", Tag: "documents", Summary: "Retract a contest.", Do: (*Server).retractContest},
	{Method: "POST", Path: "/projects/{id}/applications", Op: "draftApplication", Tag: "applications", Summary: "Begin the application of a project.", Result: workflow.Application{}, Status: 201, Do: (*Server).draftApplication},
}

var applicationRoutes = []route{
	{Method: "GET", Path: "/applications/{id}", Op: "application", Tag: "applications", Summary: "An application with what happened to it.", Result: workflow.Case{}, Do: (*Server).application},
	{Method: "GET", Path: "/applications/{id}/acts", Op: "acts", Tag: "applications", Summary: "What the caller could do with it now.", Result: []Act{}, Do: (*Server).acts},
	{Method: "GET", Path: "/applications/{id}/history", Op: "history", Tag: "applications", Summary: "What was done to it, the latest first.", Result: Records{}, Do: (*Server).history},
	{Method: "GET", Path: "/applications/{id}/sheet", Op: "sheet", Tag: "applications", Summary: "The sheet of the review, to print.", Page: true, Do: (*Server).sheet},
	{Method: "POST", Path: "/applications/{id}/submit", Op: "submit", Tag: "applications", Summary: "Have the documents judged as they are, and submit.", Match: true, Body: Statement{}, Result: workflow.Application{}, Do: (*Server).submit},
	{Method: "POST", Path: "/applications/{id}/withdraw", Op: "withdraw", Tag: "applications", Summary: "Take it back.", Match: true, Body: Reason{}, Result: workflow.Application{}, Do: reasoned((*workflow.Service).Withdraw)},
	{Method: "POST", Path: "/applications/{id}/claim", Op: "claim", Tag: "applications", Summary: "Become its handler.", Match: true, Result: workflow.Application{}, Do: plain((*workflow.Service).Claim)},
	{Method: "POST", Path: "/applications/{id}/take-over", Op: "takeOver", Tag: "applications", Summary: "Become its handler in place of another.", Match: true, Result: workflow.Application{}, Do: plain((*workflow.Service).TakeOver)},
	{Method: "POST", Path: "/applications/{id}/examine", Op: "examine", Tag: "applications", Summary: "Fill in lines of the sheet.", Match: true, Body: Lines{}, Result: workflow.Application{}, Do: (*Server).examine},
	{Method: "POST", Path: "/applications/{id}/assess", Op: "assess", Tag: "applications", Summary: "Confirm or override findings.", Match: true, Body: Assessments{}, Result: workflow.Application{}, Do: (*Server).assess},
	{Method: "POST", Path: "/applications/{id}/pass-on", Op: "passOn", Tag: "applications", Summary: "Hand it to the leader.", Match: true, Result: workflow.Application{}, Do: plain((*workflow.Service).PassOn)},
	{Method: "POST", Path: "/applications/{id}/send-back", Op: "sendBack", Tag: "applications", Summary: "Send it back to the handler.", Match: true, Body: Reason{}, Result: workflow.Application{}, Do: reasoned((*workflow.Service).SendBack)},
	{Method: "POST", Path: "/applications/{id}/return", Op: "return", Tag: "applications", Summary: "Return it to the enterprise for correction.", Match: true, Body: NewReturn{}, Result: workflow.Application{}, Do: (*Server).returnIt},
	{Method: "POST", Path: "/applications/{id}/approve", Op: "approve", Tag: "applications", Summary: "Approve it.", Match: true, Result: workflow.Application{}, Do: plain((*workflow.Service).Approve)},
	{Method: "POST", Path: "/applications/{id}/set-aside", Op: "setAside", Tag: "applications", Summary: "Correct a decision: set it aside.", Match: true, Body: Reason{}, Result: workflow.Application{}, Do: reasoned((*workflow.Service).SetAside)},
	{Method: "POST", Path: "/applications/{id}/supervision/close", Op: "closeSupervision", Tag: "applications", Summary: "Close the supervision of a deemed approval.", Match: true, Body: Reason{}, Result: workflow.Application{}, Do: reasoned((*workflow.Service).CloseSupervision)},
}
