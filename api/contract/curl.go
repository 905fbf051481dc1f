package contract

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// samples are values of parameters that a request is hard to read without; others of a query are
// left out, and headers that are not here are not sent.
var samples = map[string]string{
	"limit": "20", "text": "一厂", "name": "report.pdf",
	"If-Match": `"1"`, "Tus-Resumable": "1.0.0", "Upload-Length": "1048576", "Upload-Offset": "0", "Upload-Metadata": "filename cmVwb3J0LnBkZg==",
}

// wide is how many characters of a request stand in a line of the page.
const wide = 50

var variable = regexp.MustCompile(`\{([a-z]+)\}`)

// curl is the request as a command of a shell, an option a line. LIANSHEN and TOKEN are variables
// of it, as are ID and others of the path.
func (o *Operation) curl() string {
	lines := []string{"curl" + o.how(), `"$LIANSHEN` + o.address() + `"`}
	if first := lines[0] + " " + lines[1]; len(first) <= wide {
		lines = []string{first}
	}
	if !o.Open {
		lines = append(lines, `-H "Authorization: Bearer $TOKEN"`)
	}
	for _, p := range o.Parameters {
		switch value, ok := samples[p.Name]; {
		case p.In != "header":
		case ok:
			lines = append(lines, "-H "+quote(p.Name+": "+value))
		case p.Name == "Idempotency-Key":
			lines = append(lines, `-H "Idempotency-Key: $(uuidgen)"`)
		}
	}
	for _, b := range o.Request {
		lines = append(lines, "-H "+quote("Content-Type: "+b.Media))
		if b.Example != "" {
			lines = append(lines, "-d "+quote(b.Example))
		} else {
			lines = append(lines, "-T report.pdf") // streamed, unlike --data-binary
		}
	}
	return strings.Join(lines, " \\\n  ")
}

// how are the options for the method and for the answer.
func (o *Operation) how() string {
	out := ""
	switch o.Method {
	case http.MethodGet:
	case http.MethodHead:
		out = " --head"
	default:
		out = " -X " + o.Method
	}
	for _, a := range o.Answers {
		for _, b := range a.Bodies {
			switch b.Media {
			case "text/event-stream":
				out += " -N"
			case "application/zip":
				out += " -o answer.zip"
			case "text/html":
				out += " -o answer.html"
			}
		}
	}
	return out
}

// address is the path with variables of the shell for its parts (curl itself would take braces
// for a pattern), and the query.
func (o *Operation) address() string {
	out := variable.ReplaceAllStringFunc(o.Path, func(part string) string { return "${" + strings.ToUpper(strings.Trim(part, "{}")) + "}" })
	sep := "?"
	for _, p := range o.Parameters {
		if value, ok := samples[p.Name]; ok && p.In == "query" {
			out += sep + p.Name + "=" + url.QueryEscape(value)
			sep = "&"
		}
	}
	return out
}

// quote is a word of the shell that stands for nothing but itself.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
