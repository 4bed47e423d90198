import { badge, card, el, empty, get, page, time } from "./view.js";

const purposes = { CREATE: "order", UPDATE: "update", ATTACH: "picture" };

function table(words, rows) {
  return el("div", { class: "cut" }, el("table", {}, el("tr", {}, words.map((word) => el("th", {}, word))), rows));
}

/** How the instances of connectors are; also shown on the page System. */
export function instances(list) {
  if (!list.length) return empty("No connector instance in the site documents.");
  return table(
    ["Instance", "Kind", "State", "Waiting", "Delivered", "Refused", "Last success", "Last error"],
    list.map((each) =>
      el(
        "tr",
        {},
        el("td", {}, each.id),
        el("td", {}, each.kind),
        el(
          "td",
          {},
          badge(each.state),
          each.nextTry ? el("span", {}, " next try ", time(each.nextTry)) : undefined,
          each.state === "UP" && each.pictures !== "UP" ? el("span", {}, " pictures ", badge(each.pictures)) : undefined,
        ),
        el("td", { class: "num" }, String(each.waiting)),
        el("td", { class: "num", title: "orders, updates and pictures" }, String(each.delivered)),
        el("td", { class: "num" }, String(each.refused)),
        el("td", {}, time(each.lastSuccess)),
        el("td", {}, each.lastError || "", each.lastErrorAt ? el("span", {}, " ", time(each.lastErrorAt)) : undefined),
      ),
    ),
  );
}

function workbench(rows) {
  if (!rows.length) return empty("Nothing was refused.");
  return table(
    ["Order", "What", "Instance", "State", "In the vendor's words", "Planned"],
    rows.map((row) =>
      el(
        "tr",
        {},
        el("td", {}, el("a", { href: "#/orders/" + encodeURIComponent(row.order) }, row.title || row.order)),
        el("td", {}, purposes[row.purpose] || row.purpose, row.step ? el("span", {}, " at ", el("code", {}, row.step)) : undefined),
        el("td", {}, row.instance),
        el("td", {}, badge(row.state)),
        el("td", {}, row.words),
        el("td", {}, time(row.plannedAt)),
      ),
    ),
  );
}

function folders(list) {
  if (!list.length) return empty("No connector is loaded.");
  return table(
    ["Folder", "Title", "State", "Version that runs", "Why it was refused"],
    list.map((each) =>
      el(
        "tr",
        {},
        el("td", {}, each.kind),
        el("td", {}, each.title || ""),
        el("td", {}, badge(each.state)),
        el("td", {}, each.version ? el("code", {}, each.version) : "none"),
        el("td", {}, (each.refusal || []).map((words) => el("p", {}, words))),
      ),
    ),
  );
}

export async function connectors() {
  const all = await get("/api/connectors");
  return page(
    el("h1", {}, "Connectors"),
    el(
      "div",
      { class: "grid" },
      card("Instances", instances(all.instances || [])),
      card("Waiting for a person", workbench(all.workbench || [])),
      card("Folders", folders(all.folders || [])),
    ),
  );
}
