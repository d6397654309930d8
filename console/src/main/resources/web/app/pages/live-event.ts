import type { LiveEvent } from '../api/types';

const LONGEST_SUMMARY = 200;
const IN_THE_ROW = new Set(['time', 'signal', 'name', 'session_id', 'event_id', 'integration_id', 'integration', 'attributes']);
const INTERNAL = /^(src_|key_id$|series_key$|time_unix_nano$|start_time_unix_nano$|observed_time_unix_nano$|received_time$)/;
const FIRST = ['user_email', 'model', 'tool_name', 'cost_usd', 'input_tokens', 'output_tokens', 'duration_ms', 'success', 'value', 'unit', 'body'];

/** A value as text. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Where an event stands in the raw topic: no two events stand in the same place. */
export function whence(event: LiveEvent): string {
  return ['src_topic', 'src_partition', 'src_offset', 'src_index'].map((name) => textOf(event[name])).join('/');
}

/** When an event happened: microseconds since 1970, or a time as text. */
export function eventTime(event: LiveEvent): Date {
  const time = event['time'];
  const at = typeof time === 'number' ? new Date(time / 1000) : new Date(textOf(time));
  return Number.isNaN(at.getTime()) ? new Date() : at;
}

/** What says most about an event, in one line. */
export function summary(event: LiveEvent): string {
  const named = FIRST.filter((name) => textOf(event[name]) !== '').map((name) => `${name}=${textOf(event[name])}`);
  const attributes = Object.entries(attributesIn(event)).map(([name, value]) => `${name}=${textOf(value)}`);
  const line = (named.length ? named : attributes).join('  ');
  return line.length > LONGEST_SUMMARY ? `${line.slice(0, LONGEST_SUMMARY)}…` : line;
}

/** What an event holds, by name: its attributes as they were sent, and the columns that are no attributes. */
export function attributesOf(event: LiveEvent): [string, string][] {
  const attributes = Object.entries(attributesIn(event));
  const asColumns = new Set(attributes.map(([name]) => name.replaceAll('.', '_')));
  const own = Object.entries(event).filter(([name]) => !IN_THE_ROW.has(name) && !INTERNAL.test(name) && !asColumns.has(name));
  return [...own, ...attributes]
    .map(([name, value]): [string, string] => [name, textOf(value)])
    .filter(([, value]) => value !== '')
    .sort(([one], [other]) => one.localeCompare(other));
}

/** Whether an event holds a text anywhere. */
export function matches(event: LiveEvent, filter: string): boolean {
  const wanted = filter.trim().toLowerCase();
  return wanted === '' || JSON.stringify(event).toLowerCase().includes(wanted);
}

function attributesIn(event: LiveEvent): Record<string, unknown> {
  const attributes = event['attributes'];
  return typeof attributes === 'object' && attributes !== null ? attributes as Record<string, unknown> : {};
}
