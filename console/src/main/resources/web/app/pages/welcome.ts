import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { session as api } from '../api/console';
import { Problem } from '../api/problem';
import { problemNotice } from '../parts/notice';
import { LightElement } from '../shell/light-element';
import { useSession } from '../shell/session';
import { rememberGivenPassword } from './given-password';

/** The link of the first start: signs in with the password that serves once, and leaves no trace of it in the address. */
@customElement('mr-welcome')
export class Welcome extends LightElement {
  @property({ attribute: false }) user = '';
  @property({ attribute: false }) password = '';
  @state() private problem: Problem | null = null;

  protected override firstUpdated(): void {
    history.replaceState(null, '', '#/');
    void this.enter();
  }

  protected override render(): TemplateResult {
    if (!this.problem) return html`<div class="card narrow" aria-busy="true"><p class="pulse">Signing in …</p></div>`;
    return html`<div class="card narrow"><h1>This link is used up</h1>
      ${problemNotice(this.problem)}
      <p>It opens the door once, right after the first start. If you have set a password since, sign in with it.</p>
      <a class="button primary" href="#/integrations">Sign in</a></div>`;
  }

  private async enter(): Promise<void> {
    try {
      const next = await api.signIn(this.user, this.password);
      if (next.mustSetPassword) rememberGivenPassword(this.password);
      location.hash = '#/integrations';
      useSession(next);
    } catch (thrown) {
      this.problem = Problem.from(thrown);
    }
  }
}
