import { badge, card, el, empty, get, page, percent, table, time } from "./view.js";
import { number } from "./units.js";

const day = 86400e3;
const spans = [["1", "1 day"], ["7", "7 days"], ["30", "30 days"], ["365", "a year"]];
const kinds = [
  ["", "everything"],
  ["FINDING,DECISION", "findings and decisions"],
  ["ORDER,LIFE", "orders"],
  ["DEVICE,OPERATING,TREND,GAP", "sensors and machine"],
  ["READINGS", "readings"],
];

/** What was chosen stays while the page is drawn anew. */
const chosen = { days: "7", kinds: "", find: "" };

/** Every asset, below the one it belongs to. */
export async function assets() {
  const { assets: all } = await get("/api/assets?limit=200&q=" + encodeURIComponent(chosen.find));
  const find = el("input", { type: "search", placeholder: "a part of its name", "aria-label": "find an asset", value: chosen.find });
  find.addEventListener("change", () => {
    chosen.find = find.value;
    again(find);
  });
  return page(
    el("h1", {}, "Assets ", el("small", {}, "what happened to each, in the order of time")),
    card("", el("div", { class: "field" }, find), all.length ? table(["Asset", "Level", "Id"], all.map((each) => [el("a", { href: link(each.id) }, each.path || each.id), each.level, el("code", {}, each.id)])) : empty("No asset fits. Assets stand in the site documents.")),
  );
}

