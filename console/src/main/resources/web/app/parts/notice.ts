import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../api/problem';
import { icon } from './icon';

export type NoticeKind = 'info' | 'good' | 'warning' | 'error';

/** A box that says something important. */
export function notice(kind: NoticeKind, title: string, text: unknown = nothing, actions: unknown = nothing): TemplateResult {
  return html`<div class="notice ${kind}" role=${kind === 'error' ? 'alert' : nothing}>
    ${icon(kind === 'info' ? 'info' : kind === 'good' ? 'check' : 'alert')}
    <div><b>${title}</b>${text === nothing || text === '' ? nothing : html`<div>${text}</div>`}</div>${actions}</div>`;
}

/** An error of the API, in its own words. */
export function problemNotice(problem: Problem, again?: () => void): TemplateResult {
  const text = problem.detail === problem.title ? '' : problem.detail;
  return notice('error', problem.title, text, again ? html`<button type="button" @click=${again}>Try again</button>` : nothing);
}

/** An error of a form: only what no field shows beside itself. */
export function formProblem(problem: Problem | null, shown: readonly string[]): TemplateResult | typeof nothing {
  const text = problem?.besides(shown);
  return text ? html`<p class="form-problem" role="alert">${icon('alert')}<span>${text}</span></p>` : nothing;
}

/** What stands where there is nothing yet, and what to do about it. */
export function empty(title: string, text: unknown, actions: unknown = nothing): TemplateResult {
  return html`<div class="empty"><h2>${title}</h2><p>${text}</p>${actions}</div>`;
}
