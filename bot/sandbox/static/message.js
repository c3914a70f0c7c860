// One message as an element: formatted text, inline buttons, what belongs beside it.
import { time, word } from "./words.js";

const TAGS = { bold: "B", italic: "I", underline: "U", strikethrough: "S", code: "CODE", pre: "PRE", blockquote: "BLOCKQUOTE", expandable_blockquote: "BLOCKQUOTE" };
const KINDS = ["photo", "video", "voice", "document", "contact", "location", "sticker", "poll"];
const LINK = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/g;

export function link(url) {
  const element = document.createElement("a");
  element.href = url;
  element.target = "_blank";
  element.rel = "noopener noreferrer";
  return element;
}

function plain(target, text) {
  let at = 0;
  for (const found of text.matchAll(LINK)) {
    const element = link(found[0]);
    element.textContent = found[0];
    target.append(text.slice(at, found.index), element);
    at = found.index + found[0].length;
  }
  target.append(text.slice(at));
}

// Entities count UTF-16 units, as JavaScript does. They nest and never cross.
function write(target, text, entities, from, to) {
  let at = from;
  while (entities.length && entities[0].offset < to) {
    const entity = entities.shift();
    const end = entity.offset + entity.length;
    plain(target, text.slice(at, entity.offset));
    const element = entity.type === "text_link" && /^(https?|tel|mailto):/.test(entity.url) ? link(entity.url) : document.createElement(TAGS[entity.type] || "SPAN");
    if (entity.type === "text_link") element.append(text.slice(entity.offset, end));
    else write(element, text, entities, entity.offset, end);
    while (entities.length && entities[0].offset < end) entities.shift();
    target.append(element);
    at = end;
  }
  plain(target, text.slice(at, to));
}

// Small drawings instead of signs that not every font has.
const MARKS = { copy: "M5 5V2h9v9h-3M2 5h9v9H2z", leave: "M5 11 12 4M6 4h6v6" };

function sign(mark, text) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("class", "mark");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", MARKS[mark]);
  drawing.append(path);
  const said = document.createElement("span");
  said.className = "hidden";
  said.textContent = " (" + text + ")";
  return [drawing, said];
}

function key(message, button, actions) {
  if (button.url) {
    const element = link(button.url);
    element.dir = "auto";
    element.append(button.text, ...sign("leave", word("leaves")));
    return element;
  }
  const element = document.createElement("button");
  element.type = "button";
  element.dir = "auto";
  element.append(button.text);
  if (button.copy_text) {
    element.className = "copy";
    element.append(...sign("copy", word("copies")));
    element.addEventListener("click", () => actions.copy(button.copy_text.text));
  } else {
    element.addEventListener("click", () => actions.press(message, button.callback_data));
  }
  return element;
}

function bubble(message) {
  const element = document.createElement("div");
  element.className = "bubble";
  if (message.reply_to_message) {
    const quoted = document.createElement("p");
    quoted.className = "quoted";
    quoted.textContent = (message.reply_to_message.text || "…").split("\n")[0].slice(0, 80);
    element.append(quoted);
  }
  const kind = KINDS.find((name) => message[name]);
  if (kind) {
    const box = document.createElement("p");
    box.className = "thing " + kind;
    box.textContent = word(kind) + " · " + word("empty");
    element.append(box);
  }
  const text = message.text || message.caption || "";
  const body = document.createElement("div");
  body.className = "text";
  body.dir = "auto";
  write(body, text, [...(message.entities || message.caption_entities || [])], 0, text.length);
  element.append(body);
  if (message.preview !== false && message.from.is_bot && body.querySelector("a")) {
    const note = document.createElement("p");
    note.className = "thing";
    note.textContent = word("preview");
    element.append(note);
  }
  return element;
}

function foot(message, actions) {
  const element = document.createElement("p");
  element.className = "foot";
  const mine = !message.from.is_bot;
  if (!mine || message.text !== undefined) {
    const act = document.createElement("button");
    act.type = "button";
    act.textContent = word(mine ? "edit" : "reply");
    act.addEventListener("click", () => (mine ? actions.edit(message) : actions.reply(message)));
    element.append(act);
  }
  const note = document.createElement("span");
  note.textContent = (mine && message.edit_date ? word("edited") + " · " : "") + time(message.date);
  element.append(note);
  return element;
}

export function fill(box, message, actions) {
  const mine = !message.from.is_bot;
  box.className = "message" + (mine ? " mine" : "");
  box.setAttribute("aria-label", word(mine ? "you" : "bot"));
  const keys = document.createElement("div");
  keys.className = "keys";
  for (const row of (message.reply_markup || {}).inline_keyboard || []) {
    const line = document.createElement("div");
    line.append(...row.map((button) => key(message, button, actions)));
    keys.append(line);
  }
  box.replaceChildren(bubble(message), ...(keys.children.length ? [keys] : []), foot(message, actions));
}
