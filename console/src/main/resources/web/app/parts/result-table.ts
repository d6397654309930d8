import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { QueryResult } from '../api/types';
import { LightElement } from '../shell/light-element';
import { number } from './format';
import { icon } from './icon';
import { notice } from './notice';

const FIRST = 200;
const NUMBER = new Intl.NumberFormat(undefined, { maximumFractionDigits: 6 });

/** Rows of a query. Sends `csv` when they shall be saved. Values are shown as text, whatever stands in them. */
@customElement('mr-result-table')
export class ResultTable extends LightElement {
  @property({ attribute: false }) result!: QueryResult;
  @state() private most = FIRST;

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('result')) this.most = FIRST;
  }

  protected override render(): TemplateResult {
    const { columns, rows, truncated, elapsedMs, warnings } = this.result;
    const shown = rows.slice(0, this.most);
    return html`
      <div class="panel-head"><span>${number(rows.length)} ${rows.length === 1 ? 'row' : 'rows'} <span class="soft">in ${number(elapsedMs)} ms</span></span><div class="spacer"></div>
        <button type="button" ?disabled=${rows.length === 0} @click=${() => this.dispatchEvent(new Event('csv'))}>${icon('download')}<span>Download CSV</span></button></div>
      ${truncated ? notice('warning', 'Not all rows are here', 'The answer was cut at its limit. Narrow the question or group more.') : nothing}
      ${(warnings ?? []).map((warning) => notice('warning', warning))}
      <div class="scroll tall" tabindex="0" role="region" aria-label="Rows"><table class="list result">
        <thead><tr>${columns.map((column) => html`<th scope="col" class=${isNumber(column.type) ? 'number' : ''} title=${column.type}>${column.name}</th>`)}</tr></thead>
        <tbody>${shown.map((row) => html`<tr>${row.map((value, index) => cell(value, columns[index]?.type ?? ''))}</tr>`)}
          ${rows.length ? nothing : html`<tr><td colspan=${columns.length || 1} class="soft nothing-yet">The query ran and found nothing.</td></tr>`}</tbody>
      </table></div>
      ${rows.length > this.most ? html`<button type="button" @click=${() => { this.most += FIRST * 5; }}>Show more of ${number(rows.length)}</button>` : nothing}`;
  }
}

function isNumber(type: string): boolean {
  return /^(number|.*INT.*|DOUBLE|FLOAT|DECIMAL.*)$/.test(type) && !type.endsWith('[]');
}

function cell(value: unknown, type: string): TemplateResult {
  if (value === null || value === undefined) return html`<td class="soft ${isNumber(type) ? 'number' : ''}">–</td>`;
  if (typeof value === 'number') return html`<td class="number">${NUMBER.format(value)}</td>`;
  return html`<td>${typeof value === 'object' ? JSON.stringify(value) : String(value)}</td>`;
}
