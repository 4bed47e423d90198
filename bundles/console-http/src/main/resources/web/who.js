import { el } from "./view.js";

const KEY = "bellcrank.who";
let token = "";

/** Who decides, as typed once on this browser; empty before. */
export function who() {
  try {
    return (localStorage.getItem(KEY) || "").trim();
  } catch {
    return "";
  }
}

/** The line on every desk that says under which name decisions are kept. */
export function whoBar() {
  const field = el("input", { id: "who", maxlength: 120, autocomplete: "name", placeholder: "for example Ada Miller", value: who() });
  field.addEventListener("input", () => {
    try {
      localStorage.setItem(KEY, field.value);
    } catch {
      say("This browser keeps nothing; the name holds until the page is left.", true);
    }
  });
  return el(
    "section",
    { class: "card who" },
    el("label", { for: "who" }, "Your name"),
    field,
    el("small", {}, "There is no login yet, so this console answers on the gateway's own address alone. What you decide stands in the journal under this name."),
  );
}

/** Says how it went, for eyes and screen readers. */
export function say(words, bad = false) {
  const place = document.getElementById("notice");
  place.className = bad ? "notice bad" : "notice";
  place.textContent = words;
  clearTimeout(say.later);
  say.later = setTimeout(() => (place.textContent = ""), bad ? 20000 : 8000);
}

async function send(path, body, fresh) {
  if (!token || fresh) token = (await (await fetch("/api/token")).json()).token;
  return fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Bellcrank-Token": token },
    body: JSON.stringify(body),
  });
}

/** Posts a decision; throws with the gateway's words when it was not taken. */
export async function post(path, given) {
  const name = who();
  if (!name) {
    document.getElementById("who")?.focus();
    throw new Error("Your name is missing: it stands in the journal beside what you decide.");
  }
  let answer = await send(path, { who: name, ...given }, false);
  if (answer.status === 403) answer = await send(path, { who: name, ...given }, true); // the gateway was started anew
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.error || answer.statusText);
  return told;
}

/**
 * A button that decides: it waits, says how it went and has the page read again.
 *
 * @param work gives the words that say what was done
 */
export function decide(label, work, kind = "") {
  const button = el("button", { type: "button", class: kind }, label);
  button.addEventListener("click", async () => {
    const form = button.closest("form");
    if (form && !form.reportValidity()) return;
    button.disabled = true;
    try {
      say(await work());
      window.dispatchEvent(new Event("decided"));
    } catch (failure) {
      say(failure.message, true);
    } finally {
      button.disabled = false;
    }
  });
  return button;
}

let fields = 0;

/** A labelled field. */
export function field(label, input, more = "") {
  input.id = input.id || "f" + ++fields;
  return el("div", { class: "field " + more }, el("label", { for: input.id }, label), input);
}

/** A labelled box to tick. */
export function tick(label) {
  const box = el("input", { type: "checkbox", id: "f" + ++fields });
  return { box, row: el("div", { class: "field tick" }, box, el("label", { for: box.id }, label)) };
}

export function reason(example) {
  return el("input", { maxlength: 500, required: "", placeholder: example });
}

export function form(...content) {
  const made = el("form", { class: "act" }, ...content);
  made.addEventListener("submit", (event) => event.preventDefault());
  return made;
}
