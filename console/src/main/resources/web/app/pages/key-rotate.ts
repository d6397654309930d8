import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keys } from '../api/console';
import type { Key } from '../api/types';
import { selectField } from '../parts/field';
import { Submission } from '../parts/form';
import { modal } from '../parts/modal';
import { formProblem } from '../parts/notice';
import { LightElement } from '../shell/light-element';
import { keySecret } from './key-secret';

const OVERLAPS = [
  { value: '0', label: 'not at all: it ends now' },
  { value: '1', label: 'one hour' },
  { value: '24', label: 'one day' },
  { value: '168', label: 'one week' },
  { value: '720', label: '30 days' },
];

/** Makes a successor of a key; both work for a while. */
@customElement('mr-key-rotate')
export class KeyRotate extends LightElement {
  @property({ attribute: false }) key!: Key;
  @state() private overlap = '24';
  @state() private text: string | null = null;
  private readonly submission = new Submission(this);

  protected override render(): TemplateResult {
    const close = (): void => { this.dispatchEvent(new Event('closed')); };
    if (this.text) {
      return modal({ title: 'Key rotated', close, content: keySecret(this.text, 'Put it in the place of the old one before that ends.'), actions: html`<button type="button" class="primary" autofocus @click=${close}>I have it</button>` });
    }
    return modal({
      title: `Rotate ${this.key.name}`,
      close,
      submit: (event) => void this.submit(event),
      content: html`
        <p>A new key with the same name, kind and scope is made. The old one, <code>${this.key.prefix}…</code>, lives on for the overlap, so that nothing is refused while you roll the new one out.</p>
        ${formProblem(this.submission.problem, ['overlapHours'])}
        ${selectField({ name: 'overlap', label: 'The old key works on for', value: this.overlap, choices: OVERLAPS, error: this.submission.error('overlapHours'), changed: (value) => { this.overlap = value; } })}`,
      actions: html`<button type="button" @click=${close}>Cancel</button><button class="primary" ?disabled=${this.submission.busy}>Rotate key</button>`,
    });
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    await this.submission.run(async () => {
      this.text = (await keys.rotate(this.key.id, Number(this.overlap))).text;
    });
  }
}
