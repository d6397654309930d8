import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Problem } from '../api/problem';

/**
 * Something that a component reads from the API, again and again if wanted. What is shown stays while it is read anew, so that
 * nothing jumps; a failure after a success keeps the last value beside the problem.
 */
export class Loaded<T> implements ReactiveController {
  value: T | null = null;
  problem: Problem | null = null;
  private timer = 0;
  private turn = 0;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly read: () => Promise<T>,
    /** Time between two reads in ms; 0 to read once. */
    private readonly everyMs = 0,
  ) {
    host.addController(this);
  }

  /** Whether there is neither a value nor a problem yet. */
  get waiting(): boolean {
    return this.value === null && this.problem === null;
  }

  hostConnected(): void {
    void this.reload();
    if (this.everyMs) this.timer = window.setInterval(() => document.hidden || void this.reload(), this.everyMs);
  }

  hostDisconnected(): void {
    window.clearInterval(this.timer);
    this.turn++;
  }

  /** Reads now. An answer that a later read has overtaken is dropped. */
  async reload(): Promise<void> {
    const turn = ++this.turn;
    try {
      const value = await this.read();
      if (turn !== this.turn) return;
      this.value = value;
      this.problem = null;
    } catch (thrown) {
      if (turn !== this.turn) return;
      this.problem = Problem.from(thrown);
    }
    this.host.requestUpdate();
  }
}
