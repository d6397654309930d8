import { html, nothing, type TemplateResult } from 'lit';
import type { AuditFilter } from '../api/console';
import { icon } from '../parts/icon';

/** No filter. */
export const EVERYTHING: AuditFilter = { action: '', actorId: '', from: '', to: '' };

const DAY_MS = 86_400_000;
const ACTIONS = [
  ['', 'everything'],
  ['session.', 'sign-ins and sign-outs'],
  ['key.', 'keys'],
  ['integration.', 'integrations'],
  ['user.', 'users'],
  ['invitation.', 'invitations'],
  ['organization.', 'the organization'],
] as const;

/** What narrows the log; days are those of the viewer. */
export function auditFields(filter: AuditFilter, changed: (next: AuditFilter) => void): TemplateResult {
  const at = (event: Event): string => (event.target as HTMLInputElement).value;
  return html`
    <label class="inline">Show <select @change=${(event: Event) => changed({ ...filter, action: at(event) })}>
      ${ACTIONS.map(([value, label]) => html`<option value=${value} ?selected=${value === filter.action}>${label}</option>`)}</select></label>
    <label class="inline">from <input type="date" @change=${(event: Event) => changed({ ...filter, from: start(at(event), 0) })}></label>
    <label class="inline">to <input type="date" @change=${(event: Event) => changed({ ...filter, to: start(at(event), DAY_MS) })}></label>
    ${filter.actorId ? html`<button type="button" class="chip" @click=${() => changed({ ...filter, actorId: '' })}>one user ${icon('close')}<span class="hidden-text">: show all users</span></button>` : nothing}`;
}

function start(day: string, laterMs: number): string {
  const midnight = Date.parse(`${day}T00:00:00`);
  return Number.isNaN(midnight) ? '' : new Date(midnight + laterMs).toISOString();
}
