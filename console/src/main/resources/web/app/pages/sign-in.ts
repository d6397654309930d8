import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { session as api } from '../api/console';
import type { SignInOptions } from '../api/types';
import { textField } from '../parts/field';
import { Submission } from '../parts/form';
import { icon } from '../parts/icon';
import { formProblem, notice } from '../parts/notice';
import { LightElement } from '../shell/light-element';
import { Loaded } from '../shell/loaded';
import { useSession } from '../shell/session';
import { rememberGivenPassword } from './given-password';

const PASSWORD_ONLY: SignInOptions = { password: true, identityProvider: null };

const REFUSED = '#/sign-in/refused/';
const REASONS: Record<string, string> = {
  'no-group': 'You are in none of the groups that may use Millrace. Ask whoever manages your groups.',
  'address-not-verified': 'Your identity provider has not verified your e-mail address. Verify it there, then try again.',
  'removed': 'You were removed from this organization. Ask an owner or admin for an invitation.',
  'name-taken': 'There is a user with this name whose account cannot be linked to you. Ask an owner or admin.',
  'other-organization': 'You belong to another organization of this installation.',
};

/** Name and password, and the identity provider where there is one. */
@customElement('mr-sign-in')
export class SignIn extends LightElement {
  @state() private user = '';
  @state() private password = '';
  private readonly options = new Loaded<SignInOptions>(this, () => api.options().catch(() => PASSWORD_ONLY));
  private readonly submission = new Submission(this);

  protected override updated(): void {
    if (this.options.value && !this.contains(document.activeElement)) this.querySelector<HTMLElement>('input, a.button')?.focus();
  }

  protected override render(): TemplateResult {
    const options = this.options.value;
    return html`<div class="card narrow" aria-busy=${options === null}>
      <div class="brand">${icon('mark')}<span>Millrace</span></div>
      <h1>Sign in</h1>
      ${this.refusal()}
      ${options?.identityProvider ? html`<a class="button primary" href=${options.identityProvider.signInUrl}>Continue with ${options.identityProvider.name}</a>` : nothing}
      ${options?.identityProvider && options.password ? html`<p class="or soft">or with a password</p>` : nothing}
      ${options?.password ? this.form(options.identityProvider === null) : nothing}
    </div>`;
  }

  /** What the identity provider's sign-in came back with. */
  private refusal(): TemplateResult | typeof nothing {
    if (!location.hash.startsWith(REFUSED)) return nothing;
    return notice('error', 'You could not be signed in', REASONS[location.hash.slice(REFUSED.length)] ?? 'Ask an owner or admin.');
  }

  private form(only: boolean): TemplateResult {
    return html`<form class="form" @submit=${this.submit}>
      ${formProblem(this.submission.problem, [])}
      ${textField({ name: 'user', label: 'User', value: this.user, autocomplete: 'username', changed: (value) => { this.user = value; } })}
      ${textField({ name: 'password', label: 'Password', value: this.password, type: 'password', autocomplete: 'current-password', changed: (value) => { this.password = value; } })}
      <button class=${only ? 'primary' : ''} ?disabled=${this.submission.busy}>Sign in</button>
      <details class="soft"><summary>First start?</summary>
        <p>The file <code>owner.json</code> in the data folder of the installation holds a link that signs you in once, and the same as user and one-time password.</p></details>
    </form>`;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    await this.submission.run(async () => {
      const next = await api.signIn(this.user.trim(), this.password);
      if (next.mustSetPassword) rememberGivenPassword(this.password);
      if (location.hash.startsWith(REFUSED)) location.hash = '#/';
      useSession(next);
    });
  }
}
