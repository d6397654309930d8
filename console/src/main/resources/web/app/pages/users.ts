import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { invitations, users } from '../api/console';
import { Problem } from '../api/problem';
import type { Invitation, Role, User } from '../api/types';
import { badge } from '../parts/badge';
import { confirm } from '../parts/confirm';
import { ago, date } from '../parts/format';
import { icon } from '../parts/icon';
import { problemNotice } from '../parts/notice';
import { pageHead } from '../parts/page-head';
import { announce } from '../shell/announce';
import { LightElement } from '../shell/light-element';
import { Loaded } from '../shell/loaded';
import { has, me } from '../shell/session';
import { roleChoices, ROLES } from './roles';
import './user-invite';
import './user-password';

/** The people of the organization. */
@customElement('mr-users')
export class Users extends LightElement {
  @state() private inviting = false;
  @state() private resetting: User | null = null;
  private readonly users = new Loaded<User[]>(this, users.all);
  private readonly invitations = new Loaded<Invitation[]>(this, invitations.all);

  protected override render(): TemplateResult {
    return html`${pageHead({
      title: 'Users',
      text: 'Owners decide who sends and who sees. Admins manage users and reports. Members ask.',
      actions: html`<button type="button" class="primary" @click=${() => { this.inviting = true; }}>${icon('plus')}<span>Invite</span></button>`,
    })}
    ${this.users.problem ? problemNotice(this.users.problem, () => void this.users.reload()) : nothing}
    <section class="panel" aria-busy=${this.users.waiting}>
      <div class="scroll" tabindex="0" role="region" aria-label="Users"><table class="list">
        <thead><tr><th scope="col">Name</th><th scope="col">Signs in as</th><th scope="col">Role</th><th scope="col">With</th><th scope="col">Since</th><th scope="col"><span class="hidden-text">Actions</span></th></tr></thead>
        <tbody>${this.users.value?.map((user) => this.row(user))}</tbody>
      </table></div>
    </section>
    ${this.invitations.value?.length ? this.open(this.invitations.value) : nothing}
    ${this.inviting ? html`<mr-user-invite @closed=${() => this.close()}></mr-user-invite>` : nothing}
    ${this.resetting ? html`<mr-user-password .user=${this.resetting} @closed=${() => this.close()}></mr-user-password>` : nothing}`;
  }

  private row(user: User): TemplateResult {
    const self = user.id === me().userId;
    const lastOwner = user.role === 'owner' && (this.users.value ?? []).filter((one) => one.role === 'owner').length === 1;
    const mayChange = has('owner') || user.role !== 'owner';
    return html`<tr>
      <th scope="row">${user.displayName || user.signInName} ${self ? badge('neutral', 'you') : nothing}</th>
      <td>${user.signInName}</td>
      <td><select aria-label=${`Role of ${user.displayName || user.signInName}`} ?disabled=${!mayChange || lastOwner} title=${lastOwner ? 'The last owner stays one. Make somebody else an owner first.' : nothing}
        @change=${(event: Event) => this.give(user, event.target as HTMLSelectElement)}>${roleChoices(user.role).map((role) => html`<option value=${role} ?selected=${role === user.role}>${role}</option>`)}</select></td>
      <td>${user.signsIn}</td>
      <td>${date(user.createdAt)}</td>
      <td class="row-actions">
        ${mayChange && !self ? html`
          <button type="button" aria-label=${`Sign out ${user.signInName} everywhere`} @click=${() => this.signOut(user)}>Sign out</button>
          ${user.signsIn === 'identity provider' ? nothing : html`<button type="button" aria-label=${`Reset password of ${user.signInName}`} @click=${() => { this.resetting = user; }}>Reset password</button>`}
          <button type="button" class="danger" aria-label=${`Remove ${user.signInName}`} ?disabled=${lastOwner} @click=${() => this.expel(user)}>Remove</button>` : nothing}
      </td></tr>`;
  }

  private open(open: readonly Invitation[]): TemplateResult {
    return html`<section class="panel" aria-labelledby="open-title"><h2 id="open-title">Open invitations</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Open invitations"><table class="list">
        <thead><tr><th scope="col">For</th><th scope="col">Role</th><th scope="col">Made</th><th scope="col">Ends</th><th scope="col"><span class="hidden-text">Actions</span></th></tr></thead>
        <tbody>${open.map((one) => html`<tr><th scope="row">${one.signInName}</th><td>${one.role}</td><td>${ago(one.createdAt)}</td><td>${ago(one.expiresAt)}</td>
          <td class="row-actions"><button type="button" class="danger" aria-label=${`Withdraw the invitation of ${one.signInName}`} @click=${() => this.withdraw(one)}>Withdraw</button></td></tr>`)}</tbody>
      </table></div></section>`;
  }

  private async give(user: User, select: HTMLSelectElement): Promise<void> {
    const role = select.value as Role;
    const loses = user.role === 'owner';
    const sure = !loses && role !== 'owner' ? true : await confirm({
      title: loses ? `Take ownership from ${user.displayName}?` : `Make ${user.displayName} an owner?`,
      text: loses ? 'Keys of this user that send data stop within seconds.' : ROLES.owner,
      action: loses ? `Make ${role}` : 'Make owner',
      danger: loses,
    });
    if (sure) await this.attempt(() => users.change(user.id, { role }), `${user.displayName} is ${role} now.`);
    else select.value = user.role;
  }

  private async expel(user: User): Promise<void> {
    const sure = await confirm({ title: `Remove ${user.displayName}?`, text: 'Sessions end at once and keys stop within seconds. What the user’s agents have sent stays.', action: 'Remove user' });
    if (sure) await this.attempt(() => users.remove(user.id), `${user.displayName} is removed.`);
  }

  private async signOut(user: User): Promise<void> {
    await this.attempt(() => users.signOut(user.id), `${user.displayName} is signed out everywhere.`);
  }

  private async withdraw(one: Invitation): Promise<void> {
    await this.attempt(() => invitations.withdraw(one.id), 'The invitation is withdrawn; its link does not work any more.');
  }

  private async attempt(action: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await action();
      announce(done);
    } catch (thrown) {
      announce(Problem.from(thrown).message, 'error');
    }
    this.close();
  }

  private close(): void {
    this.inviting = false;
    this.resetting = null;
    void this.users.reload();
    void this.invitations.reload();
  }
}
