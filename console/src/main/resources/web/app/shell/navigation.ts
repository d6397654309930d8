import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { session as api } from '../api/console';
import { icon } from '../parts/icon';
import { LightElement } from './light-element';
import { NAVIGATION, type Place } from './routes';
import { has, me, useSession } from './session';
import { theme, useTheme, type Theme } from './theme';

const THEMES: readonly { theme: Theme; label: string; icon: 'auto' | 'sun' | 'moon' }[] = [
  { theme: 'system', label: 'Theme of the system', icon: 'auto' },
  { theme: 'light', label: 'Light theme', icon: 'sun' },
  { theme: 'dark', label: 'Dark theme', icon: 'moon' },
];

/** Where one can go, who one is, and the theme. */
@customElement('mr-navigation')
export class Navigation extends LightElement {
  /** First part of the path of the page that is shown. */
  @property() current = '';
  @state() private open = false;

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('current')) this.open = false;
  }

  protected override render(): TemplateResult {
    return html`
      <header class="bar">
        <a class="brand" href="#/">${icon('mark')}<span>Millrace</span></a>
        <button type="button" class="plain menu" aria-expanded=${this.open} aria-controls="places" aria-label="Menu"
          @click=${() => { this.open = !this.open; }}>${icon('menu')}</button>
      </header>
      <div class="side ${this.open ? 'open' : ''}" id="places">
        <nav class="main" aria-label="Main">${NAVIGATION.map((group) => this.group(group.label, group.places))}</nav>
        <nav class="self" aria-label="You">
          <a class="place" href="#/account" aria-current=${this.current === 'account' ? 'page' : nothing}>
            ${icon('person')}<span class="who"><b>${me().displayName || me().signInName}</b><small>${me().role} · ${me().organizationName}</small></span></a>
          <div class="self-row">
            <div class="themes" role="group" aria-label="Theme">${THEMES.map((one) => html`
              <button type="button" class="plain" aria-pressed=${theme() === one.theme} aria-label=${one.label} title=${one.label}
                @click=${() => this.use(one.theme)}>${icon(one.icon)}</button>`)}</div>
            <button type="button" class="plain" @click=${this.signOut}>Sign out</button>
          </div>
        </nav>
      </div>`;
  }

  private group(label: string, places: readonly Place[]): TemplateResult | typeof nothing {
    const shown = places.filter((place) => !place.roles || has(...place.roles));
    if (!shown.length) return nothing;
    return html`<h2 class="group">${label}</h2><ul>${shown.map((place) => html`
      <li><a class="place" href="#/${place.path}" aria-current=${this.current === place.path ? 'page' : nothing}
        @click=${() => { this.open = false; }}>${icon(place.icon)}<span>${place.label}</span></a></li>`)}</ul>`;
  }

  private use(next: Theme): void {
    useTheme(next);
    this.requestUpdate();
  }

  private async signOut(): Promise<void> {
    try {
      await api.signOut();
    } finally {
      useSession(null);
    }
  }
}
