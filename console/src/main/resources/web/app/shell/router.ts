import type { TemplateResult } from 'lit';
import type { Role } from '../api/types';

export type Parameters = Readonly<Record<string, string>>;

/** A page. `path` is what stands after `#`; a part that begins with a colon is a parameter. */
export interface Route {
  path: string;
  title: string;
  /** Roles that may see it; all if absent. */
  roles?: Role[];
  /** Whether it is shown to people who are not signed in, too. */
  open?: boolean;
  render: (parameters: Parameters) => TemplateResult;
}

export interface Match { route: Route; parameters: Parameters }

/** The address of a page within the page. */
export function href(...parts: string[]): string {
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

/** Goes to another page. */
export function go(...parts: string[]): void {
  location.hash = href(...parts);
}

/** The first route that fits what stands after `#`. */
export function match(routes: readonly Route[], hash: string): Match | null {
  const parts = hash.replace(/^#?\/?/, '').split('?')[0]!.split('/').filter(Boolean);
  for (const route of routes) {
    const parameters = fit(route.path.split('/').filter(Boolean), parts);
    if (parameters) return { route, parameters };
  }
  return null;
}

function fit(pattern: readonly string[], parts: readonly string[]): Parameters | null {
  if (pattern.length !== parts.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, wanted] of pattern.entries()) {
    const part = parts[index]!;
    if (wanted.startsWith(':')) parameters[wanted.slice(1)] = decode(part);
    else if (wanted !== part) return null;
  }
  return parameters;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
