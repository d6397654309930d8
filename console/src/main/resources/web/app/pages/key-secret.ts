import { html, type TemplateResult } from 'lit';
import { codeLine } from '../parts/code-block';
import { notice } from '../parts/notice';

/** A key's text, the only time that it is seen. */
export function keySecret(text: string, more: unknown = ''): TemplateResult {
  return html`<div class="key-secret">
    ${notice('good', 'Your new key', html`It is shown only now and is kept nowhere. Treat it like a password. ${more}`)}
    ${codeLine(text, 'key')}
  </div>`;
}
