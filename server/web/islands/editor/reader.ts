/** The worker that reads the text, as promises. */
import type { Answers, Envelope, Question } from './analysis.ts'

export class Reader {
  readonly #worker: Worker
  readonly #waiting = new Map<number, (content: Answers[keyof Answers]) => void>()
  #last = 0

  constructor(address: string) {
    this.#worker = new Worker(address, { type: 'module' })
    this.#worker.onmessage = ({ data }: MessageEvent<Envelope<Answers[keyof Answers]>>) => {
      this.#waiting.get(data.id)?.(data.content)
      this.#waiting.delete(data.id)
    }
  }

  ask<Asked extends Question>(question: Asked): Promise<Answers[Asked['ask']]> {
    const id = ++this.#last
    const message: Envelope<Question> = { id, content: question }
    return new Promise(resolve => {
      this.#waiting.set(id, content => resolve(content as Answers[Asked['ask']])) // the worker answers what was asked
      this.#worker.postMessage(message)
    })
  }
}
