package yamlfile

import (
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// english prints what a schema says of a value; it has no Chinese of its own.
var english = message.NewPrinter(language.English)
