const SHOWN_MS = 6_000;

export interface Message { id: number; text: string; kind: 'done' | 'error' }

let last = 0;
let messages: Message[] = [];
const watchers = new Set<() => void>();

/** Says something for a few seconds, to eyes and to screen readers. */
export function announce(text: string, kind: Message['kind'] = 'done'): void {
  const message = { id: ++last, text, kind };
  messages = [...messages.slice(-2), message];
  tell();
  setTimeout(() => dismiss(message.id), kind === 'error' ? SHOWN_MS * 2 : SHOWN_MS);
}

/** Takes a message away. */
export function dismiss(id: number): void {
  messages = messages.filter((message) => message.id !== id);
  tell();
}

/** What is being said now. */
export function announced(): readonly Message[] {
  return messages;
}

/** Calls back whenever that changes. */
export function watchAnnouncements(watcher: () => void): void {
  watchers.add(watcher);
}

function tell(): void {
  watchers.forEach((watcher) => watcher());
}
