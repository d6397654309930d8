// The one-time password between the two steps of a first sign-in, so that nobody types it twice. In memory only.
let given = '';

/** Keeps the one-time password for the next step. */
export function rememberGivenPassword(password: string): void {
  given = password;
}

/** Gives the one-time password and forgets it. */
export function takeGivenPassword(): string {
  const taken = given;
  given = '';
  return taken;
}
