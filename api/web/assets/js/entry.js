// Tables to type in: rows are added and taken away without the server, a block of cells that was
// copied in Excel fills as many cells, and the arrows go up and down. Without this, the buttons
// send the form and the server answers with a row more or less.
const cells = (row) => [...row.querySelectorAll("input:not([type=hidden]), select")];

function addRow(table) {
  const template = table.closest("form").querySelector(`template[data-row="${table.dataset.part}"]`);
  if (!template) return null;
  const used = [...table.tBodies[0].querySelectorAll("[name]")].map((e) => Number(e.name.split(".")[1])).filter((n) => !isNaN(n));
  const copy = document.createElement("template");
  copy.innerHTML = template.innerHTML.replaceAll("__i__", String(Math.max(-1, ...used) + 1));
  const row = copy.content.querySelector("tr");
  table.tBodies[0].append(row);
  return row;
}

document.addEventListener("click", (e) => {
  const form = e.target.closest("form[data-entry]");
  const button = e.target.closest("[data-add], [data-remove]");
  if (!form || !button) return;
  e.preventDefault();
  if ("add" in button.dataset) {
    cells(addRow(form.querySelector(`table[data-part="${button.dataset.add}"]`)))[0].focus();
    return;
  }
  const row = button.closest("tr");
  const table = row.closest("table");
  const next = row.nextElementSibling || row.previousElementSibling;
  row.remove();
  cells(next || addRow(table))[0].focus();
});

// A block from a spreadsheet is text of lines and tabs; a cell with a line break is quoted.
function block(text) {
  const rows = [[""]];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    const row = rows[rows.length - 1];
    if (quoted) {
      if (c !== '"') row[row.length - 1] += c;
      else if (text[i + 1] === '"') row[row.length - 1] += text[++i];
      else quoted = false;
    } else if (c === '"' && row[row.length - 1] === "") quoted = true;
    else if (c === "\t") row.push("");
    else if (c === "\n") rows.push([""]);
    else if (c !== "\r") row[row.length - 1] += c;
  }
  if (rows.length > 1 && rows[rows.length - 1].join("") === "") rows.pop();
  return rows;
}

function put(cell, text) {
  text = text.trim().replace(/\s*\n\s*/g, " ");
  if (cell.tagName !== "SELECT") {
    cell.value = text;
  } else {
    const known = [...cell.options].find((o) => o.text === text || o.value === text);
    if (known) cell.value = known.value;
    else cell.add(new Option(text, text, true, true)); // the server says what may be chosen
  }
  cell.dispatchEvent(new Event("change", { bubbles: true }));
}

const most = 500; // rows of a table

document.addEventListener("paste", (e) => {
  const table = e.target.closest("form[data-entry] table.grid");
  const text = e.clipboardData && e.clipboardData.getData("text/plain");
  if (!table || !text || !/[\t\n]/.test(text.trimEnd())) return;
  e.preventDefault();
  let row = e.target.closest("tr");
  const from = cells(row).indexOf(e.target);
  for (const line of block(text)) {
    if (!row) row = table.tBodies[0].rows.length < most ? addRow(table) : null;
    if (!row) return;
    const all = cells(row);
    line.forEach((value, i) => from + i < all.length && put(all[from + i], value));
    row = row.nextElementSibling;
  }
});

document.addEventListener("keydown", (e) => {
  const row = e.target.closest("form[data-entry] table.grid tr");
  const step = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[e.key];
  if (!row || !step || e.target.tagName !== "INPUT" || e.target.list || e.altKey || e.ctrlKey || e.metaKey) return;
  const other = row[step];
  if (!other) return;
  e.preventDefault();
  cells(other)[cells(row).indexOf(e.target)].focus();
});
