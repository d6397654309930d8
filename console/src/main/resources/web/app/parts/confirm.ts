import { html, render, nothing } from 'lit';
import { modal } from './modal';

export interface Question { title: string; text: unknown; action: string; danger?: boolean }

/** Asks before something that cannot be taken back. Resolves to whether it shall be done. */
export function confirm({ title, text, action, danger = true }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const place = document.createElement('div');
    document.body.append(place);
    const answer = (yes: boolean): void => {
      render(nothing, place);
      place.remove();
      resolve(yes);
    };
    render(
      modal({
        title,
        close: () => answer(false),
        content: html`<div class="prose">${text}</div>`,
        actions: html`
          <button type="button" autofocus @click=${() => answer(false)}>Cancel</button>
          <button type="button" class=${danger ? 'danger' : 'primary'} @click=${() => answer(true)}>${action}</button>`,
      }),
      place,
    );
  });
}
