// Uploads with progress: a form of one file is sent as the file itself, several files are dropped
// and sent one after the other. What is no PDF is told before it is sent.
import htmx from "htmx.org";

const token = () => document.querySelector("meta[name=csrf]").content;

// word is one of the page's own words, by its key.
const word = (key) => document.querySelector(`[data-words] [data-word=${key}]`).textContent;
const sending = (n) => word("sending").replace("{n}", n);

// wrongKind says what a file is that is no PDF, by its first bytes; null for a PDF.
async function wrongKind(file) {
  const head = new Uint8Array(await file.slice(0, 1024).arrayBuffer());
  const text = String.fromCharCode(...head);
  if (text.includes("%PDF-")) return null;
  const pictures = ["\xff\xd8\xff", "\x89PNG", "GIF8", "BM", "II*\0", "MM\0*"];
  if (pictures.some((p) => text.startsWith(p)) || text.slice(8, 12) === "WEBP" || text.slice(4, 11) === "ftyphei" || file.type.startsWith("image/")) return "picture";
  if (text.startsWith("PK\x03\x04") || text.startsWith("\xd0\xcf\x11\xe0") || text.startsWith("{\\rtf")) return "office";
  return "other";
}

function sayWrong(place, kind) {
  const box = document.createElement("div");
  box.className = "wrong-file";
  box.setAttribute("role", "alert");
  box.append(word(kind));
  const photos = place.closest("form")?.querySelector("[data-photos]")?.dataset.photos;
  if (kind === "picture" && photos) {
    const a = document.createElement("a");
    a.href = photos;
    a.textContent = word("photos");
    box.append(a);
  }
  place.replaceChildren(box);
}

// put sends a file and shows how far it is in a place; it gives whether it was taken.
//
// What is told live of the file may come before the answer to sending it, and stays then.
function put(url, file, place) {
  return new Promise((done) => {
    const bar = document.createElement("progress");
    const said = document.createElement("span");
    bar.max = 100;
    bar.setAttribute("aria-label", sending(0));
    said.textContent = sending(0);
    place.replaceChildren(bar, said);
    const x = new XMLHttpRequest();
    x.open("PUT", url);
    x.setRequestHeader("Content-Type", "application/pdf");
    x.setRequestHeader("X-CSRF-Token", token());
    x.setRequestHeader("HX-Request", "true");
    x.upload.onprogress = (e) => {
      if (!e.lengthComputable) return;
      bar.value = Math.floor((100 * e.loaded) / e.total);
      said.textContent = sending(bar.value);
    };
    x.upload.onload = () => { document.documentElement.dataset.lastByte = String(performance.now()); };
    x.onload = () => {
      if (x.status === 201 && !place.contains(bar)) return done(true);
      const answer = new DOMParser().parseFromString(x.responseText, "text/html");
      const main = answer.querySelector("#main");
      place.replaceChildren(...(main ? main.childNodes : answer.body.childNodes));
      done(x.status === 201);
    };
    x.onerror = () => {
      const lost = document.createElement("div");
      lost.className = "wrong-file";
      lost.setAttribute("role", "alert");
      lost.textContent = word("lost");
      place.replaceChildren(lost);
      done(false);
    };
    x.send(file);
  });
}

const address = (path, file, also) => {
  const query = new URLSearchParams({ name: file.name });
  also.forEach((s) => query.append("also", s));
  return `${path}?${query}`;
};

// One file, on the page of its document.
document.addEventListener("submit", async (e) => {
  const form = e.target.closest("form[data-upload]");
  if (!form) return;
  e.preventDefault();
  e.stopImmediatePropagation();
  const file = form.querySelector("input[type=file]").files[0];
  const said = form.querySelector("[data-said]");
  const button = form.querySelector(".actions button");
  const wrong = await wrongKind(file);
  if (wrong) return sayWrong(said, wrong);
  button.disabled = true;
  const also = [...form.querySelectorAll("input[name=also]:checked")].map((i) => i.value);
  const taken = await put(address(form.dataset.upload, file, also), file, said);
  button.disabled = false;
  if (!taken) return;
  form.querySelector("input[type=file]").value = "";
  said.replaceChildren(); // how it goes on is told below
  if (!document.querySelector("[sse-connect]")) location.reload();
}, true);

