// What is wrong, and the source beside the pages.
import { say } from "/words.js";
import * as pages from "/pages.js";

const byId = (id) => document.getElementById(id);
let place = null; // in the source: file, line, column
let root = "";

const post = async (path, asked) => {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(asked) });
  return answer.ok ? answer.json() : null;
};

export function list(state) {
  root = state.root;
  byId("findings").replaceChildren(...state.findings.map((one) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    const what = document.createElement("span");
    what.className = one.severity;
    what.textContent = one.message;
    const where = document.createElement("small");
    where.textContent = [`${one.file}${one.line ? `:${one.line}` : ""} [${one.rule}]`, one.hint].filter(Boolean).join(" · ");
    button.append(what, where);
    button.addEventListener("click", () => {
      if (one.made === pages.name() && one.page) { pages.go(one.page); }
      if (one.line) { reveal(one); }
    });
    item.append(button);
    return item;
  }));
  const none = state.findings.length === 0;
  byId("findings-title").textContent = none ? say("none") : say("count", state.findings.length);
  const worst = state.findings.find((one) => one.severity === "error");
  byId("failure").hidden = !state.failed;
  if (state.failed) {
    const [title, text] = [document.createElement("strong"), document.createElement("p")];
    title.textContent = say("failure");
    text.textContent = worst ? `${worst.file}${worst.line ? `:${worst.line}` : ""}: ${worst.message}` : "";
    byId("failure").replaceChildren(title, text);
  }
}

export async function trace(asked) {
  const found = await post("/trace", asked);
  if (!found || !found.line) { byId("status").textContent = say("nowhere"); return; }
  const opened = await reveal(found);
  if (opened && byId("edit").dataset.named) { edit(); }
}

async function reveal(found) {
  place = found;
  const answer = await fetch(`/source?file=${encodeURIComponent(found.file)}`);
  if (!answer.ok) { return false; }
  const lines = await answer.json();
  byId("source").hidden = false;
  byId("source-name").textContent = `${found.file}:${found.line}`;
  byId("source-lines").replaceChildren(...lines.map((text, index) => {
    const line = document.createElement("span");
    line.dataset.line = index + 1;
    line.textContent = text || " ";
    line.className = index + 1 === found.line ? "here" : "";
    return line;
  }));
  byId("source-lines").querySelector(".here")?.scrollIntoView({ block: "center" });
  return true;
}

export const locate = (file, line) => post("/find", { file, line });

export async function find(file, line) {
  const found = await locate(file, line);
  if (found) { pages.point(found.page, found.line); }
  return found;
}

async function edit() {
  const answer = place && await post("/edit", place);
  if (answer?.why) { byId("status").textContent = answer.why; }
  if (answer && !answer.opened && !answer.why) { location.href = `vscode://file${root.startsWith("/") ? "" : "/"}${root}/${place.file}:${place.line}:${place.column || 1}`; }
}

byId("edit").addEventListener("click", edit);
byId("close-source").addEventListener("click", () => { byId("source").hidden = true; });
byId("source-lines").addEventListener("click", (event) => {
  const line = event.target.closest("span[data-line]");
  if (!line || String(getSelection())) { return; }
  byId("source-lines").querySelector(".here")?.classList.remove("here");
  line.classList.add("here");
  place = { ...place, line: Number(line.dataset.line), column: 1 };
  byId("source-name").textContent = `${place.file}:${place.line}`;
  find(place.file, place.line);
});
