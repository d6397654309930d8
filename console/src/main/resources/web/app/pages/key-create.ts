import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keys } from '../api/console';
import type { Integration, KeyKind } from '../api/types';
import { selectField, textField } from '../parts/field';
import { Submission } from '../parts/form';
import { modal } from '../parts/modal';
import { formProblem } from '../parts/notice';
import { LightElement } from '../shell/light-element';
import { has } from '../shell/session';
import { endOfLife, LIVES } from './key-life';
import { keySecret } from './key-secret';

const KINDS: readonly { value: KeyKind; label: string; about: string }[] = [
  { value: 'ingest', label: 'ingest: sends data', about: 'For agents. It can send and nothing else.' },
  { value: 'query', label: 'query: asks', about: 'For programs that run formulas and SQL. It reads and nothing else.' },
  { value: 'admin', label: 'admin: uses the administration API', about: 'For tools that manage integrations, keys and users. It can do what you can do.' },
];

/** Makes a key and shows it once. */
@customElement('mr-key-create')
export class KeyCreate extends LightElement {
  @property({ attribute: false }) integrations: readonly Integration[] = [];
  @state() private name = '';
  @state() private kind: KeyKind = has('owner') ? 'ingest' : 'query';
  @state() private scope = '';
  @state() private life = '90';
  @state() private text: string | null = null;
  private readonly submission = new Submission(this);

  protected override render(): TemplateResult {
    const close = (): void => { this.dispatchEvent(new Event('closed')); };
    if (this.text) {
      return modal({ title: 'Key created', close, content: keySecret(this.text), actions: html`<button type="button" class="primary" autofocus @click=${close}>I have it</button>` });
    }
    return modal({
      title: 'New API key',
      close,
      submit: (event) => void this.submit(event),
      content: this.fields(),
      actions: html`<button type="button" @click=${close}>Cancel</button><button class="primary" ?disabled=${this.submission.busy}>Create key</button>`,
    });
  }

  private fields(): TemplateResult {
    const { submission } = this;
    const kinds = KINDS.map(({ value, label }) => ({ value, label, disabled: (value === 'ingest' && !has('owner')) || (value === 'admin' && has('member')) }));
    return html`
      ${formProblem(submission.problem, ['name', 'kind', 'expiresAt'])}
      ${textField({ name: 'name', label: 'Name', value: this.name, autofocus: true, hint: 'Who or what will use it.', error: submission.error('name'), changed: (value) => { this.name = value; } })}
      ${selectField({ name: 'kind', label: 'Kind', value: this.kind, choices: kinds, hint: KINDS.find((one) => one.value === this.kind)!.about, error: submission.error('kind'), changed: (value) => { this.kind = value as KeyKind; } })}
      ${selectField({ name: 'scope', label: 'For', value: this.scope, choices: [{ value: '', label: 'all integrations' }, ...this.integrations.map((one) => ({ value: one.id, label: one.displayName }))], hint: 'A key for one integration is of no use for the others.', changed: (value) => { this.scope = value; } })}
      ${selectField({ name: 'life', label: 'Valid for', value: this.life, choices: LIVES, hint: 'You are reminded before it ends.', error: submission.error('expiresAt'), changed: (value) => { this.life = value; } })}`;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    await this.submission.run(async () => {
      const made = await keys.create({ name: this.name, kind: this.kind, integrationId: this.scope || null, expiresAt: endOfLife(this.life) });
      this.text = made.text;
    });
  }
}
