import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { integrations } from '../api/console';
import { Problem } from '../api/problem';
import { query } from '../api/query';
import type { Integration, QueryResult } from '../api/types';
import { download } from '../parts/download';
import { icon } from '../parts/icon';
import { empty } from '../parts/notice';
import { pageHead } from '../parts/page-head';
import '../parts/result-table';
import { toCsv } from '../parts/csv';
import { LightElement } from '../shell/light-element';
import { Loaded } from '../shell/loaded';
import { exampleFormulas, exampleStatements, type Example } from './explore-examples';
import { firstOptions, optionFields, period, type Options } from './explore-options';
import { queryProblem } from './query-problem';

type Mode = 'formula' | 'sql';

/** One formula or one statement, and its rows. */
@customElement('mr-explore')
export class Explore extends LightElement {
  @state() private mode: Mode = 'formula';
  @state() private texts: Record<Mode, string> = { formula: '', sql: '' };
  @state() private options: Options = firstOptions();
  @state() private result: QueryResult | null = null;
  @state() private problem: Problem | null = null;
  @state() private running: string | null = null;
  private readonly integrations = new Loaded<Integration[]>(this, integrations.all);

  protected override render(): TemplateResult {
    return html`${pageHead({ title: 'Explore', text: 'Ask with a formula or with SQL over everything that has arrived.' })}
      <section class="panel">
        <div class="segments" role="group" aria-label="Language">
          <button type="button" aria-pressed=${this.mode === 'formula'} @click=${() => this.use('formula')}>Formula</button>
          <button type="button" aria-pressed=${this.mode === 'sql'} @click=${() => this.use('sql')}>SQL</button></div>
        <form class="query" @submit=${this.submit} @keydown=${this.shortcut}>
          <label for="query-text">${this.mode === 'formula' ? 'Formula' : 'Statement'}</label>
          <textarea id="query-text" class="code" rows=${this.mode === 'formula' ? 2 : 5} spellcheck="false" aria-describedby="query-problem" aria-invalid=${this.problem !== null}
            .value=${this.texts[this.mode]} @input=${(event: Event) => { this.texts = { ...this.texts, [this.mode]: (event.target as HTMLTextAreaElement).value }; }}></textarea>
          <div id="query-problem" aria-live="assertive">${this.problem ? queryProblem(this.problem, this.texts[this.mode]) : nothing}</div>
          ${this.mode === 'formula' ? optionFields(this.options, (next) => { this.options = next; }) : nothing}
          <div class="form-actions">
            ${this.running ? html`<button type="button" @click=${this.cancel}>Cancel</button>` : html`<button class="primary">${icon('play')}<span>Run</span></button>`}
            <span class="soft">Ctrl + Enter</span>
            <div class="spacer"></div>
            <label class="inline">Examples <select .value=${''} @change=${this.takeExample}><option value="">choose …</option>${this.examples().map((one, index) => html`<option value=${index}>${one.label}</option>`)}</select></label>
          </div>
        </form>
      </section>
      <section class="panel" aria-label="Result" aria-live="polite" aria-busy=${this.running !== null}>${this.answer()}</section>`;
  }

  private answer(): TemplateResult {
    if (this.running) return html`<p class="soft pulse">Running …</p>`;
    if (this.problem) return html`<p class="soft">No rows: the message above says why.</p>`;
    if (!this.result) return empty('Nothing asked yet', 'Write a formula or take an example, then run it. Rows appear here and can be saved as CSV.');
    return html`<mr-result-table .result=${this.result} @csv=${this.saveCsv}></mr-result-table>`;
  }

  private examples(): readonly Example[] {
    const first = this.integrations.value?.[0]?.referenceName ?? 'claudeCode';
    return this.mode === 'formula' ? exampleFormulas(first) : exampleStatements();
  }

  private use(mode: Mode): void {
    this.mode = mode;
    this.problem = null;
    this.result = null;
  }

  private takeExample(event: Event): void {
    const select = event.target as HTMLSelectElement;
    const example = this.examples()[Number(select.value)];
    select.value = '';
    if (example) this.texts = { ...this.texts, [this.mode]: example.text };
  }

  private shortcut(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.run();
    }
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.running || !this.texts[this.mode].trim()) return;
    const queryId = `page-${Date.now().toString(36)}-${Math.floor(Math.random() * 1e9).toString(36)}`;
    this.running = queryId;
    this.problem = null;
    try {
      this.result = this.mode === 'sql'
        ? await query.sql(this.texts.sql, queryId)
        : await query.formula({ formula: this.texts.formula, ...period(this.options), queryId });
    } catch (thrown) {
      this.result = null;
      this.problem = Problem.from(thrown);
    }
    this.running = null;
  }

  private async cancel(): Promise<void> {
    if (this.running) await query.cancel(this.running).catch(() => undefined);
  }

  private saveCsv(): void {
    if (this.result) download('result.csv', 'text/csv', toCsv(this.result));
  }
}
