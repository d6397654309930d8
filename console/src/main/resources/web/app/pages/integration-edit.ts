import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { integrations } from '../api/console';
import { Problem } from '../api/problem';
import type { Integration, IntegrationChange, Policy, Quota } from '../api/types';
import { textField } from '../parts/field';
import { Submission } from '../parts/form';
import { formProblem, problemNotice } from '../parts/notice';
import { pageHead } from '../parts/page-head';
import { announce } from '../shell/announce';
import { LightElement } from '../shell/light-element';
import { go, href } from '../shell/router';
import './policy-editor';
import { quotaFields } from './quota-fields';
import { nameOf, whyNot } from './reference-name';

const NO_QUOTA: Quota = { requestsPerSecond: null, bytesPerSecond: null, recordsPerSecond: null, hard: false };
const POLICY: Policy = { secretDetectors: true, beforeKafka: false, rules: [] };
const FIELDS = ['displayName', 'description', 'referenceName', 'retentionDays', 'quota', 'policy'];

/** Makes or changes an integration. */
@customElement('mr-integration-edit')
export class IntegrationEdit extends LightElement {
  /** The integration to change; a new one if absent. */
  @property({ attribute: false }) integrationId: string | null = null;
  @state() private displayName = '';
  @state() private description = '';
  @state() private referenceName = '';
  @state() private referenceTouched = false;
  @state() private retention = '';
  @state() private quota: Quota = NO_QUOTA;
  @state() private policy: Policy = POLICY;
  @state() private others: Integration[] | null = null;
  @state() private problem: Problem | null = null;
  private readonly submission = new Submission(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  protected override render(): TemplateResult {
    if (this.problem) return problemNotice(this.problem, () => void this.load());
    if (!this.others) return html`<div aria-busy="true"></div>`;
    const id = this.integrationId;
    return html`
      ${pageHead({ title: id ? 'Edit integration' : 'New integration', above: id ? { href: href('integrations', id), label: 'Back' } : { href: '#/integrations', label: 'Integrations' } })}
      <form class="panel form" @submit=${this.submit}>
        ${formProblem(this.submission.problem, FIELDS)}
        ${textField({ name: 'displayName', label: 'Display name', value: this.displayName, autofocus: true, hint: 'What people call it, such as Claude Code of platform team.', error: this.submission.error('displayName'), changed: (value) => this.rename(value) })}
        ${textField({ name: 'description', label: 'Description', optional: true, value: this.description, error: this.submission.error('description'), changed: (value) => { this.description = value; } })}
        ${textField({ name: 'referenceName', label: 'Reference name', code: true, value: this.referenceName, error: this.referenceError(), hint: this.referenceHint(), changed: (value) => { this.referenceName = value; this.referenceTouched = true; } })}
        ${textField({ name: 'retentionDays', label: 'Keep for', optional: true, type: 'number', suffix: 'days', value: this.retention, error: this.submission.error('retentionDays'), hint: 'Empty: as long as the tables keep anything.', changed: (value) => { this.retention = value; } })}
        <fieldset><legend>Redaction</legend><mr-policy-editor .policy=${this.policy} .error=${this.submission.error('policy')} @changed=${(event: CustomEvent<Policy>) => { this.policy = event.detail; }}></mr-policy-editor></fieldset>
        <fieldset><legend>Limits</legend>${quotaFields(this.quota, this.submission.error('quota'), (quota) => { this.quota = quota; })}</fieldset>
        <div class="form-actions"><button class="primary" ?disabled=${this.submission.busy || this.referenceError() !== undefined}>${id ? 'Save' : 'Create'}</button>
          <a class="button" href=${id ? href('integrations', id) : '#/integrations'}>Cancel</a></div>
      </form>`;
  }

  private referenceError(): string | undefined {
    const taken = (this.others ?? []).map((one) => one.referenceName);
    return (this.referenceTouched ? whyNot(this.referenceName, taken) : undefined) ?? this.submission.error('referenceName');
  }

  private referenceHint(): TemplateResult {
    return html`In formulas: <code>${this.referenceName || 'myIntegration'}.event('api_request').count()</code>${this.integrationId ? html`. A new name breaks formulas that use the old one.` : nothing}`;
  }

  private rename(name: string): void {
    this.displayName = name;
    if (!this.referenceTouched && !this.integrationId) this.referenceName = nameOf(name);
  }

  private async load(): Promise<void> {
    try {
      const all = await integrations.all();
      const own = this.integrationId ? await integrations.get(this.integrationId) : null;
      if (own) this.take(own);
      this.others = all.filter((one) => one.id !== this.integrationId);
      this.problem = null;
      await this.updateComplete;
      this.querySelector<HTMLElement>('[autofocus]')?.focus();
    } catch (thrown) {
      this.problem = Problem.from(thrown);
    }
  }

  private take(own: Integration): void {
    this.displayName = own.displayName;
    this.description = own.description;
    this.referenceName = own.referenceName;
    this.retention = own.retentionDays ? String(own.retentionDays) : '';
    this.quota = own.quota;
    this.policy = own.policy;
  }

  private request(): IntegrationChange {
    const { displayName, description, referenceName, quota, policy } = this;
    return { displayName, description, referenceName, quota, policy, retentionDays: Number(this.retention || 0) };
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    this.referenceTouched = true;
    await this.submission.run(async () => {
      const id = this.integrationId;
      const saved = id ? await integrations.change(id, this.request()) : await integrations.create(this.request());
      announce(id ? 'Saved. Gateways hear of it within seconds.' : `${saved.displayName} is there. Set up its clients now.`);
      if (id) go('integrations', saved.id);
      else go('integrations', saved.id, 'setup');
    });
  }
}
