package web

import "net/http"

// route is one page or act of the portal.
type route struct {
	Method, Path string
	// Op names it for the policy of access.
	Op string
	// Open answers without anyone being signed in.
	Open bool
	// Files may be sent as a form with files; its handler proves the form's first part.
	Files bool
	Do    func(*Portal, *visit) error
}

// routes are all of the portal. Each area has its own table beside its handlers.
func routes() []route {
	var all []route
	for _, area := range [][]route{frameRoutes, homeRoutes, projectRoutes, filingRoutes, applyRoutes} {
		all = append(all, area...)
	}
	return all
}

const (
	get  = http.MethodGet
	post = http.MethodPost
)
