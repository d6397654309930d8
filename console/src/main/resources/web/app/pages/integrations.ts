import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { integrations } from '../api/console';
import type { Health, Integration } from '../api/types';
import { badge, healthBadge } from '../parts/badge';
import { ago, rate } from '../parts/format';
import { icon } from '../parts/icon';
import { empty, problemNotice } from '../parts/notice';
import { pageHead } from '../parts/page-head';
import { LightElement } from '../shell/light-element';
import { Loaded } from '../shell/loaded';
import { href } from '../shell/router';
import { has } from '../shell/session';

const EVERY_MS = 3_000;

interface Row { integration: Integration; health: Health }

/** All integrations and what arrives at each. */
@customElement('mr-integrations')
export class Integrations extends LightElement {
  private readonly rows = new Loaded<Row[]>(this, read, EVERY_MS);

  protected override render(): TemplateResult {
    return html`${pageHead({
      title: 'Integrations',
      text: 'Where your agents send to. Each is a data source of its own, with its own endpoint, keys, redaction and limits.',
      actions: has('owner') ? html`<a class="button primary" href="#/integrations/new">${icon('plus')}<span>New integration</span></a>` : nothing,
    })}
    ${this.rows.problem ? problemNotice(this.rows.problem, () => void this.rows.reload()) : nothing}
    <div class="cards" aria-busy=${this.rows.waiting}>${this.rows.value?.map(card)}</div>
    ${this.rows.value?.length === 0 ? this.nothingYet() : nothing}`;
  }

  private nothingYet(): TemplateResult {
    return has('owner')
      ? empty('No integration yet', 'An integration gives you an endpoint. Point your agents at it and their data arrives here within seconds.', html`<a class="button primary" href="#/integrations/new">Make the first one</a>`)
      : empty('No integration yet', 'Only owners can make one. Ask an owner of your organization.');
  }
}

async function read(): Promise<Row[]> {
  const all = await integrations.all();
  return Promise.all(all.map(async (integration) => ({ integration, health: await integrations.health(integration.id) })));
}

function card({ integration, health }: Row): TemplateResult {
  const last = health.signals.map((signal) => signal.lastAccepted).filter((at) => at !== null).sort().at(-1) ?? null;
  const perMinute = health.signals.reduce((sum, signal) => sum + signal.recordsPerMinute, 0);
  return html`<article class="card integration-card">
    <div class="card-head">
      <h2><a class="cover" href=${href('integrations', integration.id)}>${integration.displayName}</a></h2>
      ${integration.enabled ? healthBadge(health.status) : badge('neutral', 'switched off')}
    </div>
    <code class="reference">${integration.referenceName}</code>
    ${integration.description ? html`<p class="soft clamp">${integration.description}</p>` : nothing}
    <dl class="facts">
      <div><dt>Last record</dt><dd>${ago(last, 'none yet')}</dd></div>
      <div><dt>Records per minute</dt><dd>${rate(perMinute)}</dd></div>
      <div><dt>Clients</dt><dd>${health.clients.length || 'none yet'}</dd></div>
    </dl>
    <div class="card-foot"><a class="button" href=${href('integrations', integration.id, 'setup')} aria-label=${`Setup of ${integration.displayName}`}>Setup</a></div>
  </article>`;
}