document.addEventListener("change", async (e) => {
  const input = e.target.closest("form[data-upload] input[type=file]");
  if (!input || !input.files[0]) return;
  const said = input.form.querySelector("[data-said]");
  const wrong = await wrongKind(input.files[0]);
  if (wrong) sayWrong(said, wrong);
  else said.replaceChildren();
});

// Several files, on the page for them.
function dropZone(form) {
  const input = form.querySelector("input[type=file]");
  const zone = form.querySelector("[data-zone]");
  const rows = form.querySelector("[data-rows]");
  const files = new Map();
  let count = 0;
  input.multiple = true;
  input.required = false;
  form.querySelector(".drop-plain").hidden = true;
  form.querySelector("[data-live]").hidden = false;

  async function add(file) {
    const wrong = await wrongKind(file);
    const n = ++count;
    const query = new URLSearchParams({ name: file.name, size: file.size, n });
    const answer = await fetch(`${form.dataset.drop}/upload/row?${query}`, { headers: { "HX-Request": "true" } });
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    const row = holder.content.querySelector("[data-row]");
    if (!row) return;
    rows.append(row);
    if (wrong) {
      sayWrong(row.querySelector("[data-state]"), wrong);
      row.querySelector("[data-kind]").disabled = true;
    } else if (!row.querySelector("[data-state] .bad")) files.set(row, file);
    choose(row);
  }

  function choose(row) {
    const kind = row.querySelector("[data-kind]").value;
    row.querySelectorAll("[data-also-for]").forEach((l) => {
      l.hidden = l.dataset.alsoFor !== kind;
      if (l.hidden) l.querySelector("input").checked = false;
    });
  }

  async function send() {
    const button = form.querySelector("[data-send]");
    button.disabled = true;
    for (const [row, file] of [...files]) {
      const kind = row.querySelector("[data-kind]");
      if (!kind.reportValidity()) continue;
      const also = [...row.querySelectorAll("[data-also]:checked")].map((i) => i.value);
      const place = row.querySelector("[data-state]");
      place.setAttribute("sse-swap", `row-${kind.value}`);
      htmx.process(place);
      if (!(await put(address(`${form.dataset.drop}/documents/${kind.value}`, file, also), file, place))) continue;
      files.delete(row);
      kind.disabled = true;
      row.querySelectorAll("[data-also]").forEach((i) => (i.disabled = true));
      row.querySelector("[data-remove]").hidden = true;
    }
    button.disabled = false;
  }

  const take = (list) => [...list].reduce((before, f) => before.then(() => add(f)), Promise.resolve());
  input.addEventListener("change", () => take(input.files).then(() => (input.value = "")));
  zone.addEventListener("dragover", (e) => { e.preventDefault(); zone.classList.add("over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (e) => {
    e.preventDefault();
    zone.classList.remove("over");
    take(e.dataTransfer.files);
  });
  rows.addEventListener("change", (e) => { if (e.target.matches("[data-kind]")) choose(e.target.closest("[data-row]")); });
  rows.addEventListener("click", (e) => {
    const button = e.target.closest("[data-remove]");
    if (!button) return;
    files.delete(button.closest("[data-row]"));
    button.closest("[data-row]").remove();
  });
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    e.stopPropagation();
    send();
  }, true);
}

document.querySelectorAll("form[data-drop]").forEach(dropZone);

// A place on a page that is led to lies on a picture that may not be there yet.
window.addEventListener("hashchange", () => {
  const box = document.getElementById(location.hash.slice(1));
  if (box && box.closest(".boxes")) box.scrollIntoView({ block: "center" });
});
