import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { LiveBatch, LiveEvent } from '../api/types';
import { timeOfDay } from '../parts/format';
import { icon } from '../parts/icon';
import { LightElement } from '../shell/light-element';
import { attributesOf, eventTime, matches, summary, textOf } from './live-event';

const MOST = 300;
const STATES = { connecting: 'connecting …', live: 'live', paused: 'paused', again: 'connecting again …' } as const;

interface Shown { id: number; event: LiveEvent }

/** The newest events of an integration, as they arrive. Whatever stands in them is text. */
@customElement('mr-live-tail')
export class LiveTail extends LightElement {
  @property({ attribute: false }) integrationId = '';
  @property({ attribute: false }) referenceName = '';
  @state() private events: readonly Shown[] = [];
  @state() private waiting: readonly Shown[] = [];
  @state() private stream: keyof typeof STATES = 'connecting';
  @state() private filter = '';
  @state() private open: number | null = null;
  private source: EventSource | null = null;
  private last = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.source?.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('integrationId')) {
      this.events = [];
      this.waiting = [];
      this.watch();
    }
  }

  protected override render(): TemplateResult {
    const shown = this.events.filter(({ event }) => matches(event, this.filter));
    return html`<section class="panel" aria-labelledby="live-title">
      <div class="panel-head">
        <h2 id="live-title">Newest events</h2>
        <span class="live-state ${this.stream}" role="status">${STATES[this.stream]}</span>
        <div class="spacer"></div>
        <input type="search" aria-label="Show only events with this text" placeholder="Filter" .value=${this.filter}
          @input=${(event: Event) => { this.filter = (event.target as HTMLInputElement).value; }}>
        <button type="button" aria-pressed=${this.stream === 'paused'} @click=${this.pause}>${icon(this.stream === 'paused' ? 'play' : 'pause')}<span>${this.stream === 'paused' ? `Go on${this.waiting.length ? ` (${this.waiting.length})` : ''}` : 'Pause'}</span></button>
      </div>
      <div class="scroll tall" tabindex="0" role="region" aria-label="Events as they arrive">
        <table class="live">
          <thead><tr><th scope="col">Time</th><th scope="col">Signal</th><th scope="col">Event</th><th scope="col">Session</th><th scope="col">Details</th></tr></thead>
          <tbody>${repeat(shown, ({ id }) => id, (one) => this.row(one))}
            ${shown.length ? nothing : html`<tr><td colspan="5" class="soft nothing-yet">${this.events.length ? 'No event has this text.' : 'Nothing has arrived since this page was opened. New events appear here within a second or two.'}</td></tr>`}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  private row({ id, event }: Shown): TemplateResult {
    const open = this.open === id;
    return html`<tr class="event">
      <td>${timeOfDay(eventTime(event))}</td>
      <td><span class="chip">${textOf(event['signal'])}</span></td>
      <td><button type="button" class="link" aria-expanded=${open} @click=${() => { this.open = open ? null : id; }}>${textOf(event['name']) || '(no name)'}</button></td>
      <td><code>${textOf(event['session_id']).slice(0, 8)}</code></td>
      <td class="details">${summary(event)}</td>
    </tr>${open ? html`<tr class="opened"><td colspan="5"><dl class="attributes">${attributesOf(event).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></td></tr>` : nothing}`;
  }

  private watch(): void {
    this.source?.close();
    this.stream = 'connecting';
    this.source = new EventSource('/api/events/live');
    this.source.onopen = () => { if (this.stream !== 'paused') this.stream = 'live'; };
    this.source.onerror = () => { if (this.stream !== 'paused') this.stream = 'again'; };
    this.source.onmessage = (message) => this.add((JSON.parse(message.data as string) as LiveBatch).events);
  }

  private add(arrived: readonly LiveEvent[]): void {
    const mine = arrived
      .filter((event) => event['integration_id'] === this.integrationId || event['integration'] === this.referenceName)
      .map((event) => ({ id: ++this.last, event }))
      .reverse();
    if (!mine.length) return;
    if (this.stream === 'paused') this.waiting = [...mine, ...this.waiting].slice(0, MOST);
    else this.events = [...mine, ...this.events].slice(0, MOST);
  }

  private pause(): void {
    if (this.stream !== 'paused') {
      this.stream = 'paused';
      return;
    }
    this.events = [...this.waiting, ...this.events].slice(0, MOST);
    this.waiting = [];
    this.stream = this.source?.readyState === EventSource.OPEN ? 'live' : 'again';
  }
}
