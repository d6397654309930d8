import { html, nothing, type TemplateResult } from 'lit';

export interface Field {
  name: string;
  label: string;
  /** The input; it must carry `id=${fieldId(name)}` and, with `described(name)`, its description. */
  control: unknown;
  hint?: unknown;
  error?: string | undefined;
  optional?: boolean;
}

/** The id that ties a label to its input. */
export function fieldId(name: string): string {
  return `field-${name}`;
}

/** The id of what describes an input: its error, its hint. */
export function described(name: string): string {
  return `about-${name}`;
}

/** A label, an input, a hint, an error: always in this order and always tied together. */
export function field({ name, label, control, hint = nothing, error, optional = false }: Field): TemplateResult {
  return html`<div class="field ${error ? 'wrong' : ''}">
    <label for=${fieldId(name)}>${label}${optional ? html` <span class="soft">optional</span>` : nothing}</label>
    ${control}
    <div class="about" id=${described(name)}>${error ? html`<span class="error" role="alert">${error}</span>` : hint === nothing ? nothing : html`<span class="soft">${hint}</span>`}</div>
  </div>`;
}

export interface TextInput {
  name: string;
  label: string;
  value: string;
  changed: (value: string) => void;
  hint?: unknown;
  error?: string | undefined;
  optional?: boolean;
  type?: string;
  autocomplete?: string;
  autofocus?: boolean;
  code?: boolean;
  suffix?: string;
}

/** A field for one line of text. */
export function textField(input: TextInput): TemplateResult {
  const control = html`<input id=${fieldId(input.name)} name=${input.name} type=${input.type ?? 'text'} .value=${input.value}
    class=${input.code ? 'code' : ''} ?autofocus=${input.autofocus ?? false} autocomplete=${input.autocomplete ?? 'off'}
    aria-describedby=${described(input.name)} aria-invalid=${input.error ? 'true' : 'false'} spellcheck=${input.code ? 'false' : nothing}
    min=${input.type === 'number' ? '1' : nothing} inputmode=${input.type === 'number' ? 'numeric' : nothing}
    @input=${(event: Event) => input.changed((event.target as HTMLInputElement).value)}>`;
  return field({
    name: input.name,
    label: input.label,
    control: input.suffix ? html`<div class="with-suffix">${control}<span>${input.suffix}</span></div>` : control,
    hint: input.hint ?? nothing,
    error: input.error,
    optional: input.optional ?? false,
  });
}

export interface Choice { value: string; label: string; disabled?: boolean }

export interface SelectInput { name: string; label: string; value: string; choices: readonly Choice[]; changed: (value: string) => void; hint?: unknown; error?: string | undefined }

/** A field with a few choices. */
export function selectField(input: SelectInput): TemplateResult {
  return field({
    name: input.name,
    label: input.label,
    hint: input.hint ?? nothing,
    error: input.error,
    control: html`<select id=${fieldId(input.name)} name=${input.name} aria-describedby=${described(input.name)}
      @change=${(event: Event) => input.changed((event.target as HTMLSelectElement).value)}>
      ${input.choices.map((choice) => html`<option value=${choice.value} ?selected=${choice.value === input.value} ?disabled=${choice.disabled ?? false}>${choice.label}</option>`)}</select>`,
  });
}

export interface Toggle { name: string; label: string; on: boolean; changed: (on: boolean) => void; sentence: unknown; disabled?: boolean }

/** A switch with one sentence that says what it does. */
export function toggle({ name, label, on, changed, sentence, disabled = false }: Toggle): TemplateResult {
  return html`<div class="toggle">
    <input type="checkbox" role="switch" id=${fieldId(name)} name=${name} .checked=${on} ?disabled=${disabled} aria-describedby=${described(name)}
      @change=${(event: Event) => changed((event.target as HTMLInputElement).checked)}>
    <label for=${fieldId(name)}>${label}</label>
    <p id=${described(name)} class="soft">${sentence}</p>
  </div>`;
}
