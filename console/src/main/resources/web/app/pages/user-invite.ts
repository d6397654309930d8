import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { invitations } from '../api/console';
import type { Invitation, Role } from '../api/types';
import { codeLine } from '../parts/code-block';
import { selectField, textField } from '../parts/field';
import { Submission } from '../parts/form';
import { ago } from '../parts/format';
import { modal } from '../parts/modal';
import { formProblem, notice } from '../parts/notice';
import { LightElement } from '../shell/light-element';
import { roleChoices, ROLES } from './roles';

/** Makes an invitation and shows its link once. */
@customElement('mr-user-invite')
export class UserInvite extends LightElement {
  @state() private signInName = '';
  @state() private given: Role = 'member';
  @state() private made: Invitation | null = null;
  private readonly submission = new Submission(this);

  protected override render(): TemplateResult {
    const close = (): void => { this.dispatchEvent(new Event('closed')); };
    if (this.made) {
      return modal({
        title: 'Invitation made',
        close,
        content: html`${notice('good', `Hand this link to ${this.made.signInName}`, html`It works once, ends ${ago(this.made.expiresAt)} and is shown only now. No mail is sent.`)}${codeLine(this.made.link ?? '', 'invitation link')}`,
        actions: html`<button type="button" class="primary" autofocus @click=${close}>Done</button>`,
      });
    }
    return modal({
      title: 'Invite somebody',
      close,
      submit: (event) => void this.submit(event),
      content: html`
        ${formProblem(this.submission.problem, ['signInName', 'role'])}
        ${textField({ name: 'signInName', label: 'E-mail address or name', value: this.signInName, autofocus: true, hint: 'What the person will sign in with.', error: this.submission.error('signInName'), changed: (value) => { this.signInName = value; } })}
        ${selectField({ name: 'role', label: 'Role', value: this.given, hint: ROLES[this.given], error: this.submission.error('role'), choices: roleChoices().map((role) => ({ value: role, label: role })), changed: (value) => { this.given = value as Role; } })}`,
      actions: html`<button type="button" @click=${close}>Cancel</button><button class="primary" ?disabled=${this.submission.busy}>Make invitation</button>`,
    });
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    await this.submission.run(async () => {
      this.made = await invitations.create(this.signInName, this.given);
    });
  }
}
