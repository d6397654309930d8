import { html, nothing, type TemplateResult } from 'lit';
import type { Quota } from '../api/types';
import { textField, toggle } from '../parts/field';

type Limit = 'requestsPerSecond' | 'recordsPerSecond' | 'bytesPerSecond';

const LIMITS: readonly { name: Limit; label: string; suffix: string }[] = [
  { name: 'requestsPerSecond', label: 'Requests', suffix: 'per second' },
  { name: 'recordsPerSecond', label: 'Records', suffix: 'per second' },
  { name: 'bytesPerSecond', label: 'Bytes', suffix: 'per second' },
];

/** Limits of what is taken; empty means none. */
export function quotaFields(quota: Quota, error: string | undefined, changed: (next: Quota) => void): TemplateResult {
  return html`
    <div class="columns">${LIMITS.map(({ name, label, suffix }) => textField({
      name, label, suffix, type: 'number', optional: true, value: quota[name] === null ? '' : String(quota[name]),
      changed: (value) => changed({ ...quota, [name]: value ? Number(value) : null }),
    }))}</div>
    ${error ? html`<p class="error" role="alert">${error}</p>` : nothing}
    ${toggle({
      name: 'hard', label: 'Refuse what is over the limit', on: quota.hard, changed: (hard) => changed({ ...quota, hard }),
      sentence: 'Over the limit clients get 429 and try again later; data is lost if they give up. Off: everything is taken and the limit only warns.',
    })}`;
}
