import { badge, card, el, empty, get, page, table, time } from "./view.js";
import { form, whoBar } from "./who.js";
import { assetList, keepAside, stay } from "./declare.js";
import { number } from "./units.js";

/** Points that are heard and not declared: map them to assets, look at what comes of it, bring it into force. Topics that no mapping took. */
export async function heard() {
  const [{ points, topics }, known] = await Promise.all([get("/api/heard"), assetList()]);
  return page(
    el("h1", {}, "Heard ", el("small", {}, "points that sources tell of and no document names; ", el("a", { href: "#/browse" }, "look through devices for more"))),
    whoBar(),
    el(
      "div",
      { class: "grid" },
      points.length ? mapping(points, known) : card("", empty("Nothing: every point that was heard since the gateway started stands in the site documents.")),
      card("Topics that no mapping took", unmapped(topics.filter((each) => !each.named)), passedOver(topics.filter((each) => each.named))),
    ),
  );
}

function unmapped(topics) {
  if (!topics.length) return empty("None since the gateway started.");
  return [
    el("p", { class: "soft" }, "What came of them is nothing, since no mapping names them. A mapping under payloads in the site documents would take them. The one that is shown is a beginning: save it as a .yaml file in the gateway's documents folder, say what the numbers mean, and put + where topics differ. What it tells then stands above, until its points are declared."),
    ...topics.map(topic),
  ];
}

/** Mostly on purpose, such as heartbeats beside alarms, so folded. */
function passedOver(topics) {
  if (!topics.length) return undefined;
  return el(
    "details",
    {},
    el("summary", { class: "soft" }, topics.length + (topics.length === 1 ? " topic" : " topics") + " that mappings name and passed over"),
    el("p", { class: "soft" }, "Each mapping that names them passed their messages over (when) since one was last taken; that may well be meant."),
    topics.map(topic),
  );
}

/** With its newest message and a mapping that it might get, for an editor: nothing is accepted from here. */
function topic(each) {
  return el(
    "details",
    { class: "topic" },
    el("summary", {}, el("code", {}, each.topic), " ", el("small", {}, each.count.toLocaleString() + (each.count === 1 ? " message, " : " messages, the newest "), time(each.at), " by " + each.source, " "), badge(each.named ? "passed-over" : "UNMAPPED")),
    el("div", { class: "pair" }, shown("Newest message" + (each.bytes > 1024 ? ", " + each.bytes.toLocaleString() + " bytes, its beginning" : ""), each.sample), shown("A mapping might be", each.mapping)),
  );
}

function shown(title, text) {
  return el("div", {}, el("strong", {}, title), el("pre", { class: "facts", tabindex: "0" }, text));
}

function mapping(points, known) {
  const rows = points.map((each) => row(each));
  const result = el("div", { role: "status" });
  const kept = () => {
    const chosen = rows.filter((each) => each.take.checked);
    if (!chosen.length) throw new Error("Tick the points that are to be declared.");
    return keepAside("/api/heard/declare", chosen.map((each) => each.told()), result);
  };
  return card(
    "Choose asset, unit and name",
    el("p", { class: "soft" }, "An asset's id, a UCUM unit (bar, Cel, m/s2, /min; empty for none) and a name for people. What comes of it are lines of mapped-points.yaml and mapped-streams.yaml in a new version of the site documents, which is checked as a whole; it changes nothing until somebody brings it into force."),
    known,
    form(
      table(["Declare", "Point", "Heard", "Value #", "Asset", "Name", "Unit", "Record"], rows.map((each) => each.cells)),
      el("div", { class: "buttons" }, stay("Check and keep aside", kept)),
    ),
    result,
  );
}

function row(each) {
  const take = el("input", { type: "checkbox", "aria-label": "declare " + each.id });
  const asset = el("input", { list: "assets", value: each.asset || "", "aria-label": "asset of " + each.id, size: 14 });
  const name = el("input", { value: each.name || each.id, maxlength: 100, "aria-label": "name of " + each.id, size: 14 });
  const unit = el("input", { value: each.unit || "", maxlength: 20, "aria-label": "unit of " + each.id, size: 6 });
  const record = el("input", { type: "checkbox", checked: "", "aria-label": "record " + each.id });
  const value = each.rate === undefined ? number(each.value, each.unit) : "waveform, " + number(each.rate, "Hz");
  return {
    take,
    cells: [take, [el("code", {}, each.id), el("div", {}, el("small", {}, each.reason))], time(each.at), value, asset, name, unit, each.rate === undefined ? record : "RMS"],
    told: () => ({ id: each.id, asset: asset.value, name: name.value, unit: unit.value, record: record.checked, waveform: each.rate !== undefined }),
  };
}
