import { html, nothing, type TemplateResult } from 'lit';

export interface PageHead { title: unknown; text?: unknown; actions?: unknown; above?: { href: string; label: string } }

/** The first lines of every page: where one is, what it is for, what can be done. */
export function pageHead({ title, text = nothing, actions = nothing, above }: PageHead): TemplateResult {
  return html`<div class="page-head">
    <div>${above ? html`<a class="above" href=${above.href}>← ${above.label}</a>` : nothing}
      <h1>${title}</h1>${text === nothing ? nothing : html`<p class="soft">${text}</p>`}</div>
    ${actions === nothing ? nothing : html`<div class="actions">${actions}</div>`}</div>`;
}
