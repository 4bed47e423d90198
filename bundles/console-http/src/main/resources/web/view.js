/** Small pieces that every page uses. Text is always set as text, never as markup. */

export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return node;
}

/**
 * A table whose rows become cards on a phone. A heading that ends in "#" is one of numbers; a cell
 * is a text, a node, or a list of them.
 */
export function table(headings, rows) {
  const number = (heading) => (heading.endsWith("#") ? "num" : undefined);
  const word = (heading) => heading.replace(/ ?#$/, "");
  return el(
    "div",
    { class: "cut" },
    el(
      "table",
      { class: "cards" },
      el("tr", {}, headings.map((heading) => el("th", { class: number(heading) }, word(heading)))),
      rows.map((cells) =>
        el("tr", {}, cells.map((cell, at) => el("td", { class: number(headings[at]), "data-word": word(headings[at]) }, el("div", {}, cell)))),
      ),
    ),
  );
}

export async function get(path) {
  const answer = await fetch(path);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error || answer.statusText);
  return body;
}

export function picture(hash, words) {
  if (!hash) return el("div", { class: "thumb none" }, "no picture");
  return telling(el("img", { class: "thumb", src: "/api/evidence/" + hash, alt: words, loading: "lazy" }));
}

/** A picture that says in its place why it is not there, for example since retention removed it. */
export function telling(image) {
  image.addEventListener("error", async () => {
    const answer = await fetch(image.src).then((one) => one.json()).catch(() => ({}));
    image.replaceWith(el("div", { class: "thumb none" }, answer.error || "the picture cannot be shown"));
  }, { once: true });
  return image;
}

export function badge(word) {
  return el("span", { class: "badge " + word }, String(word).toLowerCase().replace("_", " "));
}

export function priority(number) {
  return el("span", { class: "prio p" + number, title: "priority " + number }, String(number));
}

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

export function time(text) {
  return text ? el("time", { datetime: text, title: text }, moment.format(new Date(text))) : "";
}

export function percent(share) {
  return share === undefined ? "" : Math.round(share * 100) + " %";
}

export function tile(value, words, kind = "") {
  return el("div", { class: "card tile " + kind }, el("b", {}, String(value)), el("span", {}, words));
}

export function card(title, ...content) {
  return el("section", { class: "card" }, title ? el("h2", {}, title) : undefined, ...content);
}

export function facts(pairs) {
  const list = el("dl");
  for (const [name, value] of pairs) {
    if (value === undefined || value === null || value === "") continue;
    list.append(el("dt", {}, name), el("dd", {}, value instanceof Node ? value : String(value)));
  }
  return list;
}

export function page(...content) {
  const fragment = document.createDocumentFragment();
  fragment.append(...content.filter(Boolean));
  return fragment;
}

export function empty(words) {
  return el("p", { class: "empty" }, words);
}
