import type { Consultation, ConsultationReply } from '../../schema/consultations.ts'
import { advanceBill } from '../bills/advance.ts'
import type { ActorOrOperator } from '../people/permissions.ts'
import type { Services } from '../store/services.ts'
import { demandConsultation, readConsultation } from './read.ts'

/**
 * Marks a draft as answered (已回复), with the letter's number and day: the step of its procedure, and all that is written.
 * @throws {Problem} `forbidden`, `not-found`, `blocked` while opinions wait for a decision, `no-such-event` when it was answered before
 */
export async function replyConsultation(
  services: Services,
  actor: ActorOrOperator,
  id: string,
  input: ConsultationReply
): Promise<Consultation> {
  await demandConsultation(services.db, id)
  await advanceBill(services, actor, id, 'reply', input)
  return readConsultation(services, id)
}
