import { badge, card, el, empty, facts, table, time } from "./view.js";
import { decide, post } from "./who.js";
import { subject } from "./balance.js";

/** What each kind of difference is called, and what a person does about it. */
const kinds = {
  DANGLING: ["The register does not have it", "The site documents name a record that is not there. Correct foreignIds of the asset; where records stand beside, it is perhaps one of them."],
  RETIRED: ["Out of service there", "Rules stop for those that stand above. Take the asset out of the site documents, or set its record back into service in the CMMS."],
  SHARED: ["Several assets, one record", "Orders of several assets go to one record. Where that is not meant, give each asset its own."],
  CRITICALITY: ["Another criticality", "Correct the wrong side. Which one counts is said at the instance: register: { criticality: cmms }, otherwise the site documents."],
  METADATA: ["Other words on the plate", "Manufacturer, model, serial number, tag or day of installation differ. Look at the plate and correct the wrong side; perhaps the asset names the wrong record."],
  FOUND: ["Found, not yet named", "Exactly one record fits and nothing speaks against it. It has no effect until foreignIds of the asset names it."],
  DOUBTFUL: ["Which record it is, a person has to say", "Look at the plate, then name the record in foreignIds of the asset."],
  UNMAPPED: ["Records without asset", "Nothing to do where no camera or sensor looks at them."],
};

/** Kinds that stand open, so that a page that is drawn anew does not close them. */
const opened = new Set();

function name(kind) {
  return (kinds[kind] || [kind])[0];
}

function differs(each) {
  return (each.kinds || []).filter((one) => one.kind !== "UNMAPPED" && one.kind !== "FOUND").reduce((sum, one) => sum + one.count, 0);
}

function notUnderstood(each) {
  return [...(each.unknown || []), ...(each.unreadable || [])];
}

/** How reading registers goes, one line for each instance. */
export function registers(list) {
  if (!list.length) return empty("No connector of these instances reads a register of assets.");
  return table(
    ["Instance", "State", "Read", "Records #", "Differences #", "Rules stop for #", "Not understood"],
    list.map((each) => [
      el("a", { href: "#/connectors/instance/" + encodeURIComponent(each.instance) }, each.instance),
      state(each),
      time(each.read),
      String(each.shown),
      String(differs(each)),
      String(each.retired),
      notUnderstood(each).map((words) => el("div", {}, words)),
    ]),
  );
}

function state(each) {
  return [badge(each.state), each.failing ? el("span", {}, " since ", time(each.failing), ": ", each.words) : undefined];
}

/** One register, whole. */
export function register(each) {
  return card(
    "Register of assets",
    facts([
      ["State", el("span", {}, state(each))],
      ["Read", each.read ? time(each.read) : "never to its end"],
      ["Records", each.read ? each.shown : ""],
      ["Odd", each.failing ? "" : each.words],
      ["Not understood", notUnderstood(each).length ? el("span", {}, notUnderstood(each).map((words) => el("div", {}, words))) : ""],
      ["Journal", subject(each.instance, "readings, and who asked for them")],
    ]),
    el("div", { class: "buttons" }, button(each)),
    el("h3", {}, "Rules stop for"),
    stopped(each),
    el("h3", {}, "Where it and the site documents differ"),
    (each.kinds || []).length ? each.kinds.map((one) => kind(each.instance, one)) : empty(each.read ? "Nowhere." : "It was not read yet."),
  );
}

function button(each) {
  return decide("Read now", async () => {
    await post("/api/registers/" + encodeURIComponent(each.instance) + "/read", {});
    return each.instance + ": the register is being read; this page shows it when that came to its end.";
  });
}

function stopped(each) {
  const retired = (each.standings || []).filter((one) => one.retired);
  const counts = each.criticality ? el("p", { class: "soft" }, (each.criticality === 1 ? "For 1 asset" : "For " + each.criticality + " assets") + " the criticality of the CMMS counts in place of the site documents.") : undefined;
  if (!retired.length) return el("div", {}, el("p", { class: "soft" }, "No asset; none of those that name a record is out of service."), counts);
  return el(
    "div",
    {},
    el("p", { class: "soft" }, "And for what is below them without a record of its own. Findings there are suppressed; orders that are there stay."),
    table(["Asset", "Record", "Out of service since"], retired.map((one) => [asset(one), el("code", {}, one.record), time(one.retired)])),
    more(each.retired, retired.length),
    counts,
  );
}

function asset(one) {
  if (!one.asset) return "";
  return [one.path || one.asset, one.path ? el("small", {}, el("code", {}, " " + one.asset)) : undefined];
}

function more(count, shown) {
  return count > shown ? el("p", { class: "soft" }, shown + " of " + count + " are shown.") : undefined;
}

function kind(instance, one) {
  const key = instance + " " + one.kind;
  const rows = one.rows || [];
  const made = el(
    "details",
    { class: "more", open: opened.has(key) ? "" : undefined },
    el("summary", {}, name(one.kind) + " (" + one.count + ")"),
    el("p", { class: "help" }, (kinds[one.kind] || [])[1]),
    table(["Asset", "Record", "What", "Perhaps"], rows.map((row) => [asset(row), el("code", {}, one.kind === "DOUBTFUL" ? "" : row.record), row.words, row.candidates || ""])),
    more(one.count, rows.length),
  );
  made.addEventListener("toggle", () => (made.open ? opened.add(key) : opened.delete(key)));
  return made;
}
