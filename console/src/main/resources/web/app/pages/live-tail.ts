import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { LiveBatch, LiveEvent } from '../api/types';
import { timeOfDay } from '../parts/format';
import { icon } from '../parts/icon';
import { LightElement } from '../shell/light-element';
import { attributesOf, eventTime, matches, summary, textOf, whence } from './live-event';

const MOST = 300;
const MOST_KNOWN = 5_000;
const AGAIN_MS = 5_000;
const STATES = { connecting: 'connecting …', live: 'live', paused: 'paused', again: 'connecting again …' } as const;

interface Shown { id: number; event: LiveEvent }

/** The newest events of an integration, as they arrive. Whatever stands in them is text. */
@customElement('mr-live-tail')
export class LiveTail extends LightElement {
  @property({ attribute: false }) integrationId = '';
  @state() private events: readonly Shown[] = [];
  @state() private waiting: readonly Shown[] = [];
  @state() private stream: keyof typeof STATES = 'connecting';
  @state() private filter = '';
  @state() private open: number | null = null;
  private source: EventSource | null = null;
  private last = 0;
  private again = 0;
  private known = new Set<string>();

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearTimeout(this.again);
    this.source?.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('integrationId')) {
      this.events = [];
      this.waiting = [];
      this.known.clear();
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
    this.source = new EventSource('/api/events/live');
    this.source.onopen = () => { if (this.stream !== 'paused') this.stream = 'live'; };
    this.source.onerror = () => this.interrupted();
    this.source.onmessage = (message) => this.add((JSON.parse(message.data as string) as LiveBatch).events);
  }

  /** The browser connects again by itself unless the server refused; then we ask again, later. */
  private interrupted(): void {
    if (this.stream !== 'paused') this.stream = 'again';
    if (this.source?.readyState !== EventSource.CLOSED) return;
    window.clearTimeout(this.again);
    this.again = window.setTimeout(() => this.watch(), AGAIN_MS);
  }

  /** A stream that was opened again begins with events from before; what was shown is not shown twice. */
  private isNew(event: LiveEvent): boolean {
    const place = whence(event);
    if (this.known.has(place)) return false;
    if (this.known.size >= MOST_KNOWN) this.known = new Set([...this.known].slice(MOST_KNOWN / 2));
    this.known.add(place);
    return true;
  }

  private add(arrived: readonly LiveEvent[]): void {
    const mine = arrived
      .filter((event) => event['integration_id'] === this.integrationId && this.isNew(event))
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
