// The printed pages as spreads: pictures of the pages in view, their text over them, and what is marked on them.
import { say } from "/words.js";
import * as overlays from "/overlays.js";

const SVG = "http://www.w3.org/2000/svg";
const SAFE_MM = 5;
const pane = document.getElementById("pages");
let shown = { generation: 0, since: 0, name: "", sheets: [], joined: false, findings: [] };
let millimetre = 0; // CSS pixels for each; 0 fits the pane
let watcher = null;
let onWords = () => {};

export const whenWordsAreChosen = (listener) => { onWords = listener; };

export function show(state, name) {
  const file = state.pages.find((one) => one.name === name) ?? state.pages[0];
  if (!file) { pane.replaceChildren(); shown = { ...shown, sheets: [] }; return; }
  const place = file.name === shown.name ? anchor() : null;
  const same = file.name === shown.name && JSON.stringify(file.sheets) === JSON.stringify(shown.sheets) && state.joined === shown.joined;
  shown = { generation: state.generation, since: file.since, name: file.name, sheets: file.sheets, joined: state.joined, findings: state.findings, press: Boolean(state.spots) };
  overlays.know(state.spots);
  if (!same) { build(); if (place) { restore(place); } }
  loadSeen();
}

// Those in view first, then those around them.
function loadSeen() {
  const seen = [...pane.querySelectorAll(".sheet.seen")];
  const isNear = (sheet) => isInView(sheet.dataset.page);
  Promise.all(seen.filter(isNear).map(load)).then(() => seen.filter((sheet) => !isNear(sheet)).forEach(load));
}

export const count = () => shown.sheets.length;
export const name = () => shown.name;

function build() {
  watcher?.disconnect();
  watcher = new IntersectionObserver(see, { root: pane, rootMargin: "60% 0px" });
  const spreads = [];
  shown.sheets.forEach((_, index) => {
    const left = shown.joined && index % 2 === 1;
    if (!spreads.length || left || !shown.joined) { spreads.push([]); }
    spreads.at(-1).push(index + 1);
  });
  pane.replaceChildren(...spreads.map((numbers) => {
    const spread = document.createElement("div");
    spread.className = shown.joined ? "spread" : "spread single";
    if (shown.joined && numbers[0] === 1) { spread.append(blank(1)); }
    spread.append(...numbers.map(sheetOf));
    if (shown.joined && numbers.length === 1 && numbers[0] !== 1) { spread.append(blank(numbers[0])); }
    return spread;
  }));
  zoom(millimetre);
  pane.querySelectorAll(".sheet[data-page]").forEach((sheet) => watcher.observe(sheet));
}

function sheetOf(number) {
  const [width, height] = shown.sheets[number - 1];
  const sheet = document.createElement("div");
  sheet.className = "sheet";
  sheet.dataset.page = number;
  sheet.setAttribute("role", "group");
  sheet.setAttribute("aria-label", say("pageName", number));
  const image = document.createElement("img");
  image.alt = "";
  const layer = document.createElementNS(SVG, "svg");
  layer.setAttribute("viewBox", `0 0 ${width} ${height}`);
  sheet.append(image, layer);
  return sheet;
}

function blank(number) {
  const sheet = document.createElement("div");
  sheet.className = "sheet blank";
  sheet.dataset.like = number;
  return sheet;
}

function see(entries) {
  for (const { target, isIntersecting } of entries) {
    target.classList.toggle("seen", isIntersecting);
    if (isIntersecting) { load(target); }
  }
}

async function load(sheet) {
  const { generation, since, name } = shown;
  const scale = Math.min(4, Math.max(0.5, (millimetre || fitted()) * 25.4 / 72 * devicePixelRatio)).toFixed(2);
  const key = `${since}/${name}/${scale}`;
  if (sheet.dataset.key === key) { mark(sheet); return; }
  sheet.dataset.key = key;
  const path = `/pages/${generation}/${encodeURIComponent(name)}/${sheet.dataset.page}`;
  const picture = new Image();
  picture.alt = "";
  picture.src = `${path}.png?scale=${scale}`;
  const [lines] = await Promise.all([fetch(`${path}.json`).then((answer) => answer.json()), picture.decode()]).catch(() => []);
  if (sheet.dataset.key !== key) { return; } // something newer is on its way
  if (!lines) { sheet.dataset.key = ""; return; }
  sheet.querySelector("img").replaceWith(picture);
  write(sheet, lines);
  mark(sheet);
  pane.dispatchEvent(new CustomEvent("drawn", { detail: { page: Number(sheet.dataset.page), generation } }));
}

function write(sheet, lines) {
  const layer = sheet.querySelector("svg");
  const [, , left, top] = shown.sheets[sheet.dataset.page - 1];
  const focused = document.activeElement?.closest?.(".sheet") === sheet ? document.activeElement.dataset.index : null;
  layer.replaceChildren(...lines.map(([text, x, y, width, height], index) => {
    const line = document.createElementNS(SVG, "text");
    line.textContent = text;
    line.dataset.index = index;
    line.dataset.box = [x, y, width, height].join(" ");
    line.setAttribute("x", x + left);
    line.setAttribute("y", y + top + height * 0.78);
    line.setAttribute("font-size", Math.max(0.1, height));
    if (width > 0.2 && text.length > 1) { line.setAttribute("textLength", width); line.setAttribute("lengthAdjust", "spacingAndGlyphs"); }
    line.setAttribute("tabindex", index === 0 ? 0 : -1);
    line.setAttribute("role", "text");
    return line;
  }));
  if (focused !== null) { layer.querySelector(`text[data-index="${focused}"]`)?.focus({ preventScroll: true }); }
}

