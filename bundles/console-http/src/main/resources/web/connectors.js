import { badge, card, el, empty, get, page, table, time } from "./view.js";

const purposes = { CREATE: "order", UPDATE: "update", ATTACH: "picture" };

/** How the instances of connectors are; also shown on the page System. */
export function instances(list) {
  if (!list.length) return empty("No connector instance in the site documents.");
  return table(
    ["Instance", "Kind", "State", "Waiting #", "Delivered #", "Refused #", "Last success", "Last error"],
    list.map((each) => [
      each.id,
      each.kind,
      [
        badge(each.state),
        each.nextTry ? el("span", {}, " next try ", time(each.nextTry)) : undefined,
        each.state === "UP" && each.pictures !== "UP" ? el("span", {}, " pictures ", badge(each.pictures)) : undefined,
      ],
      String(each.waiting),
      el("span", { title: "orders, updates and pictures" }, String(each.delivered)),
      String(each.refused),
      time(each.lastSuccess),
      [each.lastError || "", each.lastErrorAt ? el("span", {}, " ", time(each.lastErrorAt)) : undefined],
    ]),
  );
}

function workbench(rows) {
  if (!rows.length) return empty("Nothing was refused.");
  return el(
    "ol",
    { class: "steps" },
    rows.map((row) =>
      el(
        "li",
        { class: row.state },
        el("a", { href: "#/orders/" + encodeURIComponent(row.order) }, row.title || row.order),
        " ",
        badge(row.state),
        el("div", {}, purposes[row.purpose] || row.purpose, row.step ? " at " : "", row.step ? el("code", {}, row.step) : "", " for ", row.instance, ", planned ", time(row.plannedAt)),
        el("div", {}, row.words),
      ),
    ),
  );
}

function folders(list) {
  if (!list.length) return empty("No connector is loaded.");
  return el(
    "ol",
    { class: "steps" },
    list.map((each) =>
      el(
        "li",
        { class: each.state === "UP" ? "ACCEPTED" : each.state },
        el("b", {}, each.kind),
        " ",
        badge(each.state),
        el("div", {}, each.title ? each.title + ", " : "", each.version ? "runs as version " : "does not run", each.version ? el("code", {}, each.version) : ""),
        (each.refusal || []).map((words) => el("div", {}, words)),
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
