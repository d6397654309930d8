import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { integrations } from '../api/console';
import { Problem } from '../api/problem';
import type { Capture, Health, Integration, Setup } from '../api/types';
import { codeBlock, codeLine } from '../parts/code-block';
import { icon } from '../parts/icon';
import { modal } from '../parts/modal';
import { problemNotice } from '../parts/notice';
import { LightElement } from '../shell/light-element';
import { captureSwitches } from './setup-capture';
import './setup-key';
import { arrival } from './setup-arrival';

/** How clients are pointed at an integration: endpoint, key, what to send, and the files for it. */
@customElement('mr-setup-dialog')
export class SetupDialog extends LightElement {
  @property({ attribute: false }) integration!: Integration;
  @property({ attribute: false }) health: Health | null = null;
  @state() private capture: Capture = {};
  @state() private setup: Setup | null = null;
  @state() private problem: Problem | null = null;
  @state() private chosen = 'user';
  /** Text of a key that was made in this dialog; gone with it. */
  @state() private keyText = '';

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('capture') || changed.has('integration')) void this.load();
  }

  protected override render(): TemplateResult {
    return modal({
      title: `Set up clients of ${this.integration.displayName}`,
      wide: true,
      close: () => this.dispatchEvent(new Event('closed')),
      content: this.problem ? problemNotice(this.problem, () => void this.load()) : this.steps(),
    });
  }

  private steps(): TemplateResult {
    const { integration, setup } = this;
    return html`<div class="steps">
      <section><h3>Endpoint</h3>
        <p class="soft">Clients send here; they append <code>/v1/logs</code>, <code>/v1/metrics</code> and <code>/v1/traces</code> themselves.</p>
        ${codeLine(integration.endpoint, 'endpoint URL')}</section>
      <section><h3>Key</h3>
        <mr-setup-key .integration=${integration} @made=${(event: CustomEvent<string>) => { this.keyText = event.detail; }}></mr-setup-key></section>
      <section><h3>What is sent</h3>${setup ? captureSwitches(setup.switches, this.capture, (next) => { this.capture = next; }) : nothing}</section>
      <section><h3>Settings</h3>${setup ? this.documents(setup) : nothing}</section>
      <section aria-live="polite"><h3>Does it arrive?</h3>${arrival(this.health)}</section>
    </div>`;
  }

  private documents(setup: Setup): TemplateResult {
    const shown = setup.documents.find((one) => one.id === this.chosen) ?? setup.documents[0];
    return html`
      <div class="segments" role="group" aria-label="For whom">${setup.documents.map((one) => html`
        <button type="button" aria-pressed=${one === shown} @click=${() => { this.chosen = one.id; }}>${one.title}</button>`)}</div>
      ${shown ? html`
        <ul class="places">${shown.places.map((place) => html`<li><code>${place}</code></li>`)}</ul>
        ${codeBlock({ text: this.filled(shown.text, setup), what: shown.title, file: { name: shown.fileName, mediaType: shown.mediaType } })}` : nothing}
      ${this.keyText ? nothing : html`<p class="soft">${icon('info')} <code>${setup.keyPlaceholder}</code> stands where the key goes: keys are not kept, so a file has its key only if you make one above.</p>`}
      <ul class="notes">${setup.notes.map((note) => html`<li>${note}</li>`)}</ul>`;
  }

  private filled(text: string, setup: Setup): string {
    return this.keyText ? text.replaceAll(setup.keyPlaceholder, this.keyText) : text;
  }

  private async load(): Promise<void> {
    const asked = this.capture;
    try {
      const setup = await integrations.setup(this.integration.id, asked);
      if (asked !== this.capture) return;
      this.setup = setup;
      this.problem = null;
    } catch (thrown) {
      this.problem = Problem.from(thrown);
    }
  }
}
