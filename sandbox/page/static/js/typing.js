// Between what people see in a text field and what Slack keeps: mentions, rooms, escapes.

import { desk } from "./desk.js";
import { emojiChar } from "./emoji.js";

const longestFirst = (a, b) => b[0].length - a[0].length;

function mentionables() {
  const people = [...desk.users.values()].filter((user) => !user.deleted && user.id !== "USLACKBOT");
  const rooms = [...desk.channels.values()].filter((channel) => channel.kind === "channel" || channel.kind === "group");
  return [
    ...people.map((user) => [`@${desk.name(user.id)}`, `<@${user.id}>`]),
    ...rooms.map((channel) => [`#${channel.name}`, `<#${channel.id}>`]),
  ].sort(longestFirst);
}

/** "@佐藤 …" and "#営業" as the sandbox takes them: "<@U…>", "<#C…>". The longest name that fits counts. */
export function toSend(text) {
  const known = mentionables();
  let sent = "";
  for (let at = 0; at < text.length; ) {
    const found = text[at] === "@" || text[at] === "#" ? known.find(([shown]) => text.startsWith(shown, at)) : null;
    sent += found ? found[1] : text[at];
    at += found ? found[0].length : 1;
  }
  return sent;
}

const SPAN = /<(@|#|!|https?:\/\/|mailto:)([^<>|]*)(?:\|([^<>]*))?>/g;

/** Stored text as somebody would type it. */
export function plainOf(text) {
  return (text ?? "")
    .replace(SPAN, (whole, kind, rest, label) => {
      if (kind === "@") return `@${desk.name(rest)}`;
      if (kind === "#") return `#${desk.channelName(rest)}`;
      if (kind === "!") return `@${rest}`;
      return label && !whole.includes(`//${label}`) ? `${label} ${kind}${rest}` : `${kind}${rest}`;
    })
    .replace(/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g, (_, name) => emojiChar(name))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
