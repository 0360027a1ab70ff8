// Talking with the sandbox: the control API, as the person who sits at this window.

/** What a person in Slack could not do; the message is the sandbox's own, in English. */
export class Impossible extends Error {}

/** The sandbox cannot be reached. `reading`: nothing was to be done there; it is read again when the sandbox is back. */
export class Away extends Error {
  constructor(message, reading = false) {
    super(message);
    this.reading = reading;
  }
}

let person = "";
const workspace = new URLSearchParams(location.search).get("workspace") ?? "";

/** Whose deeds `act` does from now on (desk.js says so). */
export function actAs(userId) {
  person = userId;
}

const unanswered = new Set();

/** Call `fn()` whenever something could not be read, for the sandbox was away. */
export const onUnanswered = (fn) => unanswered.add(fn);

function away(problem, reading) {
  if (reading) for (const fn of unanswered) fn();
  return new Away(String(problem), reading);
}

async function ask(verb, path, given, body) {
  const asked = Object.entries({ ...(workspace && { workspace }), ...given }).filter(([, value]) => value !== undefined && value !== null);
  const query = new URLSearchParams(asked.map(([key, value]) => [key, String(value)]));
  const address = `/control/${path.replace(/^\//, "")}${query.size ? `?${query}` : ""}`;
  let response;
  try {
    response = await fetch(address, {
      method: verb,
      headers: body === undefined ? undefined : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (problem) {
    throw away(problem, verb === "GET");
  }
  const answer = await response.json().catch(() => ({}));
  if (response.status === 400) throw new Impossible(answer.error ?? "?");
  if (!response.ok) throw new Away(`${verb} ${path}: ${response.status}`);
  return answer;
}

/** GET /control/{path}; empty params are left out. */
export const get = (path, params = {}) => ask("GET", path, params);

/** POST /control/acts/{name} as the person at this window; `body.user` names somebody else. */
export const act = (name, body = {}) => ask("POST", `acts/${name}`, {}, { user: person, ...body });

export const post = (path, body = {}) => ask("POST", path, {}, body);
export const put = (path, body = {}) => ask("PUT", path, {}, body);
export const patch = (path, body = {}) => ask("PATCH", path, {}, body);
export const del = (path, body) => ask("DELETE", path, {}, body);
