package web

import (
	"net/http"

	"lianshen/api/access"
	"lianshen/policies/authz"
)

// route is one page or act of the portal.
type route struct {
	Method, Path string
	// Op names it for the policy of access: policies/authz/access.yaml has a line for it.
	Op string
	// Open answers without anyone being signed in, as access.yaml says too.
	Open bool
	// Files may be sent as a form with files; its handler proves the form's first part.
	Files bool
	Do    func(*Portal, *visit) error
}

// Operations are all pages and acts of the portal, by what the policy of access calls them.
func Operations() []access.Operation {
	var out []access.Operation
	for _, r := range routes() {
		out = append(out, r.operation())
	}
	return out
}

func (r route) operation() access.Operation {
	return access.Operation{Surface: authz.Portal, Name: r.Op, Method: r.Method, Path: r.Path, Open: r.Open}
}

// routes are all of the portal. Each area has its own table beside its handlers.
func routes() []route {
	var all []route
	for _, area := range [][]route{
		frameRoutes, homeRoutes, projectRoutes, filingRoutes, applyRoutes, documentRoutes, formRoutes, equipmentRoutes, photoRoutes,
		deskRoutes, caseRoutes, enterpriseRoutes, bureauRoutes, messageRoutes, projectOfficerRoutes,
		signupRoutes, linkRoutes, accountRoutes, outsideRoutes, contactRoutes, partnerRoutes, peopleRoutes, roleRoutes,
		contractRoutes,
	} {
		all = append(all, area...)
	}
	return all
}

const (
	get  = http.MethodGet
	post = http.MethodPost
)
