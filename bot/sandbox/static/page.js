"use strict";
const WORDS = {
  ko: { settings: "설정", page: "이 페이지의 말", code: "앱 언어", clock: "시각 바꾸기", "clock-now": "지금 시각으로", fresh: "새 사람으로 시작", chat: "대화",
    hint: "여기는 시험용 대화예요. 실제 텔레그램으로 아무것도 나가지 않아요.", write: "메시지", send: "보내기", attach: "다른 것 보내기", photo: "사진", voice: "음성",
    document: "파일", contact: "연락처", location: "위치", sticker: "스티커", edited: "수정됨", copied: "복사했어요", you: "나", bot: "곁", leaves: "새 창에서 열려요" },
  en: { settings: "Settings", page: "This page in", code: "App language", clock: "Set the clock", "clock-now": "Back to now", fresh: "Start as somebody new", chat: "Chat",
    hint: "This is a trial chat. Nothing leaves for the real Telegram.", write: "Message", send: "Send", attach: "Send something else", photo: "Photo", voice: "Voice",
    document: "File", contact: "Contact", location: "Location", sticker: "Sticker", edited: "edited", copied: "Copied", you: "You", bot: "Gyeot", leaves: "opens a new window" },
};
const $ = (id) => document.getElementById(id);
const messages = new Map();
let words = WORDS.ko;

function act(what, more = {}) {
  return fetch("/act/" + what, { method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ language_code: $("code").value, ...more }) });
}

function speak(language) {
  words = WORDS[language];
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = words[element.dataset.t];
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", words[element.dataset.label]);
  for (const message of messages.values()) draw(message);
}

// Telegram's markup was checked by the stand-in; here only bold and the like are let through, as elements.
function write(target, html) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  const copy = (from, to) => {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) to.append(node.textContent);
      else if (["B", "I", "U", "S", "CODE"].includes(node.tagName)) {
        const element = document.createElement(node.tagName);
        copy(node, element);
        to.append(element);
      } else copy(node, to);
    }
  };
  target.replaceChildren();
  copy(parsed, target);
}

function key(message, button) {
  if (button.url) {
    const link = document.createElement("a");
    link.href = button.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.textContent = button.text;
    link.title = words.leaves;
    return link;
  }
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = button.text;
  if (button.copy_text) {
    element.className = "copy";
    element.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(button.copy_text.text); } catch { /* no clipboard here: the number stands in the text too */ }
      toast(words.copied + " " + button.copy_text.text);
    });
  } else {
    element.addEventListener("click", () => act("press", { message_id: message.message_id, data: button.callback_data }));
  }
  return element;
}

function draw(message) {
  const id = "m" + message.message_id;
  const mine = !message.from.is_bot;
  let box = $(id);
  if (!box) {
    box = document.createElement("article");
    box.id = id;
    box.className = "message" + (mine ? " mine" : "");
    const after = [...$("log").children].find((other) => Number(other.id.slice(1)) > message.message_id);
    $("log").insertBefore(box, after || null);
  }
  box.setAttribute("aria-label", mine ? words.you : words.bot);
  const bubble = document.createElement("div");
  bubble.className = "bubble";
  if (message.html !== undefined) write(bubble, message.html);
  else bubble.textContent = message.text || "[" + (words[["photo", "voice", "document", "contact", "location", "sticker"].find((k) => message[k])] || "…") + "]" + (message.caption ? " " + message.caption : "");
  const keys = document.createElement("div");
  keys.className = "keys";
  for (const row of (message.reply_markup || {}).inline_keyboard || []) {
    const line = document.createElement("div");
    line.append(...row.map((button) => key(message, button)));
    keys.append(line);
  }
  const focused = box.contains(document.activeElement);
  box.replaceChildren(bubble, keys);
  if (message.edit_date && mine) {
    const note = document.createElement("span");
    note.className = "edited";
    note.textContent = words.edited;
    box.append(note);
  }
  if (focused) { box.tabIndex = -1; box.focus({ preventScroll: true }); }
  return box;
}

function toast(text) {
  if (!text) return;
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { $("toast").hidden = true; }, 4000);
}

function show(event) {
  if (event.kind === "all") {
    messages.clear();
    $("log").replaceChildren();
    for (const message of event.messages) show({ kind: "message", message });
  } else if (event.kind === "message" || event.kind === "edit") {
    messages.set(event.message.message_id, event.message);
    const box = draw(event.message);
    // A long answer is read from its first line, so that line is brought into view, not the last.
    box.scrollIntoView({ block: event.message.from.is_bot ? "start" : "end" });
  } else if (event.kind === "delete") {
    for (const id of event.ids) { messages.delete(id); const box = $("m" + id); if (box) box.remove(); }
  } else if (event.kind === "toast") toast(event.text);
  else if (event.kind === "banner") { $("banner").textContent = event.texts[document.documentElement.lang]; $("banner").hidden = false; }
}

function toggle(button, panel) {
  const open = panel.hidden;
  panel.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
}

async function send(text) {
  if (!text.trim()) return;
  $("text").value = "";
  await act("send", { text });
}

$("compose").addEventListener("submit", (event) => { event.preventDefault(); send($("text").value); });
$("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send($("text").value); }
});
$("settings-toggle").addEventListener("click", () => toggle($("settings-toggle"), $("settings")));
$("attach").addEventListener("click", () => toggle($("attach"), $("kinds")));
$("kinds").addEventListener("click", (event) => {
  const { kind, command } = event.target.dataset;
  if (!kind && !command) return;
  toggle($("attach"), $("kinds"));
  if (kind) act("kind", { kind });
  else act("send", { text: command });
});
$("page-language").addEventListener("change", () => speak($("page-language").value));
$("fresh").addEventListener("click", () => act("new"));
$("clock").addEventListener("change", () => { if ($("clock").value) act("clock", { at: new Date($("clock").value).toISOString() }); });
$("clock-now").addEventListener("click", () => { $("clock").value = ""; act("clock", { at: null }); });

const language = (new URLSearchParams(location.search).get("lang") || navigator.language || "ko").startsWith("ko") ? "ko" : "en";
$("page-language").value = language;
$("code").value = language;
speak(language);
new EventSource("/events").addEventListener("message", (event) => show(JSON.parse(event.data)));
$("text").focus();
