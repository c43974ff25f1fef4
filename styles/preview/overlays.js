// What the server draws over the pages, each overlay only while it is switched on.
import { say } from "/words.js";

const box = document.getElementById("overlays");
const PRESS = ["pictures", "limit", "ink"]; // known once the press twin is made
let chosen = []; // overlay and query of each that is on
let changed = () => {};

export const whenChosen = (listener) => { changed = listener; };

function add(type, value, text, name = value) {
  const label = document.createElement("label");
  const input = Object.assign(document.createElement("input"), { type, value, name });
  label.append(input, ` ${text}`);
  box.append(label);
  return input;
}
for (const kind of ["grid", "columns", "lines"]) { add("checkbox", kind, say(kind)); }
const factor = Object.assign(add("number", "2", say("factor"), "factor"), { min: 1, max: 10, step: 0.1 });
for (const kind of ["order", "pictures", "limit"]) { add("checkbox", kind, say(kind)); }
const inks = [..."CMYK"].map((ink) => add("checkbox", ink, say("ink", say(ink)), "ink"));
const grey = add("checkbox", "grey", say("grey"));

export function know(spots) {
  for (const ink of spots ?? []) { if (!inks.some((one) => one.value === ink)) { inks.push(add("checkbox", ink, say("ink", ink), "ink")); } }
}

box.addEventListener("change", () => {
  chosen = [...box.querySelectorAll(":checked")].filter((one) => one.name && one !== grey).map(({ name, value }) => {
    const asked = { lines: { factor: factor.value }, ink: { ink: value, grey: grey.checked ? 1 : "" } }[name];
    return [name, asked ? `?${new URLSearchParams(asked)}` : ""];
  });
  changed();
});

// Lay over a sheet what is on and made of its page; nothing that is of another one stays.
export function lay(sheet, { generation, since, name, press }) {
  const wanted = new Map(chosen.filter(([kind]) => press || !PRESS.includes(kind)).map(([kind, query]) => [`${since}/${kind}${query}`, [kind, query]]));
  for (const old of sheet.querySelectorAll(".over")) { if (!wanted.delete(old.dataset.key)) { old.remove(); } }
  for (const [key, [kind, query]] of wanted) {
    const image = Object.assign(new Image(), { alt: "", className: `over ${kind}` });
    image.dataset.key = key;
    image.src = `/overlays/${generation}/${encodeURIComponent(name)}/${sheet.dataset.page}/${kind}.svg${query}`;
    image.onerror = () => image.remove();
    sheet.querySelector("svg").before(image);
  }
}
