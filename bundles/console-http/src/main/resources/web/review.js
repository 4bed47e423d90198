import { badge, card, el, empty, get, page, percent, picture, time } from "./view.js";
import { pictures } from "./findings.js";
import { whyCard } from "./why.js";
import { decide, field, form, post, reason, tick, whoBar } from "./who.js";

export async function review() {
  const all = await get("/api/review?limit=100");
  return page(
    el("h1", {}, "Review ", el("small", {}, all.waiting + (all.more ? " and more" : "") + " waiting")),
    whoBar(),
    card(
      "",
      all.findings.length
        ? el("div", { class: "list" }, groups(all.findings).map((each) => group(each, all.templates)))
        : empty("Nothing waits for a person. What rules put up for review appears here."),
    ),
  );
}

/** Findings that are alike, in the order of their newest. */
function groups(findings) {
  const all = new Map();
  for (const each of findings) all.set(each.group, [...(all.get(each.group) || []), each]);
  return [...all.values()];
}

function group([first, ...others], templates) {
  const newest = one(first, templates);
  if (!others.length) return newest;
  const rest = el("div", { class: "list" });
  const more = el("details", { class: "case more" }, el("summary", {}, others.length + " more like it"), rest);
  more.addEventListener("toggle", () => {
    if (more.open && !rest.firstChild) rest.append(...others.map((each) => one(each, templates)));
  });
  return el("div", { class: "witness" }, newest, more);
}

function one(finding, templates) {
  const inside = el("div", { class: "inside" });
  const node = el(
    "details",
    { class: "case" },
    el(
      "summary",
      { class: "row" },
      picture(finding.thumbnail || finding.annotated, finding.class + " at " + finding.point),
      el(
        "div",
        { class: "what" },
        el("strong", {}, finding.class + (finding.value !== undefined ? " " + finding.value : " " + percent(finding.confidence))),
        el("small", {}, finding.mapping ? "no asset: " + finding.point : finding.asset || finding.point),
        el("small", {}, finding.reason),
      ),
      el("div", { class: "side" }, badge(finding.mapping ? "mapping" : finding.queue || "IN_REVIEW"), el("small", {}, time(finding.capturedAt)), finding.alike > 1 ? el("small", {}, finding.alike + " alike") : undefined),
    ),
    inside,
  );
  node.addEventListener("toggle", () => {
    if (node.open && !inside.firstChild) inside.append(...opened(finding, templates));
  });
  return node;
}

function opened(finding, templates) {
  return [
    finding.annotated || finding.original ? pictures(finding.annotated || finding.original, finding.annotated ? finding.original : undefined) : empty("This finding came without a picture."),
    el("div", { class: "grid two" }, card("Why a person is asked", whyCard(finding.why, finding.reason)), card("Decide", decision(finding, templates))),
  ];
}

function decision(finding, templates) {
  const why = reason("what you saw");
  const template = el(
    "select",
    {},
    finding.template ? undefined : el("option", { value: "" }, "choose a template"),
    templates.map((each) => el("option", { value: each.id, selected: each.id === finding.template ? "" : undefined }, each.id)),
  );
  const asset = assetPicker();
  const together = tick("all " + finding.alike + " alike (same point, class and place)");
  const alike = () => finding.alike > 1 && together.box.checked;
  const path = "/api/review/" + encodeURIComponent(finding.id);
  const accept = async () => {
    const given = { why: why.value, alike: alike() };
    if (!finding.joins) given.template = template.value;
    if (finding.mapping) given.asset = asset.input.value;
    const done = await post(path + "/accept", given);
    return (done.joined ? "Joined order " : "Made order ") + done.order + (done.findings > 1 ? " of " + done.findings + " findings" : "");
  };
  const dismiss = async () => {
    const done = await post(path + "/dismiss", { why: why.value, alike: alike() });
    return done.findings === 1 ? "Dismissed" : done.findings + " findings dismissed";
  };
  return form(
    finding.mapping ? field("Asset it belongs to", asset.input) : undefined,
    finding.mapping ? asset.list : undefined,
    finding.joins
      ? el("p", {}, "An order is open for this cause: ", el("a", { href: "#/orders/" + encodeURIComponent(finding.joins.id) }, finding.joins.title), ". Accepting joins it.")
      : field("Template of the order", template),
    field("Reason", why),
    finding.alike > 1 ? together.row : undefined,
    el("div", { class: "buttons" }, decide(finding.joins ? "Join the order" : "Make an order", accept, "strong"), decide("Dismiss", dismiss)),
  );
}

/** Offers assets while one types. */
function assetPicker() {
  const list = el("datalist", { id: "assets" + Math.random().toString(36).slice(2) });
  const input = el("input", { list: list.id, autocomplete: "off", placeholder: "type a name or id" });
  let later = 0;
  const offer = async () => {
    const found = await get("/api/assets?limit=20&q=" + encodeURIComponent(input.value));
    list.replaceChildren(...found.assets.map((each) => el("option", { value: each.id }, each.path)));
  };
  input.addEventListener("focus", offer);
  input.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(offer, 200);
  });
  return { input, list };
}
