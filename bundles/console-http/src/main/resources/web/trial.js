import { el, get, table, time } from "./view.js";
import { field, form, tick, whoBar } from "./who.js";
import { kept, stay } from "./declare.js";
import { unitOf } from "./units.js";

/** A limit tried on what was recorded of a point, and kept aside for somebody to bring into force. */

/** The bounds of a limit, as lines of a trend. */
export function bounds(limit, words) {
  return [["high", limit.high], ["low", limit.low]].filter(([, value]) => value !== undefined).map(([side, value]) => ({ value, words: words + " (" + side + ")" }));
}

/**
 * The form of a point.
 *
 * @param hours how far back is looked
 * @param draw draws the trend with what was tried, or without
 */
export async function trial(point, hours, draw) {
  const path = "/api/points/" + encodeURIComponent(point.id);
  const choices = await get(path + "/limit");
  const fields = inputs(point, choices);
  const said = el("div", { role: "status" });
  const next = el("div");
  const made = el(
    "form",
    { class: "trial" },
    begin(choices.limits, fields),
    fields.rows,
    fields.states,
    el("button", { class: "strong", type: "submit" }, "Try"),
  );
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = fields.given();
    try {
      const answer = await get(path + "/trial?" + new URLSearchParams({ ...given, hours }));
      said.replaceChildren(told(answer));
      next.replaceChildren(aside(path, given, fields.id, choices));
      draw({
        lines: bounds({ high: answer.high, low: answer.low }, "tried"),
        crossings: answer.crossings.map((each) => ({ at: Date.parse(each.at), words: "would cross" })),
      });
    } catch (failure) {
      said.replaceChildren(el("p", { class: "error" }, failure.message));
      next.replaceChildren();
      draw();
    }
  });
  return el("div", {}, el("p", { class: "soft" }, "Nothing is changed by trying. What is enabled stands in the site documents."), made, said, next);
}

function number(words, value, required) {
  const input = el("input", { type: "number", step: "any", value, required });
  return { input, row: field(words, input) };
}

/** What is typed, and how it is filled with a limit that there is. */
function inputs(point, choices) {
  const unit = point.unit ? " in " + unitOf(point.unit) : "";
  const first = choices.limits[0] || { during: [] };
  const high = number("High" + unit, first.high);
  const low = number("Low" + unit, first.low);
  const hysteresis = number("Hysteresis" + unit, first.hysteresis || 0);
  const holdFor = number("Beyond it for, seconds", first.seconds || 0);
  const settle = number("After the state lasted, seconds", first.settle || 0);
  const boxes = choices.states.map((state) => ({ state, ...tick(state) }));
  const named = { high, low, hysteresis, holdFor };
  const fields = {
    id: first.id,
    rows: [high.row, low.row, hysteresis.row, holdFor.row],
    states: states(boxes, settle, choices),
    given: () => {
      const all = Object.entries(named).map(([name, each]) => [name, each.input.value]);
      const during = boxes.filter((each) => each.box.checked).map((each) => each.state);
      if (during.length) all.push(["during", during.join(",")], ["settle", settle.input.value]);
      return Object.fromEntries(all.filter(([, value]) => value !== ""));
    },
    fill: (limit) => {
      fields.id = limit.id;
      high.input.value = limit.high ?? "";
      low.input.value = limit.low ?? "";
      hysteresis.input.value = limit.hysteresis;
      holdFor.input.value = limit.seconds;
      settle.input.value = limit.settle;
      boxes.forEach((each) => (each.box.checked = limit.during.includes(each.state)));
    },
  };
  boxes.forEach((each) => (each.box.defaultChecked = each.box.checked = first.during.includes(each.state)));
  return fields;
}

function states(boxes, settle, choices) {
  if (!boxes.length) return el("p", { class: "soft" }, "No asset at or above this point has operating states: the limit is heard at all times.");
  return el(
    "fieldset",
    { class: "states" },
    el("legend", {}, "Heard while ", el("code", {}, choices.asset), " is in (none ticked: every state)"),
    boxes.map((each) => each.row),
    settle.row,
  );
}

/** Of several limits, which one the form begins with. */
function begin(limits, fields) {
  if (limits.length < 2) return undefined;
  const box = el("select", {}, limits.map((each) => el("option", { value: each.id }, each.id)));
  box.addEventListener("change", () => fields.fill(limits.find((each) => each.id === box.value)));
  return field("Begin with", box);
}

function count(number, one, many) {
  return number === 1 ? "1 " + one : number.toLocaleString() + " " + many;
}

function told(answer) {
  const crossed = answer.crossings.length;
  const words = crossed === 0 ? "It would not have been crossed." : crossed === 1 ? "It would have been crossed once." : `It would have been crossed ${crossed} times.`;
  return el(
    "div",
    {},
    el("p", {}, el("b", {}, words), ` ${count(answer.intervals, "interval was", "intervals were")} looked at, ${answer.beyond} of them reached beyond it${answer.during.length ? " while it is heard" : ""}.`),
    heard(answer),
    crossed ? table(["Crossed", "Back"], answer.crossings.slice(0, 20).map((each) => [time(each.at), each.cleared ? time(each.cleared) : "not yet"])) : undefined,
    crossed > 20 ? el("p", { class: "soft" }, `The first 20 of ${crossed} are listed; the trend marks all.`) : undefined,
    el("p", { class: "soft" }, "Recorded are the least and the greatest value of each interval: what was beyond the limit within one counts from its beginning. What was retired is not looked at here."),
  );
}

/** What the operating states did to it. */
function heard(answer) {
  if (!answer.during.length) return el("p", { class: "soft" }, "It was tried in every operating state.");
  const parts = [count(answer.shut, "interval lay", "intervals lay") + " in other states, in which it says nothing"];
  if (answer.partly) parts.push(count(answer.partly, "is", "are") + " of a change of state and counts whole");
  const all = answer.intervals && answer.unknown === answer.intervals;
  return el(
    "div",
    {},
    el("p", {}, `Heard in ${answer.during.join(", ")}: ${parts.join("; ")}.`),
    answer.unknown ? el("p", { class: "warn" }, all ? "No operating state is recorded in this time: every interval counts, as while the state is not known." : `Of ${count(answer.unknown, "interval", "intervals")} the state is not recorded; they count, as while it is not known.`) : undefined,
  );
}

/** The last step: an id and what it stands for, then a version as of any other change. */
function aside(path, given, id, choices) {
  const name = el("input", { required: "", maxlength: 64, value: id || "", placeholder: "for example bearing-hot" });
  const mode = el("input", { required: "", maxlength: 64, list: "failure-modes", value: (choices.limits.find((each) => each.id === id) || {}).failureMode || "" });
  const result = el("div", { role: "status" });
  const work = () => kept(path + "/limit", { ...given, limit: name.value, failureMode: mode.value }, result, "why this limit is set");
  return el(
    "div",
    { "data-hold": "true" },
    el("h3", {}, "Keep this limit aside"),
    el("p", { class: "soft" }, "What was tried becomes a line of mapped-limits.yaml in a new version of the site documents, which is checked as a whole. It holds when somebody brings it into force. A limit of the same id that was kept here before is replaced; one of another file is changed there."),
    whoBar(),
    el("datalist", { id: "failure-modes" }, choices.failureModes.map((each) => el("option", { value: each }))),
    form(field("Id of the limit", name), field("Failure mode", mode), el("div", { class: "buttons" }, stay("Check and keep aside", work))),
    result,
  );
}
