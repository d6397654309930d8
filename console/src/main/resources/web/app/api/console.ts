import { get, send, withQuery } from './http';
import type {
  AuditEntry, Capture, Health, Integration, IntegrationChange, Invitation, InvitationInfo, Key, KeyWithText, Listing, NewKey, Organization, Role,
  Session, SessionEntry, Setup, SignInOptions, User,
} from './types';

const MOST = 500;
const item = (path: string, id: string): string => `${path}/${encodeURIComponent(id)}`;

/** All parts of a list, one after the other. */
async function all<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const part: Listing<T> = await get<Listing<T>>(withQuery(path, { limit: MOST, cursor }));
    items.push(...part.items);
    cursor = part.next;
  } while (cursor);
  return items;
}

/** A creation that may be sent again without making a second thing. */
function create<T>(path: string, body: unknown): Promise<T> {
  return send<T>('POST', path, body, { 'Idempotency-Key': requestKey() });
}

function requestKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const session = {
  current: () => get<Session>('/api/session'),
  options: () => get<SignInOptions>('/api/session/options'),
  signIn: (user: string, password: string) => send<Session>('POST', '/api/session', { user, password }),
  signOut: () => send<void>('DELETE', '/api/session'),
  setPassword: (current: string, password: string) => send<Session>('PUT', '/api/session/password', { current, password }),
  everywhere: () => get<SessionEntry[]>('/api/session/all'),
  signOutEverywhere: () => send<void>('DELETE', '/api/session/all'),
};

export const organization = {
  get: () => get<Organization>('/api/organization'),
  rename: (displayName: string) => send<Organization>('PATCH', '/api/organization', { displayName }),
};

export const integrations = {
  all: () => all<Integration>('/api/integrations'),
  get: (id: string) => get<Integration>(item('/api/integrations', id)),
  create: (request: IntegrationChange) => create<Integration>('/api/integrations', request),
  change: (id: string, change: IntegrationChange) => send<Integration>('PATCH', item('/api/integrations', id), change),
  remove: (id: string) => send<void>('DELETE', item('/api/integrations', id)),
  health: (id: string) => get<Health>(`${item('/api/integrations', id)}/health`),
  setup: (id: string, capture: Capture) => get<Setup>(withQuery(`${item('/api/integrations', id)}/setup`, { ...capture })),
};

export const keys = {
  all: () => all<Key>('/api/keys'),
  create: (request: NewKey) => create<KeyWithText>('/api/keys', request),
  rotate: (id: string, overlapHours: number) => send<KeyWithText>('POST', `${item('/api/keys', id)}/rotate`, { overlapHours }),
  revoke: (id: string) => send<void>('DELETE', item('/api/keys', id)),
};

export const users = {
  all: () => all<User>('/api/users'),
  change: (id: string, change: { role?: Role; displayName?: string }) => send<User>('PATCH', item('/api/users', id), change),
  remove: (id: string) => send<void>('DELETE', item('/api/users', id)),
  resetPassword: (id: string) => send<{ oneTimePassword: string }>('POST', `${item('/api/users', id)}/password-reset`),
  signOut: (id: string) => send<void>('DELETE', `${item('/api/users', id)}/sessions`),
};

export const invitations = {
  all: () => all<Invitation>('/api/invitations'),
  create: (signInName: string, role: Role) => send<Invitation>('POST', '/api/invitations', { signInName, role }),
  withdraw: (id: string) => send<void>('DELETE', item('/api/invitations', id)),
  lookUp: (token: string) => send<InvitationInfo>('POST', '/api/invitations/look-up', { token }),
  accept: (token: string, displayName: string, password: string) =>
    send<Session>('POST', '/api/invitations/accept', { token, displayName, password }),
};

/** Which entries of the audit log; what is empty does not narrow. Times are instants, the end is exclusive. */
export interface AuditFilter { action: string; actorId: string; from: string; to: string }

export const audit = {
  page: (filter: AuditFilter, cursor: string | null) => get<Listing<AuditEntry>>(withQuery('/api/audit', { ...filter, limit: 50, cursor })),
  exportPath: (filter: AuditFilter, format: 'csv' | 'ndjson') => withQuery('/api/audit/export', { ...filter, format }),
};
