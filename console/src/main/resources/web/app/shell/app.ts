import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { session as api } from '../api/console';
import { SIGNED_OUT } from '../api/http';
import { Problem } from '../api/problem';
import { notice, problemNotice } from '../parts/notice';
import '../pages/set-password';
import '../pages/sign-in';
import { announce } from './announce';
import { LightElement } from './light-element';
import './messages';
import './navigation';
import { match, type Match } from './router';
import { HOME, ROUTES } from './routes';
import { has, session, useSession, watchSession } from './session';

/** The whole page: who is signed in decides what is shown, then the address does. */
@customElement('mr-app')
export class App extends LightElement {
  @state() private loading = true;
  @state() private problem: Problem | null = null;
  @state() private at: Match | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    watchSession(() => this.requestUpdate());
    window.addEventListener('hashchange', () => this.follow(true));
    window.addEventListener(SIGNED_OUT, () => this.leave());
    this.follow(false);
    void this.start();
  }

  protected override render(): TemplateResult {
    return html`${this.content()}<mr-messages></mr-messages>`;
  }

  private content(): TemplateResult {
    if (this.loading) return html`<main class="centered" aria-busy="true"></main>`;
    if (this.problem) return html`<main class="centered">${problemNotice(this.problem, () => void this.start())}</main>`;
    const open = this.at?.route.open;
    if (open) return html`<main class="centered" id="content">${this.at!.route.render(this.at!.parameters)}</main>`;
    if (!session()) return html`<main class="centered" id="content"><mr-sign-in></mr-sign-in></main>`;
    if (session()!.mustSetPassword) return html`<main class="centered" id="content"><mr-set-password></mr-set-password></main>`;
    return html`
      <a class="skip" href="#content" @click=${this.skip}>Skip to the content</a>
      <mr-navigation .current=${this.at?.route.path.split('/')[0] ?? ''}></mr-navigation>
      <main id="content" tabindex="-1">${this.page()}</main>`;
  }

  private page(): TemplateResult {
    const at = this.at;
    if (!at) return notice('info', 'There is no such page', html`Go on at <a href=${`#/${HOME}`}>Integrations</a>.`);
    const roles = at.route.roles;
    if (roles && !has(...roles)) return notice('info', 'This page is not for your role', `It needs the role ${roles.join(' or ')}. Ask an owner of your organization.`);
    return at.route.render(at.parameters);
  }

  private async start(): Promise<void> {
    this.problem = null;
    try {
      useSession(await api.current());
    } catch (thrown) {
      const problem = Problem.from(thrown);
      if (problem.status !== 401) this.problem = problem;
    }
    this.loading = false;
  }

  private follow(moved: boolean): void {
    if (location.hash.replace(/^#\/?/, '') === '') {
      history.replaceState(null, '', `#/${HOME}`);
    }
    const next = match(ROUTES, location.hash);
    const otherPage = next?.route.path !== this.at?.route.path;
    this.at = next;
    document.title = next ? `${next.route.title} · Millrace` : 'Millrace';
    if (moved && otherPage) void this.updateComplete.then(() => this.startOfPage());
  }

  /** Focus follows the page, so that keyboard and screen reader go on where the eyes are. */
  private startOfPage(): void {
    window.scrollTo(0, 0);
    if (!document.querySelector('dialog[open]')) this.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  }

  private skip(click: Event): void {
    click.preventDefault();
    this.querySelector<HTMLElement>('main')?.focus();
  }

  private leave(): void {
    if (!session()) return;
    useSession(null);
    announce('Your session has ended. Sign in again.', 'error');
  }
}

