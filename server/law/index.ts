/** The only door of the text core (contract.md §4). Pure and synchronous: no file system, no clock, no global state. */
export { parse, print } from './parse.ts'
export type * from './tree.ts'
