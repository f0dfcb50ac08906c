"use strict";
const $ = id => document.getElementById(id);
const shares = [["delay", "delay", 10, "s"], ["loss", "loss", 1, ""], ["duplicates", "duplicates", 1, ""],
  ["reorder", "reorder", 1, ""], ["tooMany", "429", 1, ""], ["serverErrors", "500", 1, ""]];
const ticks = {queued: "◷", accepted: "◷", sending: "◷", sent: "✓", delivered: "✓✓", read: "✓✓"};
let number = decodeURIComponent(location.hash.slice(1)) || null;
let answering = null;
let shown = "";

async function call(method, path, body) {
  const answer = await fetch(path, {method, headers: body ? {"Content-Type": "application/json"} : {},
    body: body ? JSON.stringify(body) : undefined});
  const text = await answer.text();
  const json = text ? JSON.parse(text) : {};
  if (!answer.ok) throw new Error(json.detail || "answered " + answer.status);
  return json;
}

function make(tag, text, name) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (name) element.className = name;
  return element;
}

function clock(at) {
  const time = make("time", new Date(at).toLocaleTimeString());
  time.dateTime = at;
  return time;
}

function open(next) {
  const digits = next.replace(/[^\d.A-Za-z]/g, "");
  number = next.includes(".") ? next : "+" + digits;
  location.hash = encodeURIComponent(number);
  answering = null;
  shown = "";
  document.body.classList.add("chatting");
  $("handset").hidden = false;
  $("contact").textContent = number;
  $("told").textContent = "";
  look().then(() => $("compose-text").focus());
}

function words(bubble) {
  if (bubble.reaction) return bubble.reaction + " to a message";
  return bubble.text + (bubble.mediaUrl ? " [" + bubble.mediaUrl + "]" : "");
}

function line(bubble) {
  const item = make("li", undefined, (bubble.ours ? "ours " : "theirs ") + bubble.channel);
  const arrived = bubble.status === "delivered" || bubble.status === "read";
  if (bubble.ours && !arrived) item.classList.add("unseen");
  item.append(make("span", words(bubble)));
  const foot = make("div", undefined, "foot");
  foot.append(make("span", bubble.channel === "sms" ? "SMS" : bubble.provider), clock(bubble.at));
  foot.append(bubble.ours ? state(bubble) : make("span", "answered " + bubble.status, bubble.status === "200" ? "" : "failed"));
  if (bubble.readAt) foot.append(make("span", "✓✓ read", "tick-read"));
  if (bubble.ours && arrived) {
    const answer = make("button", "Answer");
    answer.type = "button";
    answer.onclick = () => answerTo(bubble);
    foot.append(answer);
    if (bubble.provider === "meta") {
      const like = make("button", "👍");
      like.type = "button";
      like.setAttribute("aria-label", "React with thumbs up");
      like.onclick = () => write({provider: "meta", from: number, reaction: "👍", replyTo: bubble.id});
      foot.append(like);
    }
  }
  item.append(foot);
  return item;
}

function state(bubble) {
  if (bubble.errorCode) return make("span", "✗ " + bubble.status + " " + bubble.errorCode, "failed");
  const mark = make("span", (ticks[bubble.status] || "") + " " + bubble.status);
  if (bubble.status === "read") mark.className = "tick-read";
  return mark;
}

function answerTo(bubble) {
  answering = bubble;
  $("way").value = bubble.provider + " " + bubble.channel;
  $("answering").hidden = false;
  $("answering").firstElementChild.textContent = "Answers: " + words(bubble).slice(0, 60);
  $("compose-text").focus();
}

async function write(inbound) {
  try {
    const told = await call("POST", "/api/inbound", inbound);
    $("told").textContent = "Webhook signed, answered " + told.webhookStatus + " in " + told.ms + " ms";
    $("told").className = told.webhookStatus === 200 ? "" : "bad";
    $("compose-text").value = "";
    answering = null;
    $("answering").hidden = true;
    look();
  } catch (problem) {
    $("told").textContent = problem.message;
    $("told").className = "bad";
  }
}

async function thread() {
  if (!number) return;
  const chat = await call("GET", "/api/chats/" + encodeURIComponent(number));
  for (const habit of ["blocked", "offline", "whatsapp"]) $(habit).checked = chat.handset[habit];
  const now = JSON.stringify([chat.bubbles, chat.typing]);
  if (now === shown) return;
  shown = now;
  const list = $("thread");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  list.replaceChildren(...chat.bubbles.map(line));
  if (!chat.bubbles.length) list.append(make("p", "Nothing yet. Write below as this customer.", "empty"));
  if (chat.typing) list.append(make("li", "writes …", "ours typing"));
  if (atEnd) list.scrollTop = list.scrollHeight;
}

