import { html, nothing, type TemplateResult } from 'lit';

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400], ['hour', 3_600], ['minute', 60]];
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const whole = new Intl.NumberFormat();
const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const short = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** How long ago or how soon, in the zone and language of the viewer; the exact time stands in the tip. */
export function ago(iso: string | null, never = 'never'): TemplateResult {
  if (!iso) return html`<span class="soft">${never}</span>`;
  return html`<time datetime=${iso} title=${exact.format(new Date(iso))}>${distance(iso)}</time>`;
}

/** A day; the exact time stands in the tip. */
export function date(iso: string | null, none: unknown = nothing): unknown {
  return iso ? html`<time datetime=${iso} title=${exact.format(new Date(iso))}>${day.format(new Date(iso))}</time>` : none;
}

/** Time of day, with the day unless it is today; the exact time stands in the tip. */
export function timeOfDay(at: Date): TemplateResult {
  const today = at.toDateString() === new Date().toDateString();
  return html`<time datetime=${at.toISOString()} title=${exact.format(at)}>${today ? '' : `${day.format(at)}, `}${clock.format(at)}</time>`;
}

/** Date and time in full. */
export function exactly(iso: string): TemplateResult {
  return html`<time datetime=${iso} title=${iso}>${day.format(new Date(iso))}, ${clock.format(new Date(iso))}</time>`;
}

/** A whole number with its thousands apart. */
export function number(value: number): string {
  return whole.format(value);
}

/** A word after a number. */
export function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}

/** A rate: short, and with a decimal only while that says something. */
export function rate(value: number): string {
  return value >= 1_000 ? compact.format(value) : short.format(value);
}

/** An amount of bytes. */
export function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  let amount = value;
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit++;
  }
  return `${short.format(amount)} ${units[unit]}`;
}

function distance(iso: string): string {
  const seconds = Math.round((Date.parse(iso) - Date.now()) / 1000);
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  if (Math.abs(seconds) < 10) return 'just now';
  return relative.format(seconds, 'second');
}
