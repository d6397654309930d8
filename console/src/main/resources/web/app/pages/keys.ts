import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { integrations, keys } from '../api/console';
import { Problem } from '../api/problem';
import type { Integration, Key } from '../api/types';
import { badge, type Tone } from '../parts/badge';
import { confirm } from '../parts/confirm';
import { ago, date } from '../parts/format';
import { icon } from '../parts/icon';
import { empty, problemNotice } from '../parts/notice';
import { pageHead } from '../parts/page-head';
import { announce } from '../shell/announce';
import { LightElement } from '../shell/light-element';
import { Loaded } from '../shell/loaded';
import { has, me } from '../shell/session';
import './key-create';
import './key-rotate';

const EVERY_MS = 10_000;
const TONES: Record<Key['state'], Tone> = { active: 'good', expired: 'neutral', revoked: 'neutral', suspended: 'warning' };
const KINDS: Record<Key['kind'], string> = { ingest: 'sends', query: 'asks', admin: 'administers' };

/** All keys that one may see. */
@customElement('mr-keys')
export class Keys extends LightElement {
  @state() private creating = false;
  @state() private rotating: Key | null = null;
  @state() private withEnded = false;
  private readonly keys = new Loaded<Key[]>(this, keys.all, EVERY_MS);
  private readonly integrations = new Loaded<Integration[]>(this, integrations.all);

  protected override render(): TemplateResult {
    const all = this.keys.value ?? [];
    const shown = all.filter((key) => this.withEnded || key.state === 'active' || key.state === 'suspended');
    return html`${pageHead({
      title: 'API keys',
      text: 'A key carries the rights that its maker has at the moment of use. Only owners’ keys can send data.',
      actions: html`<button type="button" class="primary" @click=${() => { this.creating = true; }}>${icon('plus')}<span>New key</span></button>`,
    })}
    ${this.keys.problem ? problemNotice(this.keys.problem, () => void this.keys.reload()) : nothing}
    ${all.length === 0 && !this.keys.waiting && !this.keys.problem ? empty('No key yet', 'Agents need a key that sends, programs one that asks.') : this.table(all, shown)}
    ${this.creating ? html`<mr-key-create .integrations=${this.integrations.value ?? []} @closed=${() => this.close()}></mr-key-create>` : nothing}
    ${this.rotating ? html`<mr-key-rotate .key=${this.rotating} @closed=${() => this.close()}></mr-key-rotate>` : nothing}`;
  }

  private table(all: readonly Key[], shown: readonly Key[]): TemplateResult {
    const ended = all.filter((key) => key.state === 'expired' || key.state === 'revoked').length;
    return html`<section class="panel" aria-busy=${this.keys.waiting}>
      <div class="scroll" tabindex="0" role="region" aria-label="API keys"><table class="list">
        <thead><tr><th scope="col">Name</th><th scope="col">Key</th><th scope="col">Kind</th><th scope="col">For</th><th scope="col">State</th><th scope="col">Last used</th><th scope="col">Expires</th><th scope="col">Made by</th><th scope="col"><span class="hidden-text">Actions</span></th></tr></thead>
        <tbody>${shown.map((key) => this.row(key))}
        ${shown.length ? nothing : html`<tr><td colspan="9" class="soft nothing-yet">${this.keys.waiting ? '' : 'No key works now.'}</td></tr>`}</tbody>
      </table></div>
      ${ended ? html`<label class="check"><input type="checkbox" .checked=${this.withEnded} @change=${(event: Event) => { this.withEnded = (event.target as HTMLInputElement).checked; }}> Show ${ended} that ended</label>` : nothing}
    </section>`;
  }

  private row(key: Key): TemplateResult {
    const scope = key.integrationId ? this.integrations.value?.find((one) => one.id === key.integrationId)?.displayName ?? key.integrationId : 'everything';
    const living = key.state === 'active' || key.state === 'suspended';
    const mayRotate = living && key.createdBy === me().userId && !key.replacedBy;
    const mayRevoke = living && (key.createdBy === me().userId || has('owner') || (has('admin') && key.kind !== 'ingest'));
    return html`<tr>
      <th scope="row">${key.name}</th>
      <td><code>${key.prefix}…</code></td>
      <td>${key.kind} <span class="soft">${KINDS[key.kind]}</span></td>
      <td>${scope}</td>
      <td>${badge(TONES[key.state], key.state)}${key.replacedBy && living ? html` <span class="soft">rotated</span>` : nothing}</td>
      <td>${ago(key.lastUsedAt)}</td>
      <td class=${key.expiresSoon ? 'soon' : ''}>${key.expiresSoon && key.expiresAt ? html`${badge('warning', 'soon')} ${ago(key.expiresAt)}` : date(key.expiresAt, html`<span class="soft">never</span>`)}</td>
      <td>${key.createdByName} <span class="soft">${date(key.createdAt)}</span></td>
      <td class="row-actions">
        ${mayRotate ? html`<button type="button" aria-label=${`Rotate ${key.name}`} @click=${() => { this.rotating = key; }}>Rotate</button>` : nothing}
        ${mayRevoke ? html`<button type="button" class="danger" aria-label=${`Revoke ${key.name}`} @click=${() => this.revoke(key)}>Revoke</button>` : nothing}
      </td>
    </tr>`;
  }

  private close(): void {
    this.creating = false;
    this.rotating = null;
    void this.keys.reload();
  }

  private async revoke(key: Key): Promise<void> {
    const sure = await confirm({
      title: `Revoke ${key.name}?`,
      text: html`<p>Whoever uses <code>${key.prefix}…</code> is refused within seconds. This cannot be taken back.</p>${key.kind === 'ingest' ? html`<p>To change a key without a gap, rotate it instead.</p>` : nothing}`,
      action: 'Revoke key',
    });
    if (!sure) return;
    try {
      await keys.revoke(key.id);
      announce(`${key.name} is revoked.`);
    } catch (thrown) {
      announce(Problem.from(thrown).message, 'error');
    }
    await this.keys.reload();
  }
}
