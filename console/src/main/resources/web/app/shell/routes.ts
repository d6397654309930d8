import { html } from 'lit';
import type { Role } from '../api/types';
import type { IconName } from '../parts/icon';
import type { Route } from './router';
import '../pages/account';
import '../pages/audit';
import '../pages/explore';
import '../pages/accept-invitation';
import '../pages/integration';
import '../pages/integration-edit';
import '../pages/integrations';
import '../pages/keys';
import '../pages/users';
import '../pages/welcome';

/** Every page. A new one is a component, a line here and, if it has a place in the navigation, a line below. */
export const ROUTES: readonly Route[] = [
  { path: 'integrations', title: 'Integrations', render: () => html`<mr-integrations></mr-integrations>` },
  { path: 'integrations/new', title: 'New integration', roles: ['owner'], render: () => html`<mr-integration-edit></mr-integration-edit>` },
  { path: 'integrations/:id', title: 'Integration', render: ({ id }) => html`<mr-integration .integrationId=${id!}></mr-integration>` },
  { path: 'integrations/:id/setup', title: 'Setup', render: ({ id }) => html`<mr-integration .integrationId=${id!} .setUp=${true}></mr-integration>` },
  { path: 'integrations/:id/edit', title: 'Edit integration', roles: ['owner'], render: ({ id }) => html`<mr-integration-edit .integrationId=${id!}></mr-integration-edit>` },
  { path: 'explore', title: 'Explore', render: () => html`<mr-explore></mr-explore>` },
  { path: 'keys', title: 'API keys', render: () => html`<mr-keys></mr-keys>` },
  { path: 'users', title: 'Users', roles: ['owner', 'admin'], render: () => html`<mr-users></mr-users>` },
  { path: 'audit', title: 'Audit log', roles: ['owner'], render: () => html`<mr-audit></mr-audit>` },
  { path: 'account', title: 'Your account', render: () => html`<mr-account></mr-account>` },
  { path: 'welcome/:user/:password', title: 'Welcome', open: true, render: ({ user, password }) => html`<mr-welcome .user=${user!} .password=${password!}></mr-welcome>` },
  { path: 'invitation/:token', title: 'Invitation', open: true, render: ({ token }) => html`<mr-accept-invitation .token=${token!}></mr-accept-invitation>` },
];

/** Where a person lands. */
export const HOME = 'integrations';

export interface Place { path: string; label: string; icon: IconName; roles?: Role[] }

/** The navigation: groups of places. */
export const NAVIGATION: readonly { label: string; places: readonly Place[] }[] = [
  {
    label: 'Data',
    places: [
      { path: 'integrations', label: 'Integrations', icon: 'plug' },
      { path: 'explore', label: 'Explore', icon: 'search' },
    ],
  },
  {
    label: 'Access',
    places: [
      { path: 'keys', label: 'API keys', icon: 'key' },
      { path: 'users', label: 'Users', icon: 'people', roles: ['owner', 'admin'] },
      { path: 'audit', label: 'Audit log', icon: 'list', roles: ['owner'] },
    ],
  },
];
