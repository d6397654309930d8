import { html, nothing, type TemplateResult } from 'lit';
import type { AuditEntry } from '../api/types';

/** What differs between before and after, field by field. */
export function changes(entry: AuditEntry): TemplateResult | typeof nothing {
  const before = fields(entry.before);
  const after = fields(entry.after);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => written(before[name]) !== written(after[name]));
  if (!names.length) return nothing;
  return html`<details><summary>${names.length} ${names.length === 1 ? 'field' : 'fields'}</summary>
    <dl class="attributes">${names.map((name) => html`<div><dt>${name}</dt><dd>
      ${written(before[name]) ? html`<del>${written(before[name])}</del> ` : nothing}${written(after[name]) ? html`<ins>${written(after[name])}</ins>` : nothing}</dd></div>`)}</dl></details>`;
}

function fields(state: unknown): Record<string, unknown> {
  return typeof state === 'object' && state !== null ? state as Record<string, unknown> : {};
}

function written(value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
