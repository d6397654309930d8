import { html, nothing, type TemplateResult } from 'lit';
import type { Health, SignalHealth } from '../api/types';
import { ago, bytes, number, plural, rate } from '../parts/format';
import { icon } from '../parts/icon';
import { notice } from '../parts/notice';

const TITLES: Record<string, string> = { logs: 'Logs and events', metrics: 'Metrics', traces: 'Traces' };

/** What arrives: each signal, what was refused and why, which clients, and what may be wrong. */
export function healthPanel(health: Health | null, setup: string): TemplateResult {
  return html`<section class="panel" aria-labelledby="health-title" aria-busy=${health === null}>
    <h2 id="health-title">Health</h2>
    ${health?.status === 'silent' ? waiting(setup) : nothing}
    <div class="signals">${(health?.signals ?? []).map((one) => signal(one, health?.status === 'silent'))}</div>
    ${health && health.clients.length ? clients(health) : nothing}
  </section>`;
}

function waiting(setup: string): TemplateResult {
  return notice('info', 'Waiting for the first record …', html`Put the settings from <a href=${setup}>Setup</a> in place, start <code>claude</code> anew and send one prompt. This page notices by itself.`);
}

function signal(one: SignalHealth, silent: boolean): TemplateResult {
  return html`<article class="signal">
    <h3>${TITLES[one.signal] ?? one.signal}</h3>
    <p class="figure">${number(one.acceptedRecords)} <span class="soft">${plural(one.acceptedRecords, 'record')}</span></p>
    <dl class="facts">
      <div><dt>Last accepted</dt><dd>${ago(one.lastAccepted)}</dd></div>
      <div><dt>Rate</dt><dd title="Mean of the last ten minutes">${rate(one.recordsPerMinute)}/min · ${bytes(one.bytesPerMinute)}/min</dd></div>
      <div><dt>Last refused</dt><dd class=${one.lastRejected ? 'refused' : ''}>${ago(one.lastRejected)}</dd></div>
      ${one.rejectedRequests || one.rejectedRecords ? html`<div><dt>Refused so far</dt><dd>${number(one.rejectedRequests)} ${plural(one.rejectedRequests, 'request')}, ${number(one.rejectedRecords)} ${plural(one.rejectedRecords, 'single record')}</dd></div>` : nothing}
    </dl>
    ${one.lastRejectedReason ? html`<p class="why"><code>${one.lastRejectedReason}</code> ${one.lastRejectedHint === one.lastRejectedReason ? nothing : one.lastRejectedHint}</p>` : nothing}
    ${one.nothingBecause && !silent ? html`<p class="why">${icon('info')} ${one.nothingBecause}</p>` : nothing}
  </article>`;
}

function clients(health: Health): TemplateResult {
  return html`<p class="clients"><span class="soft">Clients, newest first</span>
    ${health.clients.map((client) => html`<span class="chip"><code>${client.name}</code> ${ago(client.lastSeen)}</span> `)}</p>`;
}
