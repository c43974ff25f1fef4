// The preview: hears of each generation, and swaps what is seen of the one before for it.
import { say } from "/words.js";
import * as pages from "/pages.js";
import * as findings from "/findings.js";

const byId = (id) => document.getElementById(id);
const DEVICES = { phone: 360, reader: 600, tablet: 768, desk: 1200 };
const FILES = { pages: "pages", book: "books", web: "sites" };
const SIZES = { small: 85, medium: 100, large: 140 };
const COLOURS = { light: ["", ""], dark: ["#121212", "#e8e6e3"], sepia: ["#f4ecd8", "#3c3226"] };
let state = null;
let view = "pages";

// Words

document.title = "publish";
for (const [id, key] of Object.entries({ "show-pages": "pages", "show-book": "book", "show-web": "web", fit: "fit", edit: "edit", "close-source": "close", "go-to-change": "change", "toggle-findings": "findings", "page-label": "page", "overlays-label": "overlays" })) { byId(id).textContent = say(key); }
for (const [id, key] of Object.entries({ smaller: "smaller", larger: "larger", document: "document", device: "device", light: "colours", size: "size", chapter: "chapter", pages: "pages", frame: "book", "source-lines": "close" })) { byId(id).setAttribute("aria-label", say(key)); }
byId("source-lines").removeAttribute("aria-label");
for (const [id, key] of Object.entries({ "show-trim": "trim", "show-safe": "safe", "show-found": "found" })) {
  byId(id).nextElementSibling.textContent = say(key);
  byId(id).addEventListener("change", pages.remark);
}
const fill = (id, entries) => byId(id).replaceChildren(...entries.map(([value, text]) => new Option(text, value)));
fill("device", Object.keys(DEVICES).map((key) => [key, say(key)]));
fill("light", Object.keys(COLOURS).map((key) => [key, say(key)]));
fill("size", Object.keys(SIZES).map((key) => [key, say(key)]));
byId("size").value = "medium";

// What is seen

