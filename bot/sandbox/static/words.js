// The page's own texts in the chosen language (words.json), and how times are written in it.
const WORDS = await (await fetch("/static/words.json")).json();
let language = "ko";

export const LANGUAGES = Object.keys(WORDS);

export function speak(chosen) {
  language = chosen in WORDS ? chosen : "en";
  document.documentElement.lang = language;
  document.title = word("name");
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = word(element.dataset.t);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", word(element.dataset.label));
}

export function spoken() {
  return language;
}

export function word(key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Times are shown as in Seoul, which is the time that opening hours are told in.
const SEOUL = { timeZone: "Asia/Seoul", hourCycle: "h23" };

export function time(seconds) {
  return new Intl.DateTimeFormat(language, { ...SEOUL, hour: "2-digit", minute: "2-digit" }).format(seconds * 1000);
}

export function moment(milliseconds) {
  return new Intl.DateTimeFormat(language, { ...SEOUL, dateStyle: "full", timeStyle: "short" }).format(milliseconds);
}

export function tongue(code) {
  return code ? `${new Intl.DisplayNames(language, { type: "language" }).of(code)} (${code})` : word("none");
}
