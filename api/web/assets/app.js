// What the portal does in a browser besides what HTML does by itself. Every page works without
// it where that can be; see the files of js/ for what each adds.
import htmx from "htmx.org";
import "./js/config.js";
import "htmx-ext-sse";
import "./js/shell.js";
import "./js/documents.js";
import "./js/entry.js";
import "./js/review.js";
import "./js/account.js";
import "./js/photos.js";
import "./js/contract.js";

window.htmx = htmx;
