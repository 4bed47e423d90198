import { badge, card, el, empty, facts, get, page, table } from "./view.js";

/** What survives a crash of the gateway or a lost answer, by the connector's class. */
export const classes = {
  native: "Once, by the CMMS's own means: it knows our key and turns a second order away. After any doubt the order is looked for as well.",
  searchable: "Once: after a crash or a lost answer the order is looked for by its reference, before anything is sent again.",
  confirmed: "At least once, checked by a person: it cannot be looked for, so after a doubt somebody is asked and nothing is sent again.",
};

const labels = {
  nothing: "a template, checked against nothing",
  paper: "checked on paper",
  schema: "checked against a schema",
  recording: "checked against recordings",
  product: "checked against the product",
};

const ways = { http: "HTTP", sql: "SQL over JDBC", file: "files in a folder" };
const purposes = { update: "changes orders", children: "brings tasks", release: "releases orders", commit: "commits orders", attach: "attaches evidence", condition: "tells how assets are" };

/** How far a folder was proven; the words stand beside it, since a label alone promises too much. */
export function label(each) {
  return each.verifiedAgainst ? el("span", { class: "badge label-" + each.verifiedAgainst, title: each.verifiedWhat }, labels[each.verifiedAgainst] || each.verifiedAgainst) : undefined;
}

function transports(each) {
  return (each.transports || []).map((way) => ways[way] || way).join(", ");
}

/** All folders that the gateway knows, used or not. */
export function catalogue(list) {
  if (!list.length) return empty("No connector is loaded.");
  return el("div", { class: "list" }, list.map(line));
}

function line(each) {
  return el(
    "a",
    { class: "row line", href: "#/connectors/kind/" + encodeURIComponent(each.kind) },
    el(
      "div",
      { class: "what" },
      el("strong", {}, each.title || each.kind),
      el("small", {}, [each.kind, transports(each), each.deliveryClass].filter(Boolean).join(" · ")),
      el("small", {}, label(each), each.verifiedWhat ? " " + each.verifiedWhat : ""),
      (each.refusal || []).slice(0, 1).map((words) => el("small", {}, words)),
    ),
    el("div", { class: "side" }, each.state === "UP" ? undefined : badge(each.state), el("small", {}, used(each))),
  );
}

function used(each) {
  const count = (each.instances || []).length;
  return count === 0 ? "not used" : count === 1 ? "1 instance" : count + " instances";
}

/** One folder, whole. */
export async function kindPage(kind) {
  const all = await get("/api/catalogue");
  const each = all.folders.find((one) => one.kind === kind);
  if (!each) return page(el("h1", {}, "Connector ", kind), card("", empty("The gateway knows no folder of this name."), el("p", {}, el("a", { href: "#/connectors" }, "All connectors"))));
  return page(
    el("p", {}, el("a", { href: "#/connectors" }, "All connectors")),
    el("h1", {}, each.title || each.kind, " ", each.state === "UP" ? undefined : badge(each.state)),
    el(
      "div",
      { class: "grid" },
      (each.refusal || []).length ? card(each.version ? "Its newest files were refused, the version before runs" : "It was refused and does not run", el("ul", {}, each.refusal.map((words) => el("li", {}, el("code", {}, words))))) : undefined,
      each.version ? card("", el("p", { class: "help" }, label(each), " ", each.verifiedWhat)) : undefined,
      el("div", { class: "grid two" }, about(each), el("div", { class: "grid" }, uses(each), each.learning ? learning(each.learning) : undefined)),
      each.version ? rights(each.rights || []) : undefined,
      each.version ? context(each) : undefined,
    ),
  );
}

/** What the instance's user is allowed there, and nothing else. */
function rights(list) {
  return card(
    "Rights its user needs, and no others",
    table(
      ["May", "There", "For"],
      list.map((each) => [each.may.join(", "), each.on, each.for.join(", ")]),
    ),
  );
}

function about(each) {
  return card(
    "What it can do",
    facts([
      ["System", each.system],
      ["Edition", each.edition],
      ["Object", each.object],
      ["Survives a crash", classes[each.deliveryClass]],
      ["By what", each.idempotency],
      ["Reached by", transports(each)],
      ["Signs in with", each.proofs ? el("span", {}, each.proofs.map((words) => el("div", {}, words))) : ""],
      ["Beside making orders", (each.purposes || []).map((one) => purposes[one]).filter(Boolean).join(", ")],
      ["Evidence", each.attaching ? evidence(each.attaching) : each.version ? "none goes along" : ""],
      ["Calls at a time", each.concurrency],
      ["Calls a minute", each.requestsPerMinute === 0 ? "no limit of its own" : each.requestsPerMinute],
      ["Calls an hour", each.requestsPerHour === 0 ? "no limit of its own" : each.requestsPerHour],
      ["Fields it fills", each.version ? el("a", { href: "#/connectors/mapping/" + encodeURIComponent(each.kind) }, each.fields + ", with a preview") : ""],
      ["Comes from", each.origin],
      ["Runs as version", each.version ? el("code", {}, each.version) : ""],
    ]),
  );
}

function evidence(given) {
  const most = given.maxBytes >= 1 << 30 ? "of any size" : "up to " + Math.round(given.maxBytes / 104857.6) / 10 + " MB each";
  return el(
    "span",
    {},
    el("div", {}, given.ways.join("; or ")),
    el("div", {}, given.roles.join(", ") + ", " + most + ", at most " + given.maxCount + " for an order"),
    el("div", { class: "soft" }, given.mediaTypes.join(", ")),
  );
}

function uses(each) {
  const list = each.instances || [];
  if (!list.length) return card("Used by", empty("No instance in the site documents uses it."));
  return card(
    "Used by",
    el("div", { class: "list" }, list.map((one) => el("a", { class: "row line", href: "#/connectors/instance/" + encodeURIComponent(one.id) }, el("div", { class: "what" }, el("strong", {}, one.id), el("small", {}, one.title)), el("div", { class: "side" }, badge(one.state))))),
  );
}

function context(each) {
  const names = each.context || [];
  if (!names.length) return card("An instance has to say", el("p", {}, "Address and credential, nothing more."));
  return card(
    "An instance has to say",
    el("p", { class: "soft" }, "Beside address and credential, under context in the site documents:"),
    facts(names.map((one) => [one.name + (one.required ? ", needed" : ""), one.meaning])),
  );
}

function learning(given) {
  const every = given.everySeconds % 60 === 0 ? given.everySeconds / 60 + " min" : given.everySeconds + " s";
  return card(
    "What it learns of orders",
    facts([
      ["Asks every", every],
      ["Asks", given.changes ? "what changed since the last time" : "for each open order"],
      ["Words of the CMMS", Object.entries(given.statuses).map(([word, status]) => word + " → " + status).join(", ")],
      ["Of an end", given.closure.join(", ")],
      ["Tells a false alarm", given.outcome ? "yes, see the folder's README" : "no"],
    ]),
  );
}
