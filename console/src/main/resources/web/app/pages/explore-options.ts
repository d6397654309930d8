import { html, type TemplateResult } from 'lit';
import type { FormulaRequest } from '../api/query';
import { fieldId } from '../parts/field';

const DAY_MS = 86_400_000;
const INTERVALS = ['whole', 'auto', 'minute', 'hour', 'day', 'week', 'month'];

export interface Options { from: string; to: string; interval: string; breakdown: string }

/** The last seven days, today included, by day. */
export function firstOptions(): Options {
  return { from: localDay(Date.now() - 6 * DAY_MS), to: localDay(Date.now()), interval: 'day', breakdown: '' };
}

/** What the API wants: its end is exclusive, so it is the day after the last one. */
export function period(options: Options): Omit<FormulaRequest, 'formula' | 'queryId'> {
  return {
    from: options.from,
    to: localDay(Date.parse(`${options.to}T12:00:00`) + DAY_MS),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    interval: options.interval,
    breakdown: options.breakdown.split(',').map((part) => part.trim()).filter(Boolean),
  };
}

/** Period, interval and breakdown. */
export function optionFields(options: Options, changed: (next: Options) => void): TemplateResult {
  const input = (name: keyof Options, label: string, type: string, placeholder = ''): TemplateResult => html`
    <div class="field"><label for=${fieldId(name)}>${label}</label><input id=${fieldId(name)} type=${type} placeholder=${placeholder} .value=${options[name]} ?required=${type === 'date'}
      @input=${(event: Event) => changed({ ...options, [name]: (event.target as HTMLInputElement).value })}></div>`;
  return html`<div class="columns">
    ${input('from', 'From', 'date')}
    ${input('to', 'To and with', 'date')}
    <div class="field"><label for=${fieldId('interval')}>By</label><select id=${fieldId('interval')} @change=${(event: Event) => changed({ ...options, interval: (event.target as HTMLSelectElement).value })}>
      ${INTERVALS.map((one) => html`<option value=${one} ?selected=${one === options.interval}>${one === 'whole' ? 'the whole period' : one}</option>`)}</select></div>
    ${input('breakdown', 'Broken down by', 'text', 'model')}
  </div>`;
}

function localDay(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}
