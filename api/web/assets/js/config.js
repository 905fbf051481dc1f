// htmx as a strict content security policy has it: nothing evaluated, no style written into the
// page, nothing taken from elsewhere.
import htmx from "htmx.org";

window.htmx = htmx; // extensions look for it here
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.allowScriptTags = false;
htmx.config.historyCacheSize = 0; // nothing of a case stays in the browser's storage
htmx.config.responseHandling = [{ code: ".*", swap: true }];

// A line of events that breaks, as it does whenever a page is left, is taken up again by itself:
// that is no fault to report.
htmx.logger = (_, name, detail) => {
  if (name === "htmx:sseError") delete detail.error;
};

document.addEventListener("htmx:configRequest", (e) => {
  const token = document.querySelector("meta[name=csrf]");
  if (token) e.detail.headers["X-CSRF-Token"] = token.content;
});
