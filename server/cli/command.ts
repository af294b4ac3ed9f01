/** What every command of the command line has in common: its help, its exit codes, its errors. */

/** 0 done; 1 done and something was found (a difference, a lint error, a failed check); 2 wrong input or usage. */
export type ExitCode = 0 | 1 | 2

export interface Command {
  /** One Chinese line for the list of commands. */
  readonly summary: string
  /** The words after `facheng`, and what each option means. Printed by `--help` and after a usage error. */
  readonly usage: string
  /** @param args the words after the command's own name */
  readonly run: (args: readonly string[]) => Promise<ExitCode>
}

/** Wrong input or usage: one line on standard error, exit code 2. The message says what is wrong and what to do. */
export class UsageError extends Error {}

/** Results go to standard output; waits until a slow reader has taken them. */
export function print(text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, error => (error ? reject(error) : resolve()))
  })
}

/** Progress and messages go to standard error, one line each. */
export function say(message: string): void {
  process.stderr.write(`facheng: ${message}\n`)
}
