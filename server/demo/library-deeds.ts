/** The law library of the demo, what it was asked of by the province, its normative documents under 备案审查 and its batches of 清理: each through the act that people use, on its day. */
import type { Consultation } from '../../schema/consultations.ts'
import type { DemoCleanup, DemoInput, DemoLibrary, DemoNormativeDocument, DemoReceived } from '../../schema/demo.ts'
import { isDocumentKind } from '../../schema/documents.ts'
import type { EventInput } from '../../schema/facts.ts'
import { advanceBill } from '../bills/advance.ts'
import { fileBill } from '../bills/file.ts'
import { receiveConsultation } from '../consultations/receive.ts'
import { addDocument } from '../drafts/documents.ts'
import { saveVersion } from '../drafts/save-version.ts'
import { closeCleanup, judgeCleanupItem, openCleanup, readCleanup } from '../filing/cleanup.ts'
import { openRound } from '../opinions/open-round.ts'
import { importRegulations } from '../register/import.ts'
import type { Actor, Services } from '../store/services.ts'

/** What a city knows: who is who, which day is meant, what a file says. */
export interface Archive {
  readonly actor: (name: string) => Actor
  readonly day: (told: string) => string
  readonly text: (file: string) => string
  readonly input: (input: DemoInput) => EventInput
}

interface Deed {
  readonly on: string
  readonly do: (services: Services) => Promise<void>
}

/** Superior law and other places' regulations, as they were imported. */
export const libraryDeed = ({ on, by, files }: DemoLibrary, { actor, day, text }: Archive): Deed => ({
  on: day(on),
  do: async services => {
    await importRegulations(
      services,
      actor(by),
      files.map(file => ({ file, text: text(file), own: false }))
    )
  }
})

/** A normative document is a bill of the definition of its review; its papers are saved on the day on which they are needed. */
export function normativeDeeds(document: DemoNormativeDocument, { actor, day, text, input }: Archive): Deed[] {
  const { title, maker, committee, by, filedOn, steps } = document
  let bill = ''
  const filing: Deed = {
    on: day(filedOn),
    do: async services => {
      const wish = { title, kind: 'enact', workflow: 'normative-document-review', sponsor: maker } as const
      const filed = { ...wish, draftingUnit: maker, competentCommittee: committee, caseOfficer: actor(by).displayName }
      bill = (await fileBill(services, actor(by), filed)).id
    }
  }
  return [
    filing,
    ...steps.map(step => ({
      on: day(step.on),
      do: async (services: Services) => {
        for (const { document: kind, file } of step.save ?? []) {
          if (!isDocumentKind(kind)) throw new Error(`示例中没有材料种类 ${kind}`)
          const { id } = await addDocument(services, actor(by), bill, { kind })
          await saveVersion(services, actor(by), id, { text: text(file), message: '收到', parent: null })
        }
        await advanceBill(services, actor(by), bill, step.event, input(step.input))
      }
    }))
  ]
}

/** A draft of the province on which our opinion is asked, and the round that puts it to others. */
export function receivedDeeds({ by, file, round, ...asked }: DemoReceived, { actor, day, text }: Archive): Deed[] {
  let made: Consultation | null = null
  const [receivedOn, dueOn] = [day(asked.receivedOn), day(asked.dueOn)]
  const receiving: Deed = {
    on: receivedOn,
    do: async services => {
      made = await receiveConsultation(services, actor(by), { ...asked, receivedOn, dueOn, text: text(file) })
    }
  }
  const asking: Deed = {
    on: day(round.on),
    do: async services => {
      if (made === null) return
      await openRound(services, actor(by), made.id, {
        ...{ document: made.document, version: 1, kind: 'departmentConsultation', title: round.title },
        ...{ opensOn: day(round.on), closesOn: day(round.closesOn) },
        asked: round.asked.map(name => ({ name, source: 'department' as const }))
      })
    }
  }
  return [receiving, asking]
}

/** A batch is opened, judged as far as its content says, and ended where it has ended. */
export function cleanupDeeds(
  { title, basis, by, on, regulations, judged, open = [], closedOn }: DemoCleanup,
  { actor, day }: Archive
): Deed[] {
  let id = ''
  const opening: Deed = {
    on: day(on),
    do: async services => {
      const titles = [...judged.map(one => one.title), ...open]
      id = await openCleanup(services, actor(by), { title, basis, regulations, titles })
      const { items } = await readCleanup(services, id)
      for (const { title: name, result, reason } of judged) {
        const item = items.find(one => one.title === name)
        if (item) await judgeCleanupItem(services, actor(by), id, item.id, { result, ...(reason !== undefined && { reason }) })
      }
    }
  }
  if (closedOn === undefined) return [opening]
  return [opening, { on: day(closedOn), do: services => closeCleanup(services, actor(by), id) }]
}
