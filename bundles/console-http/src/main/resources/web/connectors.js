import { badge, card, el, empty, get, page, table, time } from "./view.js";
import { catalogue, classes } from "./catalogue.js";
import { registers } from "./registers.js";
import { transport } from "./transport.js";

/** How the instances of connectors are; also shown on the page System. */
export function instances(list) {
  if (!list.length) return empty("No connector instance in the site documents.");
  return table(
    ["Instance", "Kind", "State", "Waiting #", "Delivered #", "Refused #", "Last success", "Last error"],
    list.map((each) => [
      el("a", { href: "#/connectors/instance/" + encodeURIComponent(each.id) }, each.id),
      [each.kind, each.deliveryClass ? el("span", { class: "soft", title: classes[each.deliveryClass] }, " " + each.deliveryClass) : undefined],
      [
        badge(each.state),
        each.nextTry ? el("span", {}, each.state === "MAINTENANCE" ? " until " : " next try ", time(each.nextTry)) : undefined,
        ...(each.state === "UP" ? Object.entries(each.behind || {}) : []).map(([what, state]) => el("span", {}, " ", what, " ", badge(state))),
      ],
      String(each.waiting),
      el("span", { title: "orders, updates and pictures" }, String(each.delivered)),
      each.refused ? el("a", { href: "#/workbench" }, String(each.refused)) : "0",
      time(each.lastSuccess),
      [each.lastError || "", each.lastErrorAt ? el("span", {}, " ", time(each.lastErrorAt)) : undefined],
    ]),
  );
}

/** How reading what became of orders goes. */
function readings(list) {
  if (!list.length) return empty("No connector of these instances reads what became of its orders.");
  return table(
    ["Instance", "State", "Read", "Up to", "Not understood"],
    list.map((each) => [
      each.instance,
      [badge(each.state), each.failing ? el("span", {}, " since ", time(each.failing), ": ", each.words) : undefined],
      time(each.read),
      each.mark ? el("span", { title: "newest change, by the clock of the CMMS" }, time(each.mark)) : "",
      [...(each.unknown || []).map((word) => "status " + word), ...(each.unreadable || [])].map((words) => el("div", {}, words)),
    ]),
  );
}

export async function connectors() {
  const [all, kinds, assets, ways] = await Promise.all([get("/api/connectors"), get("/api/catalogue"), get("/api/registers"), transport()]);
  return page(
    el("h1", {}, "Connectors"),
    el(
      "div",
      { class: "grid" },
      card("Instances", instances(all.instances || [])),
      card("Waiting for a person", (all.workbench || []).length ? el("p", {}, el("a", { href: "#/workbench" }, all.workbench.length + " on the workbench")) : empty("Nothing was refused.")),
      card("What became of orders", readings(all.readings || [])),
      ways,
      card("Registers of assets", registers(assets.registers || [])),
      card("Catalogue", catalogue(kinds.folders)),
    ),
  );
}