async function refresh(now = state) {
  const before = state;
  state = now;
  byId("title").textContent = state.title;
  document.title = `${state.title} – publish`;
  byId("edit").dataset.named = state.editor ? "yes" : "";
  const files = state[FILES[view]];
  const chosen = byId("document").value;
  fill("document", files.map((one) => [one.name, one.name]));
  if (files.some((one) => one.name === chosen)) { byId("document").value = chosen; }
  byId("document").hidden = files.length < 2;
  if (view === "pages") { pages.show(state, byId("document").value); } else { showBook(before); }
  byId("page").max = pages.count();
  byId("of").textContent = say("of", pages.count());
  findings.list(state);
  byId("status").textContent = state.failed ? say("failed") : state.pages.length ? say("ready") : say("building");
  document.documentElement.dataset.generation = state.generation;
  const [, file, line] = location.hash.match(/^#at=(.+):(\d+)$/) ?? [];
  if (file && state.pages.length && await findings.find(decodeURIComponent(file), Number(line))) { history.replaceState(null, "", "/"); }
}

function showBook(before = null) {
  const files = state[FILES[view]];
  const book = files.find((one) => one.name === byId("document").value) ?? files[0];
  if (!book) { return; }
  const chosen = byId("chapter").value;
  fill("chapter", book.spine.map((path) => [path, path.split("/").at(-1)]));
  byId("chapter").value = book.spine.includes(chosen) ? chosen : book.spine.find((path) => path === "index.html") ?? book.spine.find((path) => !/cover|nav/.test(path)) ?? book.spine[0];
  const frame = byId("frame");
  const path = `/${FILES[view]}/${state.generation}/${encodeURIComponent(book.name)}/${byId("chapter").value.split("/").map(encodeURIComponent).join("/")}`;
  const kept = before && frame.contentWindow ? frame.contentWindow.scrollY : 0;
  frame.onload = () => { dress(); frame.contentWindow.scrollTo(0, kept); };
  frame.src = path;
}

function dress() {
  const frame = byId("frame");
  frame.style.width = `${DEVICES[byId("device").value]}px`;
  const theme = byId("light").value;
  frame.style.colorScheme = theme === "dark" ? "dark" : "light";
  const inside = frame.contentDocument;
  if (!inside?.documentElement) { return; }
  inside.ondblclick = (event) => {
    const block = event.target.closest("p, h1, h2, h3, h4, h5, h6, li, td, th, figcaption, dt, dd, pre") ?? event.target;
    findings.trace({ text: block.textContent.trim().slice(0, 200) });
  };
  if (view === "web") { return; } // it has its own colours for each
  const [paper, ink] = COLOURS[theme];
  inside.getElementById("publish-preview")?.remove();
  const style = inside.createElementNS("http://www.w3.org/1999/xhtml", "style");
  style.id = "publish-preview";
  style.textContent = `html { font-size: ${SIZES[byId("size").value]}% !important; padding: 1em; }${paper ? ` html, body { background: ${paper} !important; color: ${ink} !important; }` : ""}`;
  inside.documentElement.append(style);
}

function choose(wanted) {
  view = wanted;
  for (const one of Object.keys(FILES)) { byId(`show-${one}`).setAttribute("aria-pressed", one === view); }
  byId("pages").hidden = view !== "pages";
  byId("book").hidden = view === "pages";
  byId("page-tools").hidden = view !== "pages";
  byId("book-tools").hidden = view === "pages";
  byId("size").hidden = view !== "book";
  if (state) { refresh(); }
}

// What is pressed

byId("show-pages").addEventListener("click", () => choose("pages"));
byId("show-book").addEventListener("click", () => choose("book"));
byId("show-web").addEventListener("click", () => choose("web"));
byId("document").addEventListener("change", () => (view === "pages" ? pages.show(state, byId("document").value) : showBook()));
byId("smaller").addEventListener("click", () => pages.scaleBy(1 / 1.2));
byId("larger").addEventListener("click", () => pages.scaleBy(1.2));
byId("fit").addEventListener("click", () => pages.zoom(0));
byId("page").addEventListener("change", () => pages.go(Number(byId("page").value)));
byId("pages").addEventListener("scroll", () => { if (document.activeElement !== byId("page")) { byId("page").value = pages.current(); } }, { passive: true });
for (const id of ["device", "light", "size"]) { byId(id).addEventListener("change", dress); }
byId("chapter").addEventListener("change", () => showBook());
byId("toggle-findings").addEventListener("click", (event) => {
  const closed = document.querySelector("main").classList.toggle("wide");
  event.target.setAttribute("aria-expanded", !closed);
  pages.zoom(0);
});
byId("menu").addEventListener("keydown", (event) => { if (event.key === "Escape") { byId("menu").open = false; byId("overlays-label").focus(); } });
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, text")) { return; }
  const step = { PageDown: 1, n: 1, PageUp: -1, p: -1 }[event.key];
  if (step && view === "pages") { pages.go(Math.max(1, pages.current() + step)); event.preventDefault(); }
  if (event.key === "+") { pages.scaleBy(1.2); }
  if (event.key === "-") { pages.scaleBy(1 / 1.2); }
  if (event.key === "0") { pages.zoom(0); }
  if (event.key === "o") { byId("menu").open = !byId("menu").open; if (byId("menu").open) { byId("show-trim").focus(); } }
});
pages.whenWordsAreChosen(findings.trace);

// What is new

let events = null;
function listen() {
  events = new EventSource("/events");
  events.onmessage = ({ data }) => {
    const news = JSON.parse(data);
    byId("status").classList.toggle("busy", news.building);
    if (news.building) { byId("status").textContent = say("building"); } else { refresh(news.state); }
    if (news.changed) { setTimeout(offer, 700, news.changed); } // pages in view come first
  };
  events.onerror = () => { byId("status").textContent = say("gone"); };
}

// An edit that is out of view: where it is, for whoever wants to go there.
async function offer({ file, line }) {
  const button = byId("go-to-change");
  const found = await findings.locate(file, line);
  button.hidden = !found || view !== "pages" || pages.isInView(found.page);
  button.onclick = () => { button.hidden = true; pages.point(found.page, found.line); };
}

addEventListener("pagehide", () => events?.close()); // one of six connections that a browser has for us
addEventListener("pageshow", (event) => { if (event.persisted) { listen(); } });
listen();
