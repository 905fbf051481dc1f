// The frame of every page: asks before what cannot be undone, guards against a second click,
// prints, and copies.
document.addEventListener("submit", (e) => {
  const form = e.target;
  const ask = (e.submitter && e.submitter.dataset.confirm) || form.dataset.confirm;
  if (ask && !window.confirm(ask)) {
    e.preventDefault();
    return;
  }
  if (form.method === "post" && !form.hasAttribute("hx-post")) {
    // Disabled only after the form's data were taken, so that the button's own value is sent.
    setTimeout(() => form.querySelectorAll("button:not([type=button])").forEach((b) => (b.disabled = true)), 0);
  }
});

// A page that comes back from the browser's memory has its buttons again.
window.addEventListener("pageshow", (e) => {
  if (e.persisted) document.querySelectorAll("form button[disabled]:not([data-off])").forEach((b) => (b.disabled = false));
});

document.addEventListener("click", (e) => {
  if (e.target.closest("[data-print]")) window.print();
});

// Lists whose choice is a page of its own go there at once.
document.addEventListener("change", (e) => {
  if (e.target.matches("[data-go]")) e.target.form.requestSubmit();
});
