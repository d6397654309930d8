import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keys } from '../api/console';
import type { Integration } from '../api/types';
import { selectField, textField } from '../parts/field';
import { Submission } from '../parts/form';
import { formProblem, notice } from '../parts/notice';
import { LightElement } from '../shell/light-element';
import { has } from '../shell/session';
import { endOfLife, LIVES } from './key-life';
import { keySecret } from './key-secret';

/** Makes a key for one integration and hands its text to the files beside it. Sends `made` with the text. */
@customElement('mr-setup-key')
export class SetupKey extends LightElement {
  @property({ attribute: false }) integration!: Integration;
  @state() private name = '';
  @state() private life = '90';
  @state() private text: string | null = null;
  private readonly submission = new Submission(this);

  protected override render(): TemplateResult {
    if (this.text) return keySecret(this.text, 'It is filled into the settings below. Closing this dialog forgets it.');
    if (!has('owner')) return notice('info', 'Only an owner’s key can send data', 'Ask an owner of your organization for one and put it in the place of the placeholder below.');
    return html`<form class="inline-form" @submit=${this.submit}>
      ${formProblem(this.submission.problem, ['name', 'expiresAt'])}
      ${textField({ name: 'key-name', label: 'Name of a new key', value: this.name, error: this.submission.error('name'), changed: (value) => { this.name = value; }, hint: nothing })}
      ${selectField({ name: 'key-life', label: 'Valid for', value: this.life, choices: LIVES, error: this.submission.error('expiresAt'), changed: (value) => { this.life = value; } })}
      <button class="primary" ?disabled=${this.submission.busy}>Create key</button>
      <p class="soft">It can only send, and only to this integration. It carries your rights: it stops when you are no owner any more.</p>
    </form>`;
  }

  protected override willUpdate(): void {
    if (!this.hasUpdated) this.name = `Agents of ${this.integration.displayName}`;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    event.stopPropagation();
    await this.submission.run(async () => {
      const made = await keys.create({ name: this.name, kind: 'ingest', integrationId: this.integration.id, expiresAt: endOfLife(this.life) });
      this.text = made.text;
      this.dispatchEvent(new CustomEvent('made', { detail: made.text ?? '' }));
    });
  }
}
