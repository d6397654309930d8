import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { integrations } from '../api/console';
import type { Health, Integration } from '../api/types';
import { badge, healthBadge } from '../parts/badge';
import { confirm } from '../parts/confirm';
import { codeLine } from '../parts/code-block';
import { problemNotice } from '../parts/notice';
import { pageHead } from '../parts/page-head';
import { Problem } from '../api/problem';
import { announce } from '../shell/announce';
import { LightElement } from '../shell/light-element';
import { Loaded } from '../shell/loaded';
import { go, href } from '../shell/router';
import { has } from '../shell/session';
import { healthPanel } from './health-panel';
import './live-tail';
import { policyFacts } from './policy-facts';
import './setup-dialog';

const EVERY_MS = 2_000;

/** One integration: what arrives, the newest events, how it is set. */
@customElement('mr-integration')
export class IntegrationPage extends LightElement {
  @property({ attribute: false }) integrationId = '';
  /** Whether the Setup dialog is open; a part of the address, so that it can be linked to. */
  @property({ attribute: false }) setUp = false;
  @state() private leaving = false;
  private readonly integration = new Loaded<Integration>(this, () => integrations.get(this.integrationId));
  private readonly health = new Loaded<Health>(this, () => integrations.health(this.integrationId), EVERY_MS);

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('integrationId') && changed.get('integrationId')) {
      this.integration.value = null;
      this.health.value = null;
      void this.integration.reload();
      void this.health.reload();
    }
  }

  protected override render(): TemplateResult {
    const integration = this.integration.value;
    if (this.integration.problem) return problemNotice(this.integration.problem, () => void this.integration.reload());
    if (!integration) return html`<div aria-busy="true"></div>`;
    const health = this.health.value;
    return html`
      ${pageHead({
        above: { href: '#/integrations', label: 'Integrations' },
        title: html`${integration.displayName} ${integration.enabled ? (health ? healthBadge(health.status) : nothing) : badge('neutral', 'switched off')}`,
        text: integration.description || nothing,
        actions: this.actions(integration),
      })}
      ${this.health.problem ? problemNotice(this.health.problem, () => void this.health.reload()) : nothing}
      ${healthPanel(health, href('integrations', integration.id, 'setup'))}
      <mr-live-tail .integrationId=${integration.id}></mr-live-tail>
      ${this.settings(integration)}
      ${this.setUp ? html`<mr-setup-dialog .integration=${integration} .health=${health} @closed=${() => go('integrations', integration.id)}></mr-setup-dialog>` : nothing}`;
  }

  private actions(integration: Integration): TemplateResult {
    return html`
      <a class="button primary" href=${href('integrations', integration.id, 'setup')}>Setup</a>
      ${has('owner') ? html`<a class="button" href=${href('integrations', integration.id, 'edit')}>Edit</a>` : nothing}`;
  }

  private settings(integration: Integration): TemplateResult {
    return html`<section class="panel" aria-labelledby="settings-title">
      <h2 id="settings-title">Settings</h2>
      <dl class="settings">
        <div><dt>Endpoint</dt><dd>${codeLine(integration.endpoint, 'endpoint URL')}</dd></div>
        <div><dt>Name in formulas</dt><dd><code>${integration.referenceName}</code></dd></div>
        ${policyFacts(integration)}
      </dl>
      ${has('owner') ? html`<div class="danger-zone">
        <button type="button" ?disabled=${this.leaving} @click=${() => this.toggle(integration)}>${integration.enabled ? 'Switch off' : 'Switch on'}</button>
        <button type="button" class="danger" ?disabled=${this.leaving} @click=${() => this.removeIt(integration)}>Delete integration</button></div>` : nothing}
    </section>`;
  }

  private async toggle(integration: Integration): Promise<void> {
    const on = !integration.enabled;
    const sure = on || await confirm({ title: `Switch ${integration.displayName} off?`, text: 'Its clients are refused with 403 until it is switched on again. What is stored stays.', action: 'Switch off' });
    if (!sure) return;
    await this.attempt(async () => {
      await integrations.change(integration.id, { enabled: on });
      await this.integration.reload();
      announce(on ? 'The integration takes data again.' : 'The integration is switched off.');
    });
  }

  private async removeIt(integration: Integration): Promise<void> {
    const sure = await confirm({
      title: `Delete ${integration.displayName}?`,
      text: html`<p>Its clients are refused within seconds, and its keys with them. Formulas that name <code>${integration.referenceName}</code> find nothing any more.</p><p>Rows that are stored stay until their retention ends. This cannot be taken back.</p>`,
      action: 'Delete integration',
    });
    if (!sure) return;
    await this.attempt(async () => {
      await integrations.remove(integration.id);
      announce(`${integration.displayName} is deleted.`);
      go('integrations');
    });
  }

  private async attempt(action: () => Promise<void>): Promise<void> {
    this.leaving = true;
    try {
      await action();
    } catch (thrown) {
      announce(Problem.from(thrown).message, 'error');
    }
    this.leaving = false;
  }
}
