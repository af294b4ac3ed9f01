/**
 * The catalogue of everything that can go wrong at a boundary: a stable code, its HTTP status, and a Chinese sentence that is fit to
 * show to a person and says what to do. Command line, HTTP and pages take their words from here, so that one mistake reads the same
 * everywhere. A test proves that every code is kebab-case and that every sentence is Chinese.
 */

/** One entry of the catalogue. `detail` is what is said when the place of the error has nothing better to say. */
interface ProblemKind {
  readonly status: number
  readonly title: string
  readonly detail: string
}

export const problems = {
  // Sign-in and authorisation
  'not-signed-in': { status: 401, title: '尚未登录', detail: '请先登录，或在请求中提供有效的访问令牌。' },
  'sign-in-failed': { status: 401, title: '登录失败', detail: '用户名或口令不正确，请核对后重试。' },
  'account-locked': { status: 429, title: '账号暂时锁定', detail: '连续登录失败次数过多，请十分钟后再试，或联系系统管理员。' },
  'account-exists': { status: 409, title: '用户名已被使用', detail: '已有这个用户名的账号，请换一个用户名。' },
  'account-disabled': { status: 409, title: '账号已停用', detail: '账号已停用，请先启用再办理。' },
  'last-administrator': {
    status: 409,
    title: '最后一名系统管理员',
    detail: '这是最后一名可用的系统管理员，请先另设一名再停用或改变角色。'
  },
  'link-used': { status: 401, title: '登录链接已失效', detail: '一次性登录链接已经用过或过期，请重新启动服务取得新的链接，或用口令登录。' },
  forbidden: { status: 403, title: '没有权限', detail: '您的角色不能办理此事，请联系承办单位或系统管理员。' },
  'csrf-token-missing': { status: 403, title: '页面已过期', detail: '页面停留过久，所填内容尚未保存；请刷新页面后重新提交。' },
  'foreign-origin': { status: 403, title: '请求来自其他网站', detail: '请求由其他网站的页面发出，未予办理；请在本系统的页面上操作。' },
  'too-many-requests': { status: 429, title: '请求过于频繁', detail: '请求过于频繁，请稍候再试。' },
  // Requests
  'not-found': { status: 404, title: '没有找到', detail: '没有找到所要的内容，请核对地址。' },
  'method-not-allowed': { status: 405, title: '不支持此操作', detail: '此地址不支持这种操作，请查阅接口说明。' },
  'invalid-request': { status: 400, title: '请求有误', detail: '提交的内容不符合要求，请按提示修改后重试。' },
  'invalid-json': { status: 400, title: '不是有效的 JSON', detail: '请求内容不是有效的 JSON，请检查后重试。' },
  'too-large': { status: 413, title: '内容过大', detail: '提交的内容超过上限，请拆分或精简后重试。' },
  'unsupported-media-type': { status: 415, title: '不支持的格式', detail: '不支持这种内容格式，请改用 application/json。' },
  'not-acceptable': { status: 406, title: '没有所要的格式', detail: '此内容没有所要的格式，请查阅接口说明。' },
  // Uploaded files
  'file-missing': { status: 400, title: '没有选择文件', detail: '请先选择要导入的文件。' },
  'file-unreadable': { status: 422, title: '文件不能读取', detail: '文件不能读取，请另存一份后重试。' },
  'import-moved': { status: 409, title: '导入的状态已变化', detail: '这次导入已经完成、取消或者正在进行，请刷新后查看。' },
  'import-unlike': { status: 422, title: '文件与文本对不上', detail: '文件中的条文与所选版本相差太大，请核对文件和版本后重试。' },
  'package-changed': {
    status: 422,
    title: '评审包答复不能导入',
    detail: '答复文件不是由本系统发出的评审包保存的，或者内容被改动过，未导入。'
  },
  // Texts and versions
  'text-not-well-formed': { status: 400, title: '文本含无法保存的字符', detail: '文本含空字符或残缺字符，请删除后重试；原文未作改动。' },
  'text-empty': { status: 400, title: '文本为空', detail: '文本没有内容，请粘贴或导入草案后再保存。' },
  'text-without-article': { status: 400, title: '草案没有条文', detail: '没有找到“第×条”，请按“第一条　……”的格式书写条文后再保存。' },
  'text-too-large': { status: 413, title: '文本过大', detail: '文本超过 2 MB，请检查是否误贴了其他内容。' },
  'stale-parent': { status: 409, title: '文本已有更新的版本', detail: '您编辑期间他人已保存新版本；您的文字没有丢失，请合并后再保存。' },
  'working-copy-changed': {
    status: 409,
    title: '您的工作副本已在另一窗口修改',
    detail: '您在另一窗口或另一台电脑上也修改了这份文本；两边的文字都没有丢失，请合并后继续。'
  },
  'merge-unresolved': {
    status: 400,
    title: '尚有未处理的冲突',
    detail: '文本中还有“<<<<<<< 您的文本”等冲突标记，请逐处选定文字并删去标记后再保存。'
  },
  'document-exists': { status: 409, title: '材料已存在', detail: '该法规案已有这种材料，请在原材料上保存新版本。' },
  // Lifecycle
  'no-such-event': { status: 409, title: '当前环节没有此步骤', detail: '当前环节不能办理此步骤，请刷新后查看可以办理的步骤。' },
  blocked: { status: 409, title: '条件尚未满足', detail: '进入下一环节的条件尚未全部满足，请逐项办理后再推进。' },
  'bill-moved': { status: 409, title: '已被他人推进', detail: '他人刚刚推进了此法规案，请刷新后查看最新环节。' },
  'no-newer-workflow': { status: 409, title: '没有新版流程', detail: '这一版流程不在流程目录中，或者不比所用的新，请刷新后查看。' },
  'no-counterpart': { status: 409, title: '新版流程没有对应环节', detail: '新版流程没有与所在环节对应的环节，不能改用新版流程。' },
  'no-such-workflow': { status: 400, title: '没有此办理流程', detail: '没有找到所选的办理流程，请从流程列表中选择。' },
  'workflow-unfit': { status: 400, title: '流程不适用', detail: '所选流程不适用于这种法规案，请另选流程或者改选种类。' },
  'date-out-of-range': { status: 400, title: '日期超出范围', detail: '日期应当在 1900 年至 2199 年之间，写成 2027-05-01 的样子。' },
  'no-such-goal': { status: 400, title: '流程没有这一目标', detail: '流程定义中没有所写的环节或者任务，请从流程的环节和任务中选择。' },
  'workflow-invalid': { status: 400, title: '流程定义有误', detail: '流程定义有误，请按所列位置修改。' },
  'checklist-invalid': { status: 409, title: '清单无法挂接', detail: '流程所指的清单无法读取，此步骤没有办理；请系统管理员修改后再办理。' },
  'thresholds-invalid': {
    status: 409,
    title: '启动评估的情形无法读取',
    detail: '启动评估的情形不能读取，请系统管理员改正 workflows/evaluation/triggers.json。'
  },
  'no-such-bill': { status: 400, title: '没有此法规案', detail: '没有找到所填的法规案，请从法规案列表中选择。' },
  // The ledger of 四入
  'slot-not-recordable': {
    status: 409,
    title: '不能记入台账',
    detail: '这一环节还没有完成，或者已经记入台账，或者台账中没有对应的监督事项；请先登记完成日期。'
  },
  'evidence-missing': { status: 409, title: '缺少证据', detail: '完成此事项须先登记所要求的证据，请登记后再改为已完成。' },
  'evidence-kind-unknown': { status: 400, title: '没有此证据种类', detail: '没有这种证据，请从证据种类中选择。' },
  'reason-missing': { status: 409, title: '缺少理由', detail: '改为不适用须写明理由。' },
  // Plans, the pool of proposals, evaluation
  'plan-exists': { status: 409, title: '计划已存在', detail: '已有同名同年度的规划或者计划，请在原计划中增加项目。' },
  'plan-year-taken': {
    status: 409,
    title: '该年度已有通过的计划',
    detail: '这一年度已有通过的规划或者计划，一年只能有一个；需要变动的，请在原计划中办理调整。'
  },
  'adjustment-reason-missing': {
    status: 409,
    title: '调整缺少理由',
    detail: '计划已经通过，变动项目属于调整，请写明调整的理由和决定日期。'
  },
  'plan-item-has-bill': { status: 409, title: '项目已有法规案', detail: '这个立法项目已经立案，请在法规案页面上办理。' },
  'proposal-not-argued': {
    status: 409,
    title: '尚未论证',
    detail: '选取项目须先论证必要性、可行性、立法权限和与上位法的关系，请补齐后再选取。'
  },
  'proposal-not-selected': { status: 409, title: '尚未选取', detail: '转入计划的项目须先选取，请先论证、选取。' },
  'proposal-planned': { status: 409, title: '已转入计划', detail: '这个项目建议已经转入计划，请在计划中调整。' },
  'import-rows-wrong': { status: 400, title: '表格有误', detail: '表格中有的行不符合要求，一行也没有导入；请按所列各行改正后重试。' },
  'not-in-force': { status: 409, title: '法规尚未施行', detail: '只有现行有效的法规才能开展立法后评估。' },
  'evaluation-open': { status: 409, title: '评估正在进行', detail: '这件法规的评估正在进行，作出结论以后才能另行启动。' },
  'evaluation-not-open': { status: 409, title: '没有正在进行的评估', detail: '这件法规没有正在进行的评估，请先启动评估。' },
  'evaluation-incomplete': { status: 409, title: '评估尚未完成', detail: '作出结论须先完成各项评价并提交评估报告，请逐项补齐。' },
  // Files and inspections
  'file-empty': { status: 400, title: '附件为空', detail: '所选附件是空文件（0 字节），请检查后重新选择。' },
  'file-too-large': { status: 413, title: '附件过大', detail: '附件超过 20 MB，请压缩或者拆分后重试；内容没有保存。' },
  'no-such-file': { status: 400, title: '没有此附件', detail: '没有找到所填的附件，请先上传附件再登记。' },
  'no-such-slot': { status: 404, title: '没有此环节', detail: '执法检查没有这个环节，请从所列环节中选择。' },
  // Opinions
  'no-such-article': { status: 400, title: '没有此条', detail: '所针对的版本中没有这一条，请按文本中的条序填写，如“第十条”。' },
  'quote-not-found': { status: 400, title: '没有所引文字', detail: '这一条中没有所引的文字，请从文本中复制后重试。' },
  'round-too-short': { status: 409, title: '征求意见时间过短', detail: '公开征求意见的时间一般不少于三十日，少于的请写明理由。' },
  'opinion-moved': { status: 409, title: '他人已办理此意见', detail: '他人刚刚办理了此意见，请刷新后查看再决定。' },
  'consultee-exists': { status: 409, title: '已在名单中', detail: '名单中已有同名的，或者这个账号已经对应他人，请核对后重试。' },
  'link-over': {
    status: 401,
    title: '邀请链接已失效',
    detail: '邀请链接已经在别处打开过、已过期或者已收回；请联系发给您链接的工作人员重新发送。'
  },
  'guest-only': { status: 403, title: '只能查看所邀请的文本', detail: '邀请链接只能查看和评审所邀请的文本。' },
  'nothing-to-submit': { status: 409, title: '没有待提交的意见', detail: '没有待提交的意见，请先对条文提出意见。' },
  'change-unknown': { status: 400, title: '没有这处修改', detail: '所写的两个版本之间，这一条没有修改，请核对条序和版本。' },
  'not-adopted': { status: 409, title: '意见尚未采纳', detail: '采纳或者部分采纳的，才能把建议的表述写入文本；请先记下处理结果。' },
  'cannot-write': { status: 409, title: '不能写入文本', detail: '建议的表述不能写入文本，请在文本中修改。' },
  'wordings-collide': {
    status: 409,
    title: '改法相撞',
    detail: '对同一处文字还采纳了另一种改法；请选定一种，或者写明仍用这一种。'
  },
  'opinion-written': {
    status: 409,
    title: '已写入文本',
    detail: '建议的表述已经写入文本，不能撤销处理结果；请先在版本列表中恢复此前的版本。'
  },
  'opinion-submitted': { status: 409, title: '意见已提交', detail: '意见已经提交，不能再修改或者撤回。' },
  // Meetings
  'quorum-missing': { status: 409, title: '出席人数不足', detail: '出席人数不足全体组成人员的过半数，会议不能举行，请核对人数。' },
  'meeting-not-held': { status: 409, title: '会议还没有举行', detail: '会议还没有登记为已举行，请先登记出席人数，再登记表决。' },
  'votes-too-many': { status: 409, title: '票数多于出席人数', detail: '赞成、反对、弃权合计多于出席人数，请核对。' },
  'agenda-voted': { status: 409, title: '议程已有表决', detail: '议程中已有表决结果，不能再修改议程。' },
  'no-text': { status: 409, title: '没有草案文本', detail: '法规案还没有草案文本，请先导入。' },
  // Tasks and schedules
  'task-sheet-exists': { status: 409, title: '任务书已制定', detail: '这件法规案已有任务书，请在任务书中修改各项任务。' },
  'bill-not-active': { status: 409, title: '法规案不在办理中', detail: '法规案已办结或者暂停，不能排期；恢复办理后再排。' },
  'nothing-to-schedule': { status: 409, title: '目标已经办完', detail: '目标所指的环节已经办完，请改选后面的环节作为目标。' },
  'target-infeasible': { status: 409, title: '目标日期无法实现', detail: '按最短时间安排也赶不上目标日期，请按所列各项调整日期。' },
  // The register
  'term-without-day': { status: 400, title: '没有日期', detail: '请写明这一条的施行日期或者失效日期。' },
  'not-entered': {
    status: 409,
    title: '不能入册',
    detail: '没有找到被修改、废止的法规，或者修改决定不能适用于现行文本；请先导入被修改的法规，或者在该法规页上添加修改后的文本。'
  },
  'filed-before-promulgation': { status: 400, title: '报送早于公布', detail: '报送日期早于公布日期，请核对。' },
  'receipt-before-filing': { status: 400, title: '回执早于报送', detail: '回执日期早于报送日期，请核对。' },
  'cleanup-empty': { status: 400, title: '没有可清理的', detail: '没有列入任何法规、文件：请先导入在册法规，或者写明文件名称。' },
  'cleanup-reason-missing': { status: 409, title: '缺少理由', detail: '修改、废止、宣布失效的，请写明理由。' },
  'cleanup-closed': { status: 409, title: '清理已经结束', detail: '这次清理已经结束，不能再改；请另行开始一次清理。' },
  'cleanup-not-judged': { status: 409, title: '尚未全部决定', detail: '还有没有决定的，请逐件决定后再结束。' },
  // Reports
  'export-not-done': { status: 409, title: '文件尚未完成', detail: '文件还在导出，或者已经取消，请等导出完成后下载，或者重新导出。' },
  'report-too-large': {
    status: 409,
    title: '行数过多',
    detail: '行数过多，这种文件装不下，请改用 Excel 或者 CSV 导出。'
  },
  // Storage
  'version-damaged': {
    status: 500,
    title: '存储内容损坏',
    detail: '此版本的存储内容与保存时不一致，已停止显示；请联系系统管理员运行 verify 检查，并从备份恢复。'
  },
  'database-newer': {
    status: 503,
    title: '数据库版本较新',
    detail: '数据库由更新版本的法程写入，本程序不能打开，数据未作改动；请改用更新的程序，或用 restore 恢复升级前的备份。'
  },
  'backup-running': { status: 409, title: '正在备份', detail: '已有一次备份正在进行，请等它完成。' },
  'backup-elsewhere': { status: 409, title: '不由本系统备份', detail: 'PostgreSQL 数据库请在服务器上用 pg_dump 备份。' },
  'storage-full': { status: 507, title: '磁盘空间不足', detail: '磁盘空间不足，本次内容没有保存；请联系系统管理员清理后重试。' },
  'service-unavailable': { status: 503, title: '服务暂时不可用', detail: '服务正忙或正在停止，请稍候再试。' },
  internal: { status: 500, title: '系统内部错误', detail: '系统内部错误，已保存的内容不受影响；请记下时间并联系系统管理员。' }
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof problems

/** One unmet requirement or one wrong field beside a problem. */
export interface ProblemItem {
  readonly code: string
  readonly message: string
  /** JSON pointer of the field, where the problem lies in one. */
  readonly pointer?: string
}

/** What a problem may carry beside its code. `extra` are further members of the RFC 9457 object, e.g. `newest` and `merge`. */
export interface ProblemDetails {
  readonly detail?: string
  readonly errors?: readonly ProblemItem[]
  readonly extra?: Readonly<Record<string, unknown>>
}

/** Thrown by acts; HTTP, pages and the command line each show it in their own way. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly errors: readonly ProblemItem[]
  readonly extra: Readonly<Record<string, unknown>>

  constructor(code: ProblemCode, { detail, errors = [], extra = {} }: ProblemDetails = {}) {
    super(detail ?? problems[code].detail)
    this.name = 'Problem'
    this.code = code
    this.errors = errors
    this.extra = extra
  }

  get status(): number {
    return problems[this.code].status
  }
}
