import { useCsrfToken } from '../api/http';
import type { Role, Session } from '../api/types';

let current: Session | null = null;
const watchers = new Set<() => void>();

/** Who is signed in, or null. */
export function session(): Session | null {
  return current;
}

/** The signed-in person; to be asked for only on pages that need one. */
export function me(): Session {
  if (!current) throw new Error('nobody is signed in');
  return current;
}

/** Whether the signed-in person has one of these roles. */
export function has(...roles: Role[]): boolean {
  return current !== null && roles.includes(current.role);
}

/** Takes a session over, or none. */
export function useSession(next: Session | null): void {
  current = next;
  useCsrfToken(next?.csrfToken ?? '');
  watchers.forEach((watcher) => watcher());
}

/** Calls back whenever somebody signs in or out; gives the function that ends that. */
export function watchSession(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
