// The chat page: what is done here goes to the stand-in by POST, what happens there comes by Server-Sent Events.
import { fill } from "./message.js";
import { LANGUAGES, moment, speak, spoken, tongue, word } from "./words.js";

const CODES = ["ko", "en", "vi", "zh-hans", "th", "ja", "ru", "uz", "id", "tl", ""];
const KINDS = ["photo", "video", "voice", "document", "contact", "location", "sticker", "poll"];
const $ = (id) => document.getElementById(id);
const messages = new Map();
let person = 0;
let stream = null;
let shift = 0;
let aim = null; // what the next text is about: { what: "edit" | "reply", message }

function post(what, more = {}) {
  return fetch("/page/" + what, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ person, ...more }) });
}

const actions = {
  press: (message, data) => post("press", { message_id: message.message_id, data }),
  edit: (message) => aimAt("edit", message),
  reply: (message) => aimAt("reply", message),
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      say(word("copied", { text }));
    } catch {
      say(word("copy-by-hand", { text }));
    }
  },
};

function aimAt(what, message) {
  aim = message ? { what, message } : null;
  $("about-to").hidden = !aim;
  if (!aim) return;
  $("about-to-text").textContent = word(what === "edit" ? "editing" : "replying");
  if (what === "edit") $("text").value = message.text;
  $("text").focus();
  grow();
}

function draw(message) {
  const id = "m" + message.message_id;
  let box = $(id);
  if (!box) {
    box = document.createElement("article");
    box.id = id;
    const after = [...$("log").children].find((other) => Number(other.id.slice(1)) > message.message_id);
    $("log").insertBefore(box, after || null);
  }
  const focused = box.contains(document.activeElement);
  fill(box, message, actions);
  if (focused) {
    box.tabIndex = -1;
    box.focus({ preventScroll: true });
  }
  return box;
}

// Only the chat scrolls, never the page around it.
function bringUp(box, edge) {
  const room = $("chat").getBoundingClientRect();
  const at = box.getBoundingClientRect();
  $("chat").scrollTop += edge === "start" ? at.top - room.top - 12 : at.bottom - room.bottom + 12;
}

function say(text, alert = false) {
  if (!text) return;
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { $("toast").hidden = true; }, alert ? 10000 : 5000);
}

function status(key = "trial") {
  $("status").textContent = word(key);
  clearTimeout(status.timer);
  if (key === "typing") status.timer = setTimeout(status, 5000);
}

function clockSays() {
  $("clock-says").textContent = shift ? word("clock-set", { at: moment(Date.now() + shift * 1000) }) : word("clock-real");
}

const events = {
  all({ messages: found }) {
    messages.clear();
    $("log").replaceChildren();
    for (const message of found) events.message({ message });
  },
  message({ message }) {
    messages.set(message.message_id, message);
    // A long answer is read from its first line, so that line is brought into view, not the last.
    bringUp(draw(message), message.from.is_bot ? "start" : "end");
    status();
  },
  edit({ message }) {
    messages.set(message.message_id, message);
    const box = draw(message);
    if (message.from.is_bot) bringUp(box, "start");
  },
  delete({ ids }) {
    const seen = ids.filter((id) => messages.delete(id));
    for (const id of seen) {
      const box = $("m" + id);
      if (box.contains(document.activeElement)) $("text").focus();
      box.remove();
    }
    if (seen.length) say(word("gone", { n: seen.length }));
  },
  toast({ text, alert }) { say(text, alert); },
  action() { status("typing"); },
  clock(event) { shift = event.shift; clockSays(); },
  banner({ texts }) {
    events.banner.texts = texts;
    $("banner-text").textContent = texts[spoken()] || Object.values(texts)[0];
    $("banner").hidden = false;
  },
};

async function begin(known) {
  person = 0;
  const answer = await post("person", { person: known, language_code: $("code").value });
  person = (await answer.json()).person;
  sessionStorage.setItem("person", person);
  if (stream) stream.close();
  stream = new EventSource("/page/events?person=" + person);
  stream.addEventListener("message", (event) => {
    const told = JSON.parse(event.data);
    if (events[told.kind]) events[told.kind](told);
  });
  stream.addEventListener("error", () => status("lost"));
  stream.addEventListener("open", () => status());
}

