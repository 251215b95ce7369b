/* Keys, focus and live sums for the pages. What a key does stands in the page (data-key); this file only presses it. */

const typing = (element) => element.closest("input, select, textarea, [contenteditable]") !== null;
const shown = (element) => element.getClientRects().length > 0 && !element.disabled;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/* ── keys: every element with data-key is pressed by it; `g` waits for a page's letter; j and k walk the queue ── */

let going = 0;

function pressed(key) {
  return all("[data-key]").find((element) => element.dataset.key.split(" ").includes(key) && shown(element));
}

function goTo(key) {
  const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
  if (link) link.click();
}

function walk(step) {
  const rows = all("[data-row]");
  if (rows.length === 0) return;
  const here = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  const next = rows[Math.min(Math.max(here + step, 0), rows.length - 1)];
  next.focus();
  next.click();
}

const WALKS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && typing(event.target)) return leave(event);
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (going && event.timeStamp - going < 1500) {
    going = 0;
    return goTo(event.key);
  }
  if (event.key === "g") {
    going = event.timeStamp;
    return;
  }
  if (changing.size > 0) return wait(event);
  press(event);
});

function press(event) {
  if (event.key in WALKS && document.querySelector("[data-row]")) {
    event.preventDefault();
    return walk(WALKS[event.key]);
  }
  const element = pressed(event.key);
  if (!element) return;
  event.preventDefault();
  element.matches("input, select, textarea") ? element.focus() : element.click();
}

/* While the server brings another pane, a key would fall on what is about to go, another receipt perhaps: it waits for
   what comes. Once one of them has opened a field, the rest is what was typed for it. After a no, it would fall on what
   nobody has looked at yet: it is dropped. */
const changing = new Set();
const early = [];

const bringsPane = (request) => {
  const pane = document.getElementById("pane");
  return pane !== null && request.target instanceof Element && request.target.contains(pane);
};

document.addEventListener("htmx:before:request", (event) => {
  if (bringsPane(event.detail.ctx)) changing.add(event.detail.ctx);
});
document.addEventListener("htmx:finally:request", (event) => {
  if (!changing.delete(event.detail.ctx)) return;
  if (event.detail.ctx.response?.status >= 400) early.length = 0;
  if (changing.size === 0) setTimeout(pressEarly);
});

/* Nothing came back: whether it was done is not known, and what was pressed meanwhile decides nothing. */
document.addEventListener("htmx:error", (event) => {
  const request = event.detail.ctx;
  if (!request || request.response) return;
  early.length = 0;
  document.getElementById("notice").replaceChildren(document.getElementById("unreached").content.cloneNode(true));
});

function wait(event) {
  if (event.key.length > 1 && event.key !== "Enter" && !(event.key in WALKS)) return;
  event.preventDefault();
  early.push(event);
}

function pressEarly() {
  while (early.length > 0 && changing.size === 0) {
    const event = early.shift();
    const field = document.activeElement;
    typing(field) ? typed(field, event.key) : event.key === "Enter" ? field.click() : press(event);
  }
}

