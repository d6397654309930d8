import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Action, Policy, Rule, Selector } from '../api/types';
import { toggle } from '../parts/field';
import { icon } from '../parts/icon';
import { LightElement } from '../shell/light-element';

const SELECTORS: readonly { value: Selector; label: string; example: string }[] = [
  { value: 'PATH', label: 'attribute path', example: 'attributes.user.*' },
  { value: 'CONTENT_CLASS', label: 'content class', example: 'prompt' },
  { value: 'DETECTOR', label: 'detector', example: 'email' },
  { value: 'PATTERN', label: 'RE2 pattern', example: 'CUST-[0-9]{6}' },
];
const ACTIONS: readonly { value: Action; label: string; argument: string }[] = [
  { value: 'REMOVE', label: 'remove', argument: '' },
  { value: 'MASK', label: 'mask the match', argument: '' },
  { value: 'HMAC', label: 'replace by keyed hash', argument: 'key id' },
  { value: 'TRUNCATE', label: 'cut to length', argument: 'length' },
];
const CLASSES = ['prompt', 'response', 'tool_input', 'tool_output', 'raw_api_body', 'identity'];

/** A redaction policy. Sends `changed` with the whole policy. */
@customElement('mr-policy-editor')
export class PolicyEditor extends LightElement {
  @property({ attribute: false }) policy!: Policy;
  @property({ attribute: false }) error: string | undefined;

  protected override render(): TemplateResult {
    const { policy } = this;
    return html`
      ${toggle({ name: 'secretDetectors', label: 'Secret detectors', on: policy.secretDetectors, changed: (secretDetectors) => this.put({ secretDetectors }), sentence: 'Keys of providers and clouds, tokens, private keys and passwords in URLs are taken out wherever they stand.' })}
      ${toggle({ name: 'beforeKafka', label: 'Redact before anything is stored', on: policy.beforeKafka, changed: (beforeKafka) => this.put({ beforeKafka }), sentence: 'The gateway applies the policy itself, so that not even the raw topic holds what is taken out. A replay cannot bring it back.' })}
      ${policy.rules.length ? html`<ol class="rules" aria-label="Rules">${policy.rules.map((rule, index) => this.rule(rule, index))}</ol>` : nothing}
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      <button type="button" @click=${this.add}>${icon('plus')}<span>Add a rule</span></button>`;
  }

  private rule(rule: Rule, index: number): TemplateResult {
    const selector = SELECTORS.find((one) => one.value === rule.selector)!;
    const action = ACTIONS.find((one) => one.value === rule.action)!;
    const put = (part: Partial<Rule>): void => this.put({ rules: this.policy.rules.map((one, at) => (at === index ? { ...one, ...part } : one)) });
    const n = index + 1;
    return html`<li class="rule">
      <input aria-label=${`Rule ${n}: id`} class="code" .value=${rule.id} @input=${(event: Event) => put({ id: valueOf(event) })}>
      <select aria-label=${`Rule ${n}: what it looks at`} @change=${(event: Event) => put({ selector: valueOf(event) as Selector, match: '' })}>${SELECTORS.map((one) => html`<option value=${one.value} ?selected=${one === selector}>${one.label}</option>`)}</select>
      ${rule.selector === 'CONTENT_CLASS'
        ? html`<select aria-label=${`Rule ${n}: content class`} @change=${(event: Event) => put({ match: valueOf(event) })}><option value="" ?selected=${rule.match === ''}>choose …</option>${CLASSES.map((one) => html`<option ?selected=${one === rule.match}>${one}</option>`)}</select>`
        : html`<input aria-label=${`Rule ${n}: match`} class="code" placeholder=${selector.example} .value=${rule.match} @input=${(event: Event) => put({ match: valueOf(event) })}>`}
      <select aria-label=${`Rule ${n}: action`} @change=${(event: Event) => put({ action: valueOf(event) as Action, argument: null })}>${ACTIONS.map((one) => html`<option value=${one.value} ?selected=${one === action}>${one.label}</option>`)}</select>
      ${action.argument ? html`<input aria-label=${`Rule ${n}: ${action.argument}`} placeholder=${action.argument} .value=${rule.argument ?? ''} @input=${(event: Event) => put({ argument: valueOf(event) || null })}>` : nothing}
      <button type="button" class="plain" aria-label=${`Remove rule ${n}`} @click=${() => this.put({ rules: this.policy.rules.filter((_, at) => at !== index) })}>${icon('close')}</button>
    </li>`;
  }

  private add(): void {
    const ids = new Set(this.policy.rules.map((rule) => rule.id));
    let n = this.policy.rules.length + 1;
    while (ids.has(`rule-${n}`)) n++;
    this.put({ rules: [...this.policy.rules, { id: `rule-${n}`, selector: 'PATH', match: '', action: 'REMOVE', argument: null }] });
  }

  private put(part: Partial<Policy>): void {
    this.dispatchEvent(new CustomEvent<Policy>('changed', { detail: { ...this.policy, ...part } }));
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}
