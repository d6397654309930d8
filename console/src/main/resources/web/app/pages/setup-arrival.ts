import { html, nothing, type TemplateResult } from 'lit';
import type { Health, SignalHealth } from '../api/types';
import { ago, number } from '../parts/format';
import { icon } from '../parts/icon';
import { notice } from '../parts/notice';

/** Whether data arrives, while one looks. */
export function arrival(health: Health | null): TemplateResult {
  if (!health || health.status === 'silent') {
    return html`<p class="pulse">Waiting for the first record …</p>
      <p class="soft">Put the settings in place, start <code>claude</code> anew and send one prompt. Events arrive within seconds, metrics within a minute.</p>`;
  }
  const refused = health.status === 'failing' ? health.signals.find((signal) => signal.lastRejectedHint) : undefined;
  return html`${refused ? notice('warning', 'The last request was refused', refused.lastRejectedHint) : nothing}
    <ul class="arrivals">${health.signals.map(line)}</ul>`;
}

function line(signal: SignalHealth): TemplateResult {
  return html`<li class=${signal.lastAccepted ? 'here' : ''}>${icon(signal.lastAccepted ? 'check' : 'info')} <b>${signal.signal}</b>
    ${signal.lastAccepted ? html`${number(signal.acceptedRecords)} records, last ${ago(signal.lastAccepted)}` : signal.nothingBecause ?? 'nothing yet'}</li>`;
}
