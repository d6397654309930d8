// What the console's API answers; docs/reference describes it.

export type Role = 'owner' | 'admin' | 'member';
export type KeyKind = 'ingest' | 'query' | 'admin';

export interface Listing<T> { items: T[]; next: string | null }

export interface Session {
  userId: string;
  signInName: string;
  displayName: string;
  role: Role;
  organizationId: string;
  organizationName: string;
  mustSetPassword: boolean;
  csrfToken: string;
}

export interface SessionEntry {
  id: string;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
  address: string;
  client: string;
  current: boolean;
}

export interface Quota {
  requestsPerSecond: number | null;
  bytesPerSecond: number | null;
  recordsPerSecond: number | null;
  hard: boolean;
}

export type Selector = 'PATH' | 'CONTENT_CLASS' | 'DETECTOR' | 'PATTERN';
export type Action = 'REMOVE' | 'MASK' | 'HMAC' | 'TRUNCATE';

export interface Rule { id: string; selector: Selector; match: string; action: Action; argument: string | null }

export interface Policy { secretDetectors: boolean; beforeKafka: boolean; rules: Rule[] }

export interface Integration {
  id: string;
  displayName: string;
  description: string;
  referenceName: string;
  endpoint: string;
  enabled: boolean;
  policy: Policy;
  quota: Quota;
  retentionDays: number | null;
  createdAt: string;
}

export type IntegrationChange = Partial<Pick<Integration, 'displayName' | 'description' | 'referenceName' | 'enabled' | 'policy' | 'quota'>> & { retentionDays?: number };

export interface SignalHealth {
  signal: 'logs' | 'metrics' | 'traces';
  acceptedRequests: number;
  acceptedRecords: number;
  rejectedRequests: number;
  rejectedRecords: number;
  lastAccepted: string | null;
  lastRejected: string | null;
  /** A word. */
  lastRejectedReason: string | null;
  /** The same as a sentence that says what to do. */
  lastRejectedHint: string | null;
  /** Why nothing was accepted yet, as a sentence. */
  nothingBecause: string | null;
  requestsPerMinute: number;
  recordsPerMinute: number;
  bytesPerMinute: number;
}

export interface Health {
  status: 'silent' | 'receiving' | 'quiet' | 'failing';
  signals: SignalHealth[];
  clients: { name: string; lastSeen: string }[];
  hints: string[];
}

export interface SetupDocument { id: string; title: string; fileName: string; mediaType: string; places: string[]; text: string }

/** Something that clients may send or keep to themselves; its id is the parameter of the set-up. */
export interface SetupSwitch { id: string; variable: string; title: string; sentence: string; on: boolean; seconds: number | null }

export interface Setup { endpoint: string; keyPlaceholder: string; documents: SetupDocument[]; switches: SetupSwitch[]; notes: string[] }

/** What was chosen, by the id of the switch; what is not here is as the server has it. */
export type Capture = Readonly<Record<string, boolean | number | null>>;

export interface Key {
  id: string;
  prefix: string;
  name: string;
  kind: KeyKind;
  state: 'active' | 'expired' | 'revoked' | 'suspended';
  integrationId: string | null;
  createdBy: string;
  createdByName: string;
  createdAt: string;
  expiresAt: string | null;
  expiresSoon: boolean;
  revokedAt: string | null;
  replacedBy: string | null;
  lastUsedAt: string | null;
  quota: Quota;
}

export interface KeyWithText { key: Key; text: string | null }

export interface NewKey { name: string; kind: KeyKind; integrationId: string | null; expiresAt: string | null }

export interface User { id: string; signInName: string; displayName: string; role: Role; signsIn: string; createdAt: string }

/** What a sign-in form offers. */
export interface SignInOptions { password: boolean; identityProvider: { name: string; signInUrl: string } | null }

/** What an invited person is told before joining. */
export interface InvitationInfo { signInName: string; role: Role; organizationName: string; expiresAt: string }

export interface Invitation { id: string; signInName: string; role: Role; createdAt: string; expiresAt: string; link: string | null }

export interface AuditEntry {
  sequence: number;
  at: string;
  actorKind: string;
  actorId: string;
  actorName: string;
  address: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  before: unknown;
  after: unknown;
}

export interface Organization { id: string; displayName: string; quota: Quota }

/** One event as the live tail shows it; every value came from a client and is text, never markup. */
export type LiveEvent = Record<string, unknown>;

export interface LiveBatch { events: LiveEvent[]; leftOut: number }

export interface ResultColumn { name: string; type: string; role?: string; formula?: string }

export interface QueryResult {
  queryId: string;
  columns: ResultColumn[];
  rows: unknown[][];
  truncated: boolean;
  elapsedMs: number;
  warnings?: string[];
  from?: string;
  to?: string;
  timeZone?: string;
}
