import { card, el, empty, get, page, table } from "./view.js";
import { field, form, tick, whoBar } from "./who.js";
import { assetList, keepAside, stay } from "./declare.js";
import { ownName } from "./names.js";
import { branchOf } from "./tree.js";

const AGAIN = 5000;
const spans = [["", "when it changes"], ["PT1S", "every second"], ["PT10S", "every 10 s"], ["PT1M", "every minute"]];

/** Devices that can be looked through; the only one opens at once. */
export async function browse() {
  const { devices } = await get("/api/browse");
  if (devices.length === 1) return browsePage(devices[0].driver);
  return page(
    el("h1", {}, "Browse ", el("small", {}, "devices that can be looked through")),
    card("", devices.length ? table(["Driver", "Device"], devices.map((each) => [el("a", { href: "#/browse/" + encodeURIComponent(each.driver) }, each.driver), each.place])) : empty("No driver is there whose device can be looked through. OPC UA servers can be: package bellcrank-opcua, an instance of OpcUaDriver for each server.")),
  );
}

/** One device: open what lies below, tick what is to become points, choose assets, keep the lines aside. */
export async function browsePage(driver) {
  const [{ devices }, known] = await Promise.all([get("/api/browse"), assetList()]);
  const device = devices.find((each) => each.driver === driver);
  if (!device) return page(el("h1", {}, "Browse ", el("small", {}, driver)), card("", empty("No driver of that name is there whose device can be looked through. "), el("p", {}, el("a", { href: "#/browse" }, "All devices"))));
  const picks = picked(driver);
  const top = branchOf({ path: "/api/browse/" + encodeURIComponent(driver), node: "", name: device.place, trail: [], picks });
  const find = el("input", { type: "search", placeholder: "part of a name, among what is open" });
  const found = el("p", { class: "empty", role: "status", hidden: "" });
  find.addEventListener("input", () => {
    const any = top.filter(find.value.trim().toLowerCase());
    found.hidden = any || !find.value.trim();
    found.textContent = "Nothing that is open has that in its name. Open more, or look for it below a node that has many.";
  });
  const again = el("small", { class: "error", role: "status" });
  const live = tick("Read open nodes again every 5 s");
  const list = el("div", { class: "shelf", "data-hold": "true" }, top.content);
  let reading = false;
  const timer = setInterval(async () => {
    if (!list.isConnected) return clearInterval(timer);
    if (!live.box.checked) again.textContent = "";
    if (document.hidden || !live.box.checked || reading) return;
    reading = true;
    again.textContent = await top.again().then(() => "", (failure) => "These are not the values of now: " + failure.message);
    reading = false;
  }, AGAIN);
  top.open();
  return page(
    el("h1", {}, "Browse ", el("small", {}, driver + ", " + device.place, devices.length > 1 ? [" · ", el("a", { href: "#/browse" }, "all devices")] : undefined)),
    whoBar(),
    known,
    el("div", { class: "grid" }, card("What it holds", el("div", { class: "finding" }, field("Find", find), live.row), again, found, list), picks.card),
  );
}

/** What was ticked, as lines to be filled in. */
function picked(driver) {
  const rows = new Map();
  const place = el("div");
  const result = el("div", { role: "status" });
  const asset = el("input", { list: "assets", placeholder: "id of an asset" });
  asset.addEventListener("input", () => rows.forEach((row) => row.asset(asset.value)));
  const draw = () =>
    place.replaceChildren(
      rows.size
        ? table(["Node", "Asset", "Point", "Name", "Unit", "Read", "Record", ""], [...rows.values()].map((row) => row.cells))
        : empty("Nothing yet: tick above what is to become points."),
    );
  const kept = () => {
    if (!rows.size) throw new Error("Tick the nodes that are to become points.");
    const told = [...rows.values()].map((row) => row.told());
    const bare = [...rows.values()].find((row) => !row.told().asset.trim());
    if (bare) throw bare.wanted();
    const ids = told.map((each) => each.id.trim());
    const twice = ids.find((id, at) => ids.indexOf(id) !== at);
    if (twice) throw new Error("Two of them are called " + twice + ": give each point an id of its own.");
    return keepAside("/api/browse/declare", told, result);
  };
  draw();
  return {
    has: (id) => rows.has(id),
    set: (node, trail, box) => {
      if (box.checked) rows.set(node.id, line(driver, node, trail, asset.value, box, ownName(node, trail, [...rows.values()].map((row) => row.short))));
      else rows.delete(node.id);
      result.replaceChildren();
      draw();
    },
    card: card(
      "Picked",
      el("p", { class: "soft" }, "Choose the asset that each belongs to; a point's id, its name for people and its UCUM unit (bar, Cel, m/s2, /min; empty for none) are proposed. What comes of it are lines of mapped-points.yaml and mapped-streams.yaml in a new version of the site documents, which is checked as a whole; it changes nothing until somebody brings it into force."),
      form(field("Asset for all of them", asset), place, el("div", { class: "buttons" }, stay("Check and keep aside", kept))),
      result,
    ),
  };
}

function line(driver, node, trail, first, box, short) {
  const own = (name, more) => el("input", { "aria-label": name + " of " + node.name, ...more });
  const asset = own("asset", { list: "assets", value: first, size: 11 });
  const id = own("point", { value: "", maxlength: 128, size: 18 });
  const name = own("name", { value: node.name.slice(0, 100), maxlength: 100, size: 10 });
  const unit = own("unit", { value: node.unit || "", maxlength: 20, size: 5, placeholder: node.unitText });
  const every = el("select", { "aria-label": "when " + node.name + " is read" }, spans.map(([value, words]) => el("option", { value }, words)));
  const record = own("record", { type: "checkbox", checked: "" });
  const gone = el("button", { type: "button", "aria-label": "remove " + node.name }, "Remove");
  gone.addEventListener("click", () => {
    box.checked = false;
    box.dispatchEvent(new Event("change"));
    box.focus();
  });
  let touched = false;
  const propose = () => {
    if (!touched) id.value = (asset.value.trim() ? asset.value.trim() + "/" : "") + short;
  };
  id.addEventListener("input", () => (touched = id.value !== ""));
  asset.addEventListener("input", propose);
  propose();
  return {
    short,
    wanted: () => {
      asset.focus();
      return new Error("Choose the asset that " + node.name + " belongs to.");
    },
    cells: [[el("strong", {}, node.name), el("div", {}, el("small", {}, trail.join(" / ")))], asset, id, name, unit, every, record, gone],
    asset: (given) => {
      asset.value = given;
      propose();
    },
    told: () => ({ id: id.value, asset: asset.value, name: name.value, unit: unit.value, record: record.checked, driver, channel: node.channel, every: every.value }),
  };
}
