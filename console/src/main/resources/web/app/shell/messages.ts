import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../parts/icon';
import { announced, dismiss, watchAnnouncements } from './announce';
import { LightElement } from './light-element';

/** Short messages at the edge of the page; its region is there from the start, so that screen readers notice changes. */
@customElement('mr-messages')
export class Messages extends LightElement {
  override connectedCallback(): void {
    super.connectedCallback();
    watchAnnouncements(() => this.requestUpdate());
  }

  protected override render(): TemplateResult {
    return html`<div class="messages" role="status" aria-live="polite">
      ${repeat(announced(), (message) => message.id, (message) => html`
        <div class="message ${message.kind}">
          ${icon(message.kind === 'done' ? 'check' : 'alert')}<span>${message.text}</span>
          <button type="button" class="plain" aria-label="Dismiss message" @click=${() => dismiss(message.id)}>${icon('close')}</button>
        </div>`)}
    </div>`;
  }
}
