import { badge, card, el, empty, facts, get, page, percent, picture, priority, time } from "./view.js";
import { line as findingLine, pictures } from "./findings.js";
import { stretches } from "./stretch.js";
import { whyCard } from "./why.js";
import { subject } from "./balance.js";
import { decide, field, form, post, reason, whoBar } from "./who.js";

export async function orders() {
  const [list, drafts] = await Promise.all([get("/api/orders?limit=100"), get("/api/drafts")]);
  return page(
    el("h1", {}, "Orders"),
    el("p", {}, el("a", { href: "#/warnings" }, "How early and how right warnings were")),
    drafts.orders.length ? el("div", { class: "gap" }, card("Drafts that wait for approval; nothing of them left the gateway", el("div", { class: "list" }, drafts.orders.map(line)))) : undefined,
    card(
      "",
      list.orders.length
        ? el("div", { class: "list" }, list.orders.map(line))
        : empty("No order yet. An order appears when a rule raises one."),
    ),
  );
}

function line(order) {
  return el(
    "a",
    { class: "row", href: "#/orders/" + encodeURIComponent(order.id) },
    picture(order.thumbnail || order.annotated, order.title),
    el(
      "div",
      { class: "what" },
      el("strong", {}, order.title),
      el("small", {}, order.asset),
      el("small", {}, (order.foreignId ? order.foreignId + " in " : "for ") + order.connector + " · " + order.occurrences + " findings"),
    ),
    el("div", { class: "side" }, priority(order.priority), " ", badge(order.status === "DRAFT" ? "DRAFT" : order.delivery || "WAITING"), el("small", {}, time(order.raisedAt))),
  );
}

const moves = { APPROVED: "Approve it", ASSIGNED: "It is assigned", IN_PROGRESS: "Work goes on", CLOSED: "Close it", CANCELLED: "Cancel it" };

/** What a person may do with the order now. */
function desk(order) {
  const next = order.next || [];
  if (!next.length) return el("p", {}, "It is at the end of its life.");
  const to = el("select", {}, next.map((each) => el("option", { value: each }, moves[each] || each)));
  const why = reason("why");
  const code = el("input", { maxlength: 32, placeholder: order.failureCode || "for example PIT" });
  const codeField = field("Failure code" + (order.failureCode ? ", " + order.failureCode + " if left empty" : ""), code);
  const shape = () => {
    codeField.hidden = to.value !== "CLOSED";
    code.required = to.value === "CLOSED" && !order.failureCode;
  };
  to.addEventListener("change", shape);
  shape();
  const move = async () => {
    const given = { to: to.value, why: why.value };
    if (to.value === "CLOSED" && code.value) given.failureCode = code.value;
    const done = await post("/api/orders/" + encodeURIComponent(order.id) + "/move", given);
    return "The order is " + done.status.toLowerCase().replace("_", " ") + (order.status === "DRAFT" && done.status === "APPROVED" ? " and on its way to its CMMS" : "");
  };
  return form(
    field("Move", to),
    codeField,
    field("Reason", why),
    el("small", { class: "soft" }, "What was delivered stays in the CMMS as it is there: close or cancel it there too."),
    el("div", { class: "buttons" }, decide("Decide", move, "strong")),
  );
}

