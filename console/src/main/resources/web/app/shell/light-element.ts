import { LitElement } from 'lit';

/**
 * A component that renders into itself instead of a shadow tree. One style sheet then serves the whole page, labels reach their
 * inputs, and password managers see the forms. The only class of ours that others extend.
 */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