async function chats() {
  const all = (await call("GET", "/api/chats")).chats;
  $("no-chats").hidden = all.length > 0;
  const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.number : null;
  $("chats").replaceChildren(...all.map(chat => {
    const item = make("li");
    const button = make("button");
    button.type = "button";
    button.dataset.number = chat.number;
    button.setAttribute("aria-current", String(chat.number === number));
    button.append(make("span", chat.number, "number"), clock(chat.last.at), make("span", words(chat.last), "last"));
    button.onclick = () => open(chat.number);
    item.append(button);
    return item;
  }));
  if (focused) document.querySelector(`[data-number="${CSS.escape(focused)}"]`)?.focus();
}

async function rejected() {
  const all = (await call("GET", "/api/rejected")).rejections;
  $("rejected-count").textContent = all.length;
  if (!$("rejected").open) return;
  $("rejected-list").replaceChildren(...all.slice(0, 20).map(one => {
    const item = make("li", one.provider + " ");
    item.append(clock(one.at), ...one.problems.map(problem => make("span", problem, "problem")),
      make("code", JSON.stringify(one.request)));
    return item;
  }));
}

async function look() {
  try {
    await Promise.all([chats(), thread(), rejected()]);
    $("connection").textContent = "live";
    $("connection").className = "";
  } catch (problem) {
    $("connection").textContent = "The simulator does not answer; trying again.";
    $("connection").className = "lost";
  }
}

async function chaos() {
  const now = await call("GET", "/api/chaos");
  $("sliders").replaceChildren(...shares.map(([field, name, most, unit]) => {
    const row = make("div", undefined, "slider");
    const label = make("label", name);
    const range = make("input");
    const value = make("output", now[field] + unit);
    range.id = label.htmlFor = "chaos-" + field;
    Object.assign(range, {type: "range", min: 0, max: most, step: most / 20, value: now[field]});
    range.oninput = () => { value.textContent = range.value + unit; };
    range.onchange = async () => call("PUT", "/api/chaos", {...await call("GET", "/api/chaos"), [field]: Number(range.value)});
    row.append(label, range, value);
    return row;
  }));
}

async function fates() {
  const all = (await call("GET", "/api/fates")).fates;
  $("fates").replaceChildren(...all.map(fate => {
    const option = make("option", fate.says);
    option.value = "+1415555" + fate.endsIn;
    return option;
  }));
  $("fate-picker").replaceChildren(...all.map(fate => {
    const item = make("li");
    const button = make("button");
    button.type = "button";
    button.append(make("b", fate.endsIn), " " + fate.says);
    button.onclick = () => open("+1415555" + fate.endsIn);
    item.append(button);
    return item;
  }));
}

$("open").onsubmit = event => { event.preventDefault(); open($("number").value); };
$("back").onclick = () => { document.body.classList.remove("chatting"); number = null; location.hash = ""; $("handset").hidden = true; look(); };
$("not-answering").onclick = () => { answering = null; $("answering").hidden = true; };
$("compose").onsubmit = event => {
  event.preventDefault();
  const [provider, channel] = $("way").value.split(" ");
  const inbound = {provider, channel, from: number, text: $("compose-text").value};
  if (answering && answering.provider === provider) inbound.replyTo = answering.id;
  write(inbound);
};
for (const habit of ["blocked", "offline", "whatsapp"]) {
  $(habit).onchange = async () => {
    const path = "/api/handsets/" + encodeURIComponent(number);
    await call("PUT", path, {...await call("GET", path), [habit]: $(habit).checked});
  };
}
function later(now) {
  const hours = Math.round((Date.parse(now.now) - Date.now()) / 3600000);
  $("ahead").textContent = hours ? hours + " h ahead" : "";
}
for (const button of document.querySelectorAll("[data-forward]")) {
  button.onclick = async () => { later(await call("POST", "/api/clock", {forward: button.dataset.forward})); look(); };
}
call("GET", "/api/clock").then(later);
$("calm").onclick = async () => { await call("DELETE", "/api/chaos"); chaos(); };
$("rejected").ontoggle = look;
document.addEventListener("keydown", event => { if (event.key === "Escape" && number) $("back").click(); });

fates();
chaos();
if (number) open(number); else look();
setInterval(() => { if (!document.hidden) look(); }, 1000);
