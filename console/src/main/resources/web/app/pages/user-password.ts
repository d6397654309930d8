import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { users } from '../api/console';
import type { User } from '../api/types';
import { codeLine } from '../parts/code-block';
import { Submission } from '../parts/form';
import { modal } from '../parts/modal';
import { formProblem, notice } from '../parts/notice';
import { LightElement } from '../shell/light-element';

/** Gives a user a one-time password to hand over. */
@customElement('mr-user-password')
export class UserPassword extends LightElement {
  @property({ attribute: false }) user!: User;
  @state() private password = '';
  private readonly submission = new Submission(this);

  protected override render(): TemplateResult {
    const close = (): void => { this.dispatchEvent(new Event('closed')); };
    const name = this.user.displayName || this.user.signInName;
    if (this.password) {
      return modal({
        title: 'One-time password',
        close,
        content: html`${notice('good', `Hand this to ${name}`, 'It serves to set an own password, for three days, and is shown only now.')}${codeLine(this.password, 'one-time password')}`,
        actions: html`<button type="button" class="primary" autofocus @click=${close}>Done</button>`,
      });
    }
    return modal({
      title: `Reset the password of ${name}?`,
      close,
      submit: (event) => void this.submit(event),
      content: html`${formProblem(this.submission.problem, [])}<p>The present password stops working and all sessions of ${name} end. Keys go on.</p>`,
      actions: html`<button type="button" autofocus @click=${close}>Cancel</button><button class="danger" ?disabled=${this.submission.busy}>Reset password</button>`,
    });
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    await this.submission.run(async () => {
      this.password = (await users.resetPassword(this.user.id)).oneTimePassword;
    });
  }
}
