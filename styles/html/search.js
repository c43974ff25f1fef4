// Looks through the text of a site, in the page and nowhere else. A word without accents finds every accent, one with
// accents those alone, wherever the tone mark stands: "hoà" is "hòa". The words that stand side by side come first.

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const MARKS = /\p{M}/gu;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const MOST = 50, AROUND = 80;

export function fold(word) {
  return word.normalize("NFD").replace(MARKS, "").toLowerCase().replaceAll("đ", "d");
}

export function exact(word) {
  const apart = word.normalize("NFD").toLowerCase();
  return apart.replace(TONES, "") + (apart.match(TONES) ?? []).join("");
}

export function words(text) {
  return [...text.matchAll(WORD)].map((found) => ({
    start: found.index, end: found.index + found[0].length, plain: fold(found[0]), exact: exact(found[0]),
  }));
}

export function question(text) {
  const asked = words(text);
  return asked.map((word, place) => {
    const key = word.plain === word.exact ? "plain" : "exact";
    const last = place === asked.length - 1 && key === "plain"; // it may still be being written
    return last ? (other) => other[key].startsWith(word[key]) : (other) => other[key] === word[key];
  });
}

export function look(asked, text) {
  const found = words(text);
  if (!asked.length) return null;
  for (let place = 0; place + asked.length <= found.length; place++) {
    if (asked.every((fits, step) => fits(found[place + step]))) {
      return { rank: 2, start: found[place].start, end: found[place + asked.length - 1].end };
    }
  }
  const places = asked.map((fits) => found.find(fits));
  return places.every(Boolean) ? { rank: 1, start: places[0].start, end: places[0].end } : null;
}

export function search(pages, text) {
  const asked = question(text), results = [];
  for (const [address, title, passages] of pages) {
    for (const [place, heading, body] of passages) {
      const named = look(asked, heading || title), inside = look(asked, body);
      const rank = (named && (heading || !place) ? named.rank + 2 : 0) || (inside ? inside.rank : 0);
      if (rank) results.push({ rank, address: place ? `${address}#${place}` : address, title, heading, body, inside });
    }
  }
  return results.sort((one, other) => other.rank - one.rank); // which keeps the order of reading
}

function show(result) {
  const item = document.createElement("li"), link = document.createElement("a");
  link.href = result.address;
  link.textContent = result.heading ? `${result.title} – ${result.heading}` : result.title;
  item.append(link);
  if (result.inside) {
    const { start, end } = result.inside, { body } = result;
    const from = start < AROUND ? 0 : body.lastIndexOf(" ", start - AROUND) + 1;
    const until = body.indexOf(" ", end + AROUND);
    const line = document.createElement("p"), mark = document.createElement("mark");
    mark.textContent = body.slice(start, end);
    const rest = body.slice(end, until < 0 ? undefined : until);
    line.append((from ? "… " : "") + body.slice(from, start), mark, rest + (until < 0 ? "" : " …"));
    item.append(line);
  }
  return item;
}

if (typeof document !== "undefined") {
  const pages = JSON.parse(document.getElementById("passages").textContent);
  const form = document.getElementById("search"), asked = document.getElementById("asked");
  const list = document.getElementById("found"), count = document.getElementById("count");
  const answer = () => {
    const results = search(pages, asked.value);
    list.replaceChildren(...results.slice(0, MOST).map(show));
    const { found, nothing } = form.dataset;
    count.textContent = asked.value.trim() ? (results.length ? found.replace("{0}", results.length) : nothing) : "";
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  asked.addEventListener("input", answer);
  asked.value = decodeURIComponent(location.hash.slice(1));
  answer();
}
