import { send, text } from './http';
import type { QueryResult } from './types';

/** What a formula or a statement is asked over. Days are `yyyy-mm-dd`, the end is exclusive. */
export interface FormulaRequest {
  formula: string;
  from: string;
  to: string;
  timeZone: string;
  interval: string;
  breakdown: string[];
  limit?: number;
  queryId?: string;
}

export const query = {
  formula: (request: FormulaRequest) => send<QueryResult>('POST', '/api/query', request),
  formulaCsv: (request: FormulaRequest) => text('POST', '/api/query', { ...request, format: 'csv' }),
  sql: (sql: string, queryId: string) => send<QueryResult>('POST', '/api/sql', { sql, queryId }),
  cancel: (queryId: string) => send<void>('DELETE', `/api/sql/${encodeURIComponent(queryId)}`),
};
