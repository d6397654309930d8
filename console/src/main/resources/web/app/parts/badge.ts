import { html, type TemplateResult } from 'lit';

export type Tone = 'good' | 'warning' | 'bad' | 'neutral' | 'waiting';

/** A word for a state, with a dot in its colour: the word alone says it, too. */
export function badge(tone: Tone, word: string): TemplateResult {
  return html`<span class="badge ${tone}">${word}</span>`;
}

const HEALTH: Record<string, [Tone, string]> = {
  silent: ['waiting', 'waiting for data'],
  receiving: ['good', 'receiving'],
  quiet: ['neutral', 'quiet for an hour'],
  failing: ['bad', 'refusing'],
};

/** What arrives at an integration, in a word. */
export function healthBadge(status: string): TemplateResult {
  const [tone, word] = HEALTH[status] ?? ['neutral', status];
  return badge(tone, word);
}
