import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { session as api } from '../api/console';
import { Problem } from '../api/problem';
import { textField } from '../parts/field';
import { Submission } from '../parts/form';
import { formProblem } from '../parts/notice';
import { announce } from '../shell/announce';
import { LightElement } from '../shell/light-element';
import { me, useSession } from '../shell/session';
import { takeGivenPassword } from './given-password';

const FIELDS = ['password', 'repeated', 'current'];

/** An own password instead of the one-time password; nothing else works before. */
@customElement('mr-set-password')
export class SetPassword extends LightElement {
  @state() private current = takeGivenPassword();
  @state() private password = '';
  @state() private repeated = '';
  private readonly known = this.current !== '';
  private readonly submission = new Submission(this);

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>('input:not([hidden])')?.focus();
  }

  protected override render(): TemplateResult {
    return html`<form class="card narrow" @submit=${this.submit}>
      <h1>Set your password</h1>
      <p class="soft">You signed in as <b>${me().signInName}</b> with a password that serves once. Choose your own, of at least 12 characters.</p>
      ${formProblem(this.submission.problem, FIELDS)}
      <input type="text" name="user" autocomplete="username" .value=${me().signInName} hidden>
      ${this.known ? nothing : textField({ name: 'current', label: 'One-time password', type: 'password', autocomplete: 'current-password', value: this.current, error: this.submission.error('current'), changed: (value) => { this.current = value; } })}
      ${textField({ name: 'password', label: 'New password', type: 'password', autocomplete: 'new-password', value: this.password, error: this.submission.error('password'), changed: (value) => { this.password = value; } })}
      ${textField({ name: 'repeated', label: 'New password again', type: 'password', autocomplete: 'new-password', value: this.repeated, error: this.submission.error('repeated'), changed: (value) => { this.repeated = value; } })}
      <button class="primary" ?disabled=${this.submission.busy}>Set password</button>
    </form>`;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    await this.submission.run(async () => {
      if (this.password !== this.repeated) throw new Problem(400, 'Not the same', '', { repeated: 'The two passwords are not the same.' });
      useSession(await api.setPassword(this.current, this.password));
      announce('Your password is set.');
    });
  }
}
