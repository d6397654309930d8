import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../api/problem';
import { problemNotice } from '../parts/notice';

const CONTEXT = 40;

/** Why a query has no answer; a place in the text is shown under it. */
export function queryProblem(problem: Problem, text: string): TemplateResult {
  const position = problem.more['position'];
  const suggestion = problem.more['didYouMean'];
  return html`${problemNotice(problem)}
    ${typeof position === 'number' ? pointer(text, position) : nothing}
    ${typeof suggestion === 'string' ? html`<p>Did you mean <code>${suggestion}</code>?</p>` : nothing}`;
}

function pointer(text: string, position: number): TemplateResult {
  const at = Math.min(Math.max(position, 0), text.length);
  const start = Math.max(0, at - CONTEXT);
  const line = text.slice(start, at + CONTEXT).replace(/\s/g, ' ');
  return html`<pre class="pointer" aria-label=${`The error is at character ${at + 1}`}>${start ? '…' : ''}${line}\n${' '.repeat(at - start + (start ? 1 : 0))}^</pre>`;
}
