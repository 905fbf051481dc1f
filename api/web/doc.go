// Package web is the portal (门户): what enterprises, reviewers and the bureau see in a browser.
//
// A page is one handler of the table in routes.go: it asks the services, fills a typed page
// struct and shows it in the template of its name (templates/). Changes are forms that are
// answered with a redirect; what a person did wrong is shown on the form's own page, above all
// else. The words of the portal are in locale/, both languages side by side.
//
// Nothing is decided here: whether somebody may is for workflow and the policy of access. The
// browser never renders an uploaded file from this origin, only pictures of its pages.
package web
