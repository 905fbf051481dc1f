// The photo assembler: pictures are chosen or dropped, shown from the browser's own memory, turned
// and moved; then all of them go to the server at once, which answers with the PDF. Without this,
// the form has a row of fields a picture.
const form = document.querySelector("form[data-photos]");

const part = (name, within = form) => within.querySelector(`[data-${name}]`);
const list = form && part("photos-list");
const chosen = new Map(); // file by row
let next = 0;

function say(text) {
  const box = document.querySelector("[data-photos-error]");
  box.hidden = !text;
  box.firstElementChild.textContent = text;
  if (text) box.scrollIntoView({ block: "nearest" });
}

function add(file) {
  const copy = document.createElement("template");
  copy.innerHTML = part("photo").innerHTML.replaceAll("__i__", String(next++));
  const row = copy.content.querySelector("li");
  chosen.set(row, file);
  part("photo-file", row).remove();
  const name = part("photo-name", row);
  name.textContent = file.name;
  part("photo-preview", row).src = URL.createObjectURL(file);
  for (const what of ["photo-figure", "photo-tools", "photo-name"]) part(what, row).hidden = false;
  list.append(row);
}

function take(files) {
  const wrong = [];
  let many = false;
  for (const file of files) {
    if (!["image/jpeg", "image/png"].includes(file.type)) wrong.push(form.dataset.noPicture + file.name);
    else if (file.size > Number(form.dataset.max)) wrong.push(form.dataset.tooLarge + file.name);
    else if (chosen.size >= Number(form.dataset.most)) many = true;
    else add(file);
  }
  if (many) wrong.push(form.dataset.tooMany);
  say(wrong.join(" "));
  show();
}

function show() {
  part("photos-empty").hidden = chosen.size > 0;
  part("photos-do").disabled = chosen.size === 0;
  const count = part("photos-count");
  count.textContent = chosen.size ? count.dataset.text.replace("#", chosen.size) : "";
  for (const row of list.children) {
    part("photo-up", row).disabled = !row.previousElementSibling;
    part("photo-down", row).disabled = !row.nextElementSibling;
    turn(row);
  }
}

function turn(row) {
  part("photo-preview", row).className = "turned-" + row.querySelector("select[name^=turn]").value;
}

// The fields go in the order of the list; their numbers say it.
function data() {
  const out = new FormData();
  out.append("csrf", form.elements.csrf.value);
  [...list.children].forEach((row, i) => {
    for (const name of ["caption", "view", "turn"]) out.append(`${name}.${i}`, row.querySelector(`[name^=${name}]`).value);
    out.append(`file.${i}`, chosen.get(row));
  });
  return out;
}

function nameOf(answer) {
  const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") || "");
  return name ? decodeURIComponent(name[1]) : "photos.pdf";
}

// What a page of ours says is wrong.
async function fault(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const box = page.querySelector(".banner.bad[role=alert]:not([hidden])") || page.querySelector("main");
  return box ? box.textContent.trim().replace(/\s+/g, " ") : answer.statusText;
}

async function make() {
  const button = part("photos-do");
  const busy = part("photos-busy");
  say("");
  button.disabled = true;
  busy.hidden = false;
  try {
    const answer = await fetch(form.action, { method: "POST", body: data() });
    if (!answer.ok) {
      say(await fault(answer));
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = nameOf(answer);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  } catch (e) {
    say(String(e.message || e));
  } finally {
    button.disabled = false;
    busy.hidden = true;
  }
}

function start() {
  list.replaceChildren();
  const drop = part("photos-drop");
  drop.hidden = false;
  const input = drop.querySelector("input");
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = "";
  });
  for (const kind of ["dragover", "drop"]) {
    form.addEventListener(kind, (e) => {
      if (!e.dataTransfer || ![...e.dataTransfer.types].includes("Files")) return;
      e.preventDefault();
      if (kind === "drop") take([...e.dataTransfer.files]);
    });
  }
  list.addEventListener("change", (e) => e.target.matches("select[name^=turn]") && turn(e.target.closest("li")));
  form.addEventListener("click", (e) => {
    if (e.target.closest("[data-photos-do]")) {
      e.preventDefault();
      if (chosen.size) make();
      return;
    }
    const row = e.target.closest("li");
    const button = e.target.closest("button");
    if (!row || !button) return;
    const select = row.querySelector("select[name^=turn]");
    if ("photoTurn" in button.dataset) select.value = String((Number(select.value) + 1) % 4);
    if ("photoUp" in button.dataset && row.previousElementSibling) row.previousElementSibling.before(row);
    if ("photoDown" in button.dataset && row.nextElementSibling) row.nextElementSibling.after(row);
    if ("photoRemove" in button.dataset) {
      URL.revokeObjectURL(part("photo-preview", row).src);
      chosen.delete(row);
      row.remove();
    }
    show();
    if (button.isConnected && !button.disabled) button.focus();
  });
  show();
}

if (form) start();
