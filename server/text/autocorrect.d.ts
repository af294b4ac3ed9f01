/** The inner module of the package, which leaves to us how its WebAssembly is loaded; the package itself loads it with a warning on Node. */
declare module '@huacnlee/autocorrect/autocorrect_bg.js' {
  export function __wbg_set_wasm(exports: unknown): void
  export function loadConfig(json: string): unknown
  /** @returns the lines that it would write otherwise; `l` counts from 1, `c` is where the words begin */
  export function lintFor(
    text: string,
    kind: string
  ): { readonly lines: readonly { readonly l: number; readonly c: number; readonly old: string; readonly new: string }[] }
}

/** Node has it; the project's types, which leave the browser's out, do not name it. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: Record<string, unknown>): Promise<{ readonly instance: { readonly exports: unknown } }>
}
