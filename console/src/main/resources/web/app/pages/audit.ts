import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { audit, type AuditFilter } from '../api/console';
import { Problem } from '../api/problem';
import type { AuditEntry } from '../api/types';
import { exactly } from '../parts/format';
import { icon } from '../parts/icon';
import { problemNotice } from '../parts/notice';
import { pageHead } from '../parts/page-head';
import { LightElement } from '../shell/light-element';
import { changes } from './audit-changes';
import { auditFields, EVERYTHING } from './audit-filter';

/** Who did what, when and from where. */
@customElement('mr-audit')
export class Audit extends LightElement {
  @state() private filter: AuditFilter = EVERYTHING;
  @state() private entries: readonly AuditEntry[] = [];
  @state() private next: string | null = null;
  @state() private busy = true;
  @state() private problem: Problem | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load(true);
  }

  protected override render(): TemplateResult {
    return html`${pageHead({
      title: 'Audit log',
      text: 'Every change and every sign-in, newest first. It only grows; nobody can edit it here.',
      actions: html`
        <a class="button" href=${audit.exportPath(this.filter, 'csv')} download="audit.csv">${icon('download')}<span>CSV</span></a>
        <a class="button" href=${audit.exportPath(this.filter, 'ndjson')} download="audit.ndjson">${icon('download')}<span>JSON lines</span></a>`,
    })}
    ${this.problem ? problemNotice(this.problem, () => void this.load(true)) : nothing}
    <section class="panel" aria-busy=${this.busy}>
      <div class="panel-head">${auditFields(this.filter, (next) => this.narrow(next))}</div>
      <div class="scroll" tabindex="0" role="region" aria-label="Audit log"><table class="list">
        <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Of</th><th scope="col">From</th><th scope="col">Changes</th></tr></thead>
        <tbody>${this.entries.map((entry) => this.row(entry))}
          ${this.entries.length || this.busy ? nothing : html`<tr><td colspan="6" class="soft nothing-yet">No such entry.</td></tr>`}</tbody>
      </table></div>
      ${this.next ? html`<button type="button" class="more" ?disabled=${this.busy} @click=${() => this.load(false)}>Older entries</button>` : nothing}
    </section>`;
  }

  private row(entry: AuditEntry): TemplateResult {
    const name = entry.actorName || entry.actorId || 'the console';
    return html`<tr>
      <td class="nowrap">${exactly(entry.at)}</td>
      <td>${entry.actorId ? html`<button type="button" class="link" title="Show only this user" @click=${() => this.narrow({ ...this.filter, actorId: entry.actorId })}>${name}</button>` : name} ${entry.actorKind === 'session' ? nothing : html`<span class="soft">${entry.actorKind}</span>`}</td>
      <td><code>${entry.action}</code></td>
      <td>${entry.subjectKind} <code>${entry.subjectId}</code></td>
      <td>${entry.address}</td>
      <td>${changes(entry)}</td></tr>`;
  }

  private narrow(filter: AuditFilter): void {
    this.filter = filter;
    void this.load(true);
  }

  private async load(anew: boolean): Promise<void> {
    const asked = this.filter;
    this.busy = true;
    try {
      const part = await audit.page(asked, anew ? null : this.next);
      if (asked !== this.filter) return;
      this.entries = anew ? part.items : [...this.entries, ...part.items];
      this.next = part.next;
      this.problem = null;
    } catch (thrown) {
      this.problem = Problem.from(thrown);
    }
    this.busy = false;
  }
}