export async function orderPage(id) {
  const order = await get("/api/orders/" + encodeURIComponent(id));
  const delivery = order.deliverySteps || [];
  return page(
    el("h1", {}, priority(order.priority), " ", order.title, " ", badge(order.status === "DRAFT" ? "DRAFT" : order.delivery || "WAITING")),
    el(
      "div",
      { class: "grid" },
      order.status === "DRAFT" ? el("div", { class: "card help" }, "A draft: a person has to approve it before anything of it leaves the gateway.") : undefined,
      order.annotated ? card("Evidence", pictures(order.annotated, order.original)) : undefined,
      stretches(order.stretches, order.findings.map((each) => each.capturedAt)),
      el(
        "div",
        { class: "grid two" },
        el(
          "div",
          { class: "grid" },
          card("Why there is this order", whyCard(order.why, order.reason)),
          card("Text", el("pre", { class: "text" }, order.description)),
        ),
        el(
          "div",
          { class: "grid" },
          card(
            "Order",
            facts([
              ["In the CMMS", order.foreignId ? (order.link ? el("a", { href: order.link, rel: "noopener" }, order.foreignId) : order.foreignId) : "not yet"],
              ["System", order.connector],
              ["Reference", el("code", {}, order.reference)],
              ["Type", (order.type || "").toLowerCase()],
              ["Status", (order.status || "").toLowerCase().replace("_", " ")],
              ["Asset", order.asset],
              ["Confidence", percent(order.fields["finding.confidence"])],
              ["Findings", order.occurrences],
              ["Raised", time(order.raisedAt)],
              ["Seen", seen(order.fields)],
              ["Its source's clock said", order.fields["finding.claimedAt"] ? el("span", {}, time(order.fields["finding.claimedAt"]), "; that or the gateway's clock is wrong, so it counts from its arrival") : ""],
              ["Follows", order.fields["order.predecessor"] ? other(order.fields["order.predecessor"], order.fields["order.predecessorReference"]) : ""],
              ["Followed by", order.fields["order.successor"] ? other(order.fields["order.successor"], "the order that takes further findings") : ""],
              ["Opened again", order.fields["order.reopenedAt"] ? el("span", {}, time(order.fields["order.reopenedAt"]), (order.fields["order.reopenings"] || 0) > 1 ? ", " + order.fields["order.reopenings"] + " times in all" : "") : ""],
              ["Parts", (order.fields["order.parts"] || []).length ? el("ul", {}, order.fields["order.parts"].map((each) => el("li", {}, each))) : ""],
              ["Left to the text alone", (order.leftOut || []).length ? el("ul", {}, order.leftOut.map((each) => el("li", {}, each))) : ""],
              ["Our id", el("code", {}, order.id)],
              ["Journal", subject(order.id, "entries about it")],
              ["Site documents", el("code", {}, order.fields["documents.version"] || "")],
              ["Model", order.fields["model.name"] ? order.fields["model.name"] + " " + (order.fields["model.version"] || "") : ""],
            ]),
          ),
          order.cmms ? card("In the CMMS", foreign(order)) : undefined,
          card("Decide", desk(order)),
          card("Delivery", delivery.length ? el("ol", { class: "steps" }, delivery.map(step)) : empty("No step yet.")),
        ),
      ),
      whoBar(),
      card("Findings that made and joined it", el("div", { class: "list" }, order.findings.map((each) => findingLine({ ...each, order: undefined })))),
    ),
  );
}

const outcomes = {
  CONFIRMED: "the defect was there",
  FALSE_ALARM: "nothing was wrong",
  OTHER_FAULT: "something else was wrong",
  UNKNOWN: "nobody said what it was",
};

/** How the order stands in its CMMS, by its last reading. */
function foreign(order) {
  const there = order.cmms;
  return facts([
    ["Status there", there.missing ? "it is not there any more" : there.status],
    ["Means here", there.means ? there.means.toLowerCase().replace("_", " ") : "nothing: the connector does not know the word"],
    ["Changed there", there.changedAt ? time(there.changedAt) : ""],
    ["Seen last", time(there.seenAt)],
    ["Outcome", there.outcome ? outcomes[there.outcome] || there.outcome : ""],
    ...(there.closure || []).map((each) => [words(each.name), shown(each)]),
  ]);
}

/** labourHours becomes Labour hours. */
function words(name) {
  const spaced = name.replace(/([A-Z])/g, " $1").toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function shown(field) {
  if (field.kind === "INSTANT") return time(field.value);
  return Array.isArray(field.value) ? field.value.join(", ") : String(field.value);
}

function other(id, words) {
  return el("a", { href: "#/orders/" + encodeURIComponent(id) }, words || id);
}

function seen(fields) {
  const first = fields["order.firstSeen"];
  const last = fields["order.lastSeen"];
  return !first ? "" : first === last ? time(first) : el("span", {}, time(first), " to ", time(last));
}

function step(each) {
  return el(
    "li",
    { class: each.receipt },
    el("strong", {}, each.step),
    " ",
    badge(each.receipt),
    el("br"),
    el("small", {}, [each.words, each.code ? "answer " + each.code : "", each.attempt > 1 ? "attempt " + each.attempt : ""].filter(Boolean).join(" · ")),
    el("br"),
    el("small", {}, time(each.at)),
  );
}
