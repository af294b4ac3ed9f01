/** Making elements: text is always text, never markup. */

type Child = Node | string | null
type Properties = Readonly<Record<string, string | boolean | ((event: Event) => void) | null>>

/** @param properties attributes; a function is the listener of the event that it is named after */
export function el<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, properties: Properties = {}, ...children: readonly Child[]) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') element.addEventListener(name, value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== false && value !== null) element.setAttribute(name, value)
  }
  element.append(...children.filter((child): child is Node | string => child !== null))
  return element
}

export const button = (label: string, act: () => void, properties: Properties = {}): HTMLButtonElement =>
  el('button', { type: 'button', class: 'fc-textbutton', click: act, ...properties }, label)
