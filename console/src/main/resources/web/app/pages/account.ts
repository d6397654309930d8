import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { organization, session as api } from '../api/console';
import { Problem } from '../api/problem';
import type { SessionEntry } from '../api/types';
import { badge } from '../parts/badge';
import { confirm } from '../parts/confirm';
import { textField } from '../parts/field';
import { Submission } from '../parts/form';
import { ago } from '../parts/format';
import { formProblem, problemNotice } from '../parts/notice';
import { pageHead } from '../parts/page-head';
import { announce } from '../shell/announce';
import { LightElement } from '../shell/light-element';
import { Loaded } from '../shell/loaded';
import { has, me, useSession } from '../shell/session';
import { theme, useTheme, type Theme } from '../shell/theme';
import './password-change';

const THEMES: readonly [Theme, string][] = [['system', 'As the system'], ['light', 'Light'], ['dark', 'Dark']];

/** The own account: password, sessions, theme; for owners the organization's name. */
@customElement('mr-account')
export class Account extends LightElement {
  @state() private organizationName = me().organizationName;
  private readonly sessions = new Loaded<SessionEntry[]>(this, api.everywhere);
  private readonly renaming = new Submission(this);

  protected override render(): TemplateResult {
    return html`${pageHead({ title: 'Your account', text: `${me().displayName || me().signInName}, ${me().role} of ${me().organizationName}` })}
      <div class="two-columns">
        <section class="panel" aria-labelledby="password-title"><h2 id="password-title">Password</h2><mr-password-change></mr-password-change></section>
        <div>
          <section class="panel" aria-labelledby="theme-title"><h2 id="theme-title">Theme</h2>
            <div class="segments" role="group" aria-labelledby="theme-title">${THEMES.map(([one, label]) => html`<button type="button" aria-pressed=${theme() === one} @click=${() => this.use(one)}>${label}</button>`)}</div>
            <p class="soft">Remembered in this browser.</p></section>
          ${has('owner') ? this.organization() : nothing}
        </div>
      </div>
      <section class="panel" aria-labelledby="sessions-title"><div class="panel-head"><h2 id="sessions-title">Where you are signed in</h2><div class="spacer"></div>
        <button type="button" class="danger" @click=${this.signOutEverywhere}>Sign out everywhere</button></div>
        ${this.sessions.problem ? problemNotice(this.sessions.problem, () => void this.sessions.reload()) : this.table()}
      </section>`;
  }

  private organization(): TemplateResult {
    return html`<section class="panel" aria-labelledby="organization-title"><h2 id="organization-title">Organization</h2>
      <form class="inline-form" @submit=${this.rename}>
        ${formProblem(this.renaming.problem, ['displayName'])}
        ${textField({ name: 'organization', label: 'Name', value: this.organizationName, error: this.renaming.error('displayName'), changed: (value) => { this.organizationName = value; } })}
        <button ?disabled=${this.renaming.busy}>Rename</button></form></section>`;
  }

  private table(): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Your sessions" aria-busy=${this.sessions.waiting}><table class="list">
      <thead><tr><th scope="col">Browser</th><th scope="col">Address</th><th scope="col">Signed in</th><th scope="col">Last seen</th></tr></thead>
      <tbody>${this.sessions.value?.map((one) => html`<tr><th scope="row"><span class="clip" title=${one.client}>${browser(one.client)}</span> ${one.current ? badge('good', 'this one') : nothing}</th><td>${one.address}</td><td>${ago(one.createdAt)}</td><td>${ago(one.lastSeenAt)}</td></tr>`)}</tbody>
    </table></div>`;
  }

  private use(next: Theme): void {
    useTheme(next);
    document.querySelector<HTMLElement & { requestUpdate(): void }>('mr-navigation')?.requestUpdate();
    this.requestUpdate();
  }

  private async rename(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    await this.renaming.run(async () => {
      const renamed = await organization.rename(this.organizationName);
      useSession({ ...me(), organizationName: renamed.displayName });
      announce('The organization is renamed.');
    });
  }

  private async signOutEverywhere(): Promise<void> {
    if (!await confirm({ title: 'Sign out everywhere?', text: 'All your sessions end, this one too. Keys go on.', action: 'Sign out everywhere' })) return;
    try {
      await api.signOutEverywhere();
      useSession(null);
    } catch (thrown) {
      announce(Problem.from(thrown).message, 'error');
    }
  }
}

/** A browser's long name, cut down to what people know. */
function browser(client: string): string {
  const name = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'].find((one) => client.includes(`${one}/`));
  const system = ['Windows', 'Mac OS X', 'Android', 'iPhone', 'Linux'].find((one) => client.includes(one));
  if (!name) return client || 'unknown';
  return `${name === 'Edg' ? 'Edge' : name === 'OPR' ? 'Opera' : name}${system ? ` on ${system === 'Mac OS X' ? 'macOS' : system}` : ''}`;
}
