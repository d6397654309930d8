import { html, nothing, type TemplateResult } from 'lit';
import './copy';
import { download } from './download';
import { icon } from './icon';

export interface CodeBlock { text: string; what: string; file?: { name: string; mediaType: string } }

/** A text to be taken as it is: shown, copied, saved. */
export function codeBlock({ text, what, file }: CodeBlock): TemplateResult {
  return html`<div class="code-block">
    <div class="code-actions">
      <mr-copy .text=${text} what=${what}></mr-copy>
      ${file ? html`<button type="button" @click=${() => download(file.name, file.mediaType, text)}>${icon('download')}<span>Download ${file.name}</span></button>` : nothing}
    </div>
    <pre tabindex="0" role="region" aria-label=${what}>${text}</pre>
  </div>`;
}

/** One line to be copied. */
export function codeLine(text: string, what: string): TemplateResult {
  return html`<div class="code-line"><code>${text}</code><mr-copy .text=${text} what=${what}></mr-copy></div>`;
}