function again(from) {
  from.blur();
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

function link(asset) {
  return "#/assets/" + encodeURIComponent(asset);
}

function address(id, until) {
  const to = until ? new Date(until) : new Date(Date.now() + 300e3);
  const asked = new URLSearchParams({ since: new Date(to - Number(chosen.days) * day).toISOString(), limit: "200" });
  if (until) asked.set("until", until);
  if (chosen.kinds) asked.set("kinds", chosen.kinds);
  return "/api/assets/" + encodeURIComponent(id) + "/timeline?" + asked;
}

/** One asset and what is below it. */
export async function assetPage(id) {
  const told = await get(address(id));
  const list = el("ol", { class: "timeline" });
  const more = el("div", { class: "buttons" });
  const add = (part) => {
    list.append(...part.events.map((each) => line(each, id)));
    more.replaceChildren(earlier(part));
  };
  const earlier = (part) => {
    const before = part.next || part.since;
    const button = el("button", { type: "button" }, part.next ? "More of this time" : "Before " + new Date(before).toLocaleDateString());
    button.addEventListener("click", async () => add(await get(address(id, before))));
    return button;
  };
  add(told);
  return page(
    el("h1", {}, told.name, " ", el("small", {}, el("code", {}, told.id))),
    el("p", { class: "soft" }, told.path.slice(0, -1).map((each) => [el("a", { href: link(each.id) }, each.name), " / "]).flat(), told.name),
    el(
      "div",
      { class: "grid" },
      told.children.length ? card("Below it", el("p", {}, told.children.flatMap((each, at) => [at ? ", " : "", el("a", { href: link(each.id) }, each.name)]))) : undefined,
      card(
        "What happened, newest first",
        el("div", { class: "field" }, select("how far back", spans, "days"), " ", select("what", kinds, "kinds")),
        told.points.length > told.readingsOf ? el("p", { class: "soft" }, `Readings are shown of the first ${told.readingsOf} of ${told.points.length} points; open what is below it for the others.`) : undefined,
        told.events.length ? "" : empty("Nothing in this time."),
        list,
        more,
      ),
    ),
  );
}

function select(words, values, name) {
  const box = el("select", { "aria-label": words }, values.map(([value, text]) => el("option", { value, selected: value === chosen[name] ? "" : undefined }, text)));
  box.addEventListener("change", () => {
    chosen[name] = box.value;
    again(box);
  });
  return box;
}

const titles = { READINGS: "Readings", FINDING: "Finding", DECISION: "Decision", ORDER: "Order", LIFE: "Order", DEVICE: "Sensor", OPERATING: "Machine", TREND: "Trend", GAP: "Not heard" };

function line(each, top) {
  const where = each.assetName && each.asset !== top ? el("a", { href: link(each.asset) }, each.assetName) : undefined;
  return el("li", { class: each.kind }, time(each.at), el("b", {}, titles[each.kind]), el("div", {}, words(each), where ? el("small", {}, " on ", where) : undefined));
}

function words(each) {
  const finding = (text) => el("a", { href: "#/findings/" + encodeURIComponent(each.finding) }, text);
  const order = (text) => el("a", { href: "#/orders/" + encodeURIComponent(each.order) }, text);
  const point = () => (each.point ? el("a", { href: "#/points/" + encodeURIComponent(each.point) }, each.pointName || each.point) : el("code", {}, each.device));
  switch (each.kind) {
    case "FINDING":
      return [finding(each.class), " ", size(each), " at ", point(), " ", badge(each.disposition), " ", el("small", {}, each.reason), each.order ? [" ", order("its order")] : ""].flat();
    case "DECISION":
      return [finding(each.class), " ", badge(each.from), " → ", badge(each.to), " ", el("small", {}, each.reason)];
    case "ORDER":
      return [order(each.title), ` raised, ${each.type.toLowerCase()}, priority ${each.priority}, for ${each.connector}; now `, badge(each.status)];
    case "LIFE":
      return [order(each.title), " ", badge(each.to), " ", el("small", {}, each.reason || "")];
    case "DEVICE":
      return [point(), " ", badge(each.status), " ", el("small", {}, each.detail)];
    case "OPERATING":
      return [each.state, ...(each.since ? [" since ", time(each.since)] : []), " ", el("small", {}, each.why || "")];
    case "TREND":
      return [point(), ...turns(each)];
    case "GAP":
      return gap(each, point);
    default:
      return readings(each);
  }
}

/** What became of a trend; the failure mode is named, since a point may have several trends. */
function turns(each) {
  switch (each.turn) {
    case "AFRESH":
      return [" fell from ", number(each.fellFrom, each.unit), " to ", number(each.fellTo, each.unit), ...(each.since ? [" at ", time(each.since)] : []), el("small", {}, `: a new or repaired part, it seems; the forecast of ${each.failureMode} begins anew there`)];
    case "RETURNED":
      return [" is back at its level before it fell", ...(each.fell ? [" at ", time(each.fell)] : []), el("small", {}, `: a rest, it seems, and no repair; the forecast of ${each.failureMode} counts what came before again`)];
    default:
      return [` no longer grows towards ${each.failureMode}`];
  }
}

/** An outage of all its points in one line. */
function gap(each, point) {
  const whose = each.point ? [point()] : [`${each.points} points of `, el("code", {}, each.device)];
  const until = each.to ? [" to ", time(each.to)] : [];
  const filled = each.values ? `, filled with ${each.values.toLocaleString()} values from the ${each.source}` : ", nothing was filled";
  const open = each.open ? el("small", { class: "error" }, ` ${each.points === 1 ? "Not whole" : each.open + " gaps are not whole"}: ${each.why}`) : undefined;
  return [...whose, " from ", time(each.from), ...until, filled, open];
}

function size(each) {
  if (each.value === undefined) return percent(each.confidence);
  return each.found === "PREDICTION" ? number(each.value, "days") + ", " + percent(each.confidence) : number(each.value, each.unit);
}

function readings(each) {
  const parts = each.readings.map((one) => el("span", { class: "reading", title: `${one.count} values, ${number(one.least)} to ${number(one.greatest, one.unit)}` }, el("a", { href: "#/points/" + encodeURIComponent(one.point) }, one.name || one.point), " " + number(one.mean, one.unit)));
  const span = each.seconds < 3600 ? each.seconds / 60 + " minutes" : each.seconds < 86400 ? each.seconds / 3600 + " h" : each.seconds / 86400 + " d";
  return el("details", {}, el("summary", {}, `means of ${each.readings.length} points over ${span}`), parts);
}