function typed(field, key) {
  if (key === "Enter") return field.form?.requestSubmit();
  if (key.length > 1 || !field.setRangeText) return;
  field.setRangeText(key, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/* A key may be quicker than htmx, which takes up what it has just swapped in: such a form is sent once it has. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.hasAttribute("hx-post")) return;
  event.preventDefault();
  if (form.dataset.late) return;
  form.dataset.late = "yes";
  window.htmx.process(form);
  requestAnimationFrame(() => form.requestSubmit(event.submitter));
});

/* Escape leaves a field: a form that was opened by a key closes, and the row has the focus again. */
function leave(event) {
  const form = event.target.closest("[data-unfolds-to]");
  event.target.blur();
  if (form) form.hidden = true;
  focusRow();
}

/* ── what a click does without the server ── */

const CLICKS = {
  opens: (id) => { listKeys(); document.getElementById(id).showModal(); },
  closes: (id) => document.getElementById(id).close(),
  dismisses: (_, element) => element.closest(".notice").remove(),
  unfolds: (id, element) => unfold(document.getElementById(id), element.dataset.focus),
  adds: (id) => addLine(document.getElementById(id)),
  drops: (_, element) => dropLine(element),
  fills: (_, element) => fill(element),
};

document.addEventListener("click", (event) => {
  for (const [name, act] of Object.entries(CLICKS)) {
    const element = event.target.closest(`[data-${name}]`);
    if (element) return act(element.dataset[name], element);
  }
});

function unfold(form, field) {
  for (const other of all("[data-unfolds-to]")) other.hidden = other !== form;
  form.hidden = false;
  document.getElementById("pane").scrollTo({ top: 0 });
  if (field === "deduction") suggestDeduction(form.querySelector(".line"), Number(form.dataset.digits));
  const lines = all(".line", form);
  const empty = lines.length === 1 && lines[0].querySelector("[name=item]").value === "";
  const first = form.querySelector(`[name="${empty ? "item" : field ?? "cash"}"]`) ?? form.querySelector("input:not([type=hidden])");
  if (first) { first.focus(); first.select?.(); }
  all("form[data-sums]", form.parentElement).forEach(sum);
}

/* What is open on the item and not paid is what a deduction is about. */
function suggestDeduction(line, digits) {
  const field = (name) => line.querySelector(`[name=${name}]`);
  if (!line.dataset.open || field("deduction").value !== "") return;
  const said = ["cash", "discount", "write_off"].reduce((sum, name) => sum + minor(field(name).value, digits), 0);
  const short = Number(line.dataset.open) - said;
  if (short > 0) field("deduction").value = decimal(short, digits).replaceAll(",", "");
}

/* A chosen item brings what is open on it: as much of it as is left fills the empty cash. */
document.addEventListener("change", (event) => {
  if (event.target.name !== "item") return;
  const known = all("#owed option").find((option) => option.value === event.target.value);
  const line = event.target.closest(".line");
  const form = event.target.closest("form[data-sums]");
  if (!known || !line || !form) return;
  line.dataset.open = known.dataset.open;
  const cash = line.querySelector("[name=cash]");
  const rest = left(form);
  if (cash.value === "" && rest > 0) {
    const whole = Math.min(Number(known.dataset.open), rest);
    cash.value = decimal(whole, Number(form.dataset.digits)).replaceAll(",", "");
    sum(form);
  }
});

function listKeys() {
  const list = document.querySelector("[data-lists-keys]");
  const rows = document.querySelector("[data-row]") ? [["j k", "Next and previous in the queue"], ["Esc", "Leave a field, back to the queue"]] : [];
  for (const element of all("[data-key][data-does]").filter(shown)) rows.push([element.dataset.key, element.dataset.does]);
  for (const link of all("[data-go]")) rows.push([`g ${link.dataset.go}`, `Go to ${link.firstChild.textContent.trim()}`]);
  list.replaceChildren(...rows.flatMap(([keys, does]) => {
    const term = document.createElement("dt");
    for (const key of keys.split(" ")) {
      const cap = document.createElement("kbd");
      cap.textContent = key;
      term.append(cap, " ");
    }
    const words = document.createElement("dd");
    words.textContent = does;
    return [term, words];
  }));
}

/* ── the queue: the row of the pane is the current one, and keeps the focus ── */

function focusRow() {
  const pane = document.querySelector("#pane [data-exception]");
  for (const row of all("[data-row]")) {
    const current = pane !== null && row.id === `row-${pane.dataset.exception}`;
    row.toggleAttribute("aria-current", current);
    if (current) { row.setAttribute("aria-current", "true"); row.focus({ preventScroll: true }); row.scrollIntoView({ block: "nearest" }); }
  }
  if (pane === null) document.getElementById("main")?.focus({ preventScroll: true });
}

/* ── sums in whole minor units: "1,250.5" is 125050 with two digits; anything else is no amount ── */

function minor(text, digits) {
  const plain = text.replaceAll(",", "").trim();
  if (plain === "") return 0;
  const found = /^([+-]?)(\d{1,13})(?:\.(\d*))?$/.exec(plain);
  if (!found || (found[3] ?? "").length > digits) return NaN;
  const whole = Number(found[2] + (found[3] ?? "").padEnd(digits, "0"));
  return found[1] === "-" ? -whole : whole;
}

function decimal(amount, digits) {
  const text = String(Math.abs(amount)).padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, ",");
  return (amount < 0 ? "-" : "") + whole + (digits ? `.${text.slice(-digits)}` : "");
}

function left(form) {
  const digits = Number(form.dataset.digits);
  return all("[name=cash]", form).reduce((rest, input) => rest - minor(input.value, digits), Number(form.dataset.sums));
}

function sum(form) {
  const digits = Number(form.dataset.digits);
  const rest = left(form);
  const told = form.querySelector("[data-left]");
  told.dataset.left = Number.isNaN(rest) || rest < 0 ? "over" : String(rest);
  told.textContent = Number.isNaN(rest) ? "Not an amount" : `Remaining ${decimal(rest, digits)}`;
}

function fill(element) {
  const line = element.closest(".line");
  const form = element.closest("form[data-sums]");
  const input = line.querySelector("[name=cash]");
  const digits = Number(form.dataset.digits);
  const rest = left(form) + minor(input.value, digits);
  if (!Number.isNaN(rest)) input.value = decimal(rest, digits).replaceAll(",", "");
  sum(form);
}

function addLine(lines) {
  const line = lines.querySelector("template").content.firstElementChild.cloneNode(true);
  lines.append(line);
  line.querySelector("input").focus();
}

function dropLine(element) {
  const form = element.closest("form");
  if (all(".line", form).length > 1) element.closest(".line").remove();
  sum(form);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-sums]");
  if (form) sum(form);
});

/* ── files dropped on the page are put into the input, and sent as if chosen ── */

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = event.target.closest?.(".drop");
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragover");
    if (kind !== "drop") return;
    const input = zone.querySelector("input[type=file]");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

/* ── after every swap: notices of the past go, the row of the pane is current ── */

const writes = (request) => request?.sourceElement?.matches("form, button") ?? false;
const lost = () => document.querySelector("#pane") !== null && [null, document.body].includes(document.activeElement);

document.addEventListener("htmx:after:swap", (event) => {
  if (writes(event.detail?.ctx)) document.querySelector(".said")?.scrollIntoView({ block: "nearest" });
  const target = event.detail?.ctx?.target;
  if (target?.id === "bench" || (target?.id === "notice" && lost())) return focusRow();
  if (target?.id !== "pane") return;
  target.scrollTo({ top: 0 });
  focusRow();
  if (matchMedia("(max-width: 56rem)").matches) target.scrollIntoView({ block: "start" });
});
document.addEventListener("htmx:before:request", (event) => {
  document.getElementById("notice").replaceChildren();
  if (writes(event.detail.ctx)) for (const said of all(".said")) said.remove();
});
if (document.querySelector("#pane")) focusRow();

/* ── where the pages' names do not fit, that of the page shown is in sight ── */

const here = document.querySelector(".bar > nav [aria-current]");
if (here) {
  const pages = here.parentElement;
  pages.scrollLeft = here.offsetLeft - pages.offsetLeft - (pages.clientWidth - here.clientWidth) / 2;
}
all("form[data-sums]").forEach(sum);
