/** The links of a round to hand out: on this page alone, to be printed and cut, or saved as a file. */
import type { Bill } from '../../schema/bills.ts'
import type { Round } from '../../schema/opinions.ts'
import type { IssuedInvitation } from '../../schema/reviews.ts'
import type { Table } from '../formats/table.ts'
import { Head, Scroll } from '../web/components/lists.tsx'
import type { Frame } from '../web/frame.ts'
import { Csrf, Page } from '../web/shell.tsx'

interface LinksProps {
  readonly frame: Frame
  readonly bill: Bill
  readonly round: Round
  readonly links: readonly IssuedInvitation[]
}

export const LinksPage = ({ frame, bill, round, links }: LinksProps) => (
  <Page frame={frame} title={`邀请链接：${round.title}`} current="opinions">
    <Head
      crumb={[
        [bill.title, `/bills/${bill.id}`],
        [round.title, `/rounds/${round.id}`]
      ]}
      title={`邀请链接 ${links.length} 个`}
      meta={`${round.title}　第 ${round.version} 版`}
    >
      <form class="fc-acts" method="post" action={`/rounds/${round.id}/links/file`}>
        <Csrf frame={frame} />
        {links.map(link => (
          <input type="hidden" name="link" value={JSON.stringify([link.name, link.contact ?? '', link.url, link.expiresOn])} />
        ))}
        <button class="btn fc-link" type="submit" name="format" value="csv">
          导出 CSV
        </button>
        <button class="btn btn-primary" type="submit" name="format" value="xlsx">
          导出 Excel
        </button>
      </form>
    </Head>
    <div class="fc-note" role="status">
      <p>链接只在这一页显示，请现在打印或者导出，逐个发给对象本人。每个链接打开一次后只在那台电脑或者手机上有效。</p>
    </div>
    <Scroll label="邀请链接">
      <table class="table fc-stack fc-links">
        <thead>
          <tr>
            <th scope="col">对象</th>
            <th scope="col">联系方式</th>
            <th scope="col">链接</th>
            <th scope="col">失效日期</th>
          </tr>
        </thead>
        <tbody>
          {links.map(link => (
            <tr>
              <th scope="row" safe>
                {link.name}
              </th>
              <td data-k="联系方式" safe>
                {link.contact ?? ''}
              </td>
              <td data-k="链接">
                <code safe>{link.url}</code>
              </td>
              <td class="fc-nowrap" data-k="失效日期" safe>
                {link.expiresOn}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
    <p class="fc-noprint">
      <a href={`/rounds/${round.id}`}>看谁已经答复</a>
    </p>
  </Page>
)

type Link = readonly [name: string, contact: string, url: string, expiresOn: string]

/** What the page sends back of itself; a line that is none is left out. */
export const readLinks = (lines: string): Link[] =>
  lines.split('\n').flatMap(line => {
    try {
      const link: unknown = JSON.parse(line)
      return Array.isArray(link) && link.length === 4 && link.every(part => typeof part === 'string') ? [link as unknown as Link] : []
    } catch {
      return []
    }
  })

export const linksTable = (bill: string, round: Round, links: readonly Link[]): Table => ({
  title: `${bill}评审邀请链接`,
  note: `${round.title}，第 ${round.version} 版，${round.opensOn} 至 ${round.closesOn}`,
  columns: [
    { title: '序号', kind: 'number', width: 6 },
    { title: '对象', kind: 'text', width: 24 },
    { title: '联系方式', kind: 'text', width: 20 },
    { title: '链接', kind: 'text', width: 70 },
    { title: '失效日期', kind: 'text', width: 12 }
  ],
  rows: links.map(([name, contact, url, expiresOn], index) => [index + 1, name, contact, url, expiresOn])
})