async function send(text) {
  if (!text.trim()) return;
  const about = aim;
  $("text").value = "";
  grow();
  aimAt(null, null);
  if (about) await post(about.what === "edit" ? "edit" : "send", { text, message_id: about.message.message_id });
  else await post("send", { text });
}

function grow() {
  $("text").rows = Math.min(6, $("text").value.split("\n").length + Math.floor($("text").value.length / 60));
}

function toggle(button, panel, open = panel.hidden) {
  panel.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
}

function choice(text, act, note = "") {
  const button = document.createElement("button");
  button.type = "button";
  button.append(text);
  if (note) {
    const said = document.createElement("span");
    said.textContent = " " + note;
    button.append(said);
  }
  button.addEventListener("click", () => {
    closePanels();
    $("text").focus();
    act();
  });
  return button;
}

function closePanels() {
  toggle($("attach"), $("kinds"), false);
  toggle($("menu"), $("commands"), false);
}

async function openCommands() {
  const found = await (await post("commands")).json();
  $("commands").replaceChildren(...found.map((c) => choice("/" + c.command, () => send("/" + c.command), c.description)));
  toggle($("attach"), $("kinds"), false);
  toggle($("menu"), $("commands"));
}

function language(chosen) {
  speak(chosen);
  localStorage.setItem("language", chosen);
  $("code").replaceChildren(...CODES.map((code) => new Option(tongue(code), code, false, code === $("code").value)));
  $("kinds").replaceChildren(...KINDS.map((kind) => choice(word(kind), () => post("kind", { kind }))));
  for (const message of messages.values()) draw(message);
  if (events.banner.texts && !$("banner").hidden) events.banner({ texts: events.banner.texts });
  if (aim) $("about-to-text").textContent = word(aim.what === "edit" ? "editing" : "replying");
  $("text").placeholder = word("write");
  status();
  clockSays();
}

$("compose").addEventListener("submit", (event) => { event.preventDefault(); send($("text").value); });
$("text").addEventListener("input", grow);
$("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send($("text").value);
  } else if (event.key === "ArrowUp" && !$("text").value) {
    const own = [...messages.values()].filter((m) => !m.from.is_bot && m.text !== undefined).at(-1);
    if (own) { event.preventDefault(); aimAt("edit", own); }
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (aim) aimAt(null, null);
  if (!$("settings").hidden) { toggle($("settings-toggle"), $("settings"), false); $("settings-toggle").focus(); }
  closePanels();
});
$("settings-toggle").addEventListener("click", () => { closePanels(); toggle($("settings-toggle"), $("settings")); });
$("attach").addEventListener("click", () => { toggle($("menu"), $("commands"), false); toggle($("attach"), $("kinds")); });
$("menu").addEventListener("click", openCommands);
$("about-to-cancel").addEventListener("click", () => { if (aim.what === "edit") $("text").value = ""; aimAt(null, null); $("text").focus(); });
$("banner-close").addEventListener("click", () => { $("banner").hidden = true; });
$("page-language").addEventListener("change", () => language($("page-language").value));
$("code").addEventListener("change", () => post("language", { language_code: $("code").value }));
$("fresh").addEventListener("click", async () => { await begin(0); say(word("fresh-done")); });
$("clock").addEventListener("change", () => { if ($("clock").value) post("clock", { at: $("clock").value + "+09:00" }); });
$("clock-now").addEventListener("click", () => { $("clock").value = ""; post("clock", { at: null }); });

const asked = new URLSearchParams(location.search).get("lang") || localStorage.getItem("language") || navigator.language || "ko";
const first = LANGUAGES.find((name) => asked.startsWith(name)) || "en";
$("page-language").value = first;
language(first);
$("code").value = first;
setInterval(clockSays, 30000);
await begin(Number(sessionStorage.getItem("person")) || 0);
await post("language", { language_code: $("code").value });
$("text").focus();
