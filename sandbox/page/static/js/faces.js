// People's pictures and names, as they stand beside messages and in lists.

import { desk } from "./desk.js";
import { h } from "./dom.js";

/** The picture of a person or the app; decoration, since the name always stands beside it. */
export function face(userId, size = 36) {
  const user = desk.users.get(userId);
  if (!user || user.bot_id) return letter(user?.real_name ?? "?", size);
  return h("img", { class: "face", src: `/page/pictures/${user.id}.png?${user.color}`, alt: "", width: size, height: size, loading: "lazy", decoding: "async" });
}

function letter(name, size) {
  return h("span", { class: "face app", "aria-hidden": "true", style: { width: `${size}px`, height: `${size}px`, fontSize: `${size * 0.5}px` } }, [...name][0] ?? "?");
}

/** What is known of a message's author: {id, name, app, known}. */
export function authorOf(message) {
  const id = message.user ?? "";
  const user = desk.users.get(id);
  const app = Boolean(message.bot_id || user?.bot_id);
  const name = message.username || (user ? (user.bot_id ? user.real_name : desk.name(id)) : desk.app.name || id);
  return { id, name, app, known: Boolean(user) };
}

/** The name to speak of somebody with: without what they have added to it for others to see (titles, places). */
export function calledName(userId) {
  const user = desk.users.get(userId);
  return user?.real_name || desk.name(userId);
}

/** What to know of a person before being them. */
export const departmentOf = (user) => user.department || user.title || "";
