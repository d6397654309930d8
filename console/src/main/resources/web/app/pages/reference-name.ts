const SHAPE = /^[a-z][a-zA-Z0-9]{1,47}$/;

/** A lowerCamelCase name from what people call a thing; empty if nothing is left of it. */
export function nameOf(displayName: string): string {
  const words = displayName.normalize('NFKD').replace(/[^\x20-\x7e]/g, '').split(/[^A-Za-z0-9]+/).filter(Boolean);
  const name = words.map((word, index) => (index === 0 ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1).toLowerCase())).join('');
  return name.replace(/^[^a-zA-Z]+/, '').replace(/^[A-Z]/, (first) => first.toLowerCase()).slice(0, 48);
}

/** What is wrong with a reference name, as far as the page can tell; the server knows the rest. */
export function whyNot(name: string, taken: readonly string[]): string | undefined {
  if (name === '') return 'A reference name is needed.';
  if (!/^[a-z]/.test(name)) return 'It begins with a small letter.';
  if (!/^[a-zA-Z0-9]*$/.test(name)) return 'Only letters and digits: lowerCamelCase.';
  if (!SHAPE.test(name)) return 'It has 2 to 48 letters and digits.';
  if (taken.includes(name)) return 'Another integration has this name.';
  return undefined;
}
