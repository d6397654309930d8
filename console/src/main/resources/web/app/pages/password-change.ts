import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { session as api } from '../api/console';
import { Problem } from '../api/problem';
import { textField } from '../parts/field';
import { Submission } from '../parts/form';
import { formProblem } from '../parts/notice';
import { announce } from '../shell/announce';
import { LightElement } from '../shell/light-element';
import { me, useSession } from '../shell/session';

const FIELDS = ['current', 'password', 'repeated'];
const LABELS: readonly [keyof Passwords, string, string][] = [
  ['current', 'Present password', 'current-password'],
  ['password', 'New password', 'new-password'],
  ['repeated', 'New password again', 'new-password'],
];

interface Passwords { current: string; password: string; repeated: string }

const NONE: Passwords = { current: '', password: '', repeated: '' };

/** Changes the own password; the other sessions end. */
@customElement('mr-password-change')
export class PasswordChange extends LightElement {
  @state() private typed: Passwords = NONE;
  private readonly submission = new Submission(this);

  protected override render(): TemplateResult {
    return html`<form class="form" @submit=${this.submit}>
      ${formProblem(this.submission.problem, FIELDS)}
      <input type="text" name="user" autocomplete="username" .value=${me().signInName} hidden>
      ${LABELS.map(([name, label, autocomplete]) => textField({ name, label, autocomplete, type: 'password', value: this.typed[name], error: this.submission.error(name), changed: (value) => { this.typed = { ...this.typed, [name]: value }; } }))}
      <div><button class="primary" ?disabled=${this.submission.busy}>Change password</button></div>
      <p class="soft">At least 12 characters. Your other sessions end; keys go on.</p>
    </form>`;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    await this.submission.run(async () => {
      const { current, password, repeated } = this.typed;
      if (password !== repeated) throw new Problem(400, 'Not the same', '', { repeated: 'The two passwords are not the same.' });
      useSession(await api.setPassword(current, password));
      this.typed = NONE;
      announce('Your password is changed. Other sessions have ended.');
    });
  }
}
