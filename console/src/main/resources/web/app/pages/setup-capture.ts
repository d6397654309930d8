import { html, type TemplateResult } from 'lit';
import type { Capture, SetupSwitch } from '../api/types';
import { described, field, fieldId, toggle } from '../parts/field';

const LONGEST_SECONDS = 3_600;

type Put = (id: string, value: boolean | number | null) => void;

/** A switch with an honest sentence for each thing that a client may send or keep to itself; the server words them. */
export function captureSwitches(switches: readonly SetupSwitch[], capture: Capture, changed: (next: Capture) => void): TemplateResult {
  const put: Put = (id, value) => changed({ ...capture, [id]: value });
  return html`<div class="switches">${switches.map((one) => (one.seconds === null ? onOrOff(one, put) : interval(one, put)))}</div>`;
}

function onOrOff(one: SetupSwitch, put: Put): TemplateResult {
  return toggle({
    name: one.id,
    label: one.title,
    on: one.on,
    changed: (on) => put(one.id, on),
    sentence: html`${one.sentence} <code>${one.variable}</code>`,
  });
}

/** Taken when the number is whole, not at every digit of it. */
function interval(one: SetupSwitch, put: Put): TemplateResult {
  const take = (event: Event): void => {
    const seconds = Number((event.target as HTMLInputElement).value);
    put(one.id, Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST_SECONDS ? seconds : null);
  };
  return field({
    name: one.id,
    label: one.title,
    hint: html`${one.sentence} <code>${one.variable}</code>`,
    control: html`<div class="with-suffix"><input id=${fieldId(one.id)} name=${one.id} type="number" min="1" max=${LONGEST_SECONDS} inputmode="numeric"
      aria-describedby=${described(one.id)} .value=${String(one.seconds)} @change=${take}><span>seconds</span></div>`,
  });
}
