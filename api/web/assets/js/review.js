// The case page: a page that is pointed at is shown large beside the findings. Without scripts
// the same link leads to the document.
document.addEventListener("click", (e) => {
  const link = e.target.closest("[data-view]");
  const picture = document.querySelector("[data-viewer]");
  if (!link || !picture || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
  if (window.matchMedia("(max-width: 900px)").matches) return; // one column: the document itself
  e.preventDefault();
  picture.src = link.dataset.view;
  picture.alt = link.dataset.name;
  document.querySelector("[data-viewer-name]").textContent = link.dataset.name;
  document.querySelector("[data-viewer-link]").href = link.href;
  document.querySelectorAll(".weigh.seen").forEach((f) => f.classList.remove("seen"));
  const finding = link.closest(".weigh");
  if (finding) finding.classList.add("seen");
});
