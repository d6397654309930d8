import { Problem } from './problem';

const CSRF_HEADER = 'X-Millrace-CSRF';
let csrfToken = '';

/** Sent on `window` when the server says that nobody is signed in any more. */
export const SIGNED_OUT = 'millrace:signed-out';

/** Remembers the token that proves to the server that a change comes from this page. */
export function useCsrfToken(token: string): void {
  csrfToken = token;
}

/** Reads a resource. */
export function get<T>(path: string): Promise<T> {
  return json<T>('GET', path);
}

/** Sends a request that changes something, or that asks with a body. */
export function send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  return json<T>(method, path, body, headers);
}

/** The text of an answer, such as CSV. */
export async function text(method: 'GET' | 'POST', path: string, body?: unknown): Promise<string> {
  return (await answer(method, path, body, {})).text();
}

/** A path with its parameters; what is undefined, null or empty is left out. */
export function withQuery(path: string, parameters: Record<string, string | number | boolean | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  const written = query.toString();
  return written ? `${path}?${written}` : path;
}

async function json<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const content = await (await answer(method, path, body, headers)).text();
  return (content ? JSON.parse(content) : undefined) as T;
}

async function answer(method: string, path: string, body: unknown, more: Record<string, string>): Promise<Response> {
  const headers: Record<string, string> = { ...more };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && csrfToken) headers[CSRF_HEADER] = csrfToken;
  let response: Response;
  try {
    response = await fetch(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  } catch {
    throw Problem.unreachable();
  }
  if (response.ok) return response;
  const problem = await Problem.of(response);
  if (response.status === 401 && csrfToken) window.dispatchEvent(new Event(SIGNED_OUT));
  throw problem;
}