function mark(sheet) {
  overlays.lay(sheet, shown);
  const layer = sheet.querySelector("svg");
  layer.querySelectorAll(".told").forEach((one) => one.remove());
  const number = Number(sheet.dataset.page);
  const [, , ...boxes] = shown.sheets[number - 1];
  const trim = boxes.slice(0, 4);
  const checked = (id) => document.getElementById(id).checked;
  if (checked("show-trim")) { frame(layer, "trim", trim); frame(layer, "bleed", boxes.slice(4)); }
  if (checked("show-safe")) { frame(layer, "safe", [trim[0] + SAFE_MM, trim[1] + SAFE_MM, trim[2] - 2 * SAFE_MM, trim[3] - 2 * SAFE_MM]); }
  if (checked("show-found")) {
    for (const one of shown.findings) {
      if (one.made === shown.name && one.page === number && one.box) { frame(layer, one.severity, [one.box[0] + trim[0], one.box[1] + trim[1], one.box[2], one.box[3]]); }
    }
  }
}

function frame(layer, kind, [x, y, width, height]) {
  const box = document.createElementNS(SVG, "rect");
  box.setAttribute("class", `told ${kind}`);
  Object.entries({ x, y, width, height }).forEach(([key, value]) => box.setAttribute(key, value));
  layer.append(box);
}

export const remark = () => pane.querySelectorAll(".sheet.seen").forEach(mark);
overlays.whenChosen(remark);

// Zoom and place

const fitted = () => {
  const widest = Math.max(1, ...shown.sheets.map(([width]) => width)) * (shown.joined && innerWidth > 800 ? 2 : 1);
  return Math.max(0.6, (pane.clientWidth - 48) / widest);
};

export function zoom(wanted) {
  const place = shown.sheets.length && pane.querySelector(".sheet") ? anchor() : null;
  millimetre = wanted;
  const factor = millimetre || fitted();
  for (const sheet of pane.querySelectorAll(".sheet")) {
    const [width, height] = shown.sheets[(sheet.dataset.page ?? sheet.dataset.like) - 1];
    sheet.style.width = `${width * factor}px`;
    sheet.style.height = `${height * factor}px`;
  }
  document.getElementById("zoom").value = `${Math.round(factor * 25.4 / 96 * 100)} %`;
  if (place) { restore(place); }
  loadSeen();
}

export const scaleBy = (step) => zoom((millimetre || fitted()) * step);
addEventListener("resize", () => { if (!millimetre) { zoom(0); } });

// The page at the upper edge of the pane, and how far into it that is.
function anchor() {
  const edge = pane.getBoundingClientRect().top + 1;
  for (const sheet of pane.querySelectorAll(".sheet[data-page]")) {
    const { top, bottom, height } = sheet.getBoundingClientRect();
    if (bottom > edge) { return { page: Number(sheet.dataset.page), part: (edge - top) / height, left: pane.scrollLeft }; }
  }
  return null;
}

function restore({ page, part, left }) {
  const sheet = pane.querySelector(`.sheet[data-page="${Math.min(page, count())}"]`);
  if (!sheet) { return; }
  const { top, height } = sheet.getBoundingClientRect();
  pane.scrollTop += top + part * height - pane.getBoundingClientRect().top - 1;
  pane.scrollLeft = left;
}

export const current = () => anchor()?.page ?? 1;

export function isInView(number) {
  const sheet = pane.querySelector(`.sheet[data-page="${number}"]`)?.getBoundingClientRect();
  const around = pane.getBoundingClientRect();
  return Boolean(sheet) && sheet.bottom > around.top && sheet.top < around.bottom;
}

export function go(number) {
  const sheet = pane.querySelector(`.sheet[data-page="${Math.min(Math.max(1, number), count())}"]`);
  if (sheet) { pane.scrollTop += sheet.getBoundingClientRect().top - pane.getBoundingClientRect().top - 12; }
}

export async function point(number, index) {
  if (!isInView(number)) { go(number); }
  const sheet = pane.querySelector(`.sheet[data-page="${number}"]`);
  for (let tries = 0; tries < 600 && !sheet?.querySelector(`text[data-index="${index}"]`); tries += 1) { await new Promise((done) => setTimeout(done, 50)); }
  const line = sheet?.querySelector(`text[data-index="${index}"]`);
  if (!line) { return; }
  pane.querySelectorAll(".here").forEach((one) => one.remove());
  const [x, y, width, height] = line.dataset.box.split(" ").map(Number);
  const [, , left, top] = shown.sheets[number - 1];
  frame(sheet.querySelector("svg"), "here", [x + left, y + top, width, height]);
  sheet.querySelector("rect.here")?.classList.remove("told");
  const { top: at, bottom } = line.getBoundingClientRect();
  const around = pane.getBoundingClientRect();
  if (at < around.top || bottom > around.bottom) { pane.scrollTop += at - around.top - around.height / 3; }
}

// Words that are chosen: by a double click, or Enter on a line

function choose(line, text) {
  onWords({ name: shown.name, page: Number(line.closest(".sheet").dataset.page), box: line.dataset.box.split(" ").map(Number), text });
}

pane.addEventListener("dblclick", (event) => {
  const line = event.target.closest("text");
  if (line) { choose(line, line.textContent); }
});
pane.addEventListener("keydown", (event) => {
  const line = event.target.closest("text");
  if (!line) { return; }
  if (event.key === "Enter") { choose(line, line.textContent); }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = step && line.parentNode.querySelector(`text[data-index="${Number(line.dataset.index) + step}"]`);
  if (next) { line.setAttribute("tabindex", -1); next.setAttribute("tabindex", 0); next.focus(); event.preventDefault(); }
});
