import { badge, card, el, empty, facts, get, page, percent, picture, priority, time } from "./view.js";
import { line as findingLine, pictures } from "./findings.js";
import { whyCard } from "./why.js";

export async function orders() {
  const list = await get("/api/orders?limit=100");
  return page(
    el("h1", {}, "Orders"),
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
    el("div", { class: "side" }, priority(order.priority), " ", badge(order.delivery || "WAITING"), el("small", {}, time(order.raisedAt))),
  );
}

export async function orderPage(id) {
  const order = await get("/api/orders/" + encodeURIComponent(id));
  const delivery = order.deliverySteps || [];
  return page(
    el("h1", {}, priority(order.priority), " ", order.title, " ", badge(order.delivery || "WAITING")),
    el(
      "div",
      { class: "grid" },
      order.annotated ? card("Evidence", pictures(order.annotated, order.original)) : undefined,
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
              ["Our id", el("code", {}, order.id)],
              ["Site documents", el("code", {}, order.fields["documents.version"] || "")],
              ["Model", order.fields["model.name"] ? order.fields["model.name"] + " " + (order.fields["model.version"] || "") : ""],
            ]),
          ),
          card("Delivery", delivery.length ? el("ol", { class: "steps" }, delivery.map(step)) : empty("No step yet.")),
        ),
      ),
      card("Findings that made and joined it", el("div", { class: "list" }, order.findings.map((each) => findingLine({ ...each, order: undefined })))),
    ),
  );
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
