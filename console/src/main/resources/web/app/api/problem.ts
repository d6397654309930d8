/** An error of the API as RFC 9457 describes it, ready to be shown. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    /** What is wrong with which field. */
    readonly fields: Readonly<Record<string, string>> = {},
    /** Further members, such as `position` of a formula's error. */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail || title);
    this.name = 'Problem';
  }

  /** There was no answer at all. */
  static unreachable(): Problem {
    return new Problem(0, 'The console does not answer', 'Check your connection; it is tried again when you repeat the action.');
  }

  /** Reads an answer's problem; an answer without one gets a sentence for its status. */
  static async of(response: Response): Promise<Problem> {
    const body: Record<string, unknown> = await response.json().catch(() => ({}));
    const title = typeof body['title'] === 'string' ? body['title'] : `The server answered ${response.status}`;
    const detail = typeof body['detail'] === 'string' ? body['detail'] : '';
    const fields = (body['errors'] ?? {}) as Record<string, string>;
    const wait = response.headers.get('Retry-After');
    const sentence = wait && /^\d+$/.test(wait) ? `${detail} Try again in ${wait} s.`.trim() : detail;
    return new Problem(response.status, title, sentence, fields, body);
  }

  /** Whatever was thrown, as a problem. */
  static from(thrown: unknown): Problem {
    if (thrown instanceof Problem) return thrown;
    return new Problem(0, 'Something went wrong in this page', thrown instanceof Error ? thrown.message : String(thrown));
  }

  /** What is wrong that belongs to none of these fields, as one text. */
  besides(fields: readonly string[]): string {
    const others = Object.entries(this.fields).filter(([name]) => !fields.includes(name)).map(([, reason]) => reason);
    if (others.length) return others.join(' ');
    return Object.keys(this.fields).length ? '' : this.detail || this.title;
  }
}
