const DAY_MS = 86_400_000;

/** How long a new key may live. */
export const LIVES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '180', label: '180 days' },
  { value: '365', label: 'one year' },
  { value: '', label: 'no end' },
] as const;

/** The end of a life that starts now; null for none. */
export function endOfLife(days: string): string | null {
  return days ? new Date(Date.now() + Number(days) * DAY_MS).toISOString() : null;
}
