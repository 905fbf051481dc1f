// The page of the API: a box that leaves those operations and schemas that have every word of
// what is typed. The page is whole without it.
const form = document.querySelector("[data-contract-find]");
if (form) {
  const box = form.querySelector("input");
  const said = form.querySelector("output");
  const main = document.querySelector(".contract-main");

  const filter = () => {
    const asked = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    document.querySelectorAll(".contract [data-find]").forEach((e) => {
      const text = e.dataset.find.toLowerCase();
      e.hidden = !asked.every((word) => text.includes(word));
    });
    document.querySelectorAll(".contract [data-group]").forEach((g) => {
      g.hidden = !g.querySelector("[data-find]:not([hidden])");
    });
    main.firstElementChild.hidden = asked.length > 0;
    const left = main.querySelectorAll("[data-find]:not([hidden])").length;
    said.textContent = asked.length ? said.dataset.found.replace("{n}", left) : "";
  };

  // What a link points at is shown, whatever is typed.
  const reveal = () => {
    const at = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!at || !at.closest("[hidden]")) return;
    box.value = "";
    filter();
    at.scrollIntoView();
  };

  form.hidden = false;
  form.addEventListener("submit", (e) => e.preventDefault());
  box.addEventListener("input", filter);
  window.addEventListener("hashchange", reveal);
  if (box.value) filter(); // kept by the browser from before
}
