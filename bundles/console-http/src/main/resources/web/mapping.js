import { badge, card, el, empty, facts, get, page } from "./view.js";
import { field } from "./who.js";

/** What a connector makes of one order, held against what its vendor says. Nothing is sent. */
export async function mappingPage(address) {
  const [kind, search] = address.split("?");
  const asked = new URLSearchParams(search || "");
  const all = await get("/api/preview/" + encodeURIComponent(kind) + (asked.size ? "?" + asked : ""));
  return page(
    el("p", {}, el("a", { href: "#/connectors/kind/" + encodeURIComponent(kind) }, "Connector " + kind)),
    el("h1", {}, "What " + kind + " would send ", all.order ? badge(all.fits ? "FITS" : "REFUSED") : undefined),
    el(
      "div",
      { class: "grid" },
      choose(kind, all),
      all.order ? view(all) : card("", empty("No order yet, so there is nothing to show. Any order will do, also one of another system.")),
    ),
  );
}

function view(all) {
  const bad = all.fields.filter((each) => each.problem || each.rule?.breach || each.mistakes.length);
  return el(
    "div",
    { class: "grid" },
    all.problems.length ? card("The folder as it stands now has mistakes", list(all.problems)) : undefined,
    card("", el("p", { class: "help" }, summary(all, bad))),
    card(all.fields.length + " fields of the mapping", el("ul", { class: "list" }, all.fields.map(one))),
    all.missing.length ? card("Not sent, though needed there or filled by the vendor", el("ul", { class: "list" }, all.missing.map(missing))) : undefined,
    card("Calls in their order", el("p", { class: "soft" }, "Nothing of this was sent. When it is, each call also carries: " + (all.added.join(", ") || "nothing more") + "."), all.calls.map(call)),
    rest("Names of the order that nothing reads", all.unused, "Everything that the order knows is used."),
    rest("Further fields of the vendor, left alone", all.others, "There are none."),
  );
}

function summary(all, bad) {
  if (!all.fits && !all.instance) return "No instance is chosen, so what its context would say is missing; " + bad.filter((each) => each.problem).length + " fields cannot be written without it or the order.";
  if (!all.fits) return "This order would not be sent: " + bad.filter((each) => each.problem).length + " of its fields cannot be written. The reason stands at the field.";
  if (bad.length) return "It can be written, but at " + bad.length + " fields the vendor's rule or the folder says otherwise. Mend that before it is used.";
  return "It can be written, and no rule that the facts know is broken.";
}

function choose(kind, all) {
  const instance = select([...all.instances.map((id) => [id, id]), ["-", "no instance"]], all.instance || "-");
  const order = select(all.orders.map((each) => [each.id, each.title + ", for " + each.connector]), all.order?.id);
  if (all.order && !all.orders.some((each) => each.id === all.order.id)) {
    order.append(el("option", { value: all.order.id, selected: "" }, all.order.title));
  }
  const on = select([["create", "when it is made"], ["update", "when it changes"]], all.on);
  const go = () => {
    const asked = new URLSearchParams({ instance: instance.value, on: on.value });
    if (order.value) asked.set("order", order.value);
    location.hash = "#/connectors/mapping/" + encodeURIComponent(kind) + "?" + asked;
  };
  for (const each of [instance, order, on]) each.addEventListener("change", go);
  return el("form", { class: "card choose", "aria-label": "What is shown" }, field("Instance", instance), field("Order", order), field("Message", on));
}

function select(options, chosen) {
  return el("select", {}, options.map(([value, words]) => el("option", { value, selected: value === chosen ? "" : undefined }, words)));
}

function one(each) {
  const broken = each.problem || each.rule?.breach || each.mistakes.length;
  return el(
    "li",
    { class: "mapped" + (broken ? " broken" : "") },
    el("div", { class: "head" }, el("code", {}, each.to), " ", each.problem ? badge("REFUSED") : undefined, " ", need(each.rule?.required), el("small", { class: "soft" }, " " + each.type + (each.needed ? ", needed here" : ""))),
    el("div", { class: "value" }, each.value === undefined ? el("span", { class: "soft" }, "nothing is sent") : text(each), meter(each.rule)),
    each.problem ? el("p", { class: "cause" }, each.problem) : undefined,
    each.rule?.breach ? el("p", { class: "cause" }, "Against the vendor's rule: " + each.rule.breach) : undefined,
    each.mistakes.map((words) => el("p", { class: "cause" }, el("code", {}, words))),
    each.notes.map((words) => el("small", { class: "note" }, words)),
    el(
      "details",
      { class: "case more" },
      el("summary", {}, "Where it comes from", el("span", { class: "hidden" }, " (" + each.to + ")")),
      facts([
        ["Expression", each.from ? el("code", {}, each.from) : ""],
        ["It gave", each.from ? (each.read === undefined ? "nothing" : each.read) : ""],
        ["Lines", each.lines.length ? el("ul", { class: "lines" }, each.lines.map(line)) : ""],
        ["Mapping", el("code", {}, each.place)],
        ["Vendor's rule", each.rule ? each.rule.words : "the facts do not know this field"],
      ]),
    ),
  );
}

/** A long text scrolls in its place, also by keyboard. */
function text(each) {
  const long = each.value.length > 300 ? { tabindex: "0", role: "group", "aria-label": "value of " + each.to } : {};
  return el("pre", { class: "text", ...long }, each.value);
}

const needs = { service: "the vendor demands it", practice: "people need it", "server-defaulted": "else the vendor fills it" };

function need(required) {
  return needs[required] ? el("span", { class: "badge need-" + required }, needs[required]) : undefined;
}

/** How much of the allowed length is used, in words and as a bar. */
function meter(rule) {
  if (!rule || rule.length === undefined) return undefined;
  const words = rule.used + " of " + rule.length + " characters";
  return el("small", { class: "soft" }, el("meter", { min: 0, max: rule.length, value: rule.used, "aria-label": words }), " " + words);
}

function line(each) {
  return el("li", { class: each.missing ? "soft" : undefined }, el("code", {}, each.text), each.missing ? el("small", {}, " left out, " + each.missing + " is not known") : undefined);
}

function missing(each) {
  return el(
    "li",
    { class: "mapped" + (each.mistakes.length || each.required === "service" ? " broken" : "") },
    el("div", { class: "head" }, el("code", {}, each.to), " ", each.required === "server-defaulted" ? el("span", { class: "badge" }, "the vendor fills it") : need(each.required)),
    each.mistakes.map((words) => el("p", { class: "cause" }, el("code", {}, words))),
    el("small", { class: "note" }, each.source + " (" + each.place + ")"),
  );
}

function call(each) {
  const words = each.changes ? "changes something there" : "only reads";
  return el(
    "details",
    { class: "case call" },
    el("summary", {}, el("strong", {}, each.step), " ", el("small", {}, words + (each.head[0] ? ": " + each.head[0] : ""))),
    each.note ? el("p", { class: each.head.length ? "soft" : "cause" }, each.note) : undefined,
    each.head.length ? el("pre", { class: "facts" }, each.head.join("\n") + (each.body ? "\n\n" + pretty(each.body) : "")) : undefined,
  );
}

function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function rest(title, names, otherwise) {
  return card(title, names.length ? el("p", { class: "names" }, names.map((name) => el("code", {}, name))) : empty(otherwise));
}

function list(words) {
  return el("ul", {}, words.map((each) => el("li", {}, el("code", {}, each))));
}
