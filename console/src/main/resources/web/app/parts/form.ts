import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Problem } from '../api/problem';

/** One submission at a time, its problem kept for the fields to show. */
export class Submission implements ReactiveController {
  busy = false;
  problem: Problem | null = null;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {}

  /** What is wrong with a field. */
  error(field: string): string | undefined {
    return this.problem?.fields[field];
  }

  /** Forgets the last problem. */
  clear(): void {
    this.problem = null;
    this.host.requestUpdate();
  }

  /** Does it unless it is being done; true if it went well. On a problem the first wrong field gets the focus. */
  async run(action: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = null;
    this.host.requestUpdate();
    try {
      await action();
    } catch (thrown) {
      this.problem = Problem.from(thrown);
    }
    this.busy = false;
    this.host.requestUpdate();
    if (this.problem) await this.focusFirstError();
    return this.problem === null;
  }

  private async focusFirstError(): Promise<void> {
    await this.host.updateComplete;
    this.host.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }
}
