import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { announce } from '../shell/announce';
import { LightElement } from '../shell/light-element';
import { icon } from './icon';

const SHOWN_MS = 1_800;

/** A button that copies a text. */
@customElement('mr-copy')
export class Copy extends LightElement {
  @property({ attribute: false }) text = '';
  /** What is copied, for people. */
  @property() what = '';
  @state() private copied = false;

  protected override render(): TemplateResult {
    return html`<button type="button" aria-label=${`${this.copied ? 'Copied' : 'Copy'} ${this.what}`} @click=${this.copy}>${icon(this.copied ? 'check' : 'copy')}<span>${this.copied ? 'Copied' : 'Copy'}</span></button>`;
  }

  private async copy(): Promise<void> {
    try {
      await write(this.text);
      this.copied = true;
      announce(`Copied ${this.what}.`);
      setTimeout(() => { this.copied = false; }, SHOWN_MS);
    } catch {
      announce('The browser does not allow copying. Select the text and copy it yourself.', 'error');
    }
  }
}

/** Browsers offer the clipboard only over TLS and on localhost; elsewhere the old way works. */
async function write(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('copying is not allowed');
}
