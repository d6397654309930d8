import { html, nothing, type ElementPart, type TemplateResult } from 'lit';
import { Directive, directive, PartType, type PartInfo } from 'lit/directive.js';
import { icon } from './icon';

class Shown extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('for dialog elements only');
  }

  override update(part: ElementPart): void {
    const dialog = part.element as HTMLDialogElement;
    if (dialog.open) return;
    const opener = document.activeElement;
    queueMicrotask(() => {
      if (!dialog.isConnected || dialog.open) return;
      dialog.showModal();
      const first = dialog.querySelector<HTMLElement>('[autofocus]') ?? dialog.querySelector<HTMLElement>('.dialog-head h2');
      first?.focus();
      keepOpener(dialog, opener);
    });
  }

  override render(): void {}
}

const shown = directive(Shown);

/** When a dialog goes away together with its element, the browser cannot give the focus back; so we do. */
function keepOpener(dialog: HTMLDialogElement, opener: Element | null): void {
  const watch = new MutationObserver(() => {
    if (dialog.isConnected) return;
    watch.disconnect();
    if (opener instanceof HTMLElement && opener.isConnected && !document.querySelector('dialog[open]')) opener.focus();
  });
  watch.observe(document.body, { childList: true, subtree: true });
}

export interface Modal {
  title: string;
  /** Called for Escape, the cross and the button that cancels. */
  close: () => void;
  content: unknown;
  /** Buttons of the last row. */
  actions?: unknown;
  wide?: boolean;
  /** Makes the content a form. */
  submit?: (submitted: SubmitEvent) => void;
}

/** A dialog over the page. The browser keeps the focus inside, closes it with Escape and makes the rest inert. */
export function modal({ title, close, content, actions = nothing, wide = false, submit }: Modal): TemplateResult {
  const inner = html`
    <div class="dialog-head"><h2 id="dialog-title" tabindex="-1">${title}</h2>
      <button type="button" class="plain" aria-label="Close" @click=${close}>${icon('close')}</button></div>
    <div class="dialog-content">${content}</div>
    ${actions === nothing ? nothing : html`<div class="dialog-actions">${actions}</div>`}`;
  const cancelled = (event: Event): void => {
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    close();
  };
  return html`<dialog class=${wide ? 'wide' : ''} aria-labelledby="dialog-title" @cancel=${cancelled} ${shown()}>
    ${submit ? html`<form novalidate @submit=${submit}>${inner}</form>` : inner}
  </dialog>`;
}
