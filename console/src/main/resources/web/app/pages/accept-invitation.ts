import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { invitations } from '../api/console';
import type { InvitationInfo } from '../api/types';
import { textField } from '../parts/field';
import { Submission } from '../parts/form';
import { ago } from '../parts/format';
import { icon } from '../parts/icon';
import { formProblem, problemNotice } from '../parts/notice';
import { announce } from '../shell/announce';
import { LightElement } from '../shell/light-element';
import { Loaded } from '../shell/loaded';
import { useSession } from '../shell/session';

/** Whoever has the link becomes a user. */
@customElement('mr-accept-invitation')
export class AcceptInvitation extends LightElement {
  @property({ attribute: false }) token = '';
  @state() private displayName = '';
  @state() private password = '';
  private readonly info = new Loaded<InvitationInfo>(this, () => invitations.lookUp(this.token));
  private readonly submission = new Submission(this);

  protected override render(): TemplateResult {
    const { value, problem } = this.info;
    return html`<div class="card narrow" aria-busy=${this.info.waiting}>
      <div class="brand">${icon('mark')}<span>Millrace</span></div>
      ${problem ? html`<h1>This invitation does not work</h1>${problemNotice(problem)}<a class="button" href="#/integrations">Sign in</a>` : value ? this.form(value) : ''}
    </div>`;
  }

  private form(info: InvitationInfo): TemplateResult {
    const { submission } = this;
    return html`<form class="form" @submit=${this.submit}>
      <h1>Join ${info.organizationName}</h1>
      <p class="soft">You will sign in as <b>${info.signInName}</b>, as ${info.role}. The link works once and ends ${ago(info.expiresAt)}.</p>
      ${formProblem(submission.problem, ['displayName', 'password'])}
      <input type="text" name="user" autocomplete="username" .value=${info.signInName} hidden>
      ${textField({ name: 'displayName', label: 'Your name', autocomplete: 'name', autofocus: true, value: this.displayName, error: submission.error('displayName'), changed: (value) => { this.displayName = value; } })}
      ${textField({ name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', hint: 'At least 12 characters.', value: this.password, error: submission.error('password'), changed: (value) => { this.password = value; } })}
      <button class="primary" ?disabled=${submission.busy}>Join</button>
    </form>`;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    await this.submission.run(async () => {
      const joined = await invitations.accept(this.token, this.displayName, this.password);
      location.hash = '#/integrations';
      useSession(joined);
      announce(`Welcome to ${joined.organizationName}.`);
    });
  }
}
