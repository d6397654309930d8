import { html, nothing, type TemplateResult } from 'lit';
import type { Integration, Quota } from '../api/types';
import { bytes, date, number } from '../parts/format';

/** How an integration's data is redacted, limited and kept, in words. */
export function policyFacts(integration: Integration): TemplateResult {
  const { policy, quota, retentionDays } = integration;
  return html`
    <div><dt>Redaction</dt><dd>Secret detectors ${policy.secretDetectors ? 'on' : html`<b>off</b>`}${policy.rules.length ? html`, ${number(policy.rules.length)} ${policy.rules.length === 1 ? 'rule' : 'rules'} of your own` : nothing}${policy.beforeKafka ? ', applied before anything is stored' : nothing}</dd></div>
    <div><dt>Limits</dt><dd>${limits(quota)}</dd></div>
    <div><dt>Kept for</dt><dd>${retentionDays ? `${number(retentionDays)} days` : 'as long as the tables keep'}</dd></div>
    <div><dt>Made</dt><dd>${date(integration.createdAt)}</dd></div>`;
}

function limits(quota: Quota): string {
  const parts = [
    quota.requestsPerSecond && `${number(quota.requestsPerSecond)} requests/s`,
    quota.recordsPerSecond && `${number(quota.recordsPerSecond)} records/s`,
    quota.bytesPerSecond && `${bytes(quota.bytesPerSecond)}/s`,
  ].filter(Boolean);
  return parts.length ? `${parts.join(', ')}; more is ${quota.hard ? 'refused with 429' : 'taken and warned of'}` : 'none';
}
