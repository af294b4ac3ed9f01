import { Problem } from '../../schema/problems.ts'

export const notAsked = (): Problem => new Problem('not-found', { detail: '没有找到请您评审的这份文本，请从“我的评审”进入。' })
