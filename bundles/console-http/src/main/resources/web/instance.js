import { badge, card, el, empty, facts, get, page, time } from "./view.js";
import { classes } from "./catalogue.js";
import { subject } from "./balance.js";
import { register } from "./registers.js";
import { transportOf } from "./transport.js";
import { post, say, whoBar } from "./who.js";

/** Results by instance, so that a page that is drawn anew still shows them. */
const results = new Map();

const stages = { ready: "What can be told here", "sign-in": "Sign in", look: "Look for an order", changes: "Ask what changed" };

const troubles = {
  NO_HOST: "name not found",
  UNREACHABLE: "nobody answers there",
  TLS: "encryption not trusted",
  SILENT: "no answer in time",
  CREDENTIAL: "key not readable here",
  SIGN_IN: "sign-in refused",
  RIGHTS: "no right to read",
  PATH: "nothing at this path",
  STRANGER: "another system answers",
  QUESTION: "question not understood",
  BUSY: "busy or away",
  MAINTENANCE: "maintenance",
  LIMIT: "calls a minute or an hour used up",
  GATEWAY: "not ready here",
  OTHER: "failed",
};

/** One instance: how it is, and a test of its connection. */
export async function instancePage(id) {
  const all = await get("/api/connectors");
  const each = (all.instances || []).find((one) => one.id === id);
  const back = el("p", {}, el("a", { href: "#/connectors" }, "All connectors"));
  if (!each) return page(back, el("h1", {}, "Instance ", id), card("", empty("The site documents have no instance of this name.")));
  return page(
    back,
    el("h1", {}, each.title || each.id, " ", badge(each.state)),
    whoBar(),
    el("div", { class: "grid" }, el("div", { class: "grid two" }, tested(each), state(each)), await transportOf(id), await registerOf(id)),
  );
}

/** Its register of assets; nothing where its connector reads none. */
async function registerOf(id) {
  const read = (await get("/api/registers")).registers || [];
  return read.some((one) => one.instance === id) ? register(await get("/api/registers/" + encodeURIComponent(id))) : undefined;
}

function state(each) {
  const kind = encodeURIComponent(each.kind);
  return card(
    "How it is",
    facts([
      ["Instance", el("code", {}, each.id)],
      ["Connector", el("a", { href: "#/connectors/kind/" + kind }, each.kind)],
      ["Mapping", el("a", { href: "#/connectors/mapping/" + kind + "?instance=" + encodeURIComponent(each.id) }, "fields, with a real order")],
      ["Survives a crash", classes[each.deliveryClass]],
      ["Next try", each.nextTry ? time(each.nextTry) : ""],
      ["Waiting", each.waiting],
      ["Delivered", each.delivered],
      ["Refused", each.refused ? el("a", { href: "#/workbench" }, String(each.refused)) : "0"],
      ["Answers take", each.meanAnswerMillis ? each.meanAnswerMillis + " ms" : ""],
      ["Last success", time(each.lastSuccess)],
      ["Last error", each.lastError ? el("span", {}, each.lastError, " ", time(each.lastErrorAt)) : ""],
      ["Journal", subject(each.id, "tests and other entries about it")],
    ]),
  );
}

function tested(each) {
  const result = results.get(each.id);
  const running = result === "running";
  const button = el("button", { type: "button", class: "strong", disabled: running ? "" : undefined }, running ? "Testing…" : "Test the connection");
  button.addEventListener("click", () => test(each.id));
  return card(
    "Connection",
    el("p", { class: "soft" }, "Signs in and asks two harmless questions; nothing is changed there. The calls count among those a minute, and the journal keeps who asked."),
    el("div", { class: "buttons" }, button),
    result && !running ? shown(result) : undefined,
  );
}

async function test(id) {
  results.set(id, "running");
  window.dispatchEvent(new Event("decided"));
  try {
    const result = await post("/api/connectors/" + encodeURIComponent(id) + "/test", {});
    results.set(id, result);
    say(result.well ? id + ": the connection is well" : id + ": " + failed(result), !result.well);
  } catch (failure) {
    results.delete(id);
    say(failure.message, true);
  }
  window.dispatchEvent(new Event("decided"));
}

function failed(result) {
  const bad = result.stages.find((each) => each.outcome === "FAILED");
  return (troubles[bad.trouble] || "failed") + ", " + bad.words;
}

function shown(result) {
  return el(
    "div",
    {},
    el("p", {}, badge(result.well ? "WELL" : "FAILED"), " ", time(result.at)),
    el("ol", { class: "steps" }, result.stages.map(stage)),
  );
}

function stage(each) {
  const took = each.millis || each.status ? " " + each.millis + " ms" : "";
  return el(
    "li",
    { class: each.outcome },
    el("strong", {}, stages[each.name] || each.name),
    " ",
    badge(each.outcome),
    each.trouble ? el("span", {}, " ", troubles[each.trouble] || each.trouble) : undefined,
    el("small", {}, took),
    el("div", {}, each.words),
    each.advice ? el("p", { class: "help" }, el("strong", {}, "What would help: "), each.advice) : undefined,
  );
}
