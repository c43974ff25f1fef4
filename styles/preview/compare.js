// The pages as they were, beside those that are: before the last save, or at a revision.
import { say } from "/words.js";
import * as pages from "/pages.js";

const [choice, pane] = ["against", "compare"].map((id) => document.getElementById(id));
const make = (tag, values, ...parts) => { const one = Object.assign(document.createElement(tag), values); one.append(...parts); return one; };
let asked = 0;

choice.setAttribute("aria-label", say("compare"));
choice.append(new Option(say("compare"), ""), new Option(say("saved"), "saved"));
fetch("/revisions").then((answer) => answer.json()).then((found) => choice.append(...found.map((one) => new Option(one.join(" ").slice(0, 60), one[0]))));

async function compare() {
  const turn = ++asked;
  document.body.classList.toggle("comparing", choice.value);
  dispatchEvent(new Event("resize"));
  if (!choice.value) { return; }
  pane.ariaBusy = true;
  const name = encodeURIComponent(pages.name());
  const found = await fetch(`/compare/${name}?against=${choice.value}`).then((answer) => answer.json()).catch(() => null);
  if (turn !== asked) { return; }
  pane.ariaBusy = false;
  pane.replaceChildren(found?.why ?? found?.summary ?? say("unknown"), ...(found?.rows ?? []).map((row) => {
    const head = make("button", { textContent: row.what });
    head.onclick = () => { choice.value = ""; compare(); pages.go((row.new ?? row.old).page); };
    const pair = make("div", { className: "pair" });
    if (!/moved|reflowed/.test(row.fate)) { pair.append(sheet("old", row.old, `/earlier/${found.key}`), sheet("new", row.new, `/pages/${found.generation}/${name}`)); }
    return make("article", {}, make("h2", {}, head), pair);
  }));
}

function sheet(side, told, path) {
  if (!told) { return make("p", { textContent: say("absent") }); }
  const { page, size: [width, height], boxes } = told;
  const one = make("div", { className: "sheet" }, make("img", { loading: "lazy", alt: `${say(side)} ${page}`, src: `${path}/${page}.png?scale=2` }), ...boxes.map(([x, y, across, down, fate]) => {
    const box = make("i", { className: fate });
    box.style.cssText = `left:${x / width * 100}%;top:${y / height * 100}%;width:${across / width * 100}%;height:${down / height * 100}%`;
    return box;
  }));
  one.style.aspectRatio = width / height;
  return one;
}

choice.onchange = compare;
document.getElementById("document").addEventListener("change", () => setTimeout(compare));
new MutationObserver(compare).observe(document.documentElement, { attributeFilter: ["data-generation"] });
