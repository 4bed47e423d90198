import { badge, card, el, empty, facts, get, page, priority, time } from "./view.js";
import { decide, field, form, post, tick, whoBar } from "./who.js";

const purposes = { CREATE: "The order", UPDATE: "An update of the order", ATTACH: "A picture of the order", CHILDREN: "A task of the order", RELEASE: "The order's release", COMMIT: "The order's commit", CONDITION: "How the asset is" };

export async function workbench() {
  const all = await get("/api/workbench?limit=200");
  return page(
    el("h1", {}, "Workbench ", el("small", {}, all.cases.length + " waiting")),
    whoBar(),
    el(
      "div",
      { class: "grid" },
      all.note ? card("", empty(all.note)) : undefined,
      all.cases.length ? groups(all.cases).map(group) : card("", empty("Nothing was refused. What a CMMS does not take waits here, and is never dropped.")),
    ),
  );
}

/** Cases that are alike, in the order of their newest. */
function groups(cases) {
  const all = new Map();
  for (const each of cases) {
    const key = [each.kind, each.instance, each.purpose, each.step, each.field, each.code, each.state, each.alike].join("\n");
    all.set(key, [...(all.get(key) || []), each]);
  }
  return [...all.values()];
}

function group(cases) {
  const [first, ...others] = cases;
  return el(
    "section",
    { class: "card bench" },
    one(first, true),
    others.length
      ? el("details", { class: "case more" }, el("summary", {}, others.length + " more like it"), el("div", { class: "grid" }, others.map((each) => one(each, false))))
      : undefined,
  );
}

function one(row, full) {
  return el(
    "article",
    {},
    el("h2", {}, priority(row.priority), " ", el("a", { href: "#/orders/" + encodeURIComponent(row.order) }, row.title || row.order), " ", badge(row.state)),
    el("p", { class: "soft" }, purposes[row.purpose] || row.purpose, row.step ? " was refused at " : " was refused", row.step ? el("code", {}, row.step) : "", " for ", row.instance, row.kind ? " (" + row.kind + ")" : "", ", planned ", time(row.plannedAt)),
    el("blockquote", {}, row.words || "no words"),
    full ? el("p", { class: "help" }, el("strong", {}, "What would help: "), row.suggestion) : undefined,
    full
      ? facts([
          ["Field", row.field ? el("code", {}, row.field) : ""],
          ["Sent there now", row.field ? row.sent || "nothing" : ""],
          ["Rule of the facts", row.rule],
          ["Broken", row.breach],
          ["Filled by", row.place ? el("code", {}, row.place) : ""],
          ["Vendor's code", row.code],
          ["Reference", row.reference ? el("code", {}, row.reference) : ""],
        ])
      : undefined,
    actions(row),
  );
}

function actions(row) {
  const path = "/api/workbench/" + encodeURIComponent(row.id);
  const again = async (alike) => {
    const done = await post(path + "/retry", { alike });
    return done.sent === 1 ? "Sent again" : done.sent + " sent again";
  };
  const number = el("input", { required: "", maxlength: 100, value: row.foreignId || "", placeholder: "number in the CMMS" });
  const sure = tick("I am sure, even if it cannot be read there");
  const adopt = async () => {
    const done = await post(path + "/adopt", { foreignId: number.value, unread: sure.box.checked });
    return "Adopted " + number.value + (done.read ? ", read in the CMMS" : ", on your word (" + done.words + ")");
  };
  return el(
    "div",
    { class: "buttons" },
    decide("Send again", () => again(false), row.alike > 1 ? "" : "strong"),
    row.alike > 1 ? decide("Send all " + row.alike + " alike again", () => again(true), "strong") : undefined,
    el("details", { class: "case adopt" }, el("summary", {}, "It is there already"), form(field("Its number in " + row.instance, number), sure.row, el("div", { class: "buttons" }, decide("Adopt", adopt)))),
  );
}
