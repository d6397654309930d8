import type { Role } from '../api/types';
import { has } from '../shell/session';

/** What each role may do, in a sentence. */
export const ROLES: Record<Role, string> = {
  owner: 'An owner may do everything: integrations, keys that send, users, the audit log.',
  admin: 'An admin manages users and reports and sees everything; sending data needs an owner.',
  member: 'A member asks and reads.',
};

/** The roles that the signed-in person may give, and the one that is there. */
export function roleChoices(present?: Role): Role[] {
  return (Object.keys(ROLES) as Role[]).filter((role) => role !== 'owner' || has('owner') || present === 'owner');
}
